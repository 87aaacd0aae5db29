import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { textIn } from '../../sign-in/credential-text';
import type { CredentialWay } from './trial';

/** What people copy behind the server's own address, as the client leaves it out. */
const BEHIND_THE_SERVER = /\/(?:xtrem|api1|sdata|syracuse-main)(?:\/.*)?$/i;

/** The URL that is registered is nearly always that of the API itself; a slash at its end counts (reference sage-x3 2.1). */
const audienceIn = (credentials: ICredentialDataDecryptedObject): string => {
	const own = textIn(credentials, 'audience').trim();
	return own === '' ? `${textIn(credentials, 'serverUrl').trim().replace(/\/+$/, '').replace(BEHIND_THE_SERVER, '')}/xtrem/api` : own;
};

/** A connected application signs its own tokens (reference sage-x3 2.1). */
export const connectedApplication: CredentialWay = {
	signIn: (credentials) => ({
		way: 'connected application', clientId: textIn(credentials, 'clientId'), secret: textIn(credentials, 'clientSecret'), user: textIn(credentials, 'user'),
		audience: audienceIn(credentials), ...(typeof credentials.validitySeconds === 'number' && { tokenSeconds: credentials.validitySeconds }),
	}),
	secrets: (credentials) => [textIn(credentials, 'clientSecret').trim()].filter((secret) => secret !== ''),
};
