import { systemClock } from '../../src/core/clock';
import { CancelledError, FatalError } from '../../src/core/errors';

/** A timer that the test fires by hand. */
const handTimer = () => {
	const asked: number[] = [];
	const fires: Array<() => void> = [];
	const sleep = (ms: number): Promise<unknown> => {
		asked.push(ms);
		return new Promise<void>((resolve) => fires.push(resolve));
	};
	const fire = async (): Promise<void> => {
		fires.shift()?.();
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { asked, sleep, fire };
};

const state = async (promise: Promise<unknown>): Promise<'pending' | 'done' | 'failed'> => {
	const pending = new Promise<'pending'>((resolve) => setImmediate(() => resolve('pending')));
	return await Promise.race([promise.then(() => 'done' as const, () => 'failed' as const), pending]);
};

describe('systemClock', () => {
	it('tells the time of the worker', () => {
		const before = Date.now();
		const told = systemClock(async () => undefined).now();
		expect(told).toBeGreaterThanOrEqual(before);
		expect(told).toBeLessThanOrEqual(Date.now());
	});

	it('waits as long as the injected timer', async () => {
		const timer = handTimer();
		const waiting = systemClock(timer.sleep).sleep(5_000);
		expect(timer.asked).toEqual([5_000]);
		expect(await state(waiting)).toBe('pending');
		await timer.fire();
		expect(await state(waiting)).toBe('done');
	});

	it('cuts a long wait into slices that add up to it', async () => {
		const asked: number[] = [];
		const clock = systemClock(async (ms) => {
			asked.push(ms);
		});
		await clock.sleep(150_000);
		expect(asked).toEqual([60_000, 60_000, 30_000]);
	});

	it.each([0, -5])('does not wait at all for %d ms', async (ms) => {
		const timer = handTimer();
		await systemClock(timer.sleep).sleep(ms);
		expect(timer.asked).toEqual([]);
	});

	it('an aborted wait ends at once, although the timer still runs', async () => {
		const timer = handTimer();
		const stop = new AbortController();
		const waiting = systemClock(timer.sleep).sleep(5_000, stop.signal);
		expect(await state(waiting)).toBe('pending');
		stop.abort();
		await expect(waiting).rejects.toBeInstanceOf(CancelledError);
		await expect(waiting).rejects.toMatchObject({ facts: { said: 'the execution was stopped' } });
	});

	it('an aborted wait ends at once in a later slice too', async () => {
		const timer = handTimer();
		const stop = new AbortController();
		const waiting = systemClock(timer.sleep).sleep(120_000, stop.signal);
		await timer.fire();
		expect(timer.asked).toEqual([60_000, 60_000]);
		stop.abort();
		await expect(waiting).rejects.toBeInstanceOf(CancelledError);
	});

	it('does not begin a wait that is already aborted', async () => {
		const timer = handTimer();
		await expect(systemClock(timer.sleep).sleep(5_000, AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
		expect(timer.asked).toEqual([]);
	});

	it('passes on a reason that is one of our own errors', async () => {
		const reason = new FatalError({ system: 'Anaplan', operation: 'poll', said: 'deadline', remedy: 'look at task 1' });
		const stop = new AbortController();
		const waiting = systemClock(handTimer().sleep).sleep(10, stop.signal);
		stop.abort(reason);
		await expect(waiting).rejects.toBe(reason);
	});

	it('says so when it was a time limit and not a person', async () => {
		const stop = new AbortController();
		stop.abort(new DOMException('time is up', 'TimeoutError'));
		await expect(systemClock(handTimer().sleep).sleep(10, stop.signal)).rejects.toMatchObject({ facts: { said: 'the time allowed for it passed' } });
	});

	it('takes its listener off a signal that lives on', async () => {
		const stop = new AbortController();
		const added = jest.spyOn(stop.signal, 'addEventListener');
		const removed = jest.spyOn(stop.signal, 'removeEventListener');
		const clock = systemClock(async () => undefined);
		for (let wait = 0; wait < 20; wait += 1) await clock.sleep(1, stop.signal);
		expect(added).toHaveBeenCalledTimes(20);
		expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener));
	});

	it('lets an error of the timer through', async () => {
		const clock = systemClock(async () => {
			throw new Error('no timer');
		});
		await expect(clock.sleep(1)).rejects.toThrow('no timer');
	});
});
