import { dig, Server, thousandths, type Page, type Rec } from './driver';

interface Part {
	readonly amount: string;
	readonly slots: readonly string[];
}

const LINE = `_id sign account { code } chartOfAccounts { code } ledgerTypeNumber ledgerAmount transactionAmount transactionCurrency { _id } ledgerCurrency { _id } _updateStamp
	journalEntry { _id journalEntryStatus journalEntryType { _id } }
	analyticalLines { query(first: 100) { edges { node { transactionAmount dimensions { query(first: 20) { edges { node { dimensionType { _id } dimension { _id } } } } } } } } }`;

const partsOf = (line: Rec): readonly Part[] => (dig(line, 'analyticalLines', 'query', 'edges') as Rec[]).map((edge) => ({
	amount: String(dig(edge, 'node', 'transactionAmount')),
	slots: (dig(edge, 'node', 'dimensions', 'query',
		'edges') as Rec[]).map((slot) => `${String(dig(slot, 'node', 'dimensionType', '_id') ?? '')}=${String(dig(slot, 'node', 'dimension', '_id') ?? '')}`),
}));

describe('data of the default folders', () => {
	let server: Server;
	let lines: readonly Rec[] = [];

	const readAll = async (): Promise<readonly Rec[]> => {
		const all: Rec[] = [];
		let after: string | null = null;
		do {
			const page: Page = await server.page('x3Finance.journalEntryLine', LINE, { first: 1000, after, orderBy: '{_id: 1}' });
			all.push(...page.edges.map(({ node }) => node));
			after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
		} while (after !== null);
		return all;
	};

	beforeAll(async () => {
		server = await Server.start();
		lines = await readAll();
	}, 60_000);
	beforeEach(() => server.restart());
	afterAll(() => server.close());

	const of = (entry: string, ledger = 'legal'): readonly Rec[] => lines.filter((line) => dig(line, 'journalEntry', '_id') === entry
		&& line.ledgerTypeNumber === ledger);

	it('16. two companies, three sites, two charts with one shared account code', async () => {
		expect(await server.ids('x3System.company', '{}')).toEqual(['LF', 'LM']);
		expect(await server.ids('x3System.site', '{}')).toHaveLength(3);
		expect(await server.ids('x3FinanceData.chartOfAccounts', '{}')).toEqual(['LFR', 'LUK']);
		const codes = (await server.nodes('x3FinanceData.account', 'code')).map(({ code }) => code);
		expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual(['62000']);
		expect(await server.ids('x3FinanceData.account', { code: '62000' })).toEqual(['LFR|62000', 'LUK|62000']);
	});

	it('17. more than a thousand entries; one of 27 lines, one of 640, one with 45 analytical lines on a line', () => {
		expect(new Set(lines.map((line) => dig(line, 'journalEntry', '_id'))).size).toBe(1002);
		expect([of('MIS|LM1-2603-0027').length, of('MIS|LM1-2603-0640').length]).toEqual([27, 640]);
		expect(of('MIS|LM1-2604-0045').map((line) => partsOf(line).length)).toEqual([45, 0]);
	});

	it('18. each entry has legal and analytical lines; some have IAS lines in another currency', () => {
		const ledgers = new Map<unknown, Set<unknown>>();
		for (const line of lines) {
			const entry = dig(line, 'journalEntry', '_id');
			ledgers.set(entry, (ledgers.get(entry) ?? new Set()).add(line.ledgerTypeNumber));
		}
		const kinds = [...ledgers.values()].map((all) => [...all].sort().join());
		expect(new Set(kinds)).toEqual(new Set(['analytical,legal', 'analytical,ias,legal']));
		const ias = lines.filter((line) => line.ledgerTypeNumber === 'ias' && dig(line, 'transactionCurrency', '_id') === 'GBP');
		expect(new Set(ias.map((line) => dig(line, 'ledgerCurrency', '_id')))).toEqual(new Set(['EUR']));
		expect(ias.some((line) => line.ledgerAmount !== line.transactionAmount)).toBe(true);
	});

	it('19. entries balance in each ledger', () => {
		const sums = new Map<string, bigint>();
		for (const line of lines) {
			const key = `${String(dig(line, 'journalEntry', '_id'))} ${String(line.ledgerTypeNumber)}`;
			sums.set(key, (sums.get(key) ?? 0n) + thousandths(line.ledgerAmount) * BigInt(Number(line.sign)));
		}
		expect([...sums].filter(([, sum]) => sum !== 0n)).toEqual([]);
		expect(sums.size).toBeGreaterThan(2000);
	});

	it('20. four dimension types in one folder and two in the other; slots in varying order, empty ones, a value of two types', async () => {
		expect(await server.ids('x3FinanceData.dimensionType', '{}')).toEqual(['BUS', 'CCT', 'PRJ', 'REG']);
		expect((await server.nodes('x3FinanceData.dimensionType', '_id', {},
			{ 'x-xtrem-endpoint': 'PILOTX3' })).map(({ _id }) => _id)).toEqual(['AXE', 'SEC']);
		const slots = lines.flatMap(partsOf).map((one) => one.slots);
		expect(new Set(slots.map((all) => all.findIndex((slot) => slot.startsWith('CCT=')))).size).toBe(4);
		expect(slots.some((all) => all.includes('BUS='))).toBe(true);
		expect(slots.some((all) => all.includes('='))).toBe(true);
		expect(slots.some((all) => all.includes('CCT=CCT|D10') && all.includes('BUS=BUS|D10'))).toBe(true);
		expect(await server.ids('x3FinanceData.dimension', { dimension: 'D10' })).toEqual(['BUS|D10', 'CCT|D10']);
	});

	it('20. the parts of a line add up to it', () => {
		const wrong = lines.filter((line) => {
			const parts = partsOf(line);
			return parts.length > 0 && parts.reduce((sum, { amount }) => sum + thousandths(amount), 0n) !== thousandths(line.transactionAmount);
		});
		expect(wrong).toEqual([]);
	});

	it.each([['legal', 1], ['analytical', 2], ['ias', 3]])('20. totals of %s split the lines, and give each chart and account what its lines have', async (ledger, number) => {
		const sums = new Map<string, bigint>();
		for (const line of lines.filter((one) => one.ledgerTypeNumber === ledger)) {
			const key = `${String(dig(line, 'chartOfAccounts', 'code'))}|${String(dig(line, 'account', 'code'))}`;
			sums.set(key, (sums.get(key) ?? 0n) + thousandths(line.ledgerAmount) * BigInt(Number(line.sign)));
		}
		const totals = await server.control<Record<string, string>[]>(`totals?by=Chart,Account,CCT,REG&ledger=${number}`);
		const split = new Map<string, bigint>();
		for (const { Chart, Account, net } of totals) split.set(`${Chart}|${Account}`, (split.get(`${Chart}|${Account}`) ?? 0n) + thousandths(net));
		expect([split, totals.length > sums.size]).toEqual([sums, true]);
	});

	it('21. temporary and final entries; simulations are there, and GraphQL does not tell them', async () => {
		expect(new Set(lines.map((line) => dig(line, 'journalEntry', 'journalEntryStatus')))).toEqual(new Set(['temporary', 'final']));
		const categories = await server.control<Rec[]>('totals?by=Category,Type&ledger=1');
		expect(new Set(categories.map(({ Category, Type }) => `${String(Category)} ${String(Type)}`))).toEqual(new Set(['1 PUR', '1 MIS',
			'2 SIM', '3 SIM']));
		expect(lines.filter((line) => dig(line, 'journalEntry', 'journalEntryType', '_id') === 'SIM|BRI')).toHaveLength(8);
		expect((await server.ask('{ x3Finance { journalEntry { query { edges { node { category } } } } } }')).status).toBe(400);
	});

	it('22. 450 lines of a ledger with one stamp, lines without a stamp, a record updated between two pages', async () => {
		const legal = lines.filter((line) => line.ledgerTypeNumber === 'legal');
		expect(legal.filter((line) => line._updateStamp === '2026-06-01T02:00:00.000Z')).toHaveLength(450);
		expect(legal.filter((line) => line._updateStamp === null)).toHaveLength(2);
		const ask = { first: 200, filter: { ledgerTypeNumber: 'legal', _updateStamp: { _gte: '2026-06-01T00:00:00.000Z' } },
			orderBy: '{_updateStamp: 1, _id: 1}' };
		await server.control('later', { match: 'nodes=journalEntryLine', route: 'touch',
			body: { table: 'GACCENTRYD', key: 'MIS|LM1-2605-0001|1|1' } });
		const ids: unknown[] = [];
		let after: string | null = null;
		do {
			const page: Page = await server.page('x3Finance.journalEntryLine', '_id', { ...ask, after });
			ids.push(...page.edges.map(({ node }) => node._id));
			after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
		} while (after !== null);
		// It was read with its old stamp and comes again with the new one; nothing else moves.
		expect(ids.filter((id) => id === 'MIS|LM1-2605-0001|1|1')).toHaveLength(2);
		expect(new Set(ids).size).toBe(ids.length - 1);
		expect(new Set(ids).size).toBe(450 + 4 + 4);
	});

	it('22. an order by stamp alone loses ties between pages, unless the switch keeps them', async () => {
		const ask = { first: 100, filter: { ledgerTypeNumber: 'legal', _updateStamp: '2026-06-01T02:00:00.000Z' }, orderBy: '{_updateStamp: 1}' };
		const counted = async (): Promise<number> => {
			const first = await server.page('x3Finance.journalEntryLine', '_id', ask);
			return (await server.page('x3Finance.journalEntryLine', '_id', { ...ask, after: first.pageInfo.endCursor })).edges.length;
		};
		expect(await counted()).toBe(0);
		await server.switches({ ties: 'kept' });
		expect(await counted()).toBe(100);
	});

	it('22. a temporary entry can be deleted between two polls, a final one cannot', async () => {
		const entry = 'MIS|LM1-2606-0001';
		expect(await server.ids('x3Finance.journalEntry', { _id: entry })).toEqual([entry]);
		await server.control('delete', { table: 'GACCENTRY', key: entry });
		expect(await server.ids('x3Finance.journalEntry', { _id: entry })).toEqual([]);
		expect(await server.ids('x3Finance.journalEntryLine', { journalEntry: entry })).toEqual([]);
		expect(await server.control('delete', { table: 'GACCENTRY',
			key: 'MIS|LM1-2603-0027' })).toEqual({ refused: 'a final entry cannot be deleted' });
	});

	it('22. posting to final touches the header only; a program may change a line and move no stamp', async () => {
		const at = { table: 'GACCENTRY', key: 'MIS|LM1-2606-0002' };
		await server.control('records', { ...at, record: { STA: '2' } });
		const [header] = await server.nodes('x3Finance.journalEntry', 'journalEntryStatus _updateStamp', { filter: { _id: at.key } });
		const [line] = await server.nodes('x3Finance.journalEntryLine', '_updateStamp', { filter: { _id: `${at.key}|1|1` } });
		expect([header, line]).toEqual([{ journalEntryStatus: 'final', _updateStamp: '2026-06-20T12:00:00.000Z' },
			{ _updateStamp: '2026-06-11T10:00:00.000Z' }]);
		await server.control('records', { table: 'GACCENTRYD', key: `${at.key}|1|1`, record: { MTC: 'A' }, touch: false });
		expect(await server.nodes('x3Finance.journalEntryLine', 'matchingCode _updateStamp',
			{ filter: { _id: `${at.key}|1|1` } })).toEqual([{ matchingCode: 'A', _updateStamp: '2026-06-11T10:00:00.000Z' }]);
	});

	it('23. amounts beyond 2^53 hundredths; amounts with 0, 2 and 3 decimals', () => {
		expect(of('MIS|LM1-2604-0053')[0]?.ledgerAmount).toBe('98765432109876.54');
		expect(of('MIS|LM1-2604-0100')[0]?.transactionAmount).toBe('125000');
		expect(of('MIS|LM1-2604-0101')[0]?.transactionAmount).toBe('12.345');
		expect(of('MIS|LM1-2603-0027').every((line) => /^\d+\.\d\d$/.test(String(line.ledgerAmount)))).toBe(true);
	});

	it('24. purchase orders with 0, 3 and 501 lines; open and closed; line numbers by thousands', async () => {
		const orders = await server.nodes('x3Purchasing.purchaseOrder',
			'id isClosed purchaseOrderLines { query(first: 500) { totalCount edges { node { lineNumber } } pageInfo { hasNextPage endCursor } } }');
		expect(orders.map((one) => [one.id, one.isClosed, dig(one, 'purchaseOrderLines', 'query', 'totalCount')])).toEqual([
			['POLF20001', 'no', 1], ['POLM10001', 'no', 3], ['POLM10002', 'no', 0], ['POLM10003', 'no', 501], ['POLM10004', 'yes', 1],
		]);
		const large = dig(orders[3], 'purchaseOrderLines', 'query');
		expect([dig(large, 'pageInfo', 'hasNextPage'), (dig(large, 'edges') as Rec[]).slice(0,
			3).map((edge) => dig(edge, 'node', 'lineNumber'))]).toEqual([true, [1000, 2000, 3000]]);
		const body = await server.body('query ($after: String) { x3Purchasing { purchaseOrder { read(_id: "POLM10003") { purchaseOrderLines { query(first: 500, after: $after) { edges { node { lineNumber } } } } } } } }',
			{ after: dig(large, 'pageInfo', 'endCursor') });
		expect(dig(body.data, 'x3Purchasing', 'purchaseOrder', 'read', 'purchaseOrderLines', 'query',
			'edges')).toEqual([{ node: { lineNumber: 501_000 } }]);
		expect(await server.ids('x3Purchasing.purchaseOrderLine',
			{ purchaseOrder: 'POLM10003', lineNumber: { _gt: 500_000 } })).toEqual(['POLM10003|501000|1']);
	});

	it('25. names with accents, quotes, commas and line breaks; 60 000 suppliers behind a filter', async () => {
		const names = (await server.nodes('x3MasterData.supplier', 'companyName1')).map(({ companyName1 }) => String(companyName1)).join('|');
		for (const one of ['Å', '"', ',', '\n', '🚀', '\'', '\t', ';']) expect(names).toContain(one);
		await server.control('scale', { suppliers: 60_000 });
		const page = await server.page('x3MasterData.supplier', '_id companyName1',
			{ first: 500, filter: { category: 'BULK' }, orderBy: '{_id: 1}' });
		expect([page.totalCount, page.edges.length, page.pageInfo.hasNextPage]).toEqual([60_000, 500, true]);
		expect((await server.page('x3MasterData.supplier', '_id', { first: 20, filter: { category: { _ne: 'BULK' } } })).totalCount).toBe(12);
	}, 60_000);

	it('changes and inserts records, and totals follow', async () => {
		await server.control('records', { table: 'CACCE', record: { DIE: 'CCT', CCE: 'D60', DES: 'New centre', ENAFLG: '2' } });
		expect(await server.nodes('x3FinanceData.dimension', '_id localizedDescription _updateStamp',
			{ filter: { _updateStamp: { _gte: '2026-06-20T00:00:00.000Z' } } }))
			.toEqual([{ _id: 'CCT|D60', localizedDescription: 'New centre', _updateStamp: '2026-06-20T12:00:00.000Z' }]);
		await server.control('records', { entry: {
			type: 'MIS', number: 'LM1-2606-0500', site: 'LM1', date: '2026-06-20', journal: 'OD', status: 'final',
			lines: [{ account: '62000', sign: 1, amount: '10.01',
				splits: [{ amount: '3.34', slots: [['CCT', 'D60']] }, { amount: '6.67', slots: [['CCT', 'D10']] }] },
				{ account: '10100', sign: -1, amount: '10.01' }],
		} });
		expect(await server.control('totals?by=Account,CCT&ledger=1&match=2606-0500')).toEqual([
			{ Account: '62000', CCT: 'D60', debit: '3.340', credit: '0.000', net: '3.340', lines: 1 },
			{ Account: '62000', CCT: 'D10', debit: '6.670', credit: '0.000', net: '6.670', lines: 1 },
			{ Account: '10100', CCT: '', debit: '0.000', credit: '10.010', net: '-10.010', lines: 1 },
		]);
		expect(await server.control('records?table=GACCENTRYD&match=2606-0500.1.1$')).toMatchObject([{ AMTLED: '10.01', SNS: '1', LEDTYP: '1' }]);
		for (const [route, body] of [['records', { table: 'NOPE', record: {} }], ['records', { entry: { type: 'X' } }],
			['touch', { table: 'GACCENTRYD', key: 'A|B|1|1' }], ['disturb', { kind: 'x' }],
			['switches', { nothing: 1 }], ['records', { table: 'GACCENTRYA', record: {} }]] as const) expect(await server.control(route,
				body)).toHaveProperty('refused');
	});
});
