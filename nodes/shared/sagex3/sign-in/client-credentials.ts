import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { Fingerprint } from '../../../../src/core/fingerprint';
import { askForToken, listFolders, SageX3Gateway, type ApiKeyClient } from '../../../../src/systems/sagex3';
import { nodeClock } from '../../context/node-clock';
import { textIn } from '../../sign-in/credential-text';
import { placeIn } from './place-fields';
import type { TokenWay } from './stored-token';

const clientIn = (credentials: ICredentialDataDecryptedObject): ApiKeyClient => {
	const text = (name: string): string => textIn(credentials, name).trim();
	return {
		tokenUrl: text('tokenUrl'), clientId: text('clientId'), clientSecret: text('clientSecret'), audience: text('audience'), apiKey: text('apiKey'),
		tokenCall: credentials.askedBy === 'json' ? 'json' : 'form',
	};
};

/** Client credentials with an API key (reference sage-x3 2.3, unconfirmed): a new token each time, and no refresh token. */
export const clientCredentials: TokenWay = {
	owner(credentials) {
		const { tokenUrl, clientId, audience = '' } = clientIn(credentials);
		const owner = new Fingerprint();
		owner.add(['sagex3 client 1', tokenUrl, clientId, audience]);
		return owner.digest();
	},
	renew: async (http, credentials) => ({ ...await askForToken(http, clientIn(credentials)), refreshToken: '' }),
	headers: (credentials) => ({ 'x-api-key': clientIn(credentials).apiKey }),
	place: async (_http, credentials) => placeIn(credentials),
	folders: async (http, credentials, asking = {}) => await listFolders(new SageX3Gateway({ http, clock: nodeClock, ...asking }), placeIn(credentials).serverUrl),
	typedSecrets: (credentials) => ['clientSecret', 'apiKey'].map((name) => textIn(credentials, name).trim()).filter((secret) => secret !== ''),
};
