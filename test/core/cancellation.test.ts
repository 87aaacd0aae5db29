import { cancellationOf, unlessAborted } from '../../src/core/cancellation';
import { CancelledError, FatalError } from '../../src/core/errors';

const never = (): Promise<never> => new Promise(() => undefined);

describe('cancellationOf', () => {
	it('says who was stopped in what, and what to do next', () => {
		const error = cancellationOf(AbortSignal.abort(), 'Anaplan', 'poll task 1');
		expect(error).toBeInstanceOf(CancelledError);
		expect(error.facts).toMatchObject({ system: 'Anaplan', operation: 'poll task 1', said: 'the execution was stopped' });
		expect(error.facts.remedy).toContain('again');
	});

	it('passes on a reason that is one of our own errors', () => {
		const reason = new FatalError({ system: 's', operation: 'o', said: 'deadline of 30 minutes', remedy: 'r' });
		expect(cancellationOf(AbortSignal.abort(reason), 'Anaplan', 'poll')).toBe(reason);
	});

	it('tells a time limit from a person', () => {
		expect(cancellationOf(AbortSignal.abort(new DOMException('', 'TimeoutError')), 's', 'o').facts.said).toBe('the time allowed for it passed');
	});

	it.each(['a word', 7, null])('is one of our errors even when the reason is %p', (reason) => {
		expect(cancellationOf(AbortSignal.abort(reason), 's', 'o')).toBeInstanceOf(CancelledError);
	});
});

describe('unlessAborted', () => {
	it('is the work itself without a signal and while nothing aborts', async () => {
		expect(await unlessAborted(Promise.resolve(1), undefined, 's', 'o')).toBe(1);
		expect(await unlessAborted(Promise.resolve(2), new AbortController().signal, 's', 'o')).toBe(2);
		await expect(unlessAborted(Promise.reject(new Error('own')), new AbortController().signal, 's', 'o')).rejects.toThrow('own');
	});

	it('ends at once when the signal aborts, before or during the wait', async () => {
		await expect(unlessAborted(never(), AbortSignal.abort(), 's', 'o')).rejects.toBeInstanceOf(CancelledError);
		const stop = new AbortController();
		const waiting = unlessAborted(never(), stop.signal, 's', 'o');
		stop.abort();
		await expect(waiting).rejects.toBeInstanceOf(CancelledError);
	});

	it('leaves no listener behind, whatever the outcome', async () => {
		const { signal } = new AbortController();
		const added = jest.spyOn(signal, 'addEventListener');
		const removed = jest.spyOn(signal, 'removeEventListener');
		await unlessAborted(Promise.resolve(), signal, 's', 'o');
		await unlessAborted(Promise.reject(new Error('own')), signal, 's', 'o').catch(() => undefined);
		expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener));
		expect(added).toHaveBeenCalledTimes(2);
	});
});
