import { periodOf, periodRank, type AcumaticaClient } from '../../../src/systems/acumatica';

export interface CalendarPeriod {
	/** `042026`, as periods come back everywhere. */
	readonly period: string;
	readonly description: string;
	/** `Open`, `Closed`, … */
	readonly status: string;
}

const FIELDS = ['FinancialPeriodID', 'PeriodNbr', 'Description', 'Status'].map((name) => `Details/${name}`);

/** How the calendar spells its ids is not known (reference acumatica 14.3); number and year say the same. */
const idOf = (id: string, number: string, year: string): string => (/^\d{2}-?\d{4}$/.test(id) ? periodOf(id) : `${number.padStart(2, '0')}${year}`);

/** Periods of the master calendar in the order of time. */
export const calendarPeriods = async (client: AcumaticaClient): Promise<readonly CalendarPeriod[]> => {
	const found: CalendarPeriod[] = [];
	for await (const page of client.records({ entity: 'FinancialPeriod', fields: ['FinancialYear', ...FIELDS], detail: 'Details', stampField: null })) {
		for (const row of page) {
			found.push({
				period: idOf(row['Details/FinancialPeriodID'] ?? '', row['Details/PeriodNbr'] ?? '', row.FinancialYear ?? ''),
				description: row['Details/Description'] ?? '', status: row['Details/Status'] ?? '',
			});
		}
	}
	return found.sort((a, b) => (periodRank(a.period) < periodRank(b.period) ? -1 : 1));
};
