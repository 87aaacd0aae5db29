import type { Instant } from '../../../contracts';

/** Milliseconds since 1970 as an Instant; what is finer than a second is cut off. */
export const instantOf = (ms: number): Instant => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
