/**
 * Journals that somebody has deleted, and that are no reason not to post.
 *
 * **A deleted part was never the journal.** A target that keeps deleted journals in its list shows one that was written in part, and that
 * a person has deleted as the outcome *partial* asks for. It had some of the approved lines and never all of them, so what was deleted
 * was not the approved posting; and deleted for good it can never count. Not to post beside it would be a dead end: another
 * posting name would post all the other journals of the posting once more. So it is passed over, and said.
 *
 * **A deleted whole is a decision.** A person has taken the posting back, and it stays *withdrawn*, until the user names its number: then that
 * one is passed over, and one that is deleted later is not.
 *
 * **In doubt it is withdrawn.** One without lines may have lost them by being deleted; one with lines that were not meant, or without the
 * mark, was edited. So may one have been whose lines are not the first ones of the journal: a write that breaks off leaves what came first,
 * and a person takes lines out anywhere. And only what the target calls deleted before it counted is ever passed over (`isDeleted`): a voided or reversed one,
 * or one whose content went on into another journal, may have counted. So nothing that is passed over is in the ledger or can get
 * there, and **at most one** (posting-machine.ts) holds among those that can count.
 */
import type { FoundJournal, Journal, JournalRules } from '../../contracts';
import { likeness } from './compare';

export interface Deletions {
	readonly rules: Pick<JournalRules, 'balancedAtRelease'>;
	/** Numbers of deleted journals that the user wants posted again. */
	readonly deletedAgain?: readonly string[];
}

/** `000491` and `491` are one number. */
const plain = (number: string): string => number.trim().replace(/^0+(?=.)/, '');

const isPart = (journal: Journal, found: FoundJournal, { rules }: Deletions): boolean => {
	const { mark, lines = [] } = found;
	if (mark === undefined || lines.length === 0 || lines.length >= journal.lines.length) return false;
	return likeness({ ...journal, lines: journal.lines.slice(0, lines.length) }, found, rules) === 'equal';
};

const isPassedOver = (journal: Journal, found: FoundJournal, deletions: Deletions): boolean => {
	if (found.isDeleted !== true || found.stage !== 'withdrawn') return false;
	const isNamed = (deletions.deletedAgain ?? []).some((number) => plain(number) === plain(found.number));
	return isNamed || isPart(journal, found, deletions);
};

/** What a look has shown, without those that are passed over. `created`: number of one that this run has made, which says more than none. */
export const countingAmong = (journal: Journal, found: readonly FoundJournal[], deletions: Deletions, created?: string): FoundJournal[] =>
	found.filter((one) => one.number === created || !isPassedOver(journal, one, deletions));

/** For people: why something is posted although these carry its reference. */
export const passedOverWords = (journal: Journal, found: readonly FoundJournal[], deletions: Deletions): string[] =>
	found.filter((one) => isPassedOver(journal, one, deletions)).map((one) => (isPart(journal, one, deletions)
		? `${one.number} carries the reference, is deleted and has ${one.lines?.length ?? 0} of ${journal.lines.length} lines: it never was the whole journal, and does not count`
		: `${one.number} carries the reference and is deleted; it is posted again as "Post Again What Was Deleted" says`));
