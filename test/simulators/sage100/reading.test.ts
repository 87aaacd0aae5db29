import { itemsOf, Site, stampOf, type Rec } from './driver';

type Segments = ReadonlyArray<{ readonly segmentNo: string; readonly value: string }>;
const valuesOf = (row: Rec): string => (row.segments as Segments).map(({ value }) => value).join('|');
const by = (rows: readonly Rec[], name: string, value: string): Rec => rows.find((row) => row[name] === value) ?? {};

describe('what is read (reference sage-100 15)', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({ switches: { blankDate: '17530101' } });
	});
	afterAll(() => site.stop());

	it('4. companies with two, three and five segments and their own delimiters', async () => {
		const companies = itemsOf(await site.call('/companies', { company: null }));
		const formats = companies.map(({ code, accountFormat }) => {
			const { delimiter, segments } = accountFormat as { delimiter: string; segments: ReadonlyArray<{ length: number; kind: string }> };
			return [code, delimiter, segments.map(({ kind, length }) => `${kind[0]}${length}`).join(' ')];
		});
		expect(formats).toEqual([['ABC', '-', 'n5 a3'], ['XYZ', '.', 'n4 a3 n2'], ['5IV', '/', 'n4 a3 n2 a2 n3'], ['MIX', '-', 'n4 a3 a2']]);
		const [first] = await site.all('/gl/accounts?account=6400/A20/20/P2/000', '5IV');
		expect([first!.account, valuesOf(first!)]).toEqual(['6400/A20/20/P2/000', '6400|A20|20|P2|000']);
	});

	it('5. accounts with fewer segments than the format allows', async () => {
		const rows = await site.all('/gl/accounts', 'MIX');
		expect(rows.map((row) => `${String(row.account)} ${valuesOf(row)}`)).toEqual(['1010 1010', '6200-200 6200|200', '6300-300-EU 6300|300|EU']);
	});

	it('6. states A, I and D, and days on which an account begins or ends', async () => {
		const rows = await site.all('/gl/accounts');
		expect(by(rows, 'account', '59000-000').status).toBe('I');
		expect(by(rows, 'account', '59100-000').status).toBe('D');
		expect(by(rows, 'account', '69900-000')).toMatchObject({ status: 'A', dateEnd: '2023-12-31', dateStart: null });
		expect(by(rows, 'account', '69910-000')).toMatchObject({ dateStart: '2099-12-31', dateEnd: null });
		expect((await site.all('/gl/accounts?status=I,D')).map(({ account }) => account)).toEqual(['59000-000', '59100-000']);
	});

	it('7. the page size is kept; more than 1000 is cut and not refused', async () => {
		expect(itemsOf(await site.call('/gl/accounts?pageSize=7'))).toHaveLength(7);
		expect((await site.call('/gl/accounts?pageSize=5000')).status).toBe(200);
		const whole = await site.all('/gl/accounts');
		expect(itemsOf(await site.call('/gl/accounts'))).toHaveLength(Math.min(200, whole.length));
	});

	it('8. walking gives each row once, for every list', async () => {
		const lists = ['/gl/accounts', '/gl/postings?updatedSince=20240101T0', '/gl/balances?fiscalYear=2026', '/ap/vendors', '/ap/invoices?stage=entry',
			'/ap/invoices?stage=history', '/ap/open-invoices', '/po/purchase-orders', '/gl/segments/02/values'];
		for (const list of lists) {
			const [small, large] = [await site.all(list, 'ABC', list.startsWith('/gl') ? 37 : 2), await site.all(list)];
			expect(small).toEqual(large);
			expect(new Set(small.map((row) => JSON.stringify(row))).size).toBe(large.length);
			expect(large.length).toBeGreaterThan(2);
		}
	});

	it('11. five hundred rows with one stamp: paging is complete', async () => {
		const rows = await site.all('/ap/vendors?updatedSince=20260401T12.5', 'XYZ', 33);
		expect(rows.map(({ vendorNo }) => vendorNo)).toEqual(Array.from({ length: 500 }, (_, at) => `X${String(at + 1).padStart(4, '0')}`));
	});

	it('12. updatedSince is inclusive, to the fifth decimal', async () => {
		const numbers = async (since: string): Promise<unknown[]> => (await site.all(`/ap/vendors?updatedSince=${since}`)).map(({ vendorNo }) => vendorNo);
		expect(await numbers('20260301T23.99997')).toEqual(['SKODA']);
		expect(await numbers('20260301T23.99998')).toEqual([]);
		expect(await numbers('20260301T0.00278')).toEqual(['0000012', 'SKODA']);
	});

	it('13. 9.5 comes before 15.5 of the same day', async () => {
		const rows = await site.all('/ap/vendors?updatedSince=20260112T0');
		expect(rows.slice(0, 2).map((row) => [row.divisionNo, stampOf(row)])).toEqual([['00', '20260112T9.50000'], ['01', '20260112T15.50000']]);
		const accounts = (await site.all('/gl/accounts?updatedSince=20250331T0')).map(({ account }) => account);
		expect(accounts.indexOf('66000-000')).toBeLessThan(accounts.indexOf('66010-000'));
		expect((await site.all('/gl/accounts?updatedSince=20250331T10')).map(({ account }) => account)).not.toContain('66000-000');
	});

	it('14. a row that was created and never changed counts by its created stamp', async () => {
		const row = by(await site.all('/ap/vendors?updatedSince=20260228T14'), 'vendorNo', 'NEW01');
		expect(row.stamp).toEqual({ value: '20260228T14.25000', basis: 'created', local: '2026-02-28T14:15:00' });
		expect(by(await site.all('/gl/accounts?updatedSince=20250613T8.49238'), 'account', '69000-000').stamp).toMatchObject({ basis: 'created' });
	});

	it('17. the opening stands on period 01 only; gaps stay gaps unless they are asked for; thirteen periods', async () => {
		const rows = await site.all('/gl/balances?fiscalYear=2025', 'MIX');
		const rent = rows.filter(({ account }) => account === '6200-200');
		expect(rent.map(({ fiscalPeriod, beginningBalance }) => [fiscalPeriod, beginningBalance])).toEqual([['01', '0.00'], ['03', null]]);
		const filled = (await site.all('/gl/balances?fiscalYear=2025&fillGaps=true', 'MIX')).filter(({ account }) => account === '6200-200');
		expect(filled).toHaveLength(12);
		const thirteenth = (await site.all('/gl/balances?fiscalYear=2025&periodFrom=13', 'XYZ')).map(({ account, fiscalPeriod, debitAmount }) => [account, fiscalPeriod, debitAmount]);
		expect(thirteenth).toContainEqual(['6200.100.01', '13', '40.05']);
		const years = itemsOf(await site.call('/gl/fiscal-calendars', { company: 'XYZ' }));
		expect((years[0]!.periods as readonly unknown[])).toHaveLength(13);
	});

	it('19. ending balances are those of the worked example', async () => {
		const rows = (await site.all('/gl/balances?fiscalYear=2025&fillGaps=true&periodTo=03', 'MIX')).filter(({ account }) => account === '6200-200');
		expect(rows.map(({ fiscalPeriod, debitAmount, creditAmount, endingBalance }) => [fiscalPeriod, debitAmount, creditAmount, endingBalance]))
			.toEqual([['01', '1200.00', '0.00', '1200.00'], ['02', '0.00', '0.00', '1200.00'], ['03', '300.00', '50.00', '1450.00']]);
	});

	it('20. a ledger line is stamped when it was created, months behind its day', async () => {
		const [line] = await site.all('/gl/postings?updatedSince=20260902T15&postingDateFrom=2026-01-01&postingDateTo=2026-01-31');
		expect(line).toMatchObject({ account: '20000-000', postingDate: '2026-01-15', sourceJournal: 'JE', stamp: { value: '20260902T15.50000', basis: 'created' } });
		expect((await site.call('/gl/postings', { method: 'POST', body: {} })).status).toBe(405);
	});

	it('21. a changed order line is not in the incremental read, and in the full one', async () => {
		const line = { PurchaseOrderNo: '0000101', LineKey: '000001', QuantityReceived: '40' };
		const before = (await site.call('/clock')).body.stamp as string;
		await site.control('records', { table: 'PO_PurchaseOrderDetail', values: line });
		expect(await site.all(`/po/purchase-orders?updatedSince=${before}`)).toEqual([]);
		const order = by(await site.all('/po/purchase-orders'), 'purchaseOrderNo', '0000101');
		expect((order.lines as readonly Rec[])[0]).toMatchObject({ lineKey: '000001', quantityReceived: '40' });
	});

	it('22. orders without lines, master and repeating ones', async () => {
		const rows = await site.all('/po/purchase-orders');
		expect(rows.map(({ purchaseOrderNo, orderType, lines }) => `${String(purchaseOrderNo)} ${String(orderType)} ${(lines as readonly unknown[]).length}`))
			.toEqual(expect.arrayContaining(['0000101 S 2', '0000102 S 0', '0000103 M 1', '0000104 R 1']));
		const closed = '0000105';
		expect(rows.some(({ purchaseOrderNo }) => purchaseOrderNo === closed)).toBe(true);
		expect((await site.all('/po/purchase-orders?openOnly=true')).some(({ purchaseOrderNo }) => purchaseOrderNo === closed)).toBe(false);
	});

	it('23. divisions 00 and 01 with the same vendor number are two vendors', async () => {
		const rows = (await site.all('/ap/vendors')).filter(({ vendorNo }) => vendorNo === 'ACME01');
		expect(rows.map(({ divisionNo, name }) => [divisionNo, name])).toEqual([['00', 'Acme Bearings, Inc.'], ['01', 'Acme Bearings (West)']]);
	});

	it('24. invoice numbers of twenty letters, and with slash, blank and the separator', async () => {
		expect((await site.all('/ap/invoices?stage=entry')).map(({ invoiceNo }) => invoiceNo)).toEqual(['2026/1 Š', 'A-1001', '12345678901234567890']);
	});

	it('25. an entered invoice disappears with its update and is open and in the history then', async () => {
		await site.control('update-invoices', { match: '^2026/1' });
		expect((await site.all('/ap/invoices?stage=entry')).map(({ invoiceNo }) => invoiceNo)).toEqual(['A-1001', '12345678901234567890']);
		expect(by(await site.all('/ap/open-invoices'), 'invoiceNo', '2026/1 Š')).toMatchObject({ balance: '99.99', dueDate: null });
		expect(by(await site.all('/ap/invoices?stage=history&includeLines=true'), 'invoiceNo', '2026/1 Š'))
			.toMatchObject({ amount: '99.99', headerSeqNo: '000000', lines: [{ account: '62010-D30', amount: '99.99' }] });
		const reused = (await site.all('/ap/invoices?stage=history')).filter(({ invoiceNo }) => invoiceNo === 'A-0900');
		expect(reused.map(({ headerSeqNo, amount }) => [headerSeqNo, amount])).toEqual([['000000', '500.00'], ['000001', '510.00']]);
	});

	it('40. amounts are exact texts with two decimals, sixteen digits and 0.1 + 0.2 included', async () => {
		const rows = await site.all('/gl/balances?fiscalYear=2026', 'XYZ');
		const large = rows.find(({ account, fiscalPeriod }) => account === '4000.200.02' && fiscalPeriod === '03');
		expect([large!.creditAmount, large!.endingBalance]).toEqual(['98765432109876.54', '-98765432109876.54']);
		const bank = rows.filter(({ account }) => account === '1010.000.00');
		expect(bank.map(({ endingBalance }) => endingBalance)).toEqual(['659.95', '659.65', '98765432110536.19', '98765432110523.06']);
		const checked = await site.control<ReadonlyArray<{ account: string; FiscalPeriod: string; endingBalance: string }>>('balances?company=ABC&year=2026');
		const read = await site.all('/gl/balances?fiscalYear=2026');
		expect(read.map(({ account, fiscalPeriod, endingBalance }) => [account, fiscalPeriod, endingBalance]))
			.toEqual(checked.map(({ account, FiscalPeriod, endingBalance }) => [account, FiscalPeriod, endingBalance]));
	});

	it('44. blanks at the end go, letters of other languages stay', async () => {
		const vendors = await site.all('/ap/vendors');
		expect(by(vendors, 'vendorNo', 'BLANKS').name).toBe('Blanks at the end');
		expect(by(vendors, 'vendorNo', 'SKODA').name).toBe('Škoda Díly s.r.o.');
		expect(by(vendors, 'vendorNo', '0000013').name).toBe('Façade Ñandú Æther');
		expect(by(vendors, 'vendorNo', 'QUOTE').name).toBe('The "Quoted" Company');
		expect(by(await site.all('/gl/accounts'), 'account', '66010-000').description).toBe('Bankovní poplatky Škoda');
	});

	it('46. a value that no account uses is there, with state and days', async () => {
		expect(by(await site.all('/gl/segments/02/values'), 'value', 'D90'))
			.toMatchObject({ description: 'Closed plant, Košice', status: 'I', dateStart: '2015-01-01', dateEnd: '2022-12-31' });
		expect((await site.all('/gl/segments/01/values')).length).toBeGreaterThan(40);
	});
});
