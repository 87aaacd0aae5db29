import { type Caller, details, entries, payload, Site, values, type Rec } from './driver';

describe('the vendor\'s example payloads, at the company of the examples', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		caller = site.example();
	});
	afterAll(() => site.close());

	it.each([
		['APInvoiceBatches_CreditNote', 'AP/APInvoiceBatches'], ['APInvoiceBatches_DebitNote', 'AP/APInvoiceBatches'],
			['APInvoiceBatches_Invoice', 'AP/APInvoiceBatches'],
		['APPaymentAndAdjustmentBatches_Adjustment', 'AP/APPaymentAndAdjustmentBatches'],
			['APPaymentAndAdjustmentBatches_Prepayment', 'AP/APPaymentAndAdjustmentBatches'],
		['APVendors', 'AP/APVendors'], ['CSCurrencyCodes', 'CS/CSCurrencyCodes'], ['GLAccounts', 'GL/GLAccounts'],
			['GLAccounts_Multicurrency', 'GL/GLAccounts'],
		['GLJournalBatches', 'GL/GLJournalBatches'], ['GLSourceCodes', 'GL/GLSourceCodes'], ['POPurchaseOrders', 'PO/POPurchaseOrders'],
		['POReceipt_WithPONumber', 'PO/POReceipts'], ['POReceipts', 'PO/POReceipts'],
	])('%s posts as it stands', async (name, path) => {
		await site.switches({ documentTotals: 'refuse' });
		const answer = await caller.post(path, payload(name));
		expect([name, answer.status, answer.said]).toEqual([name, 201, '']);
	});

	it('the journal has its two entries with the system\'s numbers, and can be posted', async () => {
		const made = (await caller.post('GL/GLJournalBatches', payload('GLJournalBatches'))).json();
		expect([made.BatchNumber, values(entries(made), 'EntryNumber'), values(details(made), 'Amount'), values(details(made, 1), 'AccountNumber')])
			.toEqual(['000002', ['00001', '00002'], [30, -10, -20], ['6000100', '9999']]);
		expect(entries(made)[0]).toMatchObject({ FiscalYear: '2020', FiscalPeriod: '01' });
		await caller.ready('000002');
		expect(await caller.rows('GL/GLPostedTransactions?$filter=PostingSequenceNumber eq 2')).toHaveLength(5);
	});

	it('adjustment, prepayment and invoice post into documents, and into a balanced GL batch', async () => {
		for (const [name, path] of [['APInvoiceBatches_Invoice', 'APInvoiceBatches'],
			['APPaymentAndAdjustmentBatches_Adjustment', 'APPaymentAndAdjustmentBatches'],
			['APPaymentAndAdjustmentBatches_Prepayment', 'APPaymentAndAdjustmentBatches']] as const) await caller.post(`AP/${path}`, payload(name));
		await site.switches({ postOnlyReady: false, createGlBatch: 'automatic' });
		await caller.post('AP/APPostInvoices(\'$process\')', { PostAllBatches: 'Postallbatches' });
		for (const BatchType of ['AD', 'PY']) await caller.post('AP/APPostPaymentsAndAdjustments(\'$process\')',
			{ BatchType, PostAllBatches: 'Postallbatches' });
		const documents = await caller.rows('AP/APPostedDocuments');
		expect(documents.map((row) => [row.VendorNumber, row.DocumentType, row.VendorCurrencyAmountDue])).toEqual([['1200', 'Invoice', 499],
			['1200', 'Invoice', 86.6], ['1500', 'Prepayment', -35]]);
		expect((await site.control<Rec[]>('batches?company=SAMLTD&match=A/P')).map(({ net, lines }) => [net, lines])).toEqual([['0.000', 3],
			['0.000', 2], ['0.000', 2]]);
	});

	it('a receipt moves the quantities of its order', async () => {
		await caller.post('PO/POReceipts', payload('POReceipt_WithPONumber'));
		const lines = (await caller.get('PO/POPurchaseOrders(1)')).json().PurchaseOrderLines as Rec[];
		expect(lines.map((line) => [line.QuantityReceived, line.QuantityOutstanding])).toEqual([[2, 8], [3, 17]]);
	});
});
