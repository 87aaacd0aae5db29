import type { Clock, Http } from '../../../contracts';
import { FatalError, type ErrorFacts } from '../../../core/errors';
import type { RotationChain } from '../../../core/sessions/rotation-chain';
import { SYSTEM } from '../refusals';
import { deviceCodeRequest, readDeviceCode, readGrant, redeemRequest, tokenRefreshRequest, type DeviceCode, type Grant } from './device-grant';
import { clientKey, type DeviceClient, type DeviceState } from './device-state';
import { OAuthRefusal } from './oauth-refusal';

/** Nobody has signed in, or the sign-in has ended. */
export class DeviceSignedOut extends FatalError {}

/** A code waits for a person. Address and user code may be shown; the device code is not in here. */
export class DeviceSignInPending extends FatalError {
	readonly challenge: Omit<DeviceCode, 'deviceCode' | 'lifeSeconds'>;

	constructor(facts: ErrorFacts, { deviceCode: _secret, lifeSeconds: _life, ...challenge }: DeviceCode) {
		super(facts);
		this.challenge = challenge;
	}
}

/** What somebody asks for beyond what the state itself calls for: a code if one is needed, or a new sign-in whatever there is. */
export type Wish = 'code' | 'afresh';

export interface DeviceSession {
	/** The access token; empty unless signed in. */
	readonly token: string;
	readonly state: DeviceState;
}

export interface SignInTools {
	readonly http: Http;
	readonly clock: Pick<Clock, 'now'>;
	/** One per process. */
	readonly chain: RotationChain;
}

/** So much of its life a code must have left to be shown again. */
const WORTH_SHOWING_MS = 120_000;
const SLOWER_SECONDS = 5;

const signedOut = (problem: string): DeviceSession => ({ token: '', state: { step: 'signedOut', problem } });

const pending = (code: DeviceCode, askedAtMs: number, nowMs: number): DeviceSession =>
	({ token: '', state: { step: 'pending', code, askedAtMs, nextPollAtMs: nowMs + code.intervalSeconds * 1000 } });

const requested = async ({ http, clock }: SignInTools, { appUrl, clientId }: DeviceClient): Promise<DeviceSession> => {
	const askedAtMs = clock.now();
	return pending(readDeviceCode(await http.send(deviceCodeRequest(appUrl, clientId)), clock.now()), askedAtMs, clock.now());
};

/** Words that say: not yet. */
const NOT_YET: Readonly<Record<string, number>> = { authorization_pending: 0, slow_down: SLOWER_SECONDS };

/** Words that end a code, as people read them. */
const CODE_ENDED: Readonly<Record<string, string>> = {
	expired_token: 'the code has expired before it was entered',
	access_denied: 'the sign-in was denied',
	invalid_grant: 'the code is no longer good: it was used already, or its answer was lost',
};

const granted = (grant: Grant): DeviceSession => {
	if (grant.refreshToken === '') return signedOut('Anaplan gave no refresh token: the client must be allowed the scope offline_access');
	return { token: grant.accessToken, state: { step: 'signedIn', refreshToken: grant.refreshToken } };
};

type Pending = Extract<DeviceState, { step: 'pending' }>;

/** Somebody else may poll for the same code: not before its time, unless the clock was set back meanwhile. */
const isTooEarly = ({ nextPollAtMs, code }: Pending, nowMs: number): boolean => nowMs < nextPollAtMs && nextPollAtMs - nowMs <= code.intervalSeconds * 1000;

const redeemed = async ({ http, clock }: SignInTools, { appUrl, clientId }: DeviceClient, state: Pending): Promise<DeviceSession> => {
	if (isTooEarly(state, clock.now())) return { token: '', state };
	try {
		return granted(readGrant(await http.send(redeemRequest(appUrl, clientId, state.code.deviceCode)), 'redeem the sign-in code'));
	} catch (caught) {
		if (!(caught instanceof OAuthRefusal)) throw caught;
		const slower = Object.hasOwn(NOT_YET, caught.word) ? NOT_YET[caught.word] : undefined;
		if (slower !== undefined) return pending({ ...state.code, intervalSeconds: state.code.intervalSeconds + slower }, state.askedAtMs, clock.now());
		const problem = Object.hasOwn(CODE_ENDED, caught.word) ? CODE_ENDED[caught.word] : undefined;
		if (problem === undefined) throw caught;
		return signedOut(problem);
	}
};

const REFRESH_ENDED = [
	'Sign in again: run Sign-In: Request Code, enter the code, run Sign-In: Redeem Code.',
	'A refresh token ends when it was not used for its lifetime, when the administrator revokes it,',
	'and, if it rotates, when another worker or another instance of n8n has used it: with several workers use a client whose refresh tokens do not rotate.',
].join(' ');

const refreshed = async ({ http, chain }: SignInTools, client: DeviceClient, refreshToken: string, spent: string): Promise<DeviceSession> => {
	const exchange = async (current: string): Promise<Grant> =>
		readGrant(await http.send(tokenRefreshRequest(client.appUrl, client.clientId, current)), 'refresh the sign-in');
	try {
		return granted(await chain.renew({ identity: clientKey(client), refreshToken, spent }, exchange));
	} catch (caught) {
		if (!(caught instanceof OAuthRefusal) || caught.word !== 'invalid_grant') throw caught;
		// Not stored as signed out: another worker may just have stored a newer token, which this must not overwrite.
		throw new DeviceSignedOut({ ...caught.facts, remedy: REFRESH_ENDED, cause: caught });
	}
};

/**
 * The next step of a sign-in, and what is to be stored after it: before the new token is used for anything.
 *
 * signed in → the refresh token is exchanged. A code is pending → it is redeemed once, not before its time. Signed out
 * → nothing happens without a wish: a schedule that finds nobody signed in must not ask for codes that nobody enters.
 * @param token what is stored as access token now; it was refused, or is empty
 * @throws DeviceSignedOut when the refresh token is dead, OAuthRefusal, RetryableError, ConnectionLostError
 */
export const nextStep = async (tools: SignInTools, client: DeviceClient, { token, state }: DeviceSession, wish?: Wish): Promise<DeviceSession> => {
	if (wish === 'afresh') return await requested(tools, client);
	if (state.step === 'pending') {
		const next = await redeemed(tools, client, state);
		return wish && wantsCode(next.state, tools.clock.now()) ? await requested(tools, client) : next;
	}
	if (state.step === 'signedOut') return wish ? await requested(tools, client) : { token: '', state };
	try {
		return await refreshed(tools, client, state.refreshToken, token);
	} catch (caught) {
		if (!wish || !(caught instanceof DeviceSignedOut)) throw caught;
		return await requested(tools, client);
	}
};

const lifeLeftMs = ({ code, askedAtMs }: Pending, nowMs: number): number => askedAtMs + code.lifeSeconds * 1000 - nowMs;

/** Whether who wishes for a code needs a new one: there is none, or it is about to end. That it has ended is told by the server alone. */
export const wantsCode = (state: DeviceState, nowMs: number): boolean =>
	state.step === 'signedOut' || (state.step === 'pending' && lifeLeftMs(state, nowMs) < WORTH_SHOWING_MS);

/** Why a request cannot be signed now, with what to do. */
export const notSignedIn = (state: Exclude<DeviceState, { step: 'signedIn' }>): FatalError => {
	const operation = 'sign in';
	if (state.step === 'signedOut') {
		return new DeviceSignedOut({
			system: SYSTEM, operation, said: state.problem || 'nobody has signed in with this credential yet',
			remedy: 'Run Sign-In: Request Code in an Anaplan node (or test the credential), enter the code at the address shown, then run Sign-In: Redeem Code (or test again).',
		});
	}
	const { verificationUri, verificationUriComplete, userCode } = state.code;
	return new DeviceSignInPending({
		system: SYSTEM, operation, // The test of a credential shows this and no remedy. A form still open holds what it held before there was a code.
		said: `open ${verificationUriComplete || verificationUri}, enter the code ${userCode} and confirm; then close the credential and open it again, or run Sign-In: Redeem Code`,
		remedy: 'The code is good for one sign-in and for some minutes.',
	}, state.code);
};
