import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Clock, JournalRules, JournalTarget, NamedLock } from '../../../src/contracts';
import { FatalError } from '../../../src/core/errors';
import { processLock } from '../../../src/core/limits/process-lock';
import { PostedRows, type Intents, type PostingTools } from '../../../src/sync/journal';
import { hint } from '../context/execution-hints';
import { nodeClock } from '../context/node-clock';
import { urgencyOf } from '../context/urgency';
import { noteWait, type Cause } from '../context/waits';

const KEPT_AT_LEAST = 10_000;

const settling = (system: string): Cause => ({
	key: `settling ${system}`, leastMs: 1_000,
	sentence: (duration) => `Waited ${duration} until nothing could be on its way to ${system} any more: an earlier run was about to create one of these journals, or an answer was lost. `
		+ 'The option "Settle Time (Minutes)" says how long that takes.',
});

const turn = (system: string): Cause => ({
	key: `turn ${system}`, leastMs: 1_000,
	sentence: (duration) => `Waited ${duration} because another run was posting the same journals to ${system}.`,
});

/** Pauses that can be felt, told in the editor while they last: nothing else shows there that the node is not stuck. */
const FELT_MS = 10_000;

const tellingClock = (context: IExecuteFunctions, { system }: JournalRules): Clock => ({
	now: () => nodeClock.now(),
	async sleep(ms, signal) {
		const from = nodeClock.now();
		if (ms >= FELT_MS) context.sendMessageToUI(`${system}: waiting ${Math.ceil(ms / 1_000)} s until nothing is on its way any more`);
		try {
			await nodeClock.sleep(ms, signal);
		} finally {
			noteWait(context, settling(system), from, nodeClock.now());
		}
	},
});

const tellingLock = (context: IExecuteFunctions, { system }: JournalRules): NamedLock => ({
	hold: async (name, work, signal, urgency = urgencyOf(context)) =>
		await processLock(nodeClock).hold(name, async (waitedMs) => {
			const nowMs = nodeClock.now();
			if (waitedMs > 0) noteWait(context, turn(system), nowMs - waitedMs, nowMs);
			return await work(waitedMs);
		}, signal, urgency),
});

/** Says which journal of which books it is, and nothing else about it. */
const nameOf = ({ book }: JournalRules, reference: string): string => createHash('sha256').update(JSON.stringify([book, reference])).digest('hex').slice(0, 32);

/** Notes the names; gives those that had been noted before. */
const register = async (context: IExecuteFunctions, names: readonly string[]): Promise<string[]> => {
	const options = { mode: 'entries' as const, maxEntries: Math.max(KEPT_AT_LEAST, 2 * names.length) };
	const told = await context.helpers.checkProcessedAndRecord([...names], 'node', options);
	if (told.new.length + told.processed.length !== names.length) throw new FatalError({ system: 'n8n', operation: 'announce journals', said: 'it did not answer for every journal', remedy: 'Run again.' });
	return told.processed.map(String);
};

/** The engine takes it as if all had been announced before. */
const unusable = (context: IExecuteFunctions, error: unknown): never => {
	hint(context, `n8n's de-duplication register could not be used (${error instanceof Error ? error.message : String(error)}), so journals were created only after a wait. A new workflow has to be saved first.`, 'warning');
	throw error;
};

/**
 * Announcements in n8n's de-duplication register (src/sync/journal/intents.ts says what they are for).
 *
 * **Durable.** It is a row of n8n's database, written before the call returns, in every mode; it outlives the process, and a retry from
 * history, with the original or the saved workflow, sees it (reference n8n-platform 3.9). It belongs to the node of the workflow: a
 * copy of the node or of the workflow has a register of its own and is not told what the other one was about to create.
 * The scope is the node and not the workflow, because that row is shared with whatever the user keeps there, in another mode
 * perhaps, in which it fails, or cut down to a number of entries of the user's.
 *
 * **Nothing lost between two runs of one process.** The register reads and writes its row without a lock, so one of two writers that
 * overlap loses its entries. Here they take turns; between two processes the lost one costs what intents.ts says.
 *
 * **The ring is long enough.** The oldest entries fall out; those of this call never do.
 *
 * An answer that does not say of every reference whether it was new is no answer, and the engine then waits.
 */
export const nodeIntents = (context: IExecuteFunctions, rules: JournalRules): Intents => ({
	async announce(references) {
		const names = new Map(references.map((reference) => [nameOf(rules, reference), reference]));
		const turns = `announce journals ${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
		const told = await processLock(nodeClock).hold(turns, async () => await register(context, [...names.keys()])).catch((error: unknown) => unusable(context, error));
		return new Set(told.flatMap((name) => names.get(name) ?? []));
	},
});

/** One per process, like the lock. */
const unseen = new Map<string, string>();
const postedRows = new PostedRows();

/** What is asked of the rows of one run. */
export interface RunRows {
	readonly dryRun: boolean;
	readonly fingerprintOf: (row: number) => string;
}

/** A dry run writes nothing, so what is posted after it in the same execution is compared with none. */
const rowsOfExecution = (context: IExecuteFunctions, { system, book }: JournalRules, { dryRun, fingerprintOf }: RunRows): Pick<PostingTools, 'rows'> => {
	const execution = context.getExecutionId();
	if (!execution) return {};
	return { rows: postedRows.of({ execution: `${execution}${dryRun ? ' dry run' : ''}`, isRetry: context.getMode() === 'retry', system, book, fingerprintOf }) };
};

export const postingTools = (context: IExecuteFunctions, target: JournalTarget, rows: RunRows): PostingTools => {
	const signal = context.getExecutionCancelSignal();
	const { rules } = target;
	return {
		target, clock: tellingClock(context, rules), lock: tellingLock(context, rules), intents: nodeIntents(context, rules), unseen,
		...rowsOfExecution(context, rules, rows), ...(signal && { signal }),
	};
};
