import { byName } from '../../examples/source/workflow-builder';
import { SAGE100_FIVE, sage100FiveCredential } from '../../e2e/scenario/simulated-credentials';
import type { Asking } from './asking';
import { binaryText } from './engine/run-workflow';
import { askSage100, requestsSince } from './sage100-asking';
import { Site } from './site';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const of = (name: string): { list: ReturnType<typeof byName> } => ({ list: byName(name) });

describe('records of the Sage 100 node, through n8n\'s own engine, the real agent and COM objects that stand in for Sage 100', () => {
	let site: Site;
	const record = async (operation: string, parameters: Record<string, unknown>, more?: Asking) => await askSage100(site, 'record', operation, parameters, more);
	const many = async (parameters: Record<string, unknown>) => await record('getMany', { returnAll: true, ...parameters });

	beforeAll(async () => {
		site = await Site.open({ sage100: {} });
	});
	afterAll(async () => await site.close());

	/** The same in the company with five segments. */
	const inFive = async <T>(ask: () => Promise<T>): Promise<T> => {
		const usual = { ...site.credentials.sage100Api };
		Object.assign(site.credentials.sage100Api ?? {}, sage100FiveCredential(site.urls.sage100).data);
		try {
			return await ask();
		} finally {
			Object.assign(site.credentials.sage100Api ?? {}, usual);
		}
	};

	describe('Get Many', () => {
		it('accounts with a column for each segment of the company, every value as text', async () => {
			const { json, told } = await many(of('accounts'));
			expect(told).toBe('');
			expect(json.length).toBeGreaterThan(200);
			expect(json.find(({ account }) => account === '62000-D10')).toMatchObject({ segment01: '62000', segment02: 'D10', otherSegments: '', mainAccountCode: '62000', status: 'A' });
			for (const value of Object.values(json[0] ?? {})) expect(typeof value).toBe('string');
		});

		it('of a company with five segments there are five columns', async () => {
			expect(SAGE100_FIVE.name).toContain('5IV');
			const { json } = await inFive(async () => await many(of('accounts')));
			expect(json.find(({ account }) => account === '6200/A10/10/P1/007')).toMatchObject({ segment01: '6200', segment02: 'A10', segment03: '10', segment04: 'P1', segment05: '007' });
		});

		it('up to a limit, in pages as large as wanted', async () => {
			expect((await record('getMany', { ...of('accounts'), limit: 2 })).json).toHaveLength(2);
			const before = await site.mark('sage100');
			const { json } = await many({ ...of('accounts'), options: { pageSize: 100 } });
			expect((await requestsSince(site, before)).filter((line) => line === 'GET gl/accounts')).toHaveLength(Math.ceil(json.length / 100));
		});

		it('filters that the list knows, and nothing of those that n8n still holds of another', async () => {
			expect((await many({ ...of('accounts'), options: { status: ['I', 'D'], vendorNo: 'ACME01' } })).json.map(({ account }) => account)).toEqual(['59000-000', '59100-000']);
			expect((await many({ ...of('accounts'), options: { account: '62000-D10' } })).json).toHaveLength(1);
			expect(new Set((await many({ ...of('openInvoices'), options: { vendorNo: 'ACME01', divisionNo: '01' } })).json.map(({ invoiceAmount }) => invoiceAmount))).toEqual(new Set(['75.50']));
		});

		it('cost centres: the values of a segment', async () => {
			const { json } = await many({ ...of('segmentValues'), segmentNo: '02' });
			expect(json.map(({ value }) => value)).toEqual(expect.arrayContaining(['000', 'D10', 'D50', 'D90']));
			expect(json.find(({ value }) => value === 'D20')).toMatchObject({ description: 'Production "Line 2"', status: 'A' });
		});

		it('ledger lines need their days; those of one account', async () => {
			expect((await many(of('postings'))).told).toContain('no range of days was named');
			const { json } = await many({ ...of('postings'), options: { account: '10100-000', postingDateFrom: '2026-01-01', postingDateTo: '2026-01-31' } });
			expect(json).toEqual([expect.objectContaining({ account: '10100-000', postingDate: '2026-01-28', creditAmount: '15725.30' })]);
			expect((await many({ ...of('postings'), options: { account: '10100-999', postingDateFrom: '2026-01-01', postingDateTo: '2026-01-31' } })).told).toContain('there is no account 10100-999');
		});

		it('lines of purchase orders with the fields of their order, orders themselves, and only open ones', async () => {
			const lines = await many(of('purchaseOrders'));
			expect(lines.json.find((row) => row['lines/itemCode'] === 'NOTE "A"')).toMatchObject({ purchaseOrderNo: '0000101', 'lines/lineKey': '000002', nonTaxableAmount: '1234.50' });
			const orders = await many({ ...of('purchaseOrders'), rows: 'headers' });
			expect(orders.json.map(({ purchaseOrderNo }) => purchaseOrderNo)).toEqual(['0000101', '0000102', '0000103', '0000104', '0000105', '0000106']);
			expect((await many({ ...of('purchaseOrders'), rows: 'headers', options: { openOnly: true } })).json.map(({ purchaseOrderNo }) => purchaseOrderNo)).not.toContain('0000105');
		});

		it('invoices that are entered, and those that are posted', async () => {
			const entered = await many({ ...of('invoices'), stage: 'entry' });
			expect(entered.json.map(({ invoiceNo }) => invoiceNo)).toEqual(expect.arrayContaining(['A-1001', '12345678901234567890']));
			const posted = await many({ ...of('invoices'), stage: 'history', options: { invoiceDateFrom: '2026-01-01' } });
			expect(posted.json.map(({ invoiceNo, amount }) => [invoiceNo, amount])).toEqual(expect.arrayContaining([['A-0900', '510.00']]));
			expect(posted.json.some(({ amount }) => amount === '500.00')).toBe(false);
		});

		it('writes a file with the same columns and rows', async () => {
			const { items } = await record('getMany', { ...of('vendors'), returnAll: true, output: 'file' });
			const [header = '', ...rows] = (await binaryText(items[0], 'data')).trim().split(/\r?\n/);
			expect(header).toMatch(/^_key,_stamp,divisionNo,vendorNo,name,/);
			expect(rows).toHaveLength((await many(of('vendors'))).json.length);
		});

		it('a list that is not there is told before anything is sent', async () => {
			const before = await site.mark('sage100');
			expect((await many(of('customers'))).told).toContain('There is no list "customers"');
			expect(await requestsSince(site, before)).toEqual([]);
		});
	});

	describe('Get and Get Fields', () => {
		it('an account by its number and by its key', async () => {
			const byNumber = await record('get', { ...of('accounts'), recordKey: '62000-D10' });
			expect(byNumber.json).toMatchObject([{ account: '62000-D10', segments: [{ segmentNo: '01', value: '62000' }, { segmentNo: '02', value: 'D10' }] }]);
			expect((await record('get', { ...of('accounts'), recordKey: String(byNumber.json[0]?.accountKey) })).json).toEqual(byNumber.json);
		});

		it('a record by a key of several parts, with its lines, and one that is not there', async () => {
			expect((await record('get', { ...of('vendors'), recordKey: '01/ACME01' })).json).toMatchObject([{ name: 'Acme Bearings (West)' }]);
			expect((await record('get', { ...of('purchaseOrders'), recordKey: '0000101' })).json).toMatchObject([{ lines: [{ itemCode: 'BRG-6204', unitCost: '12.345' }, { itemCode: 'NOTE "A"' }] }]);
			expect((await record('get', { ...of('vendors'), recordKey: 'ACME01' })).told).toContain('divisionNo/vendorNo');
			expect((await record('get', { ...of('vendors'), recordKey: '02/ACME01' })).told).toContain('there is none with the key 02/ACME01');
		});

		it('fields: the segments that the company has, and the lines that are read', async () => {
			const ids = (await record('getFields', of('accounts'))).json;
			expect(ids).toEqual(expect.arrayContaining([{ id: 'accountKey', type: 'text', detail: '', key: true, texts: [] }, { id: 'segment02', type: 'text', detail: '', key: false, texts: [] }]));
			expect((await record('getFields', of('purchaseOrders'))).json).toEqual(expect.arrayContaining([{ id: 'lines/lineKey', type: 'text', detail: 'lines', key: true, texts: [] }]));
		});
	});

	describe('balances', () => {
		it('by account and period; the periods without activity where they are wanted', async () => {
			const ask = async (options: object) => await askSage100(site, 'report', 'getAccountBalances', { years: '2026', fromPeriod: 1, toPeriod: 3, options: { account: '65000-D10', ...options } });
			const { json } = await ask({});
			expect(json.find(({ fiscalPeriod }) => fiscalPeriod === '01')).toMatchObject({ account: '65000-D10', debitAmount: expect.stringMatching(/\.\d\d$/) as string });
			expect((await ask({ fillGaps: true })).json.map(({ fiscalPeriod }) => fiscalPeriod)).toEqual(['01', '02', '03']);
		});

		it('a wrong year or period is told', async () => {
			const ask = async (parameters: object) => (await askSage100(site, 'report', 'getAccountBalances', { years: '2026', ...parameters })).told;
			expect(await ask({ years: ' , ' })).toContain('No year is chosen');
			expect(await ask({ years: '26' })).toContain('"26" is no fiscal year');
			expect(await ask({ fromPeriod: 14 })).toContain('no fiscal period');
			expect(await ask({ fromPeriod: 4, toPeriod: 3 })).toContain('comes after the last');
		});
	});

	it('companies of the key, with their account formats and the clock of the server', async () => {
		const { json } = await askSage100(site, 'company', 'getMany');
		expect(json.map(({ code, segmentCount, delimiter }) => [code, segmentCount, delimiter])).toEqual([['ABC', 2, '-'], ['XYZ', 3, '.'], ['5IV', 5, '/'], ['MIX', 3, '-']]);
		expect(json[0]).toMatchObject({ timeZone: 'America/New_York', serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string, limits: { journalComment: 2048 } });
		expect(json[1]).not.toHaveProperty('serverTime');
	});

	describe('Run Query', () => {
		const query = async (parameters: Record<string, unknown>) => await askSage100(site, 'endpoint', 'runQuery', parameters);

		it('a list over several pages up to the limit, and an answer that is none', async () => {
			expect((await query({ path: 'gl/accounts', parameters: 'pageSize=20', limit: 50 })).json).toHaveLength(50);
			expect((await query({ path: 'clock' })).json).toMatchObject([{ timeZone: 'America/New_York' }]);
			expect((await query({ path: 'ap/invoices', parameters: 'stage=entry&includeLines=true' })).json[0]).toHaveProperty('lines');
		});

		it('stays below the version, and says what the agent says', async () => {
			expect((await query({ path: '../../secret' })).told).toContain('is no path of the agent');
			expect((await query({ path: 'ap/customers' })).told).toContain('does not offer this');
			expect((await query({ path: 'gl/accounts', parameters: 'colour=red' })).told).toContain('colour');
			expect((await query({ path: 'gl/accounts', parameters: 'pageSize=1&pageSize=2' })).told).toContain('is there twice');
		});
	});
});
