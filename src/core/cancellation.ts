import { isErrorLike } from './error-like';
import { CancelledError, IntegrationError } from './errors';

/**
 * What an aborted wait or call rejects with. A reason that already is one of our errors says more than we could
 * ("the deadline of 30 minutes passed, task … is still running") and is passed on as it is.
 */
export const cancellationOf = (signal: AbortSignal, system: string, operation: string): IntegrationError => {
	const reason: unknown = signal.reason;
	if (reason instanceof IntegrationError) return reason;
	const timedOut = isErrorLike(reason) && reason.name === 'TimeoutError';
	return new CancelledError({
		system,
		operation,
		said: timedOut ? 'the time allowed for it passed' : 'the execution was stopped',
		remedy: timedOut
			? 'Allow more time, or run the workflow again when the other system is less busy.'
			: 'Run the workflow again when you are ready.',
		cause: reason,
	});
};

/**
 * Waits for something that cannot be stopped itself, but no longer than until `signal` aborts. The listener comes off
 * again, because one signal lives through thousands of waits.
 */
export const unlessAborted = async <T>(
	work: Promise<T>,
	signal: AbortSignal | undefined,
	system: string,
	operation: string,
): Promise<T> => {
	if (!signal) return await work;
	let onAbort = (): void => undefined;
	const aborted = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(cancellationOf(signal, system, operation));
		if (signal.aborted) onAbort();
		else signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
};
