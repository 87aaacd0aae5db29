import { HARBOR_MILLS } from '../../simulators/acumatica';
import { plain, units } from './decimal-text';
import { compareModel, type CellRule, type Fields, type ListRule, type Truth } from './model-comparison';
import { Control } from './simulator-control';
import type { Difference, Verdict } from './verdict';

/** A record as the simulator stores it: texts, and rows of details. */
type Stored = Readonly<Record<string, string | readonly Fields[] | undefined>>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const of = (record: Stored | Fields, name: string): string => {
	const value = record[name];
	return typeof value === 'string' ? value : '';
};
const rows = (record: Stored, name: string): readonly Fields[] => {
	const value = record[name];
	return Array.isArray(value) ? (value as readonly Fields[]) : [];
};
const named = (code: string, title: string): Fields => ({ code, name: `${code} ${title}`.trim() });
const day = (text: string): string => text.slice(0, 10);
/** 042026 → Apr 26. */
const month = (period: string): string => `${MONTHS[Number(period.slice(0, 2)) - 1]} ${period.slice(4)}`;
const number = (value: bigint): string => plain(value);
const oneLine = (text: string): string => text.replace(/\r\n|[\r\n]/g, ' ').trim();

const LISTS: readonly ListRule[] = [
	{ object: 'Ledger', list: '101000000014', item: (r) => ({ ...named(of(r, 'LedgerID'), of(r, 'Description')), 'Ledger type': of(r, 'Type'), Currency: of(r, 'Currency') }) },
	{ object: 'Branch', list: '101000000015', item: (r) => named(of(r, 'BranchID'), of(r, 'BranchName')) },
	{
		object: 'Account', list: '101000000001',
		item: (r) => ({
			...named(of(r, 'AccountCD'), of(r, 'Description')), 'Account type': of(r, 'Type'),
			'Normal balance': of(r, 'Type') === 'Asset' || of(r, 'Type') === 'Expense' ? 'debit' : 'credit',
		}),
	},
	{ object: 'Subaccount', list: '101000000016', item: (r) => ({ ...named(of(r, 'SubaccountCD'), of(r, 'Description')), Active: of(r, 'Active') }) },
	{ object: 'Vendor', list: '101000000004', item: (r) => ({ ...named(of(r, 'VendorID'), of(r, 'VendorName')), Status: of(r, 'Status') }) },
];

/** What a bill owes is negative for a debit adjustment. */
const owed = (bill: Fields, amount: bigint): string => number(of(bill, 'Type') === 'Debit Adj.' ? -amount : amount);

const CELLS: readonly CellRule[] = [
	{
		object: 'Bill', module: '102000000001', dimensions: ['AP Bills'], key: (r) => `${of(r, 'Type')}/${of(r, 'ReferenceNbr')}`,
		cells: (r) => ({
			Vendor: of(r, 'Vendor'), 'Bill Number': of(r, 'VendorRef'), State: of(r, 'Status'), 'Bill Date': day(of(r, 'Date')), 'Due Date': day(of(r, 'DueDate')),
			Period: month(of(r, 'PostPeriod')), Currency: of(r, 'CurrencyID'), Amount: owed(r, units(of(r, 'Amount'))),
			Paid: owed(r, units(of(r, 'Amount')) - units(of(r, 'Balance'))), Due: owed(r, units(of(r, 'Balance'))),
		}),
	},
	{
		object: 'PurchaseOrder', module: '102000000006', dimensions: ['Purchase Orders'], key: (r) => `${of(r, 'Type')}/${of(r, 'OrderNbr')}`, amounts: ['Total'],
		cells: (r) => ({
			Vendor: of(r, 'VendorID'), 'Order Date': day(of(r, 'Date')), 'Promised On': day(of(r, 'PromisedOn')), State: of(r, 'Status'),
			Currency: of(r, 'CurrencyID'), Total: number(units(of(r, 'OrderTotal'))),
		}),
	},
	{
		object: 'JournalLine', module: '102000000007', dimensions: ['Journal Lines'], key: (r) => of(r, 'key'),
		cells: (r) => ({
			Ledger: of(r, 'LedgerID'), Branch: of(r, 'BranchID'), Account: of(r, 'Account'), Subaccount: of(r, 'Subaccount'), Period: month(of(r, 'PostPeriod')),
			Date: day(of(r, 'TransactionDate')), Currency: of(r, 'CurrencyID'), Reference: of(r, 'ReferenceNbr'), Description: oneLine(of(r, 'TransactionDescription')),
			Amount: of(r, 'amount'),
		}),
	},
	{
		object: 'Balance', module: '102000000008', dimensions: ['Ledgers', 'GL Accounts', 'Time'], key: (r) => `${of(r, 'ledger')}|${of(r, 'account')}|${of(r, 'month')}`,
		amounts: ['Movement', 'Ending Balance'], cells: (r) => ({ Movement: of(r, 'movement'), 'Ending Balance': of(r, 'ending') }),
	},
];

const isPosted = (batch: Stored): boolean => of(batch, 'Status') === 'Posted';

/** One record per line of a posted batch, with what its batch says. The branch is the line's own. */
const journalLines = (batches: readonly Stored[]): Fields[] => batches.filter(isPosted).flatMap((batch) => rows(batch, 'Details').map((line) => ({
	...line, key: [of(batch, 'Module'), of(batch, 'BatchNbr'), of(line, 'LineNbr')].join('/'), amount: number(units(of(line, 'DebitAmount') || '0') - units(of(line, 'CreditAmount') || '0')),
	LedgerID: of(batch, 'LedgerID'), CurrencyID: of(batch, 'CurrencyID'), PostPeriod: of(batch, 'PostPeriod'), TransactionDate: of(batch, 'TransactionDate'),
})));

const LEDGER = 'ACTUAL';
const YEAR = '2026';
const PERIODS = MONTHS.map((_, at) => `${YEAR}${String(at + 1).padStart(2, '0')}`);
const RATE_PLACES = 10_000n;

/**
 * Balances of one ledger and year in base currency, from the lines: what an account has moved in a period, and what it stands at in the
 * end, a debit positive. Income and expense begin every year at zero; what they were is retained earnings. An account has a
 * balance from its first movement on.
 */
const balances = (lines: readonly Fields[], ledgers: readonly Fields[], accounts: readonly Fields[]): Fields[] => {
	const base = of(ledgers.find((ledger) => of(ledger, 'LedgerID') === LEDGER) ?? {}, 'Currency');
	const types = new Map(accounts.map((account) => [of(account, 'AccountCD'), of(account, 'Type')]));
	const moved = new Map<string, Map<string, bigint>>();
	for (const line of lines.filter((one) => of(one, 'LedgerID') === LEDGER)) {
		const period = `${of(line, 'PostPeriod').slice(2)}${of(line, 'PostPeriod').slice(0, 2)}`;
		const ofYears = ['Income', 'Expense'].includes(types.get(of(line, 'Account')) ?? '');
		const account = ofYears && period < YEAR ? HARBOR_MILLS.retainedEarnings : of(line, 'Account');
		const rate = of(line, 'CurrencyID') === base ? RATE_PLACES : units(HARBOR_MILLS.rates[of(line, 'CurrencyID')] ?? '1') * RATE_PLACES / units('1');
		const byPeriod = moved.get(account) ?? new Map<string, bigint>();
		moved.set(account, byPeriod.set(period, (byPeriod.get(period) ?? 0n) + units(of(line, 'amount')) * rate / RATE_PLACES));
	}
	return [...moved].flatMap(([account, byPeriod]) => PERIODS.flatMap((period) => {
		const until = [...byPeriod].filter(([one]) => one <= period);
		if (until.length === 0) return [];
		const ending = until.reduce((sum, [, value]) => sum + value, 0n);
		return [{ ledger: LEDGER, account, month: month(`${period.slice(4)}${YEAR}`), movement: number(byPeriod.get(period) ?? 0n), ending: number(ending) }];
	}));
};

/** The truth as the simulator tells it over its control surface. */
const acumaticaTruth = (acumatica: Control): Truth => {
	const stored = async (entity: string): Promise<readonly Stored[]> => await acumatica.get<readonly Stored[]>(`records?entity=${entity}`);
	const flat = async (entity: string): Promise<readonly Fields[]> => (await stored(entity)) as readonly Fields[];
	const derived: Readonly<Record<string, () => Promise<readonly Fields[]>>> = {
		Branch: async () => [...new Map((await stored('Ledger')).flatMap((ledger) => rows(ledger, 'Branches')).map((branch) => [of(branch, 'BranchID'), branch])).values()],
		JournalLine: async () => journalLines(await stored('JournalTransaction')),
		Balance: async () => balances(journalLines(await stored('JournalTransaction')), await flat('Ledger'), await flat('Account')),
	};
	return { records: async (object) => await (derived[object]?.() ?? flat(object)) };
};

interface Total { readonly Ledger: string; readonly Account: string; readonly Period: string }

/** Sums of all lines per ledger, account and period: those that each side computes by itself. */
export const totalDifferences = async (acumaticaUrl: string, anaplanUrl: string): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> => {
	const keyOf = ({ Ledger, Account }: Total, period: string): string => `${Ledger}|${Account}|${period}`;
	const truth = await new Control(acumaticaUrl).get<ReadonlyArray<Total & { net: string }>>('totals?by=Ledger,Account,Period&status=Posted');
	const model = await new Control(anaplanUrl).get<ReadonlyArray<Total & { Amount: string }>>('totals?module=102000000007&by=Ledger,Account,Period&sum=Amount');
	const expected = new Map(truth.map((one) => [keyOf(one, month(one.Period)), number(units(one.net))]));
	const found = new Map(model.map((one) => [keyOf(one, one.Period), number(units(one.Amount))]));
	const differences = [...new Set([...expected.keys(), ...found.keys()])].flatMap((key): Difference[] =>
		(expected.get(key) === found.get(key) ? [] : [{ where: 'Total', key, expected: expected.get(key) ?? 'absent', found: found.get(key) ?? 'absent' }]));
	return { compared: expected.size, differences };
};

/** Compares every record of the Acumatica simulator with the Anaplan simulator's model, and every item and cell of the model with a record. */
export const checkAcumatica = async (
	acumaticaUrl: string, anaplanUrl: string, { rejected, only }: { readonly rejected: ReadonlySet<string>; readonly only?: readonly string[] },
): Promise<Verdict> => await compareModel(acumaticaTruth(new Control(acumaticaUrl)), new Control(anaplanUrl), { lists: LISTS, cells: CELLS }, rejected, only);
