import type { IAuthenticateGeneric, ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { hostOf, type AnaplanToken } from '../../../../src/systems/anaplan';

/** What the ways of signing in have in common that get an AnaplanAuthToken: user and password, certificate. */

export const tokenField: INodeProperties = {
	displayName: 'Token',
	name: 'token',
	type: 'hidden',
	typeOptions: { expirable: true, password: true },
	default: '',
};

export const signWithToken: IAuthenticateGeneric = {
	type: 'generic',
	properties: { headers: { Authorization: '=AnaplanAuthToken {{$credentials.token}}' } },
};

/** For `preAuthentication`. Both addresses are checked before the first secret leaves. */
export const freshToken = async (credentials: ICredentialDataDecryptedObject, logIn: (authUrl: string) => Promise<AnaplanToken>): Promise<{ token: string }> => {
	hostOf(credentials, 'api');
	return { token: (await logIn(hostOf(credentials, 'auth'))).value };
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
