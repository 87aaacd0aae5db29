import { units } from './money';
import type { Row } from './table';
import type { World } from './world';
import { dayNumber } from './zone';

/** One line of GLDETAIL as balances need it. Amounts are signed millionths: credits negative. */
export interface LedgerLine {
	readonly row: Row;
	readonly account: string;
	readonly day: number;
	readonly book: string;
	readonly amount: bigint;
	readonly transactionAmount: bigint;
	readonly currency: string;
	readonly baseCurrency: string;
	readonly statistical: boolean;
}

/** TRX_AMOUNT of GLDETAIL is signed like AMOUNT; missing values fall back to the base currency. */
const lineOf = (row: Row): LedgerLine => {
	const { values } = row;
	const amount = units(values.AMOUNT);
	const baseCurrency = values.BASECURR || values.CURRENCY || '';
	return {
		row,
		account: values.ACCOUNTNO ?? '',
		day: dayNumber(values.ENTRY_DATE ?? ''),
		book: values.BOOKID || 'ACCRUAL',
		amount,
		transactionAmount: values.TRX_AMOUNT ? units(values.TRX_AMOUNT) : amount,
		currency: values.CURRENCY || baseCurrency,
		baseCurrency,
		statistical: values.STATISTICAL === 'T',
	};
};

/** All posted lines; balances are sums over them and over nothing else. */
export const ledgerLines = (world: World): readonly LedgerLine[] => {
	const table = world.database.table('GLDETAIL');
	return table.cached('ledger-lines', () =>
		table
			.list()
			.filter((row) => (row.values.ENTRY_STATE || 'P') === 'P')
			.map(lineOf),
	);
};

/** A dimension value with all that lie below it. */
export const withDescendants = (world: World, object: string, idField: string, id: string): ReadonlySet<string> => {
	const children = world.database.table(object).by('PARENTID');
	const found = new Set([id]);
	for (const member of found) for (const row of children.get(member) ?? []) found.add(row.values[idField] ?? '');
	return found;
};

export const locationsBelow = (world: World, entity: string): ReadonlySet<string> =>
	withDescendants(world, 'LOCATION', 'LOCATIONID', entity);
