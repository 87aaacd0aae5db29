import { DateTime } from 'luxon';
import type { FiscalYear } from '../spec';
import type { FiscalPeriod } from './fiscal-pattern';

/** Calendar and fiscal year are two views of one month: period 1 is the month in which the fiscal year starts. */

/** How much later the year is that the fiscal year is named after than the year it starts in. */
const yearsLater = ({ fiscalYearStart, fiscalYearNamedBy }: FiscalYear): number => (fiscalYearStart > 1 && fiscalYearNamedBy === 'end' ? 1 : 0);

export const periodOfMonth = (month: number, { fiscalYearStart }: FiscalYear): number => ((month - fiscalYearStart + 12) % 12) + 1;

export function fiscalOf(fiscal: FiscalYear, { year, month }: DateTime): FiscalPeriod {
	const startYear = month >= fiscal.fiscalYearStart ? year : year - 1;
	return { year: startYear + yearsLater(fiscal), period: periodOfMonth(month, fiscal) };
}

/** The first day of a period, in UTC. */
export function monthOf(fiscal: FiscalYear, { year, period }: FiscalPeriod): DateTime {
	return DateTime.utc(year - yearsLater(fiscal), fiscal.fiscalYearStart, 1).plus({ months: period - 1 });
}

/** Reads a date in UTC without moving its day, whatever offset it is written with. */
export function readDate(text: string, format: string, locale: string): DateTime {
	const options = { zone: 'utc', setZone: true };
	return format === 'iso' ? DateTime.fromISO(text, options) : DateTime.fromFormat(text, format, { ...options, locale });
}
