import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, INodeProperties } from 'n8n-workflow';
import { hostOf } from '../src/systems/anaplan/hosts';
import { OAUTH_SCOPE } from '../src/systems/anaplan/oauth/device-grant';
import { hostField, ownUrl, regionField, testBaseUrl } from '../nodes/shared/anaplan/sign-in/host-fields';

/**
 * Anaplan with n8n's own OAuth2 (authorization code). n8n keeps the tokens in `oauthTokenData`, stores a rotated refresh
 * token with each refresh, merges refreshes of one process and puts a lock around those of several.
 */
export class AnaplanOAuth2Api implements ICredentialType {
	name = 'anaplanOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Anaplan OAuth2 API';

	icon: Icon = { light: 'file:../nodes/Anaplan/Anaplan.svg', dark: 'file:../nodes/Anaplan/Anaplan.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		regionField,
		hostField('api'),
		hostField('app'),
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: ownUrl('app', '/auth/authorize') },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: ownUrl('app', '/oauth/token') },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: OAUTH_SCOPE },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		// Anaplan takes client ID and secret in the body (reference anaplan 3).
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	/** n8n calls this before each request of an OAuth2 credential: no token leaves for an address that must not have it. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		hostOf(credentials, 'api');
		hostOf(credentials, 'app');
		return {};
	}

	test: ICredentialTestRequest = {
		request: { baseURL: testBaseUrl('api'), url: '/2/0/users/me', headers: { Accept: 'application/json' } },
	};
}
