import type { Clock, Http, HttpResponse, NamedLock } from '../../../contracts';
import { readAnswer } from '../answers/classify-answer';
import { wrongCredential } from '../identity';
import type { RotationChain } from '../../../core/sessions/rotation-chain';
import { apiKeySigner } from './api-key-client';
import { connectedApplicationSigner, type ConnectedApplication } from './connected-application';
import { pairingSigner, type Pairing } from './pairing';
import type { Signer } from './signer';
import type { TokenKeeper } from './token-keeper';
import type { ApiKeyClient } from './token-requests';

interface Ways {
	readonly 'connected application': ConnectedApplication;
	readonly pairing: Pairing & { readonly chain: RotationChain; readonly lock: NamedLock; readonly tokens: TokenKeeper };
	readonly 'api key': ApiKeyClient;
	readonly basic: { readonly user: string; readonly password: string };
	/** The `Http` that was given signs requests itself. */
	readonly carried: object;
}

type SignInBy<W extends keyof Ways> = { readonly [K in W]: { readonly way: K } & Ways[K] }[W];

/** How requests are signed. */
export type SignIn = SignInBy<keyof Ways>;

const fixed = (headers: Readonly<Record<string, string>>): Signer => ({ headers: async () => headers, renew: async () => false });

const basicSigner = (user: string, password: string): Signer => {
	if (user.trim() === '' || user.includes(':')) throw wrongCredential('the user has no name that can be sent', 'Fill in the user of the credential; a colon cannot be part of it.');
	return fixed({ authorization: `Basic ${Buffer.from(`${user.trim()}:${password}`, 'utf8').toString('base64')}` });
};

const SIGNERS: { readonly [W in keyof Ways]: (signIn: SignInBy<W>, http: Http, clock: Clock) => Signer } = {
	'connected application': (signIn, _http, clock) => connectedApplicationSigner(signIn, clock),
	pairing: ({ chain, lock, tokens, ...pairing }, http, clock) => pairingSigner({ http, chain, lock, tokens, now: () => clock.now() }, pairing),
	'api key': (signIn, http, clock) => apiKeySigner(http, clock, signIn),
	basic: ({ user, password }) => basicSigner(user, password),
	carried: () => fixed({}),
};

/** @throws FatalError when parts are missing */
export const signerOf = <W extends keyof Ways>(http: Http, clock: Clock, signIn: SignInBy<W>): Signer => SIGNERS[signIn.way](signIn, http, clock);

/** A good answer of many megabytes is not read for this: only its first letter is looked at. */
const asksToSignIn = (response: HttpResponse): boolean => {
	if (response.status >= 200 && response.status < 300) return /^[\s\uFEFF]*</.test(response.body.subarray(0, 64).toString('utf8'));
	return readAnswer(response).verdict?.action === 'sign-in';
};

/**
 * Signs every sending by itself, so that a pause before a retry costs no token its life.
 *
 * **A token that dies in the middle is renewed without repeating or skipping a page.** Who is refused for want of a token was not served: no
 * page was given, and the place in the list is in the request itself. The very same request is sent once more with a new token, and its
 * answer is the answer to the first. A second refusal is given back as it is.
 */
export const signedHttp = (http: Http, signer: Signer): Http => ({
	async send(request) {
		const signed = await signer.headers(request.signal);
		const response = await http.send({ ...request, headers: { ...request.headers, ...signed } });
		if (!asksToSignIn(response) || !(await signer.renew(signed, response, request.signal))) return response;
		return await http.send({ ...request, headers: { ...request.headers, ...await signer.headers(request.signal) } });
	},
});
