/** The vocabulary of the posting machine: what can be done next, and what can come of it. */
import type { CreatedJournal, FoundJournal, Journal, JournalRules } from '../../contracts';
import type { FatalError, IntegrationError, RejectedError, RetryableError } from '../../core/errors';
import type { JournalOutcome, PostedOutcome } from './outcome';

/** What the last effect was, and therefore what a look at the target means. */
export type Phase = 'first' | 'answered' | 'answer lost' | 'refused' | 'completed' | 'released' | 'release refused' | 'release lost';

export interface Memory {
	readonly phase: Phase;
	/** Creates that the target has declined, saying that nothing was begun. */
	readonly declined: number;
	/** Looks that have shown something to wait for, in this phase. */
	readonly waits: number;
	/** Looks without an answer, in this phase. */
	readonly failedLooks: number;
	readonly evidence: PostedOutcome['evidence'];
	/** A create was sent that the target has not declined. */
	readonly sent: boolean;
	readonly created?: CreatedJournal;
	/** The journal that is released; accepted before as ours. */
	readonly accepted?: FoundJournal;
	/** What the effect of this phase ended with. */
	readonly error?: unknown;
}

export type Step =
	| { readonly do: 'look'; readonly waitMs: number; readonly memory: Memory }
	| { readonly do: 'create'; readonly memory: Memory }
	| { readonly do: 'complete'; readonly found: FoundJournal; readonly memory: Memory }
	| { readonly do: 'release'; readonly found: FoundJournal; readonly memory: Memory }
	/** `stop`: what ended this one would end the next one as well. */
	| { readonly do: 'end'; readonly outcome: JournalOutcome; readonly stop?: IntegrationError };

export type Happening =
	| { readonly kind: 'saw'; readonly found: readonly FoundJournal[] }
	| { readonly kind: 'look failed'; readonly error: IntegrationError }
	| { readonly kind: 'answered'; readonly created: CreatedJournal }
	| { readonly kind: 'refused'; readonly error: RejectedError | FatalError }
	| { readonly kind: 'declined'; readonly error: RetryableError }
	| { readonly kind: 'answer lost'; readonly error: unknown }
	/** `error` where the completion failed; what it left is for a look to tell. */
	| { readonly kind: 'completed'; readonly error?: unknown }
	| { readonly kind: 'released' }
	| { readonly kind: 'release refused'; readonly error: IntegrationError }
	| { readonly kind: 'release lost'; readonly error: unknown };

/** What does not change while one journal is posted. */
export interface Case {
	readonly journal: Journal;
	readonly rules: JournalRules;
	readonly release: boolean;
	readonly canComplete: boolean;
	/** The target's checks found nothing wrong, and earlier runs have settled. */
	readonly mayCreate: boolean;
	/** See `PostingWishes.deletedAgain`. */
	readonly deletedAgain?: readonly string[];
}

export const NOTHING_DONE: Memory = { phase: 'first', declined: 0, waits: 0, failedLooks: 0, evidence: 'found', sent: false };
