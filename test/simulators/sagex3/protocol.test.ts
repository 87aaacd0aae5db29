import { buildClientSchema, getIntrospectionQuery, validateSchema, type IntrospectionQuery } from 'graphql';
import { dig, jwt, Server, type GraphqlBody, type Rec } from './driver';

const SITES = '{ x3System { site { query { edges { node { _id } } } } } }';

describe('GraphQL protocol', () => {
	let server: Server;

	beforeAll(async () => {
		server = await Server.start();
	});
	beforeEach(() => server.restart());
	afterAll(() => server.close());

	const withToken = async (claims: Rec, secret?: string, alg?: string): Promise<readonly [number, string]> => {
		const answer = await server.ask(SITES, {}, { authorization: `Bearer ${jwt(server.claims(claims), secret, alg)}` });
		return [answer.status, answer.status === 200 ? 'served' : answer.text];
	};
	const refusal = (error: number): readonly [number, string] => [401, `Error ${error}: Invalid token`];
	const said = async (query: string): Promise<readonly [number, string]> => {
		const answer = await server.ask(query);
		return [answer.status, answer.json<GraphqlBody>().errors?.[0]?.message ?? ''];
	};
	const refused = async (ask: Rec): Promise<string> => {
		await expect(server.page('x3System.site', '_id', ask)).rejects.toThrow('Query failed.');
		return server.page('x3System.site', '_id', ask).then(() => '', (error: Error) => error.message);
	};

	it('1. only POST is answered, and a body without query is 400', async () => {
		const auth = { authorization: `Bearer ${jwt(server.claims())}` };
		for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) expect((await server.send(method, '/xtrem/api', auth)).status).toBe(405);
		for (const body of ['{}', '', 'query', '{"query":7}']) expect((await server.send('POST', '/xtrem/api', auth, body)).status).toBe(400);
		expect((await server.send('POST', '/xtrem/other', auth, '{}')).status).toBe(404);
	});

	it('2. tokens: signature, iss, sub, literal aud, iat not in the future, exp not past, life not above the registered one', async () => {
		expect(await withToken({})).toEqual([200, 'served']);
		const now = server.seconds;
		expect(await withToken({ iat: now + 60, exp: now + 300 })).toEqual(refusal(21));
		expect(await withToken({ iss: 'other' })).toEqual(refusal(41));
		expect(await withToken({ sub: 'COMPTA' })).toEqual(refusal(42));
		expect(await withToken({ sub: undefined })).toEqual(refusal(42));
		for (const aud of [`${server.url}/xtrem/api/`, server.url.replace('127.0.0.1', 'localhost'),
			'']) expect(await withToken({ aud })).toEqual(refusal(45));
		expect(await withToken({ exp: now - 1 })).toEqual(refusal(50));
		expect(await withToken({}, 'wrong-secret')).toEqual(refusal(50));
		expect(await withToken({}, undefined, 'none')).toEqual(refusal(50));
		expect(await withToken({ exp: now + 301 })).toEqual(refusal(50));
		const answer = await server.ask(SITES, {}, { authorization: `Bearer ${jwt(server.claims({ iss: 'other' }))}` });
		expect(answer.headers.get('content-type')).toContain('text/plain');
	});

	it('1. a component that is not installed has no address', async () => {
		await server.switches({ surfaces: 'classic' });
		expect([(await server.ask(SITES)).status, (await server.classic('GDIE?representation=GDIE.$query')).status]).toEqual([404, 200]);
		await server.switches({ surfaces: 'graphql' });
		expect([(await server.ask(SITES)).status, (await server.classic('GDIE?representation=GDIE.$query')).status]).toEqual([200, 404]);
	});

	it('2. switches: number for a long life, case of sub, empty aud, Basic, answer without a token', async () => {
		const long = { exp: server.seconds + 900 };
		await server.switches({ tooLongLife: '45' });
		expect(await withToken(long)).toEqual(refusal(45));
		await server.switches({ tooLongLife: 'accept', subjectCase: 'any', emptyAudience: 'accept' });
		expect(await withToken({ ...long, sub: 'anaplan', aud: '' })).toEqual([200, 'served']);
		const basic = { authorization: `Basic ${Buffer.from('ANAPLAN:anaplan-secret').toString('base64')}` };
		expect((await server.ask(SITES, {}, basic)).status).toBe(401);
		await server.switches({ basicGraphql: true });
		expect((await server.ask(SITES, {}, basic)).status).toBe(200);
		const bare = async (): Promise<[number, string | null]> => {
			const answer = await server.send('POST', '/xtrem/api', {}, '{}');
			return [answer.status, answer.headers.get('content-type')?.split(';')[0] ?? null];
		};
		const forms: unknown[] = [];
		for (const missingToken of ['text', 'json', 'html']) {
			await server.switches({ missingToken });
			forms.push(await bare());
		}
		expect(forms).toEqual([[401, 'text/plain'], [401, 'application/json'], [200, 'text/html']]);
	});

	it('3. x-xtrem-endpoint selects the folder; none is the default one; an unknown one is an error', async () => {
		const codes = async (headers: Readonly<Record<string, string>>): Promise<unknown> =>
			((dig(await server.body(SITES, {}, headers), 'data', 'x3System', 'site', 'query',
				'edges') ?? []) as Rec[]).map((edge) => dig(edge, 'node', '_id'));
		expect(await codes({})).toEqual(['LF1', 'LM1', 'LM2']);
		expect(await codes({ 'x-xtrem-endpoint': 'PILOTX3' })).toEqual(['P01']);
		expect(await codes({ 'x-xtrem-endpoint': '' })).toEqual(['LF1', 'LM1', 'LM2']);
		const other = jwt(server.claims({ iss: 'compta-connected-app', sub: 'COMPTA' }), 'compta-connected-secret');
		expect(await codes({ 'x-xtrem-endpoint': '', authorization: `Bearer ${other}` })).toEqual(['P01']);
		// The folder code of the second is not its endpoint.
		expect((await server.ask(SITES, {}, { 'x-xtrem-endpoint': 'PILOT' })).status).toBe(400);
		await server.switches({ missingEndpoint: 'refuse', unknownEndpoint: 404 });
		expect((await server.ask(SITES, {}, { 'x-xtrem-endpoint': '' })).status).toBe(404);
	});

	it('4. extensions.diagnoses is in every 200', async () => {
		expect((await server.body(SITES)).extensions).toEqual({ diagnoses: [] });
		await server.control('disturb', { kind: 'notice', severity: 1, match: 'site', message: 'Indexes are rebuilt.' });
		expect((await server.body(SITES)).extensions.diagnoses).toEqual([{ severity: 1, message: 'Indexes are rebuilt.', path: [] }]);
	});

	const introspected = async (type: string): Promise<readonly string[]> => {
		const body = await server.body(`{ __type(name: "${type}") { fields { name type { name } } } }`);
		return (dig(body.data, '__type', 'fields') as Rec[] | undefined)?.map(({ name,
			type: of }) => `${String(name)}:${String(dig(of, 'name'))}`) ?? [];
	};
	const roots = async (): Promise<unknown> => ((dig((await server.body('{ __schema { queryType { fields { name } } mutationType { name } } }')).data, '__schema', 'queryType', 'fields')) as Rec[])
		.map(({ name }) => name);

	it('5. introspection reflects the generation: current, with code, older with debit and credit, and that of 2019', async () => {
		expect(await roots()).toEqual(['x3Finance', 'x3FinanceData', 'x3System', 'x3MasterData', 'x3Purchasing']);
		expect(await introspected('Dimension')).toEqual(expect.arrayContaining(['dimensionType:DimensionType', 'dimension:String',
			'_updateStamp:Datetime']));
		expect(await introspected('JournalEntryLine')).toEqual(expect.arrayContaining(['ledgerAmount:Decimal',
			'ledgerTypeNumber:GeneralLedgerTypes', 'sign:Int', '_updateUser:SysUser']));
		expect(await introspected('Account')).toContain('yPlanningCode:String');
		await server.switches({ dimensionNames: 'code' });
		expect(await introspected('DimensionType')).toContain('code:String');
		expect(await introspected('Dimension')).toEqual(expect.arrayContaining(['dimensionType:DimensionType', 'code:String']));
		expect((await introspected('Dimension')).some((one) => one.startsWith('dimension:'))).toBe(false);
		await server.switches({ dimensionNames: 'reference', generation: 'xtremX3' });
		expect(await roots()).toEqual(['xtremX3Finance', 'xtremX3FinanceData', 'xtremX3System', 'xtremX3MasterData', 'xtremX3Purchasing']);
		const older = await introspected('JournalEntryLine');
		expect(older).toEqual(expect.arrayContaining(['debitAmountInLedgerCurrency:Decimal', 'creditAmountInLedgerCurrency:Decimal',
			'ledgerTypeNumber:Int']));
		expect(older.some((one) => /^(ledgerAmount|_createUser):/.test(one))).toBe(false);
		const [row] = await server.nodes('xtremX3Finance.journalEntryLine',
			'_id sign debitAmountInLedgerCurrency creditAmountInLedgerCurrency ledgerTypeNumber',
			{ filter: { _id: 'MIS|LM1-2603-0027|27|1' } });
		expect(row).toEqual({ _id: 'MIS|LM1-2603-0027|27|1', sign: -1, debitAmountInLedgerCurrency: '0', creditAmountInLedgerCurrency: expect.stringMatching(/^\d+\.\d\d$/), ledgerTypeNumber: 1 });
		await server.switches({ generation: 'sage2019' });
		expect(await roots()).toEqual(['sage']);
		const body = await server.body('{ sage { x3System { site(filter: "{code: {$in: [\'LM1\']}}") { edges { node { code } } } } } }');
		expect(body.data).toEqual({ sage: { x3System: { site: { edges: [{ node: { code: 'LM1' } }] } } } });
	});

	it('5. the standard introspection query describes each generation whole', async () => {
		for (const generation of ['x3', 'xtremX3', 'sage2019']) {
			await server.switches({ generation });
			const schema = buildClientSchema((await server.body(getIntrospectionQuery())).data as unknown as IntrospectionQuery);
			expect(validateSchema(schema)).toEqual([]);
			expect(schema.getType('JournalEntryLine')).toBeDefined();
		}
		await server.switches({ generation: 'x3' });
		const body = await server.body('{ __type(name: "GeneralLedgerTypes") { enumValues { name } } }', {}, { 'x-xtrem-endpoint': 'PILOTX3' });
		expect(dig(body.data, '__type', 'enumValues')).toEqual([{ name: 'social' }, { name: 'analytique' }]);
	});

	it('5. there are no mutations, introspection can be off, and a node may not be published', async () => {
		expect(dig(await server.body('{ __schema { mutationType { name } } }'), 'data', '__schema', 'mutationType')).toBeNull();
		await server.switches({ introspection: false, unpublished: 'journalEntryLine,site' });
		expect(await said('{ __schema { queryType { name } } }')).toEqual([400, expect.stringContaining('introspection has been disabled')]);
		expect(await said(SITES)).toEqual([400, expect.stringContaining('Cannot query field "site"')]);
		expect(await said('{ x3Finance { journalEntry { query { edges { node { journalEntryLines { query { edges { node { sign } } } } } } } } } }')).toEqual([200, '']);
	});

	it('6. an unknown field or package is 400 with that message', async () => {
		expect(await said('{ x3Accounting { account { query { edges { node { _id } } } } } }')).toEqual([400,
			'Cannot query field "x3Accounting" on type "Query".']);
		expect(await said('{ x3System { site { query { edges { node { cost } } } } } }')).toEqual([400,
			expect.stringContaining('Cannot query field "cost" on type "Site"')]);
		expect(await said('{ x3MasterData { supplier { query { edges { node { code } } } } } }')).toEqual([400,
			expect.stringContaining('must have a selection of subfields')]);
		expect((await server.ask('{ x3System {')).json()).toMatchObject({ errors: [{ message: expect.stringContaining('Syntax Error') }],
			extensions: {} });
	});

	it('7. without first there are 20, on top and inside; zero and negative are refused', async () => {
		const top = await server.page('x3Finance.journalEntry', '_id');
		expect([top.edges.length, top.totalCount, top.pageInfo.hasNextPage]).toEqual([20, 1002, true]);
		const body = await server.body(`{ x3Finance { journalEntry { read(_id: "MIS|LM1-2603-0027") { journalEntryLines { query(filter: "{ledgerTypeNumber: 'legal'}") {
			totalCount edges { node { lineNumber } } pageInfo { hasNextPage endCursor } } } } } } }`);
		const inner = dig(body.data, 'x3Finance', 'journalEntry', 'read', 'journalEntryLines', 'query');
		expect([dig(inner, 'totalCount'), (dig(inner, 'edges') as Rec[]).map((edge) => dig(edge, 'node', 'lineNumber')),
			dig(inner, 'pageInfo', 'hasNextPage')])
			.toEqual([27, Array.from({ length: 20 }, (_, at) => at + 1), true]);
		expect(await refused({ first: 0 })).toContain('first: 0');
		expect(await refused({ first: -3 })).toContain('first: -3');
		await server.switches({ maxFirst: 500 });
		expect(await refused({ first: 501 })).toContain('first: 501');
	});

	it('8. after of another order, or damaged, is an error; it is no restart unless the switch says so', async () => {
		const { pageInfo: { endCursor } } = await server.page('x3System.site', '_id', { first: 1, orderBy: '{name: 1}' });
		expect(endCursor).toMatch(/^\["Hull"\]#\d+$/);
		expect(await refused({ first: 1, orderBy: '{code: 1}', after: endCursor })).toContain('Invalid cursor');
		expect(await refused({ first: 1, orderBy: '{name: 1}', after: endCursor.replace('Hull', 'Leeds') })).toContain('Invalid cursor');
		expect((await server.page('x3System.site', 'name', { first: 1, orderBy: '{name: 1}',
			after: endCursor })).edges[0]?.node).toEqual({ name: 'Leeds' });
		await server.switches({ wrongCursor: 'restart' });
		expect((await server.page('x3System.site', 'code', { first: 1, orderBy: '{code: 1}',
			after: endCursor })).edges[0]?.node).toEqual({ code: 'LF1' });
	});

	it('8. pages go backwards too', async () => {
		const forwards = await server.page('x3System.site', 'code', { first: 3 });
		const back = await server.page('x3System.site', 'code', { last: 1, before: forwards.pageInfo.endCursor });
		expect([back.edges.map(({ node }) => node.code), back.pageInfo.hasPreviousPage, back.pageInfo.hasNextPage]).toEqual([['LM1'], true, true]);
	});
});
