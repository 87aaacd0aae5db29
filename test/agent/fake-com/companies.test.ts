import { DEFAULT_SITE, type FakeSage } from '../../../agent/fake-com';
import { BUDGET } from '../../../simulators/anaplan/seeds/budget';
import { call, Caller, isObject, sets, start } from './driver';

describe('companies and their charts (reference sage-100 5, 7, 8, 15)', () => {
	let sage: FakeSage;
	const callers = new Map<string, Caller>();
	const within = (company: string): Caller => callers.get(company)!;

	beforeAll(async () => {
		sage = await start();
		for (const { code } of DEFAULT_SITE.companies) callers.set(code, new Caller(sage.connect(), { company: code }));
	});
	afterAll(() => sage.stop());

	const values = (company: string, className: string, column: string, key: string, filter = ''): string[] =>
		sets(within(company).open(className), { column, key, filter }).map(([value]) => value);

	it('4. formats of 2, 3 and 5 segments with other delimiters', () => {
		const formats = DEFAULT_SITE.companies.map(({ code }) => [code, ...values(code, 'GL_Options_svc', 'AccountFormat$', 'ModuleCode$')]);
		expect(formats).toEqual([['ABC', '-N05A03'], ['XYZ', '.N04A03N02'], ['5IV', '/N04A03N02A02N03'], ['MIX', '-N04A03A02']]);
		expect(values('5IV', 'GL_Account_svc', 'Account$', 'AccountKey$')).toContain('6200/A10/10/P1/007');
		expect(values('XYZ', 'GL_AccountStructure_svc', 'SegmentNo$+SegmentDesc$+STR(SegmentLength)', 'SegmentNo$')).toEqual(['01Account4', '02Cost centre3', '03Region2']);
	});

	it('5. some accounts have fewer segments than the format allows', () => {
		const account = within('MIX').open('GL_Account_svc');
		const counts = sets(account, { column: 'Account$', key: 'AccountKey$' }).map(([text, key]) =>
			[text, values('MIX', 'GL_AccountSegment_svc', 'SegmentNo$+"="+SubAccountCode$', 'AccountKey$', `AccountKey$="${key}"`)]);
		expect(counts).toEqual([['1010', ['01=1010']], ['6200-200', ['01=6200', '02=200']], ['6300-300-EU', ['01=6300', '02=300', '03=EU']]]);
	});

	it('6. status A, I, D, and an end date in the past', () => {
		expect(new Set(values('ABC', 'GL_Account_svc', 'Status$', 'AccountKey$'))).toEqual(new Set(['A', 'I', 'D']));
		expect(values('ABC', 'GL_Account_svc', 'Account$', 'AccountKey$', 'DateEnd$<>"" AND DateEnd$<"20260101"')).toEqual(['69900-000']);
	});

	it('46. segment values have status and dates; one is used by no account', () => {
		expect(values('ABC', 'GL_SubAccount_svc', 'SubAccountCode$+Status$+DateStart$+DateEnd$', 'SubAccountCode$', 'SubAccountCode$="D90"')).toEqual(['D90I2015010120221231']);
		expect(values('ABC', 'GL_AccountSegment_svc', 'AccountKey$', 'AccountKey$', 'SubAccountCode$="D90"')).toEqual([]);
		expect(values('ABC', 'GL_MainAccount_svc', 'SegmentNo$', 'MainAccountCode$')).toContain('01');
	});

	it('the chart of ABC fits the budget: every account and department has an account', () => {
		const accounts = new Set(values('ABC', 'GL_Account_svc', 'Account$', 'AccountKey$', 'Status$="A"'));
		const wanted = new Set(BUDGET.map(({ account: [code], department: [department] }) => `${code}-${department}`));
		expect([wanted.size, [...wanted].filter((account) => !accounts.has(account))]).toEqual([200, []]);
	});

	it('the key is nine digits and not the account number', () => {
		const [[account, key]] = sets(within('ABC').open('GL_Account_svc'), { column: 'Account$', key: 'AccountKey$' }) as [[string, string]];
		expect(key).toMatch(/^\d{9}$/);
		expect(key).not.toContain(account.replace('-', ''));
	});

	it('fiscal calendars: 12 and 13 periods, years from July, closed periods', () => {
		expect(values('XYZ', 'GL_FiscalYear_svc', 'FiscalYear$+"/"+STR(NumberOfPeriods)', 'FiscalYear$')).toEqual(['2025/13', '2026/13', '2027/13']);
		expect(values('XYZ', 'GL_FiscalYearDetail_svc', 'StartingDate$+"-"+EndingDate$', 'FiscalYear$', 'FiscalYear$="2026" AND FiscalPeriod$="13"')).toEqual(['20261203-20261231']);
		expect(values('5IV', 'GL_FiscalYearDetail_svc', 'StartingDate$', 'FiscalYear$', 'FiscalYear$="2026" AND FiscalPeriod$="01"')).toEqual(['20250701']);
		expect(values('ABC', 'GL_FiscalYearDetail_svc', 'FiscalPeriod$', 'FiscalYear$', 'FiscalYear$="2025" AND PeriodClosed$="Y"')).toEqual(['01', '02', '03']);
	});

	it('8. the list of companies is the same in each of them', () => {
		for (const { code } of DEFAULT_SITE.companies) {
			expect(values(code, 'SY_Company_svc', 'CompanyCode$', 'CompanyCode$').sort()).toEqual(['5IV', 'ABC', 'MIX', 'XYZ']);
		}
	});

	it('23. the same vendor number in two divisions', () => {
		expect(values('ABC', 'AP_Vendor_svc', 'APDivisionNo$+VendorNo$', 'VendorNo$', 'VendorNo$="ACME01"')).toEqual(['00ACME01', '01ACME01']);
	});

	it('24. invoice numbers of twenty characters and with / and blanks', () => {
		expect(values('ABC', 'AP_InvoiceHeader_svc', 'STR(LEN(InvoiceNo$))', 'VendorNo$', 'LEN(InvoiceNo$)=20')).toEqual(['20']);
		expect(values('ABC', 'AP_OpenInvoice_svc', 'InvoiceNo$', 'VendorNo$', 'VendorNo$="0000012"')).toEqual(['R 77/25']);
		expect(values('ABC', 'AP_InvoiceHistoryHeader_svc', 'InvoiceNo$+HeaderSeqNo$', 'VendorNo$', 'InvoiceNo$="A-0900"')).toEqual(['A-0900000000', 'A-0900000001']);
	});

	it('22. purchase orders without lines, of type master and repeating', () => {
		const order = within('ABC').open('PO_PurchaseOrder_svc');
		const linesOf = (no: string): unknown[] => {
			call(order, 'nFind', no);
			const lines = order.oLines;
			if (!isObject(lines)) throw new Error('no lines');
			const seen: unknown[] = [];
			for (let code = call(lines, 'nMoveFirst'); code === 1; code = call(lines, 'nMoveNext')) seen.push(call(lines, 'sGetValue', 'ItemCode$'));
			return seen;
		};
		expect([linesOf('0000101'), linesOf('0000102'), linesOf('0000103')]).toEqual([['BRG-6204', 'NOTE "A"'], [], ['BRG-6204']]);
		expect(values('ABC', 'PO_PurchaseOrder_svc', 'OrderType$', 'PurchaseOrderNo$').join('')).toBe('SSMRSX');
		expect(values('ABC', 'PO_PurchaseOrderDetail_svc', 'STR(QuantityOrdered)+"*"+STR(UnitCost)', 'LineKey$', 'PurchaseOrderNo$="0000103"')).toEqual(['0.333333*30.00003']);
	});

	it('21. a changed line leaves the stamp of its order alone', async () => {
		const stamp = (): string[] => values('ABC', 'PO_PurchaseOrder_svc', 'DateUpdated$+","+TimeUpdated$', 'PurchaseOrderNo$', 'PurchaseOrderNo$="0000101"');
		const before = stamp();
		await sage.control('records', { table: 'PO_PurchaseOrderDetail', values: { PurchaseOrderNo: '0000101', LineKey: '000001', QuantityReceived: '5' } });
		expect(values('ABC', 'PO_PurchaseOrderDetail_svc', 'STR(QuantityReceived)', 'LineKey$', 'PurchaseOrderNo$="0000101" AND LineKey$="000001"')).toEqual(['5']);
		expect(stamp()).toEqual(before);
	});

	it('25. an invoice of the entry stage disappears with the update and is open and posted then', async () => {
		expect(await sage.control('update-invoices', { match: '^A-1001$' })).toEqual({ updated: ['A-1001'] });
		expect(values('ABC', 'AP_InvoiceHeader_svc', 'VendorNo$', 'VendorNo$', 'InvoiceNo$="A-1001"')).toEqual([]);
		expect(values('ABC', 'AP_OpenInvoice_svc', 'STR(Balance)', 'VendorNo$', 'InvoiceNo$="A-1001"')).toEqual(['1250']);
		expect(values('ABC', 'AP_InvoiceHistoryHeader_svc', 'HeaderSeqNo$', 'VendorNo$', 'InvoiceNo$="A-1001"')).toEqual(['000000']);
		expect(values('ABC', 'AP_InvoiceHistoryDetail_svc', 'CommentText$', 'LineKey$', 'InvoiceNo$="A-1001"')).toEqual(['Bearings', 'Freight "air"']);
	});
});
