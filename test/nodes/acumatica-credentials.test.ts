import type { ICredentialDataDecryptedObject, ICredentialType, IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { AcumaticaApi } from '../../credentials/AcumaticaApi.credentials';
import { AcumaticaOAuth2Api } from '../../credentials/AcumaticaOAuth2Api.credentials';
import { AcumaticaPasswordApi } from '../../credentials/AcumaticaPasswordApi.credentials';
import { isErrorLike } from '../../src/core/error-like';
import { clientIdWithTenant, oauthFacts } from '../../src/systems/acumatica';
import { openAcumatica, seatsOf, sentTo } from './acumatica-ways';
import { resolved } from './pressed-test';
import type { Site } from './site';
import { acumatica, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const AUTH = /(auth\/(login|logout)|connect\/token)$/;
const defaultOf = ({ properties }: ICredentialType, name: string): string => String(properties.find((property) => property.name === name)?.default);

describe('the test of a credential', () => {
	let site: Site;
	beforeEach(async () => {
		site = await openAcumatica();
	});
	afterEach(async () => await site.close());

	/** The steps of n8n's own test, on one object and over n8n's own HTTP: it begins to sign in only where nothing is stored yet. */
	const press = async (type: ICredentialType, changes: IDataObject = {}): Promise<{ values: ICredentialDataDecryptedObject; sent: IHttpRequestOptions }> =>
		await site.ask(workflowOf([acumatica('Node', 'endpoint', 'getMany')]), 'Node', async (_type, context) => {
			const values = { ...site.credentials[type.name], ...changes } as ICredentialDataDecryptedObject;
			const helper = { helpers: context.helpers } as unknown as IHttpRequestHelper;
			const prepare = async (): Promise<void> => void Object.assign(values, await type.preAuthentication?.call(helper, values));
			const sign = async (): Promise<IHttpRequestOptions> => {
				const { request } = type.test ?? { request: {} };
				const asked = { url: String(request.url), baseURL: resolved(String(request.baseURL), values as IDataObject), headers: { ...request.headers } as IDataObject };
				return typeof type.authenticate === 'function' ? await type.authenticate(values, asked) : asked;
			};
			const expirable = type.properties.find((property) => property.typeOptions?.expirable === true)?.name ?? '';
			if ((values[expirable] ?? '') === '') await prepare();
			const sent = await sign().catch(async (caught: unknown) => {
				if (!isErrorLike(caught) || !('response' in caught) || (caught.response as { status: number }).status !== 401) throw caught;
				await prepare();
				return await sign();
			});
			await context.helpers.httpRequest(sent);
			return { values, sent };
		});

	it('by cookie: signs in, asks, signs out, and leaves no seat', async () => {
		const { values } = await press(new AcumaticaApi());
		expect(values.siteBuild).toBe('25.201.0111');
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204', 'POST logout 204']);
		expect((await seatsOf(site)).taken).toBe(0);
	});

	it.each<[string, IDataObject, RegExp]>([
		['a wrong password', { password: 'wrong' }, /Invalid credentials.*Check user, password, tenant and branch/],
		['a wrong tenant', { tenant: 'Elsewhere' }, /proper company ID.*Check the tenant/],
		['a wrong version', { version: '23.200.001' }, /has no Default\/23\.200\.001; of Default it has 25\.200\.001, 24\.200\.001\. Set the endpoint version/],
		['a wrong endpoint', { endpoint: 'Planning' }, /it has the endpoints Default.*Choose one of these/],
		['a wrong virtual directory', { siteUrl: 'SITE/Elsewhere' }, /Check .*site address/],
		['plain http', { siteUrl: 'http://erp.example.com' }, /unencrypted.*Use https/],
		['nobody there', { siteUrl: 'http://127.0.0.1:9' }, /Check that the address/],
	])('by cookie: %s is told with what to do in the message, once, and no seat is left', async (_what, changes, said) => {
		const siteUrl = String(changes.siteUrl ?? site.credentials.acumaticaApi?.siteUrl).replace('SITE', site.urls.acumatica);
		await expect(press(new AcumaticaApi(), { ...changes, siteUrl })).rejects.toThrow(said);
		expect((await seatsOf(site)).taken).toBe(0);
		expect((await sentTo(site, /login$/)).length).toBeLessThanOrEqual(1);
	});

	it.each([['json'], ['text'], ['html'], ['html200']])('by cookie: no free seat, in the form %s, is told at once', async (seatOverflow) => {
		await site.acumatica.post('switches', { seatOverflow });
		await site.acumatica.post('seats', { taken: 2 });
		await expect(press(new AcumaticaApi())).rejects.toThrow(/Maximum Number of Web Services API Users|too many sign-ins/);
		expect(await sentTo(site, AUTH)).toHaveLength(1);
	});

	it('by cookie: a password that was changed is tried although the test has passed before', async () => {
		const { values: { siteBuild } } = await press(new AcumaticaApi());
		expect(siteBuild).not.toBe('');
		await expect(press(new AcumaticaApi(), { siteBuild: String(siteBuild), password: 'wrong' })).rejects.toThrow(/Invalid credentials/);
		await press(new AcumaticaApi(), { siteBuild: String(siteBuild) });
		expect(await sentTo(site, AUTH)).toEqual(['POST login 204', 'POST logout 204', 'POST login 500', 'POST login 204', 'POST logout 204']);
	});

	it('by cookie: no other node can sign with it', async () => {
		await expect(new AcumaticaApi().authenticate({}, { url: 'https://erp.example.com' })).rejects.toThrow(/only the node Acumatica/);
	});

	it('with a token: another user is tried although the tokens of the one before are stored', async () => {
		const { values: { accessToken, signInSecret } } = await press(new AcumaticaPasswordApi());
		await press(new AcumaticaPasswordApi(), { accessToken, signInSecret, user: 'second-api', password: 'second-secret' } as IDataObject);
		expect((await seatsOf(site)).open.map(({ user }) => user)).toEqual(['planner-api', 'second-api']);
	});

	it('with a token: stored tokens that have ended are no obstacle', async () => {
		const { values: { accessToken, signInSecret } } = await press(new AcumaticaPasswordApi());
		await site.acumatica.post('sessions/expire', { tokens: true });
		await press(new AcumaticaPasswordApi(), { accessToken, signInSecret } as IDataObject);
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('with a token: signs in, and the trial goes with it; the header that asks for it never leaves the machine', async () => {
		const { sent, values } = await press(new AcumaticaPasswordApi());
		expect(sent.headers).toEqual({ Accept: 'application/json', Authorization: `Bearer ${String(values.accessToken)}` });
		expect(await sentTo(site, AUTH)).toEqual(['POST token 200']);
		expect(await sentTo(site, /Ledger$/)).toEqual(['GET Ledger 200']);
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it('with a token: pressed again, stored or with empty hidden fields, it takes no second seat', async () => {
		const { values: { accessToken, signInSecret } } = await press(new AcumaticaPasswordApi());
		await press(new AcumaticaPasswordApi(), { accessToken, signInSecret } as IDataObject);
		await press(new AcumaticaPasswordApi());
		expect((await seatsOf(site)).peak).toBe(1);
	});

	it.each<[string, IDataObject, RegExp]>([
		['a wrong password', { password: 'wrong' }, /invalid_username_or_password\. Check user and password/],
		['a wrong secret', { clientSecret: 'wrong' }, /invalid_client\. .*client secret/],
		['a wrong version', { version: '23.200.001' }, /of Default it has 25\.200\.001, 24\.200\.001\. Set the endpoint version/],
		['a client id without tenant', { clientId: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01' }, /names no tenant/],
		['plain http', { siteUrl: 'http://erp.example.com' }, /unencrypted/],
	])('with a token: %s', async (_what, changes, said) => {
		await expect(press(new AcumaticaPasswordApi(), changes)).rejects.toThrow(said);
	});

	it('with a token: a password that was changed is tried although the tokens of the old one are stored', async () => {
		const { values: { accessToken, signInSecret } } = await press(new AcumaticaPasswordApi());
		await expect(press(new AcumaticaPasswordApi(), { accessToken, signInSecret, password: 'wrong' } as IDataObject)).rejects.toThrow(/invalid_username_or_password/);
	});

	it('with a token: a sign-in that succeeds beyond the seats is told', async () => {
		await site.acumatica.post('seats', { taken: 2 });
		await expect(press(new AcumaticaPasswordApi())).rejects.toThrow(/concurrent API logins.*Maximum Number of Web Services API Users/);
	});
});

describe('expressions for addresses decide as the code does', () => {
	const CLIENT = 'GUID@HarborMills';
	const ALL = [new AcumaticaApi(), new AcumaticaPasswordApi(), new AcumaticaOAuth2Api()];
	const oauth = new AcumaticaOAuth2Api();

	it.each(['https://erp.example.com', 'https://erp.example.com/AcumaticaERP/', ' https://erp.example.com/a/b ', 'http://127.0.0.1:4711/HarborMills', 'http://localhost', 'http://[::1]:8080/x'])('%s', (siteUrl) => {
		const facts = oauthFacts(siteUrl);
		const values = { siteUrl, clientId: CLIENT };
		expect(resolved(defaultOf(oauth, 'authUrl'), values)).toBe(facts.authorizeUrl);
		expect(resolved(defaultOf(oauth, 'accessTokenUrl'), values)).toBe(facts.tokenUrl);
		for (const { test } of ALL) expect(`${resolved(String(test?.request.baseURL), values)}/identity/connect/token`).toBe(facts.tokenUrl);
	});

	it.each(['', 'http://erp.example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://localhost@erp.example.com', 'https://user:secret@erp.example.com', 'ftp://x', 'javascript:alert(1)', 'erp.example.com'])('"%s" is nothing that n8n would send a secret to', (siteUrl) => {
		const values = { siteUrl, clientId: CLIENT };
		for (const text of [defaultOf(oauth, 'authUrl'), defaultOf(oauth, 'accessTokenUrl'), ...ALL.map(({ test }) => String(test?.request.baseURL))]) {
			expect(resolved(text, values)).toMatch(/^unencrypted-address-refused:/);
		}
		expect(() => oauthFacts(siteUrl)).toThrow();
	});

	it.each(['', 'GUID', 'GUID@', '@HarborMills', 'a@b@c'])('with the client id "%s" nobody is sent to the sign-in page', (clientId) => {
		expect(resolved(defaultOf(oauth, 'authUrl'), { siteUrl: 'https://erp.example.com', clientId })).toMatch(/^client-id-without-@Tenant:/);
		expect(() => clientIdWithTenant(clientId)).toThrow();
	});

	it('the test of OAuth2 asks for the endpoint version', () => {
		expect(resolved(String(oauth.test.request.url), { endpoint: 'My Plan', version: '24.200.001' })).toBe('/entity/My%20Plan/24.200.001/swagger.json');
	});
});
