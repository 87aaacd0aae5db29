import fc from 'fast-check';
import { FatalError, RetryableError } from '../../../src/core/errors';
import { knownLists, type RecordsRequest } from '../../../src/systems/sage100';
import { joinKey } from '../../../src/systems/sage100/lists/planned-records';
import { COMPANY, FakeAgent, type Row } from './fakes/agent';
import { clientOn, collect, HEALTH, Load, rejection } from './fakes/client';
import { json, ScriptedHttp } from './fakes/scripted-http';
import { serverTimeAt } from './fakes/wall-clock';

const WALL = Date.parse('2025-03-31T15:30:00Z');
const agentWith = (path: string, ...rows: ReadonlyArray<Row['fields'] & { readonly id?: string }>): FakeAgent => Object.assign(new FakeAgent(), {
	lists: { [path]: (): readonly Row[] => rows.map(({ id = '1', ...fields }) => ({ key: id, wall: WALL, fields })) },
});
const read = (agent: FakeAgent, request: RecordsRequest) => collect(clientOn(agent).records(request));

describe('accounts', () => {
	const account = (accountKey: string, segments: readonly object[], more: object = {}) => ({ id: accountKey, accountKey, account: '6200-200', segments, ...more });

	it('have a column for each segment of the company\'s own format, by its number', async () => {
		const agent = agentWith('/gl/accounts',
			account('1', [{ segmentNo: '02', value: '200' }, { segmentNo: '01', value: '6200' }], { rollupCodes: ['X', 'Y'], clearBalance: 'Y' }),
			account('2', [{ segmentNo: '01', value: '6300' }]), account('3', [{ segmentNo: '01', value: '1' }, { segmentNo: '10', value: 'Z' }, { segmentNo: '03', value: '9' }]), account('4', []));
		expect(await read(agent, { list: 'accounts' })).toMatchObject([
			{ segment01: '6200', segment02: '200', otherSegments: '', rollupCode2: 'Y', rollupCode4: '', clearBalance: 'Y' }, { segment01: '6300', segment02: '', otherSegments: '' },
			{ segment01: '1', segment02: '', otherSegments: '03=9; 10=Z' }, { segment01: '', segment02: '', otherSegments: '' },
		]);
	});

	it('have the columns of their company, however many segments that has', async () => {
		for (const count of [1, 3, 5, 10]) {
			const segments = Array.from({ length: count }, (_, index) => ({ segmentNo: String(index + 1).padStart(2, '0'), kind: 'numeric', length: 2 }));
			const agent = Object.assign(agentWith('/gl/accounts'), { companies: [{ ...COMPANY, accountFormat: { delimiter: '.', segments } }] });
			const columns = await clientOn(agent).columns({ list: 'accounts' });
			expect(columns.filter((name) => /^segment\d\d$/.test(name))).toEqual(segments.map(({ segmentNo }) => `segment${segmentNo}`));
		}
	});

	it('have the columns of the user that were named', async () => {
		const agent = agentWith('/gl/accounts', account('1', [], { userDefined: { UDF_OWNER: 'me', UDF_OTHER: null } }));
		expect(await read(agent, { list: 'accounts', userFields: ['UDF_OWNER', 'UDF_OTHER', 'UDF_NONE'] })).toMatchObject([{ UDF_OWNER: 'me', UDF_OTHER: '', UDF_NONE: '' }]);
	});

	it('are found by their number and their status', async () => {
		const agent = agentWith('/gl/accounts');
		await read(agent, { list: 'accounts', account: ' 6200-200 ', status: ['A', 'I'], limit: 5 });
		expect(agent.asked.at(-1)).toBe('/gl/accounts?status=A,I&account=6200-200&pageSize=5');
	});
});

describe('documents', () => {
	const order = { purchaseOrderNo: '0001204', onHold: false, amounts: { taxable: '0.00', nonTaxable: '480.00' }, vendorNo: 'ACME01', divisionNo: '00' };
	const lines = [{ lineKey: '000001', itemCode: 'BOLT', quantityOrdered: '400', accountKey: null }, { lineKey: '000002', itemCode: 'NUT/2', quantityOrdered: '1.5' }];

	it('are their lines where planning wants lines, each with what stands above it', async () => {
		const agent = agentWith('/po/purchase-orders', { ...order, lines }, { ...order, id: '2', purchaseOrderNo: '0001205', lines: [] });
		const records = await collect(clientOn(agent).keyedRecords({ list: 'purchaseOrders' }));
		expect(records.map(({ key }) => key)).toEqual(['0001204/000001', '0001204/000002']);
		expect(records[1]?.fields).toMatchObject({ purchaseOrderNo: '0001204', onHold: 'false', nonTaxableAmount: '480.00', 'lines/itemCode': 'NUT/2', 'lines/quantityOrdered': '1.5', 'lines/accountKey': '' });
		expect(agent.asked.at(-1)).toBe('/po/purchase-orders?includeLines=true&pageSize=250');
		expect(await clientOn(agent).columns({ list: 'purchaseOrders' })).toEqual(Object.keys(records[0]?.fields ?? {}));
	});

	it('are themselves where that is wanted', async () => {
		const agent = agentWith('/po/purchase-orders', order, { ...order, id: '2', purchaseOrderNo: '0001205' });
		expect(await read(agent, { list: 'purchaseOrders', rows: 'headers', openOnly: true })).toHaveLength(2);
		expect(agent.asked.at(-1)).toBe('/po/purchase-orders?includeLines=false&openOnly=true&pageSize=1000');
	});

	it('have keys of which reused numbers and lines without a key are a part', async () => {
		const invoice = { stage: 'history', divisionNo: '00', vendorNo: 'V/1', invoiceNo: 'a b%', headerSeqNo: '000002', lines: [{ accountKey: '1', amount: '5.00' }, { accountKey: '1', amount: '6.00' }] };
		const agent = agentWith('/ap/invoices', invoice);
		const records = await collect(clientOn(agent).keyedRecords({ list: 'invoices', stage: 'history', rows: 'lines', invoiceDateFrom: '2025-01-01' }));
		expect(records.map(({ key }) => key)).toEqual(['00/V%2F1/a b%25/000002/1', '00/V%2F1/a b%25/000002/2']);
		expect(agent.asked.at(-1)).toBe('/ap/invoices?stage=history&includeLines=true&invoiceDateFrom=2025-01-01&pageSize=250');
	});

	it('have keys that are never two records\'', () => {
		const parts = fc.array(fc.string({ unit: fc.constantFrom('/', '%', 'a', '2', 'F') }), { minLength: 2, maxLength: 2 });
		fc.assert(fc.property(parts, parts, (left, right) => {
			expect(joinKey(left) === joinKey(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
		}));
	});

	it('open ones can be compared as a whole, because a line may change without its header', async () => {
		const rows = [{ ...order, lines: [...lines] }];
		const agent = new FakeAgent();
		agent.lists = { '/po/purchase-orders': () => rows.map((fields, index) => ({ key: String(index), wall: WALL, fields })) };
		const [stamped, whole] = [new Load(agent, { list: 'purchaseOrders' }), new Load(agent, { list: 'purchaseOrders', openOnly: true, whole: true })];
		await stamped.run(0);
		await whole.run(0);
		rows[0] = { ...order, lines: [{ lineKey: '000001', itemCode: 'BOLT', quantityOrdered: '500', accountKey: null }] };
		agent.now += 60_000;
		expect([await stamped.run(0), await whole.run(0)]).toEqual([[], ['0001204/000001']]);
	});
});

describe('lists', () => {
	it('of periods stand for years', async () => {
		const agent = agentWith('/gl/fiscal-calendars', { fiscalYear: '2025', periods: [{ period: '01', startDate: '2025-01-01', endDate: '2025-01-31', open: false }, { period: '13', startDate: 'x', endDate: 'y', open: true }] });
		const load = new Load(agent, { list: 'fiscalCalendars' });
		expect(await load.run(0)).toEqual(['2025/01', '2025/13']);
		expect(load.held.get('2025/13')).toEqual({ fiscalYear: '2025', 'periods/period': '13', 'periods/startDate': 'x', 'periods/endDate': 'y', 'periods/open': 'true' });
		expect(await load.run(0)).toEqual([]);
		expect(agent.asked).toContain('/gl/fiscal-calendars');
	});

	it('of cost centres belong to one segment', async () => {
		const agent = agentWith('/gl/segments/02/values', { segmentNo: '02', value: '200', description: 'Sales' });
		expect(await read(agent, { list: 'segmentValues', segmentNo: '02' })).toMatchObject([{ value: '200', description: 'Sales' }]);
		expect(await rejection(read(agent, { list: 'segmentValues' }))).toBeInstanceOf(FatalError);
		expect(await rejection(read(agent, { list: 'segmentValues', segmentNo: '11' }))).toBeInstanceOf(FatalError);
	});

	it('of ledger lines are bounded by days, or read by changes', async () => {
		const posting = { accountKey: '1', postingDate: '2025-03-31', sourceJournal: 'GJ', journalRegisterNo: '000118', sequenceNo: '000001', debitAmount: '0.30' };
		const agent = agentWith('/gl/postings', posting);
		expect(await rejection(read(agent, { list: 'postings' }))).toBeInstanceOf(FatalError);
		expect(await read(agent, { list: 'postings', postingDateFrom: '2025-03-01', postingDateTo: '2025-03-31' })).toMatchObject([{ debitAmount: '0.30', stamp: '20250331T15.50000' }]);
		expect(await new Load(agent, { list: 'postings' }).run(0)).toEqual(['1/2025-03-31/GJ/000118/000001']);
		expect(agent.asked.at(-1)).toBe('/gl/postings?updatedSince=00010101T0.00000&pageSize=1000');
	});

	it.each<RecordsRequest>([
		{ list: 'vendors', openOnly: true }, { list: 'vendors', rows: 'lines' }, { list: 'invoices' }, { list: 'accounts', stage: 'entry' }, { list: 'nothing' as 'vendors' }, { list: 'vendors', status: ['A'] },
	])('refuse what they do not know: %j', async (request) => {
		expect(await rejection(read(new FakeAgent(), request))).toBeInstanceOf(FatalError);
	});

	it('end at the limit', async () => {
		const agent = agentWith('/ap/vendors', ...Array.from({ length: 9 }, (_, index) => ({ id: `${index}`, divisionNo: '00', vendorNo: `V${index}` })));
		expect(await read(agent, { list: 'vendors', limit: 3 })).toHaveLength(3);
		expect(agent.asked.at(-1)).toBe('/ap/vendors?pageSize=3');
		expect(await read(agent, { list: 'vendors', limit: 5, pageSize: 2 })).toHaveLength(5);
		expect(await read(agent, { list: 'vendors', limit: 0 })).toEqual([]);
	});

	it('all have a key, columns and a name', () => {
		for (const { list, keys, columns, label, path } of knownLists()) {
			expect([list, keys.length > 0, columns.length > 0, label !== '', path.startsWith('/')]).toEqual([list, true, true, true, true]);
			for (const key of keys) expect(columns.map(([column]) => column)).toContain(key);
		}
	});

	it('have streams that differ where what they hold differs', () => {
		const client = clientOn(new FakeAgent());
		const streams = [
			{ list: 'vendors' }, { list: 'vendors', whole: true }, { list: 'invoices', stage: 'entry' }, { list: 'invoices', stage: 'history' }, { list: 'invoices', stage: 'history', rows: 'lines' },
			{ list: 'segmentValues', segmentNo: '02' }, { list: 'segmentValues', segmentNo: '03' }, { list: 'purchaseOrders' }, { list: 'purchaseOrders', openOnly: true }, { list: 'balances' },
			{ list: 'balances', fiscalYears: ['2025'] }, { list: 'openInvoices', vendorNo: 'A' }, { list: 'openInvoices', divisionNo: 'A' },
		].map((options) => client.source(options as Parameters<typeof client.source>[0]).stream);
		expect(new Set(streams).size).toBe(streams.length);
		expect(streams[0]).toBe('sage100/agent.example.com:8443/ABC/vendors/stamps');
	});

	const PAGE = { hasMore: false, nextCursor: null, serverTime: serverTimeAt(WALL, 'America/Chicago') };

	it.each<readonly [body: object]>([
		[{ page: PAGE }], [{ items: [1], page: PAGE }], [{ items: [] }], [{ items: [], page: { ...PAGE, hasMore: 'no' } }], [{ items: [], page: { ...PAGE, hasMore: true } }],
		[{ items: [], page: { ...PAGE, nextCursor: 'x' } }], [{ items: [], page: { ...PAGE, serverTime: null } }],
	])('never take half an answer for a short list: %#', async (body) => {
		expect(await rejection(collect(clientOn(new ScriptedHttp(HEALTH, json(body))).records({ list: 'vendors' })))).toBeInstanceOf(RetryableError);
	});

	it('refuse rows without a key and pages that lead back to themselves', async () => {
		expect(await rejection(read(agentWith('/ap/vendors', { name: 'x' }), { list: 'vendors' }))).toBeInstanceOf(FatalError);
		const again = json({ items: [], page: { ...PAGE, hasMore: true, nextCursor: 'a' } });
		expect(await rejection(collect(clientOn(new ScriptedHttp(HEALTH, again, again, again)).records({ list: 'vendors' })))).toBeInstanceOf(RetryableError);
	});
});

describe('own queries', () => {
	it('go where nobody has foreseen, page by page', async () => {
		const agent = agentWith('/ap/vendors', { id: 'a', vendorNo: 'A' }, { id: 'b', vendorNo: 'B' });
		const client = clientOn(agent);
		const query = { path: 'ap/vendors', parameters: { pageSize: '1' } };
		const first = await client.query(query);
		const second = await client.nextPage(query, first);
		expect([first, second]).toMatchObject([{ items: [{ vendorNo: 'A' }] }, { items: [{ vendorNo: 'B' }] }]);
		expect(second && await client.nextPage(query, second)).toBeUndefined();
	});

	it.each(['', '..', 'gl/../../x', 'gl//accounts', 'gl\\accounts', './gl'])('stay below the agent: "%s"', async (path) => {
		expect(await rejection(clientOn(new FakeAgent()).query({ path }))).toBeInstanceOf(FatalError);
	});

	it('cannot leave their part of the path', async () => {
		const agent = new FakeAgent();
		await rejection(clientOn(agent).query({ path: '/gl/accounts?x=1#y/a b', parameters: { 'a&b': 'c&d=e' } }));
		expect(agent.sent.at(-1)?.url).toBe('https://agent.example.com:8443/v1/gl/accounts%3Fx%3D1%23y/a%20b?a%26b=c%26d%3De');
	});
});
