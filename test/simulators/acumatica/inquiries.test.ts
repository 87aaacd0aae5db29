import { BALANCED, journal, problem, rows, Site, value, valuesOf, wrap, type Caller, type Entity } from './driver';

describe('inquiries', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
		caller = await site.caller();
	});
	afterAll(() => site.close());
	afterEach(() => site.control('reset', { keepSessions: true }));

	const ask = async (entity: string, parameters: Record<string, unknown>): Promise<Entity[]> => {
		const answer = await caller.put(`${entity}?$expand=Results`, wrap(parameters));
		if (answer.status !== 200) throw new Error(answer.text);
		return rows(answer.json(), 'Results');
	};
	const balance = async (account: string, parameters: Record<string, unknown>): Promise<unknown[]> => {
		const row = (await ask('AccountSummaryInquiry', {
			Ledger: 'ACTUAL', Branch: 'MILL1', ...parameters,
		})).find((one) => value(one, 'Account') === account);
		return ['BeginningBalance', 'DebitTotal', 'CreditTotal', 'PtdTotal', 'EndingBalance'].map((name) => value(row, name));
	};

	it('39. AccountSummaryInquiry moves only after posting, natural sign; missing Ledger/Period → error or empty', async () => {
		expect(await balance('40100', { Period: '012026' })).toEqual([0, 0, 4210, 4210, 4210]);
		expect(await balance('52000', { Period: '02-2026' })).toEqual([0, 3645.1, 0, 3645.1, 3645.1]);
		expect(await balance('10100', { Period: '032026' })).toEqual([24999, 0, 1790, -1790, 23209]);
		expect(await balance('33000', { Period: '012026' })).toEqual([15000, 0, 0, 0, 15000]);
		const number = String(value((await caller.put('JournalTransaction', journal(BALANCED))).json(), 'BatchNbr'));
		expect(await balance('52000', { Period: '042026' })).toEqual([3645.1, 0, 0, 0, 3645.1]);
		await caller.wait(await caller.release(number));
		expect(await balance('52000', { Period: '042026' })).toEqual([3645.1, 2000, 0, 2000, 5645.1]);
		const missing = await caller.put('AccountSummaryInquiry?$expand=Results', wrap({ Ledger: 'ACTUAL' }));
		expect([missing.status, problem(missing.json(), 'Period')]).toEqual([422, expect.any(String)]);
		await site.switches({ summaryWithoutParameters: 'empty' });
		expect(await ask('AccountSummaryInquiry', {})).toEqual([]);
	});

	it('39. by subaccount, branch or company; the ledger\'s number is no text; rows only when expanded', async () => {
		expect(await balance('52000', { Period: '022026', Subaccount: '100WEST' })).toEqual([0, 1824.55, 0, 1824.55, 1824.55]);
		expect(await ask('AccountSummaryInquiry', { Ledger: 'ACTUAL', Period: '022026', Branch: 'MILL2' })).toEqual([]);
		expect((await ask('AccountSummaryInquiry', { Ledger: 'ACTUAL', Period: '022026', Branch: 'HARBOR', AccountClass: 'OPEX' })).length).toBeLessThan(
			(await ask('AccountSummaryInquiry', { Ledger: 'ACTUAL', Period: '022026', Branch: 'HARBOR' })).length);
		const [row] = await ask('AccountSummaryInquiry', { Ledger: 'STATPLAN', Period: '012026' });
		expect([value(row, 'LedgerID'), value(row, 'DebitTotal'), value(row, 'LastActivity')]).toEqual([9, 17, '012026']);
		const bare = (await caller.put('AccountSummaryInquiry', wrap({ Ledger: 'ACTUAL', Period: '022026' }))).json();
		expect(bare.Results).toBeUndefined();
	});

	it('40. AccountDetailsForPeriodInquiry honours IncludeUnposted/Unreleased; no line key; fresh id per call', async () => {
		const period = { FromPeriod: '042026', ToPeriod: '04-2026', Ledger: 'ACTUAL' };
		expect(await ask('AccountDetailsForPeriodInquiry', period)).toEqual([]);
		expect(new Set(valuesOf(
			await ask('AccountDetailsForPeriodInquiry', { ...period, IncludeUnposted: true }), 'BatchNumber',
		))).toEqual(new Set(['GL0000005']));
		const all = await ask('AccountDetailsForPeriodInquiry', { ...period, IncludeUnposted: true, IncludeUnreleased: true });
		expect(new Set(valuesOf(all, 'BatchNumber'))).toEqual(new Set(['GL0000005', 'GL0000006', 'GL0000007', 'GL0000008']));
		const again = await ask('AccountDetailsForPeriodInquiry', { ...period, IncludeUnposted: true, IncludeUnreleased: true });
		expect(again.map(({ id: _, ...rest }) => rest)).toEqual(all.map(({ id: _, ...rest }) => rest));
		expect(again.map(({ id }) => id)).not.toEqual(all.map(({ id }) => id));
		expect(all[0]).not.toHaveProperty('LineNbr');
		const [foreign] = await ask('AccountDetailsForPeriodInquiry', { FromPeriod: '032026', ToPeriod: '032026', Ledger: 'ACTUAL' });
		expect([value(foreign, 'Currency'), value(foreign, 'DebitAmount'), value(foreign, 'DebitAmountInBaseCurrency')]).toEqual(['EUR', 900, 990]);
	});

	it('41. InventorySummaryInquiry without InventoryID → empty Results', async () => {
		expect(await ask('InventorySummaryInquiry', { WarehouseID: 'WEST' })).toEqual([]);
		expect(valuesOf(await ask('InventorySummaryInquiry', { InventoryID: 'PULP01' }), 'WarehouseID')).toEqual(['EAST', 'WEST']);
		const [row] = await ask('InventorySummaryInquiry', { InventoryID: 'PULP01', WarehouseID: 'WEST' });
		expect([value(row, 'QtyOnHand'), row?.InventoryID]).toEqual([121, undefined]);
	});

	it('42. CompanyFinancialPeriod on a two-company tenant → 200 [] without company filter', async () => {
		const bare = await caller.list('CompanyFinancialPeriod');
		expect([bare.status, bare.json()]).toEqual([200, []]);
		const years = (await caller.list(`CompanyFinancialPeriod?$expand=Details&$filter=${encodeURIComponent('Company eq \'HARBOR\'')}`)).json<Entity[]>();
		expect(valuesOf(years, 'FinancialYear')).toEqual(['2024', '2025', '2026', '2027']);
		expect(valuesOf(rows(years[2], 'Details'), 'Status')).toEqual(Array.from({ length: 12 }, () => 'Open'));
		const master = (await caller.list('FinancialPeriod/2027?$expand=Details')).json();
		expect([
			value(master, 'NbrOfPeriods'), value(rows(master, 'Details')[1], 'EndDate'), value(rows(master, 'Details')[1], 'Status'),
		]).toEqual([12, '2027-02-28T00:00:00+00:00', 'Inactive']);
	});

	it('CompaniesStructure lists the branches, ledgers list theirs', async () => {
		expect(valuesOf(await ask('CompaniesStructure', {}), 'BranchID')).toEqual(['MILL1', 'MILL2', 'MILL0', 'TIDE']);
		const ledger = (await caller.list('Ledger/STATPLAN?$expand=Branches,Companies')).json();
		expect([
			valuesOf(rows(ledger, 'Branches'), 'BranchID'), valuesOf(rows(ledger, 'Companies'), 'Company'),
		]).toEqual([['MILL1', 'MILL2', 'MILL0'], ['HARBOR']]);
	});
});
