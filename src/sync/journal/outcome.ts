/** What is known about one journal when a run is through with it. Each word is a claim, and the tests hold it against the history. */
import type { FoundJournal, JournalStage } from '../../contracts';
import { AmbiguousError, type IntegrationError } from '../../core/errors';

/** Why nobody but a person can go on. */
export type Doubt =
	| 'several'
	| 'different content'
	| 'unreadable'
	| 'partial'
	| 'withdrawn'
	| 'not visible'
	| 'answer lost'
	| 'other rows';

/** `deleted` is *withdrawn* in words of its own: the user can name what was deleted, and have it posted again. */
export type DoubtWord = Doubt | 'deleted';

export type ReleaseOutcome =
	| { readonly kind: 'not asked' }
	| { readonly kind: 'done' }
	/** It is stored and not released; the target's words. */
	| { readonly kind: 'failed'; readonly said: string; readonly error?: IntegrationError }
	/** It is stored; whether it was released could not be found out. Releasing again is harmless. */
	| { readonly kind: 'undecided'; readonly howToFindOut: string }
	/** It is stored; the release was not begun. */
	| { readonly kind: 'not tried'; readonly because: string };

export interface PostedOutcome {
	/** A journal with this reference and this content is stored under this number. */
	readonly kind: 'posted';
	readonly number: string;
	readonly status: string;
	/** Undefined when no look has shown it. */
	readonly stage?: JournalStage;
	readonly link?: string;
	/** `answered`: this run created it. `answer lost`: this run sent it and found it afterwards. `found`: it was there. */
	readonly evidence: 'answered' | 'answer lost' | 'found';
	/** The search has shown this one and no other. False when the search failed after an answered create. */
	readonly verified: boolean;
	readonly release: ReleaseOutcome;
	readonly warnings: readonly string[];
}

export interface AmbiguousOutcome {
	readonly kind: 'ambiguous';
	readonly doubt: Doubt;
	/** Numbers that are known to carry the reference. */
	readonly numbers: readonly string[];
	/** This run sent a create for it, and nothing proves that it stored nothing. */
	readonly mayBeStoredByThisRun: boolean;
	readonly error: AmbiguousError;
}

export interface JournalRefusal {
	/** Position in the journal's lines; undefined for the journal as a whole. */
	readonly line?: number;
	readonly reasons: readonly string[];
}

export type JournalOutcome =
	| PostedOutcome
	| AmbiguousOutcome
	/** The target refused it; this run has stored nothing of it. */
	| { readonly kind: 'refused'; readonly said: string; readonly refusals: readonly JournalRefusal[] }
	/** This run has stored nothing of it; it can be run again. */
	| { readonly kind: 'unsent'; readonly because: string; readonly error?: IntegrationError }
	/** Nothing but zeros, and nothing is stored under its reference. */
	| { readonly kind: 'empty' }
	/** Dry run: it would be created. */
	| { readonly kind: 'planned' };

interface DoubtWords {
	readonly said: (numbers: string) => string;
	readonly remedy: string | ((numbers: string) => string);
	readonly howToFindOut: (reference: string) => string;
}

const open = (reference: string): string => `Search the journals for the reference ${reference}, in every status and period.`;

const WORDS: Readonly<Record<DoubtWord, DoubtWords>> = {
	several: {
		said: (numbers) => `several journals carry the reference: ${numbers}`,
		remedy: 'Keep one, and delete or reverse the others before they are posted; then run it again.',
		howToFindOut: (reference) => `${open(reference)} Compare the numbers named here: who created them, and when.`,
	},
	'different content': {
		said: (numbers) => `${numbers} has the reference, but another content: the data has changed since it was posted, or somebody edited it`,
		remedy: 'To post the new data as well, give the posting another name. To replace the old data, reverse that first, and then do the same.',
		howToFindOut: (reference) => `${open(reference)} Compare its lines with those of this run.`,
	},
	unreadable: {
		said: (numbers) => `${numbers} has the reference, but its content could not be read`,
		remedy: 'Compare it by hand. It is not posted again.',
		howToFindOut: (reference) => `${open(reference)} Compare its lines with those of this run.`,
	},
	partial: {
		said: (numbers) => `${numbers} has the reference, but not all of the lines`,
		remedy: 'Delete the incomplete journal and run it again, or complete it by hand.',
		howToFindOut: (reference) => `${open(reference)} Count its lines.`,
	},
	withdrawn: {
		said: (numbers) => `${numbers} has the reference and was deleted, voided or reversed`,
		remedy: 'If it shall be posted once more, give its rows another posting name, and leave out the rows of the journals that are posted: these would be posted twice.',
		howToFindOut: (reference) => `${open(reference)} See who withdrew it, and why.`,
	},
	deleted: {
		said: (numbers) => `${numbers} has the reference and was deleted`,
		remedy: (numbers) => `If it shall be posted once more, name ${numbers} in the option "Post Again What Was Deleted". Another posting name would post all of the posting again.`,
		howToFindOut: (reference) => `${open(reference)} See who deleted it, and why.`,
	},
	'not visible': {
		said: (numbers) => `it was stored as ${numbers}, but the search by reference does not show it`,
		remedy: 'Do not run it again before the search shows it: the next run would not find it either, and post it twice. If it was deleted, give the posting another name.',
		howToFindOut: (reference) => `Open it by its number and see whether it carries ${reference}; check that this user may see it in lists.`,
	},
	'answer lost': {
		said: () => 'the answer was lost, and the journal could not be found afterwards',
		remedy: 'See whether it is there. A later run looks first and posts it only if there is none.',
		howToFindOut: (reference) => `${open(reference)} If there is none after a few minutes, it was not stored.`,
	},
	'other rows': {
		said: (numbers) =>
			`other rows have taken the reference before, in this execution or the one that it repeats (${numbers}); nothing of these rows was posted`,
		remedy: 'All rows of a posting must come in one run of the node: collect them first, with Aggregate or Merge, or post them after the loop, '
			+ 'once what stands for a part of them is deleted or reversed; or give each portion a posting name of its own. '
			+ 'Repeating this execution does not post these rows.',
		howToFindOut: (reference) => `${open(reference)} Its lines are those of the other rows.`,
	},
};

export function ambiguous(
	why: DoubtWord,
	about: { readonly system: string; readonly reference: string },
	numbers: readonly string[],
	mayBeStoredByThisRun: boolean,
	cause?: unknown,
): AmbiguousOutcome {
	const words = WORDS[why];
	const known = [...new Set(numbers.filter((number) => number !== ''))];
	const named = known.length === 0 ? 'one without a number' : known.join(', ');
	const facts = {
		system: about.system,
		operation: `post the journal ${about.reference}`,
		said: words.said(named),
		remedy: typeof words.remedy === 'string' ? words.remedy : words.remedy(named),
		cause,
	};
	const error = new AmbiguousError(facts, words.howToFindOut(about.reference));
	return { kind: 'ambiguous', doubt: why === 'deleted' ? 'withdrawn' : why, numbers: known, mayBeStoredByThisRun, error };
}

export const numbersOf = (found: readonly FoundJournal[]): string[] => found.map(({ number }) => number);
