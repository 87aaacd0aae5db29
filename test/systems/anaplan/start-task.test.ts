import type { HttpResponse } from '../../../src/contracts';
import { AmbiguousError, CancelledError, FatalError, RetryableError } from '../../../src/core/errors';
import { IMPORT, bench, failureOf, json, lost, plain, refusal, tasks, type Bench } from './fake-anaplan';

const LIST = 'GET /imports/112000000034/tasks';
const START = 'POST /imports/112000000034/tasks';

const starts = ({ http }: Bench): number => http.lines().filter((line) => line.startsWith('POST')).length;

describe('starting a task', () => {
	it.each([
		['the service\'s form', json(200, { task: { taskId: 'NEW', taskState: 'NOT_STARTED' } })],
		['the documented form', json(200, { taskId: 'NEW' })],
	])('reads the id in %s', async (_, answer) => {
		const all = bench();
		all.http.on(LIST, tasks('OLD')).on(START, answer);
		expect(await all.client.startTask(IMPORT)).toEqual({ taskId: 'NEW', adopted: false });
		expect(all.http.lines()).toEqual([`${LIST}?sort=-creationTime`, START]);
	});

	it('is not repeatable, names the locale first, and passes mapping parameters on', async () => {
		const { http, client } = bench();
		http.on(LIST, tasks()).on(START, json(200, { task: { taskId: 'NEW' } }));
		await client.startTask(IMPORT, [{ entityName: 'Aug 26', importId: '112000000034', entityType: 'Period' }]);
		expect(http.sent[1]).toMatchObject({ repeatable: false, method: 'POST' });
		expect(http.sent[1]?.body).toBe('{"localeName":"en_US","mappingParameters":[{"entityType":"Period","entityName":"Aug 26","importId":"112000000034"}]}');
	});

	it('does not start without a baseline', async () => {
		const all = bench();
		all.http.on(LIST, refusal(503, 'later'));
		await failureOf(all.client.startTask(IMPORT), RetryableError);
		expect(starts(all)).toBe(0);
	});

	it.each([[400, FatalError], [404, FatalError], [423, FatalError], [424, RetryableError]])('%d is an answer: refused, nothing looked for', async (status, type) => {
		const all = bench();
		all.http.on(LIST, tasks('OLD')).on(START, refusal(status, 'no'));
		await failureOf<FatalError | RetryableError>(all.client.startTask(IMPORT), type as typeof FatalError);
		expect(all.http.lines().filter((line) => line.includes('/tasks'))).toHaveLength(2);
	});
});

const losses: ReadonlyArray<readonly [string, HttpResponse | Error]> = [
	['the connection was lost', lost()], ['500', refusal(500, 'boom')], ['an HTML 502', plain(502, '<html>')],
	['an answer without id', json(200, { status: { code: 200 } })], ['an answer cut short', plain(200, '{"task": {"taskId": "NE')],
];

describe.each(losses)('when the answer is lost (%s)', (_, loss) => {
	it('exactly one new task → adopt it, after a second look, without starting again', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), tasks('NEW', 'OLD')).on(START, loss);
		expect(await all.client.startTask(IMPORT)).toEqual({ taskId: 'NEW', adopted: true });
		expect(starts(all)).toBe(1);
		expect(all.clock.slept).toEqual([1_000, 5_000]);
	});

	it('no new task after several looks over half a minute → nothing was started', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD')).on(START, loss);
		const failure = await failureOf(all.client.startTask(IMPORT), FatalError);
		expect(failure.facts.remedy).toMatch(/Nothing was started, so it is safe to run again/);
		expect(all.clock.slept.reduce((sum, ms) => sum + ms)).toBeGreaterThanOrEqual(30_000);
		expect(starts(all)).toBe(1);
	});

	it('several new tasks → ambiguous, with how to find out', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), tasks('NEW', 'OTHER', 'OLD')).on(START, loss);
		const failure = await failureOf(all.client.startTask(IMPORT), AmbiguousError);
		expect(failure.howToFindOut).toMatch(/NEW, OTHER/);
		expect(starts(all)).toBe(1);
	});
});

describe('when the answer is lost', () => {
	it('finds a task that shows up late', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), tasks('OLD'), tasks('OLD'), lost(), tasks('NEW', 'OLD')).on(START, lost());
		expect(await all.client.startTask(IMPORT)).toEqual({ taskId: 'NEW', adopted: true });
	});

	it('a stranger\'s task beside ours, seen in the second look, makes it ambiguous', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), tasks('NEW', 'OLD'), tasks('OTHER', 'NEW', 'OLD')).on(START, lost());
		await failureOf(all.client.startTask(IMPORT), AmbiguousError);
	});

	it('a list that cannot be read proves nothing: ambiguous, not "nothing was started"', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), lost()).on(START, lost());
		await failureOf(all.client.startTask(IMPORT), AmbiguousError);
	});

	it('nor does a list whose last look failed', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), tasks('OLD'), tasks('OLD'), tasks('OLD'), lost()).on(START, lost());
		await failureOf(all.client.startTask(IMPORT), AmbiguousError);
	});

	it('a task older than the baseline\'s newest cannot be ours', async () => {
		const all = bench();
		const older = json(200, { tasks: [{ taskId: 'OLD', creationTime: 1_795_145_401_000 }, { taskId: 'ANCIENT', creationTime: 1_700_000_000_000 }] });
		all.http.on(LIST, tasks('OLD'), older).on(START, lost());
		await failureOf(all.client.startTask(IMPORT), FatalError);
	});

	it('a first task ever is new against an empty list', async () => {
		const all = bench();
		all.http.on(LIST, json(200, {}), tasks('NEW')).on(START, lost());
		expect(await all.client.startTask(IMPORT)).toEqual({ taskId: 'NEW', adopted: true });
	});
});

describe('when the execution is stopped while starting', () => {
	const cut = new CancelledError({ system: 'test', operation: 'start', said: 'stopped', remedy: '-' });
	const stopping = (all: Bench, error: Error = cut) => () => {
		all.controller.abort();
		return error;
	};

	it.each([['is cut off', cut], ['is lost', lost()]])('cancels what was started when the call %s, and says so', async (_, error) => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), tasks('NEW', 'OLD')).on(START, stopping(all, error)).on('DELETE /imports/112000000034/tasks/NEW', json(200, { task: { taskId: 'NEW', taskState: 'CANCELLING' } }));
		const failure = await failureOf(all.client.startTask(IMPORT), CancelledError);
		expect(failure.message).toMatch(/task NEW, just started, was asked to cancel/);
		expect(all.http.lines().at(-1)).toBe('DELETE /imports/112000000034/tasks/NEW');
	});

	it('says that it does not know when nothing is found', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD')).on(START, stopping(all));
		expect((await failureOf(all.client.startTask(IMPORT), CancelledError)).message).toMatch(/whether a task was started is not known/);
	});

	it('cancels nothing when several could be meant', async () => {
		const all = bench();
		all.http.on(LIST, tasks('OLD'), tasks('A', 'B', 'OLD')).on(START, stopping(all));
		await failureOf(all.client.startTask(IMPORT), CancelledError);
		expect(all.http.lines().some((line) => line.startsWith('DELETE'))).toBe(false);
	});
});
