import type { CompanyDefinition, PlainRecord } from '../model/types';
import type { Database } from '../data/database';
import { rowsOf, valueOf } from '../data/record';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const two = (number: number): string => String(number).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const period = (year: string, month: number, status: string): PlainRecord => {
	const days = lastDay(Number(year), month);
	const closed = String(status === 'Closed' || status === 'Locked');
	return {
		FinancialPeriodID: `${two(month)}${year}`, PeriodNbr: two(month), Description: MONTHS[month - 1] ?? '',
		StartDate: `${year}-${two(month)}-01`, EndDate: `${year}-${two(month)}-${days}`,
		LengthInDays: String(days), AdjustmentPeriod: 'false', Status: status, ClosedInAP: closed, ClosedInAR: closed, ClosedInCA: closed,
		ClosedInFA: closed, ClosedInIN: closed,
	};
};

/** The master calendar and that of every company: calendar months. */
export const yearRecords = ({ years, companies }: CompanyDefinition): Record<string, readonly PlainRecord[]> => {
	const records = years.map(({ year, statuses }) => ({
		FinancialYear: year, StartDate: `${year}-01-01`, NbrOfPeriods: String(statuses.length),
		Details: statuses.map((status, at) => period(year, at + 1, status)),
	}));
	return {
		FinancialPeriod: records.map((one) => ({ ...one, UserDefinedPeriods: 'false' })),
		CompanyFinancialPeriod: companies.flatMap(({ id }) => records.map((one) => ({ ...one, Company: id }))),
		FinancialYear: [{ FirstFinancialYear: years[0]?.year ?? '', FinancialYearStartsOn: `${years[0]?.year ?? ''}-01-01`, PeriodType: 'Month', NbrOfFinancialPeriods: '12',
			UserDefinedPeriods: 'false', HasAdjustmentPeriod: 'false' }],
	};
};

/** `04-2026` and `042026` are `042026`; undefined when it is no period at all. */
export const periodFrom = (text: string): string | undefined => {
	const [, month, year] = /^(\d{2})-?(\d{4})$/.exec(text) ?? [];
	return month === undefined || year === undefined ? undefined : `${month}${year}`;
};

/** `202604`: the form that sorts. */
export const sortable = (periodId: string): string => `${periodId.slice(2)}${periodId.slice(0, 2)}`;

export const periodOfDate = (date: string): string => `${date.slice(5, 7)}${date.slice(0, 4)}`;

/** Status of a period in the calendar of the company; undefined when there is no such period. */
export const periodStatus = (database: Database, company: string, periodId: string): string | undefined => {
	const year = database.store('CompanyFinancialPeriod').find(company, periodId.slice(2)) ?? database.store('FinancialPeriod').find(periodId.slice(2));
	const found = year === undefined ? undefined : rowsOf(year, 'Details').find((row) => valueOf(row, 'FinancialPeriodID') === periodId);
	return found === undefined ? undefined : valueOf(found, 'Status');
};
