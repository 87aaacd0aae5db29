import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { byName } from '../examples/source/workflow-builder';
import type { RunningSimulator } from '../simulators/harness/server';
import { startSageX3 } from '../simulators/sagex3';
import { Control, type HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { type CredentialFile, type N8n, startN8n, type WorkflowFile } from './host/n8n';
import { BUILD } from './host/places';
import { isRecord } from './host/rest';
import { files, findIn } from './scenario/left-behind';
import { SecretsSeen } from './scenario/secrets-seen';
import { sageX3BasicCredential, sageX3ClientCredential, sageX3Credential, sageX3GatewayCredential, SAGEX3_SECRETS } from './scenario/simulated-credentials';
import { eventually } from './scenario/site';

const userFolder = path.join(BUILD, 'e2e/sagex3-sign-in');
const GOOD = { status: 'OK', message: 'Connection successful!' };
const REDIRECT = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

const FILES: Readonly<Record<string, (url: string) => CredentialFile>> = {
	connectedApplication: sageX3Credential, gateway: sageX3GatewayCredential, clientCredentials: sageX3ClientCredential, basic: sageX3BasicCredential,
};
const WAYS = Object.keys(FILES);

let n8n: N8n;
let simulator: RunningSimulator;
let sagex3: Control;
let secrets: SecretsSeen;
const made = new Map<string, CredentialFile>();
const madeOf = (way: string): CredentialFile => made.get(way) ?? (() => {
	throw new Error(`no credential for ${way}`);
})();

/** Webhook, or a run by hand → the companies. */
const workflow = (way: string): WorkflowFile => {
	const { id: credential, type } = madeOf(way);
	const id = `ask-${way}`;
	return {
		id, name: id,
		nodes: [
			{ id: `${id}-a`, name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: id, parameters: { path: id, httpMethod: 'POST', responseMode: 'onReceived' } },
			{ id: `${id}-m`, name: 'By hand', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 200], parameters: {} },
			{
				id: `${id}-b`, name: 'Ask', type: 'n8n-nodes-erp-anaplan.sageX3', typeVersion: 1, position: [200, 0],
				parameters: { authentication: way, resource: 'record', operation: 'getMany', object: byName('companies'), returnAll: true }, credentials: { [type]: { id: credential, name: way } },
			},
		],
		connections: Object.fromEntries(['Start', 'By hand'].map((from) => [from, { main: [[{ node: 'Ask', type: 'main' as const, index: 0 }]] }])),
	};
};

const run = async (way: string): Promise<Execution> => {
	const workflowId = `ask-${way}`;
	const before = new Set((await n8n.executions({ workflowId })).map(({ id }) => id));
	expect((await n8n.runWebhook(workflowId, { body: {} })).status).toBe(200);
	return await n8n.finished(await eventually(`an execution of ${workflowId}`, async () => (await n8n.executions({ workflowId })).find(({ id }) => !before.has(id))?.id));
};

/** What the node said that ended it. */
const said = (execution: Execution): string => {
	const { message, description } = execution.runs.Ask?.at(-1)?.error ?? {};
	return message === undefined ? '' : `${String(message)} | ${String(description)}`;
};
const expectCompanies = (execution: Execution): void => expect([execution.status, said(execution), execution.items('Ask').length]).toEqual(['success', '', 2]);

const history = async (since = 0): Promise<HistoryEntry[]> => await sagex3.get<HistoryEntry[]>(`history?since=${since}`);
const mark = async (): Promise<number> => (await history()).at(-1)?.seq ?? 0;
const tokenCalls = async (since: number): Promise<number> => (await history(since)).filter((entry) => /\/token$/.test(String(entry.path))).length;
const fiveMinutesPass = async (): Promise<void> => void await sagex3.post('clock', { advanceMs: 301_000 });

const form = async (way: string): Promise<Record<string, unknown>> => {
	const loaded = await n8n.api(`/rest/credentials/${madeOf(way).id}?includeData=true`);
	return isRecord(loaded) && isRecord(loaded.data) ? loaded.data : {};
};
/** With what the form of the editor holds after it was loaded: secrets are blanked in it. */
const pressTest = async (way: string, changes: Record<string, unknown> = {}): Promise<{ status: string; message: string }> =>
	await n8n.testCredential({ id: madeOf(way).id, name: way, type: madeOf(way).type, data: { ...(await form(way)), ...changes } });

const save = async (way: string, changes: Record<string, unknown>): Promise<void> =>
	void await n8n.api(`/rest/credentials/${madeOf(way).id}`, { method: 'PATCH', body: { name: way, type: madeOf(way).type, data: { ...(await form(way)), ...changes } } });

beforeAll(async () => {
	rmSync(userFolder, { recursive: true, force: true });
	simulator = await startSageX3();
	sagex3 = new Control(simulator.url);
	secrets = new SecretsSeen(SAGEX3_SECRETS);
	secrets.watch(simulator, 'Sage X3');
	n8n = await startN8n({ userFolder, packageFolder: String(process.env.E2E_PACKAGE) });
	for (const way of WAYS) {
		const file = FILES[way]?.(simulator.url);
		if (!file) continue;
		// As a form saves them: without what nobody has filled in.
		const { accessToken: _token, signInSecret: _secret, ...data } = file.data;
		const created = await n8n.api('/rest/credentials', { body: { name: way, type: file.type, data } });
		made.set(way, { ...file, id: isRecord(created) ? String(created.id) : '' });
	}
	const workflows = WAYS.map(workflow);
	await n8n.importWorkflows(workflows);
	for (const { id } of workflows) await n8n.activate(id);
});

afterAll(async () => {
	await n8n?.shutDown();
	await simulator?.close();
});

describe.each(WAYS)('%s in a real n8n', (way) => {
	it('passes n8n\'s own test, again and again, and reads', async () => {
		for (const _ of [1, 2]) expect(await pressTest(way)).toEqual(GOOD);
		expectCompanies(await run(way));
	});

	it('a wrong secret is told by the button with what to do, and runs go on as before', async () => {
		const field = way === 'basic' ? 'password' : 'clientSecret';
		expect(await pressTest(way, { [field]: 'Canary-Wrong-Secret-91' })).toEqual({ status: 'Error', message: expect.stringMatching(/Copy the secret again|Check (?:the|user|token)/) as string });
		expectCompanies(await run(way));
	});
});

describe('the numbers of a connected application', () => {
	it.each([
		['41', { clientId: 'nobody' }, /Copy the client ID again/], ['42', { user: 'anaplan' }, /capitals and small letters/], ['45', { audience: 'https://x3.elsewhere.example/xtrem/api' }, /letter by letter/],
	])('%s is explained by the button', async (number, changes, remedy) => {
		const { status, message } = await pressTest('connectedApplication', changes);
		expect([status, message.includes(`Error ${number}`), remedy.test(message)]).toEqual(['Error', true, true]);
	});
});

describe('the rotating refresh token of the gateway', () => {
	it('survives the ends of access tokens, also over a restart of n8n', async () => {
		for (const restart of [false, true, false]) {
			if (restart) await n8n.restart();
			const since = await mark();
			await fiveMinutesPass();
			expectCompanies(await run('gateway'));
			expect(await tokenCalls(since)).toBe(1);
		}
	});

	it('a folder that is not there fails the test; the pair that was exchanged for it is stored, as a restart proves', async () => {
		expect(await pressTest('gateway', { endpoint: 'NOWHERE' })).toEqual({ status: 'Error', message: expect.stringMatching(/NOWHERE.*LINDEN/s) as string });
		await n8n.restart();
		await fiveMinutesPass();
		expectCompanies(await run('gateway'));
	});

	it('a form that was open since the beginning is saved without tokens, and takes none away', async () => {
		await save('gateway', { accessToken: '', signInSecret: '' });
		await n8n.restart();
		await fiveMinutesPass();
		expectCompanies(await run('gateway'));
	});

	it('four runs of one process refresh at once with one exchange', async () => {
		await sagex3.post('switches', { reusedRefresh: 'lock' });
		await fiveMinutesPass();
		const since = await mark();
		const before = new Set((await n8n.executions({ workflowId: 'ask-gateway' })).map(({ id }) => id));
		await Promise.all([1, 2, 3, 4].map(async () => await n8n.runWebhook('ask-gateway', { body: {} })));
		const started = await eventually('four executions', async () => {
			const fresh = (await n8n.executions({ workflowId: 'ask-gateway' })).filter(({ id }) => !before.has(id));
			return fresh.length === 4 ? fresh : undefined;
		});
		for (const { id } of started) expectCompanies(await n8n.finished(id));
		expect(await tokenCalls(since)).toBe(1);
		await sagex3.post('switches', { reusedRefresh: 'refuse' });
	});

	it('two processes that refresh at once: one wins, the other goes on with what it has stored', async () => {
		await fiveMinutesPass();
		const since = await mark();
		await sagex3.post('faults', { kind: 'delay', match: 'POST /v1/token', delayMs: 12_000, times: 2 });
		const both = await Promise.all([n8n.executeOnce('ask-gateway'), n8n.executeOnce('ask-gateway')]);
		expect([both.map(({ ok }) => ok), await tokenCalls(since)]).toEqual([[true, true], 2]);
		await fiveMinutesPass();
		expectCompanies(await run('gateway'));
	});
});

describe('a pairing that begins in the credential', () => {
	it('the button shows the address; with what the gateway answers it passes, and runs go on over a restart', async () => {
		await sagex3.post('switches', { callback: 'redirect' });
		await save('gateway', { beginsWith: 'pairing', refreshToken: '', customer: 'https://x3.linden.example', redirectUri: REDIRECT, dataAccess: 'businessDomain.ALL', pairingAnswer: '' });
		const { status, message } = await pressTest('gateway');
		const address = /Open (\S+) /.exec(message)?.[1] ?? '';
		expect([status, address]).toEqual(['Error', expect.stringContaining('/v1/token/authorise?client_id=x3-gateway-app') as string]);
		const answer = await fetch(address, { redirect: 'manual' });
		await save('gateway', { pairingAnswer: answer.headers.get('location') ?? '' });
		expect(await pressTest('gateway')).toEqual(GOOD);
		expectCompanies(await run('gateway'));
		await n8n.restart();
		await fiveMinutesPass();
		expectCompanies(await run('gateway'));
	});
});

describe('afterwards', () => {
	it('no password, token or key is left behind in clear', async () => {
		const executions = await Promise.all((await n8n.executions()).map(async ({ id }) => ({ place: `execution ${id}`, content: Buffer.from(JSON.stringify((await n8n.execution(id)).stored)) })));
		const stored = files(userFolder).map((file) => ({ place: path.relative(userFolder, file), content: readFileSync(file) }));
		expect(secrets.kinds()).toEqual(expect.arrayContaining(['an Sage X3 access token', 'an OAuth refresh_token', 'an OAuth client_secret', 'an Sage X3 sign-in header', 'an Sage X3 API key']));
		expect(findIn([...stored, ...executions], secrets.all())).toEqual([]);
	});
});
