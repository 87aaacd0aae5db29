import { IntegrationError, type ErrorFacts } from './integration.error';

/** The same call may succeed later; nothing was done that a repeat would do twice. */
export class RetryableError extends IntegrationError {
	/** Milliseconds to wait before the next try, where the other system said so. */
	readonly afterMs: number | undefined;

	constructor(facts: ErrorFacts, afterMs?: number) {
		super(facts);
		this.afterMs = afterMs;
	}
}
