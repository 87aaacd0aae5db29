import type { FoundJournal, Journal } from '../../../contracts';
import type { JsonDraft, JsonObject } from '../../../core/json';
import type { Filter } from '../wire/filter';
import type { KeyValue } from '../wire/keys';
import type { ResourceName } from '../wire/requests';

/** A batch as Sage 300 holds it; every value its own text. */
export interface StoredBatch {
	readonly number: string;
	/** The server's own word: `Open`, `ReadyToPost`, `Posted` … */
	readonly status: string;
	readonly description: string;
	/** A flag beside the status that says the same; false where there is none. */
	readonly isMarkedReady: boolean;
	/** Batches into which posting has moved entries that it refused. */
	readonly errorBatches: readonly string[];
	/** Posting has refused some of its entries and not all: what is left of it is in the ledger. Never for a batch of one entry. */
	readonly isMovedInPart: boolean;
	readonly head: Readonly<Record<string, string>>;
	readonly lines: NonNullable<FoundJournal['lines']>;
}

/** What tells the two kinds of batches apart. */
export interface BatchKind {
	/** As people call it: `G/L batch`. */
	readonly label: string;
	readonly name: ResourceName;
	readonly keyOf: (number: string) => readonly KeyValue[];
	/** Beside the description, what a search asks for. */
	readonly within: Filter | undefined;
	/** Header fields of a search, without the tree below. */
	readonly select: readonly string[];
	/** Ways of marking a batch as ready, tried in this order (reference sage-300 8.3). */
	readonly readyBodies: ReadonlyArray<(number: string) => JsonDraft>;
	readonly process: ResourceName;
	/** Values of the process that depend on the kind: `BatchType`. */
	readonly processValues: Readonly<Record<string, string>>;
	readonly bodyOf: (journal: Journal) => JsonDraft;
	/** From a whole record, or from the header alone. */
	readonly read: (row: JsonObject) => StoredBatch;
}
