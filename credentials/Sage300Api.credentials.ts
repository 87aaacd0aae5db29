import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { SAGE300_SERVER } from '../nodes/shared/sage300/sign-in/site-fields';
import { sign, tryOut } from '../nodes/shared/sage300/sign-in/trial';
import { guardedAddress } from '../nodes/shared/sign-in/guarded-address';
import { certificateFields } from '../nodes/shared/sign-in/server-certificate';
import { TRIAL_HEADER } from '../nodes/shared/sign-in/trial-step';

/**
 * A Sage 300 Web API with user and password, which go with every request (Basic). The server may be any web server that answers with
 * 200, so the test reads a record inside `preAuthentication`, with what is in the form (reference n8n-platform 4.2).
 */
export class Sage300Api implements ICredentialType {
	name = 'sage300Api';

	displayName = 'Sage 300 API';

	icon: Icon = { light: 'file:../nodes/Sage300/Sage300.svg', dark: 'file:../nodes/Sage300/Sage300.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		// Without such a field n8n would never ask for a sign-in. It stays empty: no test passes by the one before.
		{ displayName: 'Always Empty', name: 'alwaysEmpty', type: 'hidden', typeOptions: { expirable: true }, default: '' },
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'https://erp.example.com/Sage300WebApi',
			description: 'Address of the Sage 300 Web API with its virtual directory. What follows it, such as /v1.0/-/SAMLTD, is left out.',
		},
		// Beside the address, so that an opt-out is seen without scrolling.
		...certificateFields(SAGE300_SERVER),
		{ displayName: 'Company', name: 'company', type: 'string', default: '', required: true, placeholder: 'SAMLTD', description: 'ID of the company as in the sign-in window of Sage 300. Each company needs a credential of its own.' },
		{ displayName: 'User', name: 'user', type: 'string', default: '', required: true, placeholder: 'PLANNER', description: 'User ID in Sage 300, not in Windows. It is sent in capitals.' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '', description: 'Leave empty only if security is off for the system database' },
		{ displayName: 'Keep Password Case', name: 'keepCase', type: 'boolean', default: false, description: 'Whether to send the password as it stands here. Otherwise it is sent in capitals, as Sage 300 keeps it unless passwords are case-sensitive.' },
		{ displayName: 'Tenant Segment', name: 'tenantSegment', type: 'string', default: '-', description: 'Part of the address in front of the company; a dash on premises. Only a hosting provider may name another one.' },
		{ displayName: 'Lock Phrases', name: 'lockPhrases', type: 'string', default: '', placeholder: 'von einem anderen Benutzer gesperrt', description: 'What a server that does not speak English says when another user has locked a record, separated by semicolons. Such a refusal is tried again.' },
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		await tryOut(this, credentials);
		return {};
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await sign(credentials, request);
	}

	/** The trial above is the test; this request only proves that the server still answers after it. */
	test: ICredentialTestRequest = {
		request: { baseURL: `={{ ${guardedAddress('$credentials', 'baseUrl')} }}`, url: '/', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' }, ignoreHttpStatusErrors: true },
	};
}
