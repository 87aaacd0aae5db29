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
 * A batch whose description was rewritten so that the mark is gone shows neither mark nor lines: nothing can be said about it.
 */
export const foundBatches = (all: readonly StoredBatch[], reference: string, releaseAs: ReleaseAs): FoundJournal[] => {
	const numbers = new Set(all.map(({ number }) => number));
	return all.map((batch): FoundJournal => {
		const { number, description, lines, head, errorBatches } = batch;
		const mark = markIn(description, reference);
		const isReplaced = errorBatches.some((one) => one !== number && numbers.has(one));
		return {
			reference, number, stage: isReplaced ? 'withdrawn' : stageOf(batch, releaseAs), status: statusText(batch),
			...(mark === undefined ? {} : { mark, lines, lineCount: lines.length, head }),
		};
	});
};
