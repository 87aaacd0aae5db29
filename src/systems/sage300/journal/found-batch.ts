import type { FoundJournal, JournalStage } from '../../../contracts';
import type { StoredBatch } from './batch-kind';
import { markIn } from './header-text';
import type { ReleaseAs } from './journal-settings';

const folded = (text: string): string => text.replace(/[^a-z]/gi, '').toLowerCase();

type Stages = Readonly<Record<string, JournalStage>>;

/** Compound words are inferred (reference sage-300 8.2), so both spellings of them are known. */
const STAGES: Stages = {
	open: 'entered', readytopost: 'entered', posted: 'released', postinprogress: 'released', deleted: 'withdrawn',
	provposted: 'held', provisionallyposted: 'held', provpostinprogress: 'held', provisionalpostinprogress: 'held',
};

export const isReady = ({ status, isMarkedReady }: Pick<StoredBatch, 'status' | 'isMarkedReady'>): boolean =>
	folded(status) === 'readytopost' || (folded(status) === 'open' && isMarkedReady);

export const isInProgress = ({ status }: Pick<StoredBatch, 'status'>): boolean => folded(status) === 'postinprogress';

/**
 * A batch that is ready to post is released where that is all that was wanted; otherwise it is one that can still be posted. One whose
 * entries posting has moved into an error batch is not in the ledger, whatever its status says. A word of a release or a language that
 * is not known here is nothing to build on: somebody has to look.
 */
export const stageOf = (batch: StoredBatch, releaseAs: ReleaseAs): JournalStage => {
	const stage = STAGES[folded(batch.status)] ?? 'held';
	if (stage === 'released' && batch.errorBatches.length > 0) return 'held';
	return isReady(batch) && releaseAs === 'ready to post' ? 'released' : stage;
};

const statusText = ({ status, errorBatches }: StoredBatch): string =>
	(errorBatches.length === 0 ? status : `${status}, entries moved to error batch ${errorBatches.join(', ')}`);

/**
 * Batches under one reference → journals. Posting moves refused entries into an error batch; where that carries the same reference the
 * first one stands for nothing any more, and the pair is no double.
 *
 * Of a batch with several entries, one for each vendor, posting may refuse some. Then the two are one journal under the number of the first:
 * what is left in that is in the ledger, and the error batch holds the rest. Its lines are not compared, because nothing tells whether those
 * of the moved entries stay; and it is *held*, for a person to mend the error batch, until that is posted as well.
 *
 * A deleted batch stays in the list (reference sage-300 7.7) and can never be posted. One that posting has touched, and whose entries went
 * on into an error batch, is not called deleted: some of its entries may be in the ledger.
 *
 * A batch whose description was rewritten so that the mark is gone shows neither mark nor lines: nothing can be said about it.
 */
export const foundBatches = (all: readonly StoredBatch[], reference: string, releaseAs: ReleaseAs): FoundJournal[] => {
	const byNumber = new Map(all.map((batch) => [batch.number, batch]));
	const restOf = new Set(all.filter(({ isMovedInPart }) => isMovedInPart).flatMap(({ number, errorBatches }) => errorBatches.filter((one) => one !== number)));
	const isPosted = (number: string): boolean => {
		const batch = byNumber.get(number);
		return batch !== undefined && stageOf(batch, releaseAs) === 'released';
	};
	const stageIn = (batch: StoredBatch): JournalStage => {
		const { number, errorBatches, isMovedInPart } = batch;
		if (isMovedInPart) return errorBatches.every(isPosted) ? 'released' : 'held';
		const isReplaced = errorBatches.some((one) => one !== number && byNumber.has(one));
		return isReplaced || restOf.has(number) ? 'withdrawn' : stageOf(batch, releaseAs);
	};
	return all.map((batch): FoundJournal => {
		const { number, description, lines, head, errorBatches, isMovedInPart } = batch;
		const mark = markIn(description, reference);
		const isDeleted = stageOf(batch, releaseAs) === 'withdrawn' && errorBatches.length === 0 && !restOf.has(number);
		return {
			reference, number, stage: stageIn(batch), status: statusText(batch), ...(isDeleted && { isDeleted }),
			...(mark === undefined ? {} : { mark, head, ...(isMovedInPart ? {} : { lines, lineCount: lines.length }) }),
		};
	});
};
