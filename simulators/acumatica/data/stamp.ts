const MINUTE = 60_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** SQL `datetime` keeps 1/300 s: milliseconds end in 0, 3 or 7 (reference acumatica 3.1). */
const tick = (ms: number): number => {
	const second = Math.floor(ms / 1000);
	const ticks = Math.round(((ms - second * 1000) * 3) / 10);
	return second * 1000 + Math.round((ticks * 10) / 3);
};

/** The stored form of an instant: UTC with milliseconds. */
export const stampOf = (ms: number): string => new Date(tick(ms)).toISOString();

export const offsetMinutes = (offset: string): number => {
	const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
	if (sign === undefined) throw new Error(`an offset is like +00:00, not ${offset}`);
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

/** Stored text (a date, or a UTC stamp) as the service shows it: the offset is the server's, zeros at the end of the fraction are trimmed. */
export const shownTime = (stored: string, offset: string): string => {
	if (DATE.test(stored)) return `${stored}T00:00:00${offset}`;
	const local = new Date(Date.parse(stored) + offsetMinutes(offset) * MINUTE).toISOString();
	const fraction = local.slice(20, 23).replace(/0+$/, '');
	return `${local.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}${offset}`;
};

/** Milliseconds of a stored date or stamp. */
export const instantOf = (stored: string, offset: string): number =>
	(DATE.test(stored) ? Date.parse(`${stored}T00:00:00Z`) - offsetMinutes(offset) * MINUTE : Date.parse(stored));

/** Calendar date of an instant at the server. */
export const dateAt = (ms: number, offset: string): string => new Date(ms + offsetMinutes(offset) * MINUTE).toISOString().slice(0, 10);

/** A date that came in: `2024-11-01`, `2025-02-15T00:00:00`, with or without an offset. The first ten characters count. */
export const dateFrom = (text: string): string | undefined => {
	const match = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
	const date = match?.[1];
	if (date === undefined) return undefined;
	const ms = Date.parse(`${date}T00:00:00Z`);
	return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined;
};

/** .NET ticks, beyond 2^53. */
export const ticksOf = (ms: number): string => String((BigInt(Math.floor(ms)) + 62_135_596_800_000n) * 10_000n);
