import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { SAGE100_AGENT } from '../nodes/shared/sage100/sign-in/agent-fields';
import { sign, tryOut } from '../nodes/shared/sage100/sign-in/trial';
import { guardedAddress } from '../nodes/shared/sign-in/guarded-address';
import { certificateFields } from '../nodes/shared/sign-in/server-certificate';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/**
 * A Sage 100 agent with an API key, which goes with every request. What answers may be any web server, and its certificate has to be
 * looked at first, so the test asks the agent inside `preAuthentication`, with what is in the form (reference n8n-platform 4.2).
 */
export class Sage100Api implements ICredentialType {
	name = 'sage100Api';

	displayName = 'Sage 100 API';

	icon: Icon = { light: 'file:../nodes/Sage100/Sage100.svg', dark: 'file:../nodes/Sage100/Sage100.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		// Without such a field n8n would never ask for a sign-in. It stays empty: no test passes by the one before.
		{ displayName: 'Always Empty', name: 'alwaysEmpty', type: 'hidden', typeOptions: { expirable: true }, default: '' },
		{
			displayName: 'Agent URL',
			name: 'agentUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'https://sage-server:8443',
			description: 'Address of the Sage 100 agent, which the administrator installs on the network of Sage 100. What follows the port, such as /v1, is left out.',
		},
		{ displayName: 'API Key', name: 'apiKey', type: 'string', typeOptions: { password: true }, default: '', required: true, description: 'Made on the Sage server with the command "key add" of the agent, and shown once' },
		{ displayName: 'Company', name: 'company', type: 'string', default: '', required: true, placeholder: 'ABC', description: 'Code of the company, three letters or digits. Each company needs a credential of its own.' },
		...certificateFields(SAGE100_AGENT),
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		await tryOut(this, credentials);
		return {};
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await sign(credentials, request);
	}

	/** The trial above is the test; this request only proves that the agent still answers after it. */
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ ${guardedAddress('$credentials', 'agentUrl')} }}`, url: '/', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' }, ignoreHttpStatusErrors: true },
	};
}
