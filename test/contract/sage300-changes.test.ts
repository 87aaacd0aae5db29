/** Changes as Get Changes reads them: what is found, what comes again, and what is not seen. */
import { readPosition } from '../../src/systems/sage300/sources/posting-position';
import type { Stored } from './simulated-site';
import { ContractSite } from './sage300-site';
import { Load } from './sage300-load';

const DAY_MS = 86_400_000;

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
beforeEach(() => site.reset());
afterAll(() => site.close());

const pass = (days: number): Promise<unknown> => site.control('clock', { advanceMs: days * DAY_MS });
const sequencesOf = (keys: readonly string[]): number[] => [...new Set(keys.map((key) => Number(key.split('/')[6])))].sort((a, b) => a - b);

describe('ledger lines', () => {
	const lines = (): Load => new Load(site, { resource: 'GLPostedTransactions' });

	it('all of them first, then nothing, then what was posted since', async () => {
		const load = lines();
		expect(sequencesOf(await load.keys())).toEqual([1, 2, 3, 4, 5, 6, 7]);
		expect(await load.keys()).toEqual([]);
		expect(await site.post('000100', '2026-05-03', '62000D10', '10.00')).toBe(8);
		// The last sequence that was seen comes again with it: it may have been going on.
		expect(sequencesOf(await load.keys())).toEqual([7, 8]);
		expect(await load.keys()).toEqual([]);
		await pass(1);
		expect(await load.keys()).toEqual([]);
	});

	it('a back-dated entry, which no date would find', async () => {
		const load = lines();
		await load.run();
		await site.post('000100', '2026-01-02', '62000D10', '10.00', 'Found late');
		const found = await load.run();
		expect(found.map(({ fields }) => fields.JournalDate)).toContain('2026-01-02');
	});

	it('lines of the last sequence that show only later', async () => {
		const load = lines();
		await load.run();
		await site.control('disturb', { kind: 'slow-posting', lines: 1, match: 'Slow' });
		await site.post('000100', '2026-05-03', '62000D10', '10.00', 'Slow');
		expect((await load.keys()).filter((key) => key.split('/')[6] === '8')).toHaveLength(1);
		await site.control('finish-posting', {});
		// The place is a day and a sequence, so the same place is confirmed again on the next day only, and until then it comes again.
		for (const _again of [1, 2]) expect((await load.keys()).filter((key) => key.split('/')[6] === '8')).toHaveLength(2);
		await pass(1);
		await load.run();
		expect(await load.keys()).toEqual([]);
	});

	it('posted while they are read: in this read or in the next', async () => {
		await site.control('scale', { lines: 1_000 });
		const load = lines();
		for (const [at, number] of [[2, '000100'], [6, '000101'], [9, '000102']] as const) {
			await site.save('GLJournalBatches', (await site.records('GLJournalBatches')).find(({ BatchNumber }) => BatchNumber === '000008') ?? {});
			await site.later(at, 'records', { resource: 'GLJournalBatches', record: { ...(await readyBatch(number)) } }, 'GLPostedTransactions');
			await site.later(at, 'post', { batch: Number(number) }, 'GLPostedTransactions');
		}
		await load.run();
		await load.run();
		expect(load.held.size).toBe((await site.records('GLPostedTransactions')).length);
		expect(await load.keys()).toEqual([]);
	});

	it('no request asks for more than what is new', async () => {
		await site.control('scale', { lines: 1_000 });
		const load = lines();
		await load.run();
		const before = site.sent.length;
		await site.post('000100', '2026-05-03', '62000D10', '10.00');
		await load.run();
		expect(site.sent.length - before).toBeLessThan(20);
	});

	it.each([{ metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept' }, { postedAccounts: 'formatted' }, { dateForm: 'slashes' }, { pageSize: 3 }])(
		'on a site where %j', async (switches) => {
			await site.switches(switches);
			const load = lines();
			await load.run();
			await site.post('000100', '2026-01-02', '62000D10', '10.00');
			await load.run();
			expect(load.held.size).toBe((await site.records('GLPostedTransactions')).length);
		},
	);

	const readyBatch = async (number: string): Promise<Stored> => {
		const [like] = (await site.records('GLJournalBatches')).filter(({ BatchNumber }) => BatchNumber === '000008');
		return JSON.parse(JSON.stringify(like).replaceAll('000008', number)) as Stored;
	};
});

describe('posted documents', () => {
	const documents = (): Load => new Load(site, { resource: 'APPostedDocuments' });
	const adjust = async (document: string, date: string, amount = '10.00'): Promise<void> => {
		const place = { BatchType: 'AD', BatchNumber: '900', EntryNumber: '1' };
		await site.save('APPaymentAndAdjustmentBatches', {
			BatchSelector: 'AD', BatchNumber: '900', BatchDate: date, Description: 'Paid', BatchStatus: 'ReadyToPost',
			PaymentsAdjustments: [{
				...place, VendorNumber: 'V1040', PaymentDateAdjustmentDate: date, FiscalYear: date.slice(0, 4), FiscalPeriod: date.slice(5, 7),
				AppliedPayments: [{
					...place, LineNumber: '20', VendorNumber: 'V1040', DocumentNumber: document, AdjustmentAmount: amount,
					AdjustmentGLDistributions: [{ ...place, LineNumber: '20', SequenceNumber: '1', TransactionType: '81', DistributionGLAccount: '62000D10', DistributionAmount: amount }],
				}],
			}],
		});
		await site.control('post', { kind: 'AD', batch: 900 });
	};

	it('come when they are posted, and again when they are paid', async () => {
		const load = documents();
		expect(await load.keys()).toHaveLength(6);
		expect(await load.keys()).toEqual([]);
		await adjust('INV-88310', '2026-05-20');
		expect(await load.keys()).toContain('V1040/INV-88310');
		expect(load.held.get('V1040/INV-88310')).toMatchObject({ VendorCurrencyAmountDue: '810.50', LastActivityDate: '2026-05-20' });
		await pass(1);
		await load.run();
		expect(await load.keys()).toEqual([]);
	});

	it('a new one of any date', async () => {
		const load = documents();
		await load.run();
		await site.control('records', { resource: 'APInvoiceBatches', key: '52', record: { BatchStatus: 'ReadyToPost' } });
		await site.control('post', { kind: 'IN', batch: 52 });
		expect(await load.keys()).toContain('V1043/OS-52');
	});

	it('posted when payments have been posted more often: each kind of batch counts its postings by itself', async () => {
		for (let posting = 0; posting < 30; posting += 1) {
			const place = { BatchNumber: '800', EntryNumber: '1' };
			await site.save('APPaymentAndAdjustmentBatches', {
				BatchSelector: 'PY', BatchNumber: '800', BatchDate: '2026-05-19', Description: 'Prepaid', BatchStatus: 'ReadyToPost', BankCode: 'MAIN',
				PaymentsAdjustments: [{
					...place, BatchType: 'PY', VendorNumber: 'V1040', PaymentDateAdjustmentDate: '2026-05-19', FiscalYear: '2026', FiscalPeriod: '05', PaymentTransactionType: 'Prepayment',
					AppliedPayments: [{ ...place, BatchType: 'PY', LineNumber: '20', VendorNumber: 'V1040', PaymentAmount: '5.00' }],
				}],
			});
			await site.control('post', { kind: 'PY', batch: 800 });
		}
		const load = documents();
		expect(await load.keys()).toHaveLength(36);
		const batch = JSON.stringify((await site.records('APInvoiceBatches')).find(({ BatchNumber }) => BatchNumber === '52'));
		await site.save('APInvoiceBatches', JSON.parse(batch.replaceAll('"2026-05-04"', '"2026-02-01"').replace('"Open"', '"ReadyToPost"')) as Stored);
		await site.control('post', { kind: 'IN', batch: 52 });
		expect(await load.keys()).toContain('V1043/OS-52');
		expect(load.held.get('V1043/OS-52')).toMatchObject({ LastActivityDate: '2026-02-01' });
	});

	it('paid days later with the date of an earlier day: whose day counts as that of the activity is nowhere said', async () => {
		const load = documents();
		await load.run();
		await pass(6);
		await load.run();
		await adjust('INV-88312', '2026-05-08');
		expect(await load.keys()).toContain('V1040/INV-88312');
	});
});

describe('days of edit', () => {
	const saveVendor = (number: string, name: string, day: string): Promise<unknown> =>
		site.save('APVendors', { VendorNumber: number, VendorName: name, GroupCode: 'FREIGT', Status: 'Active', DateLastMaintained: day });

	it.each([['Z'], ['none'], ['+02:00'], ['day'], ['slashes']])('vendors: an edit later on the same day is not lost (days written %s)', async (dateForm) => {
		await site.switches({ dateForm });
		const load = new Load(site, { resource: 'APVendors' });
		expect(await load.keys()).toHaveLength(6);
		expect(await load.keys()).toEqual([]);
		for (const name of ['First', 'Second', 'Third']) {
			await saveVendor('V2000', name, '2026-05-20');
			expect(await load.keys()).toContain('V2000');
			expect(load.held.get('V2000')?.VendorName).toBe(name);
			expect(await load.keys()).toEqual([]);
		}
		await pass(3);
		await saveVendor('V1041', 'Edited after three days', '2026-05-23');
		expect(await load.keys()).toContain('V1041');
		await pass(3);
		await load.run();
		expect(await load.keys()).toEqual([]);
	});

	it('open invoice batches, each invoice for itself', async () => {
		const load = new Load(site, { resource: 'APInvoiceBatches', openOnly: true });
		expect(await load.keys()).toEqual(['51/1', '52/1']);
		const batch = (await site.records('APInvoiceBatches')).find(({ BatchNumber }) => BatchNumber === '51');
		const [invoice] = (batch?.Invoices ?? []) as Stored[];
		await site.save('APInvoiceBatches', { ...batch, DateLastEdited: '2026-05-20', Invoices: [{ ...invoice, DocumentTotalIncludingTax: '99.00' }, { ...invoice, EntryNumber: '2', DocumentNumber: 'OS-51B' }] });
		expect(await load.keys()).toEqual(expect.arrayContaining(['51/1', '51/2']));
		expect(load.held.get('51/1')).toMatchObject({ 'Invoices/DocumentTotalIncludingTax': '99.00' });
	});
});

describe('without any mark of change', () => {
	it.each(['GLAccounts', 'GLSegmentCodes', 'POPurchaseOrders', 'CSFiscalCalendars'])('%s are read whole and compared', async (resource) => {
		const load = new Load(site, { resource });
		expect((await load.keys()).length).toBeGreaterThan(0);
		expect(await load.keys()).toEqual([]);
		const changes: Readonly<Record<string, () => Promise<unknown>>> = {
			GLAccounts: () => site.save('GLAccounts', { UnformattedAccount: '62000D10', Description: 'Rent, new' }),
			GLSegmentCodes: () => site.save('GLSegmentCodes', { SegmentNumber: '000002', SegmentCode: 'D10', Description: 'Sales, new' }),
			POPurchaseOrders: () => site.save('POPurchaseOrders', { PurchaseOrderSequenceKey: '2', Description: 'Pulp, new' }),
			CSFiscalCalendars: () => site.switches({ renamed: 'CSFiscalCalendars.Quarter4Periods=Q4' }),
		};
		await changes[resource]?.();
		expect((await load.keys()).length).toBeGreaterThan(0);
		expect(await load.keys()).toEqual([]);
	});
});

describe('balances', () => {
	const balances = (): Load => new Load(site, { resource: 'GLAccountFiscalSets' });
	const net = (load: Load, account: string, year: string, period: string): string | undefined =>
		load.held.get(`${account}/${year}/Actuals/USD/Functional`)?.[`Period${period}netamount`];

	it('those of the accounts and years that were posted to come again', async () => {
		const load = balances();
		const all = await load.keys();
		expect(all.length).toBeGreaterThan(15);
		expect(await load.keys()).toEqual([]);
		await site.post('000100', '2026-05-03', '62000D10', '10.00');
		const keys = await load.keys();
		expect(keys).toContain('62000D10/2026/Actuals/USD/Functional');
		expect(keys.length).toBeLessThan(all.length);
		expect(net(load, '62000D10', '2026', '05')).toBe('10.00');
		expect(await load.keys()).toEqual([]);
	});

	it.each([{ postedAccounts: 'formatted' }, { fiscalSetNames: 'camel' }, { fiscalSetNames: 'capitals', fiscalSetWords: 'letters' }, { metadata: 'odata3', oldLiterals: 'accept' }, { pageSize: 5 }])(
		'on a site where %j', async (switches) => {
			await site.switches(switches);
			const load = balances();
			await load.run();
			await site.post('000100', '2026-05-03', '62000D10EU', '10.00');
			const keys = await load.keys();
			const key = keys.find((one) => one.startsWith('62000D10EU/2026/')) ?? '';
			expect(load.held.get(key)).toMatchObject({ Period05netamount: '10.00' });
			expect(await load.keys()).toEqual([]);
		},
	);

	it('a line in the year before moves the beginning of this one', async () => {
		const load = balances();
		await load.run();
		await site.post('000100', '2025-12-31', '10100', '100.00');
		await load.run();
		expect(net(load, '10100', '2025', '12')).toBe('25100.00');
		expect(load.held.get('10100/2026/Actuals/USD/Functional')).toMatchObject({ BeginningBalance: '25100.00' });
		expect(await load.keys()).toEqual([]);
	});

	it('those of a posting that is still going on', async () => {
		const load = balances();
		await load.run();
		await site.control('disturb', { kind: 'slow-posting', lines: 0, match: 'Slow' });
		await site.post('000100', '2026-05-03', '62000D10', '10.00', 'Slow');
		await load.run();
		await site.control('finish-posting', {});
		await load.run();
		expect(net(load, '62000D10', '2026', '05')).toBe('10.00');
	});
});

it('a place is the day before the server\'s and the last sequence', async () => {
	const load = new Load(site, { resource: 'GLPostedTransactions' });
	await load.run();
	expect(readPosition(load.cursor?.to ?? '')).toEqual({ day: '2026-05-19', sequence: 7 });
});
