/**
 * A ledger in memory with an ordered history, seen through requests that a schedule orders and a test disturbs. Its promise about time
 * is the one of `JournalRules.settleMs` and nothing more: late effects happen at any moment before.
 */
import type { FoundJournal, Journal, JournalProblem, JournalRules, JournalStage, JournalTarget } from '../../../src/contracts';
import { cancellationOf } from '../../../src/core/cancellation';
import { ConnectionLostError, FatalError, RejectedError, RetryableError, type ErrorFacts } from '../../../src/core/errors';
import type { Schedule } from './schedule';
import { RULES } from './samples';

/** What one request does. `then lost`: the answer does not arrive. */
export type Disturbance =
	| 'none'
	| 'stored, then lost'
	| 'lost, stored later'
	| 'lost, never stored'
	| 'partly stored, then lost'
	/** Answered with the number while the lines are still being written. */
	| 'stored in two steps'
	| 'refused'
	| 'forbidden'
	| 'declined';

export interface Stored {
	readonly number: string;
	readonly reference: string;
	readonly mark: string;
	readonly by: string;
	lines: Journal['lines'];
	stage: JournalStage;
	whole: boolean;
	shown: boolean;
	/** How often it was released. */
	releases: number;
}

export interface LedgerTraits {
	/** Refuses a second journal under one reference. */
	readonly unique?: boolean;
	/** Whether what was stored may be shown late. */
	readonly slow?: boolean;
	readonly completes?: boolean;
	readonly releases?: boolean;
	/** What the nth create and the nth release do; beyond the list nothing disturbs them. */
	readonly creates?: readonly Disturbance[];
	readonly releasesDo?: readonly Disturbance[];
	/** Whether the nth find fails; beyond the list none does. */
	readonly failingFinds?: readonly boolean[];
	/** Finds never show anything. */
	readonly blind?: boolean;
	readonly tellsLines?: boolean;
	readonly problems?: (journal: Journal) => readonly JournalProblem[];
	readonly rules?: JournalRules;
}

const facts = (said: string): ErrorFacts => ({ system: 'Model ledger', operation: 'test', said, remedy: '-' });

export class ModelLedger {
	readonly history: Stored[] = [];
	/** Requests in the order of their effects. */
	readonly requests: string[] = [];
	/** From now on nothing is disturbed any more. */
	calm = false;
	private finds = 0;
	private creates = 0;
	private releasesAsked = 0;

	constructor(readonly schedule: Schedule, readonly traits: LedgerTraits = {}) {
		schedule.outerState = () => [this.history, this.finds, this.creates, this.releasesAsked];
	}

	of(reference: string): Stored[] {
		return this.history.filter((one) => one.reference === reference);
	}

	/** The ledger as the run of this name reaches it. */
	target(run: string): JournalTarget {
		const { completes, releases, rules = RULES } = this.traits;
		return {
			rules,
			find: (references, signal) => this.call(run, 'find', () => {
				if (!this.calm && this.traits.failingFinds?.[this.finds++] === true) throw new ConnectionLostError(facts('connection reset'));
				return this.traits.blind === true ? [] : this.find(references);
			}, signal),
			check: (journals) => {
				this.requests.push('check');
				return Promise.resolve(journals.flatMap((journal) => this.traits.problems?.(journal) ?? []));
			},
			create: (journal) => {
				const disturbance = this.calm ? 'none' : this.traits.creates?.[this.creates++] ?? 'none';
				const died = (): void => this.mayBeStored(journal, run);
				return this.schedule.arrive(run, `create (${disturbance})`, () => this.create(journal, run, disturbance), died);
			},
			...(completes === true && {
				complete: (journal: Journal, found: FoundJournal) => this.call(run, 'complete', () => this.complete(journal, found)),
			}),
			...(releases === true && {
				release: (found: FoundJournal) => {
					const disturbance = this.traits.releasesDo?.[this.releasesAsked++] ?? 'none';
					return this.call(run, `release (${disturbance})`, () => this.release(found, disturbance));
				},
			}),
		};
	}

	private call<T>(run: string, label: string, effect: () => T, signal?: AbortSignal): Promise<T> {
		return this.schedule.arrive(run, label, () => {
			this.requests.push(label);
			if (signal?.aborted) throw cancellationOf(signal, 'Model ledger', label);
			return effect();
		});
	}

	find(references: readonly string[]): FoundJournal[] {
		return this.history.filter(({ shown, reference }) => shown && references.includes(reference)).map((one) => ({
			reference: one.reference,
			number: one.number,
			stage: one.whole ? one.stage : 'unfinished',
			status: one.stage,
			mark: one.mark,
			lineCount: one.lines.length,
			...(this.traits.tellsLines === true && { lines: one.lines }),
		}));
	}

	private create(journal: Journal, run: string, disturbance: Disturbance): { number: string; status: string } {
		this.requests.push('create');
		if (disturbance === 'refused') throw new RejectedError(facts('line 2 is refused'), [{ index: 1, key: undefined, reasons: ['no such account'] }]);
		if (disturbance === 'forbidden') throw new FatalError(facts('you may not create journals'));
		if (disturbance === 'declined') throw new RetryableError(facts('locked by another user'), 100);
		if (disturbance === 'lost, stored later') this.mayBeStored(journal, run);
		if (disturbance.startsWith('lost')) throw new ConnectionLostError(facts('connection reset'));
		if (this.traits.unique === true && this.of(journal.reference).length > 0) throw new RejectedError(facts('this reference is in use'), []);
		const inTwoSteps = disturbance === 'stored in two steps';
		const stored = this.store(journal, run, inTwoSteps || disturbance === 'partly stored, then lost');
		if (inTwoSteps) this.schedule.later(`the lines of ${stored.number}`, (this.traits.rules ?? RULES).settleMs, () => this.fill(stored, journal));
		if (disturbance !== 'none' && !inTwoSteps) throw new ConnectionLostError(facts('connection reset'));
		return { number: stored.number, status: stored.stage };
	}

	/** A request without a sender: it may still be carried out, or not. */
	private mayBeStored(journal: Journal, run: string): void {
		if (this.schedule.chooser.choose(2) === 1) return;
		const { settleMs } = this.target(run).rules;
		this.schedule.later(`store for ${run}`, settleMs, () => {
			if (this.traits.unique === true && this.of(journal.reference).length > 0) return;
			this.store(journal, run, false).shown = true;
		});
	}

	store(journal: Journal, by: string, partly = false, shown = this.traits.slow !== true): Stored {
		const stored: Stored = {
			number: `N${this.history.length + 1}`,
			reference: journal.reference,
			mark: journal.mark,
			by,
			lines: partly ? journal.lines.slice(0, 1) : journal.lines,
			stage: 'entered',
			whole: !partly,
			shown,
			releases: 0,
		};
		this.history.push(stored);
		if (!shown) this.schedule.later(`show ${stored.number}`, (this.traits.rules ?? RULES).settleMs, () => (stored.shown = true));
		return stored;
	}

	private complete(journal: Journal, { number }: FoundJournal): void {
		const stored = this.history.find((one) => one.number === number);
		if (stored === undefined) throw new FatalError(facts('no such journal'));
		this.fill(stored, journal);
	}

	private fill(stored: Stored, { lines }: Journal): void {
		stored.lines = lines;
		stored.whole = true;
	}

	private release({ number }: FoundJournal, disturbance: Disturbance): void {
		const stored = this.history.find((one) => one.number === number);
		if (disturbance === 'lost, never stored') throw new ConnectionLostError(facts('connection reset'));
		if (disturbance === 'refused' || stored?.stage !== 'entered') throw new RejectedError(facts('the period is closed'), []);
		stored.stage = 'released';
		stored.releases += 1;
		if (disturbance === 'stored, then lost') throw new ConnectionLostError(facts('connection reset'));
	}
}
