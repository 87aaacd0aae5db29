import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkSage300, totalDifferences } from './checker/sage300-commitments';
import { sessionsOpened } from './checker/sage300-rules';
import type { HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { ROOT } from './host/places';
import { figure } from './scenario/figures';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { collected, rejectedBy } from './scenario/rejected-rows';
import { SAMPLE_COMPANY } from './scenario/simulated-credentials';
import { eventually, Site } from './scenario/site';
import { toldBy } from './scenario/told';
import { actualsByWebhook, deliveredExample, type ExampleFile } from './scenario/workflow-copies';

const example = deliveredExample('sage300-commitments-to-anaplan.json');
const INTERRUPTED = actualsByWebhook('interrupted', ['vendors', 'posted documents'], example);
/** One small branch, for what is about the first call only. */
const SMALL = actualsByWebhook('small', ['segment codes'], example);

const inCompany = (flow: ExampleFile, credential: { readonly id: string; readonly name: string }): ExampleFile => ({
	...flow, nodes: flow.nodes.map((node) => (node.credentials?.sage300Api === undefined ? node : { ...node, credentials: { sage300Api: credential } })),
});
const SAMPLE = inCompany({ ...example, id: 'erpSage300Sample', name: 'Sage 300, SAMLTD' }, SAMPLE_COMPANY);

const VENDORS = '112000000021';
const SEGMENTS = '112000000022';
const ACCOUNTS = ['112000000023', '112000000024'];
const ENTERED = ['112000000027', '112000000028'];
const DOCUMENTS = ['112000000005', '112000000006'];
const LINES = ['112000000029', '112000000030'];
const BALANCES = '112000000031';
const LISTS: readonly string[] = [VENDORS, SEGMENTS, ...ACCOUNTS];

/** More lines than one page has, in several posting runs. */
const GENERATED = { lines: 360, linesPerPosting: 120 };

/** Documents of the last posting run of payables, as the company begins. */
const LAST_DOCUMENTS = 2;

/** The server believes that it has another name: a link to it goes nowhere from here. */
const ELSEWHERE = 'http://sage-internal.example:8080';
const COLD_MS = 3_000;
const REALLY_COLD_MS = 60_000;

const rowsOf = (imports: readonly string[], rows: number): Record<string, number> => Object.fromEntries(imports.map((id) => [id, rows]));

const payload = (name: string): unknown => JSON.parse(readFileSync(path.join(ROOT, 'test/simulators/sage300/vendor-payloads', `${name}.json`), 'utf8'));

describe('Sage 300 commitments to Anaplan: the delivered example in a real n8n, every run in a fresh process', () => {
	let site: Site<'sage300'>;
	let today: string;

	beforeAll(async () => {
		site = await Site.open('sage300-commitments', [example, INTERRUPTED, SMALL, SAMPLE], {
			activate: false, erp: 'sage300', erpOptions: { seeds: { ledger: GENERATED }, switches: { nextLinkHost: ELSEWHERE, coldStartMs: COLD_MS } },
		});
		for (const { id } of [INTERRUPTED, SMALL]) await site.n8n.activate(id);
		today = await site.erp.today();
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

	const happened = async (): Promise<readonly HistoryEntry[]> => (await site.watch.sage300.happenings()).entries;
	const loaded = async (): Promise<Record<string, number>> => (await site.watch.anaplan.happenings()).rowsByImport();
	const differences = async (rejected: readonly string[] = []): Promise<readonly unknown[]> => (await site.verdict({ rejected })).differences;
	const expectGood = ({ status, error }: Execution): void => expect([status, error?.message]).toEqual(['success', undefined]);

	const numbers = async (): Promise<Record<string, number>> => {
		const [sage300, anaplan] = [await site.watch.sage300.happenings(), await site.watch.anaplan.happenings()];
		return {
			'Sage 300 requests': sage300.requests().length, sessions: sessionsOpened(sage300.entries, 'PLANNER'), 'Anaplan requests': anaplan.requests().length,
			uploads: anaplan.effects('file-complete').length, tasks: anaplan.effects('task-created').length,
			'rows read by tasks': Object.values(anaplan.rowsByImport()).reduce((sum, rows) => sum + rows, 0),
		};
	};

	it('moves every record although the first call is slow and the server\'s links name another host: the model equals the ERP', async () => {
		const execution = await run();
		expect([execution.status, execution.error?.message, collected(execution)]).toEqual(['success', undefined, [0, 0]]);
		const { checked, differences: found } = await site.verdict();
		expect(found).toEqual([]);
		expect(Object.keys(checked).sort()).toEqual(['Account', 'Balance', 'Document', 'Entered', 'LedgerLine', 'OrderLine', 'SegmentCode', 'Vendor']);
		expect((await happened()).filter(({ note }) => note.what === 'pool-started')).toHaveLength(1);
		expect((await numbers()).sessions).toBe(1);
		figure('Sage 300, first run', { 'records checked': Object.values(checked).reduce((sum, count) => sum + count, 0), ...(await numbers()) });
	});

	it('has the exact totals of every account and period', async () => {
		const { compared, differences: found } = await totalDifferences(site.urls.sage300, site.urls.anaplan);
		expect(found).toEqual([]);
		expect(compared).toBeGreaterThan(100);
		figure('Sage 300, totals of account and period', { compared, different: found.length });
	});

	it('has the groups of vendors above their vendors', async () => {
		const vendors = await site.anaplan.get<ReadonlyArray<{ readonly code: string; readonly parent?: string }>>('list?id=101000000004');
		expect(vendors.find(({ code }) => code === 'V1043')?.parent).toBe('FREIGT Carriers');
	});

	it('ended every list import before the first transaction task began', async () => {
		const anaplan = await site.watch.anaplan.happenings();
		const isList = ({ note }: HistoryEntry): boolean => LISTS.includes(String(note.id));
		const listsEnded = anaplan.effects('task-finished').filter(isList).map(({ seq }) => seq);
		const transactionsBegan = anaplan.effects('task-created').filter((entry) => !isList(entry)).map(({ seq }) => seq);
		// Vendors come twice: groups first.
		expect([listsEnded.length, transactionsBegan.length]).toEqual([5, 9]);
		expect(Math.max(...listsEnded)).toBeLessThan(Math.min(...transactionsBegan));
	});

	it('second run without changes: nothing is uploaded, no task is started, and Sage 300 is asked little', async () => {
		expectGood(await run());
		const anaplan = await site.watch.anaplan.happenings();
		expect(anaplan.effects('upload-begun', 'upload-chunk', 'file-complete', 'task-created')).toEqual([]);
		const figures = await numbers();
		expect(figures.sessions).toBe(1);
		// Field lists, clocks, short lists that have no mark of change, batches that were edited lately, the last posting.
		expect(figures['Sage 300 requests']).toBeLessThanOrEqual(70);
		figure('Sage 300, second run, nothing changed', figures);
	});

	it('third run: loads exactly what changed, the back-dated journal among it, though the session dies in mid-read', async () => {
		await site.erp.save('APVendors', { GroupCode: 'SERVIC', VendorName: 'Osprey "Express", plc', DateLastMaintained: today }, 'V1043');
		await site.erp.save('GLSegmentCodes', { Description: 'Sales, Europe & Asia' }, '000002/D10');
		await site.erp.journal('Freight, found\nvery late', '2026-01-05', [['51020D20', '41.10', 'Two\nlines, "quoted"'], ['20000', '-41.10']]);
		// Entered, posted, and so in the books of payables; the batch of yesterday's list is another state.
		await site.erp.save('APInvoiceBatches', { BatchStatus: 'ReadyToPost' }, '51');
		await site.erp.post('IN', '51');
		await site.erp.save('APPostedDocuments', { VendorCurrencyAmountDue: '300.25', FunctionalCurrencyAmountDue: '300.25', LastActivityDate: today }, 'V1040/INV-88310');
		await site.erpControl.post('later', { match: 'GLPostedTransactions', requests: 2, route: 'sessions/expire', body: {} });

		const execution = await run();
		expectGood(execution);
		const rows = await loaded();
		// What has no mark of change is sent whole when one of it differs: all segment codes; and with what was posted since the lines and
		// the documents of the last posting run before it, which may have been under way.
		const segments = (await site.erp.records('GLSegmentCodes')).length;
		expect(rows).toMatchObject({ [VENDORS]: 1, [SEGMENTS]: segments, ...rowsOf(DOCUMENTS, LAST_DOCUMENTS + 2), ...rowsOf(LINES, GENERATED.linesPerPosting + 2) });
		expect(Object.keys(rows).sort()).toEqual([VENDORS, SEGMENTS, ...ENTERED, ...DOCUMENTS, ...LINES, BALANCES].sort());
		expect(await differences()).toEqual([]);
		expect((await totalDifferences(site.urls.sage300, site.urls.anaplan)).differences).toEqual([]);
		figure('Sage 300, third run, five records changed, session died once', await numbers());
	});

	describe('what moves while it is read', () => {
		it('a posting between two pages, a page that the proxy spoils, and answers as text/plain: nothing is missed', async () => {
			await site.erpControl.post('scale', { lines: 240, linesPerPosting: 60 });
			const batch = await site.erp.send('GL', 'GLJournalBatches', {
				Description: 'Posted in mid-read', Status: 'ReadyToPost',
				JournalHeaders: [{ SourceLedger: 'GL', SourceType: 'JE', DocumentDate: '2026-02-02', PostingDate: '2026-02-02', JournalDetails: [{ AccountNumber: '51020D20', Amount: 5.55 }, { AccountNumber: '20000', Amount: -5.55 }] }],
			});
			await site.erpControl.post('switches', { errorType: 'text/plain' });
			await site.erpControl.post('faults', { kind: 'answer', status: 502, headers: { 'content-type': 'text/html' }, body: '<html>502 Bad Gateway</html>', match: '^GET .*/GLPostedTransactions\\?', skip: 2 });
			await site.erpControl.post('later', { match: 'GLPostedTransactions.*JournalTransactionAmount', requests: 1, route: 'post', body: { kind: 'GL', batch: Number(batch.BatchNumber) } });
			expectGood(await run());
			expect((await happened()).filter(({ note }) => note.what === 'later')).toHaveLength(1);
			expect((await happened()).filter(({ status }) => status === 502)).toHaveLength(1);
			// The balance of what was posted in mid-read may come with the next run.
			expectGood(await run());
			expect(await differences()).toEqual([]);
			expect((await totalDifferences(site.urls.sage300, site.urls.anaplan)).differences).toEqual([]);
			await site.erpControl.post('switches', { errorType: 'application/json' });
		});

		it('all licences are taken at first: the run waits for one', async () => {
			await site.erp.save('APVendors', { VendorName: 'Kestrel Carriers, again', DateLastMaintained: today }, 'V1040');
			// One is enough for all nodes of a user: nobody signs out of Sage 300.
			await site.erpControl.post('switches', { seats: 1 });
			await site.erpControl.post('sessions/expire', {});
			await site.erpControl.post('seats', { taken: 1 });
			await mark();
			const id = await site.start(INTERRUPTED.id);
			await eventually('a refusal', async () => (await happened()).find(({ status }) => status === 500));
			await site.erpControl.post('seats', { taken: 0 });
			const execution = await site.n8n.finished(id);
			await site.erpControl.post('switches', { seats: 0 });
			expectGood(execution);
			expect((await site.verdict({ only: ['Vendor', 'Document'] })).differences).toEqual([]);
			figure('Sage 300, licence full while reading', { 'requests refused': (await happened()).filter(({ status }) => status === 500).length });
		});
	});

	describe('rows that do not fit', () => {
		let before: Record<string, string>;
		let execution: Execution;

		beforeAll(async () => {
			before = confirmedUpTo(await site.n8n.staticData(example.id));
			const [order] = await site.erp.records('POPurchaseOrders');
			await site.erp.save('POPurchaseOrders', { ...order, PurchaseOrderSequenceKey: '91', PurchaseOrderNumber: 'PO000091', Vendor: 'V9999' });
			await site.erp.save('GLAccounts', { UnformattedAccount: '88888', AccountNumber: '88888', Description: 'Comes late', AccountType: 'IncomeStatement', NormalBalanceDRCR: 'Debit', StructureCode: 'ACC', AccountSegmentCode1: '88888', AccountSegmentCode2: 'D99' });
			await site.erp.save('APPostedDocuments', {
				VendorNumber: 'V1040', DocumentNumber: 'INV-FAR', DocumentType: 'Invoice', DocumentDate: '2035-01-31', DueDate: '2035-02-28', FiscalYear: '2035', FiscalPeriod: '01', CurrencyCode: 'USD',
				VendorCurrencyInvoiceAmount: '10.00', VendorCurrencyAmountDue: '10.00', FullyPaid: 'No', LastActivityDate: today, PostingSequenceNumber: '23',
			});
			execution = await run();
		});

		it('leave by an output of their own, with reason, source key and ERP record', () => {
			expectGood(execution);
			const expected = (stage: string, reason: RegExp, record: Record<string, string>): unknown =>
				expect.objectContaining({ stage, reasons: expect.stringMatching(reason), record: expect.objectContaining(record) });
			expect(rejectedBy(execution, 'Map purchase orders')).toEqual([expected('mapping', /V9999.*Vendors/s, { PurchaseOrderNumber: 'PO000091', Vendor: 'V9999' })]);
			expect(rejectedBy(execution, 'Load accounts')).toEqual([expected('import', /Segment Codes/, { UnformattedAccount: '88888' })]);
			expect(rejectedBy(execution, 'Load posted documents')).toEqual([expected('import', /Jan 35/, { DocumentNumber: 'INV-FAR' })]);
			expect(collected(execution)).toEqual([3, 3]);
		});

		it('hold the cursors of their streams, and no others', async () => {
			const after = confirmedUpTo(await site.n8n.staticData(example.id));
			const held = ['purchase orders', 'accounts', 'posted documents'].map((what) => `Get changed ${what}`);
			expect(held.map((source) => after[source])).toEqual(held.map((source) => before[source]));
		});

		it('get in with the next run once Sage 300 is mended', async () => {
			await site.erp.save('APVendors', { VendorNumber: 'V9999', VendorName: 'Late Ltd', GroupCode: 'SERVIC', CurrencyCode: 'USD', DateLastMaintained: today });
			await site.erp.save('GLSegmentCodes', { SegmentNumber: '000002', SegmentCode: 'D99', Description: 'Late department', ClosingAccount: '33000' });
			await site.erp.save('APPostedDocuments', { FiscalYear: '2026', DocumentDate: '2026-01-31' }, 'V1040/INV-FAR');
			const mended = await run();
			expect([mended.status, collected(mended)]).toEqual(['success', [0, 0]]);
			expect(await differences()).toEqual([]);
		});
	});

	it('a credit note is negative in the model, whether the server writes it with a minus or without', async () => {
		const credit = { DocumentType: 'CreditNote', DocumentDate: '2026-02-20', DueDate: '2026-03-20', FiscalYear: '2026', FiscalPeriod: '02', CurrencyCode: 'USD', FullyPaid: 'No', LastActivityDate: today, PostingSequenceNumber: '24' };
		await site.erp.save('APPostedDocuments', { ...credit, VendorNumber: 'V1040', DocumentNumber: 'CN-MINUS', VendorCurrencyInvoiceAmount: '-100.10', VendorCurrencyAmountDue: '-40.00' });
		await site.erp.save('APPostedDocuments', { ...credit, VendorNumber: 'V1040', DocumentNumber: 'CN-PLAIN', VendorCurrencyInvoiceAmount: '100.10', VendorCurrencyAmountDue: '40.00' });
		expectGood(await site.run(INTERRUPTED.id));
		expect((await site.verdict({ only: ['Vendor', 'Document'] })).differences).toEqual([]);
		const bills = await site.anaplan.get<ReadonlyArray<Readonly<Record<string, string>>>>('cells?module=102000000001');
		const amounts = bills.filter((bill) => bill['Bill Number']?.startsWith('CN-')).map(({ Amount, Paid, Due }) => [Amount, Paid, Due].map(Number));
		expect(amounts).toEqual([[-100.1, -60.1, -40], [-100.1, -60.1, -40]]);
	});

	it('a run whose connection breaks for good fails, and is retried from the history: none lost, none doubled', async () => {
		await site.erp.save('APPostedDocuments', { VendorCurrencyAmountDue: '1.25', FunctionalCurrencyAmountDue: '1.25', LastActivityDate: today }, 'V1040/INV-88312');
		await mark();
		await site.erpControl.post('faults', { kind: 'answer', status: 409, headers: { 'content-type': 'text/plain' }, body: '{"error":{"code":"General","message":{"lang":"en-US","value":"The record cannot be read."}}}', match: '^GET .*/APPostedDocuments\\?', times: -1 });
		const failed = await site.run(INTERRUPTED.id);
		expect([failed.status, toldBy(failed)]).toEqual(['error', expect.stringContaining('The record cannot be read.')]);
		await site.erpControl.delete('faults');
		for (const loadWorkflow of [false, true]) expectGood(await site.n8n.retry(failed.id, { loadWorkflow }));
		expect((await site.verdict({ only: ['Vendor', 'Document'] })).differences).toEqual([]);
		expect((await site.anaplan.get<unknown[]>('list?id=101000000005')).length).toBe((await site.erp.records('APPostedDocuments')).length);
	});

	it('the application pool was idle, and the first call takes a whole minute: the run waits and ends well', async () => {
		await site.erpControl.post('switches', { coldStartMs: REALLY_COLD_MS });
		await site.erpControl.post('recycle', {});
		await mark();
		const execution = await site.run(SMALL.id);
		await site.erpControl.post('switches', { coldStartMs: COLD_MS });
		expectGood(execution);
		expect((await happened()).filter(({ note }) => note.what === 'pool-started')).toHaveLength(1);
		const [read] = execution.runs['Get changed segment codes'] ?? [];
		expect(read?.tookMs).toBeGreaterThanOrEqual(REALLY_COLD_MS);
		figure('Sage 300, first call after the pool was idle', { 'seconds until the records came': Math.round((read?.tookMs ?? 0) / 1000) });
	});

	it('the company of the vendor\'s example payloads, with what they post: its records and its thirteen periods', async () => {
		const samltd = site.erp.in('SAMLTD');
		await samltd.send('GL', 'GLJournalBatches', payload('GLJournalBatches'));
		await samltd.send('AP', 'APInvoiceBatches', payload('APInvoiceBatches_Invoice'));
		await samltd.send('AP', 'APInvoiceBatches', payload('APInvoiceBatches_CreditNote'));
		await samltd.send('PO', 'POPurchaseOrders', payload('POPurchaseOrders'));
		const [batch] = (await samltd.records('GLJournalBatches')).filter(({ Description }) => Description === 'gl journal entry');
		await samltd.save('GLJournalBatches', { Status: 'ReadyToPost', ReadyToPost: 'Yes' }, String(batch?.BatchNumber));
		await samltd.post('GL', String(batch?.BatchNumber));
		// A correction of the year: its period is no month either.
		const late = await samltd.send('GL', 'GLJournalBatches', {
			Description: 'Adjustment of the year', Status: 'ReadyToPost',
			JournalHeaders: [{
				SourceLedger: 'GL', SourceType: 'JE', DocumentDate: '2020-12-31', PostingDate: '2020-12-31', FiscalYear: '2020', FiscalPeriod: '14',
				JournalDetails: [{ AccountNumber: '6000100', Amount: 3.33 }, { AccountNumber: '1300', Amount: -3.33 }],
			}],
		});
		await samltd.post('GL', String(late.BatchNumber));
		// Another model: empty again.
		await site.anaplan.post('reset', {});
		const execution = await run(SAMPLE.id);
		expectGood(execution);
		// The opening of 2019 was posted in period 13, which is no month: its lines wait for a name of that period.
		const rejected = rejectedBy(execution, 'Map ledger lines');
		const reasons = (period: string, year: string): unknown => expect.stringMatching(new RegExp(`period ${period} of ${year} is no month; say under "Special Periods"`));
		expect(rejected.map(({ reasons: told, record }) => [record.FiscalPeriod, told])).toEqual([
			['13', reasons('13', '2019')], ['13', reasons('13', '2019')], ['14', reasons('14', '2020')], ['14', reasons('14', '2020')],
		]);
		expect(collected(execution)).toEqual([4, 4]);
		const keys = rejected.map(({ record }) => `LedgerLine/${['PostingSequenceNumber', 'DetailCount', 'AccountNumber', 'FiscalYear', 'FiscalPeriod', 'SourceCurrencyCode', 'SourceLedgerCode', 'SourceTypeCode'].map((name) => String(record[name])).join('/')}`);
		const { checked, differences: found } = await checkSage300(site.urls.sage300, site.urls.anaplan, { rejected: new Set(keys) }, 'SAMLTD');
		expect(found).toEqual([]);
		figure('Sage 300, the company of the vendor\'s payloads', { 'records checked': Object.values(checked).reduce((sum, count) => sum + count, 0), differences: 0 });
	});

	it('leaves no password, token or cookie in clear behind', async () => {
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining([...Object.keys(site.passwords), 'an Anaplan token', 'an Sage 300 sign-in header', 'the cookie ASP.NET_SessionId of Sage 300']));
		expect(findIn(leftovers, site.secrets.all())).toEqual([]);
		expect(findIn(leftovers, [{ what: 'a vendor', value: 'Osprey "Express", plc' }])).toEqual(expect.arrayContaining(['a vendor in .n8n/database.sqlite']));
		figure('Sage 300, searched for secrets', { secrets: site.secrets.all().length, places: leftovers.length });
	});
});
