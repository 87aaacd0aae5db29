import type { Clock, Http } from '../../../contracts';
import { withRetry } from '../../../core/http/retry-http';
import type { RotatingGrant } from '../../../core/sessions/rotation-chain';
import { wrongCredential } from '../identity';
import type { Signer } from './signer';
import { readTokenAnswer } from './token-answer';
import { clientTokenRequest, type ApiKeyClient } from './token-requests';

interface Held {
	readonly accessToken: string;
	readonly freshUntilMs: number;
}

/** @throws FatalError when parts are missing */
export const checkApiKeyClient = (client: ApiKeyClient): void => {
	if ([client.tokenUrl, client.clientId, client.clientSecret, client.apiKey].some((part) => part.trim() === '')) {
		throw wrongCredential('it lacks the token address, the client ID, the client secret or the API key', 'Fill in the missing parts of the credential.');
	}
};

/** One token. @throws FatalError, RetryableError, ConnectionLostError */
export const askForToken = async (http: Http, client: ApiKeyClient, signal?: AbortSignal): Promise<RotatingGrant> => {
	checkApiKeyClient(client);
	return readTokenAnswer(await http.send({ ...clientTokenRequest(client), ...(signal && { signal }) }), 'ask for a token', 'client');
};

/** Client credentials and an API key (reference sage-x3 2.3, unconfirmed): no refresh token, a new token each time. */
export const apiKeySigner = (http: Http, clock: Clock, client: ApiKeyClient): Signer => {
	checkApiKeyClient(client);
	const patient = withRetry(http, { clock });
	let held: Promise<Held> | undefined;

	const ask = async (signal?: AbortSignal): Promise<Held> => {
		const askedAtMs = clock.now();
		const { accessToken, expiresInSeconds } = await askForToken(patient, client, signal);
		const lifeMs = expiresInSeconds * 1000;
		return { accessToken, freshUntilMs: askedAtMs + lifeMs - Math.min(30_000, lifeMs / 2) };
	};
	/** Who comes while a token is under way waits for the same one; a failure is forgotten at once. */
	const renewed = (signal?: AbortSignal): Promise<Held> => {
		const asking = ask(signal).catch((error: unknown) => {
			if (held === asking) held = undefined;
			throw error;
		});
		held = asking;
		return asking;
	};

	return {
		async headers(signal) {
			const known = await held;
			const { accessToken } = known && clock.now() < known.freshUntilMs ? known : await renewed(signal);
			return { authorization: `Bearer ${accessToken}`, 'x-api-key': client.apiKey.trim() };
		},
		async renew(refused, _response, signal) {
			const known = await held;
			if (known === undefined || refused.authorization === `Bearer ${known.accessToken}`) await renewed(signal);
			return true;
		},
	};
};
