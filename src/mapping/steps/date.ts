import type { DateTime } from 'luxon';
import type { DateStep } from '../spec';
import { shown } from '../spec-error';
import { fiscalReader, isFiscal } from './fiscal-pattern';
import { monthOf, readDate } from './fiscal-year';
import { isMonth, noMonth } from './period';
import { remembered } from './remembered';
import type { RunStep, StepResult } from './step-result';

/** What a text names: a day, and the period around it. */
interface NamedTime {
	readonly written: DateTime;
	readonly first: DateTime;
	readonly last: DateTime;
}

type Reading = NamedTime | { readonly refused: string };

const DAYS: Readonly<Record<DateStep['day'], (time: NamedTime) => DateTime>> = {
	keep: ({ written }) => written,
	first: ({ first }) => first,
	last: ({ last }) => last,
};

/**
 * A date in one format → another; or a period of the time dimension → its first or last day. The day stays what it is in its own
 * offset; days and periods that do not exist are refused. A text that is listed under `adjustments` is replaced as it stands.
 */
export function dateStep(step: DateStep): RunStep {
	const read = isFiscal(step.from) ? readFiscal(step) : readCalendar(step);
	return remembered((text): StepResult => {
		const whole = step.adjustments.get(text);
		if (whole !== undefined) return { value: whole };
		const time = read(text);
		return 'refused' in time ? time : { value: DAYS[step.day](time).setLocale(step.locale).toFormat(step.to) };
	});
}

const refusal = (text: string, { from }: DateStep): { readonly refused: string } => ({ refused: `${shown(text)} is not a date like "${from}"` });

function readCalendar(step: DateStep): (text: string) => Reading {
	const unit = unitOf(step.from);
	return (text) => {
		const written = readDate(text.trim(), step.from, step.locale);
		return written.isValid ? { written, first: written.startOf(unit), last: written.endOf(unit) } : refusal(text, step);
	};
}

/** The longest period that a format leaves open: a week or a quarter where it names one, a year where it names no more; else a month. */
function unitOf(format: string): 'week' | 'month' | 'quarter' | 'year' {
	const tokens = format.replace(/'[^']*'/g, '');
	if (/W/.test(tokens)) return 'week';
	if (/q/.test(tokens)) return 'quarter';
	return /^[^a-z]*y+[^a-z]*$/i.test(tokens) ? 'year' : 'month';
}

function readFiscal(step: DateStep): (text: string) => Reading {
	const readSpan = fiscalReader(step.from, step, step.locale);
	return (text) => {
		const found = readSpan(text);
		if (found === undefined) return refusal(text, step);
		const period = Number(step.adjustments.get(String(found.period)) ?? found.period);
		if (!isMonth({ ...found, period })) return { refused: noMonth(found) };
		const first = monthOf(step, { ...found, period });
		return { written: first, first, last: first.plus({ months: found.months - 1 }).endOf('month') };
	};
}
