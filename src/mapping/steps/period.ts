import type { DateTime } from 'luxon';
import type { PeriodStep } from '../spec';
import { shown } from '../spec-error';
import { fiscalReader, isFiscal, writeFiscal, type FiscalPeriod } from './fiscal-pattern';
import { fiscalOf, monthOf, readDate } from './fiscal-year';
import { remembered } from './remembered';
import type { RunStep, StepResult } from './step-result';

/**
 * A date or period as the source writes it → the period as the target names it.
 *
 * A period that is no month (13, 14, 16, 0) has no place in the calendar, so nothing is guessed: it goes by `adjustments`, or the
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
	const readPeriod = fiscalReader(step.from, step, step.locale);
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
	return isMonth(found) ? { value: write(step, monthOf(step, found), found) } : { refused: noMonth(found) };
}

export const isMonth = ({ period }: FiscalPeriod): boolean => period >= 1 && period <= 12;

export const noMonth = ({ year, period }: FiscalPeriod): string => `period ${period} of ${year} is no month; say under "Special Periods" (adjustments) what it becomes`;

function readCalendar(step: PeriodStep): (text: string) => StepResult {
	return (text) => {
		const date = readDate(text.trim(), step.from, step.locale);
		if (!date.isValid) return { refused: `${shown(text)} is not a period like "${step.from}"` };
		return { value: write(step, date, fiscalOf(step, date)) };
	};
}

function write(step: PeriodStep, date: DateTime, fiscal: FiscalPeriod): string {
	const inLanguage = date.setLocale(step.locale);
	return isFiscal(step.to) ? writeFiscal(step.to, fiscal, () => inLanguage.toFormat('MMM')) : inLanguage.toFormat(step.to);
}
