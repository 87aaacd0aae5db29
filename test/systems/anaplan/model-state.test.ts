import { judgeModel, type ModelCondition } from '../../../src/systems/anaplan';
import { readModelStatus } from '../../../src/systems/anaplan/model-state';

const status = (currentStep: string, progress = -1, tooltip = '') => ({ currentStep, progress, tooltip });

describe('judging a model', () => {
	it.each<[string, number, ModelCondition]>([
		['Open', -1, 'ready'], ['Closed', -1, 'closed'], ['Closing', -1, 'busy'], ['Processing ...', 0.4, 'busy'], ['Processing ...', -1, 'busy'],
		['Updating', 0, 'busy'], ['Open', 0, 'busy'], ['Closed', 0.2, 'loading'], ['Loading', -1, 'loading'], ['Opening model', 0.5, 'loading'],
		['Something New', -1, 'unknown'], ['Something New', 0.1, 'busy'], ['', -1, 'unknown'],
	])('%j at %d is %s', (step, progress, kind) => {
		expect(judgeModel(status(step, progress)).kind).toBe(kind);
	});

	it('says what runs, who started it and how far it is, in Anaplan\'s words', () => {
		expect(judgeModel(status('Processing ...', 0.404, 'Import GL Balances by jo@example.com')).said).toBe('the model is busy: Import GL Balances by jo@example.com, 40 %');
		expect(judgeModel(status('Updating', 0)).said).toBe('the model is busy: Updating, 0 %');
	});

	it.each<[string, ModelCondition]>([
		['LOCKED', 'locked'], ['ARCHIVED', 'archived'], ['MAINTENANCE', 'offline'], ['PRODUCTION_MAINTENANCE', 'offline'],
		['UNLOCKED', 'ready'], ['PRODUCTION', 'ready'], ['ACTIVE', 'ready'], ['', 'ready'],
	])('the mode comes first: %j is %s', (mode, kind) => {
		expect(judgeModel(status('Open'), mode).kind).toBe(kind);
	});

	it.each(['SOMETHING_NEW', 'toString', '__proto__', 'constructor'])('an unknown mode (%s) is passed on and decides nothing', (mode) => {
		const { kind, said } = judgeModel(status('Open'), mode);
		expect(kind).toBe('ready');
		expect(said).toContain(`(its mode is ${mode})`);
	});

	it('an unknown step is quoted', () => {
		expect(judgeModel(status('Hibernating')).said).toBe('the status of the model is "Hibernating"');
	});

	it.each([[{}, status('', -1)], [{ requestStatus: null }, status('')], [{ requestStatus: { currentStep: 'Open', progress: '0.5', tooltip: null } }, status('Open', 0.5)]])(
		'reads %j without a crash', (answer, read) => {
			expect(readModelStatus(answer)).toEqual(read);
		});
});
