import fc from 'fast-check';
import { decideRetry, DEFAULT_RETRY_POLICY, type Happening, type Judgement, type RetryPolicy, type RetryQuestion } from '../../../src/core/http/retry';

const POLICY: RetryPolicy = { maxAttempts: 4, firstStepMs: 1_000, longestStepMs: 5_000, longestRetryAfterMs: 60_000 };
const NOW = Date.parse('2026-03-01T08:10:00Z');

const answered = (status: number, headers: Record<string, string> = {}, judgement?: Judgement): Happening =>
	({ kind: 'answered', status, headers, nowMs: NOW, judgement });
const ask = (change: Partial<RetryQuestion>) => decideRetry({ attempt: 1, happened: answered(500), repeatable: true, policy: POLICY, random: 0, ...change });

describe('decideRetry', () => {
	describe('what is not a passing failure', () => {
		it.each([200, 201, 204, 301, 302, 304, 400, 401, 403, 404, 405, 406, 408, 409, 410, 415, 422, 423, 424, 425])('%d is never repeated', (status) => {
			expect(ask({ happened: answered(status) })).toEqual({ retry: false, because: `status ${status} is not a passing failure` });
		});
	});

	describe('429', () => {
		it('is repeated after the pause it asks for in seconds', () => {
			expect(ask({ happened: answered(429, { 'retry-after': '7' }) })).toEqual({ retry: true, afterMs: 7_000, because: 'too many requests (429)' });
		});

		it('is repeated after the pause it asks for as a date', () => {
			expect(ask({ happened: answered(429, { 'retry-after': 'Sun, 01 Mar 2026 08:10:30 GMT' }) })).toMatchObject({ retry: true, afterMs: 30_000 });
		});

		it('waits 10 s when it does not say', () => {
			expect(ask({ happened: answered(429) })).toMatchObject({ retry: true, afterMs: 10_000 });
			expect(ask({ happened: answered(429, { 'retry-after': 'soon' }) })).toMatchObject({ retry: true, afterMs: 10_000 });
		});

		it('waits no longer than the policy allows when it does not say', () => {
			expect(ask({ happened: answered(429), policy: { ...POLICY, longestRetryAfterMs: 3_000 } })).toMatchObject({ retry: true, afterMs: 3_000 });
		});

		it('is safe to repeat even if the request is not repeatable, because it was refused unprocessed', () => {
			expect(ask({ happened: answered(429), repeatable: false })).toMatchObject({ retry: true });
		});

		it('ends, and says so, when the pause is longer than the run waits', () => {
			expect(ask({ happened: answered(429, { 'retry-after': '3600' }) })).toEqual({
				retry: false, because: 'too many requests (429), but it asks to wait 3600 s and this run waits 60 s at most',
			});
			expect(ask({ happened: answered(429, { 'retry-after': '60' }) })).toMatchObject({ retry: true, afterMs: 60_000 });
			expect(ask({ happened: answered(429, { 'retry-after': '61' }) })).toMatchObject({ retry: false });
		});

		it('never comes back before the pause is over; jitter comes on top', () => {
			expect(ask({ happened: answered(429, { 'retry-after': '7' }), random: 0.5 })).toMatchObject({ retry: true, afterMs: 7_500 });
		});
	});

	describe('5xx', () => {
		it.each([500, 502, 503, 504, 524, 599])('%d is repeated when the request is repeatable', (status) => {
			expect(ask({ happened: answered(status) })).toEqual({ retry: true, afterMs: 500, because: `status ${status}` });
		});

		it.each([500, 502, 503, 504])('%d is not repeated when the request is not: it may have been done', (status) => {
			expect(ask({ happened: answered(status), repeatable: false })).toEqual({
				retry: false, because: `status ${status} leaves open whether it was done, and the request must not be sent twice`,
			});
		});

		it('a pause it asks for does not make an unrepeatable request repeatable', () => {
			expect(ask({ happened: answered(503, { 'retry-after': '1' }), repeatable: false })).toMatchObject({ retry: false });
		});

		it('obeys a maintenance page that names its end, and does not shorten the backoff for it', () => {
			expect(ask({ happened: answered(503, { 'retry-after': '20' }) })).toMatchObject({ retry: true, afterMs: 20_000 });
			expect(ask({ happened: answered(503, { 'retry-after': '0' }), attempt: 3 })).toMatchObject({ retry: true, afterMs: 2_000 });
			expect(ask({ happened: answered(503, { 'retry-after': '7200' }) })).toMatchObject({ retry: false });
		});
	});

	describe('lost answers', () => {
		it('are repeated when the request is repeatable', () => {
			expect(ask({ happened: { kind: 'lost' } })).toEqual({ retry: true, afterMs: 500, because: 'the answer was lost' });
		});

		it('are not repeated when the request is not', () => {
			expect(ask({ happened: { kind: 'lost' }, repeatable: false })).toEqual({
				retry: false, because: 'the answer was lost and the request must not be sent twice',
			});
		});
	});

	describe('the caller judges', () => {
		it('a refusal inside a 200 like a 429, also for what is not repeatable', () => {
			expect(ask({ happened: answered(200, {}, true), repeatable: false })).toEqual({ retry: true, afterMs: 10_000, because: 'refused for now' });
			expect(ask({ happened: answered(200, { 'retry-after': '3' }, true) })).toMatchObject({ retry: true, afterMs: 3_000 });
		});

		it('with a pause found elsewhere, which outranks the header and obeys the cap', () => {
			expect(ask({ happened: answered(429, { 'retry-after': '3' }, { afterMs: 12_000 }) })).toMatchObject({ retry: true, afterMs: 12_000 });
			expect(ask({ happened: answered(200, {}, { afterMs: 61_000 }) })).toMatchObject({ retry: false });
		});

		it('that an answer is final, whatever its status', () => {
			expect(ask({ happened: answered(500, {}, 'final') })).toEqual({ retry: false, because: 'the answer is final' });
			expect(ask({ happened: answered(429, {}, 'final') })).toEqual({ retry: false, because: 'the answer is final' });
		});

		it.each([false, undefined])('%p leaves it to the status', (judgement) => {
			expect(ask({ happened: answered(503, {}, judgement) })).toMatchObject({ retry: true });
			expect(ask({ happened: answered(404, {}, judgement) })).toMatchObject({ retry: false });
		});
	});

	describe('backoff', () => {
		const delays = (random: number) => [1, 2, 3, 4, 5].map((attempt) => {
			const decision = ask({ attempt, random, policy: { ...POLICY, maxAttempts: 9 } });
			return decision.retry ? decision.afterMs : -1;
		});

		it('doubles each time up to the longest step, between half and the whole of it', () => {
			expect(delays(0)).toEqual([500, 1_000, 2_000, 2_500, 2_500]);
			expect(delays(0.999999)).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
		});

		it('survives an absurd number of attempts', () => {
			expect(ask({ attempt: 5_000, policy: { ...POLICY, maxAttempts: 10_000 } })).toMatchObject({ retry: true, afterMs: 2_500 });
		});
	});

	it('ends after the last attempt, for every kind of failure', () => {
		for (const happened of [{ kind: 'lost' } as const, answered(500), answered(429), answered(200, {}, true)]) {
			expect(ask({ happened, attempt: 3 })).toMatchObject({ retry: true });
			expect(ask({ happened, attempt: 4 })).toEqual({ retry: false, because: 'it was tried 4 times' });
		}
	});

	it('names the true reason on the last attempt of what is not a failure', () => {
		expect(ask({ happened: answered(404), attempt: 4 })).toMatchObject({ because: 'status 404 is not a passing failure' });
	});

	it('a request that is not repeatable is sent again only after a refusal', () => {
		const judgement = fc.constantFrom<Judgement>(undefined, false, true, 'final', { afterMs: 5 });
		const happened = fc.oneof(
			fc.constant<Happening>({ kind: 'lost' }),
			fc.record({
				kind: fc.constant('answered' as const), status: fc.integer({ min: 100, max: 599 }), headers: fc.constant({}), nowMs: fc.constant(NOW), judgement,
			}),
		);
		fc.assert(
			fc.property(happened, fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (what, attempt, random) => {
				const decision = decideRetry({ attempt, happened: what, repeatable: false, policy: DEFAULT_RETRY_POLICY, random });
				const saidSo = what.kind === 'answered' && (what.status === 429 || what.judgement === true || typeof what.judgement === 'object');
				const refused = saidSo && what.judgement !== 'final';
				if (decision.retry) expect(refused).toBe(true);
				expect(decision.because).not.toBe('');
			}),
		);
	});
});
