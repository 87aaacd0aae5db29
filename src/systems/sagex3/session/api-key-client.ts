import type { Clock, Http } from '../../../contracts';
import { withRetry } from '../../../core/http/retry-http';
import { wrongCredential } from '../identity';
import type { Signer } from './signer';
import { readTokenAnswer } from './token-answer';
import { clientTokenRequest, type ApiKeyClient } from './token-requests';

interface Held {
	readonly accessToken: string;
	readonly freshUntilMs: number;
}

/** Client credentials and an API key (reference sage-x3 2.3, unconfirmed): no refresh token, a new token each time. */
export const apiKeySigner = (http: Http, clock: Clock, client: ApiKeyClient): Signer => {
	if ([client.tokenUrl, client.clientId, client.clientSecret, client.apiKey].some((part) => part.trim() === '')) {
		throw wrongCredential('it lacks the token address, the client ID, the client secret or the API key', 'Fill in the missing parts of the credential.');
	}
	const patient = withRetry(http, { clock });
	let held: Promise<Held> | undefined;

	const ask = async (signal?: AbortSignal): Promise<Held> => {
		const askedAtMs = clock.now();
		const { accessToken, expiresInSeconds } = readTokenAnswer(await patient.send({ ...clientTokenRequest(client), ...(signal && { signal }) }), 'ask for a token', 'client');
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
