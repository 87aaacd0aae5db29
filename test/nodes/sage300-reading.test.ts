import { byName } from '../../examples/source/workflow-builder';
import { askSage300, requestsSince } from './sage300-asking';
import type { Asking } from './asking';
import { binaryText } from './engine/run-workflow';
import { Site } from './site';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const of = (name: string): { apiResource: ReturnType<typeof byName> } => ({ apiResource: byName(name) });
const ACCOUNTS = of('GLAccounts');
const VENDORS = of('APVendors');
const LINES = of('GLPostedTransactions');
const when = (...condition: Array<readonly [field: string, operator: string, value: string]>) =>
	({ conditions: { condition: condition.map(([field, operator, value]) => ({ field, operator, value })) } });

describe('records of the Sage 300 node, through n8n\'s own engine', () => {
	let site: Site;
	const record = async (operation: string, parameters: Record<string, unknown>, more?: Asking) => await askSage300(site, 'record', operation, parameters, more);
	const many = async (parameters: Record<string, unknown>) => await record('getMany', { returnAll: true, ...parameters });
	const keys = async (parameters: Record<string, unknown>, key: string): Promise<unknown[]> => {
		const { json, told } = await many(parameters);
		return told ? [told] : json.map((fields) => fields[key]);
	};

	beforeAll(async () => {
		site = await Site.open({ sage300: {} });
	});
	afterEach(async () => await site.sage300.post('switches', { metadata: 'odata4', envelope: 'odata4', dateForm: 'Z', pageSize: 100, fiscalSetNames: 'catalogue' }));
	afterAll(async () => await site.close());

	describe('Endpoint: Get Many', () => {
		const endpoints = async (modules = '') => await askSage300(site, 'endpoint', 'getMany', { modules });

		it('lists the resources of the usual modules, with keys and how changes are found', async () => {
			const { json, hints } = await endpoints();
			const of = new Map(json.map(({ id, ...rest }) => [id, rest]));
			expect([...new Set(json.map(({ module }) => module))]).toEqual(['GL', 'AP', 'PO', 'IC', 'CS']);
			expect(of.get('GLPostedTransactions')).toMatchObject({ module: 'GL', name: expect.stringContaining('Ledger Line') as string, changesGoBy: 'posting sequence' });
			expect(of.get('APPaymentAndAdjustmentBatches')).toEqual({ module: 'AP', name: 'APPaymentAndAdjustmentBatches', keys: ['BatchSelector', 'BatchNumber'], changesGoBy: 'read whole' });
			expect([of.get('ICItems')?.module, of.get('CSFiscalCalendars')?.keys, of.get('APVendors')?.changesGoBy]).toEqual(['IC', ['FiscalYear'], 'day of edit']);
			expect(hints).toEqual([]);
		});

		it('leaves out modules that are not there, and says so; a wrong name is an error', async () => {
			const { json, hints } = await endpoints('ic, QQ');
			expect([...new Set(json.map(({ module }) => module))]).toEqual(['IC']);
			expect(hints.join()).toContain('Nothing is shown of QQ');
			expect((await endpoints('GLAccounts')).told).toContain('"GLAccounts" is no module');
		});
	});

	describe('items and the fiscal calendar', () => {
		it('are read by name with their fields, whatever the release calls them', async () => {
			const items = await many({ ...of('ICItems'), fieldChoice: 'chosen', fields: ['Description', 'StockingUnitOfMeasure'] });
			expect(items.json.find(({ ItemNumber }) => ItemNumber === 'PULP-01')).toEqual({ ItemNumber: 'PULP-01', Description: expect.stringContaining('Pulp') as string, StockingUnitOfMeasure: 'TON' });
			expect(items.json.every(({ ItemNumber }) => ItemNumber !== '')).toBe(true);
			const years = await many({ ...of('CSFiscalCalendars'), ...when(['FiscalYear', 'equalto', '2026']) });
			expect(years.json).toEqual([expect.objectContaining({ FiscalYear: '2026', NumFiscalPeriods: '12', FiscalPeriod1StartDate: expect.stringContaining('2026-01-01') as string, FiscalPeriod12EndDate: expect.stringContaining('2026-12-31') as string })]);
		});

		it.each([['ICItems', 'ItemNumber'], ['CSFiscalCalendars', 'FiscalYear']])('%s: changes are found by reading it whole', async (resource, field) => {
			const { json } = await record('getChanges', { ...of(resource), fieldChoice: 'planning' });
			expect(json.length).toBeGreaterThan(0);
			expect(json[0]).toMatchObject({ [field]: expect.stringMatching(/./) as string, _source: { stream: expect.stringContaining(`/${resource}/whole`) as string, key: expect.stringMatching(/./) as string } });
		});
	});

	describe('Get Many', () => {
		it('returns records up to the limit, every value as text', async () => {
			const { json } = await record('getMany', { ...ACCOUNTS, limit: 2 });
			expect(json.map(({ UnformattedAccount }) => UnformattedAccount)).toEqual(['10100', '10200']);
			for (const value of Object.values(json[0] ?? {})) expect(typeof value).toBe('string');
		});

		it('returns all pages, letters of all languages untouched', async () => {
			const { json } = await many(ACCOUNTS);
			expect(json.length).toBeGreaterThan(200);
			expect(new Set(json.map(({ UnformattedAccount }) => UnformattedAccount)).size).toBe(json.length);
			expect(json.map(({ Description }) => Description)).toEqual(expect.arrayContaining(['Scrap 🗑 & rework / Überwachung']));
		});

		it('filters by all conditions', async () => {
			expect(await keys({ ...ACCOUNTS, ...when(['Status', 'equalto', 'Inactive']) }, 'UnformattedAccount')).toEqual(['59000']);
			expect(await keys({ ...ACCOUNTS, ...when(['UnformattedAccount', 'in', '10100, 11000']) }, 'UnformattedAccount')).toEqual(['10100', '11000']);
			expect(await keys({ ...ACCOUNTS, ...when(['UnformattedAccount', 'startswith', '62000D10'], ['UnformattedAccount', 'endswith', 'US']) }, 'UnformattedAccount')).toEqual(['62000D10US']);
			expect(await keys({ ...ACCOUNTS, ...when(['Description', 'contains', 'Project 7']) }, 'UnformattedAccount')).toEqual(['65020D30EUP7']);
			expect(await keys({ ...ACCOUNTS, ...when(['UnformattedAccount', 'lessthan', '11000'], ['UnformattedAccount', 'notin', '10100']) }, 'UnformattedAccount')).toEqual(['10200']);
		});

		it('a condition has the type of its field, whatever its letter case', async () => {
			expect((await keys({ ...LINES, ...when(['postingsequencenumber', 'greaterthanorequalto', '7']) }, 'AccountNumber')).length).toBe(4);
			expect((await many({ ...LINES, ...when(['PostingSequenceNumber', 'equalto', 'seven']) })).told).toContain('"seven" is not a number');
		});

		it('refuses a condition on a field that is not there, or of lines, before anything is read', async () => {
			expect((await many({ ...ACCOUNTS, ...when(['Colour', 'equalto', 'x']) })).told).toContain('GLAccounts has no field "Colour"');
			const before = await site.mark('sage300');
			expect((await many({ ...of('POPurchaseOrders'), ...when(['PurchaseOrderLines/ItemNumber', 'equalto', 'x']) })).told).toContain('field of lines');
			expect((await requestsSince(site, before)).filter((line) => line.includes('/POPurchaseOrders'))).toEqual([]);
		});

		it('an own filter holds beside the conditions, and cannot end them', async () => {
			const own = { options: { ownFilter: "Status eq 'Inactive' or UnformattedAccount eq '10100'" } };
			expect(await keys({ ...ACCOUNTS, ...own, ...when(['UnformattedAccount', 'greaterthan', '2']) }, 'UnformattedAccount')).toEqual(['59000']);
			expect((await many({ ...ACCOUNTS, options: { ownFilter: "Status eq 'Active') or (true" } })).told).toContain('is not closed');
		});

		it('document dates are a filter, on the field that the resource has for them', async () => {
			const dates = await keys({ ...LINES, options: { documentDateFrom: '2026-01-28', documentDateTo: '2026-01-31' } }, 'JournalDate');
			expect([...new Set(dates)].sort()).toEqual(['2026-01-28', '2026-01-31'].map((day) => expect.stringContaining(day) as string));
			expect((await many({ ...ACCOUNTS, options: { documentDateFrom: '2026-01-28' } })).told).toContain('which field of GLAccounts is the document date');
			expect((await many({ ...LINES, options: { documentDateFrom: 'last week' } })).told).toContain('is no day');
		});

		it('leaves out what is finished where that is wanted', async () => {
			expect(new Set(await keys({ ...of('GLJournalBatches'), options: { openOnly: true } }, 'Status'))).toEqual(new Set(['Open', 'ReadyToPost']));
		});

		it('returns chosen fields and the key, or all fields', async () => {
			expect((await record('getMany', { ...ACCOUNTS, limit: 1, fieldChoice: 'chosen', fields: ['Description'] })).json).toEqual([{ UnformattedAccount: '10100', Description: 'Operating bank' }]);
			expect((await many({ ...ACCOUNTS, fieldChoice: 'chosen', fields: ['Decription'] })).told).toMatch(/no field "Decription".*\n.*Description/s);
			expect(Object.keys((await record('getMany', { ...ACCOUNTS, limit: 1, fieldChoice: 'all' })).json[0] ?? {}).length).toBeGreaterThan(30);
		});

		it('reads lines with the fields of their header, or headers alone', async () => {
			const lines = await many(of('POPurchaseOrders'));
			expect(Object.keys(lines.json[0] ?? {})).toEqual(expect.arrayContaining(['PurchaseOrderNumber', 'PurchaseOrderLines/LineNumber', 'PurchaseOrderLines/QuantityOutstanding']));
			const headers = await many({ ...of('POPurchaseOrders'), detail: 'none' });
			expect(Object.keys(headers.json[0] ?? {}).filter((name) => name.includes('/'))).toEqual([]);
			expect(headers.json.map(({ PurchaseOrderNumber }) => PurchaseOrderNumber)).toEqual([...new Set(lines.json.map(({ PurchaseOrderNumber }) => PurchaseOrderNumber))]);
		});

		it('writes a file with the same columns and rows', async () => {
			const { items } = await record('getMany', { ...VENDORS, returnAll: true, output: 'file' });
			const [header = '', ...rows] = (await binaryText(items[0], 'data')).trim().split(/\r?\n/);
			expect(header).toMatch(/^_key,_stamp,VendorNumber,/);
			expect(rows).toHaveLength((await many(VENDORS)).json.length);
		});

		it('follows no host that a link names, and reads the older generation as well', async () => {
			const wanted = await keys(ACCOUNTS, 'UnformattedAccount');
			await site.sage300.post('switches', { nextLinkHost: 'http://sage-internal.example', metadata: 'odata4', envelope: 'odata3', pageSize: 30 });
			expect(await keys(ACCOUNTS, 'UnformattedAccount')).toEqual(wanted);
			await site.sage300.post('switches', { nextLinkHost: '' });
		});

		it('names a resource that the server has not, with those that sound like it', async () => {
			expect((await many(of('GLAcounts'))).told).toContain('GLAccounts');
			expect((await many(of('GLAccounts/../GLAccounts'))).told).toContain('is not the name of a resource');
		});

		it('tells that the user lacks the right of the module', async () => {
			Object.assign(site.credentials.sage300Api ?? {}, { user: 'LEDGER', password: 'ledger-secret' });
			expect((await many(VENDORS)).told).toMatch(/Sage 300 Web API.*security group/s);
			Object.assign(site.credentials.sage300Api ?? {}, { user: 'planner', password: 'Planner-Secret' });
		});
	});

	describe('Get and Get Fields', () => {
		it('one record by its key, with its lines, numbers as text', async () => {
			const { json } = await record('get', { ...of('GLJournalBatches'), recordKey: '000002' });
			expect(json).toMatchObject([{ BatchNumber: '000002', Description: 'Sales January', JournalHeaders: [{ JournalDetails: [{ Amount: '4210.00' }, { Amount: '-4210.00' }] }] }]);
		});

		it('a record by a key of several parts, and one that is not there', async () => {
			expect((await record('get', { ...of('APPaymentAndAdjustmentBatches'), recordKey: 'AD' })).told).toContain('BatchSelector/BatchNumber');
			expect((await record('get', { ...of('GLJournalBatches'), recordKey: '000999' })).told).toContain('there is no GLJournalBatches 000999');
		});

		it('fields with their kind, key and texts', async () => {
			const { json } = await record('getFields', of('GLJournalBatches'));
			expect(json).toEqual(expect.arrayContaining([
				{ id: 'BatchNumber', type: 'text', detail: '', key: true, texts: [] },
				{ id: 'JournalHeaders/JournalDetails/Amount', type: 'number', detail: 'JournalHeaders/JournalDetails', key: false, texts: [] },
				{ id: 'Status', type: 'enum', detail: '', key: false, texts: expect.arrayContaining(['Open', 'Posted']) as string[] },
			]));
		});
	});

	describe('Run Query', () => {
		const query = async (parameters: Record<string, unknown>) => await askSage300(site, 'endpoint', 'runQuery', parameters);

		it('reads a list over several pages up to the limit, and one record', async () => {
			const { json } = await query({ path: 'GL/GLAccounts', select: 'UnformattedAccount', limit: 150 });
			expect([json.length, json[0]]).toEqual([150, { UnformattedAccount: '10100' }]);
			expect((await query({ path: 'GL/GLAccounts', filter: "Status eq 'Inactive'", limit: 5 })).json).toMatchObject([{ UnformattedAccount: '59000' }]);
			expect((await query({ path: "GL/GLJournalBatches('000002')" })).json).toMatchObject([{ Description: 'Sales January' }]);
			expect((await query({ path: 'GL/GLAccounts', select: 'UnformattedAccount', limit: 1, options: { skip: 1 } })).json).toEqual([{ UnformattedAccount: '10200' }]);
		});

		it('stays below the company, and tells what the server refuses', async () => {
			expect((await query({ path: '../SAMLTD/GL/GLAccounts' })).told).toContain('is no path below the company');
			expect((await query({ path: 'GL/GLAccounts', options: { orderBy: 'Description' } })).told).toContain('$orderby');
		});
	});
});

describe('balances of the Sage 300 node, through n8n\'s own engine', () => {
	let site: Site;
	const balances = async (parameters: Record<string, unknown>) => await askSage300(site, 'report', 'getAccountBalances', parameters);

	beforeEach(async () => {
		site = await Site.open({ sage300: {} });
	});
	afterEach(async () => await site.close());

	const FREIGHT = [['01', '0.00', '12.30', '12.30'], ['02', '12.30', '1820.55', '1832.85'], ['03', '1832.85', '0.00', '1832.85']];
	const inRange = async (more: Record<string, unknown> = {}) => await balances({ years: '2026', fromPeriod: 1, toPeriod: 3, options: { accountsBeginning: '51020D20' }, ...more });

	it.each([{}, { fiscalSetNames: 'camel' }, { fiscalSetWords: 'letters' }, { metadata: 'odata3', envelope: 'odata3' }])('one row per account and period, actuals in functional currency, with the server as %j', async (switches) => {
		await site.sage300.post('switches', switches);
		const { json, told } = await inRange();
		expect(told).toBe('');
		expect(json.map(({ Period, BeginningBalance, NetAmount, EndingBalance }) => [Period, BeginningBalance, NetAmount, EndingBalance])).toEqual(FREIGHT);
		expect(json.every(({ AccountNumber, FiscalYear, CurrencyCode }) => AccountNumber === '51020D20' && FiscalYear === '2026' && CurrencyCode === 'USD')).toBe(true);
	});

	it('periods before the first one count in its balance', async () => {
		const { json } = await inRange({ fromPeriod: 2, toPeriod: 2 });
		expect(json).toMatchObject([{ Period: '02', BeginningBalance: '12.30', EndingBalance: '1832.85' }]);
	});

	it('budget sets are read where they are chosen, and several years', async () => {
		expect((await inRange({ options: { accountsBeginning: '51020D20', designator: 'Budget1' }, toPeriod: 1 })).json).toMatchObject([{ NetAmount: '2000.00' }]);
		expect(new Set((await balances({ years: '2025, 2026', toPeriod: 1 })).json.map(({ FiscalYear }) => FiscalYear))).toEqual(new Set(['2025', '2026']));
	});

	it('as a file with the columns of the items', async () => {
		const { items } = await inRange({ output: 'file' });
		const [header = '', ...rows] = (await binaryText(items[0], 'data')).trim().split(/\r?\n/);
		expect(header).toBe('_key,_stamp,AccountNumber,FiscalYear,Period,FiscalSetDesignator,CurrencyCode,CurrencyType,BeginningBalance,NetAmount,EndingBalance');
		expect(rows).toHaveLength(3);
	});

	it.each([
		[{ years: ' ' }, 'No year is chosen'], [{ years: '26' }, '"26" is no fiscal year'], [{ years: '2026', fromPeriod: 5, toPeriod: 2 }, 'no periods from 5 to 2'], [{ years: '2026', toPeriod: 16 }, 'no periods from 1 to 16'],
	])('says what is wrong with %j', async (parameters, words) => {
		expect((await balances(parameters)).told).toContain(words);
	});
});
