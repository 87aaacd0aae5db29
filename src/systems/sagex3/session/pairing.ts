import type { Http, NamedLock } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { Fingerprint } from '../../../core/fingerprint';
import { isJsonObject, jsonText, parseExactBody } from '../../../core/json';
import type { RotatingGrant, RotationChain } from '../../../core/sessions/rotation-chain';
import { addressOf, SYSTEM, wrongCredential } from '../identity';
import type { Signer } from './signer';
import { readTokenAnswer, tokenMark } from './token-answer';
import { exchangeCodeRequest, refreshTokenRequest, type PairedApplication } from './token-requests';
import type { HeldTokens, TokenKeeper } from './token-keeper';

/** One pairing belongs to one customer. */
export interface Pairing extends PairedApplication {
	/** The refresh token with which the pairing began; those that follow are kept elsewhere. Empty where it begins with a code. */
	readonly refreshToken: string;
	/** The code of the pairing's callback, which is good for the first pair of tokens and no other. */
	readonly begunBy?: { readonly code: string; readonly redirectUri: string };
}

/** A code is exchanged once, as a refresh token is, so both are links of one chain; no refresh token has a blank in it. */
const CODE = 'code of the pairing ';

const firstOf = ({ refreshToken, begunBy }: Pairing): string => {
	const own = refreshToken.trim();
	const code = begunBy?.code.trim() ?? '';
	return own === '' && code !== '' ? `${CODE}${code}` : own;
};

export interface PairingParts {
	/** Carries token calls; nothing of it signs them. */
	readonly http: Http;
	/** One per process. */
	readonly chain: RotationChain;
}

/** Whose tokens they are: with another first refresh token it is another pairing. Holds no secret itself. */
export const pairingOwner = (pairing: Pairing): string => {
	const { gatewayUrl, clientId, clientSecret } = pairing;
	const owner = new Fingerprint();
	owner.add(['sagex3 pairing 1', addressOf(gatewayUrl), clientId.trim(), clientSecret, firstOf(pairing)]);
	return owner.digest();
};

/** The first pair of tokens. @throws FatalError, RetryableError, ConnectionLostError */
export const exchangeCode = async (http: Http, application: PairedApplication, code: string, redirectUri: string): Promise<RotatingGrant> =>
	readTokenAnswer(await http.send(exchangeCodeRequest(application, code, redirectUri)), 'exchange the code of the pairing', 'pairing');

/**
 * A fresh access token, with the refresh token that goes on from here; both have to be kept before they are used.
 *
 * **Two runs do not lock the customer out.** A refresh token dies with its exchange, and whoever sends it again may end the pairing, which
 * only a person can begin anew (reference sage-x3 12.20). The chain sends no token twice from this process, and leads who comes with an old one
 * to the newest pair (its proof is above it).
 *
 * @throws FatalError when the pairing has ended, RetryableError, ConnectionLostError
 */
export const renewPairing = async ({ http, chain }: PairingParts, pairing: Pairing, held: HeldTokens): Promise<RotatingGrant> => {
	const first = firstOf(pairing);
	if (first === '') throw wrongCredential('it holds neither a refresh token nor the code of a pairing', 'Pair the application with the customer.');
	const exchange = async (token: string): Promise<RotatingGrant> => {
		if (pairing.begunBy && token.startsWith(CODE)) return await exchangeCode(http, pairing, token.slice(CODE.length), pairing.begunBy.redirectUri.trim());
		return readTokenAnswer(await http.send(refreshTokenRequest(pairing, token)), 'refresh the pairing', 'pairing', tokenMark(token));
	};
	return await chain.renew({ identity: pairingOwner(pairing), refreshToken: held.refreshToken || first, spent: held.accessToken }, exchange);
};

export interface PairingSignerParts extends PairingParts {
	/** Shared by all who use the pairing, over processes where there are several. */
	readonly lock: NamedLock;
	readonly tokens: TokenKeeper;
	/** The worker's clock, for ages only. */
	readonly now: () => number;
}

/** Of five minutes, so much may pass between taking a token and its arrival. */
const RESERVE_MS = 30_000;

/**
 * Signs with the tokens of a pairing and keeps the rotating one safe.
 *
 * **One at a time.** Who needs a token takes the lock of this pairing and then reads what is kept: what another run has refreshed meanwhile
 * is found there and used. Only if that is spent as well it is exchanged, and the new pair is **kept before anybody uses it**, still under
 * the lock. If keeping it fails, the chain of this process still leads from the old token to the new pair, and the next who comes keeps it.
 *
 * **No exchange that cannot be kept.** In a run whose state is thrown away an exchange would leave a dead token behind for all others, so it
 * is refused before it is begun.
 */
export const pairingSigner = (parts: PairingSignerParts, pairing: Pairing): Signer => {
	const { chain, http, lock, tokens, now } = parts;
	if (pairing.refreshToken.trim() === '') throw wrongCredential('it holds no refresh token', 'Pair the application with the customer and put the refresh token into the credential.');
	const owner = pairingOwner(pairing);
	let current: { readonly accessToken: string; readonly freshUntilMs: number } | undefined;

	const use = (held: HeldTokens): string => {
		current = { accessToken: held.accessToken, freshUntilMs: held.freshUntilMs };
		return held.accessToken;
	};
	const obtain = (spent: string, signal?: AbortSignal): Promise<string> => lock.hold(`sagex3 pairing ${owner}`, async () => {
		const kept = await tokens.load();
		if (kept && kept.accessToken !== spent && now() < kept.freshUntilMs) return use(kept);
		tokens.checkWritable();
		const askedAtMs = now();
		const grant = await renewPairing({ http, chain }, pairing, { accessToken: spent, refreshToken: kept?.refreshToken ?? '', freshUntilMs: 0 });
		const lifeMs = grant.expiresInSeconds * 1000;
		const held = { accessToken: grant.accessToken, refreshToken: grant.refreshToken, freshUntilMs: askedAtMs + lifeMs - Math.min(RESERVE_MS, lifeMs / 2) };
		await tokens.save(held);
		return use(held);
	}, signal);

	return {
		async headers(signal) {
			const isFresh = current !== undefined && now() < current.freshUntilMs;
			return { authorization: `Bearer ${isFresh && current ? current.accessToken : await obtain('', signal)}` };
		},
		async renew(refused, _response, signal) {
			const spent = (refused.authorization ?? '').replace(/^Bearer /, '');
			if (current?.accessToken === spent) await obtain(spent, signal);
			return true;
		},
	};
};

/** What the gateway posts when the customer has accepted (reference sage-x3 2.2). */
export interface PairingCallback {
	readonly code: string;
	/** From now on; of another region where the customer lives there. */
	readonly gatewayUrl: string;
}

const GATEWAY_HOST = /^api\.[a-z0-9-]+-sagex3\.com$/;

const refuse = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'read the callback of the pairing', said, remedy: 'Begin the pairing again from the address that was made for it.',
});

/**
 * Reads the callback, as JSON or as a form. Another region counts only among Sage's own gateways, because the client secret is sent there.
 *
 * @throws FatalError when it is not the answer to this pairing
 */
export const readPairingCallback = (body: string, wish: { readonly gatewayUrl: string; readonly state: string }): PairingCallback => {
	const parsed = parseExactBody(Buffer.from(body, 'utf8'));
	const form = new URLSearchParams(body);
	const member = (name: string): string => (isJsonObject(parsed) ? jsonText(parsed[name]) : form.get(name) ?? '');
	const own = addressOf(wish.gatewayUrl);
	const code = member('authorizationCode') || member('code');
	if (code === '') throw refuse('it carries no authorization code');
	if (wish.state === '' || member('state') !== wish.state) throw refuse('it does not carry the state of this pairing');
	const endpoint = member('endpoint');
	if (endpoint === '') return { code, gatewayUrl: own };
	const [handed, configured] = [new URL(addressOf(endpoint)), new URL(own)];
	const isTrusted = handed.origin === configured.origin
		|| (handed.protocol === 'https:' && handed.port === '' && GATEWAY_HOST.test(handed.hostname) && GATEWAY_HOST.test(configured.hostname));
	if (!isTrusted) throw refuse(`${handed.host} is no gateway of Sage, so nothing was sent there`);
	return { code, gatewayUrl: addressOf(endpoint).replace(/\/v1$/, '') };
};
