/**
 * Stamps as Sage 100 keeps them: a day and decimal hours of the server's local time, `20250331T15.50000` (reference sage-100 3.3).
 *
 * **Exact.** Five decimals of an hour are units of 0.036 s: 100,000 of them make an hour, so one is 36 ms. A stamp becomes a whole number of
 * milliseconds by whole numbers alone (hours and decimals are read as one integer and multiplied by 36) and comes back by dividing by 36. No
 * fraction is ever held in floating point, and a local time compares as the number that it is: 9.5 before 15.5.
 */

/** Milliseconds between 1970-01-01T00:00 and this moment on the clock of the server, without regard to zones. */
export type LocalMs = number;

const UNIT_MS = 36;
const DAY_MS = 86_400_000;
const UNITS_PER_HOUR = 100_000;
const UNITS_PER_DAY = 24 * UNITS_PER_HOUR;

/** Before everything that Sage can have stamped, blank dates included. */
export const EARLIEST_STAMP = '00010101T0.00000';

const SHAPE = /^(\d{4})(\d{2})(\d{2})T(\d{1,2})(?:\.(\d{1,5}))?$/;

/** `undefined` for what is no stamp. 24 hours, to which the last moments of a day can be rounded, are the next midnight. */
export const readStamp = (text: string): LocalMs | undefined => {
	const [, year, month, day, hours = '', decimals = ''] = SHAPE.exec(text) ?? [];
	if (year === undefined || month === undefined || day === undefined) return undefined;
	const date = `${year}-${month}-${day}`;
	const midnight = Date.parse(`${date}T00:00:00Z`);
	if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return undefined;
	const units = Number(`${hours}${decimals.padEnd(5, '0')}`);
	return units > UNITS_PER_DAY ? undefined : midnight + units * UNIT_MS;
};

/** As the agent takes it; what is finer than its granularity is cut off, so that an inclusive filter asks for too much and never for too little. */
export const writeStamp = (local: LocalMs): string => {
	const midnight = Math.floor(local / DAY_MS) * DAY_MS;
	const date = new Date(midnight).toISOString();
	if (date.startsWith('-') || date.startsWith('+') || date < '0001') return EARLIEST_STAMP;
	const units = Math.floor((local - midnight) / UNIT_MS);
	return `${date.slice(0, 10).replace(/-/g, '')}T${Math.floor(units / UNITS_PER_HOUR)}.${String(units % UNITS_PER_HOUR).padStart(5, '0')}`;
};
