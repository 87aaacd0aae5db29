import type { Instant } from '../../../contracts';

/** Sage 300 knows days and no zones. A day is cut out of what came and never converted, or one is lost west of Greenwich (reference sage-300 5.4). */
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(?:$|T)/;
/** Seen by one client among the forms that it has to take (reference sage-300 5.4). */
const WRITTEN_DAY = /^(\d{2})\/(\d{2})\/(\d{4})$/;

/** `2010-08-18T00:00:00`, with or without an offset, `2010-08-18` or `18/08/2010` → `2010-08-18`; anything else as it is. */
export const dayOf = (value: string): string => {
	const text = value.trim();
	const iso = ISO_DAY.exec(text)?.[1];
	if (iso !== undefined) return iso;
	const written = WRITTEN_DAY.exec(text);
	return written ? `${written[3]}-${written[2]}-${written[1]}` : value;
};

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Milliseconds since 1970 as an Instant; what is finer than a second is cut off. */
export const instantOf = (ms: number): Instant => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** A day so many days later, earlier when negative. */
export const dayAfter = (day: string, days: number): string => instantOf(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).slice(0, 10);
