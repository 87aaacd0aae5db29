import { accessOf } from '../simulators/sage100';
import { checkSage100, totalDifferences } from './checker/sage100-actuals';
import { requestsAnswered, sessionsOpened } from './checker/sage100-rules';
import type { HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { collected, rejectedBy } from './scenario/rejected-rows';
import { SAGE100_FIVE, sage100Agent } from './scenario/simulated-credentials';
import { eventually, Site } from './scenario/site';
import { toldBy } from './scenario/told';
import { actualsByWebhook, deliveredExample, type ExampleFile } from './scenario/workflow-copies';

const example = deliveredExample('sage100-actuals-to-anaplan.json');
/** In small pages, so that what happens between two of them does. */
const inSmallPages = (flow: ExampleFile): ExampleFile => ({
	...flow, nodes: flow.nodes.map((node) => (node.name.startsWith('Get changed ') ? { ...node, parameters: { ...node.parameters, options: { pageSize: 60 } } } : node)),
});
const INTERRUPTED = inSmallPages(actualsByWebhook('interrupted', ['vendors', 'open invoices'], example));

const withCredential = (flow: ExampleFile, credential: { readonly id: string; readonly name: string }): ExampleFile => ({
	...flow, nodes: flow.nodes.map((node) => (node.credentials?.sage100Api === undefined ? node : { ...node, credentials: { sage100Api: credential } })),
});
/** The company with five segments, whose year begins in July. */
const FIVE = withCredential({ ...example, id: 'erpSage100Five01', name: 'Sage 100, 5IV' }, SAGE100_FIVE);
const UNPROVEN = { id: 'erpSage100Unprov', name: 'Sage 100, not proven' };
const UNPROVEN_FLOW = withCredential(actualsByWebhook('unproven', ['cost centers'], example), UNPROVEN);

const VENDORS = '112000000004';
const CENTRES = '112000000022';
const ACCOUNTS = ['112000000023', '112000000024'];
const ORDERS = ['112000000025', '112000000026'];
const INVOICES = ['112000000005', '112000000006'];
const LINES = ['112000000029', '112000000030'];
const BALANCES = '112000000031';
const LISTS: readonly string[] = [VENDORS, CENTRES, ...ACCOUNTS];

/** More than one page of the agent. */
const GENERATED = { vendors: 1_200, invoices: 1_200 };

describe('Sage 100 actuals to Anaplan: the delivered example in a real n8n, the real agent, every run in a fresh process', () => {
	let site: Site<'sage100'>;

	beforeAll(async () => {
		site = await Site.open('sage100-actuals', [example, INTERRUPTED, FIVE, UNPROVEN_FLOW], {
			activate: false, erp: 'sage100', erpOptions: { companies: ['ABC', '5IV'], seeds: GENERATED },
		});
		for (const { id } of [INTERRUPTED, UNPROVEN_FLOW]) await site.n8n.activate(id);
		site.secrets.learn('the API key of the agent', accessOf(site.urls.sage100).apiKey);
		await site.n8n.importCredentials([{ ...UNPROVEN, type: 'sage100Api', data: { ...sage100Agent(site.urls.sage100, 'ABC'), serverCertificate: 'public' } }]);
	});

	afterEach(async () => await site.erpControl.delete('faults'));
	afterAll(async () => await site?.close());

	const mark = async (): Promise<void> => {
		for (const watch of Object.values(site.watch)) await watch.mark();
	};
	const run = async (id = example.id): Promise<Execution> => {
		await mark();
		return await site.runInOwnProcess(id);
	};
	const happened = async (): Promise<readonly HistoryEntry[]> => (await site.watch.sage100.happenings()).entries;
	const loaded = async (): Promise<Record<string, number>> => (await site.watch.anaplan.happenings()).rowsByImport();
	const differences = async (rejected: readonly string[] = []): Promise<readonly unknown[]> => (await site.verdict({ rejected })).differences;
	const expectGood = ({ status, error }: Execution): void => expect([status, error?.message]).toEqual(['success', undefined]);

	const numbers = async (): Promise<Record<string, number>> => {
		const [entries, anaplan] = [await happened(), await site.watch.anaplan.happenings()];
		return {
			'agent requests': requestsAnswered(entries), sessions: sessionsOpened(entries), 'Anaplan requests': anaplan.requests().length,
			uploads: anaplan.effects('file-complete').length, tasks: anaplan.effects('task-created').length,
			'rows read by tasks': Object.values(anaplan.rowsByImport()).reduce((sum, rows) => sum + rows, 0),
		};
	};

	describe('the agent\'s own certificate', () => {
		it('is refused where only known authorities are believed: nothing is sent', async () => {
			await mark();
			const refused = await site.run(UNPROVEN_FLOW.id);
			expect([refused.status, toldBy(refused)]).toEqual(['error', expect.stringMatching(/certificate of the server is not believed.*Nothing was sent/s)]);
			expect(requestsAnswered(await happened())).toBe(0);
		});

		it('is believed by its fingerprint', async () => {
			await site.n8n.importCredentials([{ ...UNPROVEN, type: 'sage100Api', data: sage100Agent(site.urls.sage100, 'ABC') }]);
			expectGood(await site.run(UNPROVEN_FLOW.id));
			expect((await site.verdict({ only: ['CostCenter'] })).differences).toEqual([]);
			await site.anaplan.post('reset', {});
		});
	});

	it('moves every record: the model equals the ERP', async () => {
		const execution = await run();
		expectGood(execution);
		expect(collected(execution)).toEqual([0, 0]);
		const { checked, differences: found } = await site.verdict();
		expect(found).toEqual([]);
		expect(Object.keys(checked).sort()).toEqual(['Account', 'Balance', 'CostCenter', 'LedgerLine', 'OpenInvoice', 'OrderLine', 'Vendor']);
		figure('Sage 100, first run', { 'records checked': Object.values(checked).reduce((sum, count) => sum + count, 0), ...(await numbers()) });
	});

	it('has the exact totals of every account and month', async () => {
		const { compared, differences: found } = await totalDifferences(site.urls.sage100, site.urls.anaplan);
		expect(found).toEqual([]);
		expect(compared).toBeGreaterThan(100);
		figure('Sage 100, totals of account and month', { compared, different: found.length });
	});

	it('ended every list import before the first transaction task began', async () => {
		const anaplan = await site.watch.anaplan.happenings();
		const isList = ({ note }: HistoryEntry): boolean => LISTS.includes(String(note.id));
		const listsEnded = anaplan.effects('task-finished').filter(isList).map(({ seq }) => seq);
		const transactionsBegan = anaplan.effects('task-created').filter((entry) => !isList(entry)).map(({ seq }) => seq);
		expect([listsEnded.length, transactionsBegan.length]).toEqual([4, 7]);
		expect(Math.max(...listsEnded)).toBeLessThan(Math.min(...transactionsBegan));
	});

	it('second run without changes: nothing is uploaded, no task is started, and the agent is asked little', async () => {
		expectGood(await run());
		const anaplan = await site.watch.anaplan.happenings();
		expect(anaplan.effects('upload-begun', 'upload-chunk', 'file-complete', 'task-created')).toEqual([]);
		const figures = await numbers();
		// Seven streams of contract, clock, range and tail; companies where segments are columns.
		expect(figures['agent requests']).toBeLessThanOrEqual(50);
		figure('Sage 100, second run, nothing changed', figures);
	});

	it('third run: loads exactly what changed, the back-dated journal among it, though the agent is restarted in the middle of paging', async () => {
		await site.erp.pass();
		await site.erp.save('AP_Vendor', { APDivisionNo: '00', VendorNo: 'SKODA', VendorName: 'Škoda "Díly", s.r.o.' });
		await site.erp.save('GL_SubAccount', { SegmentNo: '02', SubAccountCode: 'D10', SubAccountDesc: 'Sales, Europe & Asia' });
		await site.erp.post('2026-01-05', [['51020-D20', '41.10', 'Freight, found very late'], ['20000-000', '-41.10']]);
		await site.erp.save('AP_OpenInvoice', { APDivisionNo: '00', VendorNo: 'ACME01', InvoiceNo: 'A-0900', Balance: '100.00' });
		await site.erp.save('PO_PurchaseOrderHeader', { PurchaseOrderNo: '0000101', OrderStatus: 'O', RequiredExpireDate: '20260401' });
		await site.erp.pass();
		await site.erpControl.post('later', { match: '/gl/postings', requests: 1, route: 'agent/restart', body: {} });

		const execution = await run();
		expectGood(execution);
		const rows = await loaded();
		expect(rows).toMatchObject({ [VENDORS]: 1, [CENTRES]: 1, ...Object.fromEntries([...INVOICES.map((id) => [id, 1]), ...ORDERS.map((id) => [id, 2]), ...LINES.map((id) => [id, 2])]) });
		expect(Object.keys(rows).sort()).toEqual([VENDORS, CENTRES, ...INVOICES, ...ORDERS, ...LINES, BALANCES].sort());
		expect(await differences()).toEqual([]);
		expect((await totalDifferences(site.urls.sage100, site.urls.anaplan)).differences).toEqual([]);
		figure('Sage 100, third run, agent restarted in the middle', await numbers());
	});

	it('the agent dies between two pages of a first read: the walk begins again, and nothing is missed or doubled', async () => {
		await site.anaplan.post('reset', {});
		await mark();
		// Another workflow: it has confirmed nothing yet, so it reads from the beginning.
		await site.erpControl.post('later', { match: '/ap/vendors', requests: 3, route: 'agent/crash', body: {} });
		const execution = await site.run(INTERRUPTED.id);
		expectGood(execution);
		expect((await site.verdict({ only: ['Vendor', 'OpenInvoice'] })).differences).toEqual([]);
		expect((await happened()).filter(({ status }) => status === 410).length).toBeGreaterThanOrEqual(1);
		figure('Sage 100, agent killed between two pages', await numbers());
	});

	describe('rows that do not fit', () => {
		let before: Record<string, string>;
		let execution: Execution;

		beforeAll(async () => {
			// The model was emptied: everything again, from the beginning of new cursors.
			await site.n8n.changeWorkflow(example.id, {
				nodes: example.nodes.map((node) => (node.name.startsWith('Get changed ') ? { ...node, parameters: { ...node.parameters, options: { startOverFrom: 'beginning - model emptied' } } } : node)),
			} as Partial<ExampleFile>);
			expectGood(await run());
			expect(await differences()).toEqual([]);
			before = confirmedUpTo(await site.n8n.staticData(example.id));
			await site.erp.pass();
			await site.erp.save('AP_OpenInvoice', { APDivisionNo: '00', VendorNo: 'V99999', InvoiceNo: 'LOST-1', InvoiceDate: '20260301', InvoiceDueDate: '20260401', InvoiceAmt: '10.00', Balance: '10.00' });
			await site.erp.save('AP_OpenInvoice', { APDivisionNo: '00', VendorNo: 'ACME01', InvoiceNo: 'FAR-1', InvoiceDate: '20350131', InvoiceDueDate: '20350228', InvoiceAmt: '10.00', Balance: '10.00' });
			await site.erp.save('AP_OpenInvoice', { APDivisionNo: '00', VendorNo: 'ACME01', InvoiceNo: 'GOOD-1', InvoiceDate: '20260301', InvoiceDueDate: '20260401', InvoiceAmt: '12.50', Balance: '2.50' });
			await site.erp.pass();
			execution = await run();
		});

		it('leave by an output of their own, with reason, source key and ERP record', () => {
			expectGood(execution);
			const expected = (stage: string, reason: RegExp, record: Record<string, string>): unknown =>
				expect.objectContaining({ stage, reasons: expect.stringMatching(reason), record: expect.objectContaining(record) });
			expect(rejectedBy(execution, 'Map open invoices')).toEqual([expected('mapping', /V99999.*Vendors/s, { invoiceNo: 'LOST-1' })]);
			expect(rejectedBy(execution, 'Load open invoices')).toEqual([expected('import', /Jan 35/, { invoiceNo: 'FAR-1' })]);
			expect(collected(execution)).toEqual([2, 2]);
		});

		it('are not in the model, while every good row of the same batch is; their stream waits, and no other', async () => {
			// The item of a bill is made before its cells are refused.
			expect((await site.verdict({ rejected: ['OpenInvoice/00/V99999/LOST-1', 'OpenInvoice/00/ACME01/FAR-1'] })).differences.filter(({ key }) => key !== '00/ACME01/FAR-1')).toEqual([]);
			const after = confirmedUpTo(await site.n8n.staticData(example.id));
			expect(after['Get changed open invoices']).toBe(before['Get changed open invoices']);
		});

		it('get in with the next run once Sage 100 is mended, and the cursor moves on', async () => {
			await site.erp.save('AP_Vendor', { APDivisionNo: '00', VendorNo: 'V99999', VendorName: 'Late Ltd', VendorStatus: 'A' });
			await site.erp.save('AP_OpenInvoice', { APDivisionNo: '00', VendorNo: 'ACME01', InvoiceNo: 'FAR-1', InvoiceDate: '20260331' });
			await site.erp.pass();
			const mended = await run();
			expect([mended.status, collected(mended)]).toEqual(['success', [0, 0]]);
			expect(await differences()).toEqual([]);
			expect(String(confirmedUpTo(await site.n8n.staticData(example.id))['Get changed open invoices']) > String(before['Get changed open invoices'])).toBe(true);
		});
	});

	it('n8n is killed while it reads: the dead run is retried from the history, and nothing is lost or doubled', async () => {
		await site.erp.save('AP_Vendor', { APDivisionNo: '00', VendorNo: 'KILLED', VendorName: 'Changed before the kill', VendorStatus: 'A' });
		await site.erp.pass();
		await mark();
		await site.erpControl.post('faults', { kind: 'slow', match: 'AP_Vendor', delayMs: 3_000 });
		const id = await site.start(INTERRUPTED.id);
		await eventually('the slow read', async () => (await happened()).find(({ note }) => note.what === 'fault'));
		await site.n8n.kill9();
		await site.erpControl.delete('faults');
		await site.n8n.restart();
		expect((await site.n8n.finished(id)).status).toBe('crashed');
		expectGood(await site.n8n.retry(id, { loadWorkflow: true }));
		expectGood(await site.run(INTERRUPTED.id));
		expect((await site.verdict({ only: ['Vendor', 'OpenInvoice'] })).differences).toEqual([]);
	});

	it('n8n is killed between upload and import: the cursor stays, the late start does no harm, and the next run loads it', async () => {
		await site.erp.save('AP_Vendor', { APDivisionNo: '00', VendorNo: 'UPLOAD', VendorName: 'Uploaded before the kill', VendorStatus: 'A' });
		await site.erp.pass();
		const state = await site.n8n.staticData(INTERRUPTED.id);
		await mark();
		await site.anaplan.post('faults', { name: 'hanging start', kind: 'delay', match: `^POST .*/imports/${VENDORS}/tasks$`, delayMs: 3_000 });
		const inAnaplan = async (what: string, fits: (entry: HistoryEntry) => boolean): Promise<HistoryEntry> =>
			await eventually(what, async () => (await site.watch.anaplan.happenings()).entries.find(fits));
		const id = await site.start(INTERRUPTED.id);
		await inAnaplan('the hanging start', ({ note }) => note.fault === 'hanging start');
		await site.n8n.kill9();
		const atDeath = await site.watch.anaplan.happenings();
		expect([atDeath.effects('file-complete').length, atDeath.effects('task-created')]).toEqual([1, []]);
		// What was on its way arrives after all: the one task that nobody waits for.
		await inAnaplan('the end of the late task', ({ note }) => note.what === 'task-finished' && note.id === VENDORS);
		await site.anaplan.delete('faults');
		await site.n8n.restart();
		expect((await site.n8n.finished(id)).status).toBe('crashed');
		expect(await site.n8n.staticData(INTERRUPTED.id)).toEqual(state);

		await mark();
		expectGood(await site.run(INTERRUPTED.id));
		expect(await loaded()).toEqual({ [VENDORS]: 1 });
		expect((await site.verdict({ only: ['Vendor', 'OpenInvoice'] })).differences).toEqual([]);
		figure('Sage 100, n8n killed between upload and import', { 'rows to deliver': 1, 'rows delivered': 1, 'rows lost': 0, 'rows doubled': 0 });
	});

	it('the company with five segments: the same example, cost centers and accounts of its own format', async () => {
		// Another model: empty again.
		await site.anaplan.post('reset', {});
		const execution = await run(FIVE.id);
		expectGood(execution);
		expect(execution.items('Get changed accounts').map(({ json }) => json).find((json) => (json as Record<string, string>).account === '6200/A10/10/P1/007'))
			.toMatchObject({ segment01: '6200', segment02: 'A10', segment03: '10', segment04: 'P1', segment05: '007', otherSegments: '' });
		const { checked, differences: found } = await checkSage100(site.urls.sage100, site.urls.anaplan, { rejected: new Set(), only: ['Account', 'CostCenter'] }, '5IV');
		expect(found).toEqual([]);
		figure('Sage 100, five segments', { 'records checked': Object.values(checked).reduce((sum, count) => sum + count, 0), differences: 0 });
	});

	it('leaves no key, password or token in clear behind', async () => {
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining([...Object.keys(site.passwords), 'an Anaplan token', 'the API key of the agent']));
		expect(findIn(leftovers, site.secrets.all())).toEqual([]);
		expect(findIn(leftovers, [{ what: 'a vendor', value: 'Škoda "Díly", s.r.o.' }])).toEqual(expect.arrayContaining(['a vendor in .n8n/database.sqlite']));
		figure('Sage 100, searched for secrets', { secrets: site.secrets.all().length, places: leftovers.length });
	});
});
