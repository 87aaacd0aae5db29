import { FatalError, RetryableError } from '../../../src/core/errors';
import { clientIdWithTenant, oauthFacts, passwordTokenRequest, readTokenAnswer, refreshTokenRequest, tenantOf } from '../../../src/systems/acumatica';
import { answer, json } from '../../doubles/scripted-http';
import { SITE } from './fakes/client';

const CLIENT = { siteUrl: SITE, clientId: '6B1D@HarborMills', clientSecret: 's3cret&' };

describe('OAuth2 facts', () => {
	it('of a site in a virtual directory', () => {
		expect(oauthFacts(`${SITE}/`)).toEqual({
			discoveryUrl: `${SITE}/identity/.well-known/openid-configuration`, authorizeUrl: `${SITE}/identity/connect/authorize`, tokenUrl: `${SITE}/identity/connect/token`,
			userInfoUrl: `${SITE}/identity/connect/userinfo`, revocationUrl: `${SITE}/identity/connect/revocation`, scope: 'api offline_access',
		});
	});

	it.each([['6B1D@HarborMills', '', '6B1D@HarborMills'], ['6B1D', 'HarborMills', '6B1D@HarborMills'], [' 6B1D@harbormills ', 'HarborMills', '6B1D@harbormills']])('client id %s, tenant "%s"', (id, tenant, whole) => {
		expect(clientIdWithTenant(id, tenant)).toBe(whole);
	});

	it.each([['6B1D', ''], ['', 'X'], ['@X', ''], ['a@b@c', ''], ['6B1D@A', 'B']])('refuses client id "%s" with tenant "%s"', (id, tenant) => {
		expect(() => clientIdWithTenant(id, tenant)).toThrow(FatalError);
	});

	it('the tenant of a client id', () => {
		expect([tenantOf('6B1D@X'), tenantOf('6B1D')]).toEqual(['X', '']);
	});
});

describe('token requests', () => {
	it('password: @ is escaped, secrets stand in the body, nothing is sent twice', () => {
		const request = passwordTokenRequest({ ...CLIENT, user: 'plan', password: 'a b+c' });
		expect(request.body).toBe('grant_type=password&username=plan&password=a+b%2Bc&scope=api+offline_access&client_id=6B1D%40HarborMills&client_secret=s3cret%26');
		expect(request).toMatchObject({ url: `${SITE}/identity/connect/token`, repeatable: false });
	});

	it('refresh', () => {
		expect(refreshTokenRequest(CLIENT, 'r1')).toMatchObject({ body: 'grant_type=refresh_token&refresh_token=r1&client_id=6B1D%40HarborMills&client_secret=s3cret%26', repeatable: false });
	});
});

describe('token answers', () => {
	it('a grant', () => {
		expect(readTokenAnswer(json({ access_token: 'a', expires_in: 3600, token_type: 'Bearer', scope: 'api offline_access', refresh_token: 'r' })))
			.toEqual({ accessToken: 'a', refreshToken: 'r', expiresInSeconds: 3600, scope: 'api offline_access' });
		expect(readTokenAnswer(json({ access_token: 'a' }))).toEqual({ accessToken: 'a', refreshToken: '', expiresInSeconds: 3600, scope: '' });
	});

	it.each([['invalid_grant', 'invalid_username_or_password', /licence/], ['invalid_client', '', /SM303010/], ['unsupported_grant_type', '', /another way/]])('%s', (error, error_description, remedy) => {
		const refuse = (): unknown => readTokenAnswer(json({ error, ...(error_description && { error_description }) }, 400));
		expect(refuse).toThrow(FatalError);
		expect(refuse).toThrow(error_description || error);
		try {
			refuse();
		} catch (caught) {
			expect((caught as FatalError).facts).toMatchObject({ code: error, remedy: expect.stringMatching(remedy) as string });
		}
	});

	it.each([['no seat', answer(200, '<html><title>API Login Limit</title></html>')], ['an outage', answer(503)], ['no token', json({})]])('%s may pass', (_name, response) => {
		expect(() => readTokenAnswer(response)).toThrow(RetryableError);
	});
});
