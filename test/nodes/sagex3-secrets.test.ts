import type { IDataObject, IRun } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { errorsOf, forgetHighest } from './engine/run-workflow';
import { pairAnew, SAGEX3_WAYS } from './sagex3-asking';
import { Site } from './site';
import { everything, spellings } from './spellings';
import { sageX3, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const SECRET_FIELDS = ['clientSecret', 'password', 'apiKey', 'refreshToken', 'accessToken'];
const JSON_TYPE = { 'content-type': 'application/json' };

describe('no secret of Sage X3 leaves the credential', () => {
	let site: Site;
	/** Also those that have been replaced since. */
	let known: Set<string>;
	beforeAll(async () => {
		site = await Site.open({ sagex3: {} });
	});
	beforeEach(async () => {
		forgetHighest();
		known = new Set();
		await site.sagex3.post('reset', {});
		await site.sagex3.delete('faults');
		Object.assign(site.credentials.sageX3ClientCredentialsApi ?? {}, { accessToken: '', signInSecret: '' });
		await pairAnew(site);
	});
	afterAll(async () => await site.close());

	const secretsOf = (credential: string): string[] => {
		const data = site.credentials[credential] ?? {};
		const { refreshToken } = JSON.parse(String(data.signInSecret || '{}')) as IDataObject;
		const user = String(data.user ?? '');
		const basic = typeof data.password === 'string' ? Buffer.from(`${user}:${data.password}`).toString('base64') : '';
		return [...SECRET_FIELDS.map((name) => data[name]), refreshToken, basic].filter((value): value is string => typeof value === 'string' && value !== '');
	};
	const learn = (credential: string): void => {
		for (const secret of secretsOf(credential)) known.add(secret);
	};
	const run = async (authentication: string, credential: string, operation = 'getChanges'): Promise<IRun> => {
		learn(credential);
		const ended = await site.run(workflowOf([sageX3('Ask', 'record', operation, { authentication, object: byName('suppliers') })]));
		learn(credential);
		return ended;
	};
	const expectClean = (ended: IRun): void => {
		expect(known.size).toBeGreaterThanOrEqual(1);
		for (const [place, text] of Object.entries({ run: everything(ended.data.resultData), 'static data': JSON.stringify(site.staticData) })) {
			for (const secret of known) for (const spelling of spellings(secret)) expect({ place, spelling, found: text.includes(spelling) }).toEqual({ place, spelling, found: false });
		}
	};
	const quote = async (match: string, status: number, secrets: readonly string[], times = -1): Promise<void> => {
		const all = secrets.join(' | ');
		const body = JSON.stringify({ message: `refused: ${all}`, error_description: all, $diagnoses: [{ $severity: 'error', $message: all }], errors: [{ message: all }] });
		await site.sagex3.post('faults', { kind: 'answer', match, status, times, headers: JSON_TYPE, body });
	};
	const READ: Readonly<Record<string, string>> = { basic: '/api1/', gateway: '/v1/service', clientCredentials: '/(?:xtrem/api|api1/)' };

	it.each(SAGEX3_WAYS)('%s: a run that goes well', async (...way) => {
		const ended = await run(...way);
		expect(errorsOf(ended)).toEqual({});
		expectClean(ended);
	});

	it.each(SAGEX3_WAYS.flatMap((way) => [200, 400, 401, 403, 500].map((status) => [...way, status] as const)))('%s (%s): a server that quotes secrets in an answer with status %i', async (authentication, credential, status) => {
		await run(authentication, credential);
		await quote(READ[authentication] ?? '/xtrem/api', status, secretsOf(credential));
		const ended = await run(authentication, credential, 'getMany');
		expect(Object.keys(errorsOf(ended))).toEqual(['Ask']);
		expectClean(ended);
	});

	it.each([['gateway', 'sageX3GatewayOAuth2Api', 'POST /v1/token'], ['clientCredentials', 'sageX3ClientCredentialsApi', 'POST /oauth/token']] as const)('%s: a token service that quotes secrets', async (authentication, credential, match) => {
		await run(authentication, credential);
		await site.sagex3.post('tokens/expire', {});
		await quote(match, 400, secretsOf(credential));
		const ended = await run(authentication, credential);
		expect(Object.keys(errorsOf(ended))).toEqual(['Ask']);
		expectClean(ended);
	});

	it.each(SAGEX3_WAYS)('%s: nobody answers', async (authentication, credential) => {
		const before = { ...site.credentials[credential] };
		Object.assign(site.credentials[credential] ?? {}, { serverUrl: 'http://127.0.0.1:9', gatewayUrl: 'http://127.0.0.1:9' });
		const ended = await run(authentication, credential);
		site.credentials[credential] = before;
		expect(Object.keys(errorsOf(ended))).toEqual(['Ask']);
		expectClean(ended);
	});
});
