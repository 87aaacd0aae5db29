import { isJsonObject, jsonList, type JsonObject } from '../../../../core/json';
import { dayIn, textOf } from '../../values/flat-record';
import type { MasterData, Untold } from './master-data';

/** Two more than a calendar can have: 14 for adjustments, 15 for closing (reference sage-300 7.2). */
const SPECIAL: Readonly<Record<number, string>> = { 14: 'adjustmentperiodstatus', 15: 'closingperiodstatus' };
const MOST_PERIODS = 13;

interface Period {
	readonly number: number;
	readonly from: string;
	readonly to: string;
}

interface Year {
	readonly year: string;
	readonly active: string;
	readonly periods: readonly Period[];
	/** The row of the calendar, for the status of its periods. */
	readonly row: JsonObject;
}

const yearOf = (row: JsonObject): Year => ({
	year: textOf(row, 'FiscalYear').trim(), active: textOf(row, 'Active').trim(), row,
	periods: Array.from({ length: MOST_PERIODS }, (_, index) => index + 1)
		.map((number) => ({ number, from: dayIn(row, `FiscalPeriod${number}StartDate`), to: dayIn(row, `FiscalPeriod${number}EndDate`) }))
		.filter(({ from, to }) => from !== '' && to !== ''),
});

const isNo = (text: string): boolean => /^(?:no|false|inactive|0)$/i.test(text);

/** `Period3Status`, `Period03Status` of a row of statuses. */
const statusIn = (row: JsonObject, number: number): string => {
	const wanted = [SPECIAL[number], `period${number}status`, `period0${number}status`, `fiscalperiod${number}status`];
	const name = Object.keys(row).find((key) => wanted.includes(key.toLowerCase()));
	return name === undefined ? '' : textOf(row, name).trim();
};

const applicationIn = (row: JsonObject): string => {
	const name = Object.keys(row).find((key) => /^(?:application|program|pgm)/i.test(key));
	return name === undefined ? '' : textOf(row, name).trim().toUpperCase();
};

/**
 * Statuses stand per application in rows below the year; what that collection is called is not confirmed (reference sage-300 7.9), so it
 * is known by what is in it.
 */
const statusOf = ({ row }: Year, number: number, application: string): string => {
	const rows = Object.values(row).flatMap((value) => jsonList(value)).filter(isJsonObject);
	return rows.filter((one) => applicationIn(one) === application).map((one) => statusIn(one, number)).find((status) => status !== '') ?? '';
};

const shown = (year: string, number: number): string => `${year}-${String(number).padStart(2, '0')}`;

/** Whether days and periods are open, by the fiscal calendar of the company. */
export class CalendarCheck {
	private constructor(private readonly years: readonly Year[] | Untold, private readonly application: string) {}

	/** @param application `GL`, `AP`: periods are locked for each by itself */
	static async of(data: MasterData, application: string): Promise<CalendarCheck> {
		const rows = await data.list('CSFiscalCalendars');
		return new CalendarCheck(rows === 'untold' ? rows : rows.map(yearOf), application);
	}

	/** @param period `2026-03`; the one that holds the day unless given */
	problemOf(day: string, period: string | undefined): string | undefined {
		if (this.years === 'untold') return undefined;
		const [wantedYear, wantedNumber] = period === undefined ? [undefined, undefined] : period.split('-');
		if (wantedYear !== undefined && wantedNumber !== undefined) return this.problemOfPeriod(this.years, wantedYear, Number(wantedNumber), day);
		for (const year of this.years) {
			const found = year.periods.find(({ from, to }) => from <= day && day <= to);
			if (found) return this.statusProblem(year, found.number);
		}
		return `no fiscal period of Sage 300 holds ${day}`;
	}

	private problemOfPeriod(years: readonly Year[], wanted: string, number: number, day: string): string | undefined {
		const year = years.find((one) => one.year === wanted);
		if (!year) return `fiscal year ${wanted} is not defined in the fiscal calendar of Sage 300`;
		const period = year.periods.find((one) => one.number === number);
		if (!period && SPECIAL[number] === undefined) return `fiscal period ${shown(wanted, number)} is not defined in the fiscal calendar of Sage 300`;
		if (period && (day < period.from || day > period.to)) {
			return `${day} does not lie in fiscal period ${shown(wanted, number)}, which is from ${period.from} to ${period.to}`;
		}
		return this.statusProblem(year, number);
	}

	private statusProblem(year: Year, number: number): string | undefined {
		if (isNo(year.active)) return `fiscal year ${year.year} is inactive in Sage 300`;
		const isLocked = statusOf(year, number, this.application).toLowerCase() === 'locked';
		return isLocked ? `fiscal period ${shown(year.year, number)} is locked for ${this.application} in Sage 300` : undefined;
	}
}
