import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { basicLoginRequest, readTokenAnswer } from '../src/systems/anaplan/authentication';
import { hostField, regionField } from '../nodes/shared/anaplan/sign-in/host-fields';
import { freshToken, signWithToken, testByLogin, textIn, tokenField } from '../nodes/shared/anaplan/sign-in/token-login';
import { nodeHttp } from '../nodes/shared/context/node-http';

/**
 * Anaplan with user and password. The token is an expirable hidden field: n8n fills it by `preAuthentication`,
 * keeps it encrypted, shares it between all runs and workers, and renews it when a request answers 401.
 */
export class AnaplanApi implements ICredentialType {
	name = 'anaplanApi';

	displayName = 'Anaplan API';

	icon: Icon = { light: 'file:../nodes/Anaplan/Anaplan.svg', dark: 'file:../nodes/Anaplan/Anaplan.dark.svg' };

	documentationUrl = 'https://github.com/erp-anaplan/n8n-nodes-erp-anaplan/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		tokenField,
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			placeholder: 'integration@example.com',
			default: '',
			required: true,
			description: 'Sign-in address of the integration user. In workspaces with single sign-on it must be an exception user.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		regionField,
		hostField('api'),
		hostField('auth'),
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await freshToken(credentials, async (authUrl) =>
			readTokenAnswer(await nodeHttp(this).send(basicLoginRequest(authUrl, textIn(credentials, 'user'), textIn(credentials, 'password')))));
	}

	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return await signWithToken(credentials, request);
	}

	test: ICredentialTestRequest = testByLogin;
}
