import { plain, units } from '../checker/decimal-text';
import { monthOfObservation, YEAR } from './bonn-calendar';
import { publishedText } from './public-ledgers';

/**
 * What the model has to show, computed from the published files alone: read here by a reader of its own, so that a
 * mistake in the converters, the seed files or the product cannot be in the expectation too.
 */
export interface Group {
	readonly rows: number;
	readonly total: bigint;
}

export interface Expected {
	readonly rows: number;
	/** Exact sum as text. */
	readonly sum: string;
	/** By account, cost centre and period, joined by `|`. */
	readonly groups: ReadonlyMap<string, Group>;
}

type Line = Readonly<Record<string, string>>;

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** CSV, quotes or not, any line end. */
const linesOf = (text: string): Line[] => {
	const rows: string[][] = [[]];
	CELL.lastIndex = 0;
	while (CELL.lastIndex < text.length) {
		const at = CELL.lastIndex;
		const [, quoted, bare = '', end] = CELL.exec(text) ?? [];
		if (end === undefined) throw new Error(`no CSV at character ${at}`);
		rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
		if (end !== ',' && CELL.lastIndex < text.length) rows.push([]);
	}
	const [header = [], ...lines] = rows;
	return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const periodOf = (year: number, month: number): string => `${MONTHS[month - 1]} ${String(year).slice(-2)}`;
const periodOfDate = (iso: string): string => periodOf(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)));

const summed = (lines: readonly Line[], key: (line: Line) => readonly string[], amount: string): Expected => {
	const groups = new Map<string, Group>();
	let sum = 0n;
	for (const line of lines) {
		const value = units(line[amount] ?? '');
		const name = key(line).join('|');
		const before = groups.get(name) ?? { rows: 0, total: 0n };
		groups.set(name, { rows: before.rows + 1, total: before.total + value });
		sum += value;
	}
	return { rows: lines.length, sum: plain(sum), groups };
};

const bonnLines = (): Line[] => linesOf(publishedText('ledger/bonn-2016-budget-lines.csv.gz'));

export const bonnLedger = (): Expected =>
	summed(bonnLines(), (line) => [line.account ?? '', line.cost_centre ?? '', periodOf(YEAR, monthOfObservation(line.observation ?? ''))], 'amount');

/** By product with the four digits that the list of products has. */
export const bonnProducts = (): Expected => summed(bonnLines(), (line) => [(line.product ?? '').padStart(4, '0')], 'amount');

const intacctLines = (name: string): Line[] =>
	linesOf(publishedText(`intacct-seeds/dbt_sage_intacct/sage_intacct__${name}.csv`)).filter((line) => line._fivetran_deleted !== 'TRUE');

/** These lines carry no department. */
export const intacctLedger = (): Expected =>
	summed(intacctLines('gl_detail'), (line) => [line.accountno ?? '', '', periodOfDate(line.entry_date ?? '')], 'amount');

/** By vendor and period. */
export const intacctBills = (column: 'totalentered' | 'totalpaid' | 'totaldue'): Expected =>
	summed(intacctLines('ap_bill'), (line) => [line.vendorid ?? '', periodOfDate(line.whencreated ?? '')], column);
