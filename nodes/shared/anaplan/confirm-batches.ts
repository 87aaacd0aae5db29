import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Coverages, entriesToBringBack, guardAgainstStale, latestEnd, mayMove, parseCoverages, writeConfirmation, type Batch, type Coverage, type LoadOutcome, type OutcomePolicy } from '../../../src/sync';
import { FatalError } from '../../../src/core/errors';
import { staticStore, type NodeStore } from '../context/static-data';
import { outputOf, rejectedBefore, sourcesBefore, type Ancestor } from '../data/ancestors';
import { COVERS } from '../data/origin';
import { identityOf } from '../reading/load-identity';

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

export interface ConfirmPolicy extends OutcomePolicy {
	/** Whether a batch may be confirmed although some of its records were left out on the way on purpose. */
	readonly filtered: 'hold' | 'confirm';
}

export interface Loaded extends Omit<LoadOutcome, 'rejectedBeforeLoad'> {
	/** Records of which batches stood behind the rows of this run. */
	readonly covers: readonly Coverage[];
	/** Why the outcome says nothing of these records, see `unreadRows`. */
	readonly unread?: string | undefined;
}

/** Earlier runs of this node in this execution (a loop, several branches): each says what it has loaded. */
const earlierRuns = (context: IExecuteFunctions): Coverage[] => {
	const { name } = context.getNode();
	const runIndex = Number((context.getWorkflowDataProxy(0) as unknown as { $runIndex?: unknown }).$runIndex ?? 0);
	const items: INodeExecutionData[] = [];
	for (let run = 0; run < runIndex; run += 1) items.push(...outputOf(context, name, 0, run));
	return items.flatMap(({ json }) => (json.confirms === true ? parseCoverages(json[COVERS]) : []));
};

/**
 * After a wait that n8n keeps in its database the run goes on with an empty store, and replaces the kept one by what it
 * writes (reference n8n-platform 3.8). What the reading nodes found earlier in this execution is then seen as if it were
 * there, and written together with the first confirmation; a run that confirms nothing writes nothing.
 */
const resumable = (store: NodeStore, sources: readonly Ancestor[]): NodeStore => {
	const missing = entriesToBringBack(store, sources.flatMap(({ kept }) => kept));
	return {
		...store,
		read: (key) => store.read(key) ?? missing[key],
		write: (key, value) => {
			for (const [lost, entry] of Object.entries(missing)) if (store.read(lost) === undefined) store.write(lost, entry);
			store.write(key, value);
		},
	};
};

type Judged = Omit<Loaded, 'covers'>;

const decide = (context: IExecuteFunctions, { unread, ...outcome }: Judged, policy: ConfirmPolicy): ReturnType<typeof mayMove> => {
	const decision = mayMove({ ...outcome, rejectedBeforeLoad: rejectedBefore(context).rows }, policy);
	return decision.move && unread !== undefined ? { move: false, because: unread } : decision;
};

/**
 * Whether this run may count as loaded for a later run of the same node in a loop. A portion that holds the cursor must
 * not be added up with the good ones behind it: their sum would confirm the very rows that it held.
 */
export const mayConfirm = (context: IExecuteFunctions, { status, counts, unlistedRejections, unread }: Judged, policy: ConfirmPolicy): boolean =>
	decide(context, { status, counts, unlistedRejections, unread }, policy).move;

const incomplete = (reached: number, batch: Batch): string =>
	`${reached} of the ${batch.count} records of this batch have reached this load so far; the rest was left out on the way, goes elsewhere, or is still to come `
	+ '(switch on "Confirm Filtered Batches" if leaving records out is what you want)';

/** What earlier items of this run have loaded, where each item is an action of its own; the context lives as long as the run. */
const loadedInRun = new WeakMap<object, readonly Coverage[]>();

/**
 * The second phase of the cursor: the reading nodes before this one have announced batches in their output; what
 * Anaplan has confirmed of them is written down here.
 *
 * **Only what really came is confirmed.** The outcome must allow it (`mayMove`), and the records behind the rows loaded
 * here, for all items of this run and in the earlier runs of this execution, must together with the rejected ones be exactly the
 * records of the batch (see src/sync/coverage). So a portion of a loop, one file of two, or the rows that passed a
 * filter confirm nothing by themselves, and the last missing portion confirms all.
 */
export const confirmBatches = (context: IExecuteFunctions, { covers, ...outcome }: Loaded, policy: ConfirmPolicy): CursorReport[] => {
	const sources = sourcesBefore(context);
	const store = resumable(staticStore(context, 'global'), sources);
	const { name, parameters } = context.getNode();
	const rejected = rejectedBefore(context);
	const decision = decide(context, outcome, policy);
	const inRun = [...(loadedInRun.get(context) ?? []), ...covers];
	if (decision.move) loadedInRun.set(context, inRun);
	const reached = new Coverages().plus(inRun).plus(earlierRuns(context)).plus(rejected.covers.list());

	return sources.flatMap(({ node, batches }) => batches.map((batch) => {
		const facts = { node, stream: batch.stream, batch: batch.id, records: batch.count, from: batch.from ?? 'beginning', to: batch.to };
		const stay = (because: string): CursorReport => ({ ...facts, moved: false, because });
		if (!decision.move) return stay(decision.because);
		const tally = reached.of(batch.id);
		if (!tally.covers(batch) && policy.filtered === 'hold') return stay(incomplete(tally.records, batch));
		if (!store.permission.may) return stay(store.permission.because);
		const { moved, because } = writeConfirmation(store, { source: node, stream: batch.stream, load: identityOf(context, name, parameters) }, batch);
		return { ...facts, moved, because };
	}));
};

/** Batches let through already, by execution and node: a loop asks the register once and not for each portion. */
const letThrough = new Set<string>();
const REMEMBERED = 10_000;

/**
 * Refuses to load what a newer batch has already overwritten here (promise P5). Asked right before the first effect.
 * n8n's de-duplication register is durable in every mode and survives retries; it cannot be read, see src/sync/stale-guard.
 */
export const refuseStale = async (context: IExecuteFunctions, sources: readonly Ancestor[]): Promise<void> => {
	const to = latestEnd(sources.flatMap(({ batches }) => batches));
	const pass = [context.getExecutionId(), context.getWorkflow().id, context.getNode().id, to].join('/');
	if (to === undefined || letThrough.has(pass)) return;
	const isNewHighest = async (value: number): Promise<boolean> =>
		(await context.helpers.checkProcessedAndRecord([value], 'node', { mode: 'latestIncrementalKey' })).new.length > 0;
	const { verdict, said, remedy } = await guardAgainstStale(to, isNewHighest);
	if (verdict !== 'fresh') {
		throw new FatalError({ system: 'Stale-replay guard', operation: 'load this batch', said: `${said}. Nothing was sent`, remedy: `${remedy} The option is "Load Older Batches".` });
	}
	if (letThrough.size >= REMEMBERED) letThrough.clear();
	letThrough.add(pass);
};
