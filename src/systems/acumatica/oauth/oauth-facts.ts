import { FatalError } from '../../../core/errors';
import { SYSTEM, siteOf } from '../identity';

/** What an OAuth2 client has to know about a site (reference acumatica 2.1). There is no client-credentials flow. */
export interface OAuthFacts {
	readonly discoveryUrl: string;
	readonly authorizeUrl: string;
	readonly tokenUrl: string;
	readonly userInfoUrl: string;
	readonly revocationUrl: string;
	/** With the refresh token the session is kept by refreshing and needs no sign-out. */
	readonly scope: string;
}

export const OAUTH_SCOPE = 'api offline_access';

export const oauthFacts = (siteUrl: string): OAuthFacts => {
	const identity = `${siteOf(siteUrl)}/identity`;
	return {
		discoveryUrl: `${identity}/.well-known/openid-configuration`, authorizeUrl: `${identity}/connect/authorize`, tokenUrl: `${identity}/connect/token`,
		userInfoUrl: `${identity}/connect/userinfo`, revocationUrl: `${identity}/connect/revocation`, scope: OAUTH_SCOPE,
	};
};

/**
 * `GUID@Tenant`. The part behind `@` decides the tenant; without it the sign-in fails (reference acumatica 2.1, 12.21).
 *
 * @param tenant added where the id has none; must agree with the id's own where it has one
 * @throws FatalError
 */
export const clientIdWithTenant = (clientId: string, tenant = ''): string => {
	const [id = '', own = '', ...rest] = clientId.trim().split('@');
	const wanted = tenant.trim();
	const refuse = (said: string): FatalError => new FatalError({
		system: SYSTEM, operation: 'use the credential', said,
		remedy: 'Copy the client id from Connected Applications (SM303010): it looks like 6B1D…@Tenant, with the login name of the tenant.',
	});
	if (id === '' || rest.length > 0) throw refuse('the client id is not of the form id@tenant');
	if (own === '' && wanted === '') throw refuse('the client id names no tenant');
	if (own !== '' && wanted !== '' && own.toLowerCase() !== wanted.toLowerCase()) throw refuse(`the client id is for tenant "${own}" and not for "${wanted}"`);
	return `${id}@${own || wanted}`;
};

/** The tenant of a client id, '' when it has none. */
export const tenantOf = (clientId: string): string => clientId.trim().split('@')[1] ?? '';
