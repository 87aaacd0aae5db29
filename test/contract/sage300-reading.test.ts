/** Every resource that the client knows, read from the simulated site in every form in which it may be served. */
import { FatalError, RetryableError } from '../../src/core/errors';
import { compare, equalTo, factsOf, knownResources, ownText, startsWith, type Filter, type Sage300Client, type SourceOptions } from '../../src/systems/sage300';
import { collect, keysOf, rejection } from '../doubles/results';
import type { Stored } from './simulated-site';
import { COMPANY, ContractSite } from './sage300-site';

/** In the vendor's catalogue, but not on the simulated site. */
const ABSENT = ['APAccountSets'];
const RESOURCES = knownResources().map(({ resource }) => resource).filter((resource) => !ABSENT.includes(resource));
const PLAIN = { detail: null, fields: 'all' } as const;

const decimal = (text: string): string => (/^-?\d+(?:\.\d+)?$/.test(text) ? text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : text);

/** What is stored without regard to the case of names, by key. */
const heldByKey = (records: readonly Stored[], keys: readonly string[]): Map<string, Map<string, unknown>> => new Map(records.map((record) => {
	const fields = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
	return [keys.map((name) => String(fields.get(name.toLowerCase()) ?? '').replace(/[%/]/g, encodeURIComponent)).join('/'), fields];
}));

const rowsIn = (record: Map<string, unknown> | undefined, name: string): readonly Stored[] => (record?.get(name.toLowerCase()) ?? []) as readonly Stored[];

const readAll = (client: Sage300Client, options: SourceOptions) => collect(client.keyedRecords(options));

let site: ContractSite;
beforeAll(async () => {
	site = await ContractSite.start();
});
afterEach(() => site.reset());
afterAll(() => site.close());

/** Every record that the site holds, once, with the values that it holds. */
const expectWhole = async (resource: string, more: Partial<SourceOptions> = {}): Promise<void> => {
	const client = site.client();
	const { keys } = await client.describe(resource);
	const stored = heldByKey(await site.records(resource), keys);
	const read = await readAll(client, { resource, ...PLAIN, fiscalSets: { designator: 'any', currencyType: 'any' }, ...more });
	expect(keysOf(read).sort()).toEqual([...stored.keys()].sort());
	let compared = 0;
	for (const { key, fields } of read) {
		for (const [name, value] of Object.entries(fields)) {
			const held = stored.get(key)?.get(name.toLowerCase());
			// An absent value is served as the first word of its enumeration, or as zero.
			if (typeof held !== 'string' || held === '') continue;
			expect([key, name, decimal(value)]).toEqual([key, name, decimal(held)]);
			compared += 1;
		}
	}
	expect(compared).toBeGreaterThan(read.length);
};

describe('every resource of the table', () => {
	it.each(RESOURCES)('%s: all fields', (resource) => expectWhole(resource));

	it.each(RESOURCES)('%s: the fields of planning, under the names of the table', async (resource) => {
		const client = site.client();
		const columns = await client.columns({ resource });
		const source = client.source({ resource });
		const now = await source.now();
		const read = [...await collect(source.records(null, now)), ...await collect(source.unstamped())];
		expect(read.length).toBe((await readAll(client, { resource })).length);
		expect(read.length).toBeGreaterThan(0);
		for (const { fields } of read) expect(Object.keys(fields)).toEqual(columns);
		const wanted = factsOf(resource)?.wanted ?? [];
		const served = (await client.describe(resource)).properties.map(({ name }) => name.toLowerCase());
		const missing = wanted.filter((name) => !name.split('|').some((one) => served.includes(one.toLowerCase())));
		expect(missing).toEqual(resource === 'ICItems' ? ['ItemStructureCode', 'InactiveDate', 'CommodityNumber'] : []);
	});

	it.each(RESOURCES.flatMap((resource) => (factsOf(resource)?.lines ? [resource] : [])))('%s: its lines, each with its parent', async (resource) => {
		const { detail = '', key = '', wanted = [] } = factsOf(resource)?.lines ?? {};
		const client = site.client();
		const stored = heldByKey(await site.records(resource), (await client.describe(resource)).keys);
		const lines = [...stored].flatMap(([parent, record]) => rowsIn(record, detail).map((row): readonly [string, Stored] => [`${parent}/${String(row[key])}`, row]));
		const read = await readAll(client, { resource, detail });
		expect(keysOf(read).sort()).toEqual(lines.map(([name]) => name).sort());
		expect(lines.length).toBeGreaterThan(0);
		for (const { key: name, fields } of read) {
			const row = new Map(lines).get(name) ?? {};
			for (const one of wanted.filter((each) => typeof row[each] === 'string' && row[each] !== '')) {
				expect([name, one, decimal(fields[`${detail}/${one}`] ?? '')]).toEqual([name, one, decimal(String(row[one]))]);
			}
		}
	});

	it('one by its key, and a key that IIS does not take by a filter', async () => {
		const client = site.client();
		expect(await client.record('APVendors', ['O\'HARA'])).toMatchObject({ VendorName: 'O\'Hara Energy' });
		expect(await client.record('GLJournalBatches', ['000001'])).toMatchObject({ Status: 'Posted' });
		expect(await client.record('GLJournalBatches', ['1'])).toBeUndefined();
		expect(await client.record('GLSegmentCodes', ['000002', 'D10'])).toMatchObject({ Description: 'Sales, Europe' });
		await expect(client.record('ICItems', ['A1-105/0'])).rejects.toThrow(/cannot stand in an address/);
		const found = await readAll(client, { resource: 'ICItems', filter: equalTo('ItemNumber', 'A1-105/0') });
		expect(keysOf(found)).toEqual(['A1-105%2F0']);
	});

	it('those of all modules that the user may use, and a name that is not there with the nearest', async () => {
		const names = await site.client().resources();
		expect(names).toEqual(expect.arrayContaining(RESOURCES));
		expect(await rejection(readAll(site.client(), { resource: 'GLAccount' }))).toMatchObject({ facts: { remedy: expect.stringContaining('GLAccounts') } });
		expect(await rejection(readAll(site.client(), { resource: 'APAccountSets' }))).toBeInstanceOf(FatalError);
	});
});

describe('on a site whose answers look otherwise', () => {
	it.each([
		{ metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept', pageSize: 7 }, { dateForm: 'none' }, { dateForm: '+02:00' }, { dateForm: 'day' }, { dateForm: 'slashes' },
		{ amountDecimals: 3 }, { fiscalSetNames: 'camel' }, { fiscalSetNames: 'capitals' }, { calendarStatus: 'absent' },
		{ pageSize: 7 }, { pageSize: 50 }, { pageSize: 1000 }, { nextLinkHost: 'http://sage-internal.example' }, { topAbovePage: 'capped' }, { badGatewayEvery: 3 },
		{ renamed: 'GLAccounts.Description=Title,APVendors.VendorName=NAME,GLPostedTransactions.DetailCount=Detailcount' },
		{ processingMs: 1 }, { adminAllowed: true }, { encodedSlash: 'accept' },
	])('%j: every record of every resource all the same', async (switches) => {
		await site.switches(switches);
		for (const resource of RESOURCES) await expectWhole(resource);
	}, 60_000);

	it('a field that was renamed is read by its new name, and its old one is an error that names the nearest', async () => {
		await site.switches({ renamed: 'APVendors.VendorName=VENDORNAME,GLAccounts.UnformattedAccount=ACCTID' });
		const [vendor] = await readAll(site.client(), { resource: 'APVendors', fields: ['VendorName'] });
		expect(vendor?.fields).toMatchObject({ VendorName: 'O\'Hara Energy' });
		const accounts = await readAll(site.client(), { resource: 'GLAccounts' });
		expect(accounts.length).toBe((await site.records('GLAccounts')).length);
		expect(await rejection(readAll(site.client(), { resource: 'GLAccounts', fields: ['UnformattedAccount'] }))).toMatchObject({ facts: { said: expect.stringContaining('no field "UnformattedAccount"') } });
	});

	it.each(['Z', 'none', '+02:00', 'day', 'slashes'])('days are days, written %s, and windows over them are exact', async (dateForm) => {
		await site.switches({ dateForm });
		const client = site.client();
		const days = async (from: string, to: string): Promise<string[]> => {
			const lines = await collect(client.records({ resource: 'GLPostedTransactions', fields: ['JournalDate'], documentDay: { from, to } }));
			return [...new Set(lines.map(({ JournalDate = '' }) => JournalDate))].sort();
		};
		expect(await days('2026-01-28', '2026-02-28')).toEqual(['2026-01-28', '2026-01-31', '2026-02-28']);
		expect(await days('2026-01-29', '2026-02-27')).toEqual(['2026-01-31']);
		const [vendor] = await readAll(client, { resource: 'APVendors', fields: ['InactiveDate', 'DateLastMaintained'] });
		expect(vendor?.fields).toMatchObject({ InactiveDate: '', DateLastMaintained: expect.stringMatching(/^2026-\d\d-\d\d$/) as string });
	});

	it('balances are actuals in functional currency unless others are wanted', async () => {
		const stored = await site.records('GLAccountFiscalSets');
		const count = (designator: string, type: string): number =>
			stored.filter((set) => set.FiscalsetDesignator === designator && set.Currencytype === type).length;
		for (const switches of [{}, { fiscalSetWords: 'letters' }, { fiscalSetNames: 'capitals', metadata: 'odata3', oldLiterals: 'accept' }]) {
			await site.switches({ fiscalSetWords: 'words', fiscalSetNames: 'catalogue', metadata: 'odata4', ...switches });
			const read = async (fiscalSets?: SourceOptions['fiscalSets']) => (await readAll(site.client(), { resource: 'GLAccountFiscalSets', ...(fiscalSets && { fiscalSets }) })).length;
			expect(await read()).toBe(count('Actuals', 'Functional'));
			expect(await read({ currencyType: 'Source' })).toBe(count('Actuals', 'Source'));
			expect(await read({ designator: 'Budget1' })).toBe(count('Budget1', 'Functional'));
			expect(count('Actuals', 'Source') * count('Budget1', 'Functional')).toBeGreaterThan(0);
		}
	});
});

describe('filters', () => {
	const numbers = async (filter: Filter, resource = 'APVendors'): Promise<string[]> => keysOf(await readAll(site.client(), { resource, filter }));

	it('in every operator and function that the vendor lists', async () => {
		const type = { type: 'text' } as const;
		expect(await numbers(equalTo('VendorNumber', 'O\'HARA'))).toEqual(['O\'HARA']);
		expect(await numbers(compare('ne', 'GroupCode', type, 'SERVIC'))).toEqual(['V1040', 'V1041', 'V1042', 'V1043']);
		expect(await numbers(compare('ge', 'VendorNumber', type, 'V1043'))).toEqual(['V1043', 'V1044']);
		expect(await numbers(compare('le', 'VendorNumber', type, 'V1040'))).toEqual(['O\'HARA', 'V1040']);
		expect(await numbers(startsWith('VendorName', 'Möwe'))).toEqual(['V1042']);
		expect(await numbers({ operator: 'endswith', field: 'VendorName', text: 'Energy' })).toEqual(['O\'HARA']);
		expect(await numbers({ operator: 'substringof', field: 'VendorName', text: '& Sons, ' })).toEqual(['V1044']);
		expect(await numbers(compare('eq', 'OnHold', { type: 'enum' }, 'OnHold'))).toEqual(['V1044']);
		expect(await numbers(ownText('length(VendorNumber) gt 5 or VendorNumber eq \'V1040\'')!)).toEqual(['O\'HARA', 'V1040']);
		expect(await numbers(compare('gt', 'VendorCurrencyAmountDue', { type: 'number' }, '840.25'), 'APPostedDocuments')).toHaveLength(2);
	});

	it.each(['DateLastMaintained', 'Status', 'BalanceDueinVendorCurrency'])('over %s in the old and the new form of literals', async (name) => {
		const wanted = { DateLastMaintained: '2026-05-04', Status: 'Active', BalanceDueinVendorCurrency: '1000.00' }[name] ?? '';
		const operator = name === 'Status' ? 'eq' : 'gt';
		const expected = { DateLastMaintained: ['O\'HARA', 'V1044'], BalanceDueinVendorCurrency: ['V1040'] }[name];
		for (const switches of [{}, { metadata: 'odata3', oldLiterals: 'accept' }]) {
			await site.switches(switches);
			const client = site.client();
			const { properties } = await client.describe('APVendors');
			const found = properties.find((one) => one.name === name);
			const type = name === 'Status' ? 'enum' : name === 'DateLastMaintained' ? 'day' : 'number';
			const read = await readAll(client, { resource: 'APVendors', filter: compare(operator, name, { type, edmType: found?.edmType ?? '' }, wanted) });
			if (expected) expect(keysOf(read)).toEqual(expected);
			else expect(read).toHaveLength(6);
		}
	});

	it('that the site does not know are an error with its words, and nothing is read', async () => {
		const error = await rejection(numbers(ownText('VendorNumber ge \'V1043\'')!));
		expect(error).toBeInstanceOf(FatalError);
		expect(error).toMatchObject({ facts: { status: 400, code: 'InvalidParameters', said: expect.stringContaining('unknown operator ge') } });
	});

	it('over what is open', async () => {
		const open = async (resource: string): Promise<string[]> => [...new Set((await readAll(site.client(), { resource, detail: null, openOnly: true })).map(({ key }) => key))];
		expect(await open('APInvoiceBatches')).toEqual(['51', '52']);
		expect(await open('GLJournalBatches')).toEqual(['000008', '000009']);
		expect(await open('POPurchaseOrders')).toEqual(['2', '3']);
	});
});

describe('whatever else can be asked', () => {
	it('one page and the one behind it, on this host and no other', async () => {
		await site.switches({ nextLinkHost: 'http://sage-internal.example' });
		const client = site.client();
		const query = { path: 'GL/GLAccounts', select: 'UnformattedAccount', count: true, filter: 'Status eq \'Active\'' } as const;
		const page = await client.query(query);
		expect(page).toMatchObject({ '@odata.nextLink': expect.stringContaining('http://sage-internal.example') });
		const next = await client.nextPage(query, page);
		expect(await client.nextPage(query, next ?? null)).toMatchObject({ value: expect.any(Array) });
		expect(site.sent.every(({ url }) => url.startsWith(site.simulator.url))).toBe(true);
	});

	it('the profile under either of its names, a template of none', async () => {
		for (const companyProfileName of ['CSCompanyProfile', 'CSCompanyProfiles']) {
			await site.switches({ companyProfileName });
			expect(await site.client().query({ path: `CS/${companyProfileName}` })).toMatchObject({ value: [{ OrgID: COMPANY }] });
		}
	});

	it('a limit is kept and asks for no more', async () => {
		const before = site.sent.length;
		expect(await collect(site.client().records({ resource: 'GLAccounts', limit: 3 }))).toHaveLength(3);
		expect(site.sent.slice(before).map(({ url }) => new URL(url).searchParams.get('$top'))).toEqual([null, '3']);
	});

	it('a proxy that takes no large pages: an error that says so, and smaller ones are read', async () => {
		await site.switches({ largestPage: 60 });
		const error = await rejection(readAll(site.client(), { resource: 'GLAccounts' }));
		expect(error).toBeInstanceOf(RetryableError);
		expect(error).toMatchObject({ facts: { remedy: expect.stringContaining('pages can be made smaller') } });
		expect(await readAll(site.client(), { resource: 'GLAccounts', pageSize: 50 })).toHaveLength((await site.records('GLAccounts')).length);
	});
});
