import { errorOf, itemsOf, pageOf, Site, stampOf, type Rec } from './driver';

/** Like a client that keeps the high water mark: full once, then what changed since. */
const keyOf = (row: Rec): string => `${String(row.divisionNo)} ${String(row.vendorNo)}`;

const vendor = (VendorNo: string, VendorName: string): Rec => ({ table: 'AP_Vendor', values: { APDivisionNo: '00', VendorNo, VendorName, VendorStatus: 'A' } });

describe('what changes while it is read (reference sage-100 15)', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({ companies: ['ABC', 'XYZ', 'MIX'] });
	});
	beforeEach(async () => {
		await site.control('clock', { setMs: Date.now() });
		await site.control('reset', {});
		// Sessions do not outlive a reset, and the first question after it finds that out.
		for (const company of ['ABC', 'XYZ']) await site.call('/gl/segments', { company });
	});
	afterAll(() => site.stop());

	it('9. a row inserted in front of the place of a walk is in the next read of changes', async () => {
		const first = await site.call('/ap/vendors?pageSize=4');
		await site.control('records', vendor('0000001', 'In front of all'));
		const rest = await site.call(`/ap/vendors?pageSize=1000&cursor=${String(pageOf(first).nextCursor)}`);
		expect([...itemsOf(first), ...itemsOf(rest)].map(keyOf)).not.toContain('00 0000001');
		expect(pageOf(rest).highWater).toBe(pageOf(first).highWater);
		const changes = await site.all(`/ap/vendors?updatedSince=${pageOf(first).highWater}`);
		expect(changes.map(keyOf)).toEqual(['00 0000001']);
	});

	it('10. a row changed behind the place of a walk comes again with its new stamp', async () => {
		const first = await site.call('/ap/vendors?pageSize=4');
		const [row] = itemsOf(first);
		await site.control('records', { table: 'AP_Vendor', values: { APDivisionNo: row!.divisionNo, VendorNo: row!.vendorNo, VendorName: 'Renamed' } });
		const [again] = await site.all(`/ap/vendors?updatedSince=${pageOf(first).highWater}`);
		expect([keyOf(again!), again!.name]).toEqual([keyOf(row!), 'Renamed']);
		expect(Number(stampOf(again!).slice(9))).toBeGreaterThanOrEqual(Number(pageOf(first).highWater.slice(9)));
	});

	it('10. a row changed in front of the place comes as it is then, and again', async () => {
		const first = await site.call('/ap/vendors?pageSize=2');
		await site.control('records', { table: 'AP_Vendor', values: { APDivisionNo: '01', VendorNo: 'ACME01', VendorName: 'Moved west' } });
		const rest = await site.call(`/ap/vendors?pageSize=1000&cursor=${String(pageOf(first).nextCursor)}`);
		expect(itemsOf(rest).find((row) => keyOf(row) === '01 ACME01')!.name).toBe('Moved west');
		expect((await site.all(`/ap/vendors?updatedSince=${pageOf(first).highWater}`)).map(keyOf)).toEqual(['01 ACME01']);
	});

	it('15. in the autumn hour that comes twice a row is found by an overlap of 65 minutes and lost by one of five', async () => {
		// 2026-11-01 05:50 UTC is 01:50 in New York, summer time; at 06:00 UTC it is 01:00 again.
		await site.control('clock', { setMs: Date.parse('2026-11-01T05:50:00Z') });
		const { highWater } = pageOf(await site.call('/ap/vendors?pageSize=1'));
		await site.control('clock', { setMs: Date.parse('2026-11-01T06:10:00Z') });
		await site.control('records', vendor('AUTUMN', 'Entered in the repeated hour'));
		const [, hours = ''] = highWater.split('T');
		const since = (minutes: number): string => `20261101T${(Number(hours) - minutes / 60).toFixed(5)}`;
		expect((await site.all(`/ap/vendors?updatedSince=${since(5)}`)).map(keyOf)).toEqual([]);
		expect((await site.all(`/ap/vendors?updatedSince=${since(65)}`)).map(keyOf)).toEqual(['00 AUTUMN']);
	});

	it('16. a deleted vendor disappears without a word; the full read shows it, also in the middle of a walk', async () => {
		const { highWater } = pageOf(await site.call('/ap/vendors?pageSize=1'));
		const first = await site.call('/ap/vendors?pageSize=3');
		await site.control('delete', { table: 'AP_Vendor', key: ['00', 'GONE01'] });
		const rest = await site.call(`/ap/vendors?pageSize=1000&cursor=${String(pageOf(first).nextCursor)}`);
		expect(itemsOf(rest).map(keyOf)).not.toContain('00 GONE01');
		expect(await site.all(`/ap/vendors?updatedSince=${highWater}`)).toEqual([]);
		expect((await site.all('/ap/vendors')).map(keyOf)).not.toContain('00 GONE01');
	});

	it('18. balances since a stamp: the touched account from the touched period on, and its later years', async () => {
		const since = (await site.call('/clock')).body.stamp as string;
		await site.control('post', { date: '20260315', lines: [['62000-D10', '12.30'], ['99000-000', '-12.30']] });
		const rows = await site.all(`/gl/balances?updatedSince=${since}`);
		const expected = await site.control<ReadonlyArray<{ account: string; FiscalYear: string; FiscalPeriod: string; endingBalance: string }>>('balances');
		const touched = expected.filter(({ account, FiscalYear, FiscalPeriod }) => ['62000-D10', '99000-000'].includes(account) && `${FiscalYear}${FiscalPeriod}` >= '202603');
		expect(rows.map(({ account, fiscalYear, fiscalPeriod, endingBalance }) => [account, fiscalYear, fiscalPeriod, endingBalance]).sort())
			.toEqual(touched.map(({ account, FiscalYear, FiscalPeriod, endingBalance }) => [account, FiscalYear, FiscalPeriod, endingBalance]).sort());
		expect(touched.length).toBeGreaterThan(1);
		for (const row of rows) expect(stampOf(row) >= since).toBe(true);
	});

	it('18. a line posted back into the year before touches the openings that follow', async () => {
		const since = (await site.call('/clock')).body.stamp as string;
		await site.control('post', { date: '20251015', lines: [['10100-000', '5.00'], ['62000-D10', '-5.00']] });
		const rows = (await site.all(`/gl/balances?updatedSince=${since}`)).filter(({ account }) => account === '10100-000');
		expect(rows.map(({ fiscalYear, fiscalPeriod }) => `${String(fiscalYear)}${String(fiscalPeriod)}`))
			.toEqual(['202510', '202511', '202512', '202601', '202602', '202603', '202604', '202605', '202606', '202607', '202608', '202609']);
		const { endingBalance } = rows.at(-1)!;
		const books = await site.control<ReadonlyArray<{ FiscalPeriod: string; endingBalance: string }>>('balances?year=2026&account=10100-000');
		const told = books.find(({ FiscalPeriod }) => FiscalPeriod === '09')?.endingBalance;
		expect(endingBalance).toBe(told);
	});

	it('48. a restart of the agent in the middle of a walk is 410, and the walk from the last stamp is complete', async () => {
		const first = await site.call('/ap/vendors?pageSize=200&updatedSince=20260401T12.5', { company: 'XYZ' });
		await site.control('agent/crash', {});
		const cut = await site.call(`/ap/vendors?pageSize=200&updatedSince=20260401T12.5&cursor=${String(pageOf(first).nextCursor)}`, { company: 'XYZ' });
		expect([cut.status, errorOf(cut).code]).toEqual([410, 'CURSOR_EXPIRED']);
		expect(await site.all('/ap/vendors?updatedSince=20260401T12.5', 'XYZ', 200)).toHaveLength(500);
	});

	it('a clock that is set back loses nothing: what is written then is behind the mark of that time', async () => {
		await site.control('clock', { advanceMs: -3_600_000 });
		const { highWater } = pageOf(await site.call('/ap/vendors?pageSize=1'));
		await site.control('records', vendor('BACK01', 'Written by the clock that was set back'));
		expect((await site.all(`/ap/vendors?updatedSince=${highWater}`)).map(keyOf)).toContain('00 BACK01');
	});
});
