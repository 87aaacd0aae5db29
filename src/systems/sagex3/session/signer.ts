import type { HttpResponse } from '../../../contracts';

export type SigningHeaders = Readonly<Record<string, string>>;

/** One way of signing requests. Holds secrets; nothing of it may be shown. */
export interface Signer {
	/** For one sending, fresh enough to arrive. */
	headers(signal?: AbortSignal): Promise<SigningHeaders>;
	/**
	 * After an answer that nobody is signed in: whether another try with new headers makes sense. Many may come at once with the same
	 * refused headers; they get one new token together.
	 */
	renew(refused: SigningHeaders, response: HttpResponse, signal?: AbortSignal): Promise<boolean>;
}
