import { variant, type FakeSage } from '../../../agent/fake-com';
import { call, Caller, SEP, sets, start } from './driver';

describe('result sets (reference sage-100 3.2, 15)', () => {
	let sage: FakeSage;
	let caller: Caller;

	beforeAll(async () => {
		sage = await start({ companies: ['ABC', 'XYZ'] });
	});
	beforeEach(async () => {
		await sage.control('reset', {});
		caller = new Caller(sage);
	});
	afterAll(() => sage.stop());

	const names = (rows: readonly [string, string][]): string[] => rows.map(([value]) => value);

	it('the change scan of the reference: both sets, a separator behind the last row', () => {
		const account = caller.open('GL_Account_svc');
		const [values, keys] = [variant(), variant()];
		expect(call(account, 'nGetResultSets', 'DateUpdated$+","+TimeUpdated$', 'AccountKey$', values, keys, 'DateUpdated$>="20250330"', '', '')).toBe(1);
		expect(values.value).toBe(`20250331,15.5${SEP}20250331,9.49238${SEP}`);
		expect(String(keys.value)).toMatch(new RegExp(`^\\d{9}${SEP}\\d{9}${SEP}$`));
	});

	it('13. the time is text: 9.5 is more than 15.5 unless it is read as a number', () => {
		const vendor = caller.open('AP_Vendor_svc');
		const since = (filter: string): string[] => names(sets(vendor, { column: 'APDivisionNo$+VendorNo$', key: 'VendorNo$', filter }));
		expect(since('DateUpdated$="20260112" AND TimeUpdated$>="15.5"')).toEqual(['00ACME01', '01ACME01']);
		expect(since('DateUpdated$="20260112" AND NUM(TimeUpdated$)>=15.5')).toEqual(['01ACME01']);
		// 12. inclusive is what the caller asks for
		expect(since('DateUpdated$="20260112" AND NUM(TimeUpdated$)>15.5')).toEqual([]);
	});

	it('14. rows with a blank update stamp have a created stamp', () => {
		const vendor = caller.open('AP_Vendor_svc');
		const rows = sets(vendor, { column: 'DateCreated$+","+TimeCreated$', key: 'VendorNo$', filter: 'DateUpdated$=""' });
		expect(rows).toEqual([['20260228,14.25', 'NEW01']]);
	});

	it('rows come in order of the key, from the first to the last key given, both included', () => {
		const order = caller.open('PO_PurchaseOrder_svc');
		const keys = (begin: string, end: string): string[] => names(sets(order, { column: 'PurchaseOrderNo$', key: 'PurchaseOrderNo$', begin, end }));
		expect(keys('0000102', '0000104')).toEqual(['0000102', '0000103', '0000104']);
		expect(keys('0000105', '')).toEqual(['0000105', '0000106']);
		expect(keys('', '00001')).toEqual([]);
	});

	it('11. five hundred rows with the same stamp are all there, in groups of 250 keys', () => {
		const vendor = new Caller(sage.connect(), { company: 'XYZ' }).open('AP_Vendor_svc');
		const keys = sets(vendor, { column: 'DateUpdated$+","+TimeUpdated$', key: 'VendorNo$' });
		expect(new Set(keys.map(([stamp]) => stamp))).toEqual(new Set(['20260401,12.5']));
		const group = keys.slice(250).map(([, key]) => key.padEnd(7)).join('');
		const rows = sets(vendor, { column: 'VendorName$', key: 'VendorNo$', filter: `POS(PAD(VendorNo$,7)="${group}",7)>0` });
		expect([keys.length, rows.length, rows.at(-1)?.[0]]).toEqual([500, 250, 'Xylo supplier 500']);
	});

	it('24. an invoice number with the separator breaks the split; the record by itself is whole', () => {
		const invoice = caller.open('AP_InvoiceHeader_svc');
		const [values, keys] = [variant(), variant()];
		call(invoice, 'nGetResultSets', 'InvoiceNo$', 'InvoiceNo$', values, keys, '', '', '');
		expect(String(values.value).slice(0, -1).split(SEP)).toEqual(['2026/1 ', '', 'A-1001', '12345678901234567890']);
		call(invoice, 'nMoveFirst');
		expect(call(invoice, 'sGetValue', 'InvoiceNo$')).toBe('2026/1 Š');
	});

	it('44. blanks at the end are gone, letters of the code page are kept, others are question marks', () => {
		const [vendor, account] = [caller.open('AP_Vendor_svc'), caller.open('GL_SubAccount_svc')];
		const found = names(sets(vendor, { column: 'VendorName$', key: 'VendorNo$', filter: 'VendorNo$="BLANKS" OR VendorNo$="0000013" OR VendorNo$="APOS"' }));
		expect(found).toEqual(['Façade Ñandú Æther', 'O\'Brien\'s Freight', 'Blanks at the end']);
		expect(names(sets(account, { column: 'SubAccountDesc$', key: 'SubAccountCode$', filter: 'SubAccountCode$="D50" OR SubAccountCode$="D90"' })))
			.toEqual(['Growth ?', 'Closed plant, Košice']);
	});

	it('quotes in values are doubled; without that the filter is another one', () => {
		const vendor = caller.open('AP_Vendor_svc');
		expect(names(sets(vendor, { column: 'VendorNo$', key: 'VendorNo$', filter: 'VendorName$="The ""Quoted"" Company"' }))).toEqual(['QUOTE']);
		expect(sets(vendor, { column: 'VendorNo$', key: 'VendorNo$', filter: 'VendorName$="x" OR "1"="1"' })).toHaveLength(10);
	});

	it.each([
		['VendorName', 'VendorNo$', '', '21'], ['VendorName$+CurrentBalance', 'VendorNo$', '', '26'], ['NoColumn$', 'VendorNo$', '', '21'],
		['VendorName$', 'VendorNo$', 'VendorNo$="A', '20'], ['VendorName$', 'VendorNo$', 'VendorNo$', '26'],
	])('%s by %s where %s returns 0 with an error of ProvideX', (column, key, filter, number) => {
		const vendor = caller.open('AP_Vendor_svc');
		const [values, keys] = [variant('before'), variant('before')];
		expect(call(vendor, 'nGetResultSets', column, key, values, keys, filter, '', '')).toBe(0);
		expect([values.value, vendor.sLastErrorNum]).toEqual(['before', number]);
	});

	it('nothing found: two empty sets', () => {
		const vendor = caller.open('AP_Vendor_svc');
		expect(sets(vendor, { column: 'VendorNo$', key: 'VendorNo$', filter: 'VendorNo$="NOBODY"' })).toEqual([]);
	});

	it('sets and expressions may have a limit', async () => {
		const vendor = caller.open('AP_Vendor_svc');
		await sage.control('switches', { longestSet: 20 });
		expect(() => sets(vendor, { column: 'VendorName$', key: 'VendorNo$' })).toThrow('Length of string');
		await sage.control('switches', { longestSet: 0, longestExpression: 30 });
		expect(() => sets(vendor, { column: 'VendorName$', key: 'VendorNo$', filter: `VendorNo$="${'x'.repeat(30)}"` })).toThrow('Length of string');
	});

	it('9. and 10. rows inserted, changed and deleted between two calls', async () => {
		const vendor = caller.open('AP_Vendor_svc');
		const all = (): string[] => sets(vendor, { column: 'VendorNo$', key: 'VendorNo$' }).map(([value]) => value);
		call(vendor, 'nFind', '00BLANKS');
		await sage.control('records', { table: 'AP_Vendor', values: { APDivisionNo: '00', VendorNo: 'AAAA', VendorName: 'Before' } });
		await sage.control('records', { table: 'AP_Vendor', values: { APDivisionNo: '00', VendorNo: 'SKODA', City: 'Plzeň' }, stamp: ['20261101', '1.5'] });
		await sage.control('delete', { table: 'AP_Vendor', key: ['00', 'BLANKS'] });
		expect(call(vendor, 'nMoveNext')).toBe(1);
		expect(call(vendor, 'sGetValue', 'VendorNo$')).toBe('GONE01');
		expect(all()).toEqual(expect.arrayContaining(['AAAA', 'SKODA']));
		expect(all()).not.toContain('BLANKS');
		expect(sets(vendor, { column: 'DateUpdated$+","+TimeUpdated$', key: 'VendorNo$', filter: 'VendorNo$="SKODA"' })).toEqual([['20261101,1.5', 'SKODA']]);
	});

	it('16. a deleted vendor leaves no trace', async () => {
		await sage.control('delete', { table: 'AP_Vendor', key: ['00', 'GONE01'] });
		const vendor = caller.open('AP_Vendor_svc');
		expect(call(vendor, 'nFind', '00GONE01 ')).toBe(0);
		expect(call(vendor, 'nGetRecordCount', 'AP_Vendor')).toBe(9);
	});

	it('15. the repeated hour of autumn: the later change has the earlier stamp', async () => {
		const stampAt = async (instant: string, city: string): Promise<string> => {
			await sage.control('clock', { setMs: Date.parse(instant), frozen: true });
			const changed = await sage.control<Record<string, string>>('records', { table: 'AP_Vendor', values: { APDivisionNo: '00', VendorNo: 'SKODA', City: city } });
			return `${changed.DateUpdated},${changed.TimeUpdated}`;
		};
		expect(await stampAt('2026-11-01T05:50:00Z', 'summer time')).toBe('20261101,1.83333');
		expect(await stampAt('2026-11-01T06:10:00Z', 'winter time')).toBe('20261101,1.16666');
		expect(await stampAt('2026-11-01T04:00:00Z', 'midnight')).toBe('20261101,0');
		await sage.control('clock', { setMs: Date.now(), frozen: false });
	});
});
