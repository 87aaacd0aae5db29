import type { Condition } from './condition';
import { BALANCE_DIMENSIONS } from './catalogue/ledger';
import { processingError } from './failures';
import { ledgerLines, locationsBelow, type LedgerLine } from './ledger-lines';
import { decimal } from './money';
import { Table, type Row } from './table';
import type { World } from './world';
import { dayNumber } from './zone';

/** The name that `PERIOD = '...'` demands at the top of the filter. */
const periodOf = (condition: Condition | undefined): string | undefined => {
	if (condition?.kind === 'and') return condition.parts.map(periodOf).find((name) => name !== undefined);
	return condition?.kind === 'test' && condition.field === 'PERIOD' && condition.comparison === 'equalto' ? condition.values[0] : undefined;
};

interface Figures {
	readonly keys: Readonly<Record<string, string>>;
	opening: bigint;
	debit: bigint;
	credit: bigint;
	adjustmentDebit: bigint;
	adjustmentCredit: bigint;
	stamp: string;
}

/** A line counts in its own book, and the lines of ACCRUAL and of the GAAP adjustments together make GAAPACCRUAL. */
const booksOf = (book: string, hasGaap: boolean): readonly string[] => {
	if (book === 'GAAPADJACCRUAL') return [book, 'GAAPACCRUAL'];
	return book === 'ACCRUAL' && hasGaap ? [book, 'GAAPACCRUAL'] : [book];
};

const IDENTITY = [...BALANCE_DIMENSIONS.map(({ detail }) => detail), 'TASKID', 'GLDIMREGION'];

/** The base currency, and the transaction currency as a row of its own: summing both counts twice (reference 13 d). */
const currenciesOf = (line: LedgerLine): readonly (readonly [string, bigint])[] =>
	line.currency === line.baseCurrency
		? [[line.baseCurrency, line.amount]]
		: [
				[line.baseCurrency, line.amount],
				[line.currency, line.transactionAmount],
			];

const add = (figures: Figures, amount: bigint, inPeriod: boolean, adjustment: boolean): void => {
	if (!inPeriod) figures.opening += amount;
	else if (adjustment && amount >= 0n) figures.adjustmentDebit += amount;
	else if (adjustment) figures.adjustmentCredit -= amount;
	else if (amount >= 0n) figures.debit += amount;
	else figures.credit -= amount;
};

const collect = (world: World, start: number, end: number): readonly Figures[] => {
	const groups = new Map<string, Figures>();
	const lines = ledgerLines(world);
	const hasGaap = lines.some(({ book }) => book === 'GAAPADJACCRUAL');
	for (const line of lines) {
		if (!(line.day <= end)) continue;
		const identity = IDENTITY.map((field) => line.row.values[field] ?? '');
		for (const book of booksOf(line.book, hasGaap))
			for (const [currency, amount] of currenciesOf(line)) {
				const key = [book, currency, line.account, ...identity].join('\u0001');
				let figures = groups.get(key);
				if (!figures) {
					const keys = {
						BOOKID: book,
						CURRENCY: currency,
						ACCOUNTNO: line.account,
						...Object.fromEntries(IDENTITY.map((field, at) => [field, identity[at] ?? ''])),
					};
					figures = { keys, opening: 0n, debit: 0n, credit: 0n, adjustmentDebit: 0n, adjustmentCredit: 0n, stamp: '' };
					groups.set(key, figures);
				}
				add(figures, amount, line.day >= start, line.book.includes('ADJ'));
				const stamp = line.row.values.WHENMODIFIED ?? '';
				if (stamp > figures.stamp) figures.stamp = stamp;
			}
	}
	return [...groups.values()];
};

const named = (world: World, object: string, idField: string, id: string): Row | undefined =>
	id === '' ? undefined : world.database.table(object).by(idField).get(id)?.[0];

const dimensionValues = (world: World, figures: Figures): Record<string, string> =>
	Object.fromEntries(
		BALANCE_DIMENSIONS.flatMap((dimension) => {
			const id = figures.keys[dimension.detail] ?? '';
			const row = named(world, dimension.object, dimension.detail, id);
			return [
				[`${dimension.prefix}KEY`, row?.key ?? ''],
				[`${dimension.prefix}ID`, id],
				[`${dimension.prefix}${dimension.title}`, row?.values[dimension.objectTitle] ?? ''],
			];
		}),
	);

const rowOf = (world: World, period: string, figures: Figures, at: number): Row => {
	const account = named(world, 'GLACCOUNT', 'ACCOUNTNO', figures.keys.ACCOUNTNO ?? '');
	const movement = figures.debit - figures.credit + figures.adjustmentDebit - figures.adjustmentCredit;
	return {
		key: String(at + 1),
		values: {
			PERIOD: period,
			...figures.keys,
			ACCOUNTREC: account?.key ?? '',
			ACCOUNTTITLE: account?.values.TITLE ?? '',
			...dimensionValues(world, figures),
			OPENBAL: decimal(figures.opening),
			TOTDEBIT: decimal(figures.debit),
			TOTCREDIT: decimal(figures.credit),
			TOTADJDEBIT: decimal(figures.adjustmentDebit),
			TOTADJCREDIT: decimal(figures.adjustmentCredit),
			FORBAL: decimal(movement),
			ENDBAL: decimal(figures.opening + movement),
			WHENCREATED: figures.stamp,
			WHENMODIFIED: figures.stamp,
		},
	};
};

/**
 * Rows of GLACCOUNTBALANCE: one per book, currency and combination of dimensions, parents not rolled up (reference 13 d).
 * The filter must name a budgetable reporting period. Records put there by a seed are served as they are.
 */
export const balanceRows = (world: World, condition: Condition | undefined, entity = ''): Table => {
	const name = periodOf(condition);
	if (name === undefined) throw processingError('PERIOD is required in the query on GLACCOUNTBALANCE.');
	const period = named(world, 'REPORTINGPERIOD', 'NAME', name);
	if (period?.values.BUDGETING !== 'true') throw processingError(`'${name}' is not a budgetable reporting period.`);
	const stored = world.database.table('GLACCOUNTBALANCE');
	if (stored.size > 0) return stored;
	const detail = world.database.table('GLDETAIL');
	const others = ['REPORTINGPERIOD', 'GLACCOUNT', 'LOCATION', 'DEPARTMENT', 'VENDOR']
		.map((object) => world.database.table(object).version)
		.join('.');
	return detail.cached(`balances:${name}:${entity}:${others}`, () => {
		const figures = collect(world, dayNumber(period.values.START_DATE ?? ''), dayNumber(period.values.END_DATE ?? ''));
		const inside = entity === '' ? undefined : locationsBelow(world, entity);
		const table = new Table('GLACCOUNTBALANCE');
		table.replaceAll(
			figures.filter(({ keys }) => !inside || inside.has(keys.LOCATIONID ?? '')).map((one, at) => rowOf(world, name, one, at)),
		);
		return table;
	});
};
