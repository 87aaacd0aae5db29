import { byName } from '../../examples/source/workflow-builder';
import { binaryText, errorsOf, forgetHighest, hintsOf, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { askSage100, requestsSince } from './sage100-asking';
import { Site } from './site';
import { anaplan, field, mapping, sage100, TARGET, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const GET = 'Get records';
const LOAD = 'Load them';

interface Flow {
	readonly list?: string;
	readonly columns?: readonly [code: string, name: string, status: string];
	readonly get?: Record<string, unknown>;
	readonly asFile?: boolean;
}

/** Changed records of Sage 100 into a list of Anaplan, without which nothing confirms what was read. */
const flowOf = ({ list = 'vendors', columns: [code, name, status] = ['vendorNo', 'name', 'status'], get = {}, asFile = false }: Flow = {}): EngineWorkflow => {
	const output = asFile ? { output: 'file' } : {};
	const columns = [field('Code', code, { transform: 'text', trim: true, whenEmpty: 'reject' }), field('Name', name), field('Status', status)];
	return workflowOf([
		sage100(GET, 'record', 'getChanges', { list: byName(list), ...output, ...get }),
		mapping('Map', columns, { ...TARGET, import: byName(VENDOR_IMPORT), ...output, duplicates: 'last', keyColumns: 'Code' }),
		anaplan(LOAD, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
	], 'sage100 flow');
};

const balances = (years = '2026', toPeriod = 12): EngineWorkflow => workflowOf([
	sage100(GET, 'report', 'getBalanceChanges', { years, toPeriod }),
	mapping('Map', [field('Code', 'account'), field('Name', 'account'), field('Status', 'fiscalPeriod')], { ...TARGET, import: byName(VENDOR_IMPORT), duplicates: 'last', keyColumns: 'Code' }),
	anaplan(LOAD, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
], 'balances');

describe('the cursor over Sage 100, through n8n\'s own engine and the real agent', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open({ sage100: { companies: ['ABC'] } });
	});
	afterEach(async () => await site.close());

	type Run = Awaited<ReturnType<Site['run']>>;
	const loaded = (run: Run) => outputOf(run, LOAD)[0]?.json;
	const read = (run: Run, key = 'vendorNo') => outputOf(run, GET).map(({ json }) => json[key]);
	const loadedNames = async (): Promise<Map<string, string>> =>
		new Map((await site.anaplan.get<Array<{ code: string; name: string }>>('list?id=101000000004')).map(({ code, name }) => [code, name]));
	/** Confirmations count in seconds of the server. */
	const later = async () => await site.sage100.post('clock', { advanceMs: 2_000 });
	const save = async (table: string, values: Record<string, unknown>): Promise<void> => {
		await later();
		await site.sage100.post('records', { table, values });
		await later();
	};
	const vendor = async (VendorNo: string, VendorName: string): Promise<void> => await save('AP_Vendor', { APDivisionNo: '00', VendorNo, VendorName });

	it.each([false, true])('moves only after a confirmed load; the next run reads nothing, a change arrives (as a file: %s)', async (asFile) => {
		const flow = flowOf({ asFile });
		const first = await site.run(flow);
		expect(errorsOf(first)).toEqual({});
		expect(loaded(first)).toMatchObject({ status: 'success', cursors: [{ from: 'beginning', moved: true }] });
		expect((await loadedNames()).get('SKODA')).toBe('Škoda Díly s.r.o.');
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await vendor('SKODA', 'Škoda & Söhne');
		const run = await site.run(flow);
		const text = asFile ? await binaryText(outputOf(run, GET)[0], 'data') : read(run).join();
		expect(text).toContain('SKODA');
		expect(loaded(run)).toMatchObject({ cursors: [{ moved: true }] });
		expect((await loadedNames()).get('SKODA')).toBe('Škoda & Söhne');
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
	});

	it('stays where it is when the load fails, and the next run brings everything', async () => {
		await site.run(flowOf());
		await vendor('QUOTE', 'Heron');
		const before = site.cursors();
		await site.anaplan.post('faults', { match: 'imports/.*/tasks', kind: 'answer', status: 403, body: '{}', times: 5 });
		expect(errorsOf(await site.run(flowOf()))).toHaveProperty([LOAD]);
		expect(site.cursors()).toBe(before);
		await site.anaplan.delete('faults');
		expect(loaded(await site.run(flowOf()))).toMatchObject({ cursors: [{ moved: true }] });
		expect((await loadedNames()).get('QUOTE')).toBe('Heron');
	});

	it('stays where it is in a manual run', async () => {
		expect(loaded(await site.run(flowOf(), { mode: 'manual' }))).toMatchObject({ status: 'success', cursors: [{ moved: false }] });
		expect(site.staticData).toEqual({});
	});

	it('accounts: what was changed, with the stamp in UTC', async () => {
		const flow = flowOf({ list: 'accounts', columns: ['account', 'description', 'status'] });
		const first = await site.run(flow);
		expect(read(first, 'account').length).toBeGreaterThan(200);
		expect(outputOf(first, GET).find(({ json }) => json.account === '66010-000')?.json).toMatchObject({
			stamp: '20250331T15.50000', _source: { stream: expect.stringMatching(/^sage100\/.*\/ABC\/accounts\/stamps$/) as string, stamp: '2025-03-31T19:30:00Z' },
		});
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		const { accountKey } = outputOf(first, GET).find(({ json }) => json.account === '10100-000')?.json ?? {};
		await save('GL_Account', { AccountKey: accountKey, AccountDesc: 'House bank' });
		expect(read(await site.run(flow), 'description')).toEqual(['House bank']);
	});

	it('balances: those of accounts that somebody has posted to, a back-dated posting too', async () => {
		const first = await site.run(balances());
		expect(errorsOf(first)).toEqual({});
		expect(outputOf(first, GET).find(({ json }) => json.account === '65000-D10' && json.fiscalPeriod === '01')?.json._source).toMatchObject({ stream: expect.stringMatching(/\/balances\/ledger-lines\/.*\/periods-01-12$/) as string });
		expect(outputOf(await site.run(balances()), GET)).toEqual([]);
		await later();
		await site.sage100.post('post', { date: '20260215', lines: [['65000-D10', '5.55'], ['20000-000', '-5.55']] });
		await later();
		const run = await site.run(balances());
		const moved = outputOf(run, GET).map(({ json }) => json);
		expect([...new Set(moved.map(({ account }) => account))].sort()).toEqual(['20000-000', '65000-D10']);
		expect(moved.find(({ account, fiscalPeriod }) => account === '65000-D10' && fiscalPeriod === '02')).toMatchObject({ debitAmount: '5.55' });
		expect(moved.every(({ fiscalYear, fiscalPeriod }) => fiscalYear === '2026' && String(fiscalPeriod) >= '01')).toBe(true);
		expect(outputOf(await site.run(balances()), GET)).toEqual([]);
	});

	it('balances of some periods are a stream of their own', async () => {
		const run = await site.run(balances('2026', 3));
		expect(new Set(read(run, 'fiscalPeriod'))).toEqual(new Set(['01', '02', '03']));
		expect(hintsOf(run, GET)[0]).toMatch(/^AccountBalances: \d+ records from the beginning/);
	});

	it('the whole list is compared where that is wanted: what an import left without a stamp arrives', async () => {
		const flow = flowOf({ get: { options: { readWhole: true } } });
		await site.run(flow);
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await later();
		await site.sage100.post('records', { table: 'AP_Vendor', values: { APDivisionNo: '00', VendorNo: 'APOS', VendorName: 'By import' }, stamp: false });
		const run = await site.run(flow);
		expect(read(run)).toContain('APOS');
		expect(outputOf(run, GET)[0]?.json._source).toMatchObject({ stream: expect.stringContaining('/vendors/whole') as string });
	});

	it('purchase orders: their lines, under the stamp of their order', async () => {
		const flow = flowOf({ list: 'purchaseOrders', columns: ['purchaseOrderNo', 'purchaseOrderNo', 'orderStatus'] });
		expect(read(await site.run(flow), 'lines/itemCode')).toContain('NOTE "A"');
		await save('PO_PurchaseOrderHeader', { PurchaseOrderNo: '0000103', OrderStatus: 'O' });
		expect(read(await site.run(flow), 'purchaseOrderNo')).toEqual(['0000103']);
	});

	it('cursors are shown, and a stream can begin again', async () => {
		await site.run(flowOf());
		const shown = await askSage100(site, 'cursor', 'get');
		expect(shown.json).toMatchObject([{ node: GET, stream: expect.stringContaining('/vendors/stamps') as string, confirmedUpTo: expect.stringMatching(/Z$/) as string }]);
		const again = await site.run(flowOf({ get: { options: { startOverFrom: 'beginning - model rebuilt' } } }));
		expect(read(again).length).toBeGreaterThan(5);
	});

	it('a release without stamps is read whole, and nothing is overlooked', async () => {
		await site.sage100.post('reset', { leftOut: 'AP_OpenInvoice.DateUpdated,AP_OpenInvoice.TimeUpdated,AP_OpenInvoice.DateCreated,AP_OpenInvoice.TimeCreated' });
		await site.sage100.post('agent/restart', {});
		const flow = flowOf({ list: 'openInvoices', columns: ['invoiceNo', 'balance', 'vendorNo'] });
		expect(errorsOf(await site.run(flow))).toEqual({});
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await site.sage100.post('records', { table: 'AP_OpenInvoice', values: { APDivisionNo: '00', VendorNo: '0000012', InvoiceNo: 'R 77/25', Balance: '2.34' } });
		expect(outputOf(await site.run(flow), GET).map(({ json }) => json.balance)).toContain('2.34');
		await site.sage100.post('records', { table: 'AP_OpenInvoice', values: { APDivisionNo: '00', VendorNo: '0000012', InvoiceNo: 'R 77/25', Balance: '0.00' } });
		const paid = outputOf(await site.run(flow), GET).map(({ json }) => json).find(({ invoiceNo }) => invoiceNo === 'R 77/25');
		expect(paid).toMatchObject({ vendorNo: '0000012', balance: '0.00' });
	});

	it('a second run without changes asks little', async () => {
		await site.run(flowOf());
		const before = await site.mark('sage100');
		await site.run(flowOf());
		expect((await requestsSince(site, before)).length).toBeLessThanOrEqual(6);
	});
});
