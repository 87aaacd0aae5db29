/** Changes as Get Changes reads them through the real agent: what is found, what comes again, and what a restart in the middle costs. */
import { AgentLoad, AgentSite } from './sage100-site';

let site: AgentSite;
beforeAll(async () => {
	site = await AgentSite.start({ companies: ['ABC', 'XYZ'] });
});
beforeEach(() => site.reset());
afterAll(() => site.close());

const vendor = async (VendorNo: string, VendorName: string): Promise<unknown> => await site.save('AP_Vendor', { APDivisionNo: '00', VendorNo, VendorName });

it('everything first, then nothing, then what was changed', async () => {
	const load = new AgentLoad(site, { list: 'vendors' });
	expect(await load.keys()).toHaveLength((await site.rows('AP_Vendor')).length);
	expect(await load.keys()).toEqual([]);
	await vendor('SKODA', 'Škoda again');
	expect(await load.keys()).toEqual(['00/SKODA']);
	expect(await load.keys()).toEqual([]);
});

it.each(['agent/restart', 'agent/crash'])('five hundred rows of one stamp over many pages, %s between two of them: each once', async (route) => {
	const load = new AgentLoad(site, { list: 'vendors', pageSize: 50 }, 'XYZ');
	await site.later(3, route, {}, '/ap/vendors');
	expect(await load.keys()).toHaveLength(500);
	expect((await site.requests('ap/vendors')).filter(({ status }) => status === 410).length).toBeGreaterThanOrEqual(1);
	expect(await load.keys()).toEqual([]);
});

it('changed while it is read, in front of the place and behind it: in this read or in the next', async () => {
	await site.control('scale', { vendors: 400 });
	const load = new AgentLoad(site, { list: 'vendors', pageSize: 50 });
	for (const [requests, name] of [[1, 'ACME01'], [3, 'SKODA'], [5, 'APOS']] as const) {
		await site.later(requests, 'records', { table: 'AP_Vendor', values: { APDivisionNo: '00', VendorNo: name, VendorName: `Changed ${name}` } }, '/ap/vendors');
	}
	await site.later(2, 'records', { table: 'AP_Vendor', values: { APDivisionNo: '00', VendorNo: '0000001', VendorName: 'In front of everything' } }, '/ap/vendors');
	await load.run();
	await load.run();
	const names = new Map((await site.rows('AP_Vendor')).map(({ APDivisionNo, VendorNo, VendorName = '' }) => [`${APDivisionNo}/${VendorNo}`, VendorName.trimEnd()]));
	expect(new Map([...load.held].map(([key, { name = '' }]) => [key, name]))).toEqual(names);
	expect(await load.keys()).toEqual([]);
});

describe('balances', () => {
	const held = (load: AgentLoad): Map<string, string> => new Map([...load.held].map(([key, { endingBalance = '' }]) => [key, endingBalance]));
	const stored = async (): Promise<Map<string, string>> => {
		const rows = await site.control<ReadonlyArray<Record<'AccountKey' | 'FiscalYear' | 'FiscalPeriod' | 'endingBalance', string>>>('balances');
		return new Map(rows.map(({ AccountKey, FiscalYear, FiscalPeriod, endingBalance }) => [`${AccountKey}/${FiscalYear}/${FiscalPeriod}`, endingBalance]));
	};

	it('of touched accounts, a back-dated posting and one into the year before included; retained earnings move without a line of their own', async () => {
		const load = new AgentLoad(site, { list: 'balances' });
		await load.run();
		expect(held(load)).toEqual(await stored());
		expect(await load.keys()).toEqual([]);
		await site.post('20260115', [['65000-D10', '5.55'], ['20000-000', '-5.55']]);
		await site.post('20251115', [['15000-000', '0.01'], ['20000-000', '-0.01']]);
		const touched = await load.run();
		expect(new Set(touched.map(({ fields }) => fields.account))).toEqual(new Set(['15000-000', '20000-000', '65000-D10']));
		expect(held(load)).toEqual(await stored());
		expect(await load.keys()).toEqual([]);
		// What the contract says of it: only the whole list shows that.
		await site.post('20251115', [['62000-D10', '0.01'], ['20000-000', '-0.01']]);
		await load.run();
		const missed = [...await stored()].filter(([key, ending]) => held(load).get(key) !== ending).map(([key]) => key);
		const retained = (await site.rows('GL_Account')).find(({ Account }) => Account === '33000-000')?.AccountKey ?? '';
		expect(missed.every((key) => key.startsWith(retained))).toBe(true);
		const whole = new AgentLoad(site, { list: 'balances', whole: true });
		await whole.run();
		expect(held(whole)).toEqual(await stored());
	});

	it('a posting in the middle of the read: in this one or in the next', async () => {
		const load = new AgentLoad(site, { list: 'balances', pageSize: 100 });
		await site.later(2, 'post', { date: '20260315', lines: [['65000-D10', '7.77'], ['20000-000', '-7.77']] }, '/gl/balances');
		await load.run();
		await load.run();
		expect(held(load)).toEqual(await stored());
	});
});

it('the autumn hour comes twice: a change in the second of them is found', async () => {
	// 01:30 EDT, half an hour before the clocks go back.
	await site.control('clock', { setMs: Date.UTC(2026, 10, 1, 5, 30) });
	const load = new AgentLoad(site, { list: 'vendors' });
	await load.run();
	// 01:20 EST: by the wall ten minutes before the first read.
	await site.control('clock', { setMs: Date.UTC(2026, 10, 1, 6, 20) });
	await vendor('APOS', 'Changed in the second hour');
	expect(await load.keys()).toContain('00/APOS');
	await site.control('clock', { setMs: Date.now() });
});
