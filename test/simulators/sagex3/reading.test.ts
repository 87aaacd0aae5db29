import { dig, jwt, Server, type Rec } from './driver';

describe('reading by GraphQL', () => {
	let server: Server;

	beforeAll(async () => {
		server = await Server.start();
	});
	beforeEach(() => server.restart());
	afterAll(() => server.close());

	const site = (filter: string): Promise<readonly string[]> => server.ids('x3System.site', filter);
	const why = (node: string, filter: string, ask: Rec = {}): Promise<string> => server.ids(node, filter, ask).then(() => 'served',
		(error: Error) => error.message);

	it.each([
		['strict JSON', '{"code":"LM1"}', ['LM1']],
		['bare keys and single quotes', '{code: \'LM1\'}', ['LM1']],
		['escapes', '{"name":"\\u004ceeds"}', ['LM1']],
		['_eq', '{code: {_eq: \'LM1\'}}', ['LM1']],
		['_ne', '{code: {_ne: \'LM1\'}}', ['LF1', 'LM2']],
		['_gt and _lte', '{code: {_gt: \'LF1\', _lte: \'LM2\'}}', ['LM1', 'LM2']],
		['_gte and _lt', '{code: {_gte: \'LF1\', _lt: \'LM2\'}}', ['LF1', 'LM1']],
		['_in', '{code: {_in: [\'LM2\', \'LF1\', \'XX\']}}', ['LF1', 'LM2']],
		['_nin', '{code: {_nin: [\'LM2\', \'LF1\']}}', ['LM1']],
		['_regex', '{name: {_regex: \'^L\'}}', ['LF1', 'LM1']],
		['_regex with _options', '{name: {_regex: \'^l\', _options: \'i\'}}', ['LF1', 'LM1']],
		['_and', '{_and: [{name: {_regex: \'^L\'}}, {legalCompany: \'LM\'}]}', ['LM1']],
		['_or', '{_or: [{code: \'LM2\'}, {name: \'Lille\'}]}', ['LF1', 'LM2']],
		['several keys are AND', '{legalCompany: \'LM\', isAccounting: true}', ['LM1']],
		['an array on top is AND', '[{legalCompany: \'LM\'}, {isAccounting: false}]', ['LM2']],
		['reference by natural key', '{legalCompany: \'LF\'}', ['LF1']],
		['reference by _id', '{legalCompany: {_id: \'LF\'}}', ['LF1']],
		['reference by _id with an operator', '{legalCompany: {_id: {_in: [\'LF\']}}}', ['LF1']],
		['reference by property', '{legalCompany: {name: {_regex: \'Mills\'}}}', ['LM1', 'LM2']],
		['two references deep', '{legalCompany: {currency: {code: \'EUR\'}}}', ['LF1']],
		['nothing', '{}', ['LF1', 'LM1', 'LM2']],
	])('9. filter: %s', async (_what, filter, ids) => {
		expect(await site(filter)).toEqual(ids);
	});

	it('9. filters over lines: decimals at any size, enumerations, dates, stamps, null', async () => {
		const lines = (filter: Rec): Promise<readonly string[]> => server.ids('x3Finance.journalEntryLine',
			{ ledgerTypeNumber: 'legal', ...filter });
		expect(await lines({ ledgerAmount: { _gt: '98765432109876.53' } })).toEqual(['MIS|LM1-2604-0053|1|1', 'MIS|LM1-2604-0053|2|1']);
		expect(await lines({ ledgerAmount: { _gt: '98765432109876.54' } })).toEqual([]);
		// As JavaScript numbers these are the same.
		expect(await lines({ ledgerAmount: { _gt: '98765432109876.5399' } })).toHaveLength(2);
		expect(await lines({ ledgerAmount: { _gte: '98765432109876.5401' } })).toEqual([]);
		expect(await lines({ ledgerAmount: '98765432109876.540', sign: -1 })).toEqual(['MIS|LM1-2604-0053|2|1']);
		expect(await lines({ accountingDate: '2026-06-10' })).toContain('MIS|LM1-2606-0001|1|1');
		expect(await lines({ _updateStamp: { _gte: '2026-06-12T10:01:00.000Z' } })).toEqual(['SIM|LM1-2606-0901|1|1', 'SIM|LM1-2606-0901|2|1']);
		// Properties of the record that is named, although they begin like operators.
		expect(await lines({ journalEntry: { _updateStamp: { _gte: '2026-06-12T10:01:00.000Z' } } })).toEqual(['SIM|LM1-2606-0901|1|1', 'SIM|LM1-2606-0901|2|1']);
		expect(await lines({ _updateStamp: null })).toEqual(['MIS|LM1-2604-0103|1|1', 'MIS|LM1-2604-0103|2|1']);
		expect(await lines({ account: 'LUK|67000', transactionAmount: { _gte: 98765432109876 } })).toEqual(['MIS|LM1-2604-0053|1|1']);
	});

	it('9. filters over collections count their lines', async () => {
		const entries = (filter: unknown): Promise<readonly string[]> => server.ids('x3Finance.journalEntry', filter);
		expect(await entries({ journalEntryLines: { _atLeast: 200, ledgerTypeNumber: 'legal' } })).toEqual(['MIS|LM1-2603-0640']);
		expect(await entries({ journalEntryType: 'SIM|BRI', journalEntryLines: { _none: true, account: { code: '10100' } } })).toEqual([]);
		expect(await entries({ journalEntryNumber: { _regex: '^LM1-2606-000' },
			journalEntryLines: { _every: true, chartOfAccounts: 'LUK' } })).toHaveLength(2);
		expect(await server.ids('x3Purchasing.purchaseOrder', { purchaseOrderLines: { _atMost: 0 } })).toEqual(['POLM10002']);
		expect(await why('x3Finance.journalEntryAnalyticalLine', '{dimensions: {_atLeast: 1, dimensionType: \'CCT\'}}')).toContain('denormalized');
	});

	it.each([
		['unknown operator', '{code: {_contains: \'L\'}}', 'Unknown operator _contains'],
		['operator of 2019', '{code: {$in: [\'L\']}}', 'unknown property $in'],
		['unknown property', '{costCentre: \'L\'}', 'unknown property costCentre'],
		['OData', 'code eq \'LM1\'', 'Cannot parse'],
		['open bracket', '{code: \'LM1\'', 'Cannot parse'],
		['wrong type', '{isAccounting: \'yes\'}', 'invalid value'],
		['no list', '{code: {_in: \'LM1\'}}', 'a list is expected'],
	])('9. a filter is refused: %s', async (_what, filter, message) => {
		expect(await why('x3System.site', filter)).toContain(message);
	});

	it('10. orderBy with a nested reference, descending, and by stamp', async () => {
		const order = (orderBy: string): Promise<readonly string[]> => server.ids('x3System.site', '{}', { orderBy });
		expect(await order('{legalCompany: {name: -1}, code: -1}')).toEqual(['LM2', 'LM1', 'LF1']);
		expect(await order('{legalCompany: -1, _id: 1}')).toEqual(['LM1', 'LM2', 'LF1']);
		expect(await why('x3System.site', '{}', { orderBy: '{code: 2}' })).toContain('neither 1 nor -1');
		const stamps = (await server.nodes('x3Finance.journalEntryLine', '_updateStamp _id',
			{ orderBy: '{_updateStamp: 1, _id: 1}' })).map(({ _updateStamp }) => String(_updateStamp ?? ''));
		expect([stamps.slice(0, 4), [...stamps].sort()]).toEqual([['', '', '', ''], stamps]);
		await server.switches({ stampOrder: 'refuse' });
		expect(await why('x3Finance.journalEntryLine', '{}', { orderBy: '{_updateStamp: 1}' })).toContain('cannot be sorted by');
	});

	it('10. keys sort by their parts, numbers by size, unless the switch says as text', async () => {
		const filter = { journalEntry: 'MIS|LM1-2603-0027', ledgerTypeNumber: 'legal' };
		const numbers = async (): Promise<unknown[]> => (await server.nodes('x3Finance.journalEntryLine', 'lineNumber',
			{ filter, orderBy: '{_id: 1}', first: 12 })).map(({ lineNumber }) => lineNumber);
		expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		await server.switches({ idOrder: 'text' });
		expect(await numbers()).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 1, 20]);
	});

	it('11. decimals are text with their zeros, whole numbers are numbers, dates have no time, stamps are UTC', async () => {
		const fields = '_id sign lineNumber transactionAmount ledgerAmount quantity accountingDate _updateStamp';
		const read = async (number: string): Promise<Rec | undefined> => (await server.nodes('x3Finance.journalEntryLine', fields,
			{ filter: { _id: `MIS|${number}|1|1` } }))[0];
		expect(await read('LM1-2604-0101')).toEqual({
			_id: 'MIS|LM1-2604-0101|1|1', sign: 1, lineNumber: 1, transactionAmount: '12.345', ledgerAmount: '31.62', quantity: '1.500',
				accountingDate: '2026-04-30', _updateStamp: '2026-05-01T08:04:00.000Z',
		});
		expect(await read('LM1-2604-0100')).toMatchObject({ transactionAmount: '125000', ledgerAmount: '652.13', quantity: '0' });
		await server.switches({ stampForm: 's' });
		expect(await read('LM1-2604-0100')).toMatchObject({ _updateStamp: '2026-05-01T08:03:00Z' });
	});

	it('12. composite _id has bars; read of an unknown one is null, or an error by switch', async () => {
		const read = async (node: string, id: string): Promise<unknown> => {
			const [name = '', one = ''] = node.split('.');
			const body = await server.body(`{ ${name} { ${one} { read(_id: "${id}") { _id } } } }`);
			return body.errors?.[0]?.message ?? dig(body.data, name, one, 'read');
		};
		expect(await read('x3FinanceData.account', 'LUK|62000')).toEqual({ _id: 'LUK|62000' });
		expect(await read('x3FinanceData.dimension', 'CCT|D10')).toEqual({ _id: 'CCT|D10' });
		expect(await read('x3Finance.journalEntryAnalyticalLine', 'MIS|LM1-2604-0045|1|1|45')).toEqual({ _id: 'MIS|LM1-2604-0045|1|1|45' });
		expect(await read('x3FinanceData.account', '62000')).toBeNull();
		await server.switches({ readMissing: 'error', lineIdParts: 'ledger-line' });
		expect(await read('x3FinanceData.account', '62000')).toBe('Read failed.');
		expect(await read('x3Finance.journalEntryLine', 'MIS|LM1-2603-0027|2|7')).toEqual({ _id: 'MIS|LM1-2603-0027|2|7' });
	});

	it('13. purchaseOrder.isClosed is no or yes', async () => {
		const orders = await server.nodes('x3Purchasing.purchaseOrder', 'id isClosed receiptStatus orderFromSupplier { code { code } }',
			{ filter: { purchaseSite: 'LM1', id: { _nin: ['POLM10002', 'POLM10003'] } } });
		expect(orders).toEqual([
			{ id: 'POLM10001', isClosed: 'no', receiptStatus: 'no', orderFromSupplier: { code: { code: 'S0001' } } },
			{ id: 'POLM10004', isClosed: 'yes', receiptStatus: 'yes', orderFromSupplier: { code: { code: 'S0006' } } },
		]);
		expect(await server.ids('x3Purchasing.purchaseOrder', { isClosed: { _ne: 'yes' }, company: 'LF' })).toEqual(['POLF20001']);
	});

	it('14. blank text is one space and found as such; a blank reference is null; a date that is not there by switch', async () => {
		const fields = 'matchingCode matchingDate businessPartner { code }';
		const one = async (): Promise<Rec | undefined> => (await server.nodes('x3Finance.journalEntryLine', fields,
			{ filter: { _id: 'MIS|LM1-2603-0027|1|1', matchingCode: ' ' } }))[0];
		expect(await one()).toEqual({ matchingCode: ' ', matchingDate: null, businessPartner: null });
		expect(await server.ids('x3Finance.journalEntryLine', { _id: 'MIS|LM1-2603-0027|1|1', matchingCode: { _ne: ' ' } })).toEqual([]);
		await server.switches({ emptyDate: '1753-01-01', blankText: 'empty' });
		expect(await one()).toMatchObject({ matchingCode: '', matchingDate: '1753-01-01' });
	});

	it('15. descriptions are in the language of the user, and can be empty', async () => {
		const french = { authorization: `Bearer ${jwt(server.claims({ iss: 'compta-connected-app', sub: 'COMPTA' }), 'compta-connected-secret')}` };
		const described = async (headers?: Readonly<Record<string,
			string>>): Promise<unknown> => (await server.nodes('x3FinanceData.dimensionType', 'localizedDescription', {},
			headers)).map((one) => one.localizedDescription);
		expect(await described()).toEqual(['Business line', 'Cost centre', 'Project', 'Region']);
		expect(await described(french)).toEqual(['Activité', 'Centre de coût', 'Projet', 'Région']);
		expect(await server.nodes('x3FinanceData.account', 'localizedDescription',
			{ filter: { code: '69900' } })).toEqual([{ localizedDescription: '' }]);
	});

	it('shows properties that nobody has listed by switch', async () => {
		await server.switches({ extraFields: 'PurchaseOrder.totalAmountExcludingTax:Decimal=TOTORD,PurchaseOrderLine.netPrice:Decimal=NETPRI' });
		const [order] = await server.nodes('x3Purchasing.purchaseOrder',
			'totalAmountExcludingTax purchaseOrderLines { query(first: 5) { edges { node { lineNumber netPrice grossPrice } } } }',
			{ filter: { id: 'POLM10001' } });
		expect(order?.totalAmountExcludingTax).toBe('450.97');
		expect((dig(order, 'purchaseOrderLines', 'query', 'edges') as Rec[])[1]).toEqual({ node: { lineNumber: 2000, netPrice: '99.990',
			grossPrice: '99.990' } });
	});
});
