import type { IAuthenticateGeneric, ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestHelper, INodeProperties } from 'n8n-workflow';
import { checkBaseUrl } from '../src/core/http/trusted-hosts';
import { basicLoginRequest, readTokenAnswer } from '../src/systems/anaplan/authentication';

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
		{
			displayName: 'Token',
			name: 'token',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
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
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: 'https://api.anaplan.com',
			required: true,
			description: 'Base of the Integration API. Regions us9, eu3, eu5, gb1, sg1, ae1, in1, id1 and me1 use https://{region}.api.anaplan.com, ca1 https://ca1a.api.anaplan.com, au1 https://au1a.api2.anaplan.com.',
		},
		{
			displayName: 'Authentication URL',
			name: 'authUrl',
			type: 'string',
			default: 'https://auth.anaplan.com',
			required: true,
			description: 'Base of the authentication service. Regions us9, eu3, eu5, gb1, sg1, ae1, in1, id1 and me1 use https://{region}.auth.anaplan.com, ca1 https://ca1a.auth.anaplan.com, au1 https://au1a.app2.anaplan.com.',
		},
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const authUrl = checkBaseUrl(String(credentials.authUrl)).href;
		const request = basicLoginRequest(authUrl, String(credentials.user), String(credentials.password));
		const answer = (await this.helpers.httpRequest({
			method: request.method,
			url: request.url,
			headers: { ...request.headers },
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})) as { statusCode: number; headers: Record<string, string>; body: unknown };
		const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '');
		const token = readTokenAnswer({ status: answer.statusCode, headers: answer.headers, body: Buffer.from(body, 'utf8') });
		return { token: token.value };
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=AnaplanAuthToken {{$credentials.token}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.apiUrl}}', url: '/2/0/users/me', headers: { Accept: 'application/json' } },
	};
}
