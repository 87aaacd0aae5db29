import { plain, units } from './decimal-text';
import { compareModel, type CellRule, type Fields, type ListRule, type Truth } from './model-comparison';
import { Control } from './simulator-control';
import type { Verdict } from './verdict';

export type { Difference, Verdict } from './verdict';

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
		object: 'APBILL', module: '102000000001', dimensions: ['AP Bills'], key: (r) => of(r, 'RECORDNO'),
		cells: (r) => ({ Vendor: of(r, 'VENDORID'), 'Bill Date': isoDate(of(r, 'WHENCREATED')), Period: month(of(r, 'WHENCREATED')), Amount: number(of(r, 'TOTALENTERED')), Paid: number(of(r, 'TOTALPAID')), Due: number(of(r, 'TOTALDUE')) }),
	},
	{
		object: 'APPYMT', module: '102000000002', dimensions: ['AP Payments'], key: (r) => of(r, 'RECORDNO'),
		cells: (r) => ({ Vendor: of(r, 'VENDORID'), 'Payment Date': isoDate(of(r, 'WHENCREATED')), Amount: number(of(r, 'TOTALENTERED')) }),
	},
	{
		object: 'GLDETAIL', module: '102000000003', dimensions: ['GL Lines'], key: (r) => of(r, 'RECORDNO'),
		cells: (r) => ({ Account: of(r, 'ACCOUNTNO'), Department: of(r, 'DEPARTMENTID'), Location: of(r, 'LOCATIONID'), Period: month(of(r, 'ENTRY_DATE')), Amount: number(of(r, 'AMOUNT')) }),
	},
];

/**
 * Compares every record of the Intacct simulator with the Anaplan simulator's model, and every item and cell of the
 * model with a record. Records named in `rejected` must be absent. `only` restricts the question to some objects, for a
 * workflow that moves no others.
 */
export const checkActuals = async (
	truth: Truth, anaplanUrl: string, rejected: ReadonlySet<string> = new Set(), only?: readonly string[],
): Promise<Verdict> => await compareModel(truth, new Control(anaplanUrl), { lists: LISTS, cells: CELLS }, rejected, only);

/** The truth as the simulator tells it over its control surface. */
export const simulatedTruth = (intacctUrl: string): Truth => {
	const intacct = new Control(intacctUrl);
	return { records: async (object) => (await intacct.get<{ records: Fields[] }>(`records?object=${object}`)).records };
};
