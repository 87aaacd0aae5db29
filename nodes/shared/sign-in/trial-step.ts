import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { FatalError } from '../../../src/core/errors';

/**
 * How the test of a credential gets at `preAuthentication`, the only place where it can sign in before it answers. n8n
 * calls it by itself as long as the expirable field is empty, and not once something has been stored there, whatever was
 * changed in the form since. But it also calls it when `authenticate` fails with status 401, and asks `authenticate`
 * again, once. So the test's request carries this header, at which `authenticate` fails until the sign-in was tried.
 *
 * Guarantee: no test passes without a sign-in with what is in the form. A request with the header leaves only after
 * `noteTrial`, which is said after a sign-in that succeeded, of the object with the values of this one test.
 */
export const TRIAL_HEADER = 'x-trial';

class TrialWanted extends FatalError {
	readonly response = { status: 401 };
}

/** n8n hands one and the same object to `preAuthentication` and `authenticate` of one request, and keeps it to itself. */
const wanted = new WeakSet<object>();
const tried = new WeakSet<object>();

/** Whether this object belongs to a test that has asked for its trial. */
export const isTrialWanted = (credentials: ICredentialDataDecryptedObject): boolean => wanted.has(credentials);

/** To be said by `preAuthentication`, once the sign-in has succeeded. */
export const noteTrial = (credentials: ICredentialDataDecryptedObject): void => void tried.add(credentials);

/** Asks n8n to run `preAuthentication` now. */
export const signInWanted = (system: string): FatalError =>
	new TrialWanted({ system, operation: 'sign in', said: 'a new sign-in is needed', remedy: 'Test the credential, then run it again.' });

/** The request without the header, which never leaves the machine. @throws what makes n8n run the trial first */
export const afterTrial = (
	system: string, credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions,
): { readonly request: IHttpRequestOptions; readonly isTest: boolean } => {
	const { [TRIAL_HEADER]: mark, ...headers } = { ...request.headers };
	const isTest = mark !== undefined;
	if (isTest && !tried.has(credentials)) {
		wanted.add(credentials);
		throw signInWanted(system);
	}
	return { request: { ...request, headers }, isTest };
};
