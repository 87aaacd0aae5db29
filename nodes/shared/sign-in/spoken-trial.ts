import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { FatalError, IntegrationError } from '../../../src/core/errors';
import type { RetryPolicy } from '../../../src/core/http/retry';
import { discreet } from '../context/discretion';

/** Somebody sits before a form and waits: what does not work is said at once. */
export const NO_PATIENCE: RetryPolicy = { maxAttempts: 1, firstStepMs: 0, longestStepMs: 0, longestRetryAfterMs: 0 };

/** The form shows the message of an error and nothing else of it. */
const spelledOut = (caught: unknown): unknown => {
	if (!(caught instanceof IntegrationError)) return caught;
	const { said, remedy } = caught.facts;
	return new FatalError({ ...caught.facts, said: `${said.replace(/\.?\s*$/, '.')} ${remedy}`, cause: undefined });
};

/**
 * The same for an error of which others ask what it is, in place: a credential that is tested for the first time asks for its token before it says
 * that it is a test. A run puts its own message together.
 */
export const withRemedy = (caught: unknown): unknown => {
	if (caught instanceof FatalError) caught.message = `${caught.message.replace(/\.?\s*$/, '.')} ${caught.facts.remedy}`;
	return caught;
};

/** Runs a part of a credential's test. @throws with what happened and what to do in the message, and without a secret */
export const plainly = async <T>(credentials: ICredentialDataDecryptedObject, work: () => Promise<T>): Promise<T> => {
	try {
		return await work();
	} catch (caught) {
		throw spelledOut(discreet(credentials, caught));
	}
};
