import { DEFAULT_TENANT } from '../../simulators/anaplan';
import { byName } from '../../examples/source/workflow-builder';
import type { Site } from './site';

/** A small plan with names that hurt: separators, quotes, a line break, letters of several bytes. */
export const ACCOUNTS = [
	{ name: 'Travel, hotel "A"', code: '6100' }, { name: 'Bücher & Büro', code: '6200' }, { name: '🚀 Growth\nfund', code: '007' }, { name: 'Unused', code: '9999' },
] as const;
export const DEPARTMENTS = [{ name: 'Sales; West', code: 'D1' }, { name: 'R&D', code: 'D2' }] as const;

const [FINANCE] = DEFAULT_TENANT.models;

export const MODULE = '102000000031';
export const LINE_ITEMS_ON_COLUMNS = '207000000001';
export const NO_PAGES = '207000000002';
export const TWO_ON_COLUMNS = '207000000003';
export const LINE_ITEMS_ON_ROWS = '207000000004';
export const NO_ROWS = '207000000005';
export const MONTHS_ON_COLUMNS = '207000000006';
export const SAME_NAME = '207000000007';

const DIMENSIONS = ['GL Accounts', 'Departments', 'Time', 'Versions'];
const LINE = 'Line items';
const view = (id: string, name: string, rows: readonly string[], columns: readonly string[], pages: readonly string[], module = 'INP01 Budget') => ({ id, name, module, rows, columns, pages });
const exported = (id: string, name: string, more: object = {}) => ({ id, name, exportType: 'TABULAR_MULTI_COLUMN' as const, view: NO_PAGES, ...more });

export const BUDGET_TENANT = {
	...DEFAULT_TENANT,
	models: [{
		...FINANCE,
		id: '5C3D7A0B9E2F4D6183A4B5C6D7E8F901', name: 'Finance Hub', workspaceId: '8a868cd97f1c22d5018120c4d3e70b51', activeState: 'UNLOCKED' as const,
		time: { firstYear: 2026, lastYear: 2026, fiscalYear: 2026 },
		versions: [{ id: '107000000001', name: 'Actual', isActual: true }, { id: '107000000002', name: 'Budget' }],
		lists: [
			{ id: '101000000001', name: 'GL Accounts', items: ACCOUNTS }, { id: '101000000002', name: 'Departments', items: DEPARTMENTS },
			{ id: '101000000003', name: 'Empty list', items: [] },
		],
		modules: [
			{
				id: MODULE, name: 'INP01 Budget', dimensions: DIMENSIONS,
				lineItems: [{ name: 'Amount', format: 'NUMBER' as const }, { name: 'Approved', format: 'BOOLEAN' as const }, { name: 'Comment', format: 'TEXT' as const }],
			},
			{ id: '102000000032', name: 'INP02 Nothing', dimensions: ['Empty list'], lineItems: [{ name: 'Amount', format: 'NUMBER' as const }] },
			{
				id: '102000000033', name: 'INP03 Names', dimensions: ['Departments'],
				lineItems: [{ name: 'Departments', format: 'TEXT' as const }, { name: 'error', format: 'TEXT' as const }],
			},
		],
		views: [
			view(LINE_ITEMS_ON_COLUMNS, 'INP01 Budget.Approved', ['GL Accounts', 'Departments', 'Time'], [LINE], ['Versions']),
			view(NO_PAGES, "INP01 Budget.'All, flat'", DIMENSIONS, [LINE], []),
			view(TWO_ON_COLUMNS, 'INP01 Budget.Wide', ['GL Accounts', 'Departments'], ['Time', LINE], ['Versions']),
			view(LINE_ITEMS_ON_ROWS, 'INP01 Budget.Tall', ['GL Accounts', LINE, 'Departments'], ['Time'], ['Versions']),
			view(NO_ROWS, 'INP01 Budget.One line', [], [LINE], DIMENSIONS),
			view(MONTHS_ON_COLUMNS, 'INP01 Budget.Months', ['GL Accounts', 'Departments'], ['Time'], ['Versions', LINE]),
			view(SAME_NAME, 'INP03 Names.Odd', ['Departments'], [LINE], [], 'INP03 Names'),
		],
		exports: [
			exported('116000000005', 'Budget - Approved.csv'), exported('116000000006', 'Budget - single.csv', { exportType: 'TABULAR_SINGLE_COLUMN' }),
			exported('116000000007', 'Budget - grid.csv', { exportType: 'GRID_CURRENT_PAGE', view: MONTHS_ON_COLUMNS }),
			exported('116000000008', 'Budget - wide letters.txt', { encoding: 'UTF-16LE', separator: ';' }),
			exported('116000000009', 'Names - west.csv', { encoding: 'ISO-8859-1', separator: '\t', view: SAME_NAME }),
			exported('116000000010', 'Nothing.csv', { view: '102000000032' }),
		],
		imports: [], actions: [], processes: [], files: [{ id: '113000000001', name: 'Anything.csv', headerNames: ['Code', 'Name'], separator: ';' }],
	}],
};

interface Cell {
	readonly account: string;
	readonly department: string;
	readonly month: string;
	readonly version: string;
	readonly values: Readonly<Record<string, string | number | boolean>>;
}

const cell = (account: number, department: number, month: string, version: string, values: Cell['values']): Cell =>
	({ account: ACCOUNTS[account]?.code ?? '', department: DEPARTMENTS[department]?.code ?? '', month, version, values });

const CELLS: readonly Cell[] = [
	cell(0, 0, 'Jan 26', 'Budget', { Amount: 1200.5, Approved: true, Comment: 'said "yes", twice' }), cell(0, 0, 'Feb 26', 'Budget', { Amount: 0.1, Approved: false }),
	cell(1, 1, 'Jan 26', 'Budget', { Amount: -3, Comment: 'Ümlaut\nsecond line' }), cell(2, 0, 'Dec 26', 'Budget', { Amount: 98765432109876.25, Approved: true }),
	cell(0, 0, 'Jan 26', 'Actual', { Amount: 7 }), cell(1, 0, 'Mar 26', 'Actual', { Approved: true }),
];

/** What the model holds as records of one version, in no order. */
export const expectedRecords = (version: string): Array<Record<string, string>> => CELLS.filter((each) => each.version === version).map(({ account, department, month, values }) => ({
	'GL Accounts': ACCOUNTS.find(({ code }) => code === account)?.name ?? '', Departments: DEPARTMENTS.find(({ code }) => code === department)?.name ?? '', Time: month, Versions: version,
	Amount: String(values.Amount ?? 0), Approved: String(values.Approved ?? false), Comment: String(values.Comment ?? ''),
}));

const API = '/2/0/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901';

const tokenOf = async (url: string): Promise<string> => {
	const answer = await fetch(`${url}/token/authenticate`, { method: 'POST', headers: { authorization: `Basic ${Buffer.from('integration@example.com:anaplan-password').toString('base64')}` } });
	return ((await answer.json()) as { tokenInfo: { tokenValue: string } }).tokenInfo.tokenValue;
};

export const write = async (site: Site, module: string, cells: readonly object[]): Promise<void> => {
	const authorization = `AnaplanAuthToken ${await tokenOf(site.urls.anaplan)}`;
	const answer = await fetch(`${site.urls.anaplan}${API}/modules/${module}/data`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(cells) });
	const said = (await answer.json()) as { failures?: unknown };
	if (said.failures !== undefined || !answer.ok) throw new Error(JSON.stringify(said));
};

export const fillBudget = async (site: Site): Promise<void> => await write(site, MODULE, CELLS.flatMap(({ account, department, month, version, values }) => Object.entries(values).map(([lineItemName, value]) => ({
	lineItemName, value, dimensions: [
		{ dimensionName: 'GL Accounts', itemCode: account }, { dimensionName: 'Departments', itemCode: department },
		{ dimensionName: 'Time', itemName: month }, { dimensionName: 'Versions', itemName: version },
	],
}))));

export const fillNames = async (site: Site): Promise<void> => await write(site, '102000000033', [['Departments', 'München'], ['error', 'none']].map(([lineItemName, value]) => ({
	lineItemName, value, dimensions: [{ dimensionName: 'Departments', itemCode: 'D1' }],
})));

export const BUDGET = { page: [{ dimension: 'Versions', item: 'Budget' }] };
export const inModel = { workspace: byName('Finance'), model: byName('Finance Hub') };
