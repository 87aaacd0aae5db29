import { deletedCount, judgeTask, kindOfActionId, processReport, readTask, type Outcome } from '../../../src/systems/anaplan';
import { json, refusal, REF, bench } from './fake-anaplan';

const PROCESS = '118000000009';
const [CLEAR, LOAD, EXPORT] = [
	{ id: '117000000011', name: 'Clear GL staging', actionType: 'DELETE_BY_SELECTION' },
	{ id: '112000000034', name: 'GL Balances', actionType: 'IMPORT' },
	{ id: '116000000005', name: 'Budget', actionType: 'EXPORT' },
];
const DEFINITION = [CLEAR, LOAD, EXPORT];

const good = (objectId: string, more: Record<string, unknown> = {}) => ({ objectId, successful: true, failureDumpAvailable: false, ...more });
const outcomeOf = (result: Record<string, unknown>): Outcome => judgeTask(readTask({ taskState: 'COMPLETE', result: { objectId: PROCESS, successful: true, ...result } }));

describe('a process is a success only when each of its steps is known to have run', () => {
	it('names the steps as the definition does, in the order in which they ran', () => {
		const { outcome, steps, notRun } = processReport(PROCESS, outcomeOf({ nestedResults: DEFINITION.map(({ id }) => good(id)) }), DEFINITION);
		expect(outcome.status).toBe('success');
		expect(steps.map(({ action }) => action.name)).toEqual(['Clear GL staging', 'GL Balances', 'Budget']);
		expect(notRun).toEqual([]);
	});

	it('a step without a result lowers a success to a warning that names it', () => {
		const { outcome, notRun } = processReport(PROCESS, outcomeOf({ nestedResults: [good(CLEAR?.id ?? ''), good(EXPORT?.id ?? '')] }), DEFINITION);
		expect(outcome.status).toBe('warning');
		expect(outcome.messages.join()).toContain('"GL Balances"');
		expect(notRun).toEqual([LOAD]);
	});

	it('the same action twice must have run twice', () => {
		const twice = [LOAD, CLEAR, LOAD].flatMap((step) => step ?? []);
		expect(processReport(PROCESS, outcomeOf({ nestedResults: [good(LOAD?.id ?? ''), good(CLEAR?.id ?? '')] }), twice).notRun).toEqual([LOAD]);
		expect(processReport(PROCESS, outcomeOf({ nestedResults: twice.map(({ id }) => good(id)) }), twice).notRun).toEqual([]);
	});

	it('a failed one stays failed and says which steps did not run', () => {
		const outcome = outcomeOf({ successful: false, nestedResults: [good(CLEAR?.id ?? ''), { ...good(LOAD?.id ?? ''), successful: false }] });
		const report = processReport(PROCESS, outcome, DEFINITION);
		expect(report.outcome).toBe(outcome);
		expect(report.outcome.status).toBe('failed');
		expect(report.notRun).toEqual([EXPORT]);
	});

	it('a result without any step says nothing about steps', () => {
		expect(processReport(PROCESS, outcomeOf({}), DEFINITION)).toMatchObject({ outcome: { status: 'success' }, steps: [], notRun: [] });
	});

	it('without the definition the names of the result serve, and nothing is called not run', () => {
		const { outcome, steps, notRun } = processReport(PROCESS, outcomeOf({ nestedResults: [good('112000000034', { objectName: 'GL' })] }), undefined);
		expect({ status: outcome.status, names: steps.map(({ action }) => action.name), notRun }).toEqual({ status: 'success', names: ['GL'], notRun: [] });
	});

	it('a process inside a process is in no result by its own id', () => {
		const nested = [CLEAR, { id: '118000000010', name: 'Inner', actionType: 'PROCESS' }].flatMap((step) => step ?? []);
		expect(processReport(PROCESS, outcomeOf({ nestedResults: [good(CLEAR?.id ?? ''), good(LOAD?.id ?? '')] }), nested).notRun).toEqual([]);
	});

	it('unsuccessful with every step successful is a warning: completed with warnings', () => {
		expect(processReport(PROCESS, outcomeOf({ successful: false, details: [], nestedResults: DEFINITION.map(({ id }) => good(id)) }), DEFINITION).outcome.status).toBe('warning');
	});
});

describe('start and duration of a step', () => {
	const TASK = { ...REF, kind: 'processes' as const, actionId: PROCESS, taskId: 'T1' };
	const PLACE = `GET /processes/${PROCESS}/tasks/T1`;
	const answer = (more: Record<string, unknown>) => json(200, { task: { taskState: 'COMPLETE', result: good(PROCESS, { nestedResults: [good('112', more)] }) } });

	it.each([
		['milliseconds and a number', { startTime: 1_795_145_471_641, duration: 1200 }, { startTime: '2026-11-20T03:31:11.641Z', duration: '1200' }],
		['texts', { startTime: '2026-08-01T17:02:11.000+0000', duration: 'PT1S' }, { startTime: '2026-08-01T17:02:11.000+0000', duration: 'PT1S' }],
		['nothing', {}, { startTime: '', duration: '' }],
	])('%s', async (_form, sent, read) => {
		const { http, client } = bench();
		http.on(PLACE, answer(sent));
		expect((await client.getTask(TASK)).result?.nestedResults[0]).toMatchObject(read);
		expect(http.lines()).toEqual([`${PLACE}?includeProcessDetails=true`]);
	});

	it('a service that refuses the question is asked without it', async () => {
		const { http, client } = bench();
		http.on(`${PLACE}?`, refusal(400, 'unknown parameter')).on(PLACE, answer({}));
		expect((await client.getTask(TASK)).state).toBe('COMPLETE');
		expect(http.lines()).toEqual([`${PLACE}?includeProcessDetails=true`, PLACE]);
	});
});

describe('the first three digits tell the kind', () => {
	it.each([['112000000034', 'imports'], ['116000000005', 'exports'], ['117000000011', 'actions'], ['118000000009', 'processes'], ['113000000021', undefined], ['112', undefined], ['GL Balances', undefined]])('%s', (id, kind) => {
		expect(kindOfActionId(id)).toBe(kind);
	});
});

describe('how many were deleted, where Anaplan says so', () => {
	const deleted = (localMessageText: string, occurrences = 0) => deletedCount(outcomeOf({ details: [{ type: 'deleteFromSelectionSucceeded', occurrences, localMessageText, values: [] }] }));
	it.each([['Deleted 120 items', 0, 120], ['Deleted 1,234 items', 0, 1234], ['5 items deleted', 0, 5], ['List 2024 was cleared', 7, 7], ['List 2024 was cleared', 0, null], ['Deleted 0 items', 0, 0]])('%s, counter %d', (text, occurrences, count) => {
		expect(deleted(text, occurrences)).toBe(count);
	});

	it('another action tells nothing', () => {
		expect(deletedCount(outcomeOf({ details: [{ type: 'taskElementSucceeded', occurrences: 3, localMessageText: 'Ordered 3 items', values: [] }] }))).toBeNull();
	});
});
