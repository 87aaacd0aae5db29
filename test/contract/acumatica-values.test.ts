import { FatalError } from '../../src/core/errors';
import { allOf, anyOf, compare, equalTo, ownText, startsWith, textLiteral, type Filter } from '../../src/systems/acumatica';
import { collect, keysOf } from '../doubles/results';
import { ContractSite, VERSIONS } from './acumatica-site';

const END = '2027-01-01T00:00:00Z';

describe('values', () => {
	let site: ContractSite;
	beforeAll(async () => {
		site = await ContractSite.start();
	});
	beforeEach(() => site.control('reset', { keepSessions: true }));
	afterAll(() => site.close());

	it.each(VERSIONS)('every digit of an amount arrives, in lists, by key and by inquiry (%s)', async (version) => {
		const amounts = ['30.0000', '0.0000', '9007199254740993.1234', '123456789012345678.9000', '-0.0100', '1820.5500'];
		await site.save('JournalTransaction', {
			Module: 'GL', BatchNbr: 'GL9000001', LedgerID: 'REPORT', BranchID: 'MILL1', CurrencyID: 'USD', PostPeriod: '032026', Status: 'Posted', TransactionDate: '2026-03-31',
			Details: amounts.map((DebitAmount, at) => ({ LineNbr: String(at + 1), Account: '52000', BranchID: 'MILL1', DebitAmount, Qty: '30.0000' })),
		});
		const client = site.client({ version });
		const lines = await collect(client.source({ entity: 'JournalTransaction', filter: equalTo('LedgerID', 'REPORT') }).records(null, END));
		expect(lines.map(({ fields }) => fields['Details/DebitAmount'])).toEqual(amounts);
		expect(lines[0]?.fields['Details/Qty']).toBe('30.0000');
		const record = await client.record({ entity: 'JournalTransaction', keys: ['GL', 'GL9000001'], expand: ['Details'] });
		expect(record?.Details).toMatchObject(amounts.map((DebitAmount) => ({ DebitAmount })));
		const { rows } = await client.inquire({ entity: 'AccountDetailsForPeriodInquiry', parameters: { FromPeriod: '032026', ToPeriod: '032026', Ledger: 'REPORT' } });
		expect(rows.map(({ DebitAmount }) => DebitAmount)).toEqual(amounts);
		expect((await collect(client.balances({ ledger: 'REPORT', periods: ['03-2026'] }).unstamped()))[0]?.fields.DebitTotal).toBe('132463988267088522.5634');
	});

	it.each(['object', 'null'])('what is empty is empty, whether it comes as {} or as {"value":null} (%s)', async (emptyFields) => {
		await site.switches({ emptyFields });
		const client = site.client();
		expect((await collect(client.source({ entity: 'Account', fields: ['AccountGroup', 'CurrencyID'], filter: equalTo('AccountCD', '10100') }).records(null, END)))[0]?.fields)
			.toMatchObject({ AccountGroup: '', CurrencyID: '' });
		const account = await client.record({ entity: 'Account', keys: ['10100'] });
		expect(account).toMatchObject({ AccountGroup: null, AccountCD: '10100', note: '' });
		const batch = await client.record({ entity: 'JournalTransaction', keys: ['GL', 'GL0000001'], expand: ['Details'] });
		// A row without a note says so by null, which is not the empty note.
		expect((batch?.Details as unknown[])[0]).not.toHaveProperty('note');
		const vendor = await client.record({ entity: 'Vendor', keys: ['V00211'], expand: ['RemittanceContact'] });
		expect(vendor?.RemittanceContact).toBeNull();
	});

	it('without _links, as builds before 2023 R2 have them', async () => {
		await site.switches({ links: false });
		expect((await collect(site.client().source({ entity: 'Account' }).records(null, END))).length).toBeGreaterThan(50);
	});

	const STRANGE = ['O\'Neil', 'Ä+B', '5%', 'a b', '#1', 'x&y=z', 'q?', '100%25', '"quoted"', 'ß€', 'semi;colon', '12,5', 'ünïcödé 🚀', '\'\'two', '(x)', '007', '1E5', '$top'];

	it('quotes, umlauts, + and % in keys, in filters and in addresses', async () => {
		for (const [at, code] of STRANGE.entries()) await site.save('Account', { AccountCD: code, Description: `strange ${at}` });
		const client = site.client();
		for (const [at, code] of STRANGE.entries()) {
			expect([code, (await client.record({ entity: 'Account', keys: [code] }))?.Description]).toEqual([code, `strange ${at}`]);
			const found = await collect(client.source({ entity: 'Account', filter: equalTo('AccountCD', code), fields: ['Description'] }).records(null, END));
			expect(found.map(({ fields }) => [fields.AccountCD, fields.Description])).toEqual([[code, `strange ${at}`]]);
		}
		const all = await collect(client.source({ entity: 'Account', filter: startsWith('Description', 'strange'), pageSize: 4 }).records(null, END));
		expect(keysOf(all).sort()).toEqual(STRANGE.map((code) => code.replace(/%/g, '%25')).sort());
	});

	it('keys that cannot stand in an address are read in lists, and refused in addresses', async () => {
		for (const code of ['a/b', 'a|b', 'c\\d']) await site.save('Account', { AccountCD: code, Description: 'slash' });
		const client = site.client();
		const found = await collect(client.source({ entity: 'Account', filter: equalTo('Description', 'slash') }).records(null, END));
		expect(new Set(keysOf(found))).toEqual(new Set(['a%2Fb', 'a|b', 'c\\d']));
		for (const { fields } of found) await expect(client.record({ entity: 'Account', keys: [fields.AccountCD ?? ''] })).rejects.toBeInstanceOf(FatalError);
		const [{ fields }] = await collect(client.source({ entity: 'Account', fields: ['id'], filter: equalTo('AccountCD', 'a/b') }).records(null, END)) as [typeof found[number]];
		expect((await client.record({ entity: 'Account', keys: [fields.id ?? ''] }))?.AccountCD).toBe('a/b');
	});

	it('every kind of literal and every test means at the server what it says', async () => {
		const client = site.client();
		const batches = async (filter: Filter): Promise<string[]> => (await collect(client.records({ entity: 'JournalTransaction', detail: null, filter, fields: ['Description'] }))).map(({ Description = '' }) => Description);
		expect(await batches(compare('eq', 'Hold', { type: 'flag', value: 'true' }))).toEqual(['Telephony']);
		expect(await batches(compare('eq', 'TransactionDate', { type: 'date', value: '2026-02-28' }))).toEqual(['Accrual freight Feb']);
		expect(await batches(compare('ge', 'LastModifiedDateTime', { type: 'moment', value: '2030-01-01T00:00:00+05:00' }))).toEqual([]);
		expect(await batches(compare('ne', 'LedgerID', textLiteral('ACTUAL')))).toEqual(['Headcount']);
		expect(await batches({ operator: 'substringof', field: 'Description', text: 'freight' })).toEqual(['Accrual freight Feb']);
		expect(await batches({ operator: 'endswith', field: 'Description', text: 'export' })).toEqual(['Rent, export']);
		expect(await batches({ operator: 'not', filter: anyOf(equalTo('LedgerID', 'ACTUAL'), startsWith('Description', 'x'))! })).toEqual(['Headcount']);
		expect(await batches(allOf(equalTo('LedgerID', 'ACTUAL'), anyOf(equalTo('Status', 'On Hold'), equalTo('Status', 'Unposted')))!)).toEqual(['Cleaning', 'Telephony']);
		expect(await batches(equalTo('cf.String(f=\'BatchModule.BatchType\')', 'Normal'))).toHaveLength(11);
		const accounts = async (filter: Filter): Promise<number> => (await collect(client.records({ entity: 'Account', filter }))).length;
		expect(await accounts(compare('le', 'AccountID', { type: 'whole', value: '1201' }))).toBe(2);
		expect((await collect(client.records({ entity: 'Bill', filter: compare('gt', 'Amount', { type: 'decimal', value: '1823.55' }) }))).length).toBe(2);
	});

	it('a field of a detail in a filter is not defined, so the error or the filter is the site\'s', async () => {
		await expect(collect(site.client().records({ entity: 'JournalTransaction', filter: ownText('Details/Account eq \'52000\'')! }))).rejects.toBeInstanceOf(FatalError);
	});
});

describe('inquiries', () => {
	let site: ContractSite;
	beforeAll(async () => {
		site = await ContractSite.start();
	});
	afterAll(() => site.close());

	it.each(VERSIONS)('balances by period, branch and subaccount, with their natural sign (%s)', async (version) => {
		const client = site.client({ version });
		const source = client.balances({ ledger: 'ACTUAL', periods: ['02-2026', '012026', '012026'], branches: ['MILL1', ' ', 'MILL1'], subaccounts: ['0000000', '100EAST'] });
		const rows = await collect(source.unstamped());
		expect(new Set(keysOf(rows)).size).toBe(rows.length);
		const sales = rows.find(({ key }) => key === 'ACTUAL/012026/MILL1/100EAST/40100');
		expect(sales?.fields).toMatchObject({ Type: 'Income', CreditTotal: '4210.0000', EndingBalance: '4210.0000', BeginningBalance: '0.0000', LastActivity: '012026' });
		expect(keysOf(rows).findIndex((key) => key.startsWith('ACTUAL/022026'))).toBeGreaterThan(keysOf(rows).findIndex((key) => key.startsWith('ACTUAL/012026')));
		// The same as the lines of the posted batches, period by period.
		const moved = await collect(client.balances({ ledger: 'ACTUAL', periods: ['02-2026'], branches: ['MILL1'] }).unstamped());
		const totals = await site.control<Array<{ Account: string; Period: string; debit: string }>>('totals?by=Account,Period&ledger=ACTUAL&status=Posted');
		for (const { fields } of moved) expect([fields.Account, fields.DebitTotal]).toEqual([fields.Account, totals.find(({ Account, Period }) => Account === fields.Account && Period === '022026')?.debit ?? '0.0000']);
	});

	it('a company and its branch at once would name one balance twice, and that is said', async () => {
		const { http } = site.signIn();
		// A site whose rows name the branch that they are of, whatever was asked.
		const own = site.client({ http: { send: async (request) => {
			const answer = await http.send(request);
			return { ...answer, body: Buffer.from(answer.body.toString('utf8').replaceAll('"Branch":{"value":"HARBOR"}', '"Branch":{"value":"MILL1"}'), 'utf8') };
		} } });
		const balances = (client: typeof own, branches: readonly string[]) => collect(client.balances({ ledger: 'ACTUAL', periods: ['022026'], branches }).unstamped());
		await expect(balances(own, ['HARBOR', 'MILL1'])).rejects.toThrow(/several rows for one account/);
		expect((await balances(site.client(), ['HARBOR', 'MILL1'])).length).toBe(2 * (await balances(site.client(), ['MILL1', 'mill1'])).length);
	});

	it.each(['refuse', 'empty'])('a ledger that is not there is never an empty answer (%s)', async (summaryWithoutParameters) => {
		await site.switches({ summaryWithoutParameters });
		await expect(collect(site.client().balances({ ledger: 'NOPE', periods: ['022026'] }).unstamped())).rejects.toThrow(/Ledger/);
		await expect(site.client().inquire({ entity: 'AccountSummaryInquiry', parameters: { Ledger: 'ACTUAL' } })).rejects.toThrow(/Period/);
	});

	it('an error on a parameter of a good answer is no empty answer', async () => {
		const body = JSON.stringify({ id: 'x', Ledger: { value: 'NOPE', error: '\'Ledger\' cannot be found in the system.' }, Results: [] });
		await site.control('faults', { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body, match: 'PUT .*AccountSummaryInquiry' });
		await expect(site.client().inquire({ entity: 'AccountSummaryInquiry', parameters: { Ledger: 'NOPE', Period: '022026' } })).rejects.toThrow(/cannot be found/);
	});

	it.each(VERSIONS)('lines of a period, companies, stock; rows without their ids, which are made anew each time (%s)', async (version) => {
		const client = site.client({ version });
		const lines = { entity: 'AccountDetailsForPeriodInquiry', parameters: { FromPeriod: '04-2026', ToPeriod: '042026', Ledger: 'ACTUAL' } };
		expect((await client.inquire(lines)).rows).toEqual([]);
		expect((await client.inquire({ ...lines, parameters: { ...lines.parameters, IncludeUnposted: true } })).rows.length).toBe(2);
		const all = { ...lines, parameters: { ...lines.parameters, IncludeUnposted: true, IncludeUnreleased: true } };
		const { rows } = await client.inquire(all);
		expect(rows.length).toBe(7);
		expect((await client.inquire(all)).rows).toEqual(rows);
		expect((await client.inquire({ entity: 'CompaniesStructure', parameters: {} })).rows.map(({ BranchID }) => BranchID)).toEqual(['MILL1', 'MILL2', 'MILL0', 'TIDE']);
		const stock = await client.inquire({ entity: 'InventorySummaryInquiry', parameters: { InventoryID: 'PULP01' } });
		expect(stock.rows.map(({ QtyOnHand }) => QtyOnHand)).toEqual(['120.0000', '121.0000']);
		await expect(client.inquire({ entity: 'InventorySummaryInquiry', parameters: { WarehouseID: 'WEST' } })).rejects.toThrow(/InventoryID/);
	});

	it('unknown ones and such as are none', async () => {
		await expect(site.client().inquire({ entity: 'NoInquiry', parameters: {} })).rejects.toBeInstanceOf(FatalError);
		await expect(site.client().inquire({ entity: 'CompaniesStructure', parameters: {}, results: 'Rows' })).rejects.toBeInstanceOf(FatalError);
	});
});
