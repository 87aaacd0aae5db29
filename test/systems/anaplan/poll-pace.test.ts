import fc from 'fast-check';
import { FakeClock } from '../../core/fake-clock';
import { ANAPLAN_LIMITS, TokenBucket, withBudget } from '../../../src/core/http/budget';
import { withRetry } from '../../../src/core/http/retry-http';
import type { Http, HttpResponse } from '../../../src/contracts';
import { createAnaplanClient } from '../../../src/systems/anaplan';
import { LONGEST_PACE_MS, nextPause } from '../../../src/systems/anaplan/poll-pace';
import { IMPORT, task } from './fake-anaplan';

jest.setTimeout(60_000);

describe('the pace of looks at a task', () => {
	it('stays at the interval while looks are easy', () => {
		expect([nextPause(5_000, 0, 5_000), nextPause(5_000, 1_000, 5_000)]).toEqual([5_000, 5_000]);
	});

	it('who has queued pauses longer by as much, a minute at most, and shorter again by a tenth when looks are easy', () => {
		expect([nextPause(5_000, 8_000, 5_000), nextPause(50_000, 20_000, 5_000), nextPause(20_000, 100, 5_000)]).toEqual([13_000, 60_000, 18_000]);
	});

	it('is never quicker than the user wants, nor slower than a minute or that', () => {
		fc.assert(fc.property(fc.nat(200_000), fc.nat(200_000), fc.integer({ min: 5_000, max: 300_000 }), (pauseMs, lookMs, intervalMs) => {
			const next = nextPause(pauseMs, lookMs, intervalMs);
			expect(next).toBeGreaterThanOrEqual(intervalMs);
			expect(next).toBeLessThanOrEqual(Math.max(intervalMs, LONGEST_PACE_MS));
		}));
	});
});

/** Anaplan's own bucket, full and untouched before the first request: what it grants, and nothing is forgiven. */
class GrantingAnaplan implements Http {
	refused = 0;
	readonly atMs: number[] = [];
	private tokens = 600;
	private countedAtMs: number | undefined;
	private readonly looks = new Map<string, number>();

	/** Tasks by their id: when they end. */
	constructor(private readonly clock: FakeClock, private readonly ends: ReadonlyMap<string, number>, private readonly latencyMs: () => number) {}

	async send({ url }: { url: string }): Promise<HttpResponse> {
		await this.clock.sleep(this.latencyMs());
		const nowMs = this.clock.now();
		this.tokens = Math.min(600, this.tokens + (nowMs - (this.countedAtMs ?? nowMs)) / 100);
		this.countedAtMs = nowMs;
		this.atMs.push(nowMs);
		if (this.tokens < 1) {
			this.refused += 1;
			return { status: 429, headers: { 'retry-after': '1' }, body: Buffer.alloc(0) };
		}
		this.tokens -= 1;
		const id = url.slice(url.lastIndexOf('/') + 1);
		this.looks.set(id, (this.looks.get(id) ?? 0) + 1);
		return task((this.ends.get(id) ?? 0) <= nowMs ? 'COMPLETE' : 'IN_PROGRESS', { result: { successful: true } });
	}
}

describe('three hundred tasks polled under one tenant\'s budget', () => {
	it('never get a 429, see each end within a bound, and leave room for others', async () => {
		const clock = new FakeClock();
		const beganMs = clock.now();
		const ends = new Map(Array.from({ length: 300 }, (_, at) => [`T${at}`, beganMs + 150_000 + 100 * at]));
		let turn = 0;
		// The first burst is slow on its way and what follows is fast: then Anaplan has granted least of what has left here.
		const anaplan = new GrantingAnaplan(clock, ends, () => (clock.now() - beganMs < 2_000 ? 1_500 : (turn++ % 7) * 20 + 5));
		const budget = new TokenBucket(clock, ANAPLAN_LIMITS);
		const http = withRetry(withBudget(anaplan, budget, 't'), { clock });
		const client = createAnaplanClient({ http, clock, apiUrl: 'https://api.anaplan.com' });

		const seenLateMs: number[] = [];
		const all = [...ends].map(async ([taskId, endsAtMs]) => {
			await client.waitForTask({ ...IMPORT, taskId }, { deadlineMs: 3_600_000, intervalMs: 5_000 });
			seenLateMs.push(clock.now() - endsAtMs);
		});
		const othersMs: number[] = [];
		const others = (async () => {
			for (let time = 0; time < 6; time += 1) {
				await clock.sleep(20_000);
				othersMs.push(await budget.take('t'));
			}
		})();
		await clock.runUntil(Promise.all([...all, others]));
		expect(anaplan.refused).toBe(0);
		expect(seenLateMs).toHaveLength(300);
		// A minute of pause and the queue.
		expect(Math.max(...seenLateMs)).toBeLessThan(60_000);
		const steady = anaplan.atMs.filter((ms) => ms - beganMs >= 40_000 && ms - beganMs < 140_000).length / 1_000;
		expect(steady).toBeGreaterThan(0.8);
		expect(steady).toBeLessThanOrEqual(1.01);
		// At first everybody queues behind three hundred looks; then hardly anybody queues.
		expect(Math.max(...othersMs.slice(2))).toBeLessThan(5_000);
	});
});
