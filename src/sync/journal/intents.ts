/**
 * Has an earlier run perhaps sent something that no look shows yet?
 *
 * **No create before earlier runs have settled.** A run that died with its process may have sent a create that the target has not stored
 * yet, and no look can see that. `settleMs` after its death the create is either stored and shown, or never will be. So a run that
 * has something to create waits once, before its first create, and looks again after it:
 * - *Without intents* nobody knows what a dead run was about, so every run waits, until `settleMs` have passed since its own beginning;
 *   the dead run had ended before that.
 * - *With intents* every run announces its references before it sends the first create, and is told which of them were announced before.
 *   A create is sent only after the announcement of its reference was kept. So if a dead run has sent one, it had announced it, and who
 *   announces after its death is told: that run waits `settleMs` from its announcement on, which is later than the death, and then looks.
 *   Who is told nothing comes after no create of a dead run, and creates at once. The intents need not be atomic for this, only
 *   durable: two that announce at the same moment are both alive, and what holds for these is said in posting-machine.ts
 *   (**several are never unnoticed**); being told, the later one as a rule finds what the faster one has created.
 * - *If announcing fails*, it is as if it were told of all of them: it waits. What it creates then was not announced.
 *
 * **What a lost intents store costs.** Where an announcement was not kept, because the store was lost or announcing failed, the next run is
 * not told of it. That is as bad as `waitForEarlierRuns: false`: a run that begins within `settleMs` after one that died in the middle of
 * such a create may post it twice. Both are seen as *several* by the next look. Nothing else depends on the store: one that says too
 * much (an announced journal was refused, or never sent) costs a wait.
 */
import type { Clock, JournalRules } from '../../contracts';

/** Remembers, for longer than a process lives, which journals somebody was about to create. One store for all runs on one set of books. */
export interface Intents {
	/** Durably notes, before anything is sent, that these references are about to be created; gives those that had been noted before (by any run). */
	announce(references: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface EarlierRuns {
	readonly intents: Intents | undefined;
	readonly clock: Clock;
	readonly rules: JournalRules;
	/** When this run began, by the same clock. */
	readonly startedAtMs: number;
	/** False: the references are announced, for the sake of later runs, but nothing is waited for. */
	readonly wait: boolean;
	readonly signal?: AbortSignal;
}

/** Resolves when nothing that an earlier run has sent for these references can become visible any more. */
export async function settleEarlierRuns(references: readonly string[], runs: EarlierRuns): Promise<void> {
	const { intents, clock, rules, startedAtMs, wait, signal } = runs;
	const leftMs = intents === undefined
		? rules.settleMs - Math.max(0, clock.now() - startedAtMs)
		: (await mayBeOnItsWay(references, intents)) ? rules.settleMs : 0;
	if (wait && leftMs > 0) await clock.sleep(leftMs, signal);
}

async function mayBeOnItsWay(references: readonly string[], intents: Intents): Promise<boolean> {
	try {
		const before = await intents.announce(references);
		return references.some((reference) => before.has(reference));
	} catch {
		return true;
	}
}
