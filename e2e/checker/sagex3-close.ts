import { plain, units } from './decimal-text';
import { compareModel, type CellRule, type Fields, type ListRule, type Truth } from './model-comparison';
import { Control } from './simulator-control';
import { sumDifferences } from './total-differences';
import type { Difference, Verdict } from './verdict';

/** A row as Sage X3 stores it: texts. */
type Stored = Fields;

export type SageX3Api = 'graphql' | 'classic';

interface Choice {
	/** graphql unless said. */
	readonly api?: SageX3Api;
	/** Numbers of the ledger types that were loaded; the legal one unless said. */
	readonly ledgers?: readonly string[];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const of = (record: Stored, name: string): string => record[name] ?? '';
const named = (...parts: readonly string[]): string => parts.map((part) => part.trim()).filter((part) => part !== '').join(' ');
const monthOf = (day: string): string => `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(2, 4)}`;
const accountOf = (record: Stored): string => `${of(record, 'COA')}/${of(record, 'ACC')}`;
const signed = (sign: string, amount: string): string => plain(units(amount) * BigInt(sign));

const LEDGER_NAMES: Readonly<Record<string, string>> = { 1: 'legal', 2: 'analytical', 3: 'ias' };
const ledgerName = (number: string): string => LEDGER_NAMES[number] ?? number;
const COST_CENTRES = 'CCT';
const SIMULATIONS = 'SIM';

/** What the workspace of the example says of codes: written anew, so that a mistake in the example or in the node is seen. */
const ACCOUNT_IN_PLAN: Readonly<Record<string, string>> = { 'LFR/606100': 'LUK/51000', 'LFR/615200': 'LUK/62040', 'LFR/62000': 'LUK/65020' };
const CENTRE_IN_PLAN: Readonly<Record<string, string>> = { D90: 'D50' };
const plannedAccount = (account: string): string => ACCOUNT_IN_PLAN[account] ?? account;
const plannedCentre = (centre: string): string => CENTRE_IN_PLAN[centre] ?? centre;

const lineKey = (r: Stored): string => ['ledger', 'entry', 'LIN', 'part'].map((name) => of(r, name)).join('|');

const LISTS: readonly ListRule[] = [
	{ object: 'CostCentre', list: '101000000002', item: (r) => ({ code: of(r, 'CCE'), name: named(of(r, 'CCE'), of(r, 'DES')) }) },
	{ object: 'Account', list: '101000000001', item: (r) => ({ code: accountOf(r), name: named(of(r, 'COA'), of(r, 'ACC'), of(r, 'DES')) }) },
	{ object: 'EntryLineItem', list: '101000000024', item: (r) => ({ code: lineKey(r) }) },
];

const MODULE = '102000000015';

const CELLS: readonly CellRule[] = [{
	object: 'EntryLine', module: MODULE, dimensions: ['Entry Lines'], key: lineKey,
	cells: (r) => ({
		Ledger: of(r, 'ledger'), Entry: of(r, 'entry'), 'Line Number': of(r, 'LIN'), Part: of(r, 'part'), Stamp: of(r, 'stamp'), 'Account Code': accountOf(r),
		Account: plannedAccount(accountOf(r)), 'Cost Centre': plannedCentre(of(r, 'centre')), Company: of(r, 'CPY'), Site: of(r, 'FCYLIN'), Period: monthOf(of(r, 'ACCDAT')),
		Date: of(r, 'ACCDAT'), Currency: of(r, 'CURLED'), Partner: of(r, 'BPR'), Description: of(r, 'DES').replace(/\r\n|[\r\n]/g, ' ').trim(), Amount: of(r, 'amount'),
	}),
}];

const grouped = (rows: readonly Stored[], columns: readonly string[]): ((row: Stored) => readonly Stored[]) => {
	const groups = new Map<string, Stored[]>();
	const keyOf = (row: Stored): string => columns.map((column) => of(row, column)).join('|');
	for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
	return (row) => groups.get(keyOf(row)) ?? [];
};

/** Cost centre of an analytical line, in whichever slot its type stands. */
const centreIn = (slots: readonly Stored[]): string => slots.find((slot) => of(slot, 'DIE') === COST_CENTRES)?.CCE ?? '';

/**
 * A journal line as the rows that the model must have: one for each analytical line, and its own with what they leave, zero included. One whose transaction amount
 * is zero cannot be split by it (reference sage-x3 5.2); classic REST shows the parts' own amounts, GraphQL does not.
 */
const partsOf = (line: Stored, analysis: readonly Stored[], slotsOf: (part: Stored) => readonly Stored[], api: SageX3Api): readonly Stored[] => {
	const isSplit = analysis.length > 0 && (api === 'classic' || units(of(line, 'AMTCUR')) !== 0n);
	if (isSplit) {
		const left = analysis.reduce((sum, part) => sum - units(of(part, 'AMTLED')), units(of(line, 'AMTLED')));
		const parts = analysis.map((part): Stored => ({ ...line, part: of(part, 'ANALIN'), centre: centreIn(slotsOf(part)), amount: signed(of(line, 'SNS'), of(part, 'AMTLED')) }));
		return [...parts, { ...line, part: '0', centre: '', amount: plain(left * BigInt(of(line, 'SNS'))) }];
	}
	const centres = new Set(analysis.map((part) => centreIn(slotsOf(part))));
	return [{ ...line, part: '0', centre: centres.size === 1 ? ([...centres][0] ?? '') : '', amount: signed(of(line, 'SNS'), of(line, 'AMTLED')) }];
};

/** GraphQL finds a line by its own stamp, classic REST by that of its entry, and each writes it in its own form. */
const STAMPS: Readonly<Record<SageX3Api, (line: Stored, head: Stored) => string>> = {
	graphql: (line) => of(line, 'UPDDATTIM'),
	classic: (_line, head) => of(head, 'UPDDATTIM').replace(/\.\d+Z$/, 'Z'),
};

/** The truth as the books tell it over their control surface, for the ledger types that were loaded. */
const sageX3Truth = (sagex3: Control, { api = 'graphql', ledgers = ['1'] }: Choice): Truth => {
	const stored = async (table: string, match = ''): Promise<readonly Stored[]> => await sagex3.get<readonly Stored[]>(`records?table=${table}&match=${encodeURIComponent(match)}`);
	const entryLines = async (): Promise<readonly Stored[]> => {
		const actual = `^(?!${SIMULATIONS}\\|)`;
		const [heads, lines, analysis, slots] = await Promise.all(['GACCENTRY', 'GACCENTRYD', 'GACCENTRYA', 'SLOTS'].map(async (table) => await stored(table, actual)));
		const [headsOf, partsFor, slotsFor] = [
			grouped(heads ?? [], ['TYP', 'NUM']), grouped(analysis ?? [], ['TYP', 'NUM', 'LEDTYP', 'LIN']), grouped(slots ?? [], ['TYP', 'NUM', 'LEDTYP', 'LIN', 'ANALIN']),
		];
		return (lines ?? []).filter((line) => ledgers.includes(of(line, 'LEDTYP'))).flatMap((line) => {
			const facts = { ledger: ledgerName(of(line, 'LEDTYP')), entry: `${of(line, 'TYP')}|${of(line, 'NUM')}`, stamp: STAMPS[api](line, headsOf(line)[0] ?? {}) };
			return partsOf({ ...line, ...facts }, partsFor(line), slotsFor, api);
		});
	};
	let lines: Promise<readonly Stored[]> | undefined;
	const linesOnce = async (): Promise<readonly Stored[]> => await (lines ??= entryLines());
	const derived: Readonly<Record<string, () => Promise<readonly Stored[]>>> = {
		CostCentre: async () => await stored('CACCE', `^${COST_CENTRES}\\|`), Account: async () => await stored('GACCOUNT'), EntryLineItem: linesOnce, EntryLine: linesOnce,
	};
	return { records: async (object) => await (derived[object]?.() ?? Promise.resolve([])) };
};

type Total = Readonly<Record<'Ledger' | 'Company' | 'Currency' | 'Chart' | 'Account' | 'CCT' | 'Period' | 'net', string>>;
type Planned = Readonly<Record<'Ledger' | 'Company' | 'Currency' | 'Account' | 'Cost Centre' | 'Period' | 'Amount', string>>;

/** Sums of all entry lines per ledger, company, currency, account, cost centre and month: the books' own sums against those of the model. */
export const totalDifferences = async (
	sagex3Url: string, anaplanUrl: string, { ledgers = ['1'] }: Choice = {},
): Promise<{ readonly compared: number; readonly differences: readonly Difference[] }> => {
	const books = await new Control(sagex3Url).get<readonly Total[]>(
		`totals?by=Ledger,Company,Currency,Chart,Account,CCT,Period&match=${encodeURIComponent(`^(?!${SIMULATIONS}\\|)`)}`,
	);
	const model = await new Control(anaplanUrl).get<readonly Planned[]>(`totals?module=${MODULE}&by=Ledger,Company,Currency,Account,Cost%20Centre,Period&sum=Amount`);
	// A sum of nothing is no total: where a line of zero stands, its own comparison tells.
	const something = (amounts: ReadonlyArray<readonly [string, string]>): ReadonlyArray<readonly [string, string]> => amounts.filter(([, amount]) => units(amount || '0') !== 0n);
	return sumDifferences(
		something(books.filter(({ Ledger }) => ledgers.includes(Ledger)).map(({ Ledger, Company, Currency, Chart, Account, CCT, Period, net }) =>
			[[ledgerName(Ledger), Company, Currency, plannedAccount(`${Chart}/${Account}`), plannedCentre(CCT), monthOf(`${Period}-01`)].join('|'), net])),
		something(model.map((row) => [[row.Ledger, row.Company, row.Currency, row.Account, row['Cost Centre'], row.Period].join('|'), row.Amount])),
	);
};

/** Compares every cost centre, account and entry line of the first folder with the Anaplan simulator's model, and every item and cell of the model with one of them. */
export const checkSageX3 = async (
	sagex3Url: string, anaplanUrl: string, { rejected, only }: { readonly rejected: ReadonlySet<string>; readonly only?: readonly string[] }, choice: Choice = {},
): Promise<Verdict> => await compareModel(sageX3Truth(new Control(sagex3Url), choice), new Control(anaplanUrl), { lists: LISTS, cells: CELLS }, rejected, only);
