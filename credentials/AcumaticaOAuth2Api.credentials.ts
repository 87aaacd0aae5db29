import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, INodeProperties } from 'n8n-workflow';
import { OAUTH_SCOPE } from '../src/systems/acumatica';
import { ownAuthorizeUrl, ownTokenUrl, TEST_ENDPOINT, TEST_SITE } from '../nodes/shared/acumatica/sign-in/site-address';
import { checkOAuth2 } from '../nodes/shared/acumatica/sign-in/browser-sign-in';
import { placeFields, siteUrlField, tenantField } from '../nodes/shared/acumatica/sign-in/site-fields';

/**
 * Acumatica with n8n's own OAuth2 (authorization code). n8n keeps the tokens in `oauthTokenData`, stores a rotated refresh
 * token with each refresh, merges refreshes of one process and puts a lock around those of several.
 */
export class AcumaticaOAuth2Api implements ICredentialType {
	name = 'acumaticaOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Acumatica OAuth2 API';

	icon: Icon = { light: 'file:../nodes/Acumatica/Acumatica.svg', dark: 'file:../nodes/Acumatica/Acumatica.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		siteUrlField,
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01@HarborMills',
			description: 'ID of the connected application (form SM303010) as it is shown there: with @ and the login name of the tenant at its end',
		},
		tenantField('Login name of the tenant. Leave empty: the client ID decides it, and what stands here has to agree with it.'),
		...placeFields,
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: ownAuthorizeUrl },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: ownTokenUrl },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: OAUTH_SCOPE },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		// Acumatica takes client ID and secret in the body (reference acumatica 2.1).
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	/** n8n calls this before each request of an OAuth2 credential: no token leaves for an address that must not have it. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		checkOAuth2(credentials);
		return {};
	}

	test: ICredentialTestRequest = {
		request: { baseURL: TEST_SITE, url: TEST_ENDPOINT, headers: { Accept: 'application/json' } },
		rules: [{
			type: 'responseCode',
			properties: { value: 404, message: 'This site has no such endpoint version. The list Endpoint Version in the options of the node shows which ones it has.' },
		}],
	};
}
