import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_TENANT, startAnaplan } from '../simulators/anaplan';
import type { RunningSimulator } from '../simulators/harness/server';
import { startIntacct } from '../simulators/intacct';
import { certificateFor } from '../test/simulators/anaplan/certificate';
import { Control, type HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { type N8n, startN8n, type WorkflowFile } from './host/n8n';
import { freePort } from './host/n8n-process';
import { BUILD } from './host/places';
import { isRecord } from './host/rest';
import { files, findIn } from './scenario/left-behind';
import { SecretsSeen } from './scenario/secrets-seen';

const userFolder = path.join(BUILD, 'e2e/sign-in');
const USER = { username: 'integration@example.com', password: 'anaplan-password' };
const CODE_CLIENT = { clientId: '0c0de00000000000000000000000c0d1', clientSecret: 'code-client-secret' };
const DEVICE_CLIENT = '0de71ce00000000000000000000000d1';
const PASSPHRASE = 'passphrase of the key';
const INTACCT = { senderPassword: 'sender-secret', userPassword: 'user-secret' };
const GOOD = { status: 'OK', message: 'Connection successful!' };

const TYPES = { basicAuth: 'anaplanApi', certificate: 'anaplanCertificateApi', device: 'anaplanDeviceApi', oAuth2: 'anaplanOAuth2Api' } as const;
type Way = keyof typeof TYPES;
/** The credentials whose test signs in each time. */
const TRIED = { basicAuth: 'anaplanApi', certificate: 'anaplanCertificateApi', intacct: 'sageIntacctApi' } as const;
type Tried = keyof typeof TRIED;

let n8n: N8n;
let simulator: RunningSimulator;
let gateway: RunningSimulator;
let anaplan: Control;
let intacct: Control;
let secrets: SecretsSeen;
const ids = {} as Record<Way | Tried, string>;

/** Webhook → one operation. */
const workflow = (id: string, way: Way, resource: string, operation: string): WorkflowFile => ({
	id, name: id,
	nodes: [
		{ id: `${id}-a`, name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: id, parameters: { path: id, httpMethod: 'POST', responseMode: 'onReceived' } },
		{
			id: `${id}-b`, name: 'Ask', type: 'n8n-nodes-erp-anaplan.anaplan', typeVersion: 1, position: [200, 0],
			parameters: { authentication: way, resource, operation }, credentials: { [TYPES[way]]: { id: ids[way], name: way } },
		},
	],
	connections: { Start: { main: [[{ node: 'Ask', type: 'main', index: 0 }]] } },
});

const run = async (id: string): Promise<Execution> => {
	const before = new Set((await n8n.executions({ workflowId: id })).map((execution) => execution.id));
	expect((await n8n.runWebhook(id, { body: {} })).status).toBe(200);
	for (;;) {
		const started = (await n8n.executions({ workflowId: id })).find((execution) => !before.has(execution.id));
		if (started) return await n8n.finished(started.id);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
};

/** What the node said that ended it. */
const said = (execution: Execution): string => {
	const { message, description } = execution.runs.Ask?.at(-1)?.error ?? {};
	return message === undefined ? '' : `${String(message)} | ${String(description)}`;
};
const names = (execution: Execution): unknown[] => execution.items('Ask').map(({ json }) => json.name);

const expectWorkspaces = async (way: Way): Promise<void> => {
	const execution = await run(`ask-${way}`);
	expect([execution.status, said(execution), names(execution)]).toEqual(['success', '', ['Finance']]);
};

const history = async (since = 0): Promise<HistoryEntry[]> => await anaplan.get<HistoryEntry[]>(`history?since=${since}`);
const mark = async (): Promise<number> => (await history()).at(-1)?.seq ?? 0;
const tokenCalls = async (since: number): Promise<number> => (await history(since)).filter((entry) => entry.path === '/oauth/token').length;

/** What the form of the editor holds after it was loaded: secrets are blanked in it. */
const form = async (way: Way | Tried): Promise<Record<string, unknown>> => {
	const loaded = await n8n.api(`/rest/credentials/${ids[way]}?includeData=true`);
	return isRecord(loaded) && isRecord(loaded.data) ? loaded.data : {};
};

const pressTest = async (way: Way | Tried, changes: Record<string, unknown> = {}): Promise<{ status: string; message: string }> =>
	await n8n.testCredential({ id: ids[way], name: way, type: { ...TYPES, ...TRIED }[way], data: { ...(await form(way)), ...changes } });

/** The test by n8n's public API, which takes the credential as it is stored. */
const testStored = async (way: Way, key: string): Promise<unknown> => {
	const answer = await fetch(`${n8n.url}/api/v1/credentials/${ids[way]}/test`, { method: 'POST', headers: { 'x-n8n-api-key': key } });
	return await answer.json();
};

const CREDENTIALS = (): Record<Way | Tried, Record<string, unknown>> => {
	const { url } = simulator;
	const signed = certificateFor(USER.username);
	const privateKey = String(signed.key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE }));
	return {
		// As a field of one line gives it.
		certificate: { certificate: signed.pem.replace(/\n/g, ' '), privateKey: privateKey.replace(/\n/g, ' '), passphrase: PASSPHRASE, apiUrl: url, authUrl: url },
		basicAuth: { user: USER.username, password: USER.password, apiUrl: url, authUrl: url },
		device: { clientId: DEVICE_CLIENT, apiUrl: url, appUrl: url },
		oAuth2: { ...CODE_CLIENT, apiUrl: url, appUrl: `${url}/` },
		intacct: { senderId: 'bluefin-ws', companyId: 'BluefinTools', userId: 'ws_anaplan', ...INTACCT, gatewayUrl: `${gateway.url}/ia/xml/xmlgw.phtml`, trustedDomain: 'intacct.com' },
	};
};

beforeAll(async () => {
	rmSync(userFolder, { recursive: true, force: true });
	const port = await freePort();
	const callback = `http://127.0.0.1:${port}/rest/oauth2-credential/callback`;
	simulator = await startAnaplan({
		model: { ...DEFAULT_TENANT, oauthClients: (DEFAULT_TENANT.oauthClients ?? []).map((client) => (client.kind === 'code' ? { ...client, redirectUris: [callback] } : client)) },
		switches: { deviceIntervalSeconds: 1, rateLimit: null },
	});
	gateway = await startIntacct();
	anaplan = new Control(simulator.url);
	intacct = new Control(gateway.url);
	const credentials = CREDENTIALS();
	secrets = new SecretsSeen({ 'the password': USER.password, 'the client secret': CODE_CLIENT.clientSecret, 'the passphrase': PASSPHRASE, 'the sender password': INTACCT.senderPassword, 'the user password': INTACCT.userPassword, 'a part of the key': String(credentials.certificate.privateKey).slice(200, 260) });
	secrets.watch(simulator);
	secrets.watch(gateway);
	n8n = await startN8n({ userFolder, port, packageFolder: String(process.env.E2E_PACKAGE), env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } });
	const types = { ...TYPES, ...TRIED };
	for (const way of Object.keys(types) as Array<Way | Tried>) {
		const created = await n8n.api('/rest/credentials', { body: { name: way, type: types[way], data: credentials[way] } });
		ids[way] = isRecord(created) ? String(created.id) : '';
	}
	const workflows = [
		...(Object.keys(TYPES) as Way[]).map((way) => workflow(`ask-${way}`, way, 'workspace', 'getMany')),
		workflow('request-code', 'device', 'signIn', 'requestCode'), workflow('redeem-code', 'device', 'signIn', 'redeemCode'),
	];
	await n8n.importWorkflows(workflows);
	for (const { id } of workflows) await n8n.activate(id);
});

afterAll(async () => {
	await n8n?.shutDown();
	await simulator?.close();
	await gateway?.close();
});

describe.each(['basicAuth', 'certificate'] as const)('%s in a real n8n', (way) => {
	it('passes n8n\'s own test and lists workspaces', async () => {
		expect(await pressTest(way)).toEqual(GOOD);
		await expectWorkspaces(way);
	});

	it('signs in again when its token has ended', async () => {
		await anaplan.post('sessions/expire', {});
		await expectWorkspaces(way);
	});
});

/** Sign-ins that a system was asked for. */
const signIns = async (way: Tried, since: number): Promise<number> => way === 'intacct'
	? (await intacct.get<HistoryEntry[]>(`history?since=${since}`)).filter(({ kind, note }) => kind === 'effect' && String(note.what).startsWith('login')).length
	: (await history(since)).filter(({ path: at }) => at === '/token/authenticate').length;
const newest = async (way: Tried): Promise<number> => (await (way === 'intacct' ? intacct : anaplan).get<HistoryEntry[]>('history')).at(-1)?.seq ?? 0;

describe.each<[Tried, string, Record<string, unknown>, RegExp, number]>([
	['basicAuth', 'a wrong password', { password: 'wrong' }, /log in/, 1],
	['basicAuth', 'a wrong user', { user: 'nobody@example.com' }, /log in/, 1],
	['certificate', 'a wrong passphrase', { passphrase: 'wrong' }, /passphrase is wrong/, 0],
	['intacct', 'a wrong user password', { userPassword: 'wrong' }, /Sign-in information is incorrect/, 1],
	['intacct', 'a wrong sender password', { senderPassword: 'wrong' }, /Partner ID or password/, 1],
])('the button, pressed again: %s', (way, what, changes, message, refused) => {
	it(`${what} does not pass after what was right has passed, and what is right passes again`, async () => {
		const press = async (changed: Record<string, unknown> = {}): Promise<[answer: unknown, signIns: number]> => {
			const since = await newest(way);
			return [await pressTest(way, changed), await signIns(way, since)];
		};
		expect(await press()).toEqual([GOOD, 1]);
		expect(await press(changes)).toEqual([{ status: 'Error', message: expect.stringMatching(message) }, expect.any(Number)]);
		const since = await newest(way);
		expect(await pressTest(way, changes)).toMatchObject({ status: 'Error' });
		expect(await signIns(way, since)).toBeLessThanOrEqual(refused);
		expect(await press()).toEqual([GOOD, 1]);
		if (way !== 'intacct') await expectWorkspaces(way);
	});

	it(`${what} does not pass as the first press of a new credential`, async () => {
		expect(await pressTest(way, { ...changes, ...(way === 'intacct' ? {} : { token: '' }) })).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	});
});

describe('Sage Intacct', () => {
	it('a wrong password that was saved does not pass n8n\'s own test of what is stored, and passes when it was put right', async () => {
		const save = async (changes: Record<string, unknown>): Promise<unknown> =>
			await n8n.api(`/rest/credentials/${ids.intacct}`, { method: 'PATCH', body: { name: 'intacct', type: TRIED.intacct, data: { ...(await form('intacct')), ...changes } } });
		await save({ userPassword: 'wrong' });
		expect(await pressTest('intacct')).toEqual({ status: 'Error', message: expect.stringContaining('Sign-in information is incorrect') });
		await save({ userPassword: INTACCT.userPassword });
		expect(await pressTest('intacct')).toEqual(GOOD);
	});

	it('is not offered for requests that it could not sign', async () => {
		const all = await n8n.api('/types/nodes.json', { timeoutMs: 60_000 });
		const described = (name: string): string => JSON.stringify((Array.isArray(all) ? all : []).find((type) => isRecord(type) && type.name === `n8n-nodes-erp-anaplan.${name}`));
		expect(described('anaplan')).toContain('Custom API Call');
		expect(described('sageIntacct')).toContain('"resource"');
		expect(described('sageIntacct')).not.toContain('Custom API Call');
	});
});

describe('the device', () => {
	const codeIn = (message: string): string => /code ([A-Z]{4}-[A-Z]{4})/.exec(message)?.[1] ?? '';
	const approve = async (userCode: string): Promise<void> => {
		const answer = await fetch(`${simulator.url}/activate`, { method: 'POST', body: new URLSearchParams({ ...USER, user_code: userCode, decision: 'approve' }) });
		expect(await answer.text()).toContain('done');
	};
	const wait = async (ms: number): Promise<void> => {
		await new Promise((resolve) => setTimeout(resolve, ms));
	};

	it('that nobody has signed in says what to do', async () => {
		const execution = await run('ask-device');
		expect(execution.status).toBe('error');
		expect(said(execution)).toMatch(/nobody has signed in with this credential yet.*Request Code/s);
	});

	it('by the button: the first press shows address and code, the next one of a form opened anew signs in', async () => {
		const first = await pressTest('device');
		expect(first).toEqual({ status: 'Error', message: expect.stringMatching(/open http:\/\/127\.0\.0\.1:\d+\/activate\?user_code=[A-Z-]{9}, enter the code [A-Z-]{9}/) });
		await approve(codeIn(first.message));
		await wait(1_100);
		expect(await pressTest('device')).toEqual(GOOD);
		await expectWorkspaces('device');
	});

	it('a form that was loaded before the sign-in and is saved after it does no harm', async () => {
		const stale = await form('device');
		await anaplan.post('sessions/expire', {});
		await expectWorkspaces('device');
		await n8n.api(`/rest/credentials/${ids.device}`, { method: 'PATCH', body: { name: 'device', type: TYPES.device, data: stale } });
		await expectWorkspaces('device');
	});

	it('a form that was open since the credential was made and saves it without what it cannot know does no harm', async () => {
		const { clientId, apiUrl, appUrl } = await form('device');
		await n8n.api(`/rest/credentials/${ids.device}`, { method: 'PATCH', body: { name: 'device', type: TYPES.device, data: { clientId, apiUrl, appUrl } } });
		await expectWorkspaces('device');
	});

	it('survives the ends of access tokens, with a refresh token that rotates each time', async () => {
		for (const _ of [1, 2, 3]) {
			const since = await mark();
			await anaplan.post('sessions/expire', {});
			await expectWorkspaces('device');
			expect(await tokenCalls(since)).toBe(1);
		}
	});

	it('parallel runs send no refresh token twice', async () => {
		await anaplan.post('sessions/expire', {});
		const since = await mark();
		await anaplan.post('faults', { kind: 'delay', match: 'POST /oauth/token', delayMs: 400 });
		const executions = await Promise.all(Array.from({ length: 4 }, async () => await n8n.runWebhook('ask-device', { body: {} })));
		expect(executions.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		const ended = await Promise.all((await n8n.executions({ workflowId: 'ask-device' })).slice(0, 4).map(async ({ id }) => await n8n.finished(id)));
		expect(ended.map((execution) => [execution.status, said(execution)])).toEqual(Array.from({ length: 4 }, () => ['success', '']));
		expect(await tokenCalls(since)).toBe(1);
	});

	it('keeps its sign-in over a restart of n8n', async () => {
		await n8n.restart();
		await anaplan.post('sessions/expire', {});
		await expectWorkspaces('device');
	});

	it('by workflow: a dead sign-in, request code, redeem code, and on it goes', async () => {
		await anaplan.post('clock', { advanceMs: 44_000_000 });
		const dead = await run('ask-device');
		expect(said(dead)).toMatch(/invalid_grant.*Request Code/s);
		const requested = await run('request-code');
		const [{ json } = { json: {} as Record<string, unknown> }] = requested.items('Ask');
		expect(json).toMatchObject({ signedIn: false, userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/), verificationUri: `${simulator.url}/activate` });
		const redeeming = run('redeem-code');
		await wait(1_500);
		await approve(String(json.userCode));
		const redeemed = await redeeming;
		expect([said(redeemed), redeemed.items('Ask').map((item) => item.json)]).toEqual(['', [{ signedIn: true, user: { id: expect.any(String), email: USER.username } }]]);
		await expectWorkspaces('device');
		await anaplan.post('clock', { advanceMs: -44_000_000 });
	});
});

describe('OAuth2', () => {
	it('that nobody has connected says so', async () => {
		expect(said(await run('ask-oAuth2'))).toMatch(/connect it again/);
	});

	it('is connected as a person does it: n8n\'s address, Anaplan\'s page, and back', async () => {
		const address = new URL(String(await n8n.api(`/rest/oauth2-credential/auth?id=${ids.oAuth2}`)));
		expect(`${address.origin}${address.pathname}`).toBe(`${simulator.url}/auth/authorize`);
		expect(Object.fromEntries(address.searchParams)).toMatchObject({ response_type: 'code', client_id: CODE_CLIENT.clientId, scope: 'openid profile email offline_access' });
		const page = await fetch(address);
		const action = /action="([^"]+)"/.exec(await page.text())?.[1]?.replace(/&#38;/g, '&') ?? '';
		const signedIn = await fetch(new URL(action, simulator.url), { method: 'POST', redirect: 'manual', body: new URLSearchParams(USER) });
		const back = new URL(signedIn.headers.get('location') ?? '');
		expect(String(await n8n.api(back.pathname + back.search))).toMatch(/connected|success/i);
		await expectWorkspaces('oAuth2');
	});

	it('survives the ends of access tokens: n8n stores the rotated refresh token', async () => {
		for (const _ of [1, 2, 3]) {
			const since = await mark();
			await anaplan.post('sessions/expire', {});
			await expectWorkspaces('oAuth2');
			expect(await tokenCalls(since)).toBe(1);
		}
		await n8n.restart();
		await anaplan.post('sessions/expire', {});
		await expectWorkspaces('oAuth2');
	});
});

describe('n8n\'s own test of what is stored', () => {
	it.each(['basicAuth', 'certificate', 'device', 'oAuth2'] as const)('%s passes', async (way) => {
		const created = await n8n.api('/rest/api-keys', { body: { label: `test ${way}`, expiresAt: null, scopes: ['credential:read', 'credential:list'] } });
		const key = isRecord(created) ? String(created.rawApiKey) : '';
		expect(await testStored(way, key)).toEqual(GOOD);
	});
});

describe('OAuth2, in the end', () => {
	it('a dead refresh token says to connect again', async () => {
		await anaplan.post('clock', { advanceMs: 44_000_000 });
		const execution = await run('ask-oAuth2');
		expect(said(execution)).toMatch(/needs to be reconnected.*connect it again/s);
	});
});

describe('afterwards', () => {
	it('no password, key, token or code is left behind in clear', async () => {
		const executions = await Promise.all((await n8n.executions()).map(async ({ id }) => ({ place: `execution ${id}`, content: Buffer.from(JSON.stringify((await n8n.execution(id)).stored)) })));
		const stored = files(userFolder).map((file) => ({ place: path.relative(userFolder, file), content: readFileSync(file) }));
		expect(secrets.kinds()).toEqual(expect.arrayContaining(['an Anaplan access token', 'an Anaplan token', 'an OAuth device_code', 'an OAuth refresh_token']));
		expect(findIn([...stored, ...executions], secrets.all())).toEqual([]);
	});
});
