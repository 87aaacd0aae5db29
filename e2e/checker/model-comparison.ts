import { plain, units } from './decimal-text';
import type { Control } from './simulator-control';
import type { Difference, Verdict } from './verdict';

export type Fields = Readonly<Record<string, string>>;

/** What the ERP simulator holds: the truth that the model has to match. */
export interface Truth {
	readonly records: (object: string) => Promise<readonly Fields[]>;
}

/** Which item of a list a record has to be: its code, its name, and properties of the list. */
export interface ListRule {
	readonly object: string;
	readonly list: string;
	readonly item: (record: Fields) => Fields;
}

/** Which cells of a module a record has to be; the key joins the items of the dimensions by `|`. */
export interface CellRule {
	readonly object: string;
	readonly module: string;
	readonly dimensions: readonly string[];
	readonly key: (record: Fields) => string;
	readonly cells: (record: Fields) => Fields;
	/** Columns that are compared as exact numbers; Amount, Paid and Due unless said. */
	readonly amounts?: readonly string[];
}

const AMOUNTS = ['Amount', 'Paid', 'Due'];
const number = (text: string): string => (text.trim() === '' ? '' : plain(units(text)));

/** Values are compared as meanings: amounts exactly, everything else as text. */
const same = (isAmount: boolean, expected: string, found: string): boolean =>
	isAmount ? number(found) === expected || (expected === '0' && found === '') : expected === found;

/** Collects at most this many differences: enough to see what is wrong. */
const ENOUGH = 20;

type Found = Readonly<Record<string, unknown>>;
type Report = (where: string, key: string, expected: string, found: string) => void;

/** Every record has its row and every row its record, and the columns say the same. */
const compareRows = (
	object: string, expected: ReadonlyMap<string, Fields>, found: ReadonlyMap<string, Found>, rejected: ReadonlySet<string>,
	report: Report, isAmount: (column: string) => boolean,
): void => {
	for (const [key, columns] of expected) {
		const row = found.get(key);
		if (rejected.has(`${object}/${key}`)) {
			if (row) report(object, key, 'rejected', 'loaded');
			continue;
		}
		if (!row) {
			report(object, key, 'present', 'missing');
			continue;
		}
		for (const [column, value] of Object.entries(columns)) {
			const is = String(row[column] ?? '');
			if (!same(isAmount(column), value, is)) report(`${object}.${column}`, key, value, is);
		}
	}
	for (const key of found.keys()) if (!expected.has(key)) report(object, key, 'absent', 'present');
};

interface Item {
	readonly code: string;
	readonly name: string;
	readonly properties?: Fields;
}

/** An empty row is one that was never written: a module shows none, or all cells blank. */
const isBlank = (row: Fields, dimensions: readonly string[]): boolean =>
	Object.entries(row).every(([column, value]) => dimensions.includes(column) || value === '');

/**
 * Compares every record of an ERP with the Anaplan simulator's model, and every item and cell of the model with a record:
 * nothing missing, nothing different, nothing too much. Records named in `rejected` must be absent.
 */
export const compareModel = async (
	truth: Truth, anaplan: Control, rules: { readonly lists: readonly ListRule[]; readonly cells: readonly CellRule[] },
	rejected: ReadonlySet<string>, only?: readonly string[],
): Promise<Verdict> => {
	const asked = ({ object }: { readonly object: string }): boolean => only === undefined || only.includes(object);
	const differences: Difference[] = [];
	const checked: Record<string, number> = {};
	const report: Report = (where, key, expected, found) => {
		if (differences.length < ENOUGH) differences.push({ where, key, expected, found });
	};
	const expectedOf = async (object: string, key: (record: Fields) => string, row: (record: Fields) => Fields): Promise<ReadonlyMap<string, Fields>> => {
		const records = await truth.records(object);
		checked[object] = (checked[object] ?? 0) + records.length;
		const rows = new Map(records.map((record) => [key(record), row(record)]));
		if (rows.size !== records.length) report(object, '', `${records.length} records`, `${rows.size} keys`);
		return rows;
	};

	for (const { object, list, item } of rules.lists.filter(asked)) {
		const items = await anaplan.get<readonly Item[]>(`list?id=${list}`);
		const found = new Map(items.map(({ properties, ...one }) => [one.code, { ...properties, ...one }]));
		compareRows(object, await expectedOf(object, (record) => item(record).code ?? '', item), found, rejected, report, () => false);
	}
	for (const { object, module, dimensions, key, cells, amounts = AMOUNTS } of rules.cells.filter(asked)) {
		const rows = (await anaplan.get<readonly Fields[]>(`cells?module=${module}`)).filter((row) => dimensions.length === 1 || !isBlank(row, dimensions));
		const found = new Map(rows.map((row) => [dimensions.map((name) => row[name] ?? '').join('|'), row]));
		compareRows(object, await expectedOf(object, key, cells), found, rejected, report, (column) => amounts.includes(column));
	}
	return { checked, differences };
};
