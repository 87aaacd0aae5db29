import { DateTime } from 'luxon';
import type { PeriodStep } from '../spec';
import { shown } from '../spec-error';
import { fiscalReader, isFiscal, writeFiscal, type FiscalPeriod } from './fiscal-pattern';
import { remembered } from './remembered';
import type { RunStep, StepResult } from './step-result';

/**
 * A date or period as the source writes it → the period as the target names it.
 *
 * Calendar and fiscal year are two views of one month: period 1 is the month in which the fiscal year starts. A period
 * that is no month (13, 14, 16, 0) has no place in the calendar, so nothing is guessed: it goes by `adjustments`, or the
 * row is rejected. An adjustment is found by the whole input text, which is then replaced as it stands, or by the
 * period's number; its value is the number of an ordinary period to fold it into (`12`), or a pattern (`Adj FY{yy}`).
 */
export function periodStep(step: PeriodStep): RunStep {
	const read = isFiscal(step.from) ? readFiscal(step) : readCalendar(step);
	const translate = remembered((text): StepResult => {
		const whole = step.adjustments.get(text);
		return whole === undefined ? read(text) : { value: whole };
	});
	return translate;
}

function readFiscal(step: PeriodStep): (text: string) => StepResult {
	const readPeriod = fiscalReader(step.from);
	return (text) => {
		const found = readPeriod(text);
		if (found === undefined) return { refused: `${shown(text)} is not a period like "${step.from}"` };
		const adjustment = step.adjustments.get(String(found.period));
		if (adjustment === undefined) return writePeriod(step, found);
		if (/^\d{1,2}$/.test(adjustment)) return writePeriod(step, { ...found, period: Number(adjustment) });
		return { value: writeFiscal(adjustment, found, () => '') };
	};
}

function writePeriod(step: PeriodStep, found: FiscalPeriod): StepResult {
	if (found.period < 1 || found.period > 12) {
		return { refused: `period ${found.period} of ${found.year} is no month; say under "adjustments" what it becomes` };
	}
	return { value: write(step, monthOf(step, found), found) };
}

function readCalendar(step: PeriodStep): (text: string) => StepResult {
	return (text) => {
		const date = readDate(text.trim(), step.from, step.locale);
		if (!date.isValid) return { refused: `${shown(text)} is not a period like "${step.from}"` };
		return { value: write(step, date, fiscalOf(step, date)) };
	};
}

/** Reads a date in UTC without moving its day, whatever offset it is written with. */
export function readDate(text: string, format: string, locale: string): DateTime {
	const options = { zone: 'utc', setZone: true };
	return format === 'iso' ? DateTime.fromISO(text, options) : DateTime.fromFormat(text, format, { ...options, locale });
}

function write(step: PeriodStep, date: DateTime, fiscal: FiscalPeriod): string {
	const inLanguage = date.setLocale(step.locale);
	return isFiscal(step.to) ? writeFiscal(step.to, fiscal, () => inLanguage.toFormat('MMM')) : inLanguage.toFormat(step.to);
}

function fiscalOf(step: PeriodStep, { year, month }: DateTime): FiscalPeriod {
	const startYear = month >= step.fiscalYearStart ? year : year - 1;
	return { year: startYear + yearsLater(step), period: ((month - step.fiscalYearStart + 12) % 12) + 1 };
}

function monthOf(step: PeriodStep, { year, period }: FiscalPeriod): DateTime {
	return DateTime.utc(year - yearsLater(step), step.fiscalYearStart, 1).plus({ months: period - 1 });
}

/** How much later the year is that the fiscal year is named after than the year it starts in. */
function yearsLater({ fiscalYearStart, fiscalYearNamedBy }: PeriodStep): number {
	return fiscalYearStart > 1 && fiscalYearNamedBy === 'end' ? 1 : 0;
}
