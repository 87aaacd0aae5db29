import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { basic } from '../nodes/shared/sagex3/sign-in/basic';
import { apiField, endpointField, graphqlUrlField, SAGEX3_SERVER, serverUrlField } from '../nodes/shared/sagex3/sign-in/place-fields';
import { sign, tryOut } from '../nodes/shared/sagex3/sign-in/trial';
import { guardedAddress } from '../nodes/shared/sign-in/guarded-address';
import { certificateFields } from '../nodes/shared/sign-in/server-certificate';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/**
 * A Sage X3 server with user and password, which go with every request: the usual way of classic REST on premises. The server may be any web
 * server that answers with 200, so the test reads a record inside `preAuthentication`, with what is in the form.
 */
export class SageX3BasicApi implements ICredentialType {
	name = 'sageX3BasicApi';

	displayName = 'Sage X3 Basic API';

	icon: Icon = { light: 'file:../nodes/SageX3/SageX3.svg', dark: 'file:../nodes/SageX3/SageX3.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		// Without such a field n8n would never ask for a sign-in. It stays empty: no test passes by the one before.
		{ displayName: 'Always Empty', name: 'alwaysEmpty', type: 'hidden', typeOptions: { expirable: true }, default: '' },
		serverUrlField,
		// Beside the address, so that an opt-out is seen without scrolling.
		...certificateFields(SAGEX3_SERVER),
		endpointField,
		{ displayName: 'User', name: 'user', type: 'string', default: '', required: true, placeholder: 'ANAPLAN', description: 'Login of the Syracuse user, who is mapped to a user of Sage X3. The server has to allow "basic" in session.auth.' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', required: true },
		apiField,
		graphqlUrlField,
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		await tryOut(this, credentials, basic);
		return {};
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await sign(credentials, request, basic);
	}

	/** The trial above is the test; this request only proves that the server still answers after it. */
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ ${guardedAddress('$credentials', 'serverUrl')} }}`, url: '/', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' }, ignoreHttpStatusErrors: true },
	};
}
