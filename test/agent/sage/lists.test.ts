import { SageFault, type ListFilter, type ListName, type Row } from '../../../agent/src/sage/port';
import type { Engine } from '../../../agent/src/sage/engine';
import { account, ask, engineOf, scriptedSage } from './company-abc';
import type { ScriptedSage } from './scripted-sage';

const scan = async (engine: Engine, list: ListName, filter: ListFilter = {}, since?: string): Promise<string[]> =>
	await ask(engine, { do: 'scan', list, filter, ...(since === undefined ? {} : { since }) }) as string[];
const rows = async (engine: Engine, list: ListName, filter: ListFilter = {}, since?: string): Promise<Row[]> =>
	await ask(engine, { do: 'fetch', list, filter, keys: (await scan(engine, list, filter, since)) }) as Row[];
const fault = async (work: Promise<unknown>): Promise<SageFault> => {
	const error: unknown = await work.then(() => undefined, (cause: unknown) => cause);
	if (!(error instanceof SageFault)) throw new Error(`expected a fault, got ${String(error)}`);
	return error;
};
const add = (sage: ScriptedSage, table: string, row: Record<string, string | number>): void => {
	const { columns, rows: known } = sage.tableOf(table);
	known.push({ ...Object.fromEntries(columns.map((column) => [column, column.endsWith('$') ? '' : 0])), ...row });
};

describe('accounts', () => {
	test('segments come from their table, and their number may differ', async () => {
		const found = await rows(engineOf(scriptedSage()), 'accounts');
		expect(found.map(({ account: text, segments }) => [text, segments])).toEqual([
			['6200-200', [{ segmentNo: '01', value: '6200' }, { segmentNo: '02', value: '200' }]],
			['9000-200', [{ segmentNo: '01', value: '9000' }, { segmentNo: '02', value: '200' }]],
			['9999-200', [{ segmentNo: '01', value: '9999' }]],
			['8000', [{ segmentNo: '01', value: '8000' }]],
		]);
		expect(found[0]).toMatchObject({
			accountKey: '000000417', status: 'A', dateStart: null, stamp: { value: '20250331T9.50000', basis: 'updated', local: '2025-03-31T09:30:00' },
		});
		expect(found[3]).toMatchObject({ dateEnd: '2024-12-31' });
		expect(found[0]).not.toHaveProperty('accountGroup');
	});
	test('a full read is in the order of keys, whatever order Sage gives, and one of changes in that of stamps', async () => {
		const sage = scriptedSage();
		const usual = [await scan(engineOf(sage), 'vendors'), await scan(engineOf(sage), 'accounts'), await scan(engineOf(sage), 'accounts', {}, '20240101T8')];
		for (const table of ['AP_Vendor_svc', 'GL_Account_svc']) sage.tableOf(table).rows.reverse();
		expect([await scan(engineOf(sage), 'vendors'), await scan(engineOf(sage), 'accounts'), await scan(engineOf(sage), 'accounts', {}, '20240101T8')]).toEqual(usual);
		expect(usual[1]).toEqual([...(usual[1] ?? [])].sort());
		expect(usual[1]).not.toEqual(usual[2]);
	});
	test('since is inclusive, 9.5 comes before 15.5, and the larger of created and updated counts', async () => {
		const engine = engineOf(scriptedSage());
		expect(await scan(engine, 'accounts', {}, '20250331T9.50000')).toEqual(['000000417', '000000731']);
		expect((await scan(engine, 'accounts', {}, '20240101T8'))).toEqual(['000000800', '000000900', '000000417', '000000731']);
		expect((await scan(engine, 'accounts', {}, '20250331T9.50001'))).toEqual(['000000731']);
	});
	test('a record that was never stamped is older than all, and comes to whoever asks from before everything', async () => {
		const sage = scriptedSage();
		add(sage, 'GL_Account_svc', account('000000950', '7000-100', { DateCreated$: '', TimeCreated$: '', DateUpdated$: '', TimeUpdated$: '' }));
		const engine = engineOf(sage);
		expect((await scan(engine, 'accounts', {}, '00010101T0.00000'))[0]).toBe('000000950');
		expect(await scan(engine, 'accounts', {}, '00010101T0.00000')).toHaveLength(5);
		expect((await scan(engine, 'accounts', {}, '19000101T0.00001'))).not.toContain('000000950');
	});
	test('filters are answered by Sage and cannot break out of their quotes', async () => {
		const engine = engineOf(scriptedSage());
		expect(await scan(engine, 'accounts', { status: ['I', 'D'] })).toHaveLength(1);
		expect(await scan(engine, 'accounts', { account: '6200-200' })).toHaveLength(1);
		expect(await scan(engine, 'accounts', { account: '" OR AccountKey$<>"' })).toEqual([]);
		expect((await fault(scan(engine, 'accounts', { account: 'a\nb' }))).code).toBe('FILTER_NOT_SUPPORTED');
	});
	test('a key that is gone is left out', async () => {
		const engine = engineOf(scriptedSage());
		expect(await ask(engine, { do: 'fetch', list: 'accounts', filter: {}, keys: ['000000731', 'gone', '000000417'] })).toMatchObject([
			{ accountKey: '000000731' }, { accountKey: '000000417' },
		]);
	});
	test('keys are asked for in groups of 250, and each row comes once', async () => {
		const sage = scriptedSage();
		for (let index = 0; index < 240; index += 1) add(sage, 'GL_Account_svc', account(`00001${String(index).padStart(4, '0')}`, `${1000 + index}-100`));
		const engine = engineOf(sage, { keysPerSet: 100 });
		const found = await rows(engine, 'accounts');
		expect(new Set(found.map(({ accountKey }) => accountKey)).size).toBe(244);
		const groups = sage.calls.filter((call) => call.includes('GL_Account_svc.nGetResultSets') && call.includes('AccountDesc$'));
		expect(groups).toHaveLength(3);
		expect(sage.calls.filter((call) => call.includes('nFind'))).toEqual([]);
	});
	test('user columns that the administrator lists', async () => {
		const sage = scriptedSage();
		for (const row of sage.tableOf('GL_Account_svc').rows) row['UDF_REGION$'] = row['AccountKey$'] === '000000417' ? 'West ' : '';
		expect((await rows(engineOf(sage, { userColumns: ['UDF_REGION'] }), 'accounts')).map(({ userDefined }) => userDefined).slice(0, 2)).toEqual([{ UDF_REGION: 'West' }, { UDF_REGION: null }]);
	});
	test('a missing column is named', async () => {
		const sage = scriptedSage();
		sage.tables['GL_Account_svc'] = { ...sage.tableOf('GL_Account_svc'), columns: ['AccountKey$', 'Status$'] };
		const { code, message } = await fault(scan(engineOf(sage), 'accounts'));
		expect(code).toBe('SAGE_ERROR');
		expect(message).toMatch(/no column Account\$.*no column AccountDesc\$/);
	});
	test('another name can be configured', async () => {
		const sage = scriptedSage();
		sage.tables['XX_Account_bus'] = sage.tableOf('GL_Account_svc');
		delete sage.tables['GL_Account_svc'];
		expect(await scan(engineOf(sage, { names: { accounts: { classes: ['XX_Account_bus'] } } }), 'accounts')).toHaveLength(4);
	});
});

describe('values with the separator or the glue in them', () => {
	const odd = ['Jiří Šebesta', 'a|b', '|Š|', 'Š', 'x|yŠz|w'];
	test.each(odd)('%s as a name is read whole, and its neighbours too', async (name) => {
		const sage = scriptedSage();
		add(sage, 'AP_Vendor_svc', { APDivisionNo$: '00', VendorNo$: 'ODD', VendorName$: name, EmailAddress$: name, DateUpdated$: '20250101', TimeUpdated$: '1' });
		add(sage, 'AP_Vendor_svc', { APDivisionNo$: '00', VendorNo$: 'ZET', VendorName$: 'Zet', DateUpdated$: '20250101', TimeUpdated$: '1' });
		expect((await rows(engineOf(sage), 'vendors')).map((row) => [row['divisionNo'], row['vendorNo'], row['name'], row['email']])).toEqual([
			['00', 'ACME01', 'Acme', null], ['00', 'ODD', name, name], ['00', 'ZET', 'Zet', null], ['01', 'ACME01', 'Acme West', null],
		]);
	});
	test.each(['INVŠ1', 'A|B', 'Š', 'an invoice no 20 lng'])('%s as an invoice number is a key like any other', async (invoiceNo) => {
		const sage = scriptedSage();
		add(sage, 'AP_OpenInvoice_svc', { APDivisionNo$: '00', VendorNo$: 'ACME01', InvoiceNo$: invoiceNo, InvoiceDate$: '20250301', InvoiceAmt: 7, Balance: 7 });
		expect((await rows(engineOf(sage), 'openInvoices')).map((row) => [row['invoiceNo'], row['balance']])).toEqual(
			[['INV/1', '10.00'], [invoiceNo, '7.00']].sort(([left = ''], [right = '']) => (left < right ? -1 : 1)),
		);
	});
	test.each(['ignored', 'nothing'] as const)('a key that the set lacks is looked up by itself: bounds %s', async (bounds) => {
		const sage = scriptedSage();
		sage.bounds = bounds;
		const engine = engineOf(sage);
		expect(await rows(engine, 'vendors')).toHaveLength(2);
		expect(await rows(engine, 'accounts')).toHaveLength(4);
	});
	test('bounds can be switched off', async () => {
		const sage = scriptedSage();
		sage.bounds = 'nothing';
		expect(await rows(engineOf(sage, { keyBounds: false }), 'balances', { fiscalYear: '2025', accountKey: '000000417' })).toHaveLength(2);
	});
	test('a set that Sage cut off is asked for in smaller groups', async () => {
		const sage = scriptedSage();
		const engine = engineOf(sage);
		const keys = (await scan(engine, 'accounts'));
		sage.longestSet = 210;
		expect(await ask(engine, { do: 'fetch', list: 'accounts', filter: {}, keys })).toHaveLength(4);
	});
	test('another code page has another separator', async () => {
		const sage = scriptedSage();
		sage.separator = 'è';
		expect(await rows(engineOf(sage), 'vendors')).toHaveLength(2);
	});
});

describe('balances', () => {
	test('the worked example of the reference, to the cent', async () => {
		const found = await rows(engineOf(scriptedSage()), 'balances', { fiscalYear: '2025' });
		expect(found).toEqual([
			{ accountKey: '000000417', account: '6200-200', fiscalYear: '2025', fiscalPeriod: '01', beginningBalance: '0.00', debitAmount: '1200.00', creditAmount: '0.00', endingBalance: '1200.00', stamp: null },
			{ accountKey: '000000417', account: '6200-200', fiscalYear: '2025', fiscalPeriod: '03', beginningBalance: null, debitAmount: '300.00', creditAmount: '50.00', endingBalance: '1450.00', stamp: null },
			expect.objectContaining({ accountKey: '000000731', debitAmount: '0.10', creditAmount: '0.30', endingBalance: '-0.20' }),
		]);
	});
	test('gaps are filled for accounts with a row in the year only', async () => {
		const found = await rows(engineOf(scriptedSage()), 'balances', { fiscalYear: '2025', fillGaps: true, periodTo: '04' });
		expect(found.map(({ accountKey, fiscalPeriod, endingBalance }) => [accountKey, fiscalPeriod, endingBalance])).toEqual([
			['000000417', '01', '1200.00'], ['000000417', '02', '1200.00'], ['000000417', '03', '1450.00'], ['000000417', '04', '1450.00'],
			['000000731', '01', '0.00'], ['000000731', '02', '0.00'], ['000000731', '03', '-0.20'], ['000000731', '04', '-0.20'],
		]);
	});
	const line = (sage: ScriptedSage, key: string, day: string, created: string, time: string): void => add(sage, 'GL_DetailPosting_svc', {
		AccountKey$: key, PostingDate$: day, SourceJournal$: 'GJ', JournalRegisterNo$: '1', SequenceNo$: `${created}${time}`, DateCreated$: created, TimeCreated$: time,
	});
	test('a back-dated line touches its period, the later ones and later years, with the newest created stamp', async () => {
		const sage = scriptedSage();
		line(sage, '000000417', '20250115', '20250402', '9.5');
		line(sage, '000000417', '20250310', '20250402', '10.5');
		line(sage, '000000417', '20241210', '20250402', '9.7');
		line(sage, '000000731', '20250310', '20250402', '9.4');
		const engine = engineOf(sage);
		const found = await rows(engine, 'balances', {}, '20250402T9.50000');
		expect(found.map(({ accountKey, fiscalYear, fiscalPeriod, stamp }) => [accountKey, fiscalYear, fiscalPeriod, (stamp as Row)['value']])).toEqual([
			['000000417', '2024', '12', '20250402T10.50000'], ['000000417', '2025', '01', '20250402T10.50000'], ['000000417', '2025', '03', '20250402T10.50000'],
		]);
		expect(await rows(engine, 'balances', { fiscalYear: '2025', periodFrom: '02' }, '20250402T9.50000')).toHaveLength(1);
		expect(await scan(engine, 'balances', {}, '20250402T11')).toEqual([]);
	});
	test('a line in no known period touches all rows of its account', async () => {
		const sage = scriptedSage();
		line(sage, '000000417', '19990101', '20250402', '9.5');
		expect(await scan(engineOf(sage), 'balances', {}, '20250402T9')).toHaveLength(3);
	});
	test('a full read needs a year', async () => {
		expect((await fault(scan(engineOf(scriptedSage()), 'balances'))).code).toBe('FILTER_NOT_SUPPORTED');
	});
});

describe('payables and purchase orders', () => {
	test('open invoices without stamp columns do not answer updatedSince', async () => {
		const engine = engineOf(scriptedSage());
		expect((await fault(scan(engine, 'openInvoices', {}, '20250101T1'))).code).toBe('FILTER_NOT_SUPPORTED');
		expect(await rows(engine, 'openInvoices')).toMatchObject([{ invoiceNo: 'INV/1', dueDate: null, stamp: null, invoiceAmount: '10.00' }]);
	});
	test('open invoices with those that are paid, where a full read asks for them', async () => {
		const told = async (filter = {}): Promise<unknown> => (await rows(engineOf(scriptedSage()), 'openInvoices', filter)).map((row) => [row['invoiceNo'], row['balance']]);
		expect(await told()).toEqual([['INV/1', '10.00']]);
		expect(await told({ includePaid: false })).toEqual([['INV/1', '10.00']]);
		expect(await told({ includePaid: true })).toEqual([['INV/1', '10.00'], ['PAID', '0.00']]);
	});
	test('the same vendor number in two divisions', async () => {
		expect((await scan(engineOf(scriptedSage()), 'vendors')).map((key) => JSON.parse(key) as unknown)).toEqual([['00', 'ACME01'], ['01', 'ACME01']]);
	});
	test('orders with lines in the order of the paper', async () => {
		const found = await rows(engineOf(scriptedSage()), 'purchaseOrders', { openOnly: true });
		expect(found).toMatchObject([{
			purchaseOrderNo: '0001204', stamp: { value: '20250312T14.12361', local: '2025-03-12T14:07:24' },
			lines: [
				{ itemCode: 'BOLT-M8', accountKey: '000000417', quantityOrdered: '400', unitCost: '1.2', extension: '480.00' },
				{ itemCode: 'NUT-M8', accountKey: null, quantityOrdered: '0.125' },
			],
		}]);
		expect((await rows(engineOf(scriptedSage()), 'purchaseOrders', { includeLines: false }))[0]).not.toHaveProperty('lines');
	});
	test('an order without lines has an empty list', async () => {
		expect((await rows(engineOf(scriptedSage()), 'purchaseOrders'))[1]).toMatchObject({ purchaseOrderNo: '0001205', lines: [] });
	});
});

describe('calendar and facts', () => {
	test('periods get their start from the one before and are open from the current one on', async () => {
		const years = await ask(engineOf(scriptedSage()), { do: 'fiscalYears' }) as Row[];
		const periods = years[1]?.['periods'] as Row[];
		expect(periods[1]).toEqual({ period: '02', startDate: '2025-02-01', endDate: '2025-02-28', open: false });
		expect(periods[2]).toMatchObject({ open: true });
		expect((years[0]?.['periods'] as Row[])[0]).toMatchObject({ startDate: '2024-01-01' });
	});
	test('facts of a company', async () => {
		expect(await ask(engineOf(scriptedSage()), { do: 'facts' })).toEqual({
			code: 'ABC', name: 'Northwind Parts', timeZone: 'America/Chicago', currentFiscalYear: '2025', currentPeriod: '03', usesJournalBatches: false, canRunRegister: false,
			accountFormat: { delimiter: '-', segments: [
				{ segmentNo: '01', kind: 'numeric', length: 4, isMainAccount: true }, { segmentNo: '02', kind: 'alphanumeric', length: 3, isMainAccount: false },
			] },
			limits: { journalComment: 2048, lineComment: null, journalLines: null },
		});
	});
});
