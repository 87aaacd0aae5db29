import type { Clock, NamedLock } from '../../contracts';
import { FifoLock } from './fifo-lock';

let shared: NamedLock | undefined;

/**
 * The lock that all executions of this process share. The first caller's clock is kept, so it must not belong to one
 * execution. Several workers have several processes: between them only a shared store can order things.
 */
export const processLock = (clock: Pick<Clock, 'now'>): NamedLock => (shared ??= new FifoLock(clock));
