import type { Instant } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds since 1970 as an Instant; what is finer than a second is cut off, never rounded up. */
export const instantOf = (ms: number): Instant => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/**
 * `2026-03-02T21:14:08.717-04:00` → Instant. The offset is the server's and the moment is right whatever it is
 * (reference acumatica 3.1); a text without an offset is no moment.
 */
export const readStamp = (value: string): Instant | undefined => {
	const text = value.trim();
	if (!MOMENT.test(text)) return undefined;
	const ms = Date.parse(text);
	return Number.isNaN(ms) ? undefined : instantOf(ms);
};

/**
 * A moment as filters write it, in UTC with milliseconds (reference acumatica 4). Ranges begin at whole seconds, so
 * `ge` on the literal and `>=` on Instants mean the same, although stamps carry milliseconds.
 *
 * @throws FatalError for what is no moment
 */
export const stampLiteral = (value: string): string => {
	const instant = readStamp(value);
	if (instant === undefined) {
		throw new FatalError({
			system: SYSTEM, operation: 'build the filter', said: `"${value}" is not a moment with a time zone`,
			remedy: 'Write it like 2026-03-01T00:00:00Z.',
		});
	}
	return `datetimeoffset'${instant.slice(0, 19)}.000+00:00'`;
};

/** A pure date comes as midnight with the server's offset: its day is what is written, and is never converted (reference acumatica 3.1). */
export const dayOf = (value: string): string => value.slice(0, 10);
