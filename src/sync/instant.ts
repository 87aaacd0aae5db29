import type { Instant } from '../contracts';

const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const EARLIEST: Instant = '0000-01-01T00:00:00Z';

/**
 * Reads a moment in the one form that sorts as text (`2026-03-01T08:10:11Z`). Fractions, offsets and days that do
 * not exist are refused, because a text that sorts wrongly would silently move a range. Never throws.
 */
export function parseInstant(value: unknown): Instant | undefined {
	if (typeof value !== 'string' || !SHAPE.test(value)) return undefined;
	const milliseconds = Date.parse(value);
	if (Number.isNaN(milliseconds)) return undefined;
	return fromMilliseconds(milliseconds) === value ? value : undefined;
}

/** Whole seconds since 1970 of a moment that `parseInstant` accepts; negative before 1970. */
export function toSeconds(instant: Instant): number {
	return Math.floor(Date.parse(instant) / 1000);
}

/** The moment `seconds` earlier; stops at the year 0, where text would no longer sort. */
export function secondsBefore(instant: Instant, seconds: number): Instant {
	const milliseconds = Date.parse(instant) - seconds * 1000;
	const clipped = Math.max(milliseconds, Date.parse(EARLIEST));
	return fromMilliseconds(clipped);
}

function fromMilliseconds(milliseconds: number): Instant {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
