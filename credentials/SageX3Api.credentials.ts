import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { connectedApplication } from '../nodes/shared/sagex3/sign-in/connected-application';
import { endpointField, graphqlUrlField, SAGEX3_SERVER, serverUrlField } from '../nodes/shared/sagex3/sign-in/place-fields';
import { sign, tryOut } from '../nodes/shared/sagex3/sign-in/trial';
import { guardedAddress } from '../nodes/shared/sign-in/guarded-address';
import { certificateFields } from '../nodes/shared/sign-in/server-certificate';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/**
 * A connected application of an own Sage X3 server. There is no service that gives tokens: each is signed here, and by the server's clock,
 * which only its answers tell. So the test reads a record inside `preAuthentication`, with what is in the form (reference n8n-platform 4.2).
 */
export class SageX3Api implements ICredentialType {
	name = 'sageX3Api';

	displayName = 'Sage X3 API';

	icon: Icon = { light: 'file:../nodes/SageX3/SageX3.svg', dark: 'file:../nodes/SageX3/SageX3.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		// Without such a field n8n would never ask for a sign-in. It stays empty: no test passes by the one before.
		{ displayName: 'Always Empty', name: 'alwaysEmpty', type: 'hidden', typeOptions: { expirable: true }, default: '' },
		serverUrlField,
		// Beside the address, so that an opt-out is seen without scrolling.
		...certificateFields(SAGEX3_SERVER),
		endpointField,
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true, description: 'Of the connected application (Administration > Settings > Authentication > Connected applications)' },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', typeOptions: { password: true }, default: '', required: true },
		{ displayName: 'Allowed User', name: 'user', type: 'string', default: '', placeholder: 'ANAPLAN', description: 'The allowed user of the connected application, written as it stands there. Leave empty if it names none.' },
		{
			displayName: 'Registered URL', name: 'audience', type: 'string', default: '', placeholder: 'https://x3.example.com:8124/xtrem/api',
			description: 'The URL of the connected application, letter by letter: a slash too many is error 45. Leave empty if it is the server URL followed by /xtrem/api.',
		},
		{ displayName: 'Validity (Seconds)', name: 'validitySeconds', type: 'number', typeOptions: { minValue: 20 }, default: 300, description: 'How long each token counts. No longer than the validity of the connected application.' },
		graphqlUrlField,
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		await tryOut(this, credentials, connectedApplication);
		return {};
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await sign(credentials, request, connectedApplication);
	}

	/** The trial above is the test; this request only proves that the server still answers after it. */
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ ${guardedAddress('$credentials', 'serverUrl')} }}`, url: '/', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' }, ignoreHttpStatusErrors: true },
	};
}
