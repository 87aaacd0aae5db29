import type { RetryEvent, RetryOptions } from '../../../src/core/http/retry-http';
import { withRetry } from '../../../src/core/http/retry-http';
import { CancelledError, ConnectionLostError, FatalError } from '../../../src/core/errors';
import { FakeClock } from '../fake-clock';
import { answer, lostAnswer, request, scripted } from './scripted-http';

const POLICY = { maxAttempts: 3, firstStepMs: 1_000, longestStepMs: 5_000, longestRetryAfterMs: 60_000 };

const build = (http: ReturnType<typeof scripted>, change: Partial<RetryOptions> = {}) => {
	const clock = new FakeClock();
	const retries: RetryEvent[] = [];
	const gaveUp: RetryEvent[] = [];
	const retrying = withRetry(http, {
		clock, policy: POLICY, random: () => 0, onRetry: (event) => retries.push(event), onGiveUp: (event) => gaveUp.push(event), ...change,
	});
	return { clock, retries, gaveUp, send: (asked = request()) => clock.runUntil(retrying.send(asked)), retrying };
};

describe('withRetry', () => {
	it('passes a good answer through at once', async () => {
		const good = answer(200, {}, 'hello');
		const http = scripted(good);
		const { send, clock, retries, gaveUp } = build(http);
		expect(await send()).toBe(good);
		expect(http.sent).toHaveLength(1);
		expect([clock.slept, retries, gaveUp]).toEqual([[], [], []]);
	});

	it('sends the very same request again until it works, with growing pauses', async () => {
		const http = scripted(answer(503), lostAnswer(), answer(200));
		const { send, clock, retries } = build(http);
		const asked = request({ body: Buffer.from('chunk') });
		expect((await send(asked)).status).toBe(200);
		expect(http.sent).toEqual([asked, asked, asked]);
		expect(clock.slept).toEqual([500, 1_000]);
		expect(retries.map(({ attempt, status, decision }) => [attempt, status, decision.because])).toEqual([
			[1, 503, 'status 503'], [2, undefined, 'the answer was lost'],
		]);
	});

	it('hands out the last answer when the tries are used up', async () => {
		const { send, gaveUp } = build(scripted(answer(500), answer(502), answer(503, {}, 'maintenance')));
		const last = await send();
		expect([last.status, last.body.toString()]).toEqual([503, 'maintenance']);
		expect(gaveUp.map(({ attempt, decision }) => [attempt, decision.because])).toEqual([[3, 'it was tried 3 times']]);
	});

	it('throws the last loss when the tries are used up, and says how often it tried', async () => {
		const { send, gaveUp } = build(scripted(lostAnswer(), lostAnswer(), lostAnswer()));
		await expect(send()).rejects.toMatchObject({ name: 'ConnectionLostError', facts: { said: 'socket hang up (tried 3 times)', operation: 'read a page' } });
		expect(gaveUp).toHaveLength(1);
	});

	it('throws the very loss of a request that must not be sent twice', async () => {
		const loss = lostAnswer();
		const http = scripted(loss);
		const { send, gaveUp } = build(http);
		await expect(send(request({ method: 'POST', repeatable: false }))).rejects.toBe(loss);
		expect(http.sent).toHaveLength(1);
		expect(gaveUp[0]?.decision.because).toBe('the answer was lost and the request must not be sent twice');
	});

	it('repeats a refused request even if it is not repeatable', async () => {
		const http = scripted(answer(429, { 'retry-after': '4' }), answer(201));
		const { send, clock } = build(http);
		expect((await send(request({ method: 'POST', repeatable: false }))).status).toBe(201);
		expect(clock.slept).toEqual([4_000]);
	});

	it('leaves 4xx alone and says nothing of success', async () => {
		const { send, gaveUp, retries } = build(scripted(answer(404)));
		expect((await send()).status).toBe(404);
		expect(retries).toEqual([]);
		expect(gaveUp[0]?.decision.because).toBe('status 404 is not a passing failure');
	});

	it('asks the caller about each answer: a 429 inside a 200', async () => {
		const http = scripted(answer(200, {}, 'API rate limit exceeded'), answer(200, {}, 'data'));
		const { send, clock } = build(http, { isTransient: ({ body }) => body.includes('rate limit') && { afterMs: 2_000 } });
		expect((await send(request({ method: 'POST', repeatable: false }))).body.toString()).toBe('data');
		expect(clock.slept).toEqual([2_000]);
	});

	it('asks the caller about each answer: a 500 that is final', async () => {
		const http = scripted(answer(500, {}, 'Invalid credentials'));
		const { send } = build(http, { isTransient: (response, asked) => (asked.purpose === 'sign in' && response.status === 500 ? 'final' : false) });
		expect((await send(request({ purpose: 'sign in' }))).status).toBe(500);
		expect(http.sent).toHaveLength(1);
	});

	it('lets every other error through untouched', async () => {
		const fatal = new FatalError({ system: 's', operation: 'o', said: 'no', remedy: 'r' });
		const http = scripted(fatal);
		await expect(build(http).send()).rejects.toBe(fatal);
		expect(http.sent).toHaveLength(1);
	});

	it('does not send a request that is already cancelled', async () => {
		const http = scripted(answer(200));
		await expect(build(http).send(request({ signal: AbortSignal.abort() }))).rejects.toBeInstanceOf(CancelledError);
		expect(http.sent).toEqual([]);
	});

	it('ends during a pause when the signal aborts', async () => {
		const stop = new AbortController();
		const http = scripted(answer(429, { 'retry-after': '50' }), answer(200));
		const { retrying, clock } = build(http);
		const sending = retrying.send(request({ signal: stop.signal }));
		const seen = expect(sending).rejects.toBeInstanceOf(CancelledError);
		await clock.advance(10_000);
		stop.abort();
		await seen;
		expect(http.sent).toHaveLength(1);
	});

	it('ends between two tries when the signal aborts while the answer was on its way', async () => {
		const stop = new AbortController();
		const inner = scripted(answer(503), answer(200));
		const { clock, retrying } = build({
			sent: inner.sent,
			send: (asked) => {
				stop.abort();
				return inner.send(asked);
			},
		});
		await expect(clock.runUntil(retrying.send(request({ signal: stop.signal })))).rejects.toBeInstanceOf(CancelledError);
		expect(inner.sent).toHaveLength(1);
	});

	it('works with its defaults', async () => {
		const clock = new FakeClock();
		const http = scripted(...Array.from({ length: 5 }, lostAnswer));
		await expect(clock.runUntil(withRetry(http, { clock }).send(request()))).rejects.toBeInstanceOf(ConnectionLostError);
		expect(http.sent).toHaveLength(5);
		clock.slept.forEach((ms, index) => {
			expect(ms).toBeGreaterThanOrEqual(500 * 2 ** index);
			expect(ms).toBeLessThanOrEqual(1_000 * 2 ** index);
		});
	});

	it('names the address even when it cannot be read', async () => {
		const { send } = build(scripted(answer(200)));
		await expect(send(request({ url: 'not a url', signal: AbortSignal.abort() }))).rejects.toMatchObject({ facts: { system: 'an unreadable address' } });
	});
});
