import type { RecordSource, SourceRecord } from '../../../contracts';
import { add, formatDecimal, parseDecimal, type Decimal } from '../../../core/decimal';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import type { RecordFields } from '../values/flat-record';

/** Balances of one account and year stand in one record; planning wants one row per period. */
export const BALANCES = 'GLAccountFiscalSets';

export const PERIOD_BALANCE_COLUMNS: readonly string[] = [
	'AccountNumber', 'FiscalYear', 'Period', 'FiscalSetDesignator', 'CurrencyCode', 'CurrencyType', 'BeginningBalance', 'NetAmount', 'EndingBalance',
];

/** First and last period, inclusive, 1 to 15; 14 is the adjustment period, 15 the closing one (reference sage-300 7.2). */
export interface PeriodRange {
	readonly from: number;
	readonly to: number;
}

const LAST_PERIOD = 15;
const twoDigits = (period: number): string => String(period).padStart(2, '0');

/** @throws FatalError for a range that is none */
export const checkedRange = ({ from, to }: PeriodRange): PeriodRange => {
	const isPeriod = (period: number): boolean => Number.isInteger(period) && period >= 1 && period <= LAST_PERIOD;
	if (isPeriod(from) && isPeriod(to) && from <= to) return { from, to };
	throw new FatalError({
		system: SYSTEM, operation: 'read balances', said: `there are no periods from ${from} to ${to}`, remedy: 'Give periods from 1 to 15, the earlier one first.',
	});
};

/** Key fields are columns under the server's own spelling, and that varies (reference sage-300 7.2). */
const NAMES = {
	account: ['AccountNumber', 'Account', 'ACCTID'], year: ['Fiscalsetyear', 'FiscalYear', 'FSCSYR'], set: ['FiscalsetDesignator', 'Designator', 'FSCSDSG'],
	currency: ['Currencycode', 'FSCSCURN'], currencyType: ['Currencytype', 'CURNTYPE'], beginning: ['BeginningBalance', 'OpeningBalance'],
} as const;

/** Looks values up by any of their names, ignoring case; '' for none. */
const valuesIn = (fields: RecordFields): ((names: readonly string[]) => string) => {
	const folded = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
	return (names) => names.map((name) => folded.get(name.toLowerCase())).find((value) => value !== undefined && value !== '')?.trim() ?? '';
};

const amount = (text: string, name: string, account: string): Decimal => {
	const found = parseDecimal(text);
	if (found) return found;
	throw new FatalError({
		system: SYSTEM, operation: 'read balances', said: `the fiscal set of account ${account} has no ${name}`,
		remedy: `Look at the fields of ${BALANCES} with "Get Fields"; they may have other names in this release. Read the resource itself then.`,
	});
};

/**
 * A record per period of a fiscal set, by its columns for planning. The balance behind a period is the opening balance and all nets up to
 * it (reference sage-300 7.2): periods before the range count, although they have no row.
 *
 * @throws FatalError where an amount is missing: a zero in its place would be a wrong balance
 */
export const periodRecords = ({ key, stamp, fields }: SourceRecord, { from, to }: PeriodRange): SourceRecord[] => {
	const records: SourceRecord[] = [];
	const valueOf = valuesIn(fields);
	const account = valueOf(NAMES.account);
	let balance = amount(valueOf(NAMES.beginning), NAMES.beginning[0], account);
	for (let period = 1; period <= to; period += 1) {
		const names = [`Period${twoDigits(period)}netamount`, `NetAmountPeriod${period}`];
		const net = valueOf(names);
		const before = balance;
		balance = add(balance, amount(net, names[0] ?? '', account));
		if (period < from) continue;
		records.push({
			key: `${key}/${twoDigits(period)}`, stamp,
			fields: {
				AccountNumber: account, FiscalYear: valueOf(NAMES.year), Period: twoDigits(period), FiscalSetDesignator: valueOf(NAMES.set),
				CurrencyCode: valueOf(NAMES.currency), CurrencyType: valueOf(NAMES.currencyType),
				BeginningBalance: formatDecimal(before), NetAmount: net, EndingBalance: formatDecimal(balance),
			},
		});
	}
	return records;
};

export async function* periodPages(pages: AsyncIterable<readonly SourceRecord[]>, range: PeriodRange): AsyncGenerator<readonly SourceRecord[]> {
	for await (const page of pages) yield page.flatMap((record) => periodRecords(record, range));
}

/** The changes of the sets as changes of their periods: a set whose contents changed gives all of them. Another range is another stream. */
export const periodSource = (sets: RecordSource, range: PeriodRange): RecordSource => ({
	stream: `${sets.stream}/periods-${twoDigits(range.from)}-${twoDigits(range.to)}`,
	now: () => sets.now(),
	readAt: () => sets.readAt?.(),
	marks: (from, to) => sets.marks(from, to),
	records: (from, to) => periodPages(sets.records(from, to), range),
	unstamped: () => periodPages(sets.unstamped(), range),
});
