import { plain, units } from './decimal-text';
import { Control } from './simulator-control';

type Fields = Readonly<Record<string, string>>;

/** What the ERP simulator holds: the truth that the model has to match. */
export interface Truth {
	readonly records: (object: string) => Promise<readonly Fields[]>;
}

export interface Difference {
	readonly where: string;
	readonly key: string;
	readonly expected: string;
	readonly found: string;
}

interface ListRule { readonly object: string; readonly list: string; readonly item: (record: Fields) => Fields }
interface CellRule { readonly object: string; readonly module: string; readonly dimension: string; readonly key: (record: Fields) => string; readonly cells: (record: Fields) => Fields }

const of = (record: Fields, name: string): string => record[name] ?? '';
const isoDate = (text: string): string => (text === '' ? '' : `${text.slice(6, 10)}-${text.slice(0, 2)}-${text.slice(3, 5)}`);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = (text: string): string => (text === '' ? '' : `${MONTHS[Number(text.slice(0, 2)) - 1]} ${text.slice(8, 10)}`);
const number = (text: string): string => (text.trim() === '' ? '' : plain(units(text)));
const name = (code: string, title: string): string => `${code} ${title}`.trim();

const LISTS: readonly ListRule[] = [
	{ object: 'GLACCOUNT', list: '101000000001', item: (r) => ({ code: of(r, 'ACCOUNTNO'), name: name(of(r, 'ACCOUNTNO'), of(r, 'TITLE')) }) },
	{ object: 'DEPARTMENT', list: '101000000002', item: (r) => ({ code: of(r, 'DEPARTMENTID'), name: name(of(r, 'DEPARTMENTID'), of(r, 'TITLE')) }) },
	{ object: 'LOCATION', list: '101000000003', item: (r) => ({ code: of(r, 'LOCATIONID'), name: name(of(r, 'LOCATIONID'), of(r, 'NAME')) }) },
	{ object: 'VENDOR', list: '101000000004', item: (r) => ({ code: of(r, 'VENDORID'), name: name(of(r, 'VENDORID'), of(r, 'NAME')) }) },
];

const CELLS: readonly CellRule[] = [
	{
		object: 'APBILL', module: '102000000001', dimension: 'AP Bills', key: (r) => of(r, 'RECORDNO'),
		cells: (r) => ({ Vendor: of(r, 'VENDORID'), 'Bill Date': isoDate(of(r, 'WHENCREATED')), Period: month(of(r, 'WHENCREATED')), Amount: number(of(r, 'TOTALENTERED')), Paid: number(of(r, 'TOTALPAID')), Due: number(of(r, 'TOTALDUE')) }),
	},
	{
		object: 'APPYMT', module: '102000000002', dimension: 'AP Payments', key: (r) => of(r, 'RECORDNO'),
		cells: (r) => ({ Vendor: of(r, 'VENDORID'), 'Payment Date': isoDate(of(r, 'WHENCREATED')), Amount: number(of(r, 'TOTALENTERED')) }),
	},
	{
		object: 'GLDETAIL', module: '102000000003', dimension: 'GL Lines', key: (r) => of(r, 'RECORDNO'),
		cells: (r) => ({ Account: of(r, 'ACCOUNTNO'), Department: of(r, 'DEPARTMENTID'), Location: of(r, 'LOCATIONID'), Period: month(of(r, 'ENTRY_DATE')), Amount: number(of(r, 'AMOUNT')) }),
	},
];

/** Values are compared as meanings: amounts exactly, everything else as text. */
const same = (column: string, expected: string, found: string): boolean =>
	['Amount', 'Paid', 'Due'].includes(column) ? number(found) === expected || (expected === '0' && found === '') : expected === found;

export interface Verdict {
	readonly checked: Readonly<Record<string, number>>;
	readonly differences: readonly Difference[];
}

/** Collects at most this many differences: enough to see what is wrong. */
const ENOUGH = 20;

/**
 * Compares every record of the Intacct simulator with the Anaplan simulator's model, and every item and cell of the
 * model with a record: nothing missing, nothing different, nothing too much. Records named in `rejected` must be absent.
 * `only` restricts the question to some objects, for a workflow that moves no others.
 */
export const checkActuals = async (
	truth: Truth, anaplanUrl: string, rejected: ReadonlySet<string> = new Set(), only?: readonly string[],
): Promise<Verdict> => {
	const asked = ({ object }: { readonly object: string }): boolean => only === undefined || only.includes(object);
	const anaplan = new Control(anaplanUrl);
	const differences: Difference[] = [];
	const checked: Record<string, number> = {};
	const report = (where: string, key: string, expected: string, found: string): void => {
		if (differences.length < ENOUGH) differences.push({ where, key, expected, found });
	};

	for (const rule of LISTS.filter(asked)) {
		const items = new Map((await anaplan.get<Array<{ code: string; name: string }>>(`list?id=${rule.list}`)).map((item) => [item.code, item]));
		for (const record of await truth.records(rule.object)) {
			const expected = rule.item(record);
			const found = items.get(expected.code ?? '');
			items.delete(expected.code ?? '');
			checked[rule.object] = (checked[rule.object] ?? 0) + 1;
			if (rejected.has(`${rule.object}/${expected.code}`)) {
				if (found) report(rule.object, expected.code ?? '', 'rejected', 'loaded');
				continue;
			}
			if (!found) report(rule.object, expected.code ?? '', 'present', 'missing');
			else if (found.name !== expected.name) report(rule.object, expected.code ?? '', expected.name ?? '', found.name);
		}
		for (const code of items.keys()) report(rule.object, code, 'absent', 'present');
	}

	for (const rule of CELLS.filter(asked)) {
		const rows = new Map((await anaplan.get<Array<Record<string, string>>>(`cells?module=${rule.module}`)).map((row) => [row[rule.dimension] ?? '', row]));
		for (const record of await truth.records(rule.object)) {
			const key = rule.key(record);
			const found = rows.get(key);
			rows.delete(key);
			checked[rule.object] = (checked[rule.object] ?? 0) + 1;
			if (rejected.has(`${rule.object}/${key}`)) {
				if (found) report(rule.object, key, 'rejected', 'loaded');
				continue;
			}
			if (!found) {
				report(rule.object, key, 'present', 'missing');
				continue;
			}
			for (const [column, expected] of Object.entries(rule.cells(record))) {
				if (!same(column, expected, found[column] ?? '')) report(`${rule.object}.${column}`, key, expected, found[column] ?? '');
			}
		}
		for (const key of rows.keys()) report(rule.object, key, 'absent', 'present');
	}
	return { checked, differences };
};

/** The truth as the simulator tells it over its control surface. */
export const simulatedTruth = (intacctUrl: string): Truth => {
	const intacct = new Control(intacctUrl);
	return { records: async (object) => (await intacct.get<{ records: Fields[] }>(`records?object=${object}`)).records };
};
