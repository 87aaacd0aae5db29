import type { Row } from './port';
import type { Values } from './read/table';
import { isoDay, readDay } from './stamps';

export interface Period {
	readonly fiscalYear: string;
	readonly fiscalPeriod: string;
	/** YYYYMMDD, both inclusive. */
	readonly start: string;
	readonly end: string;
	readonly open: boolean;
}

const dayAfter = (day: string): string => {
	const at = new Date(`${isoDay(day)}T00:00:00Z`);
	at.setUTCDate(at.getUTCDate() + 1);
	return at.toISOString().slice(0, 10).replaceAll('-', '');
};

/** One month before the day after the end: the start of a first period of which only the end is known. */
const monthBefore = (end: string): string => {
	const at = new Date(`${isoDay(dayAfter(end))}T00:00:00Z`);
	at.setUTCMonth(at.getUTCMonth() - 1);
	return at.toISOString().slice(0, 10).replaceAll('-', '');
};

/** The fiscal years of a company. */
export class Calendar {
	readonly periods: readonly Period[];

	/**
	 * @param current the period that the company works in; earlier ones are closed where the records have no state of their own
	 */
	constructor(records: readonly Values[], current: { readonly year: string; readonly period: string }, pastOpen: boolean) {
		const ordered = records
			.map((values) => ({ values, year: values['fiscalYear'] ?? '', period: (values['fiscalPeriod'] ?? '').padStart(2, '0'), end: readDay(values['endDate'] ?? '') }))
			.filter((record): record is typeof record & { end: string } => record.end !== null && /^\d{4}$/.test(record.year) && /^(?:0[1-9]|1[0-3])$/.test(record.period))
			.sort((left, right) => (left.year + left.period < right.year + right.period ? -1 : 1));
		let last: string | undefined;
		this.periods = ordered.map(({ values, year, period, end }) => {
			const start = readDay(values['startDate'] ?? '') ?? (last === undefined ? monthBefore(end) : dayAfter(last));
			last = end;
			return { fiscalYear: year, fiscalPeriod: period, start, end, open: isOpen(values, pastOpen || `${year}${period}` >= `${current.year}${current.period}`) };
		});
	}

	/** @param day YYYYMMDD */
	periodOf(day: string): Period | undefined {
		return this.periods.find(({ start, end }) => start <= day && day <= end);
	}

	periodsOf(year: string): string[] {
		return this.periods.filter(({ fiscalYear }) => fiscalYear === year).map(({ fiscalPeriod }) => fiscalPeriod);
	}

	/** First day of the year that many years before the one of this day. */
	yearStart(day: string, yearsBefore: number): string | undefined {
		const year = Number(this.periodOf(day)?.fiscalYear ?? day.slice(0, 4)) - yearsBefore;
		return this.periods.find(({ fiscalYear }) => Number(fiscalYear) >= year)?.start;
	}

	rows(): Row[] {
		return [...new Set(this.periods.map(({ fiscalYear }) => fiscalYear))].map((fiscalYear) => ({
			fiscalYear,
			periods: this.periods.filter((period) => period.fiscalYear === fiscalYear).map(({ fiscalPeriod, start, end, open }) => ({
				period: fiscalPeriod, startDate: isoDay(start), endDate: isoDay(end), open,
			})),
		}));
	}
}

const isOpen = (values: Values, otherwise: boolean): boolean => {
	const [closed = '', status = ''] = [values['closed'], values['status']];
	if (closed !== '') return !/^[yt1]/i.test(closed);
	return status === '' ? otherwise : !/^[cl]/i.test(status);
};
