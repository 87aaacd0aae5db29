import type { IDataObject, IRun } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { executionClient } from '../../nodes/shared/anaplan/connection';
import { DEFAULT_TENANT } from '../../simulators/anaplan';
import { certificateFor, type Signed } from '../simulators/anaplan/certificate';
import { forgetPauses, nodeClock, pauses } from './engine/quick-clock';
import { errorOf, errorsOf, hintsOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const ROTATING = { clientId: '0c0de00000000000000000000000c0d1', clientSecret: 'code-client-secret' };
const PLANNER = 'planner@example.com';
const WAYS = ['basicAuth', 'certificate', 'device', 'oAuth2'] as const;

let signed: Signed;
let site: Site;
beforeAll(() => {
	signed = certificateFor('integration@example.com');
});
beforeEach(async () => {
	forgetPauses();
	site = await Site.open({ anaplan: { switches: { deviceIntervalSeconds: 0 } } });
	const { anaplan: url } = site.urls;
	site.credentials.anaplanCertificateApi = {
		token: '', certificate: signed.pem.replace(/\n/g, ' '), privateKey: String(signed.key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'of the key' })),
		passphrase: 'of the key', messageVersion: 'v2', apiUrl: url, authUrl: url,
	};
	// In a real n8n the two addresses are made by expressions out of the others.
	site.credentials.anaplanOAuth2Api = { ...ROTATING, grantType: 'authorizationCode', authentication: 'body', apiUrl: url, appUrl: url, accessTokenUrl: `${url}/oauth/token` };
});
afterEach(async () => await site.close());

const ask = (authentication: string) => workflowOf([anaplan('Ask', 'workspace', 'getMany', { authentication })]);
const step = (operation: 'requestCode' | 'redeemCode', options: IDataObject = {}) => workflowOf([anaplan('Step', 'signIn', operation, { authentication: 'device', options })]);
const requests = async (path: string): Promise<number> => (await site.history('anaplan')).filter((entry) => entry.path === path).length;
const stateOf = (): IDataObject => JSON.parse(String(site.credentials.anaplanDeviceApi.signInSecret)) as IDataObject;

const decide = async (decision: 'approve' | 'deny', user = 'integration@example.com'): Promise<void> => {
	const { userCode } = stateOf().code as { userCode: string };
	expect(await site.anaplan.post('device', { userCode, decision, user })).toEqual({ done: true });
};

const signInByDevice = async (): Promise<void> => {
	await site.run(step('requestCode'));
	await decide('approve');
	expect(errorsOf(await site.run(step('redeemCode')))).toEqual({});
};

/** As a browser does it: the page of Anaplan, and back with a code. */
const connect = async (): Promise<void> => {
	const { anaplan: url } = site.urls;
	const redirect = String(DEFAULT_TENANT.oauthClients?.[0]?.redirectUris?.[0]);
	const query = new URLSearchParams({ response_type: 'code', client_id: ROTATING.clientId, redirect_uri: redirect, scope: 'openid email offline_access' });
	const page = await fetch(`${url}/auth/login?${query.toString()}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ username: 'integration@example.com', password: 'anaplan-password' }) });
	const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
	const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: ROTATING.clientId, client_secret: ROTATING.clientSecret });
	const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body });
	Object.assign(site.credentials.anaplanOAuth2Api ?? {}, { oauthTokenData: await answer.json() });
};

const signIn: Readonly<Record<string, () => Promise<void>>> = { device: signInByDevice, oAuth2: connect };
const signedIn = async (way: string): Promise<void> => await signIn[way]?.();

const SCHEMES: Readonly<Record<string, string>> = { basicAuth: 'AnaplanAuthToken', certificate: 'AnaplanAuthToken', device: 'Bearer', oAuth2: 'Bearer' };

describe.each(WAYS)('signing in with %s', (way) => {
	beforeEach(async () => await signedIn(way));

	it('lists workspaces, with the right word before the token', async () => {
		const run = await site.run(ask(way));
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Ask').length).toBeGreaterThan(0);
		expect(site.schemes.at(-1)).toBe(`GET /2/0/workspaces ${SCHEMES[way]}`);
	});

	it('a token that ends in the middle of an upload is renewed between two chunks', async () => {
		const lines = Array.from({ length: 50_000 }, (_, index) => `C-${index},A vendor with quite a long name ${index},active`);
		site.supply('Rows', [{ files: { data: ['Code,Name,Status', ...lines, ''].join('\n') } }]);
		await site.anaplan.post('faults', { kind: 'delay', match: 'PUT .*/chunks/1$', delayMs: 250 });
		const running = site.run(workflowOf([
			{ name: 'Rows', type: 'supply' },
			anaplan('Load', 'import', 'loadRows', { authentication: way, import: byName(VENDOR_IMPORT), options: { chunkMegabytes: 1, parallelChunks: 1, gzip: false } }),
		]));
		while (!(await site.history('anaplan')).some(({ path }) => path?.endsWith('/chunks/1'))) await new Promise((resolve) => setTimeout(resolve, 5));
		await site.anaplan.post('sessions/expire', {});
		const run = await running;
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, 'Load')[0]?.json).toMatchObject({ status: 'success', steps: [{ counts: { created: 50_000 } }] });
		const chunks = (await site.history('anaplan')).filter(({ path }) => path?.includes('/chunks/')).map(({ path, status }) => `${path?.split('/').at(-1)} ${status}`);
		expect(chunks).toEqual(['0 204', '1 401', '1 204', '2 204']);
	});

	it('a plain http API address of another machine is refused before the token leaves', async () => {
		const credential = { basicAuth: 'anaplanApi', certificate: 'anaplanCertificateApi', device: 'anaplanDeviceApi', oAuth2: 'anaplanOAuth2Api' }[way];
		Object.assign(site.credentials[credential] ?? {}, { apiUrl: 'http://api.example.com' });
		expect(errorOf(await site.run(ask(way)), 'Ask')?.message).toContain('unencrypted');
	});

	it('a request that must get out after a stop carries its token itself', async () => {
		await site.run(ask(way));
		const sent: Array<{ method: string; authorization: unknown }> = [];
		const stopped = new AbortController();
		stopped.abort();
		const context = {
			getNode: () => ({ name: 'Load' }), getNodeParameter: (name: string, _item: number, fallback: unknown) => (name === 'authentication' ? way : fallback),
			getMode: () => 'trigger', getExecutionCancelSignal: () => stopped.signal, getExecutionId: () => '1', addExecutionHints: () => undefined,
			getCredentials: async (type: string) => ({ ...site.credentials[type] }),
			helpers: {
				httpRequest: async ({ method, headers }: { method: string; headers: IDataObject }) => {
					sent.push({ method, authorization: headers.authorization });
					return { statusCode: 200, headers: {}, body: Buffer.from('{"task":{"taskId":"T","taskState":"CANCELLING"}}') };
				},
			},
		};
		const client = await executionClient(context as never);
		const task = { workspaceId: 'a', modelId: 'B', kind: 'imports' as const, actionId: '112000000001', taskId: 'T' };
		await expect(client.waitForTask(task, { deadlineMs: 60_000, whenStopped: 'cancel' })).rejects.toThrow();
		const { anaplanApi, anaplanCertificateApi, anaplanDeviceApi, anaplanOAuth2Api } = site.credentials;
		const token = { basicAuth: anaplanApi.token, certificate: anaplanCertificateApi?.token, device: anaplanDeviceApi.token, oAuth2: (anaplanOAuth2Api?.oauthTokenData as IDataObject | undefined)?.access_token }[way];
		expect(String(token).length).toBeGreaterThan(20);
		expect(sent[0]).toEqual({ method: 'DELETE', authorization: `${SCHEMES[way]} ${String(token)}` });
	});
});

describe('a way that nobody chose', () => {
	it('is user and password, as in workflows from before there was a choice', async () => {
		const run = await site.run(workflowOf([anaplan('Ask', 'workspace', 'getMany')]));
		expect(errorsOf(run)).toEqual({});
		expect(site.schemes).toEqual(['POST /token/authenticate Basic', 'GET /2/0/workspaces AnaplanAuthToken']);
	});
});

describe('the certificate', () => {
	it('that cannot work is told in the run, and nothing is sent', async () => {
		Object.assign(site.credentials.anaplanCertificateApi ?? {}, { passphrase: '' });
		const run = await site.run(ask('certificate'));
		expect(errorOf(run, 'Ask')).toMatchObject({ message: expect.stringContaining('passphrase is missing') as string, description: expect.stringContaining('Passphrase') as string });
		expect(site.schemes).toEqual([]);
	});

	it.each(['v1', 'v2'])('signs the message that the service accepts, %s alone', async (version) => {
		await site.anaplan.post('switches', { certificateVersions: version });
		Object.assign(site.credentials.anaplanCertificateApi ?? {}, { messageVersion: version });
		expect(errorsOf(await site.run(ask('certificate')))).toEqual({});
	});

	it('signs in although the clock of this machine is an hour off', async () => {
		await nodeClock.sleep(3_600_000);
		const run = await site.run(ask('certificate'));
		expect(errorsOf(run)).toEqual({});
		expect(await requests('/token/authenticate')).toBe(2);
	});

	it('that is not known is refused once, with what to do', async () => {
		await site.anaplan.post('switches', { certificateSelfSigned: 'refuse' });
		// Without a timestamp, so that no clock comes into it.
		Object.assign(site.credentials.anaplanCertificateApi ?? {}, { messageVersion: 'v1' });
		const run = await site.run(ask('certificate'));
		expect(errorOf(run, 'Ask')?.description).toMatch(/registered for the integration user/);
		expect(await requests('/token/authenticate')).toBe(1);
	});
});

describe('the device', () => {
	it('a request without anybody signed in says what to do, and asks for no code', async () => {
		const run = await site.run(ask('device'));
		expect(errorOf(run, 'Ask')).toMatchObject({ message: expect.stringContaining('nobody has signed in') as string, description: expect.stringContaining('Request Code') as string });
		expect(site.schemes).toEqual([]);
	});

	it('from code to sign-in', async () => {
		const requested = await site.run(step('requestCode'));
		expect(errorsOf(requested)).toEqual({});
		const json: IDataObject = outputOf(requested, 'Step')[0]?.json ?? {};
		expect(json).toEqual({
			signedIn: false, userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) as string, verificationUri: `${site.urls.anaplan}/activate`,
			verificationUriComplete: `${site.urls.anaplan}/activate?user_code=${String(json.userCode)}`, expiresAt: expect.stringMatching(/Z$/) as string, intervalSeconds: 0,
		});
		await decide('approve', PLANNER);
		const redeemed = await site.run(step('redeemCode'));
		expect(outputOf(redeemed, 'Step')[0]?.json).toEqual({ signedIn: true, user: { id: expect.any(String) as string, email: PLANNER } });
		expect(stateOf()).toMatchObject({ step: 'signedIn' });
		expect(errorsOf(await site.run(ask('device')))).toEqual({});
	});

	it('a code that waits is shown again, and any other run finishes the sign-in once it is entered', async () => {
		const first = outputOf(await site.run(step('requestCode')), 'Step')[0]?.json;
		const waiting = await site.run(ask('device'));
		expect(errorOf(waiting, 'Ask')?.message).toContain(`enter the code ${String(first?.userCode)}`);
		expect(outputOf(await site.run(step('requestCode')), 'Step')[0]?.json.userCode).toBe(first?.userCode);
		expect(await requests('/oauth/device/code')).toBe(1);
		await decide('approve');
		expect(errorsOf(await site.run(ask('device')))).toEqual({});
	});

	it('redeeming asks at the pace that Anaplan has set, slower after slow_down, until the deadline', async () => {
		await site.anaplan.post('switches', { deviceIntervalSeconds: 7 });
		await site.run(step('requestCode'));
		const run = await site.run(step('redeemCode', { deadlineMinutes: 1 }));
		expect(errorOf(run, 'Step')).toMatchObject({ message: expect.stringContaining('nobody has entered the code') as string, description: expect.stringContaining('until 20') as string });
		// The clock of the simulator stands still while ours leaps, so every poll after the first is too fast.
		const rounded = pauses.map((ms) => Math.round(ms / 1000));
		expect(rounded[0]).toBe(7);
		expect(rounded.every((seconds, index) => index === 0 || seconds >= (rounded[index - 1] ?? 0))).toBe(true);
		expect(rounded.at(-1)).toBeGreaterThanOrEqual(12);
		expect(rounded.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(60);
	});

	it.each([['deny', 'denied'], ['expire', 'expired']])('%s: said as the reason, and another code can be requested', async (what, said) => {
		await site.run(step('requestCode'));
		if (what === 'deny') await decide('deny');
		else await site.anaplan.post('clock', { advanceMs: 901_000 });
		expect(errorOf(await site.run(step('redeemCode')), 'Step')).toMatchObject({ message: expect.stringContaining(said) as string, description: expect.stringContaining('Request Code') as string });
		expect(outputOf(await site.run(step('requestCode')), 'Step')[0]?.json.signedIn).toBe(false);
	});

	it('who is signed in already is told so; afresh on request', async () => {
		await signInByDevice();
		const again = await site.run(step('requestCode'));
		expect(outputOf(again, 'Step')[0]?.json).toMatchObject({ signedIn: true, user: { email: 'integration@example.com' } });
		expect(hintsOf(again, 'Step').join()).toContain('Sign In Afresh');
		const afresh = await site.run(step('requestCode', { afresh: true }));
		expect(outputOf(afresh, 'Step')[0]?.json).toMatchObject({ signedIn: false });
		await decide('approve', PLANNER);
		expect(outputOf(await site.run(step('redeemCode')), 'Step')[0]?.json).toMatchObject({ user: { email: PLANNER } });
	});

	it('parallel runs after an expiry: one refresh for all, and the newest pair is stored', async () => {
		await signInByDevice();
		const before = stateOf().refreshToken;
		await site.anaplan.post('sessions/expire', {});
		const mark = await site.mark('anaplan');
		const runs = await Promise.all(Array.from({ length: 6 }, () => site.run(ask('device'))));
		expect(runs.map(errorsOf)).toEqual(Array.from({ length: 6 }, () => ({})));
		expect((await site.history('anaplan', mark)).filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
		expect(stateOf().refreshToken).not.toBe(before);
		await site.anaplan.post('sessions/expire', {});
		expect(errorsOf(await site.run(ask('device')))).toEqual({});
	});

	it('a run that stores an older pair late does no harm', async () => {
		await signInByDevice();
		const older = { ...site.credentials.anaplanDeviceApi };
		for (const _ of [1, 2]) {
			await site.anaplan.post('sessions/expire', {});
			expect(errorsOf(await site.run(ask('device')))).toEqual({});
		}
		Object.assign(site.credentials.anaplanDeviceApi, older);
		expect(errorsOf(await site.run(ask('device')))).toEqual({});
	});

	it('a credential that an old form has saved without its hidden fields is still signed in', async () => {
		await signInByDevice();
		Object.assign(site.credentials.anaplanDeviceApi, { token: '', signInSecret: '' });
		expect(errorsOf(await site.run(ask('device')))).toEqual({});
	});

	const endSignIn = async (): Promise<void> => {
		await site.anaplan.post('clock', { advanceMs: 44_000_000 });
	};

	it('a dead refresh token: the run says to sign in again and why, nothing is lost, one Request Code is enough', async () => {
		await signInByDevice();
		const stored = { ...site.credentials.anaplanDeviceApi };
		await endSignIn();
		expect(errorOf(await site.run(ask('device')), 'Ask')).toMatchObject({ message: expect.stringContaining('invalid_grant') as string, description: expect.stringMatching(/Request Code.*rotate/s) as string });
		expect(site.credentials.anaplanDeviceApi).toEqual(stored);
		expect(outputOf(await site.run(step('requestCode')), 'Step')[0]?.json).toMatchObject({ signedIn: false });
		await decide('approve');
		expect(errorsOf(await site.run(step('redeemCode')))).toEqual({});
	});

	it('a client ID that was changed is another sign-in: no token goes there', async () => {
		await signInByDevice();
		const mark = site.schemes.length;
		site.credentials.anaplanDeviceApi.clientId = '0de71ce00000000000000000000000d2';
		expect(errorOf(await site.run(ask('device')), 'Ask')?.message).toContain('has changed');
		expect(site.schemes.slice(mark)).toEqual([]);
	});

	it.each([['', 'no client ID'], ['0c0de00000000000000000000000c0d1', 'unauthorized_client']])('a client ID that cannot work: "%s"', async (clientId, said) => {
		site.credentials.anaplanDeviceApi.clientId = clientId;
		expect(errorOf(await site.run(step('requestCode')), 'Step')?.message).toContain(said);
	});

	it('codes are for device credentials only', async () => {
		const run = await site.run(workflowOf([anaplan('Step', 'signIn', 'requestCode', { authentication: 'certificate' })]));
		expect(errorOf(run, 'Step')?.message).toContain('device clients only');
	});

	it('the header that asks for a step never leaves the machine', async () => {
		const seen: unknown[] = [];
		await signInByDevice();
		await site.anaplan.post('faults', { kind: 'delay', match: 'GET /2/0/users/me', delayMs: 1 });
		site.onRequest = (headers) => seen.push(headers['x-sign-in-step']);
		await site.run(step('requestCode'));
		expect(seen.length).toBeGreaterThan(0);
		expect(seen.filter((value) => value !== undefined)).toEqual([]);
	});
});

describe('OAuth2', () => {
	it('an expired access token is refreshed, and the rotated refresh token is stored', async () => {
		await connect();
		const { refresh_token: before } = site.credentials.anaplanOAuth2Api?.oauthTokenData as IDataObject;
		for (const _ of [1, 2]) {
			await site.anaplan.post('sessions/expire', {});
			expect(errorsOf(await site.run(ask('oAuth2')))).toEqual({});
		}
		expect((site.credentials.anaplanOAuth2Api?.oauthTokenData as IDataObject).refresh_token).not.toBe(before);
	});

	const failing = async (): Promise<ReturnType<typeof errorOf>> => {
		const run: IRun = await site.run(ask('oAuth2'));
		return errorOf(run, 'Ask');
	};

	it('a credential that nobody has connected says so, and is not asked again and again', async () => {
		expect(await failing()).toMatchObject({ description: expect.stringContaining('connect it again') as string });
		expect(pauses).toEqual([]);
	});

	it.each<[string, () => Promise<unknown>]>([
		['a dead refresh token', async () => await site.anaplan.post('clock', { advanceMs: 44_000_000 })],
		['a wrong secret', async () => {
			await site.anaplan.post('sessions/expire', {});
			Object.assign(site.credentials.anaplanOAuth2Api ?? {}, { clientSecret: 'wrong' });
		}],
	])('%s ends the run at once, with what to do', async (_what, spoil) => {
		await connect();
		await spoil();
		expect(await failing()).toMatchObject({ description: expect.stringContaining('connect it again') as string });
		expect(pauses).toEqual([]);
		expect((await site.history('anaplan')).filter(({ path }) => path === '/oauth/token')).toHaveLength(2);
	});
});
