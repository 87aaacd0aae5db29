import type { Instant } from '../../../contracts';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds since 1970 as an Instant; what is finer than a second is cut off. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** ISO 8601 with a zone → Instant; `undefined` for anything else, a local time among it. */
export const readIsoInstant = (value: string): Instant | undefined => {
	const trimmed = value.trim();
	if (!ISO.test(trimmed)) return undefined;
	const ms = Date.parse(trimmed);
	return Number.isNaN(ms) ? undefined : instantOf(ms);
};
