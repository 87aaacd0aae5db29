import type { Clock, NamedLock } from '../../../src/contracts';
import { FifoLock } from '../../../src/core/limits/fifo-lock';

/** Stands in for the lock that all executions of a process share, so that a test can begin another process. */
let lock: NamedLock | undefined;

export const processLock = (clock: Pick<Clock, 'now'>): NamedLock => (lock ??= new FifoLock(clock));

/** From now on nobody holds anything: whoever did has died with the former process, or lives in another one. */
export const newProcess = (): void => {
	lock = undefined;
};
