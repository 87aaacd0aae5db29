import { busyModel, BUDGET, modelLockOf } from '../../nodes/shared/anaplan/waits';
import { withEditorMemory } from '../../nodes/shared/anaplan/editor-memory';
import { noteWait, tellWaits } from '../../nodes/shared/context/waits';
import { FakeClock } from '../core/fake-clock';
import { answer, request, scripted } from '../core/http/scripted-http';

const context = () => {
	const told: string[] = [];
	return { told, addExecutionHints: (...hints: ReadonlyArray<{ message: string }>) => void told.push(...hints.map(({ message }) => message)) };
};

describe('what a run has waited for', () => {
	it('is told once, and longer waits in minutes', () => {
		const run = context();
		noteWait(run, modelLockOf('Finance Hub'), 0, 205_000);
		tellWaits(run);
		tellWaits(run);
		expect(run.told).toEqual(['Waited 3 min 25 s because another run was working on model Finance Hub: one action at a time per model.']);
	});

	it('adds up, and what overlaps counts once', () => {
		const run = context();
		noteWait(run, BUDGET, 0, 1_000);
		noteWait(run, BUDGET, 0, 2_000);
		noteWait(run, BUDGET, 500, 3_000);
		noteWait(run, BUDGET, 10_000, 12_000);
		tellWaits(run);
		expect(run.told).toEqual([expect.stringMatching(/^Waited 5 s for the request budget/)]);
	});

	it.each([[999, 0], [1_000, 1]])('%d ms in sum are told %d times', (ms, times) => {
		const run = context();
		noteWait(run, BUDGET, 0, 400);
		noteWait(run, BUDGET, 1_000, 1_000 + ms - 400);
		tellWaits(run);
		expect(run.told).toHaveLength(times);
	});

	it('of one run is nothing to another', () => {
		const [one, other] = [context(), context()];
		noteWait(one, BUDGET, 0, 60_000);
		tellWaits(other);
		expect(other.told).toEqual([]);
	});

	it('a busy model is told once however far it has come meanwhile, two models apart', () => {
		const run = context();
		noteWait(run, busyModel('the model is busy: Import GL, 10 %'), 0, 5_000);
		noteWait(run, busyModel('the model is busy: Import GL, 90 %'), 5_000, 9_000);
		noteWait(run, modelLockOf('A'), 0, 2_000);
		noteWait(run, modelLockOf('B'), 0, 3_000);
		tellWaits(run);
		expect(run.told).toHaveLength(3);
		expect(run.told[0]).toBe('Waited 9 s because Anaplan was busy: the model is busy: Import GL, 10 %.');
	});
});

describe('the editor\'s memory', () => {
	it('keeps no answer that was cut short', async () => {
		const http = scripted(answer(200, {}, '{"imports": ['), answer(200, {}, '{}'));
		const remembering = withEditorMemory(http, 'somebody', new FakeClock());
		const get = request({ method: 'GET', url: 'https://api.anaplan.com/2/0/workspaces' });
		await remembering.send(get);
		expect((await remembering.send(get)).body.toString()).toBe('{}');
	});
});
