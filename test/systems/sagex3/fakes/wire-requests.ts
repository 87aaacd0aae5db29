import type { HttpRequest } from '../../../../src/contracts';
import { FifoLock } from '../../../../src/core/limits/fifo-lock';
import { RotationChain } from '../../../../src/core/sessions/rotation-chain';
import { createSageX3Client, exchangeCode, oneOf, ownText, renewPairing, type SageX3Client, type SignIn, type TokenKeeper } from '../../../../src/systems/sagex3';
import { PassingClock } from '../../../doubles/passing-clock';
import { collect } from '../../../doubles/results';
import { json, NOW, ScriptedHttp, type Step } from '../../../doubles/scripted-http';
import { BASIC, CLASSIC, GRAPHQL } from './client';
import { analytical, at, line, order, TYPES } from './ledger';
import { APPLICATION, X3Server } from './x3-server';

const TO = '2026-03-04T11:00:00Z';
const clock = () => new PassingClock(Date.UTC(2026, 2, 4, 10));
const GATEWAY = 'https://api.eu-sagex3.com';
const PAIRING = { gatewayUrl: GATEWAY, clientId: 'app', clientSecret: 'hush', refreshToken: 'r0' };
const keeper: TokenKeeper = { load: async () => undefined, save: async () => undefined, checkWritable: () => undefined };

/** What the classic client sends for the work given to it, the last one. */
const classic = async (work: (client: SageX3Client) => Promise<unknown>, ...steps: readonly Step[]): Promise<HttpRequest> => last(await allOf(CLASSIC, BASIC, work, ...steps));

const allOf = async (place: Parameters<typeof createSageX3Client>[0]['place'], signIn: SignIn, work: (client: SageX3Client) => Promise<unknown>, ...steps: readonly Step[]): Promise<readonly HttpRequest[]> => {
	const http = new ScriptedHttp(...steps);
	await work(createSageX3Client({ http, clock: clock(), place, signIn, random: () => 0 })).catch(() => undefined);
	return http.sent;
};

const last = (sent: readonly HttpRequest[]): HttpRequest => {
	const request = sent.at(-1);
	if (!request) throw new Error('nothing was sent');
	return request;
};

/** The same over a server with some data, found by what stands in it. */
const asked = async (work: (client: SageX3Client) => Promise<unknown>, word: string, generation: 'current' | 'older' = 'current'): Promise<HttpRequest> => {
	const analysis = Array.from({ length: 101 }, (_, index) => analytical(index + 1, '1', ...Array.from({ length: index === 0 ? 101 : 1 }, (_slot, slot) => [`T${slot}`, 'V'] as const)));
	const server = new X3Server({
		journalEntryLine: [line({ entry: 'E1', number: 1, amount: '101', stamp: at(3600), analysis }, generation)], dimensionType: TYPES,
		purchaseOrder: [order('P1', at(3600), Array.from({ length: 501 }, (_, index) => [index, at(1)]))],
	}, generation);
	await work(createSageX3Client({ http: server, clock: clock(), place: GRAPHQL, signIn: { way: 'connected application', ...APPLICATION }, random: () => 0 }));
	const found = server.sent.find(({ body }) => String(body).includes(word));
	if (!found) throw new Error(`nothing with ${word} was sent`);
	return found;
};

const list = json({ $resources: [{ BPSNUM: 'A', UPDDATTIM: NOW }], $links: {} });
const types = json({ $resources: [{ DIE: 'DPT', DES: 'Department' }], $links: {} });
const LINES = { resource: 'journalLines', dimensionTypes: ['DPT'] } as const;

const made = async (): Promise<Readonly<Record<string, HttpRequest>>> => {
	const head = json({ $resources: [{ TYP: 'MIS', NUM: 'E1', UPDDATTIM: NOW }], $links: {} });
	const entry = await allOf(CLASSIC, BASIC, (client) => collect(client.records(LINES)), types, head, json({ TYP: 'MIS', NUM: 'E1', L: [{ LIN: 1, ACC: '6', LEDTYP: 1 }] }), list);
	const pairing = new ScriptedHttp(json({ access_token: 'a', refresh_token: 'r' }), json({ access_token: 'a', refresh_token: 'r' }));
	await exchangeCode(pairing, PAIRING, 'code', 'https://app.example/callback');
	await renewPairing({ http: pairing, chain: new RotationChain(clock()) }, PAIRING, { accessToken: '', refreshToken: 'r7', freshUntilMs: 0 });
	const paired: SignIn = { way: 'pairing', ...PAIRING, chain: new RotationChain(clock()), lock: new FifoLock(clock()), tokens: keeper };
	const apiKey: SignIn = { way: 'api key', tokenUrl: 'https://login.example/oauth/token', clientId: 'c', clientSecret: 's', audience: 'https://api', apiKey: 'key' };
	const byKey = await allOf(GRAPHQL, apiKey, (client) => client.query({ api: 'graphql', query: '{ a }' }), json({ access_token: 't' }), json({ data: {} }));
	const byJson = await allOf(GRAPHQL, { ...apiKey, tokenCall: 'json' }, (client) => client.query({ api: 'graphql', query: '{ a }' }), json({ access_token: 't' }), json({ data: {} }));
	return {
		'graphql-ping': last(await allOf({ ...GRAPHQL, api: 'find out' }, BASIC, (client) => client.api(), json({ data: {} }))),
		'graphql-introspection': await asked((client) => client.resources(), '__schema'),
		'graphql-lines-of-all-time': await asked((client) => collect(client.source(LINES).records(null, TO)), 'journalEntryLine {'),
		'graphql-lines-since': await asked((client) => collect(client.source({ ...LINES, filter: oneOf('account.code', ['606100']) }).records(NOW, TO)), 'journalEntryLine {'),
		'graphql-lines-of-touched-entries': await asked((client) => collect(client.source(LINES).records(NOW, TO)), 'journalEntry\\":{'),
		'graphql-lines-older': await asked((client) => collect(client.source(LINES).records(NOW, TO)), 'journalEntryLine {', 'older'),
		'graphql-lines-unsplit': await asked((client) => collect(client.records({ ...LINES, rows: 'journal lines', fields: ['company'] })), 'query Page'),
		'graphql-lines-unstamped': await asked((client) => collect(client.source(LINES).unstamped()), 'journalEntryLine {'),
		'graphql-rest-of-analysis': await asked((client) => collect(client.records({ ...LINES, dimensionTypes: [] })), 'analyticalLines { query(first: 100, after: $after)'),
		'graphql-rest-of-dimensions': await asked((client) => collect(client.records({ ...LINES, dimensionTypes: [] })), 'dimensions { query(first: 100, after: $after)'),
		'graphql-dimensions': await asked((client) => collect(client.source({ resource: 'dimensions', ofTypes: ['DPT', 'BUS'] }).records(NOW, TO)), 'dimension {'),
		'graphql-dimension-types': await asked((client) => client.dimensionTypes(), 'query Page'),
		'graphql-accounts': await asked((client) => collect(client.source({ resource: 'accounts' }).records(NOW, TO)), 'query Page'),
		'graphql-suppliers': await asked((client) => collect(client.source({ resource: 'suppliers', filter: ownText('{isActive: true}')! }).records(NOW, TO)), 'query Page'),
		'graphql-orders': await asked((client) => collect(client.source({ resource: 'purchaseOrders' }).records(NOW, TO)), 'query Page'),
		'graphql-rest-of-order': await asked((client) => collect(client.records({ resource: 'purchaseOrders' })), 'query Rest'),
		'graphql-own': last(await allOf(GRAPHQL, BASIC, (client) => client.query({ api: 'graphql', query: 'query Q($n: Int) { x3System { site { query(first: $n) { totalCount } } } }', variables: { n: 3 } }), json({ data: {} }))),
		'classic-suppliers-first-look': last(await allOf(CLASSIC, BASIC, (client) => client.serverTime('suppliers'), list)),
		'classic-suppliers-since': await classic((client) => collect(client.source({ resource: 'suppliers', filter: ownText('left(BPSNAM,4) eq \'O\'\'Ne\'')! }).records(NOW, TO)), list, list),
		'classic-suppliers-unstamped': await classic((client) => collect(client.source({ resource: 'suppliers' }).unstamped()), list, list),
		'classic-next-page': await classic((client) => collect(client.records({ resource: 'suppliers' })), json({ $resources: [{ BPSNUM: 'A' }], $links: { $next: { $url: 'http://inside:80/api1/x3/erp/NORTHWIND/BPSUPPLIER?representation=BPSUPPLIER.$query&count=100&key=gt.A%20B&s=%7E' } } }), list),
		'classic-dimensions': await classic((client) => collect(client.records({ resource: 'dimensions', ofTypes: ['DPT'] })), types, list),
		'classic-entries': entry[1] ?? last([]), 'classic-entry-details': entry[2] ?? last([]), 'classic-entry-analysis': entry[3] ?? last([]),
		'classic-prototype': (await allOf(CLASSIC, BASIC, (client) => client.describe('suppliers'), json({ $properties: { A: {} } }), list))[0] ?? last([]),
		'classic-own-list': await classic((client) => client.query({ api: 'classic', class: 'BPSUPPLIER.ZSUP', where: 'CUR eq \'GBP\'', orderBy: 'BPSNUM desc', count: 7 }), list),
		'classic-own-record': await classic((client) => client.query({ api: 'classic', class: 'GACCENTRY', keys: ['MIS', 'O\'1 2'] }), list),
		'pairing-code': pairing.sent[0] ?? last([]), 'pairing-refresh': pairing.sent[1] ?? last([]),
		'pairing-query': last(await allOf({ ...GRAPHQL, serverUrl: GATEWAY, graphqlUrl: `${GATEWAY}/v1/service/NW/api` }, paired, (client) => client.query({ api: 'graphql', query: '{ a }' }), json({ access_token: 'a', refresh_token: 'r' }), json({ data: {} }))),
		'folders': last(await allOf({ ...GRAPHQL, serverUrl: GATEWAY }, BASIC, (client) => client.folders(), json({}))),
		'api-key-token-form': byKey[0] ?? last([]), 'api-key-token-json': byJson[0] ?? last([]), 'api-key-query': byKey[1] ?? last([]),
	};
};

let known: ReturnType<typeof made> | undefined;

/** Every request that can be sent; made once, because introspection takes its time. */
export const wireRequests = (): ReturnType<typeof made> => (known ??= made());
