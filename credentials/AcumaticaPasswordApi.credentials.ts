import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { freshToken, signWithToken } from '../nodes/shared/acumatica/sign-in/password-token';
import { TEST_SITE } from '../nodes/shared/acumatica/sign-in/site-address';
import { placeFields, siteUrlField, tenantField } from '../nodes/shared/acumatica/sign-in/site-fields';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/**
 * Acumatica with OAuth2 for user and password (resource owner password). n8n keeps the tokens in the two hidden fields,
 * encrypted and for all workers, and asks for fresh ones when a request answers 401; see nodes/shared/acumatica/sign-in/password-token.
 */
export class AcumaticaPasswordApi implements ICredentialType {
	name = 'acumaticaPasswordApi';

	displayName = 'Acumatica Password API';

	icon: Icon = { light: 'file:../nodes/Acumatica/Acumatica.svg', dark: 'file:../nodes/Acumatica/Acumatica.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{ displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
		{ displayName: 'Sign-In Secret', name: 'signInSecret', type: 'hidden', typeOptions: { password: true }, default: '' },
		siteUrlField,
		tenantField('Login name of the tenant. Leave empty if the client ID names it behind the @.'),
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true, placeholder: '5E3B8A70-41D2-4C55-9A0C-6D2F1B7C9E01@HarborMills', description: 'ID of the connected application (form SM303010), with the tenant behind @' },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'User', name: 'user', type: 'string', default: '', required: true, placeholder: 'planner-api', description: 'Login name of the API user' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', required: true },
		...placeFields,
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await freshToken(this, credentials);
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await signWithToken(credentials, request);
	}

	test: ICredentialTestRequest = {
		request: { baseURL: TEST_SITE, url: '/entity', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' } },
	};
}
