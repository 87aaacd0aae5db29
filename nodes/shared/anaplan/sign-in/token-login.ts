import type { ICredentialDataDecryptedObject, ICredentialTestRequest, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { hostOf, type AnaplanToken } from '../../../../src/systems/anaplan';
import { authorizationValue } from '../../../../src/systems/anaplan/authentication';
import { afterTrial, noteTrial, TRIAL_HEADER } from '../../sign-in/trial-step';
import { testBaseUrl } from './host-fields';

/** What the ways of signing in have in common that get an AnaplanAuthToken: user and password, certificate. */

export const tokenField: INodeProperties = {
	displayName: 'Token',
	name: 'token',
	type: 'hidden',
	typeOptions: { expirable: true, password: true },
	default: '',
};

/** For `authenticate`. The stored token is worth nothing to a test until user and password, or the certificate, were tried. */
export const signWithToken = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
	const { request: asked } = afterTrial('Anaplan', credentials, request);
	return { ...asked, headers: { ...asked.headers, Authorization: authorizationValue(textIn(credentials, 'token')) } };
};

/** Signs in, then asks who that is. */
export const testByLogin: ICredentialTestRequest = {
	request: { baseURL: testBaseUrl('api'), url: '/2/0/users/me', headers: { Accept: 'application/json', [TRIAL_HEADER]: 'yes' } },
};

/** For `preAuthentication`: always a new login. Both addresses are checked before the first secret leaves. */
export const freshToken = async (credentials: ICredentialDataDecryptedObject, logIn: (authUrl: string) => Promise<AnaplanToken>): Promise<{ token: string }> => {
	hostOf(credentials, 'api');
	const { value } = await logIn(hostOf(credentials, 'auth'));
	noteTrial(credentials);
	return { token: value };
};

/** Where a device sign-in stands, as text; see device-session for why there are two places. */
export const storedSignIn = (credentials: ICredentialDataDecryptedObject): string => {
	const { oauthTokenData: copy } = credentials;
	return textIn(credentials, 'signInSecret') || (typeof copy === 'object' && copy !== null && 'signInSecret' in copy ? String(copy.signInSecret) : '');
};

/** Text of a field, whatever n8n holds in it. */
export const textIn = (credentials: ICredentialDataDecryptedObject, name: string): string => {
	const value = credentials[name];
	return typeof value === 'string' ? value : '';
};
