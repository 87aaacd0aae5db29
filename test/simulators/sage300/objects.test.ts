import { type Caller, Site, values, type Rec } from './driver';

describe('keys and what there is to read', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		caller = site.caller();
	});
	afterAll(() => site.close());

	const code = async (path: string): Promise<[number, string]> => {
		const answer = await caller.get(path);
		return [answer.status, answer.code];
	};

	it('21. GLJournalBatches(\'000009\') works; without its zeros it is 404 RecordNotFound', async () => {
		expect((await caller.get('GL/GLJournalBatches(\'000009\')')).json()).toMatchObject({ BatchNumber: '000009', Status: 'Open' });
		expect(await code('GL/GLJournalBatches(\'9\')')).toEqual([404, 'RecordNotFound']);
		expect((await caller.get('AP/APInvoiceBatches(51)')).json()).toMatchObject({ BatchNumber: 51 });
		expect(await code('AP/APInvoiceBatches(\'51\')')).toEqual([400, 'InvalidEntityKey']);
		expect((await caller.get('GL/GLAccounts(10100)')).json()).toMatchObject({ AccountNumber: '10100' });
		expect((await caller.get('GL/GLAccounts(UnformattedAccount=\'62000D10\')?$select=AccountNumber')).json()).toMatchObject({ AccountNumber: '62000-D10' });
	});

	it('22. a composite key that misses a part is 400 InvalidEntityKey; named parts come in any order', async () => {
		const codes = 'GL/GLSegmentCodes';
		expect(await code(`${codes}(SegmentNumber='000002')`)).toEqual([400, 'InvalidEntityKey']);
		expect(await code(`${codes}(SegmentNumber='000002',Nothing='D10')`)).toEqual([400, 'InvalidEntityKey']);
		for (const key of ['SegmentNumber=\'000002\',SegmentCode=\'D10\'', 'SegmentCode=\'D10\',SegmentNumber=\'000002\'', '\'000002\',\'D10\'']) {
			expect((await caller.get(`${codes}(${key})`)).json()).toMatchObject({ SegmentCode: 'D10', Description: 'Sales, Europe' });
		}
		expect(await code(`${codes}('D10','000002')`)).toEqual([404, 'RecordNotFound']);
		expect(await code(`${codes}()`)).toEqual([400, 'InvalidEntityKey']);
	});

	it('23. a key with an apostrophe doubled and percent-encoded resolves; a slash is refused by the web server', async () => {
		expect((await caller.get(`AP/APVendors('${encodeURIComponent('O\'\'HARA').replace(/'/g, '%27')}')`)).json()).toMatchObject({ VendorName: 'O\'Hara Energy' });
		const slash = await caller.get('IC/ICItems(\'A1-105%2F0\')');
		expect([slash.status, slash.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
		expect(await caller.rows('IC/ICItems?$filter=ItemNumber eq \'A1-105/0\'')).toHaveLength(1);
		await site.switches({ encodedSlash: 'accept' });
		expect((await caller.get('IC/ICItems(\'A1-105%2F0\')')).json()).toMatchObject({ Description: 'Board 10' });
	});

	it('24. GLAccounts rows have all ten segment fields, blanks as "", and no change date', async () => {
		const row = (await caller.get('GL/GLAccounts(\'62000D10\')')).json();
		expect(Array.from({ length: 10 }, (_, at) => row[`AccountSegmentCode${at + 1}`])).toEqual(['62000', 'D10', '', '', '', '', '', '', '', '']);
		expect(Object.keys(row).filter((name) => /Date/.test(name))).toEqual(['DateCreated']);
	});

	it('25. accounts with structures of 1, 2, 3 and 4 segments coexist', async () => {
		const counted = await Promise.all(['10100', '62000D10', '62000D10EU', '65020D30EUP7'].map(async (account) => {
			const row = (await caller.get(`GL/GLAccounts('${account}')`)).json();
			return [row.StructureCode, row.AccountNumber];
		}));
		expect(counted).toEqual([['ACC', '10100'], ['ACCDEP', '62000-D10'], ['ADR', '62000-D10-EU'], ['ADRP', '65020-D30-EU-P7']]);
	});

	it('26. fiscal sets have F and S types and budget sets, 15 periods, and the next year begins with the balance', async () => {
		const bank = await caller.rows('GL/GLAccountFiscalSets?$filter=AccountNumber eq \'10200\'');
		expect(bank.map((row) => [row.Currencycode, row.Currencytype, row.Period03netamount])).toEqual([['EUR', 'Equivalent', -990],
			['EUR', 'Source', -900], ['USD', 'Functional', -990]]);
		const budget = await caller.rows('GL/GLAccountFiscalSets?$filter=FiscalsetDesignator eq \'Budget1\'');
		expect(budget).toHaveLength(1);
		expect(Array.from({ length: 15 },
			(_, at) => budget[0]?.[`Period${String(at + 1).padStart(2, '0')}netamount`])).toEqual([...Array.from({ length: 12 }, () => 2000), 0, 0, 0]);
		const set = async (account: string, year: string): Promise<Rec | undefined> => (await caller.rows(
			`GL/GLAccountFiscalSets?$filter=AccountNumber eq '${account}' and Fiscalsetyear eq '${year}' and FiscalsetDesignator eq 'Actuals' and Currencytype eq 'Functional'`,
		))[0];
		expect(await set('10100', '2026')).toMatchObject({ BeginningBalance: 25000, Period12balanceamount: 25000 });
		expect(await set('33000', '2026')).toMatchObject({ BeginningBalance: -15000 });
		expect((await set('41000D10', '2026'))?.BeginningBalance).toBe(0);
		expect(await caller.rows('GL/GLAccountFiscalSets?$filter=FiscalsetDesignator eq \'Quantity\'')).toEqual([expect.objectContaining({ AccountNumber: '70100', Period04netamount: 17 })]);
	});

	it('26. the balances at the beginning of a year sum up to nothing', async () => {
		await site.switches({ pageSize: 1000 });
		for (const year of ['2025', '2026']) {
			const rows = await caller.rows(`GL/GLAccountFiscalSets?$filter=Fiscalsetyear eq '${year}' and FiscalsetDesignator eq 'Actuals' and Currencytype eq 'Functional'`);
			const cents = (name: string): number => values(rows, name).reduce((sum: number, value) => sum + Math.round(Number(value) * 100), 0);
			expect([year, rows.length > 3, cents('BeginningBalance'), cents('YearTodateamount')]).toEqual([year, true, 0, 0]);
		}
	});

	it('27. POST on fiscal sets, posted transactions and fiscal calendars is 405 MethodNotAllowed', async () => {
		for (const path of ['GL/GLAccountFiscalSets', 'GL/GLPostedTransactions', 'CS/CSFiscalCalendars', 'AP/APPostedDocuments']) {
			const answer = await caller.post(path, {});
			expect([path, answer.status, answer.code]).toEqual([path, 405, 'MethodNotAllowed']);
		}
		expect((await caller.get('GL/GLPostJournal')).status).toBe(405);
		expect((await caller.get('PO/POReceipts')).status).toBe(405);
		expect((await caller.patch('PO/POPurchaseOrders(2)', { Description: 'x' })).status).toBe(405);
	});

	it('50. dates in answers: with Z, without zone, with an offset, as a day, with slashes; empty ones are null', async () => {
		const date = async (): Promise<unknown> => (await caller.get('AP/APVendors(\'V1044\')')).json().DateLastMaintained;
		const seen = [await date()];
		for (const dateForm of ['none', '+02:00', 'day', 'slashes']) {
			await site.switches({ dateForm });
			seen.push(await date());
		}
		expect(seen).toEqual(['2026-05-05T00:00:00Z', '2026-05-05T00:00:00', '2026-05-05T00:00:00+02:00', '2026-05-05', '05/05/2026']);
		expect((await caller.get('AP/APVendors(\'V1044\')')).json()).toMatchObject({ InactiveDate: null, PhoneNumber: '' });
	});

	it('51. fiscal-set names are switchable in letter case, and $metadata agrees with the names served', async () => {
		for (const [fiscalSetNames, year, net, type] of [
			['camel', 'FiscalSetYear', 'Period01NetAmount', 'CurrencyType'], ['capitals', 'FISCALSETYEAR', 'PERIOD01NETAMOUNT', 'CURRENCYTYPE'],
		] as const) {
			await site.switches({ fiscalSetNames });
			const [row = {}] = await caller.rows(`GL/GLAccountFiscalSets?$filter=${year} eq '2026' and ${type} eq 'Functional'&$top=1`);
			expect(row).toHaveProperty(net);
			const document = (await caller.get('GL/$metadata')).text;
			const from = document.indexOf('<EntityType Name="AccountFiscalSet">');
			expect([...document.slice(from, document.indexOf('</EntityType>', from)).matchAll(/<Property Name="(\w+)"/g)].map(([,
				name]) => name)).toEqual(Object.keys(row));
			expect((await caller.get('GL/GLAccountFiscalSets?$select=Fiscalsetyear')).code).toBe('InvalidParameters');
		}
		await site.switches({ fiscalSetNames: 'catalogue', fiscalSetWords: 'letters', renamed: 'GLAccountFiscalSets.Currencytype=Curntype' });
		const [lettered] = await caller.rows('GL/GLAccountFiscalSets?$filter=Curntype eq \'S\' and FiscalsetDesignator eq \'A\'');
		expect(lettered).toMatchObject({ Curntype: 'S', FiscalsetDesignator: 'A' });
	});

	it('amounts have 2 or 3 decimals, journals have other names and can be cleared, calendars their periods', async () => {
		const [line] = await caller.rows('GL/GLPostingJournalDetails?$filter=Postingsequencenumber eq 3&$top=1');
		expect(line).toMatchObject({ BatchNumber: '000003', AccountNumber: '51020D20', Journaltransactionamount: 1820.55, SourceLedgerCode: 'GL' });
		expect((await caller.get('GL/GLPostedTransactions?$top=1')).text).toContain('"JournalTransactionAmount":25000.00,');
		await site.switches({ amountDecimals: 3, postedAccounts: 'formatted' });
		expect((await caller.get('GL/GLPostedTransactions?$top=1')).text).toContain('"JournalTransactionAmount":25000.000,');
		expect(values(await caller.rows('GL/GLPostedTransactions?$filter=PostingSequenceNumber eq 3'), 'AccountNumber')).toEqual(['21500', '51020-D20']);
		await site.control('clear-journals', { through: 3 });
		expect(values(await caller.rows('GL/GLPostingJournalDetails'), 'Postingsequencenumber')[0]).toBe(4);
		expect(await caller.rows('GL/GLPostedTransactions?$filter=PostingSequenceNumber eq 3')).toHaveLength(2);
		const calendar = (await caller.get('CS/CSFiscalCalendars(\'2025\')')).json();
		expect(calendar).toMatchObject({ NumFiscalPeriods: 12, FiscalPeriod2EndDate: '2025-02-28T00:00:00Z', FiscalPeriod13StartDate: null });
		expect((calendar.FiscalPeriodStatuses as Rec[])[1]).toMatchObject({ Application: 'GL', Period11Status: 'Locked', Period12Status: 'Open' });
		expect((await site.example().get('CS/CSFiscalCalendars(\'2019\')')).json()).toMatchObject({ NumFiscalPeriods: 13, Quarter4Periods: 4 });
		await site.switches({ calendarStatus: 'absent' });
		expect((await caller.get('CS/CSFiscalCalendars(\'2025\')')).json()).not.toHaveProperty('FiscalPeriodStatuses');
	});
});
