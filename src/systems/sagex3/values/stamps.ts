import type { Instant } from '../../../contracts';

const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** Milliseconds since 1970 as an Instant; what is finer than a second is cut off, never rounded up. */
export const instantOf = (ms: number): Instant => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** No record is older: the database writes "no moment" as 1753-01-01 or 1599-12-31 (reference sage-x3 3.5). */
const EARLIEST: Instant = '1900-01-01T00:00:00Z';

/** The same as a day alone, or as the zero of a date. */
const NO_MOMENT = /^(?:0000-00-00|1753-01-01|1599-12-31)(?:$|[T ])/;

/**
 * `_updateStamp` or `UPDDATTIM` → Instant. The supervisor writes UTC (reference sage-x3 6), so a text without an offset is UTC.
 *
 * @returns null for an empty one and for "no moment", undefined for what is no moment at all
 */
export const readStamp = (value: string): Instant | null | undefined => {
	const text = value.trim();
	if (text === '' || NO_MOMENT.test(text)) return null;
	if (!MOMENT.test(text)) return undefined;
	const ms = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
	if (Number.isNaN(ms)) return undefined;
	const instant = instantOf(ms);
	return instant < EARLIEST ? null : instant;
};

/** Below it there is no moment of a record. */
export const NO_MOMENT_BEFORE = EARLIEST;

/** `2026-03-01T06:00:00.000Z`, as GraphQL filters compare moments (reference sage-x3 3.3). Ranges begin at whole seconds, so nothing is lost by the cut. */
export const graphqlMoment = (instant: Instant): string => `${instant.slice(0, 19)}.000Z`;

/** `@2026-03-01T06:00:00Z@`, as SData writes timestamps (reference sage-x3 8.3). */
export const classicMoment = (instant: Instant): string => `@${instant.slice(0, 19)}Z@`;
