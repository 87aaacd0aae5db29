import { byName } from '../../examples/source/workflow-builder';
import type { TenantDefinition } from '../../simulators/anaplan';
import { recordsBehind } from '../../nodes/shared/data/record-lookup';
import { originOf } from '../../nodes/shared/data/origin';
import { ACCOUNTS, BUDGET, BUDGET_TENANT, fillBudget } from './budget-model';
import { binaryText, errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { Desk, POST } from './journal-desk';
import { Site, type Supplied } from './site';
import { anaplan, field, mapping, TARGET, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const TYPES: Readonly<Record<string, string>> = { '6100': 'Expense', '6200': 'Revenue', '007': 'Liability' };

/** The budget model with account types, a total without a code, and a numbered list. */
const TENANT: TenantDefinition = {
	...BUDGET_TENANT,
	models: BUDGET_TENANT.models.map((model) => ({
		...model,
		lists: [
			{
				id: '101000000001', name: 'GL Accounts', properties: [{ name: 'Account type', format: 'TEXT' }, { name: 'ERP account', format: 'TEXT' }],
				items: [
					...ACCOUNTS.map((item) => ({ ...item, properties: { 'Account type': TYPES[item.code] ?? '', 'ERP account': `${item.code}-00` } })),
					{ name: 'All accounts' },
				],
			},
			...model.lists.slice(1),
			{ id: '101000000009', name: 'Projects', numbered: true, items: [{ name: '#1', code: 'P-1' }, { name: '#2', code: 'P-2' }, { name: '#3', code: 'P-3' }] },
		],
	})),
};

const inList = (list: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ transform: 'lookup', lookupFrom: 'list', lookupList: list, whenEmpty: 'reject', ...more });
const AMOUNT = field('Amount', 'Amount', { transform: 'amount' });
const LINES = [
	field('Account', 'GL Accounts', inList('GL Accounts')), field('Subaccount', 'Departments', inList('Departments')),
	{ column: 'Branch', from: 'constant', constant: 'MAIN' }, field('Date', 'Time', { transform: 'date' }), field('Period', 'Time', { transform: 'period' }), AMOUNT,
	{ column: 'Description', from: 'join', joinFields: 'GL Accounts, Time', joinWith: ', ' },
];
const KEY = 'GL Accounts, Departments, Time';
const TRAVEL = 'Travel, hotel "A"';

const row = (account: string, time: string, amount: string, department = 'R&D'): Supplied => ({ json: { 'GL Accounts': account, Departments: department, Time: time, Versions: 'Budget', Amount: amount } });
const supply = { name: 'Rows', type: 'supply' } as const;
const journal = (columns: readonly Record<string, unknown>[], parameters: Record<string, unknown>): Step => mapping('Map', columns, { operation: 'mapToJournal', ...parameters });

interface Source {
	readonly key: string;
	readonly keys?: readonly string[];
	readonly record?: object;
}

describe('Map to Journal Lines, through n8n\'s own engine', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open({ anaplan: { model: TENANT } });
		await fillBudget(site);
	});
	afterAll(async () => await site.close());

	const run = async (steps: readonly Step[]) => {
		const done = await site.run(workflowOf(steps));
		const items = outputOf(done, 'Map');
		return {
			items, lines: items.map(({ json: { _source, ...line } }) => line), sources: items.map(({ json }) => json._source as unknown as Source),
			rejected: outputOf(done, 'Map', 1).map(({ json }) => json), preview: outputOf(done, 'Map', 2).map(({ json }) => json), error: errorOf(done, 'Map'), hints: hintsOf(done, 'Map'),
		};
	};
	const map = async (rows: readonly Supplied[], columns: readonly Record<string, unknown>[], parameters: Record<string, unknown> = {}) => {
		site.supply('Rows', rows);
		return await run([supply, journal(columns, parameters)]);
	};
	const accounts = async (name: string, more: Record<string, unknown> = {}) => await map([row(name, 'Jan 26', '1')], [field('Account', 'GL Accounts', inList('GL Accounts', more))], TARGET);
	const requests = async (since: number): Promise<string[]> => (await site.history('anaplan', since)).flatMap(({ kind, path }) => (kind === 'request' && path ? [path] : []));

	it('makes lines out of an exported view: codes for names, the last day for a month, the period of the ERP', async () => {
		const { lines, sources, rejected, hints } = await run([
			anaplan('Export', 'export', 'exportView', { read: 'direct', view: byName('INP01 Budget.Approved'), pages: BUDGET }),
			journal(LINES, { ...TARGET, rowKey: KEY }),
		]);
		const line = (Account: string, Subaccount: string, Date: string, Period: string, Amount: string, name: string, department: string, month: string) => ({
			Account, Subaccount, Branch: 'MAIN', Date, Period, Amount, Description: `${name}, ${month}`, 'Row Key': `${name} / ${department} / ${month}`,
		});
		expect(lines).toHaveLength(4);
		expect(lines).toEqual(expect.arrayContaining([
			line('6100', 'D1', '2026-01-31', '012026', '1200.5', TRAVEL, 'Sales; West', 'Jan 26'), line('6100', 'D1', '2026-02-28', '022026', '0.1', TRAVEL, 'Sales; West', 'Feb 26'),
			line('6200', 'D2', '2026-01-31', '012026', '-3', 'Bücher & Büro', 'R&D', 'Jan 26'), line('007', 'D1', '2026-12-31', '122026', '98765432109876.25', '🚀 Growth\nfund', 'Sales; West', 'Dec 26'),
		]));
		expect(rejected).toEqual([]);
		expect(sources.find(({ key }) => key === 'Bücher & Büro / R&D / Jan 26')).toEqual({
			stream: 'Anaplan', key: 'Bücher & Büro / R&D / Jan 26', stamp: '', batch: '',
			record: { 'GL Accounts': 'Bücher & Büro', Departments: 'R&D', Time: 'Jan 26', Versions: 'Budget', Amount: '-3', Approved: 'false', Comment: 'Ümlaut\nsecond line' },
		});
		expect(hints).toEqual(['4 records: 4 rows mapped, 0 rejected.']);
	});

	it('asks Anaplan for nothing unless a lookup does', async () => {
		const mark = await site.mark('anaplan');
		const table = { [TRAVEL]: '6100' };
		const { lines } = await map([row(TRAVEL, 'Jan 26', '0')], [field('Account', 'GL Accounts', { transform: 'lookup', lookupTable: `={{ ${JSON.stringify(JSON.stringify(table))} }}` }), AMOUNT]);
		expect(lines).toEqual([{ Account: '6100', Amount: '0' }]);
		expect(await requests(mark)).toEqual([]);
	});

	it('reads a list once, however many columns look into it', async () => {
		const mark = await site.mark('anaplan');
		const columns = [
			field('Account', 'GL Accounts', inList('GL Accounts')), field('Alias', 'GL Accounts', inList('GL Accounts', { lookupGives: 'property', lookupProperty: 'ERP account' })),
			field('Amount', 'Amount', { transform: 'amount', sign: 'byList', signField: 'GL Accounts', signList: 'GL Accounts', signProperty: 'Account type', signValues: 'Revenue, Liability' }),
		];
		const { lines } = await map([row(TRAVEL, 'Jan 26', '1.50'), row('Bücher & Büro', 'Jan 26', '1.50'), row('🚀 Growth\nfund', 'Jan 26', '-0.00')], columns, TARGET);
		expect(lines).toEqual([{ Account: '6100', Alias: '6100-00', Amount: '1.50' }, { Account: '6200', Alias: '6200-00', Amount: '-1.50' }, { Account: '007', Alias: '007-00', Amount: '0.00' }]);
		expect((await requests(mark)).filter((path) => path.includes('/items'))).toHaveLength(1);
	});

	it('rejects members that are unknown or have no code by name, with the exported row', async () => {
		const { lines, rejected } = await map([row('Travell', 'Jan 26', '1'), row('All accounts', 'Jan 26', '2'), row(TRAVEL, 'Jan 26', '3')], LINES, { ...TARGET, rowKey: KEY });
		expect(lines.map(({ Amount }) => Amount)).toEqual(['3']);
		expect(rejected.map(({ reasons }) => reasons)).toEqual([['column "Account": "Travell" is not a member of list "GL Accounts"'], ['column "Account": "All accounts" of list "GL Accounts" has no code']]);
		expect(rejected[0]).toEqual({
			_rejected: 1, stage: 'mapping', reasons: expect.any(Array) as unknown, record: row('Travell', 'Jan 26', '1').json,
			_source: { stream: 'Anaplan', key: 'Travell / R&D / Jan 26', stamp: '', batch: '' },
		});
		expect((await accounts('All accounts', { otherwise: 'use', otherwiseUse: '0000' })).lines).toEqual([{ Account: '0000' }]);
		expect((await accounts('6100', { lookupBy: 'code', lookupGives: 'name' })).lines).toEqual([{ Account: TRAVEL }]);
	});

	it('finds members of a numbered list by what is shown of them, and rejects what is shown of two', async () => {
		const items = [['P-1', 'Harbour'], ['P-2', 'Harbour'], ['P-3', 'Bridge']];
		const stored = await map([row('#3', 'Jan 26', '1')], [field('Project', 'GL Accounts', inList('Projects'))], TARGET);
		expect(stored.lines).toEqual([{ Project: 'P-3' }]);
		const ids = (await site.anaplan.get<Array<{ id: string; code: string }>>('list?id=101000000009')).map(({ id, code }) => [code, id] as const);
		const body = JSON.stringify({ items: items.map(([code = '', name]) => ({ id: new Map(ids).get(code), name, code })) });
		await site.anaplan.post('faults', { kind: 'answer', match: '^GET .*/dimensions/101000000009/items', times: 1, status: 200, headers: { 'content-type': 'application/json' }, body });
		const { lines, rejected } = await map([row('Bridge', 'Jan 26', '1'), row('Harbour', 'Jan 26', '1')], [field('Project', 'GL Accounts', inList('Projects'))], TARGET);
		expect(lines).toEqual([{ Project: 'P-3' }]);
		expect(rejected[0]?.reasons).toEqual(['column "Project": "Harbour" stands for 2 members of list "Projects": one with code "P-1", one with code "P-2"']);
	});

	it('says which lists and properties there are', async () => {
		expect((await accounts(TRAVEL, { lookupGives: 'property', lookupProperty: 'Acount type' })).error).toMatchObject({ message: 'List "GL Accounts" has no property "Acount type"', description: 'It has "Account type", "ERP account".' });
		expect((await accounts(TRAVEL, { lookupList: 'Accounts' })).error).toMatchObject({ description: expect.stringContaining('"GL Accounts"') as string });
		expect((await map([row(TRAVEL, 'Jan 26', '1')], LINES)).error?.message).toBe('No workspace or model was chosen');
	});

	it('turns signs by the codes of a column, and rounds only where it is told to', async () => {
		const columns = (more: Record<string, unknown>) => [field('Account', 'GL Accounts'), field('Amount', 'Amount', { transform: 'amount', sign: 'byColumn', signColumn: 'Account', signCodes: '4*, 2000..2999', ...more })];
		const rows = [row('4000', 'Jan 26', '0.005'), row('2000', 'Jan 26', '1'), row('6000', 'Jan 26', '2.5')];
		expect((await map(rows, columns({}))).lines.map(({ Amount }) => Amount)).toEqual(['-0.005', '-1', '2.5']);
		expect((await map(rows, columns({ decimals: 'round' }))).lines.map(({ Amount }) => Amount)).toEqual(['-0.01', '-1.00', '2.50']);
		const exact = await map(rows, columns({ decimals: 'refuse' }));
		expect([exact.lines.map(({ Amount }) => Amount), exact.rejected.map(({ reasons }) => reasons)]).toEqual([['-1.00', '2.50'], [['column "Amount": -0.005 has more than 2 decimals']]]);
	});

	it('joins other columns after their own transform', async () => {
		const columns = [{ column: 'Subaccount', from: 'columns', joinColumns: 'Department, Kind', joinWith: '-' }, field('Department', 'Departments', inList('Departments')), { column: 'Kind', from: 'constant', constant: '00' }];
		expect((await map([row(TRAVEL, 'Jan 26', '1')], columns, TARGET)).lines).toEqual([{ Subaccount: 'D2-00', Department: 'D2', Kind: '00' }]);
	});

	describe('rows of one key', () => {
		const SUM = { duplicates: 'sum', keyColumns: 'Account, Period', sumColumns: 'Amount', rowKey: KEY };
		const columns = [field('Account', 'GL Accounts'), field('Period', 'Time', { transform: 'period' }), AMOUNT];

		it('are added up exactly, keep the same key in every run, and lead back to every exported row', async () => {
			const rows = [row('6100', 'Jan 26', '0.1', 'Sales'), row('6100', 'Jan 26', '0.2', 'R&D'), row('6200', 'Jan 26', '0', 'R&D')];
			const { lines, sources, items } = await map(rows, columns, SUM);
			expect(lines).toEqual([{ Account: '6100', Period: '012026', Amount: '0.3', 'Row Key': '6100 / 012026' }, { Account: '6200', Period: '012026', Amount: '0', 'Row Key': '6200 / 012026' }]);
			expect(sources[0]).toMatchObject({ keys: ['6100 / Sales / Jan 26', '6100 / R&D / Jan 26'], record: { records: rows.slice(0, 2).map(({ json }) => json) } });
			expect(items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
			expect((await map(rows.slice(1), columns, SUM)).lines[0]).toEqual({ Account: '6100', Period: '012026', Amount: '0.2', 'Row Key': '6100 / 012026' });
		});

		it('are not added up when the same exported row came twice, from items or from a file', async () => {
			const twice = [row('6100', 'Jan 26', '0.1'), row('6100', 'Jan 26', '0.1')];
			expect((await map(twice, columns, SUM)).error).toMatchObject({ message: 'The record 6100 / R&D / Jan 26 came in more than once and would be added up twice', description: expect.stringContaining('"Row Key"') as string });
			const file = 'GL Accounts,Departments,Time,Amount\n6100,R&D,Jan 26,0.1\n6100,R&D,Jan 26,0.1\n';
			expect((await map([{ files: { data: file } }], columns, SUM)).error?.message).toContain('came in more than once');
			expect((await map(twice, columns, { rowKey: KEY })).lines.map((line) => line['Row Key'])).toEqual(['6100 / R&D / Jan 26', '6100 / R&D / Jan 26']);
		});

		it('without a row key are told apart by their place', async () => {
			const { sources, lines } = await map([row('6100', 'Jan 26', '1'), row('6100', 'Jan 26', '2')], columns);
			expect(sources.map(({ key }) => key)).toEqual(['(item 1)', '(item 2)']);
			expect(Object.keys(lines[0] ?? {})).toEqual(['Account', 'Period', 'Amount']);
		});

		it('a row that lacks a field of its key is rejected', async () => {
			expect((await map([row('6100', 'Jan 26', '1')], columns, { rowKey: 'GL Accounts, Scenario' })).rejected[0]?.reasons).toEqual(['column "Row Key": the record has no field "Scenario"']);
		});
	});

	describe('files', () => {
		const file: Supplied = { files: { data: 'GL Accounts,Time,Amount\n6100,Jan 26,1.50\n6100,Foo,2\n"a,b",Feb 28,3\n' } };
		const columns = [field('Account', 'GL Accounts'), field('Date', 'Time', { transform: 'date' }), AMOUNT];

		it('in and out: a file of lines, and beside it which exported row each came from', async () => {
			const { items, rejected } = await map([file], columns, { rowKey: 'GL Accounts, Time', output: 'file' });
			expect(await binaryText(items[0], 'data')).toBe('Account,Date,Amount,Row Key\n6100,2026-01-31,1.50,6100 / Jan 26\n"a,b",2028-02-29,3,"a,b / Feb 28"\n');
			expect(items[0]?.binary?.data?.fileName).toBe('journal-lines.csv');
			expect((await binaryText(items[0], 'lineage')).trim().split('\n').slice(1)).toEqual(['2,6100 / Jan 26,,,Anaplan', '3,"a,b / Feb 28",,,Anaplan']);
			expect(rejected).toEqual([expect.objectContaining({ record: { 'GL Accounts': '6100', Time: 'Foo', Amount: '2' }, _source: expect.objectContaining({ key: '6100 / Foo' }) as object })]);
		});

		it('in and items out: every line brings its exported row along', async () => {
			const { sources } = await map([file], columns);
			expect(sources.map(({ key, record }) => [key, record])).toEqual([['line 2', { 'GL Accounts': '6100', Time: 'Jan 26', Amount: '1.50' }], ['line 4', { 'GL Accounts': 'a,b', Time: 'Feb 28', Amount: '3' }]]);
		});
	});

	it('whoever rejects a line finds the exported row behind it, one or several', async () => {
		const columns = [field('Account', 'GL Accounts'), AMOUNT];
		const rows = [row('6100', 'Jan 26', '1'), row('6100', 'Feb 26', '2'), row('6200', 'Feb 26', '3')];
		const { items } = await map(rows, columns, { duplicates: 'sum', keyColumns: 'Account', sumColumns: 'Amount' });
		const origins = items.map(({ json }) => originOf(json)).filter((origin) => origin !== undefined);
		const records = await recordsBehind({ helpers: {} as never }, [], origins);
		expect(origins.map((origin) => records.of(origin))).toEqual([{ records: [rows[0]?.json, rows[1]?.json] }, rows[2]?.json]);
	});

	it('a line that Create Journal Entry rejects leaves it with the exported row', async () => {
		const rows = [row('6100', 'Jan 26', '1.234'), row('6200', 'Jan 26', '-1.234')];
		const { items } = await map(rows, [field('Account', 'GL Accounts'), field('Period', 'Time', { transform: 'period' }), AMOUNT], { rowKey: KEY });
		const posted = await new Desk().run(items.map(({ json }) => ({ json })), { keyColumns: 'Row Key' });
		const rejected = outputOf(posted, POST, 1).map(({ json }) => json);
		expect(rejected.map(({ key, record, _source }) => ({ key, record, _source }))).toEqual(rows.map(({ json }) => {
			const key = `${String(json?.['GL Accounts'])} / R&D / Jan 26`;
			return { key, record: json, _source: { stream: 'Anaplan', key, stamp: '', batch: '' } };
		}));
	});

	it('Preview Journal Lines shows both sides and hands nothing on', async () => {
		const { items, rejected, preview, hints } = await map([row(TRAVEL, 'Feb 28', '1'), row('Nobody', 'Jan 26', '1')], LINES, { ...TARGET, operation: 'previewJournal', rowKey: KEY });
		expect([items, rejected]).toEqual([[], []]);
		expect(preview).toEqual([
			{
				key: `${TRAVEL} / R&D / Feb 28`, becomes: 'mapped', reasons: [], source: row(TRAVEL, 'Feb 28', '1').json,
				target: { Account: '6100', Subaccount: 'D2', Branch: 'MAIN', Date: '2028-02-29', Period: '022028', Amount: '1', Description: `${TRAVEL}, Feb 28`, 'Row Key': `${TRAVEL} / R&D / Feb 28` },
			},
			expect.objectContaining({ becomes: 'rejected', target: null, reasons: ['column "Account": "Nobody" is not a member of list "GL Accounts"'] }),
		]);
		expect(hints).toEqual([expect.stringContaining('Nothing was moved.')]);
	});

	it('says what a journal line needs when there are no columns', async () => {
		expect((await map([row('6100', 'Jan 26', '1')], [])).error).toMatchObject({ message: 'The mapping has no columns', description: expect.stringContaining('Account, Date, Amount') as string });
	});
});
