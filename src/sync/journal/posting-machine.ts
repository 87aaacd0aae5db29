/**
 * The posting of one journal: what has happened → what to do next. Pure. Its words: a *look* is one `find`; a *settled* look is one that
 * began `settleMs` after the effect in question; *ours* is the journal whose number a create has answered.
 *
 * **At most one.** Let (a) `settleMs` be kept by the target, (b) the runs that post one reference exclude one another, or the one before
 * be dead, and (c) nobody else write the reference. Then the target never holds two journals under it. For a create is sent only after
 * a look that showed none, and this look is settled against every create before it: if it was sent by this run, the target has
 * *declined* it, so there is nothing to show; if by an earlier run, that one kept the lock until a look of its own had settled it (from
 * the moment a create is sent, stopping the execution is not heeded), or it died with its process, before this run began, and this run
 * sends nothing until that has settled (intents.ts). So what a create before it has stored is shown, and what it has not stored it will
 * never store. Nothing else stores: *complete* adds to what is there, and *release* changes a status.
 *
 * **Several are never unnoticed.** Two runs that do not exclude one another, in two processes say, can both look, see none, and create.
 * Each then looks until it is shown its own: an answered create until ours is there, a lost one until it is settled. Had neither been
 * shown the other's, then each other's became visible after one's own, which cannot be true of both. So at least one of them sees two
 * and ends as ambiguous, with both numbers; it does not release. Only the target can prevent the second one, by a unique field for the
 * reference, or a lock that all processes share. The reports stay true without it: *posted* claims that one is stored, not that it
 * will be alone for ever. What a look shows is without those that are deleted for good and were never the journal (deleted.ts).
 *
 * **True report.** `posted`: the target has answered with its number, or a look has shown one journal, alone among those that count,
 * with an equal content. `refused` and `unsent`: no create was sent, or the target said that it stored nothing and no look contradicted.
 * Everything else is *ambiguous*: several; one with a different, unreadable or partial content; one that a person withdrew; ours that
 * cannot be found; a lost answer without a journal. It ends there. Nothing is created after it in this run, and a later run begins
 * with a look.
 *
 * **It ends.** Each phase waits and fails to look a bounded number of times; phases follow one another in the order of `Phase`, and only
 * `declined` leads back, a bounded number of times.
 */
import type { FoundJournal } from '../../contracts';
import { FatalError, RejectedError } from '../../core/errors';
import { likeness, type Likeness } from './compare';
import { ambiguous, numbersOf, type DoubtWord, type JournalOutcome } from './outcome';
import { accept, afterRelease } from './posting-release';
import { NOTHING_DONE, type Case, type Happening, type Memory, type Phase, type Step } from './posting-steps';

/** Parts of `settleMs`; together they are all of it. */
const SHARES_OF_SETTLING = [1 / 8, 1 / 8, 1 / 4, 1 / 2];
const VANISHED = 'a journal with its reference was there when the run began, and is gone; run it again';
const PAUSES_AFTER_FAILED_LOOKS_MS = [1_000, 5_000, 15_000];
/** Six tries in two minutes: a lock that another user holds clears by then, or stays. */
const PAUSES_AFTER_DECLINED_MS = [5_000, 10_000, 20_000, 30_000, 55_000];

type Sight =
	| { readonly kind: 'none' }
	| { readonly kind: 'withdrawn' }
	| { readonly kind: 'several' }
	| { readonly kind: Likeness; readonly found: FoundJournal };

type After<K extends Happening['kind']> = (about: Case, memory: Memory, happening: Extract<Happening, { kind: K }>) => Step;

const AFTER: { readonly [K in Happening['kind']]: After<K> } = {
	saw: (about, memory, { found }) => afterLook(about, memory, found),
	'look failed': (about, memory, { error }) => afterFailedLook(about, memory, error),
	answered: (_about, memory, { created }) => lookIn('answered', 0, { ...memory, sent: true, evidence: 'answered', created }),
	'answer lost': ({ rules }, memory, { error }) =>
		lookIn('answer lost', rules.settleMs, { ...memory, sent: true, evidence: 'answer lost', error }),
	refused: (_about, memory, { error }) => lookIn('refused', 0, { ...memory, sent: true, error }),
	declined: (_about, memory, { error }) => afterDeclined(memory, error),
	completed: (_about, memory, { error }) => lookIn('completed', 0, { ...memory, error }),
	released: afterRelease,
	'release refused': afterRelease,
	'release lost': afterRelease,
};

/** What to do after `happening`. Never throws. */
export function next<K extends Happening['kind']>(about: Case, memory: Memory, happening: Extract<Happening, { kind: K }>): Step {
	const after: After<K> = AFTER[happening.kind as K];
	return after(about, memory, happening);
}

function lookIn(phase: Phase, waitMs: number, memory: Memory): Step {
	return { do: 'look', waitMs, memory: { ...memory, phase, waits: 0, failedLooks: 0 } };
}

function afterDeclined(memory: Memory, error: Extract<Happening, { kind: 'declined' }>['error']): Step {
	const pause = PAUSES_AFTER_DECLINED_MS[memory.declined];
	if (pause === undefined) return { do: 'end', outcome: { kind: 'unsent', because: error.facts.said, error } };
	return lookIn('first', error.afterMs ?? pause, { ...memory, declined: memory.declined + 1 });
}

function afterFailedLook(about: Case, memory: Memory, error: Extract<Happening, { kind: 'look failed' }>['error']): Step {
	if (memory.phase === 'first') return { do: 'end', outcome: { kind: 'unsent', because: error.facts.said, error }, stop: error };
	const pause = PAUSES_AFTER_FAILED_LOOKS_MS[memory.failedLooks];
	if (pause !== undefined) return { do: 'look', waitMs: pause, memory: { ...memory, failedLooks: memory.failedLooks + 1 } };
	return withoutLook(about, memory, error);
}

const withoutLook: typeof afterFailedLook = (about, memory, error) => {
	const { created } = memory;
	if (memory.phase === 'refused') return refused(memory);
	if (memory.phase === 'answer lost') return doubt(about, memory, 'answer lost', []);
	if (memory.phase === 'completed') return doubt(about, memory, 'partial', created === undefined ? [] : [created.number]);
	if (memory.phase !== 'answered' || created === undefined) return afterRelease(about, memory, { kind: 'look failed', error });
	const because = 'the search for other journals with its reference failed, so it is not known to be the only one';
	return {
		do: 'end',
		outcome: {
			kind: 'posted',
			number: created.number,
			status: created.status,
			link: created.link,
			evidence: 'answered',
			verified: false,
			release: about.release ? { kind: 'not tried', because } : { kind: 'not asked' },
			warnings: created.warnings ?? [],
		},
	};
};

/** The outcome if a first look needs nothing but looking; undefined when something is to be done, or waited for if `patient`. */
export function settledByFirstLook(about: Case, found: readonly FoundJournal[], patient: boolean): JournalOutcome | undefined {
	const step = afterLook(about, { ...NOTHING_DONE, waits: patient ? 0 : SHARES_OF_SETTLING.length }, found);
	return step.do === 'end' ? step.outcome : undefined;
}

/** Those that a person withdrew do not count beside one that stands: deleting the second of two is how a person settles a doubt. */
function see({ journal, rules }: Case, found: readonly FoundJournal[]): Sight {
	const standing = found.filter(({ stage }) => stage !== 'withdrawn');
	const [first] = standing;
	if (first === undefined) return { kind: found.length === 0 ? 'none' : 'withdrawn' };
	return standing.length > 1 ? { kind: 'several' } : { kind: likeness(journal, first, rules), found: first };
}

function afterLook(about: Case, memory: Memory, all: readonly FoundJournal[]): Step {
	if (memory.accepted !== undefined) return afterRelease(about, memory, { kind: 'saw', found: all });
	const standing = all.filter(({ stage }) => stage !== 'withdrawn');
	const ours = memory.phase === 'answered' ? memory.created?.number : undefined;
	const missing = ours !== undefined && !all.some(({ number }) => number === ours);
	if (missing && standing.length > 0) return doubt(about, memory, 'several', [ours, ...numbersOf(standing)]);
	if (missing) return again(about, memory) ?? notVisible(about, memory, ours);
	const sight = see(about, all);
	if (sight.kind === 'none') return nothingThere(about, memory);
	if (sight.kind === 'equal') return accept(about, memory, sight.found);
	if (sight.kind === 'partial') return afterPartial(about, memory, sight.found);
	if (sight.kind === 'several') return doubt(about, memory, 'several', numbersOf(standing));
	if (sight.kind === 'different') return doubt(about, memory, 'different content', [sight.found.number]);
	if (sight.kind === 'unreadable') return doubt(about, memory, 'unreadable', [sight.found.number]);
	return about.journal.lines.length === 0 ? { do: 'end', outcome: { kind: 'empty' } } : doubt(about, memory, withdrawal(all), numbersOf(all));
}

const withdrawal = (all: readonly FoundJournal[]): DoubtWord => (all.every(({ isDeleted }) => isDeleted === true) ? 'deleted' : 'withdrawn');

function nothingThere(about: Case, memory: Memory): Step {
	if (memory.phase === 'refused') return refused(memory);
	if (memory.phase !== 'first') return doubt(about, memory, memory.phase === 'completed' ? 'partial' : 'answer lost', []);
	if (about.journal.lines.length === 0) return { do: 'end', outcome: { kind: 'empty' } };
	return about.mayCreate ? { do: 'create', memory } : { do: 'end', outcome: { kind: 'unsent', because: VANISHED } };
}

/**
 * It may still be written at this moment, by whoever: only a settled look shows what has come to stay. What is released is written no
 * more: it has fewer lines than are meant now, and neither waiting nor completing gives it others.
 */
function afterPartial(about: Case, memory: Memory, found: FoundJournal): Step {
	if (found.stage === 'released') return doubt(about, memory, 'different content', [found.number]);
	const wait = again(about, memory);
	if (wait !== undefined) return wait;
	const mayComplete = about.canComplete && memory.phase !== 'completed' && memory.phase !== 'refused';
	return mayComplete ? { do: 'complete', found, memory } : doubt(about, memory, 'partial', [found.number]);
}

function again({ rules }: Case, memory: Memory): Step | undefined {
	const share = SHARES_OF_SETTLING[memory.waits];
	if (share === undefined) return undefined;
	return { do: 'look', waitMs: Math.ceil(rules.settleMs * share), memory: { ...memory, waits: memory.waits + 1 } };
}

function refused({ error }: Memory): Step {
	if (error instanceof FatalError) return { do: 'end', outcome: { kind: 'unsent', because: error.facts.said, error }, stop: error };
	const records = error instanceof RejectedError ? error.records : [];
	const said = error instanceof RejectedError ? error.facts.said : 'refused';
	const refusals = records.map(({ index, reasons }) => ({ line: index, reasons }));
	return { do: 'end', outcome: { kind: 'refused', said, refusals } };
}

/** Whatever keeps it from being shown, the next one would be stored as unseen. */
export function notVisible({ rules: { system }, journal: { reference } }: Case, { sent, error }: Pick<Memory, 'sent' | 'error'>, number: string): Extract<Step, { do: 'end' }> {
	const outcome = ambiguous('not visible', { system, reference }, [number], sent, error);
	return { do: 'end', outcome, stop: outcome.error };
}

function doubt({ rules, journal }: Case, { sent, error }: Memory, why: DoubtWord, numbers: readonly string[]): Step {
	return { do: 'end', outcome: ambiguous(why, { system: rules.system, reference: journal.reference }, numbers, sent, error) };
}
