import { FatalError } from '../../../src/core/errors';
import { isNotFound } from '../../../src/systems/anaplan';
import { bench, failureOf, IMPORT, json, lost, refusal, task, tasks } from './fake-anaplan';

const TASK = { ...IMPORT, taskId: 'T1' };
const GET = 'GET /imports/112000000034/tasks/T1';
const DELETE = 'DELETE /imports/112000000034/tasks/T1';
const LIST = 'GET /imports/112000000034/tasks';
const HOUR = 3_600_000;

describe('"cancelled" is said only when CANCELLED was read', () => {
	it('the answer alone, when nobody waits: CANCELLING is not cancelled', async () => {
		const { http, client } = bench();
		http.on(DELETE, task('CANCELLING'));
		expect(await client.cancelTask(TASK)).toMatchObject({ cancelled: false, endedBefore: false, said: expect.stringContaining('T1 was asked to cancel and is being rolled back; its last state was CANCELLING') as string });
		expect(http.lines()).toEqual([DELETE]);
	});

	it('an answer without a state makes it read the state', async () => {
		const { http, client } = bench();
		http.on(DELETE, json(200, {})).on(GET, task('CANCELLED'));
		expect(await client.cancelTask(TASK)).toMatchObject({ cancelled: true });
	});

	it('waits until CANCELLED, through looks that are lost, never faster than every five seconds', async () => {
		const { http, clock, client } = bench();
		http.on(DELETE, task('CANCELLING')).on(GET, task('CANCELLING'), lost(), task('CANCELLED'));
		expect(await client.cancelTask(TASK, { waitMs: HOUR, intervalMs: 1 })).toMatchObject({ cancelled: true, said: 'task T1 was cancelled and rolled back' });
		expect(clock.slept).toEqual([1_000, 5_000, 5_000]);
	});

	it('COMPLETE means that it had ended before, and what it did is applied', async () => {
		const { http, client } = bench();
		http.on(DELETE, task('IN_PROGRESS')).on(GET, task('COMPLETE'));
		expect(await client.cancelTask(TASK, { waitMs: HOUR })).toMatchObject({ cancelled: false, endedBefore: true, said: expect.stringContaining('is applied') as string });
	});

	it('when the time is up it says so, with its last state', async () => {
		const { http, clock, client } = bench();
		http.on(DELETE, task('CANCELLING')).on(GET, task('CANCELLING', { progress: 0.5 }));
		expect(await client.cancelTask(TASK, { waitMs: 7_000 })).toMatchObject({ cancelled: false, said: expect.stringContaining('is being rolled back; its last state was CANCELLING, 50 %') as string });
		expect(clock.slept).toEqual([1_000, 5_000, 1_000]);
	});

	it('a refusal is not swallowed', async () => {
		const { http, client } = bench();
		http.on(DELETE, refusal(404, 'Not Found'));
		expect(isNotFound(await failureOf(client.cancelTask(TASK), FatalError))).toBe(true);
	});
});

describe('why a task answers 404', () => {
	const IMPORTS = 'GET /imports';
	const known = json(200, { imports: [{ id: '112000000034', name: 'GL Balances' }] });

	it('a task of another action: the newest tasks of this one are named', async () => {
		const { http, client } = bench();
		http.on(LIST, tasks('T8', 'T9'));
		expect(await client.explainMissingTask(TASK)).toMatchObject({ facts: { said: 'this action has no such task', remedy: expect.stringContaining('T8 (COMPLETE), T9 (COMPLETE)') as string } });
	});

	it('an action without tasks exists, or the user may not see them', async () => {
		const { http, client } = bench();
		http.on(LIST, json(200, {})).on(IMPORTS, known).on(`${LIST}?`, json(200, {}));
		expect(await client.explainMissingTask(TASK)).toMatchObject({ facts: { said: expect.stringContaining('"GL Balances" exists') as string, remedy: expect.stringContaining('NO ACCESS') as string } });
	});

	it('an action that does not exist: 200 and empty is not taken for "never ran"', async () => {
		const { http, client } = bench();
		http.on('GET /imports/112000000099/tasks', json(200, {})).on(IMPORTS, known);
		const failure = await failureOf(client.explainMissingTask({ ...TASK, actionId: '112000000099' }), FatalError);
		expect(failure.facts.remedy).toContain('112000000034 "GL Balances"');
		expect(await failureOf(client.listTasksOfKnown({ ...IMPORT, actionId: '112000000099' }), FatalError)).toMatchObject({ facts: { said: 'no such id or name' } });
	});

	it('a task that is in the list and cannot be read', async () => {
		const { http, client } = bench();
		http.on(LIST, tasks('T1'));
		expect((await client.explainMissingTask(TASK)).message).toContain('its state cannot be read');
	});
});

describe('a task list', () => {
	it('ends although next is present and nothing follows, and without its key', async () => {
		const { http, client } = bench();
		http.on(LIST, json(200, { meta: { paging: { currentPageSize: 1, totalSize: 1, offset: 0, next: 'https://api.anaplan.com/2/0/x?offset=1' } }, tasks: [{ taskId: 'T1', taskState: 'COMPLETE', creationTime: 1 }] }), json(200, {}));
		expect(await client.listTasks(IMPORT)).toHaveLength(1);
		expect(await client.listTasks(IMPORT)).toEqual([]);
		expect(http.sent).toHaveLength(2);
	});
});

describe('a stop that leaves the task running', () => {
	it.each([['leave', 'task T9, just started, is left running', 0], ['cancel', 'task T9, just started, was asked to cancel', 1]] as const)('while the start is on its way: %s', async (whenStopped, said, cancels) => {
		const { http, controller, client } = bench();
		http.on(LIST, tasks('T1'), tasks('T9', 'T1')).on('POST /imports/112000000034/tasks', () => {
			controller.abort();
			return lost();
		}).on('DELETE /imports/112000000034/tasks/T9', task('CANCELLING'));
		await expect(client.startTask(IMPORT, [], whenStopped)).rejects.toThrow(said);
		expect(http.lines().filter((line) => line.startsWith('DELETE'))).toHaveLength(cancels);
	});

	it('asks nothing of the task but its state', async () => {
		const { http, clock, controller, client } = bench();
		clock.beforeSleep = (count) => {
			if (count === 1) controller.abort();
		};
		http.on(GET, task('IN_PROGRESS', { progress: 0.25 }));
		await expect(client.waitForTask(TASK, { deadlineMs: HOUR, whenStopped: 'leave' })).rejects.toThrow('task T1 is left running; its last state was IN_PROGRESS, 25 %');
		expect(http.lines().every((line) => line === GET)).toBe(true);
	});
});
