import { AmbiguousError, CancelledError } from '../../../src/core/errors';
import { IMPORT, bench, failureOf, json, lost, refusal, task } from './fake-anaplan';

const TASK = { ...IMPORT, taskId: 'T1' };
const GET = 'GET /imports/112000000034/tasks/T1';
const DELETE = 'DELETE /imports/112000000034/tasks/T1';
const HOUR = 3_600_000;

describe('waiting for a task', () => {
	it('looks after a second, then every five seconds, until COMPLETE', async () => {
		const { http, clock, client } = bench();
		http.on(GET, task('NOT_STARTED'), task('IN_PROGRESS', { progress: 0.4 }), task('COMPLETE', { result: { successful: true, objectId: '112' } }));
		const seen: string[] = [];
		const last = await client.waitForTask(TASK, { deadlineMs: HOUR, onState: ({ state }) => seen.push(state) });
		expect(seen).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'COMPLETE']);
		expect(last.result?.successful).toBe(true);
		expect(clock.slept).toEqual([1_000, 5_000, 5_000]);
	});

	it('pauses longer after a look that has queued for the budget, and shorter again when looks are easy', async () => {
		const { http, clock, client } = bench();
		const slow = () => {
			clock.nowMs += 20_000;
			return task('IN_PROGRESS');
		};
		http.on(GET, slow, task('IN_PROGRESS'), task('IN_PROGRESS'), task('COMPLETE'));
		await client.waitForTask(TASK, { deadlineMs: HOUR });
		expect(clock.slept).toEqual([1_000, 25_000, 22_500, 20_250]);
	});

	it.each([
		['was seen to', [task('NOT_STARTED'), task('NOT_STARTED'), task('IN_PROGRESS'), task('COMPLETE')], [['T1', 6_000]]],
		['was not', [task('IN_PROGRESS'), task('COMPLETE')], []],
	])('tells how long the task queued at least, when it %s', async (_, replies, told) => {
		const queued: Array<[string, number]> = [];
		const { http, client } = bench({ onQueued: ({ taskId }, ms) => queued.push([taskId, ms]) });
		http.on(GET, ...replies);
		await client.waitForTask(TASK, { deadlineMs: HOUR });
		expect(queued).toEqual(told);
	});

	it('tells it also when the wait ends without an end', async () => {
		const queued: number[] = [];
		const { http, client } = bench({ onQueued: (_task, ms) => queued.push(ms) });
		http.on(GET, task('NOT_STARTED'));
		await failureOf(client.waitForTask(TASK, { deadlineMs: 12_000 }), CancelledError);
		expect(queued).toEqual([12_000]);
	});

	it('polls never faster than every five seconds', async () => {
		const { http, clock, client } = bench();
		http.on(GET, task('IN_PROGRESS'), task('IN_PROGRESS'), task('COMPLETE'));
		await client.waitForTask(TASK, { deadlineMs: HOUR, intervalMs: 10, firstLookMs: 0 });
		expect(clock.slept).toEqual([0, 5_000, 5_000]);
	});

	it('CANCELLING is not final, CANCELLED is, without a result', async () => {
		const { http, client } = bench();
		http.on(GET, task('CANCELLING'), task('SOMETHING_NEW'), task('CANCELLED', { cancelledBy: 'somebody@example.com' }));
		expect(await client.waitForTask(TASK, { deadlineMs: HOUR })).toMatchObject({ state: 'CANCELLED', cancelledBy: 'somebody@example.com', result: undefined });
		expect(http.sent).toHaveLength(3);
	});

	it('tolerates looks that fail', async () => {
		const { http, client } = bench();
		http.on(GET, ...Array.from({ length: 29 }, (_, index) => (index % 2 ? lost() : refusal(503, 'later'))), task('COMPLETE'));
		expect((await client.waitForTask(TASK, { deadlineMs: HOUR })).state).toBe('COMPLETE');
	});

	it('counts only failures in a row', async () => {
		const { http, client } = bench();
		const many = Array.from({ length: 20 }, () => lost());
		http.on(GET, ...many, task('IN_PROGRESS'), ...many, task('COMPLETE'));
		expect((await client.waitForTask(TASK, { deadlineMs: HOUR })).state).toBe('COMPLETE');
	});

	it.each([['thirty lost looks in a row', lost(), 30], ['three refusals in a row', refusal(404, 'Not Found'), 3]])('%s end as ambiguous', async (_, reply, looks) => {
		const { http, client } = bench();
		http.on(GET, task('IN_PROGRESS', { progress: 0.5 }), reply);
		const failure = await failureOf(client.waitForTask(TASK, { deadlineMs: HOUR }), AmbiguousError);
		expect(http.sent).toHaveLength(looks + 1);
		expect(failure.message).toMatch(/last state was IN_PROGRESS, 50 %/);
		expect(failure.howToFindOut).toContain('T1');
	});

	it('the deadline says last state, task and what to do, and cancels nothing', async () => {
		const { http, clock, client } = bench();
		http.on(GET, task('NOT_STARTED', { currentStep: 'Queued' }));
		const failure = await failureOf(client.waitForTask(TASK, { deadlineMs: 12_000 }), CancelledError);
		expect(failure.message).toMatch(/task T1 did not end within 12 s; its last state was NOT_STARTED \(Queued\)/);
		expect(failure.facts.remedy).toMatch(/runs on in Anaplan.*Poll Task/);
		expect(clock.slept).toEqual([1_000, 5_000, 5_000, 1_000]);
		expect(http.lines().every((line) => line.startsWith('GET'))).toBe(true);
	});
});

describe('a stop is passed on', () => {
	const stopAt = (pauses: number) => {
		const all = bench();
		all.clock.beforeSleep = (count) => {
			if (count === pauses) all.controller.abort();
		};
		return all;
	};

	it('cancelled, when CANCELLED was read', async () => {
		const { http, client } = stopAt(1);
		http.on(GET, task('IN_PROGRESS'), task('CANCELLING'), lost(), task('CANCELLED')).on(DELETE, task('CANCELLING'));
		const failure = await failureOf(client.waitForTask(TASK, { deadlineMs: HOUR }), CancelledError);
		expect(failure.message).toMatch(/task T1 was cancelled and rolled back/);
		expect(http.lines().filter((line) => line === DELETE)).toHaveLength(1);
	});

	it('ended before, when COMPLETE was read', async () => {
		const { http, client } = stopAt(1);
		http.on(GET, task('IN_PROGRESS'), task('COMPLETE')).on(DELETE, json(200, {}));
		expect((await failureOf(client.waitForTask(TASK, { deadlineMs: HOUR }), CancelledError)).message).toMatch(/had ended before it could be cancelled/);
	});

	it('may still be running, when no end was seen', async () => {
		const { http, clock, client } = stopAt(1);
		http.on(GET, task('IN_PROGRESS')).on(DELETE, task('CANCELLING'));
		const failure = await failureOf(client.waitForTask(TASK, { deadlineMs: HOUR }), CancelledError);
		expect(failure.message).toMatch(/was asked to cancel; its last state was IN_PROGRESS/);
		expect(failure.facts.remedy).toMatch(/may still be running/);
		expect(clock.slept).toEqual([1_000, 1_000, 5_000, 5_000, 5_000]);
	});

	it('left running, when it could not be asked', async () => {
		const { http, client } = stopAt(0);
		http.on(GET, lost()).on(DELETE, lost());
		expect((await failureOf(client.waitForTask(TASK, { deadlineMs: HOUR }), CancelledError)).message).toMatch(/left running; its state was never read/);
	});
});
