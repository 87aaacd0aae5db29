/** What the client reads of the real agent is what the books hold: every list of every company, each record once. */
import type { ListName } from '../../src/systems/sage100';
import { AgentLoad, AgentSite, type Row } from './sage100-site';

let site: AgentSite;
beforeAll(async () => {
	site = await AgentSite.start();
});
afterAll(() => site.close());

const COMPANIES = ['ABC', 'XYZ', '5IV', 'MIX'] as const;

const read = async (company: string, list: ListName, more: object = {}): Promise<Row[]> => {
	const found: Row[] = [];
	for await (const page of site.client(company).records({ list, ...more })) found.push(...page);
	return found;
};

describe.each(COMPANIES)('company %s', (company) => {
	it('is ready, with its own format and clock', async () => {
		const { company: facts, checks } = await site.client(company).ready();
		expect([facts.code, facts.segments.length, checks.every(({ ok }) => ok)]).toEqual([company, { ABC: 2, XYZ: 3, '5IV': 5, MIX: 3 }[company], true]);
	});

	it('accounts with their segments; what a shorter account lacks is empty', async () => {
		const [accounts, stored, segments] = [await read(company, 'accounts'), await site.rows('GL_Account', company), await site.rows('GL_AccountSegment', company)];
		expect(accounts).toHaveLength(stored.length);
		for (const { AccountKey = '', Account = '', AccountDesc = '', Status } of stored) {
			const own = Object.fromEntries(segments.filter((row) => row.AccountKey === AccountKey).map(({ SegmentNo, SubAccountCode = '' }) => [`segment${SegmentNo}`, SubAccountCode]));
			expect(accounts.find(({ accountKey }) => accountKey === AccountKey)).toMatchObject({ account: Account, description: AccountDesc.trimEnd(), status: Status, otherSegments: '', ...own });
		}
	});

	it.each([['vendors', 'AP_Vendor'], ['openInvoices', 'AP_OpenInvoice']] as const)('%s', async (list, table) => {
		expect(await read(company, list, { pageSize: 100 })).toHaveLength((await site.rows(table, company)).length);
	});

	it('balances of all years to the cent, however large', async () => {
		const [balances, stored] = [await read(company, 'balances'), await site.control<readonly Row[]>(`balances?company=${company}`)];
		const keyOf = (account = '', year = '', period = ''): string => `${account} ${year}/${period}`;
		expect(new Map(balances.map(({ account, fiscalYear, fiscalPeriod, endingBalance }) => [keyOf(account, fiscalYear, fiscalPeriod), endingBalance])))
			.toEqual(new Map(stored.map(({ account, FiscalYear, FiscalPeriod, endingBalance }) => [keyOf(account, FiscalYear, FiscalPeriod), endingBalance])));
	});

	it('ledger lines, first as a read of all changes', async () => {
		const lines = await new AgentLoad(site, { list: 'postings' }, company).run();
		const { lines: stored } = await site.control<{ readonly lines: readonly Row[] }>(`ledger?company=${company}`);
		// What bears a stamp of the future is read when that has come.
		const today = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
		expect(lines).toHaveLength(stored.filter(({ DateCreated = '' }) => DateCreated < today).length);
	});
});

describe('documents of ABC', () => {
	it('lines of orders, each once, under its order', async () => {
		const lines = await read('ABC', 'purchaseOrders');
		expect(lines.map((row) => `${row.purchaseOrderNo}/${row['lines/lineKey']}`).sort()).toEqual((await site.rows('PO_PurchaseOrderDetail')).map(({ PurchaseOrderNo, LineKey }) => `${PurchaseOrderNo}/${LineKey}`).sort());
	});

	it.each([['entry', 'AP_InvoiceHeader', 'AP_InvoiceDetail'], ['history', 'AP_InvoiceHistoryHeader', 'AP_InvoiceHistoryDetail']] as const)('invoices in %s', async (stage, headers, details) => {
		expect(await read('ABC', 'invoices', { stage, rows: 'headers' })).toHaveLength((await site.rows(headers)).length);
		expect(await read('ABC', 'invoices', { stage, rows: 'lines' })).toHaveLength((await site.rows(details)).length);
	});

	it('calendars and values of segments', async () => {
		expect(await read('ABC', 'fiscalCalendars')).toHaveLength((await site.rows('GL_FiscalYearDetail')).length);
		expect(await read('ABC', 'segmentValues', { segmentNo: '02' })).toHaveLength((await site.rows('GL_SubAccount')).filter(({ SegmentNo }) => SegmentNo === '02').length);
	});
});
