import { FAULTS } from '../../../simulators/sagex3';
import { dig, jwt, Server, type GraphqlBody, type Rec } from './driver';

const LINES = `query ($filter: String, $after: String) { x3Finance { journalEntryLine { query(first: 3, after: $after, filter: $filter, orderBy: "{_id: 1}") {
	edges { node { _id lineNumber analyticalLines { query(first: 10) { edges { node { analyticalLineNumber } } } } } } pageInfo { endCursor hasNextPage } } } } }`;
const FILTER = { filter: JSON.stringify({ journalEntry: 'MIS|LM1-2603-0027', ledgerTypeNumber: 'legal' }) };
const SITES = '{ x3System { site { query { edges { node { _id } } } } } }';

describe('failures', () => {
	let server: Server;

	beforeAll(async () => {
		server = await Server.start();
	});
	beforeEach(() => server.restart());
	afterAll(() => server.close());

	const edges = (body: GraphqlBody): readonly Rec[] => (dig(body.data, 'x3Finance', 'journalEntryLine', 'query', 'edges') ?? []) as Rec[];

	it('26. partial data: errors of severity 3 beside the other records, and severity 2 beside complete data', async () => {
		await server.control('disturb', { kind: 'diagnosis', severity: 3, match: 'journalEntryLine MIS.LM1-2603-0027.2.1',
			message: 'Line cannot be read\nSecond line' });
		const answer = await server.ask(LINES, FILTER);
		const body = answer.json<GraphqlBody>();
		expect([answer.status, edges(body).map((edge) => dig(edge, 'node', 'lineNumber') ?? null)]).toEqual([200, [1, null, 3]]);
		expect(body.errors).toEqual([{
			message: 'Read failed.', path: ['x3Finance', 'journalEntryLine', 'query', 'edges', 1, 'node'],
			extensions: { code: 'business-rule-error', diagnoses: [{ severity: 3, message: 'Line cannot be read\nSecond line', path: [] }] },
		}]);
		await server.control('disturb', { kind: 'diagnosis', severity: 2, match: 'journalEntryLine.analyticalLines MIS.LM1-2603-0027.3.1',
			message: 'Rounded' });
		const warned = await server.body(LINES, FILTER);
		expect(edges(warned).map((edge) => dig(edge, 'node', 'lineNumber'))).toEqual([1, 2, 3]);
		expect(edges(warned).map((edge) => Array.isArray(dig(edge, 'node', 'analyticalLines', 'query', 'edges')))).toEqual([true, true, true]);
		expect(warned.errors).toMatchObject([{ path: ['x3Finance', 'journalEntryLine', 'query', 'edges', 2, 'node', 'analyticalLines'],
			extensions: { diagnoses: [{ severity: 2 }] } }]);
		expect((await server.body(LINES, FILTER)).errors).toBeUndefined();
		await server.switches({ failureStatus: 500 });
		await server.control('disturb', { kind: 'diagnosis', match: 'journalEntryLine MIS' });
		expect((await server.ask(LINES, FILTER)).status).toBe(500);
	});

	it('27. a token that expires in the middle of paging, by the clock and by hand; a clock ahead by 90 s', async () => {
		const token = { authorization: `Bearer ${jwt(server.claims())}` };
		const first = await server.body(LINES, FILTER, token);
		const after = dig(first.data, 'x3Finance', 'journalEntryLine', 'query', 'pageInfo', 'endCursor');
		await server.control('clock', { advanceMs: 301_000 });
		const dead = await server.ask(LINES, { ...FILTER, after }, token);
		expect([dead.status, dead.text]).toEqual([401, 'Error 50: Invalid token']);
		// The server tells its time.
		expect(Date.parse(dead.headers.get('date') ?? '') - Date.UTC(2026, 5, 20, 12, 5, 1)).toBeLessThan(20_000);
		expect(edges(await server.body(LINES, { ...FILTER, after })).map((edge) => dig(edge, 'node', 'lineNumber'))).toEqual([4, 5, 6]);
		const again = { authorization: `Bearer ${jwt(server.claims())}` };
		await server.control('later', { match: 'nodes=journalEntryLine', route: 'tokens/expire' });
		expect([(await server.ask(LINES, FILTER, again)).status, (await server.ask(LINES, FILTER, again)).text]).toEqual([200,
			'Error 50: Invalid token']);
		const ahead = jwt(server.claims({ iat: server.seconds + 90, exp: server.seconds + 390 }));
		expect((await server.ask(SITES, {}, { authorization: `Bearer ${ahead}` })).text).toBe('Error 21: Invalid token');
	});

	it('28. 429 with Retry-After, 503, a 502 page, a reset connection, a slow answer', async () => {
		const spoiled = async (fault: Rec): Promise<[number, string | null]> => {
			await server.control('faults', { ...fault, match: '/xtrem/api', bodyMatch: 'x3System' });
			const answer = await server.ask(SITES);
			return [answer.status, answer.headers.get('retry-after') ?? answer.headers.get('content-type')];
		};
		expect(await spoiled(FAULTS.tooMany)).toEqual([429, '2']);
		expect(await spoiled(FAULTS.unavailable)).toEqual([503, '1']);
		expect(await spoiled(FAULTS.badGateway)).toEqual([502, 'text/html']);
		await expect(spoiled(FAULTS.connectionReset)).rejects.toThrow();
		expect(FAULTS.slow.delayMs).toBe(70_000);
		expect((await spoiled({ ...FAULTS.slow, delayMs: 20 }))[0]).toBe(200);
		await server.switches({ parallel: 1, processingMs: 50, retryAfterSeconds: 3 });
		const both = await Promise.all([server.ask(SITES), server.ask(SITES)]);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
		expect(both.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('3');
	});

	it('29. a right that is missing on a collection: null and an error, and the header comes; on a node: no list', async () => {
		const limited = { authorization: `Bearer ${jwt(server.claims({ iss: 'limited-connected-app', sub: 'LIMITED' }), 'limited-connected-secret')}` };
		const body = await server.body(LINES, FILTER, limited);
		expect(edges(body).map((edge) => dig(edge, 'node', 'analyticalLines'))).toEqual([null, null, null]);
		expect(body.errors).toHaveLength(3);
		expect(body.errors?.[0]).toMatchObject({ extensions: { diagnoses: [{ severity: 3,
			message: 'journalEntryLine.analyticalLines: access refused' }] } });
		const orders = await server.body('{ x3Purchasing { purchaseOrder { query { edges { node { id } } } } } }', {}, limited);
		expect([orders.data, orders.errors?.length]).toEqual([{ x3Purchasing: { purchaseOrder: { query: null } } }, 1]);
		await server.switches({ denied: 'supplier' });
		expect((await server.body('{ x3MasterData { supplier { query { edges { node { _id } } } } } }')).errors).toHaveLength(1);
	});

	it('notes every request with its nodes and rows, and no secrets', async () => {
		await server.control('history', undefined, 'DELETE');
		await server.body(LINES, FILTER);
		const history = await server.control<{ kind: string; note: Rec }[]>('history');
		expect(history.filter(({ kind }) => kind === 'request').map(({ note }) => note)).toEqual([{ folder: 'LINDEN',
			nodes: ['journalEntryLine'], rows: 3 }]);
		expect(JSON.stringify(history)).not.toMatch(/Bearer|secret/);
	});
});
