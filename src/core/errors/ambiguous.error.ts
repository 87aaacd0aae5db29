import { IntegrationError, type ErrorFacts } from './integration.error';

/** The effect may or may not have happened, and asking the other system did not decide it. Never repeated by itself. */
export class AmbiguousError extends IntegrationError {
	/** How a person finds out: which list to open, which reference or time to look for. */
	readonly howToFindOut: string;

	constructor(facts: ErrorFacts, howToFindOut: string) {
		super(facts);
		this.howToFindOut = howToFindOut;
	}
}
