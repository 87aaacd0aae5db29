import { byName } from '../../examples/source/workflow-builder';
import { BUDGET, BUDGET_TENANT, expectedRecords, fillBudget, fillNames, LINE_ITEMS_ON_COLUMNS, LINE_ITEMS_ON_ROWS, MODULE, MONTHS_ON_COLUMNS, NO_PAGES, NO_ROWS, SAME_NAME, TWO_ON_COLUMNS } from './budget-model';
import { binaryText, errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

type Row = Record<string, string>;

const sorted = (rows: readonly object[]): object[] => [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const keyOf = (row: object): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

describe('Export View, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		site = await Site.open({ anaplan: { model: BUDGET_TENANT, switches: { readRequestMs: 20 } } });
		await fillBudget(site);
	});
	afterEach(async () => await site.close());

	const ask = async (parameters: Record<string, unknown>) => {
		const run = await site.run(workflowOf([anaplan('Ask', 'export', 'exportView', parameters)]));
		return { rows: outputOf(run, 'Ask').map(({ json }) => json as Row), item: outputOf(run, 'Ask')[0], error: errorOf(run, 'Ask'), hints: hintsOf(run, 'Ask') };
	};
	const read = async (how: string, view: string, more: Record<string, unknown> = {}) => await ask({ read: how, view: byName(view), pages: BUDGET, ...more });
	const VIEWS = [['line items on columns', LINE_ITEMS_ON_COLUMNS], ['two dimensions on columns', TWO_ON_COLUMNS], ['line items on rows', LINE_ITEMS_ON_ROWS], ['line items on pages', MONTHS_ON_COLUMNS]] as const;

	describe('one shape whatever the way', () => {
		it.each(VIEWS)('%s: directly as JSON, as CSV, as a large read, and by an export action', async (_what, view) => {
			const expected = sorted(expectedRecords('Budget'));
			expect(sorted((await read('direct', view)).rows)).toEqual(expected);
			expect(sorted((await read('direct', view, { options: { directForm: 'csv' } })).rows)).toEqual(expected);
			expect(sorted((await read('large', view)).rows)).toEqual(expected);
			expect(sorted((await read('large', view, { options: { largeForm: 'TABULAR_SINGLE_COLUMN' } })).rows)).toEqual(expected);
			for (const name of ['Budget - Approved.csv', 'Budget - single.csv', 'Budget - wide letters.txt']) {
				expect(sorted((await ask({ read: 'action', export: byName(name), pages: BUDGET })).rows)).toEqual(expected);
			}
		});

		it.each(VIEWS)('%s: one row per cell', async (_what, view) => {
			const cells = expectedRecords('Budget').flatMap(({ Amount = '', Approved = '', Comment = '', ...where }) =>
				Object.entries({ Amount, Approved, Comment }).filter(([, value]) => !['', '0', 'false'].includes(value)).map(([item, Value]) => ({ ...where, 'Line items': item, Value })));
			for (const how of ['direct', 'large']) expect(sorted((await read(how, view, { shape: 'cells' })).rows)).toEqual(sorted(cells));
			expect(sorted((await ask({ read: 'action', export: byName('116000000005'), pages: BUDGET, shape: 'cells' })).rows)).toEqual(sorted(cells));
		});

		it('reads all items of a page dimension that is not named', async () => {
			const expected = sorted([...expectedRecords('Actual'), ...expectedRecords('Budget')]);
			for (const how of ['direct', 'large']) expect(sorted((await read(how, LINE_ITEMS_ON_COLUMNS, { pages: {} })).rows)).toEqual(expected);
			expect((await read('auto', LINE_ITEMS_ON_COLUMNS, { pages: {} })).hints).toEqual(['INP01 Budget.Approved: 6 rows, read directly (2 pages).']);
			expect(sorted((await read('auto', NO_PAGES, { pages: {} })).rows)).toEqual(expected);
			expect(sorted((await ask({ read: 'action', export: byName('116000000005') })).rows)).toEqual(expected);
		});
	});

	it('gives the rows of the view as they stand, one field per column', async () => {
		const { rows } = await read('direct', MONTHS_ON_COLUMNS, { shape: 'rows', pages: { page: [...BUDGET.page, { dimension: '101999999999', item: 'Amount' }] } });
		expect(rows[0]).toMatchObject({ 'GL Accounts': 'Travel, hotel "A"', Departments: 'Sales; West', Versions: 'Budget', 'Line items': 'Amount', 'Jan 26': '1200.5', 'Feb 26': '0.1', 'Mar 26': '0' });
		const wide = await read('direct', TWO_ON_COLUMNS, { shape: 'rows' });
		expect(wide.rows[0]).toMatchObject({ 'Jan 26 / Amount': '1200.5', 'Jan 26 / Comment': 'said "yes", twice', 'Feb 26 / Amount': '0.1' });
	});

	it('keeps blank rows where they are wanted', async () => {
		expect((await read('direct', LINE_ITEMS_ON_COLUMNS, { options: { blankRows: 'keep' } })).rows).toHaveLength(4 * 2 * 12);
	});

	it('puts codes beside names', async () => {
		const { rows } = await read('direct', LINE_ITEMS_ON_COLUMNS, { options: { itemCodes: true } });
		expect(rows.find(({ Time }) => Time === 'Dec 26')).toEqual({
			'GL Accounts': '🚀 Growth\nfund', 'GL Accounts code': '007', Departments: 'Sales; West', 'Departments code': 'D1', Time: 'Dec 26', Versions: 'Budget',
			Amount: '98765432109876.25', Approved: 'true', Comment: '',
		});
		expect(sorted((await read('large', LINE_ITEMS_ON_COLUMNS, { options: { itemCodes: true } })).rows)).toEqual(sorted(rows));
	});

	it('goes on as a large read when the view is too large, and leaves none behind', async () => {
		await site.anaplan.post('switches', { cellsPerRead: 50, readRequestPageRows: 1, readRequestHeader: 'every' });
		const { rows, hints } = await read('auto', LINE_ITEMS_ON_COLUMNS, { pages: {} });
		expect(sorted(rows)).toEqual(sorted([...expectedRecords('Actual'), ...expectedRecords('Budget')]));
		expect(hints).toEqual(['INP01 Budget.Approved: 6 rows, read as a large read.']);
		const lines = JSON.stringify(await site.history('anaplan'));
		expect(lines.match(/"DELETE/g)).toHaveLength(1);
	});

	it('says what to do when the view is too large for a direct read', async () => {
		await site.anaplan.post('switches', { cellsPerRead: 50 });
		const { error } = await read('direct', LINE_ITEMS_ON_COLUMNS);
		expect(error?.message).toContain('View is too large to read');
		expect(error?.description).toContain('As a Large Read');
	});

	it('says which dimensions and items there are for a wrong page selector', async () => {
		const wrong = async (dimension: string, item: string) => (await read('direct', LINE_ITEMS_ON_COLUMNS, { pages: { page: [{ dimension, item }] } })).error;
		expect(await wrong('Scenario', 'Budget')).toMatchObject({ message: expect.stringContaining('Invalid page selector [Scenario]') as string, description: expect.stringContaining('20000000020 "Versions"') as string });
		expect(await wrong('Time', 'Jan 26')).toMatchObject({ message: expect.stringContaining('stands on the rows') as string });
		expect(await wrong('Versions', 'Plan')).toMatchObject({ description: expect.stringContaining('107000000002 "Budget"') as string });
		expect(await wrong('Versions', '')).toMatchObject({ message: expect.stringContaining('dimension or an item is empty') as string });
		const { error } = await ask({ read: 'action', export: byName('116000000005'), pages: { page: [{ dimension: 'Versions', item: 'Plan' }] } });
		expect(error).toMatchObject({ message: expect.stringContaining('Invalid page selector [Versions]') as string, description: expect.stringContaining('"Actual", "Budget"') as string });
	});

	it('tells an empty view from a wrong one', async () => {
		for (const how of ['direct', 'large']) {
			const { rows, error, hints } = await read(how, 'INP02 Nothing', { pages: {} });
			expect({ rows, error }).toEqual({ rows: [], error: undefined });
			expect(hints[0]).toContain('no row with a value');
		}
		expect((await read('direct', '207999999999')).error?.description).toContain(`${LINE_ITEMS_ON_COLUMNS} "INP01 Budget.Approved"`);
		expect((await read('direct', 'INP01 Budget.Aproved')).error?.description).toContain('INP01 Budget.Approved');
	});

	it('reads a view without rows', async () => {
		const at = (dimension: string, item: string) => ({ dimension, item });
		const { rows } = await read('direct', NO_ROWS, { pages: { page: [at('GL Accounts', 'Bücher & Büro'), at('Departments', 'R&D'), at('Time', 'Jan 26'), at('Versions', 'Budget')] } });
		expect(rows).toEqual([expect.objectContaining({ 'GL Accounts': 'Bücher & Büro', Departments: 'R&D', Amount: '-3', Comment: 'Ümlaut\nsecond line' })]);
	});

	it('keeps a line item apart that bears the name of a dimension, or one that n8n takes for a failure', async () => {
		await fillNames(site);
		const expected = [{ Departments: 'Sales; West', 'Departments (value)': 'München', 'error (value)': 'none' }];
		for (const how of ['direct', 'large']) expect((await read(how, SAME_NAME, { pages: {} })).rows).toEqual(expected);
		expect((await ask({ read: 'action', export: byName('Names - west.csv') })).rows).toEqual(expected);
	});

	it('writes the same rows into a CSV file', async () => {
		const { item, hints } = await read('direct', LINE_ITEMS_ON_COLUMNS, { output: 'file' });
		expect(item?.json).toEqual({
			view: { id: LINE_ITEMS_ON_COLUMNS, name: 'INP01 Budget.Approved' }, readAs: 'direct', rows: 4, fileName: 'INP01 Budget.Approved.csv',
			columns: ['GL Accounts', 'Departments', 'Time', 'Versions', 'Amount', 'Approved', 'Comment'],
		});
		expect(await binaryText(item, 'data')).toBe([
			'GL Accounts,Departments,Time,Versions,Amount,Approved,Comment', '"Travel, hotel ""A""",Sales; West,Jan 26,Budget,1200.5,true,"said ""yes"", twice"',
			'"Travel, hotel ""A""",Sales; West,Feb 26,Budget,0.1,false,', 'Bücher & Büro,R&D,Jan 26,Budget,-3,false,"Ümlaut\nsecond line"',
			'"🚀 Growth\nfund",Sales; West,Dec 26,Budget,98765432109876.25,true,', '',
		].join('\n'));
		expect(hints).toEqual(['INP01 Budget.Approved: 4 rows, read directly, in INP01 Budget.Approved.csv.']);
	});

	it('a large read that fails is an error and is deleted', async () => {
		await site.anaplan.post('switches', { readRequestFails: true });
		const { error, rows } = await read('large', LINE_ITEMS_ON_COLUMNS);
		expect(error?.message).toContain('ended without success');
		expect(rows).toEqual([]);
		expect(JSON.stringify(await site.history('anaplan'))).toMatch(/"DELETE/);
	});

	it('goes on when the token dies between two pages', async () => {
		await site.anaplan.post('switches', { readRequestPageRows: 1 });
		await site.anaplan.post('faults', { kind: 'answer', match: '^GET .*/readRequests/.*/pages/1', times: 1, status: 401, body: '{}' });
		expect(sorted((await read('large', LINE_ITEMS_ON_COLUMNS)).rows)).toEqual(sorted(expectedRecords('Budget')));
	});

	it('takes CSV where a tenant insists on the escaped form', async () => {
		await site.anaplan.post('switches', { requireEscapedAccept: true });
		expect(sorted((await read('direct', LINE_ITEMS_ON_COLUMNS, { options: { directForm: 'csv' } })).rows)).toEqual(sorted(expectedRecords('Budget')));
	});

	it('refuses a grid export, whose columns do not tell the dimensions, before it runs', async () => {
		const { error } = await ask({ read: 'action', export: byName('Budget - grid.csv') });
		expect(error?.message).toContain('laid out as GRID_CURRENT_PAGE');
		expect(await site.effects('anaplan')).not.toContain('export-written');
	});

	it('reads by an id the model knows as the default view of a module', async () => {
		expect((await read('auto', MODULE, { pages: { page: [...BUDGET.page, { dimension: 'Line items', item: 'Comment' }] } })).rows.map(({ Comment }) => Comment)).toEqual(['said "yes", twice', 'Ümlaut\nsecond line']);
	});
});
