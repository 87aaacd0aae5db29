import type { YearDefinition } from './types';

const DAY = 86_400_000;

const two = (number: number): string => String(number).padStart(2, '0');

export const PERIODS = Array.from({ length: 15 }, (_, at) => two(at + 1));

/** Calendar months. */
export const monthly = (year: number, locked?: YearDefinition['locked']): YearDefinition => ({
	year: String(year), starts: [...Array.from({ length: 12 }, (_, at) => `${year}-${two(at + 1)}-01`), `${year + 1}-01-01`],
	...(locked === undefined ? {} : { locked }),
});

/** Thirteen periods of four weeks, the last to the end of the year. */
export const thirteen = (year: number): YearDefinition => ({
	year: String(year), starts: [
		...Array.from({ length: 13 }, (_, at) => new Date(Date.UTC(year, 0, 1) + at * 28 * DAY).toISOString().slice(0, 10)), `${year + 1}-01-01`,
	],
});
