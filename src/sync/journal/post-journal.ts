/**
 * The thin shell around the posting machine: does what a step says, and says what came of it. One journal, one holder of its lock.
 *
 * From the moment a create, a completion or a release is sent, `signal` is not heeded any more, until a look has told what came of
 * it: whoever waits for the lock then finds it settled. This takes at most the target's own time limit, `settleMs` and the
 * pauses of the machine.
 */
import type { Clock, JournalTarget, NamedLock } from '../../contracts';
import { cancellationOf } from '../../core/cancellation';
import { FatalError, IntegrationError, RejectedError, RetryableError } from '../../core/errors';
import { countingAmong } from './deleted';
import type { Intents } from './intents';
import { lookBeforeCreating } from './looking';
import type { JournalOutcome } from './outcome';
import type { ExecutionRows } from './posted-rows';
import { next, notVisible } from './posting-machine';
import { NOTHING_DONE, type Case, type Happening, type Memory, type Step } from './posting-steps';

export interface PostingTools {
	readonly target: JournalTarget;
	readonly clock: Clock;
	/** Of this process, or shared by all of them. */
	readonly lock: NamedLock;
	/** Spares a run the wait for earlier ones where nobody was about to create the same. */
	readonly intents?: Intents;
	/**
	 * Numbers of journals that this process was told of and that no search has shown, by name: whoever repeats a failed run by itself, at
	 * once or on the next day, would not find them either. Kept longer than a run.
	 */
	readonly unseen?: Map<string, string>;
	/** Tells portions of one posting apart that have equal journals; without it the second one is taken for the first. */
	readonly rows?: ExecutionRows;
	readonly signal?: AbortSignal;
}

export interface PostingEnd {
	readonly outcome: JournalOutcome;
	/** What ended this one would end the next one as well. */
	readonly stop?: IntegrationError;
}

/** Never throws: stopped before anything was sent, it ends as `unsent`. */
export async function postJournal(about: Case, tools: PostingTools): Promise<PostingEnd> {
	const name = `journal ${about.rules.book} ${about.journal.reference}`;
	try {
		return await tools.lock.hold(name, () => drive(about, tools, name), tools.signal);
	} catch (error) {
		const stop = asIntegrationError(error, about.rules.system, `post the journal ${about.journal.reference}`);
		return { outcome: { kind: 'unsent', because: stop.facts.said, error: stop }, stop };
	}
}

async function drive(about: Case, tools: PostingTools, name: string): Promise<PostingEnd> {
	let step: Step = { do: 'look', waitMs: 0, memory: NOTHING_DONE };
	while (step.do !== 'end') {
		const unseen: string | undefined = step.do === 'create' ? tools.unseen?.get(name) : undefined;
		step = unseen === undefined ? next(about, step.memory, await perform(step, about, tools)) : notVisible(about, step.memory, unseen);
	}
	const { outcome } = step;
	if (outcome.kind === 'ambiguous' && outcome.doubt === 'not visible') tools.unseen?.set(name, outcome.numbers[0] ?? '');
	return { outcome: step.outcome, stop: step.stop };
}

type Acting = Exclude<Step, { do: 'end' }>;

async function perform(step: Acting, about: Case, tools: PostingTools): Promise<Happening> {
	if (step.do === 'look') return await look(step.waitMs, step.memory, about, tools);
	if (step.do === 'create') return await create(about, tools);
	if (step.do === 'complete') return await complete(step, about, tools);
	return await release(step, about, tools);
}

async function look(waitMs: number, { phase, created }: Memory, about: Case, tools: PostingTools): Promise<Happening> {
	const { journal, rules } = about;
	const { target, clock, signal } = tools;
	const heeded = phase === 'first' ? signal : undefined;
	try {
		if (waitMs > 0) await clock.sleep(waitMs, heeded);
		const found = phase === 'first' ? await lookBeforeCreating([journal], target, about, heeded) : await target.find([journal.reference], heeded);
		return { kind: 'saw', found: countingAmong(journal, found.filter(({ reference }) => reference === journal.reference), about, created?.number) };
	} catch (error) {
		return { kind: 'look failed', error: asIntegrationError(error, rules.system, `look for the journal ${journal.reference}`) };
	}
}

/** The last moment at which the execution can be stopped is before the create is sent. */
async function create({ journal, rules }: Case, { target, signal }: PostingTools): Promise<Happening> {
	if (signal?.aborted) return { kind: 'look failed', error: cancellationOf(signal, rules.system, `post the journal ${journal.reference}`) };
	try {
		return { kind: 'answered', created: await target.create(journal) };
	} catch (error) {
		if (error instanceof RejectedError || error instanceof FatalError) return { kind: 'refused', error };
		return error instanceof RetryableError ? { kind: 'declined', error } : { kind: 'answer lost', error };
	}
}

async function complete({ found }: Extract<Step, { do: 'complete' }>, { journal }: Case, { target }: PostingTools): Promise<Happening> {
	try {
		await target.complete?.(journal, found);
		return { kind: 'completed' };
	} catch (error) {
		return { kind: 'completed', error };
	}
}

async function release({ found }: Extract<Step, { do: 'release' }>, { rules }: Case, { target, signal }: PostingTools): Promise<Happening> {
	const operation = `release the journal ${found.number}`;
	if (signal?.aborted) return { kind: 'release refused', error: cancellationOf(signal, rules.system, operation) };
	try {
		await target.release?.(found);
		return { kind: 'released' };
	} catch (error) {
		const said = error instanceof RejectedError || error instanceof FatalError || error instanceof RetryableError;
		return said ? { kind: 'release refused', error } : { kind: 'release lost', error };
	}
}

export function asIntegrationError(error: unknown, system: string, operation: string): IntegrationError {
	if (error instanceof IntegrationError) return error;
	return new FatalError({
		system,
		operation,
		said: `something unexpected happened: ${String(error)}`,
		remedy: 'This is a defect of the node. Report it with the text above.',
		cause: error,
	});
}
