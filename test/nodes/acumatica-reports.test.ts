import { byName } from '../../examples/source/workflow-builder';
import { askAcumatica, requestsSince, seatsTaken } from './acumatica-asking';
import { binaryText, forgetHighest, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { acumatica, anaplan, field, mapping, TARGET, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const JANUARY = { ledger: 'ACTUAL', period: 'chosen', periods: ['012026'] };
const given = (values: Record<string, string>) => ({ parameters: { parameter: Object.entries(values).map(([name, value]) => ({ name, value })) } });

describe('reports and queries of the Acumatica node, through n8n\'s own engine', () => {
	let site: Site;
	const report = async (operation: string, parameters: Record<string, unknown>) => await askAcumatica(site, 'report', operation, parameters);
	const balances = async (parameters: Record<string, unknown>) => await report('getAccountBalances', parameters);
	const query = async (parameters: Record<string, unknown>) => await askAcumatica(site, 'endpoint', 'runQuery', parameters);
	const inquiries = async (since: number): Promise<string[]> => (await requestsSince(site, since)).filter((line) => line.startsWith('PUT '));
	const writeEntry = async (amount: string): Promise<void> => {
		await site.acumatica.post('records', { entity: 'JournalTransaction', record: {
			Module: 'GL', BatchNbr: `GL9${amount}`, BranchID: 'MILL1', LedgerID: 'ACTUAL', CurrencyID: 'USD', PostPeriod: '012026', Status: 'Posted', Description: 'More freight', Hold: 'false',
			Details: [{ Account: '52000', Subaccount: '100EAST', BranchID: 'MILL1', DebitAmount: `${amount}.0000`, CreditAmount: '0.0000' }, { Account: '20000', Subaccount: '0000000', BranchID: 'MILL1', DebitAmount: '0.0000', CreditAmount: `${amount}.0000` }],
		} });
	};

	beforeAll(async () => {
		forgetHighest();
		site = await Site.open({ acumatica: {} });
	});
	afterEach(async () => expect(await seatsTaken(site)).toBe(0));
	afterAll(async () => await site.close());

	describe('Get Account Balances', () => {
		it('returns one row for each account and period, amounts as text with all their places', async () => {
			const { json, told } = await balances({ ledger: 'ACTUAL', period: 'range', fromPeriod: '12-2025', toPeriod: '022026' });
			expect(told).toBe('');
			expect([...new Set(json.map(({ Period }) => Period))]).toEqual(['122025', '012026', '022026']);
			expect(json.find(({ Period, Account }) => Period === '022026' && Account === '52000')).toMatchObject({ Ledger: 'ACTUAL', DebitTotal: '3645.1000', EndingBalance: '3645.1000', Type: 'Expense' });
			for (const row of json) for (const value of Object.values(row)) expect(typeof value).toBe('string');
		});

		it('asks once for each period, branch and subaccount, and nothing else', async () => {
			const before = await site.mark('acumatica');
			const { json } = await balances({ ...JANUARY, periods: ['01-2026', '02-2026'], branchChoice: 'chosen', branches: ['MILL1', 'MILL2'], subaccountChoice: 'chosen', subaccounts: ['100EAST', '0000000'] });
			expect(await inquiries(before)).toHaveLength(8);
			expect(json.find(({ Account, Period }) => Account === '40100' && Period === '012026')).toMatchObject({ Branch: 'MILL1', Subaccount: '100EAST', EndingBalance: '4210.0000' });
		});

		it('splits by every branch of the ledger and by every subaccount, and adds up to all together', async () => {
			const sum = (rows: Array<Record<string, unknown>>, account: string): number => rows.filter(({ Account }) => Account === account).reduce((all, { DebitTotal }) => all + Number(DebitTotal), 0);
			const together = await balances({ ...JANUARY, periods: ['022026'] });
			const split = await balances({ ...JANUARY, periods: ['022026'], branchChoice: 'every', subaccountChoice: 'every' });
			expect(split.told).toBe('');
			expect(new Set(split.json.filter(({ Account }) => Account === '52000').map(({ Subaccount }) => Subaccount))).toEqual(new Set(['100EAST', '100WEST']));
			expect(sum(split.json, '52000')).toBe(sum(together.json, '52000'));
		});

		it('writes a file with the columns that balances always have', async () => {
			const { items } = await balances({ ...JANUARY, output: 'file', options: { accountClass: 'SALES' } });
			const rows = (await binaryText(items[0], 'data')).trim().split('\n');
			expect(rows[0]).toMatch(/^_key,_stamp,Ledger,Period,Branch,Subaccount,Account,Description,Type,/);
			expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['ACTUAL/012026///40100']);
			expect(items[0]?.binary?.data).toMatchObject({ fileName: 'AccountBalances.csv' });
		});

		it.each([
			['no ledger', { ledger: '={{ " " }}' }, 'No ledger is chosen'],
			['a period that is none', { period: 'range', fromPeriod: 'Jan 2026', toPeriod: '02-2026' }, '"Jan 2026" is not a period'],
			['a range that ends before it begins', { period: 'range', fromPeriod: '03-2026', toPeriod: '02-2026' }, 'is after 022026'],
			['a period that the calendar has not', { period: 'range', fromPeriod: '01-2026', toPeriod: '13-2026' }, 'has no period 132026'],
			['no chosen period', { periods: '={{ [] }}' }, 'no period was given'],
			['no chosen branch', { branchChoice: 'chosen', branches: '={{ [] }}' }, 'No branch is chosen'],
			['a ledger that the site has not', { ledger: 'NOSUCH' }, 'cannot be found in the system'],
		])('refuses %s', async (_what, parameters, words) => {
			expect((await balances({ ...JANUARY, ...parameters })).told).toContain(words);
		});
	});

	it('Get Balance Changes sends nothing as long as nothing changed, and all of them when one has', async () => {
		const flow = workflowOf([
			acumatica('Get balances', 'report', 'getBalanceChanges', { ...JANUARY, branchChoice: 'every', subaccountChoice: 'every' }),
			mapping('Map', [field('Code', 'Account'), field('Name', 'Account'), field('Status', 'Type')], { ...TARGET, import: byName(VENDOR_IMPORT), duplicates: 'last', keyColumns: 'Code' }),
			anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
		], 'balances');
		const accounts = async (): Promise<unknown[]> => {
			await site.acumatica.post('clock', { advanceMs: 2_000 });
			return outputOf(await site.run(flow), 'Get balances').map(({ json }) => [json.Account, json.Branch, json.Subaccount, json.EndingBalance]);
		};
		const before = await accounts();
		expect(before).toContainEqual(['40100', 'MILL1', '100EAST', '4210.0000']);
		expect(await accounts()).toEqual([]);
		await writeEntry('250');
		const after = await accounts();
		expect(after).toEqual(expect.arrayContaining([...before, ['20000', 'MILL1', '0000000', '250.0000'], ['52000', 'MILL1', '100EAST', '250.0000']]));
		expect(after).toHaveLength(before.length + 2);
		expect(await accounts()).toEqual([]);
	});

	describe('Run Inquiry', () => {
		const details = { Ledger: 'ACTUAL', FromPeriod: '04-2026', ToPeriod: '04-2026' };

		it('asks with parameters, ticks among them, and returns the rows', async () => {
			const posted = await report('runInquiry', { inquiry: byName('AccountDetailsForPeriodInquiry'), ...given(details) });
			const unposted = await report('runInquiry', { inquiry: byName('AccountDetailsForPeriodInquiry'), ...given({ ...details, IncludeUnposted: 'true' }) });
			expect(unposted.told).toBe('');
			expect(unposted.json.length).toBeGreaterThan(posted.json.length);
			expect(unposted.json.map(({ TransactionDescription }) => TransactionDescription)).toContain('Cleaning');
		});

		it('puts what was asked beside rows that do not repeat it, unless told not to', async () => {
			const stock = { inquiry: byName('InventorySummaryInquiry'), ...given({ InventoryID: 'PULP01' }) };
			expect((await report('runInquiry', stock)).json.map(({ InventoryID, WarehouseID, QtyOnHand }) => [InventoryID, WarehouseID, QtyOnHand])).toEqual([['PULP01', 'EAST', '120.0000'], ['PULP01', 'WEST', '121.0000']]);
			expect((await report('runInquiry', { ...stock, options: { withParameters: false } })).json[0]).not.toHaveProperty('InventoryID');
		});

		it('writes a file', async () => {
			const { items } = await report('runInquiry', { inquiry: byName('CompaniesStructure'), output: 'file' });
			const rows = (await binaryText(items[0], 'data')).trim().split('\n');
			expect(rows[0]).toMatch(/^_key,_stamp,.*BranchID/);
			expect(rows).toHaveLength(5);
		});

		it.each([
			['without a parameter that it needs', { inquiry: byName('InventorySummaryInquiry') }, 'it needs InventoryID'],
			['that is no inquiry', { inquiry: byName('Account'), ...given({ AccountCD: '10100' }), options: { results: 'Results' } }, 'Account'],
			['that the endpoint has not', { inquiry: byName('NoSuchInquiry'), ...given({ Ledger: 'true' }) }, 'no entity NoSuchInquiry'],
			['whose name leads elsewhere', { inquiry: byName('../Account') }, '"../Account" is not the name of an entity'],
		])('refuses one %s', async (_what, parameters, words) => {
			expect((await report('runInquiry', parameters)).told).toContain(words);
		});
	});

	describe('Endpoint', () => {
		it('Get Many tells what the site has and which of it is used', async () => {
			const { json } = await askAcumatica(site, 'endpoint', 'getMany');
			expect(json).toEqual([
				{ name: 'Default', version: '25.200.001', build: '25.201.0111', chosen: false }, { name: 'Default', version: '24.200.001', build: '25.201.0111', chosen: true },
				{ name: 'PlanConnect', version: '1.0', build: '25.201.0111', chosen: false },
			]);
		});

		it('a wrong version names those that the site has', async () => {
			const { told } = await askAcumatica(site, 'record', 'getMany', { entity: byName('Account'), options: { endpointVersion: '23.200.001' } });
			expect(told).toContain('has no Default/23.200.001; of Default it has 25.200.001, 24.200.001');
			expect(told).toContain('Set the endpoint version');
		});

		it('an own endpoint is used as the credential names it, with fields that are days', async () => {
			const { acumaticaApi } = site.credentials;
			site.credentials.acumaticaApi = { ...acumaticaApi, endpoint: 'PlanConnect', version: '1.0' };
			const { json, told } = await askAcumatica(site, 'record', 'getMany', { entity: byName('PlanCalendar'), returnAll: true, conditions: { condition: [{ field: 'PlanDate', operator: 'greaterthan', value: '2026-05-01' }] } });
			site.credentials.acumaticaApi = acumaticaApi ?? {};
			expect(told).toBe('');
			expect(json.map(({ Description }) => Description)).toEqual(['Close 5']);
		});

		it('Run Query reads a list with its own parameters, unwrapped or as sent', async () => {
			const asked = { path: 'JournalTransaction', filter: "PostPeriod eq '042026' and Module eq 'GL'", select: 'BatchNbr,Description,Details/Account', expand: 'Details', custom: 'BatchModule.CuryControlTotal', limit: 2 };
			const { json } = await query(asked);
			expect(json).toHaveLength(2);
			expect(json[0]).toMatchObject({ BatchNbr: 'GL0000005', Description: 'Cleaning', Details: [{ Account: '62020' }, { Account: '20000' }] });
			expect(json[0]).toHaveProperty(['BatchModule.CuryControlTotal']);
			const { json: sent } = await query({ ...asked, options: { asSent: true, skip: 1 } });
			expect(sent[0]).toMatchObject({ BatchNbr: { value: 'GL0000006' }, rowNumber: expect.anything() as unknown });
		});

		it('Run Query reads one record and a schema', async () => {
			const before = await site.mark('acumatica');
			expect((await query({ path: 'JournalTransaction/GL/GL0000003', expand: 'Details' })).json[0]).toMatchObject({ BatchNbr: 'GL0000003', Details: [{ DebitAmount: '1820.5500' }, {}] });
			expect((await requestsSince(site, before)).find((line) => line.includes('GL0000003'))).not.toContain('$top');
			expect((await query({ path: 'Bill/$adHocSchema', options: { asSent: true } })).json[0]).toHaveProperty('custom.Document.UsrContract');
			expect((await query({ path: 'Account', filter: "AccountCD eq '99999'" })).items).toEqual([]);
		});

		it.each(['../../../identity/connect/userinfo', '/Account', 'Account/', 'Account//10100', '//evil.example/Account', 'Account/..', 'Account\\..\\Ledger', '.', '={{ " " }}'])('Run Query stays below the endpoint: %j', async (path) => {
			const before = await site.mark('acumatica');
			expect((await query({ path })).told).toContain('is no path below the endpoint');
			expect(await requestsSince(site, before)).toEqual([]);
		});

		it.each([
			['Account?$top=1', 'Account%3F'], ['Account#x', 'Account%23x'], ['https:evil.example', 'https%3Aevil.example'], ['Account/%2e%2e/Ledger', 'Account/%252e%252e/Ledger'], ['Account@evil.example', 'Account%40evil.example'],
		])('Run Query reads %j as one name', async (path, sent) => {
			const before = await site.mark('acumatica');
			expect((await query({ path })).told).not.toBe('');
			const [line = ''] = (await site.history('acumatica', before)).filter(({ kind, path: at = '' }) => kind === 'request' && at.includes('/Default/')).map(({ path: at = '' }) => at);
			expect(line).toContain(`/HarborMills/entity/Default/24.200.001/`);
			expect([sent, decodeURIComponent(sent)].some((form) => line.includes(form))).toBe(true);
		});
	});
});
