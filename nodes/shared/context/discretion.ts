import { redactError, redactor } from '../../../src/core/http/redaction';

/** Secrets that the clients of one run work with; the context lives as long as the run. */
const known = new WeakMap<object, Set<string>>();

/** From now on no error of this run shows one of these. */
export const keepSecret = (context: object, ...secrets: readonly unknown[]): void => {
	const all = known.get(context) ?? new Set<string>();
	for (const secret of secrets) if (typeof secret === 'string' && secret !== '') all.add(secret);
	known.set(context, all);
};

/** A server that refuses a session calls it by its id (reference sage-intacct 4), and only the server knows whether it is dead. */
const SESSION_CALLED_BY_ID = /(\binvalid session:?\s+)["']?[\w.-]{8,}["']?/gi;

/**
 * The error without a secret, in place. Requests are cleaned where they are sent; what is caught here is what a server
 * has quoted in its *answer*, which has become the words of an error.
 */
export const discreet = (context: object, caught: unknown): unknown => {
	const redact = redactor([...(known.get(context) ?? [])]);
	return redactError(caught, (text) => redact(text).replace(SESSION_CALLED_BY_ID, '$1•••'));
};
