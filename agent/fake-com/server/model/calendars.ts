import type { YearDefinition } from './types';

const DAY = 86_400_000;
const dayText = (instant: number): string => new Date(instant).toISOString().slice(0, 10).replaceAll('-', '');
const instantOf = (day: string): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));

export const dayBefore = (day: string): string => dayText(instantOf(day) - DAY);
export const dayAfter = (day: string, days: number): string => dayText(instantOf(day) + days * DAY);

/** Twelve months; a fiscal year that begins in July is named after the year in which it ends. */
export const monthly = (year: number, closed: readonly string[] = [], firstMonth = 1): YearDefinition => ({
	year: String(year), closed,
	starts: Array.from({ length: 13 }, (_, at) => dayText(Date.UTC(firstMonth === 1 ? year : year - 1, firstMonth - 1 + at, 1))),
});

/** Thirteen periods of four weeks, the last one to the end of the year. */
export const thirteen = (year: number, closed: readonly string[] = []): YearDefinition => ({
	year: String(year), closed,
	starts: [...Array.from({ length: 13 }, (_, at) => dayText(Date.UTC(year, 0, 1) + at * 28 * DAY)), `${year + 1}0101`],
});
