/** What every error of this product says: which system, doing what, in that system's words, and what to do next. */
export interface ErrorFacts {
	/** The system that refused or stayed silent, as users call it: "Anaplan", "Sage Intacct". */
	readonly system: string;
	/** What was being done, as a phrase: "start import 112000000034". */
	readonly operation: string;
	/** What happened, in the other system's own words where it said any. */
	readonly said: string;
	/** What the reader can do about it: one or two sentences. */
	readonly remedy: string;
	/** HTTP status, where one was received. */
	readonly status?: number;
	/** The other system's own code: `XL03000006`, `hierarchyImportFailed`. */
	readonly code?: string;
	readonly cause?: unknown;
}

/** Base of all errors: the type states the intent (fatal, retryable, rejected, ambiguous), the facts say the rest. */
export abstract class IntegrationError extends Error {
	readonly facts: ErrorFacts;

	constructor(facts: ErrorFacts) {
		super(`${facts.system}: ${facts.operation}: ${facts.said}`, { cause: facts.cause });
		this.facts = facts;
		this.name = new.target.name;
	}
}
