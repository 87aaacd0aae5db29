import { units } from './decimal-text';
import type { Control } from './simulator-control';
import type { Row } from './table-differences';

const MODULE = '102000000031';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Last days of the months of that year. */
const DAYS = ['31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'];
export const YEAR = '2026';

/** A cell of the approved budget that is not zero: month from 1 to 12, exact amount. */
export interface ApprovedCell {
	readonly account: string;
	readonly department: string;
	readonly month: number;
	readonly amount: bigint;
}

export const approvedCells = async (anaplan: Control): Promise<readonly ApprovedCell[]> =>
	(await anaplan.get<Row[]>(`cells?module=${MODULE}`))
		.filter(({ Versions, Time = '', Approved }) => Versions === 'Budget' && Time.endsWith(` ${YEAR.slice(2)}`) && Approved === 'true')
		.map((row) => ({
			account: row['GL Accounts'] ?? '', department: row.Departments ?? '', month: MONTHS.indexOf((row.Time ?? '').slice(0, 3)) + 1, amount: units(row.Amount || '0'),
		}))
		.filter(({ amount }) => amount !== 0n);

/** A month of the year in two digits, from 1 to 12. */
export const twoDigits = (month: number): string => String(month).padStart(2, '0');

/** `2026-04-30`. */
export const lastDayOf = (month: number): string => `${YEAR}-${twoDigits(month)}-${DAYS[month - 1]}`;

/** In the order of their first member. */
export const groupsOf = <T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly T[])[] => {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return [...groups.values()];
};
