import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { HARBOR_MILLS, startAcumatica } from '../simulators/acumatica';
import type { RunningSimulator } from '../simulators/harness/server';
import { Control, type HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { type N8n, startN8n, type WorkflowFile } from './host/n8n';
import { freePort } from './host/n8n-process';
import { BUILD } from './host/places';
import { isRecord } from './host/rest';
import { files, findIn } from './scenario/left-behind';
import { SecretsSeen } from './scenario/secrets-seen';

const userFolder = path.join(BUILD, 'e2e/acumatica-sign-in');
const USER = { user: 'planner-api', password: 'planner-secret' };
const CLIENT = { clientId: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01@HarborMills', clientSecret: 'secret-of-the-application' };
const GOOD = { status: 'OK', message: 'Connection successful!' };

const TYPES = { cookie: 'acumaticaApi', password: 'acumaticaPasswordApi', oAuth2: 'acumaticaOAuth2Api' } as const;
type Way = keyof typeof TYPES;
const WAYS = Object.keys(TYPES) as Way[];

let n8n: N8n;
let simulator: RunningSimulator;
let acumatica: Control;
let secrets: SecretsSeen;
const ids = {} as Record<Way, string>;

/** Webhook → two accounts. */
const workflow = (way: Way): WorkflowFile => {
	const id = `ask-${way}`;
	return {
		id, name: id,
		nodes: [
			{ id: `${id}-a`, name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: id, parameters: { path: id, httpMethod: 'POST', responseMode: 'onReceived' } },
			{
				id: `${id}-b`, name: 'Ask', type: 'n8n-nodes-erp-anaplan.acumatica', typeVersion: 1, position: [200, 0],
				parameters: { authentication: way, resource: 'endpoint', operation: 'runQuery', path: 'Account', limit: 2 }, credentials: { [TYPES[way]]: { id: ids[way], name: way } },
			},
		],
		connections: { Start: { main: [[{ node: 'Ask', type: 'main', index: 0 }]] } },
	};
};

const run = async (way: Way): Promise<Execution> => {
	const workflowId = `ask-${way}`;
	const before = new Set((await n8n.executions({ workflowId })).map((execution) => execution.id));
	expect((await n8n.runWebhook(workflowId, { body: {} })).status).toBe(200);
	for (;;) {
		const started = (await n8n.executions({ workflowId })).find((execution) => !before.has(execution.id));
		if (started) return await n8n.finished(started.id);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
};

/** What the node said that ended it. */
const said = (execution: Execution): string => {
	const { message, description } = execution.runs.Ask?.at(-1)?.error ?? {};
	return message === undefined ? '' : `${String(message)} | ${String(description)}`;
};

const expectAccounts = async (way: Way): Promise<void> => {
	const execution = await run(way);
	expect([execution.status, said(execution), execution.items('Ask').length]).toEqual(['success', '', 2]);
};

const history = async (since = 0): Promise<HistoryEntry[]> => await acumatica.get<HistoryEntry[]>(`history?since=${since}`);
const mark = async (): Promise<number> => (await history()).at(-1)?.seq ?? 0;
const signIns = async (since: number): Promise<string[]> => (await history(since)).map((entry) => String(entry.path).split('/').at(-1) ?? '').filter((name) => ['login', 'logout', 'token'].includes(name));
const seats = async (): Promise<{ taken: number; peak: number }> => await acumatica.get('sessions');

const form = async (way: Way): Promise<Record<string, unknown>> => {
	const loaded = await n8n.api(`/rest/credentials/${ids[way]}?includeData=true`);
	return isRecord(loaded) && isRecord(loaded.data) ? loaded.data : {};
};
/** With what the form of the editor holds after it was loaded: secrets are blanked in it. */
const pressTest = async (way: Way, changes: Record<string, unknown> = {}): Promise<{ status: string; message: string }> =>
	await n8n.testCredential({ id: ids[way], name: way, type: TYPES[way], data: { ...(await form(way)), ...changes } });

beforeAll(async () => {
	rmSync(userFolder, { recursive: true, force: true });
	const port = await freePort();
	simulator = await startAcumatica({ model: { ...HARBOR_MILLS, clients: [{ id: CLIENT.clientId, secret: CLIENT.clientSecret }] } });
	acumatica = new Control(simulator.url);
	secrets = new SecretsSeen({ 'the password': USER.password, 'the client secret': CLIENT.clientSecret });
	secrets.watch(simulator, 'Acumatica');
	n8n = await startN8n({ userFolder, port, packageFolder: String(process.env.E2E_PACKAGE), env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } });
	const siteUrl = `${simulator.url}${HARBOR_MILLS.site}`;
	const data: Record<Way, Record<string, unknown>> = {
		cookie: { siteUrl, tenant: HARBOR_MILLS.tenant, ...USER }, password: { siteUrl, ...CLIENT, ...USER }, oAuth2: { siteUrl: `${siteUrl}/`, ...CLIENT },
	};
	for (const way of WAYS) {
		const created = await n8n.api('/rest/credentials', { body: { name: way, type: TYPES[way], data: data[way] } });
		ids[way] = isRecord(created) ? String(created.id) : '';
	}
	const workflows = WAYS.map(workflow);
	await n8n.importWorkflows(workflows);
	for (const { id } of workflows) await n8n.activate(id);
});

afterAll(async () => {
	await n8n?.shutDown();
	await simulator?.close();
});

describe('by cookie in a real n8n', () => {
	it('passes n8n\'s own test, reads, and leaves no seat', async () => {
		const since = await mark();
		expect(await pressTest('cookie')).toEqual(GOOD);
		expect(await signIns(since)).toEqual(['login', 'logout']);
		await expectAccounts('cookie');
		expect(await seats()).toMatchObject({ taken: 0, peak: 1 });
	});

	it.each<[string, Record<string, unknown>, RegExp]>([
		['a wrong password', { password: 'wrong' }, /Invalid credentials.*Check user, password, tenant and branch/],
		['a wrong version', { version: '23.200.001' }, /of Default it has 25\.200\.001, 24\.200\.001.*Set the endpoint version/],
		['plain http', { siteUrl: 'http://erp.example.com' }, /unencrypted.*Use https/],
	])('%s is told by the button, and no seat is left', async (_what, changes, message) => {
		expect(await pressTest('cookie', changes)).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		expect((await seats()).taken).toBe(0);
	});
});

describe('with a token for user and password in a real n8n', () => {
	it('passes n8n\'s own test, again and again in one seat, and reads', async () => {
		for (const _ of [1, 2, 3]) expect(await pressTest('password')).toEqual(GOOD);
		expect(await pressTest('password', { accessToken: '', signInSecret: '' })).toEqual(GOOD);
		await expectAccounts('password');
		expect((await seats()).taken).toBe(1);
	});

	it('a wrong version and a wrong password are told by the button', async () => {
		expect(await pressTest('password', { version: '23.200.001' })).toEqual({ status: 'Error', message: expect.stringMatching(/of Default it has 25\.200\.001, 24\.200\.001.*Set the endpoint version/) });
		expect(await pressTest('password', { password: 'wrong' })).toEqual({ status: 'Error', message: expect.stringMatching(/invalid_username_or_password.*Check user and password/) });
		await expectAccounts('password');
	});

	it('survives the ends of access tokens in the same seat, also over a restart of n8n', async () => {
		for (const restart of [false, true, false]) {
			if (restart) await n8n.restart();
			const since = await mark();
			await acumatica.post('clock', { advanceMs: 3_601_000 });
			await expectAccounts('password');
			expect(await signIns(since)).toEqual(['token']);
		}
		expect((await seats()).peak).toBe(1);
	});

	it('a refresh token that somebody else has used: the password takes its place', async () => {
		await acumatica.post('sessions/expire', { tokens: true, refreshTokens: true });
		await expectAccounts('password');
	});
});

describe('OAuth2 of n8n', () => {
	it('that nobody has connected says so', async () => {
		expect(said(await run('oAuth2'))).toMatch(/connect it again/);
	});

	it('is connected as a person does it: n8n\'s address, Acumatica\'s page, and back', async () => {
		const address = new URL(String(await n8n.api(`/rest/oauth2-credential/auth?id=${ids.oAuth2}`)));
		expect(`${address.origin}${address.pathname}`).toBe(`${simulator.url}${HARBOR_MILLS.site}/identity/connect/authorize`);
		expect(Object.fromEntries(address.searchParams)).toMatchObject({ response_type: 'code', client_id: CLIENT.clientId, scope: 'api offline_access' });
		const signedIn = await fetch(address, { redirect: 'manual' });
		const back = new URL(signedIn.headers.get('location') ?? '');
		expect(String(await n8n.api(back.pathname + back.search))).toMatch(/connected|success/i);
		await expectAccounts('oAuth2');
	});

	it('survives the ends of access tokens: n8n stores the rotated refresh token', async () => {
		for (const _ of [1, 2]) {
			const since = await mark();
			await acumatica.post('clock', { advanceMs: 3_601_000 });
			await expectAccounts('oAuth2');
			expect(await signIns(since)).toEqual(['token']);
		}
	});

	/** The test by n8n's public API, which takes the credential as it is stored: the editor tests no OAuth2. */
	const testStored = async (changes: Record<string, unknown>): Promise<unknown> => {
		await n8n.api(`/rest/credentials/${ids.oAuth2}`, { method: 'PATCH', body: { name: 'oAuth2', type: TYPES.oAuth2, data: { ...(await form('oAuth2')), ...changes } } });
		const answer = await fetch(`${n8n.url}/api/v1/credentials/${ids.oAuth2}/test`, { method: 'POST', headers: { 'x-n8n-api-key': key } });
		return await answer.json();
	};
	let key = '';

	it('passes n8n\'s own test as it is stored; a wrong version does not', async () => {
		const created = await n8n.api('/rest/api-keys', { body: { label: 'test', expiresAt: null, scopes: ['credential:read', 'credential:list'] } });
		key = isRecord(created) ? String(created.rawApiKey) : '';
		expect(await testStored({ version: '23.200.001' })).toEqual({ status: 'Error', message: expect.stringContaining('no such endpoint version') });
		expect(await testStored({ version: '24.200.001' })).toEqual(GOOD);
	});

	it('a client id without its tenant gets no address to sign in at', async () => {
		await n8n.api(`/rest/credentials/${ids.oAuth2}`, { method: 'PATCH', body: { name: 'oAuth2', type: TYPES.oAuth2, data: { ...(await form('oAuth2')), clientId: CLIENT.clientId.split('@')[0] } } });
		await expect(n8n.api(`/rest/oauth2-credential/auth?id=${ids.oAuth2}`)).rejects.toThrow();
		expect(said(await run('oAuth2'))).toMatch(/names no tenant.*SM303010/);
	});
});

describe('afterwards', () => {
	it('no password, token or cookie is left behind in clear', async () => {
		const executions = await Promise.all((await n8n.executions()).map(async ({ id }) => ({ place: `execution ${id}`, content: Buffer.from(JSON.stringify((await n8n.execution(id)).stored)) })));
		const stored = files(userFolder).map((file) => ({ place: path.relative(userFolder, file), content: readFileSync(file) }));
		expect(secrets.kinds()).toEqual(expect.arrayContaining(['an Acumatica access token', 'an OAuth refresh_token', 'the cookie .ASPXAUTH of Acumatica']));
		expect(findIn([...stored, ...executions], secrets.all())).toEqual([]);
	});
});
