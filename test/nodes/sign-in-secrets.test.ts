import { generateKeyPairSync } from 'node:crypto';
import type { IDataObject, IRun } from 'n8n-workflow';
import { certificateFor } from '../simulators/anaplan/certificate';
import { errorsOf, forgetHighest } from './engine/run-workflow';
import { Site } from './site';
import { everything, spellings } from './spellings';
import { anaplan, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const PASSPHRASE = 'Canary<Passphrase>&"1"+/=é';

/** Every secret that the stored credentials hold now, and their own, by what it is. */
const secretsIn = (credentials: Record<string, IDataObject>): Record<string, string> => {
	const found: Record<string, string> = {};
	const keep = (what: string, value: unknown): void => {
		if (typeof value === 'string' && value !== '') found[what] = value;
	};
	for (const [type, values] of Object.entries(credentials).filter(([name]) => name.startsWith('anaplan'))) {
		for (const name of ['token', 'password', 'passphrase', 'clientSecret']) keep(`${type} ${name}`, values[name]);
		for (const [name, value] of Object.entries((values.oauthTokenData ?? {}) as IDataObject)) if (/token$/.test(name)) keep(`${type} ${name}`, value);
		String(values.privateKey ?? '').split('\n').filter((line) => line.length === 64).forEach((line, index) => keep(`line ${index} of the key`, line));
		const state = JSON.parse(String(values.signInSecret || '{}')) as { refreshToken?: string; code?: { deviceCode: string } };
		keep('refresh token of the device', state.refreshToken);
		keep('device code', state.code?.deviceCode);
	}
	return found;
};

describe('no secret leaves the credential, however one signs in', () => {
	let site: Site;
	/** Also those that have been replaced since. */
	let known: Record<string, string>;
	let pem: { certificate: string; privateKey: string };
	beforeAll(() => {
		const signed = certificateFor('integration@example.com');
		pem = { certificate: signed.pem, privateKey: String(signed.key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })) };
	});
	beforeEach(async () => {
		forgetHighest();
		known = {};
		site = await Site.open({ anaplan: { switches: { deviceIntervalSeconds: 0 } } });
		const url = site.urls.anaplan;
		site.credentials.anaplanCertificateApi = { token: '', ...pem, passphrase: PASSPHRASE, messageVersion: 'v2', apiUrl: url, authUrl: url };
		site.credentials.anaplanOAuth2Api = {
			grantType: 'authorizationCode', authentication: 'body', clientId: '0c0de00000000000000000000000c0d1', clientSecret: 'Canary-client-secret', apiUrl: url, appUrl: url,
			accessTokenUrl: `${url}/oauth/token`, oauthTokenData: { access_token: 'Canary/access+token==', refresh_token: 'Canary.refresh.token', id_token: 'Canary.id.token' },
		};
	});
	afterEach(async () => await site.close());

	const learn = (): void => {
		for (const [what, value] of Object.entries(secretsIn(site.credentials))) known[`${what} ${value.length} ${value.slice(0, 4)}`] = value;
	};

	const run = async (resource: string, operation: string, authentication: string, more: IDataObject = {}): Promise<IRun> => {
		learn();
		const ended = await site.run(workflowOf([anaplan('Ask', resource, operation, { authentication, ...more })]));
		learn();
		return ended;
	};

	const expectClean = async (ended: IRun): Promise<void> => {
		const places = { run: everything(ended.data.resultData), 'static data': JSON.stringify(site.staticData), history: JSON.stringify(await site.history('anaplan')) };
		expect(Object.keys(known).length).toBeGreaterThan(2);
		for (const [place, text] of Object.entries(places)) {
			for (const [what, secret] of Object.entries(known)) for (const spelling of spellings(secret)) expect({ place, what, found: text.includes(spelling) }).toEqual({ place, what, found: false });
		}
	};

	const signInByDevice = async (): Promise<void> => {
		const requested = await run('signIn', 'requestCode', 'device');
		await expectClean(requested);
		const { code } = JSON.parse(String(site.credentials.anaplanDeviceApi.signInSecret)) as { code: { userCode: string } };
		await site.anaplan.post('device', { userCode: code.userCode });
		const redeemed = await run('signIn', 'redeemCode', 'device');
		expect(errorsOf(redeemed)).toEqual({});
		await expectClean(redeemed);
	};

	it('from code to sign-in, refresh and denial', async () => {
		await signInByDevice();
		await site.anaplan.post('sessions/expire', {});
		const refreshed = await run('workspace', 'getMany', 'device');
		expect(errorsOf(refreshed)).toEqual({});
		await expectClean(refreshed);
		expect(Object.keys(known).filter((what) => /refresh token of the device/.test(what)).length).toBeGreaterThanOrEqual(2);
		await site.anaplan.post('clock', { advanceMs: 44_000_000 });
		const dead = await run('workspace', 'getMany', 'device');
		expect(errorsOf(dead)).toEqual({ Ask: expect.stringContaining('invalid_grant') as string });
		await expectClean(dead);
	});

	it('a certificate that signs in', async () => {
		const ended = await run('workspace', 'getMany', 'certificate');
		expect(errorsOf(ended)).toEqual({});
		await expectClean(ended);
	});

	const JSON_TYPE = { 'content-type': 'application/json' };
	/** A server that quotes everything it could know, and what it cannot. */
	const quote = async (way: string, match: string): Promise<void> => {
		const type = { basicAuth: 'anaplanApi', certificate: 'anaplanCertificateApi', device: 'anaplanDeviceApi', oAuth2: 'anaplanOAuth2Api' }[way] ?? '';
		const all = Object.values(secretsIn({ [type]: site.credentials[type] ?? {} })).join(' | ');
		const body = JSON.stringify({ status: { code: 400, message: `refused: ${all}` }, statusMessage: all, error: 'invalid_request', error_description: all });
		await site.anaplan.post('faults', { kind: 'answer', match, status: 400, times: -1, headers: JSON_TYPE, body });
	};

	it.each<[way: string, match: string]>([
		['certificate', 'GET /2/0'], ['certificate', 'POST /token'], ['device', 'GET /2/0'], ['device', 'POST /oauth/token'], ['oAuth2', 'GET /2/0'], ['oAuth2', 'POST /oauth/token'],
	])('%s: a server that quotes secrets in its answer to %s', async (way, match) => {
		if (way === 'device') await signInByDevice();
		if (match.startsWith('POST')) {
			await site.anaplan.post('sessions/expire', {});
		} else {
			await run('workspace', 'getMany', way);
		}
		await quote(way, match);
		const ended = await run('workspace', 'getMany', way);
		expect(Object.keys(errorsOf(ended))).toEqual(['Ask']);
		await expectClean(ended);
	});

	it.each(['basicAuth', 'device'])('%s: a token that was renewed in this very run and is quoted at once', async (way) => {
		if (way === 'device') await signInByDevice();
		else await run('workspace', 'getMany', way);
		await site.anaplan.post('sessions/expire', {});
		const old = new Set(Object.values(known));
		let quoted = '';
		site.onRequest = ({ authorization = '' }, faults) => {
			const [scheme, token = ''] = authorization.split(' ');
			if (!/Bearer|AnaplanAuthToken/.test(scheme ?? '') || old.has(token) || quoted !== '') return;
			quoted = token;
			faults.arm({ kind: 'answer', match: 'GET', status: 400, headers: JSON_TYPE, body: JSON.stringify({ status: { code: 400, message: `no: ${token}` } }) });
		};
		const ended = await run('workspace', 'getMany', way);
		expect(errorsOf(ended)).toEqual({ Ask: expect.stringContaining('no: •••') as string });
		expect(Object.values(known)).toContain(quoted);
		await expectClean(ended);
	});

	it.each([
		['a wrong passphrase', { passphrase: 'Canary-wrong-passphrase' }],
		['a key in the place of the certificate', { certificate: String(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })) }],
		['an address that nobody answers', { authUrl: 'http://127.0.0.1:9' }],
	])('certificate: %s', async (_what, changes) => {
		Object.assign(site.credentials.anaplanCertificateApi ?? {}, changes);
		const ended = await run('workspace', 'getMany', 'certificate');
		expect(Object.keys(errorsOf(ended))).toEqual(['Ask']);
		await expectClean(ended);
	});
});
