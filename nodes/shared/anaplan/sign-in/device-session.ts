import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import { RotationChain } from '../../../../src/core/sessions/rotation-chain';
import {
	DeviceSignedOut, hostOf, nextStep, notSignedIn, readDeviceState, wantsCode, writeDeviceState, type DeviceClient, type DeviceState, type Wish,
} from '../../../../src/systems/anaplan';
import { nodeClock } from '../../context/node-clock';
import { nodeHttp } from '../../context/node-http';
import { storedSignIn, textIn } from './token-login';

/**
 * A node cannot write a credential, but what `preAuthentication` returns is merged into the stored one, encrypted. So the
 * whole sign-in lives in the credential, in `token` and `signInSecret`, and each of its steps is a run of
 * `preAuthentication`; whoever wants a step sends a signed request, with this header where the step is not obvious.
 * `authenticate` takes the header off, so it never leaves the machine.
 *
 * A form that was open all the while knows nothing of these fields and saves a credential without them. n8n keeps
 * `oauthTokenData` whatever a form says, so a copy lies there, from which a sign-in comes back. The form of an
 * existing credential in turn tests with `signInSecret` and never with `oauthTokenData`: it takes both.
 */
export const STEP_HEADER = 'x-sign-in-step';

export interface StoredSignIn {
	readonly token: string;
	readonly signInSecret: string;
	readonly oauthTokenData: { readonly signInSecret: string };
}

/** One per process: only then is no refresh token sent twice. */
const chain = new RotationChain(nodeClock);

/**
 * n8n hands one and the same object to `preAuthentication` and `authenticate` of one request, and keeps it to itself.
 * It is where a wish gets from the request to the step.
 */
const wishes = new WeakMap<object, Wish>();
/** Requests whose wish a step has been run for; a second time would be without end. */
const granted = new WeakSet<object>();
/** Requests that have been signed, or could not be: what follows is no test's first look. */
const seen = new WeakSet<object>();

const clientOf = (credentials: ICredentialDataDecryptedObject): DeviceClient => ({ appUrl: hostOf(credentials, 'app'), clientId: textIn(credentials, 'clientId').trim() });

const stateOf = (credentials: ICredentialDataDecryptedObject): DeviceState => readDeviceState(storedSignIn(credentials), clientOf(credentials));

/** n8n answers an error with this status by running `preAuthentication` and asking `authenticate` again, once. */
class StepWanted extends FatalError {
	readonly response = { status: 401 };
}

const isWish = (value: unknown): value is Wish => value === 'code' || value === 'afresh';

/**
 * `preAuthentication` of the credential: one step, and what is to be stored.
 *
 * n8n calls it for an empty token, after a 401, and in the test of the credential *before* the test's request. Only in
 * the first and the second case is a dead sign-in an error here; in the test the request will follow with its wish for a
 * code, so that one press of the button is enough.
 */
export const takeStep = async (helper: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<Partial<StoredSignIn>> => {
	hostOf(credentials, 'api');
	const client = clientOf(credentials);
	if (client.clientId === '') throw new FatalError({ system: 'Anaplan', operation: 'sign in', said: 'the credential has no client ID', remedy: 'Fill in the ID of a device client that the tenant administrator has registered.' });
	const wish = wishes.get(credentials);
	const before = { token: textIn(credentials, 'token'), state: stateOf(credentials) };
	const isFirstLookOfTest = before.token !== '' && !seen.has(credentials);
	const next = await nextStep({ http: nodeHttp(helper), clock: nodeClock, chain }, client, before, wish).catch((caught: unknown) => {
		if (caught instanceof DeviceSignedOut && isFirstLookOfTest) return undefined;
		throw caught;
	});
	if (!next) return {};
	if (wish) granted.add(credentials);
	const signInSecret = writeDeviceState(next.state, client);
	return { token: next.token, signInSecret, oauthTokenData: { signInSecret } };
};

const needsStep = (wish: Wish, credentials: ICredentialDataDecryptedObject): boolean =>
	wish === 'afresh' || wantsCode(stateOf(credentials), nodeClock.now());

/** `authenticate` of the credential. @throws DeviceSignedOut, DeviceSignInPending; both say what to do */
export const signForDevice = async (credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
	seen.add(credentials);
	const { [STEP_HEADER]: wish, ...headers } = { ...request.headers };
	if (isWish(wish)) {
		wishes.set(credentials, wish);
		if (!granted.has(credentials) && needsStep(wish, credentials)) {
			throw new StepWanted({ system: 'Anaplan', operation: 'sign in', said: 'a sign-in code is needed', remedy: 'Run Sign-In: Request Code again.' });
		}
	}
	const token = textIn(credentials, 'token');
	const state = stateOf(credentials);
	if (token === '' || state.step !== 'signedIn') throw notSignedIn(state.step === 'signedIn' ? { step: 'signedOut', problem: '' } : state);
	return { ...request, headers: { ...headers, Authorization: `Bearer ${token}` } };
};
