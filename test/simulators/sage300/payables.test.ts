import { type Caller, Site, values, type Rec } from './driver';

const adjustment = (more: Rec = {}, distribution: Rec = {}): Rec => ({
	BatchSelector: 'AD', BatchDate: '2026-04-30', Description: 'ANP 7f3a91c2 AP adj', ...more,
	PaymentsAdjustments: [{
		BatchType: 'AD', EntryNumber: 1, VendorNumber: 'V1040', PaymentDateAdjustmentDate: '2026-04-30', EntryDescription: 'Accrual true-up',
		AppliedPayments: [{
			BatchType: 'AD', EntryNumber: 1, LineNumber: 20, VendorNumber: 'V1040', DocumentNumber: 'INV-88310', PaymentType: 'Adjustment',
				DocumentDate: '2026-04-30',
			AdjustmentGLDistributions: [{
				BatchType: 'AD', EntryNumber: 1, LineNumber: 20, SequenceNumber: 1, TransactionType: 81, DistributionAmount: 40.25,
					DistributionGLAccount: '51020D20', ...distribution,
			}],
		}],
	}],
});

const invoice = (document: string, batch: Rec = {}, more: Rec = {}): Rec => ({
	BatchDate: '2026-04-30', Description: 'ANP credit', ...batch,
	Invoices: [{
		VendorNumber: 'V1040', DocumentNumber: document, DocumentType: 'CreditNote', DocumentDate: '2026-04-30', DueDate: '2026-05-30',
			DocumentTotalIncludingTax: 12.5,
		...more, InvoiceDetails: [{ LineNumber: 20, GLAccount: '51020D20', DistributedAmount: 12.5 }],
	}],
});

describe('payables and masters', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		caller = site.caller();
	});
	afterAll(() => site.close());

	const batches = 'AP/APPaymentAndAdjustmentBatches';
	const document = async (number = 'INV-88310'): Promise<Rec> => (await caller.rows(`AP/APPostedDocuments?$filter=DocumentNumber eq '${number}'`))[0] ?? {};

	it('37. PUT on a vendor drops optional fields that were not sent; PATCH keeps them', async () => {
		const vendor = async (): Promise<Rec> => (await caller.get('AP/APVendors(\'V1041\')')).json();
		expect((await caller.patch('AP/APVendors(\'V1041\')', { City: 'Bay' })).status).toBe(204);
		expect(await vendor()).toMatchObject({ City: 'Bay', DateLastMaintained: '2026-05-20T00:00:00Z',
			VendorOptionalFieldValues: [{ OptionalField: 'REGION', Value: 'SOUTH' }] });
		expect((await caller.send('PUT', 'AP/APVendors(\'V1041\')', { GroupCode: 'RAWMAT', ShortName: 'New Name' })).status).toBe(204);
		expect(await vendor()).toMatchObject({ ShortName: 'New Name', City: 'Bay', VendorOptionalFieldValues: [] });
		await site.switches({ putHeader: 'initial' });
		await caller.send('PUT', 'AP/APVendors(\'V1041\')', { GroupCode: 'RAWMAT' });
		expect(await vendor()).toMatchObject({ ShortName: '', City: '', VendorNumber: 'V1041' });
	});

	it('37. POST, PATCH and DELETE of masters: duplicates, details by key, records with history stay', async () => {
		expect((await caller.post('AP/APVendors', { VendorNumber: 'V1041', GroupCode: 'RAWMAT' })).code).toBe('RecordDuplicate');
		expect((await caller.post('AP/APVendors', { VendorNumber: 'V9', GroupCode: 'NONE' })).code).toBe('FieldInvalid');
		expect((await caller.post('AP/APVendors', { VendorNumber: 'V9', GroupCode: 'RAWMAT',
			VendorOptionalFieldValues: [{ OptionalField: 'A', Value: '1' }] })).status).toBe(201);
		await caller.patch('AP/APVendors(\'V9\')', { VendorOptionalFieldValues: [{ OptionalField: 'A', Value: '2' },
			{ OptionalField: 'B', Value: '3' }] });
		expect((await caller.get('AP/APVendors(\'V9\')')).json()).toMatchObject({ VendorOptionalFieldValues: [
			{ VendorNumber: 'V9', OptionalField: 'A', Value: '2' }, { VendorNumber: 'V9', OptionalField: 'B', Value: '3' },
		] });
		expect([(await caller.send('DELETE', 'AP/APVendors(\'V9\')')).status,
			(await caller.send('DELETE', 'AP/APVendors(\'V1040\')')).status]).toEqual([204, 409]);
		const account = await caller.post('GL/GLAccounts', { UnformattedAccount: '71000D20', StructureCode: 'ACCDEP', Description: 'New' });
		expect(account.json()).toMatchObject({ AccountNumber: '71000-D20', AccountSegmentCode2: 'D20', DateCreated: '2026-05-20T00:00:00Z' });
		expect((await caller.post('GL/GLAccounts', { UnformattedAccount: '71000D99', StructureCode: 'ACCDEP' })).code).toBe('FieldInvalid');
		expect([(await caller.send('DELETE', 'GL/GLAccounts(\'71000D20\')')).status,
			(await caller.send('DELETE', 'GL/GLAccounts(\'10100\')')).status]).toEqual([204, 409]);
	});

	it('39. BatchStatus: ReadyToPost in a POST is applied after the insert; when that fails the batch exists and is open', async () => {
		const made = await caller.post('AP/APInvoiceBatches', invoice('ANP-1', { BatchStatus: 'ReadyToPost' }));
		expect([made.status, made.json().BatchNumber, made.json().BatchStatus]).toEqual([201, 54, 'ReadyToPost']);
		await site.control('disturb', { kind: 'ready-fails', match: 'ANP' });
		const half = await caller.post('AP/APInvoiceBatches', invoice('ANP-2', { BatchStatus: 'ReadyToPost' }));
		expect([half.status, half.code]).toEqual([409, 'General']);
		expect((await caller.get('AP/APInvoiceBatches(55)')).json()).toMatchObject({ BatchStatus: 'Open', Description: 'ANP credit', BatchTotal: 12.5 });
		expect((await caller.patch('AP/APInvoiceBatches(55)', { BatchNumber: 55, BatchStatus: 'ReadyToPost' })).status).toBe(204);
		expect((await caller.patch('AP/APInvoiceBatches(55)', { Description: 'x' })).status).toBe(409);
	});

	it('43. an adjustment without BatchSelector is an error; with AD it works; the key needs both parts', async () => {
		expect((await caller.post(batches, { ...adjustment(), BatchSelector: undefined })).code).toBe('InvalidPayload');
		const made = (await caller.post(batches, adjustment())).json();
		expect(made).toMatchObject({ BatchSelector: 'AD', BatchNumber: 1, BatchStatus: 'Open', BatchTotal: 40.25, NumberOfEntries: 1 });
		expect((await caller.get(`${batches}(BatchNumber=1)`)).code).toBe('InvalidEntityKey');
		expect((await caller.get(`${batches}(BatchNumber=1,BatchSelector='AD')`)).json()).toMatchObject({ Description: 'ANP 7f3a91c2 AP adj' });
		expect((await caller.get(`${batches}(BatchNumber=1,BatchSelector='PY')`)).code).toBe('RecordNotFound');
		expect(await site.control('batches?resource=APPaymentAndAdjustmentBatches&match=ANP&lines=1')).toEqual([expect.objectContaining({
			status: 'Open', net: '40.250', lines: [expect.objectContaining({ account: '51020D20', amount: '40.250', document: 'V1040/INV-88310',
				period: '04' })],
		})]);
	});

	it('43. an adjustment applies to a posted document of its vendor, with a known type and account', async () => {
		const refusal = async (body: Rec): Promise<string> => (await caller.post(batches, body)).code;
		expect(await refusal(adjustment({}, { TransactionType: 82 }))).toBe('FieldInvalid');
		expect(await refusal(adjustment({}, { DistributionGLAccount: '77777' }))).toBe('FieldInvalid');
		expect(await refusal(JSON.parse(JSON.stringify(adjustment()).replace('INV-88310', 'INV-1')) as Rec)).toBe('FieldInvalid');
		expect(await refusal(JSON.parse(JSON.stringify(adjustment()).replace(/V1040/g, 'V1')) as Rec)).toBe('FieldInvalid');
		expect((await site.control<Rec[]>('batches?resource=APPaymentAndAdjustmentBatches')).length).toBe(0);
	});

	it('43. posting it changes the amount due and the day of last activity, not the sequence of the document', async () => {
		await caller.post(batches, adjustment({ BatchStatus: 'ReadyToPost' }));
		const before = await document();
		await caller.post('AP/APPostPaymentsAndAdjustments(\'$process\')', { BatchType: 'AD', PostAllBatches: 'Postallbatches' });
		expect((await caller.get(`${batches}('AD',1)`)).json()).toMatchObject({ BatchStatus: 'Posted', PostingSequenceNumber: 1 });
		expect(await document()).toMatchObject({
			VendorCurrencyAmountDue: Number(before.VendorCurrencyAmountDue) - 40.25, LastActivityDate: '2026-04-30T00:00:00Z',
				PostingSequenceNumber: before.PostingSequenceNumber,
		});
		await site.switches({ adjustmentSign: 'increases', createGlBatch: 'automatic' });
		await caller.post(batches, adjustment({ BatchStatus: 'ReadyToPost' }));
		await caller.post('AP/APPostPaymentsAndAdjustments(\'$process\')', { BatchType: 'AD', PostAllBatches: 'Postallbatches' });
		expect((await document()).VendorCurrencyAmountDue).toBe(before.VendorCurrencyAmountDue);
		expect((await site.control<Rec[]>('batches?match=A/P'))[0]).toMatchObject({ JournalBatchType: 'Subledger', status: 'Open', net: '0.000',
			lines: 4 });
	});

	it('44. a vendor\'s document number that comes twice is 409 FieldInvalid', async () => {
		expect((await caller.post('AP/APInvoiceBatches', invoice('INV-88310'))).code).toBe('FieldInvalid');
		expect((await caller.post('AP/APInvoiceBatches', invoice('ANP-9'))).status).toBe(201);
		const again = await caller.post('AP/APInvoiceBatches', invoice('ANP-9'));
		expect([again.status, again.code, again.said]).toEqual([409, 'FieldInvalid', 'Document number "ANP-9" for vendor "V1040" already exists.']);
		await site.control('delete', { resource: 'APInvoiceBatches', key: '54' });
		expect((await caller.get('AP/APInvoiceBatches(54)')).json()).toMatchObject({ BatchStatus: 'Deleted', DateLastEdited: '2026-05-20T00:00:00Z' });
		expect((await caller.post('AP/APInvoiceBatches', invoice('ANP-9', { BatchStatus: 'ReadyToPost' }))).status).toBe(201);
		await site.control('post', { kind: 'IN' });
		expect(await document('ANP-9')).toMatchObject({ DocumentType: 'CreditNote', PostingSequenceNumber: 24, VendorCurrencyInvoiceAmount: 12.5 });
		expect((await caller.post('AP/APInvoiceBatches', invoice('ANP-9'))).code).toBe('FieldInvalid');
	});

	it('44. what AP posted reaches GL by APCreateGLBatch, balanced', async () => {
		await caller.post('AP/APInvoiceBatches', invoice('ANP-3', { BatchStatus: 'ReadyToPost' }));
		await caller.post('AP/APPostInvoices(\'$process\')', { PostAllBatches: 'Postallbatches' });
		await caller.post('AP/APCreateGLBatch(\'$process\')', { ProcessInvoiceBatch: 'PostInvoicebatches', ThruInvoicePostingSequenceNumber: 23 });
		expect(await site.control('batches?match=A/P')).toEqual([]);
		await caller.post('AP/APCreateGLBatch(\'$process\')', { ProcessInvoiceBatch: 'PostInvoicebatches', ThruInvoicePostingSequenceNumber: 999999 });
		expect(await site.control('totals?of=batches&match=A/P&by=Account')).toEqual([
			{ Account: '51020D20', debit: '0.000', credit: '12.500', net: '-12.500', lines: 1 },
				{ Account: '20000', debit: '12.500', credit: '0.000', net: '12.500', lines: 1 },
		]);
	});

	it('totals of AP documents are checked when the switch says so', async () => {
		await site.switches({ documentTotals: 'refuse' });
		expect((await caller.post('AP/APInvoiceBatches', invoice('ANP-4', {}, { DocumentTotalIncludingTax: 13 }))).said).toContain('undistributed');
		expect((await caller.post('AP/APInvoiceBatches', invoice('ANP-4'))).status).toBe(201);
	});

	it('purchase orders: lines, items and the vendor are looked at', async () => {
		const order = (item: string): Rec => ({ Vendor: 'V1041', PurchaseOrderLines: [{ ItemNumber: item, Location: '1', QuantityOrdered: 2.5,
			UnitCost: 3.333333 }] });
		expect((await caller.post('PO/POPurchaseOrders', order('NONE'))).code).toBe('FieldInvalid');
		expect((await caller.post('PO/POPurchaseOrders', order('PULP-02'))).json()).toMatchObject({ PurchaseOrderSequenceKey: 4,
			PurchaseOrderNumber: 'PO000004', OrderTotal: 8.33 });
		expect(values(await caller.rows('PO/POPurchaseOrders?$filter=OnHold eq \'Yes\''), 'PurchaseOrderNumber')).toEqual(['PO000003']);
	});
});
