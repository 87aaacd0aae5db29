import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { clientCredentials } from '../nodes/shared/sagex3/sign-in/client-credentials';
import { apiField, endpointField, graphqlUrlField, serverUrlField, tokenFields } from '../nodes/shared/sagex3/sign-in/place-fields';
import { freshTokens, signWithStored } from '../nodes/shared/sagex3/sign-in/stored-token';
import { guardedAddress } from '../nodes/shared/sign-in/guarded-address';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/** A gateway that gives tokens to client credentials and asks for an API key. Seen in the market; no page of Sage describes it. */
export class SageX3ClientCredentialsApi implements ICredentialType {
	name = 'sageX3ClientCredentialsApi';

	displayName = 'Sage X3 Client Credentials API';

	icon: Icon = { light: 'file:../nodes/SageX3/SageX3.svg', dark: 'file:../nodes/SageX3/SageX3.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		...tokenFields,
		{
			displayName: 'Unconfirmed: no page of Sage describes this way of signing in. Use it where your gateway has given you exactly these values.',
			name: 'unconfirmed', type: 'notice', default: '',
		},
		{ displayName: 'Token URL', name: 'tokenUrl', type: 'string', default: '', required: true, placeholder: 'https://login.example.com/oauth/token', description: 'Whole address that gives tokens' },
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'Audience', name: 'audience', type: 'string', default: '', placeholder: 'https://x3.example.com/api', description: 'Audience of the token. Leave empty if you were given none.' },
		{ displayName: 'API Key', name: 'apiKey', type: 'string', typeOptions: { password: true }, default: '', required: true, description: 'Goes with every request as X-API-Key' },
		{
			displayName: 'Asked By', name: 'askedBy', type: 'options', options: [{ name: 'Form', value: 'form' }, { name: 'JSON', value: 'json' }], default: 'form',
			description: 'How the question to the token URL is written',
		},
		serverUrlField,
		{ ...endpointField, displayName: 'Folder', description: 'Folder that is read. Each folder needs a credential of its own.' },
		apiField,
		graphqlUrlField,
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await freshTokens(this, credentials, clientCredentials);
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await signWithStored(credentials, request, clientCredentials);
	}

	/** The trial above is the test; this request only proves that the server still answers after it. */
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ ${guardedAddress('$credentials', 'serverUrl')} }}`, url: '/', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' }, ignoreHttpStatusErrors: true },
	};
}
