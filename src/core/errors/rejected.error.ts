import { IntegrationError, type ErrorFacts } from './integration.error';

/** One record that the other system (or our own check) refused. */
export interface RejectedRecord {
	/** Position in what was sent, counted from 0. */
	readonly index: number;
	/** Key of the source record where it is known. */
	readonly key: string | undefined;
	readonly reasons: readonly string[];
}

/** The call as such worked; the named records did not get through. */
export class RejectedError extends IntegrationError {
	readonly records: readonly RejectedRecord[];

	constructor(facts: ErrorFacts, records: readonly RejectedRecord[]) {
		super(facts);
		this.records = records;
	}
}
