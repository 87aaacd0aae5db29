import type { HttpResponse } from '../../../contracts';
import { FatalError, type ErrorFacts, type IntegrationError } from '../../../core/errors';
import { objectOf, parseJson, textOf } from '../json';
import { refusalError, SYSTEM } from '../refusals';

/** The OAuth service has said no with a word of its own. */
export class OAuthRefusal extends FatalError {
	/** `error` of the answer: `invalid_grant`, `authorization_pending`, … */
	readonly word: string;

	constructor(word: string, facts: ErrorFacts) {
		super(facts);
		this.word = word;
	}
}

const CLIENT = 'Check the client ID, and that the client is registered for this way of signing in: authorization code and device clients are different registrations.';

/** Only words that are not handled where the call is made. */
const REMEDIES: Readonly<Record<string, string>> = {
	invalid_grant: 'Sign in again.',
	invalid_request: CLIENT,
	unauthorized_client: CLIENT,
	invalid_client: CLIENT,
	access_denied: 'The sign-in was denied. Sign in again, or ask the tenant administrator.',
};

/**
 * The error that an answer of the OAuth service means. Decided by the word `error` and never by the status: which
 * status goes with which word is UNCONFIRMED (reference anaplan 3). Without a word the status has to do.
 */
export const oauthRefusal = (response: HttpResponse, operation: string): IntegrationError => {
	const body = objectOf(parseJson(response.body));
	const word = textOf(body, 'error');
	if (!/^[a-z_]+$/.test(word)) {
		const plain = refusalError(response, operation, 0);
		return response.status === 404
			? new FatalError({ ...plain.facts, remedy: 'Check region and app URL in the credential: OAuth lives on the app host, not on that of the API.' })
			: plain;
	}
	const described = textOf(body, 'error_description');
	return new OAuthRefusal(word, {
		system: SYSTEM, operation, status: response.status, code: word,
		said: described === '' ? word : `${described} (${word})`, remedy: REMEDIES[word] ?? 'Read what Anaplan says, and sign in again.',
	});
};
