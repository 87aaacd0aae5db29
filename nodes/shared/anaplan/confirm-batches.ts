import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { guardAgainstStale, latestEnd, mayMove, writeConfirmation, type LoadOutcome, type OutcomePolicy } from '../../../src/sync';
import { FatalError } from '../../../src/core/errors';
import { staticStore } from '../context/static-data';
import { rejectedBetween, sourcesBefore, type Ancestor } from '../data/ancestors';

/** What became of the cursor of one stream. */
export interface CursorReport extends IDataObject {
	node: string;
	stream: string;
	batch: string;
	records: number;
	from: string;
	to: string;
	moved: boolean;
	because: string;
}

/**
 * The second phase of the cursor: the reading nodes before this one have announced batches in their output; what
 * Anaplan has confirmed of them is written down here, and only what `mayMove` allows.
 */
export const confirmBatches = (context: IExecuteFunctions, outcome: Omit<LoadOutcome, 'rejectedBeforeLoad'>, policy: OutcomePolicy): CursorReport[] => {
	const store = staticStore(context, 'global');
	return sourcesBefore(context).flatMap(({ node, batches }) => batches.map((batch) => {
		const decision = mayMove({ ...outcome, rejectedBeforeLoad: rejectedBetween(context, node) }, policy);
		const facts = { node, stream: batch.stream, batch: batch.id, records: batch.count, from: batch.from ?? 'beginning', to: batch.to };
		if (!decision.move) return { ...facts, moved: false, because: decision.because };
		if (!store.permission.may) return { ...facts, moved: false, because: store.permission.because };
		const { moved, because } = writeConfirmation(store, { source: node, stream: batch.stream, load: context.getNode().name }, batch);
		return { ...facts, moved, because };
	}));
};

/**
 * Refuses to load what a newer batch has already overwritten here (promise P5). Asked right before the first effect.
 * n8n's de-duplication register is durable in every mode and survives retries; it cannot be read, see src/sync/stale-guard.
 */
export const refuseStale = async (context: IExecuteFunctions, sources: readonly Ancestor[]): Promise<void> => {
	const to = latestEnd(sources.flatMap(({ batches }) => batches));
	if (to === undefined) return;
	const isNewHighest = async (value: number): Promise<boolean> =>
		(await context.helpers.checkProcessedAndRecord([value], 'node', { mode: 'latestIncrementalKey' })).new.length > 0;
	const { verdict, said, remedy } = await guardAgainstStale(to, isNewHighest);
	if (verdict !== 'fresh') {
		throw new FatalError({ system: 'Stale-replay guard', operation: 'load this batch', said: `${said}. Nothing was sent`, remedy: `${remedy} The option is "Load Older Batches".` });
	}
};
