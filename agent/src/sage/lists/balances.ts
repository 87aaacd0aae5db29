import type { Company } from '../company';
import { amountText, cents } from '../amounts';
import { SageFault, type ListFilter, type Row, type RowKey } from '../port';
import type { Condition } from '../read/conditions';
import { boundsAround, type Values } from '../read/table';
import { compareStamps, readDay, readStampText, stampOf, stampRow, stampText, type Stamp } from '../stamps';
import { changedSince, filterText, knownKeys, ordered, sinceOf, type Keyed, type List } from './list';

/** Key parts: account, year, period, and the stamp of a walk by ledger lines or blank. */
const KEY_WIDTH = 4;

interface Touched {
	/** Year and period of the earliest touched line, blank when the calendar does not know its day. */
	from: string;
	newest: Stamp;
}

/**
 * Accounts with ledger lines created since, from which period on their balances may have moved, and the newest of those lines.
 *
 * **Every balance that a new line moved is read again.** The balances carry no stamp, but each change of one is a ledger line with a created
 * stamp (reference sage-100 4, rule 7). A line moves the ending balance of its period, of all later periods of its year, and through the
 * opening balances those of later years: exactly the rows from `from` on. A line dated in no known period touches all rows.
 */
const touchedSince = (company: Company, since: Stamp, accountKey: string | undefined): Map<string, Touched> => {
	const table = company.table('postings');
	const calendar = company.calendar();
	const lines = table.gather(
		['accountKey', 'postingDate', 'dateCreated', 'timeCreated'],
		{ all: [changedSince(table, since), ...(accountKey === undefined ? [] : [{ role: 'accountKey', is: '=' as const, value: accountKey }])] },
		accountKey === undefined ? undefined : boundsAround([accountKey]),
		({ values }) => ({ account: values['accountKey'] ?? '', day: readDay(values['postingDate'] ?? '') ?? '', stamp: stampOf(values) }),
	);
	const touched = new Map<string, Touched>();
	for (const { account, day, stamp } of lines) {
		if (stamp === null || compareStamps(stamp, since) < 0) continue;
		const period = calendar.periodOf(day);
		const from = period === undefined ? '' : period.fiscalYear + period.fiscalPeriod;
		const known = touched.get(account);
		if (known === undefined) {
			touched.set(account, { from, newest: stamp });
		} else {
			if (from < known.from) known.from = from;
			if (compareStamps(stamp, known.newest) > 0) known.newest = stamp;
		}
	}
	return touched;
};

interface Wanted {
	readonly year: string | undefined;
	readonly from: string;
	readonly to: string;
	readonly accountKey: string | undefined;
	readonly gaps: boolean;
}

const wantedBy = (filter: ListFilter): Wanted => ({
	year: filterText(filter, 'fiscalYear'),
	from: filterText(filter, 'periodFrom') ?? '01',
	to: filterText(filter, 'periodTo') ?? '13',
	accountKey: filterText(filter, 'accountKey'),
	gaps: filter['fillGaps'] === true || filter['fillGaps'] === 'true',
});

/** Account, year and period of the rows that Sage has. */
const present = (company: Company, { year, accountKey }: Wanted, accounts?: readonly string[]): Array<readonly string[]> => {
	const table = company.table('balances');
	const condition: Condition = { all: year === undefined ? [] : [{ role: 'fiscalYear', is: '=', value: year }] };
	const found = accounts !== undefined
		? table.among([], ['accountKey'], accounts.map((key) => [key]), condition)
		: accountKey !== undefined ? table.among([], ['accountKey'], [[accountKey]], condition) : table.select([], condition);
	return found.map(({ key }) => key);
};

/** The asked periods of every account and year that has any row. */
const withGaps = (company: Company, keys: ReadonlyArray<readonly string[]>): Array<readonly string[]> => {
	const calendar = company.calendar();
	const years = new Map<string, readonly string[]>();
	const periodsOf = (year: string): readonly string[] => {
		const known = years.get(year) ?? calendar.periodsOf(year);
		years.set(year, known);
		return known;
	};
	const seen = new Map(keys.map((key) => [key.join(' '), key]));
	for (const [account = '', year = ''] of keys) {
		for (const period of periodsOf(year)) seen.set(`${account} ${year} ${period}`, [account, year, period]);
	}
	return [...seen.values()];
};

const scan = (company: Company, filter: ListFilter, sinceText: string | undefined): RowKey[] => {
	const since = sinceOf(sinceText);
	const wanted = wantedBy(filter);
	if (since === undefined && wanted.year === undefined) throw new SageFault('FILTER_NOT_SUPPORTED', 'A full read of balances needs fiscalYear.');
	const touched = since === undefined ? undefined : touchedSince(company, since, wanted.accountKey);
	const found = present(company, wanted, touched === undefined ? undefined : [...touched.keys()]);
	const rows: Keyed[] = (wanted.gaps ? withGaps(company, found) : found)
		.filter(([, , period = '']) => period >= wanted.from && period <= wanted.to)
		.filter(([account = '', year = '', period = '']) => touched === undefined || `${year}${period}` >= (touched.get(account)?.from ?? ''))
		.map((key) => {
			const stamp = touched?.get(key[0] ?? '')?.newest ?? null;
			return { key: [...key, stamp === null ? '' : stampText(stamp)], stamp };
		});
	return ordered(rows, since);
};

interface Year {
	readonly opening: bigint;
	readonly periods: ReadonlyMap<string, Values>;
}

/** All periods of the years in question, since an ending balance needs the ones before it. */
const yearsOf = (company: Company, keys: ReadonlyArray<readonly string[]>): Map<string, Year> => {
	const pairs = new Map(keys.map(([account = '', year = '']) => [`${account} ${year}`, [account, year] as const]));
	const found = company.table('balances').among(['beginning', 'debit', 'credit'], ['accountKey', 'fiscalYear'], [...pairs.values()]);
	const periods = new Map<string, Map<string, Values>>();
	for (const { key: [account = '', year = '', period = ''], values } of found) {
		const own = periods.get(`${account} ${year}`) ?? new Map<string, Values>();
		periods.set(`${account} ${year}`, own.set(period, values));
	}
	return new Map([...periods].map(([pair, own]) => [pair, { opening: cents(own.get('01')?.['beginning'] ?? ''), periods: own }]));
};

/** Opening of the year plus all debits less all credits up to the period, in whole cents (reference sage-100 6.1). */
export const endingBalance = (year: Year, period: string): bigint =>
	[...year.periods].filter(([other]) => other <= period)
		.reduce((sum, [, { debit = '', credit = '' }]) => sum + cents(debit) - cents(credit), year.opening);

const fetch = (company: Company, filter: ListFilter, texts: readonly string[]): Row[] => {
	const keys = knownKeys(texts, KEY_WIDTH);
	const years = yearsOf(company, keys);
	const accounts = company.accountTexts(keys.map(([account = '']) => account));
	const { gaps } = wantedBy(filter);
	return keys.flatMap(([accountKey = '', fiscalYear = '', fiscalPeriod = '', stamp = '']) => {
		const year = years.get(`${accountKey} ${fiscalYear}`);
		const values = year?.periods.get(fiscalPeriod);
		if (year === undefined || (values === undefined && !gaps)) return [];
		const known = readStampText(stamp);
		return [{
			accountKey,
			account: accounts.get(accountKey) ?? '',
			fiscalYear,
			fiscalPeriod,
			beginningBalance: fiscalPeriod === '01' ? amountText(year.opening) : null,
			debitAmount: amountText(cents(values?.['debit'] ?? '')),
			creditAmount: amountText(cents(values?.['credit'] ?? '')),
			endingBalance: amountText(endingBalance(year, fiscalPeriod)),
			stamp: known === null ? null : stampRow({ ...known, basis: 'created' }),
		}];
	});
};

export const balances: List = { scan, fetch };
