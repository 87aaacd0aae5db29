import { units } from './decimal-text';
import type { Control } from './simulator-control';
import type { Row } from './table-differences';

const MODULE = '102000000031';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const YEAR = ' 26';

/** A cell of the approved budget that is not zero: month from 1 to 12, exact amount. */
export interface ApprovedCell {
	readonly account: string;
	readonly department: string;
	readonly month: number;
	readonly amount: bigint;
}

export const approvedCells = async (anaplan: Control): Promise<readonly ApprovedCell[]> =>
	(await anaplan.get<Row[]>(`cells?module=${MODULE}`))
		.filter(({ Versions, Time = '', Approved }) => Versions === 'Budget' && Time.endsWith(YEAR) && Approved === 'true')
		.map((row) => ({
			account: row['GL Accounts'] ?? '', department: row.Departments ?? '', month: MONTHS.indexOf((row.Time ?? '').slice(0, 3)) + 1, amount: units(row.Amount || '0'),
		}))
		.filter(({ amount }) => amount !== 0n);

/** In the order of their first member. */
export const groupsOf = <T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly T[])[] => {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return [...groups.values()];
};
