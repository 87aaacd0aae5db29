import type { FakeSage } from '../../../agent/fake-com';
import { amountText, centsOf } from '../../../agent/fake-com/server/data/amount';
import { call, Caller, sets, start, type Rec } from './driver';

describe('volume', () => {
	let sage: FakeSage;

	beforeAll(async () => {
		sage = await start({ companies: ['ABC'], seeds: { vendors: 50_000, invoices: 50_000, postings: 2000 } });
	});
	afterAll(() => sage.stop());

	it('fifty thousand vendors and invoices: scanned in one set, fetched in groups, with the exact sum', async () => {
		const { scaled } = await sage.control<{ scaled: { invoiced: string; vendors: number } }>('state');
		const caller = new Caller(sage);
		const keys = sets(caller.open('AP_Vendor_svc'), { column: 'DateUpdated$+","+TimeUpdated$', key: 'APDivisionNo$+VendorNo$' });
		expect(keys).toHaveLength(50_010);
		expect(keys.map(([, key]) => key)).toEqual([...keys.map(([, key]) => key)].sort());
		const open = caller.open('AP_OpenInvoice_svc');
		let sum = 0n;
		for (const [amount] of sets(open, { column: 'STR(Balance)', key: 'InvoiceNo$', filter: 'MID(InvoiceNo$,1,4)="INV-"' })) sum += centsOf(amount);
		expect(amountText(sum)).toBe(scaled.invoiced);
		const group = keys.slice(40_000, 40_250).map(([, key]) => key).join('');
		const rows = sets(caller.open('AP_Vendor_svc'), {
			column: 'VendorName$', key: 'VendorNo$', filter: `POS(APDivisionNo$+VendorNo$="${group}",9)>0`, begin: keys[40_000]![1], end: keys[40_249]![1],
		});
		expect(rows).toHaveLength(250);
	});

	it('a reset gives the same again, and scale adds more', async () => {
		const before = await sage.control<{ scaled: unknown }>('state');
		await sage.control('reset', {});
		expect((await sage.control<{ scaled: unknown }>('state')).scaled).toEqual(before.scaled);
		const { debits, credits, count } = await sage.control<Rec & { count: number }>('ledger?match=Generated');
		expect([count, debits]).toEqual([2000, credits]);
		expect(await sage.control('scale', { vendors: 0, invoices: 0, postings: 10 })).toMatchObject({ company: 'ABC', postings: 10 });
	});

	it('only what is asked for is copied: a walk of a thousand records', () => {
		const vendor = new Caller(sage).open('AP_Vendor_svc');
		let seen = 0;
		for (let code = call(vendor, 'nMoveFirst'); code === 1 && seen < 1000; code = call(vendor, 'nMoveNext')) seen += Number(call(vendor, 'sGetValue', 'VendorNo$') !== '');
		expect(seen).toBe(1000);
	});
});
