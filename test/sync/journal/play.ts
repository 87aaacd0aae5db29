/** Runs against one model ledger: started, stopped, killed and run again, in the order that a schedule chooses. */
import type { Journal, NamedLock } from '../../../src/contracts';
import { CancelledError } from '../../../src/core/errors';
import { FifoLock } from '../../../src/core/limits/fifo-lock';
import {
	planJournals,
	postJournals,
	type JournalRow,
	type PostingOptions,
	type PostingReport,
	type PostingWishes,
	type ReportedJournal,
} from '../../../src/sync/journal';
import { ModelIntents, type IntentsTraits } from './model-intents';
import { ModelLedger, type LedgerTraits } from './model-ledger';
import { MARCH, RULES, WISHES } from './samples';
import { FIRST, Schedule, type Chooser } from './schedule';

export interface RunSetup {
	/** Runs of one process share its lock; a run that is killed takes its process with it. */
	readonly process?: string;
	readonly rows?: readonly JournalRow[];
	readonly wishes?: PostingWishes;
	readonly options?: PostingOptions;
}

export interface Run extends Required<Omit<RunSetup, 'options'>> {
	readonly name: string;
	readonly stop: () => void;
	dead: boolean;
	report?: PostingReport;
}

export class Play {
	readonly schedule: Schedule;
	readonly ledger: ModelLedger;
	readonly runs: Run[] = [];
	private readonly locks = new Map<string, NamedLock>();
	private readonly unseen = new Map<string, Map<string, string>>();

	readonly intents: ModelIntents | undefined;

	/** Without `intents` the runs have no store for them. */
	constructor(chooser: Chooser = FIRST, traits: LedgerTraits = {}, intents?: IntentsTraits) {
		this.schedule = new Schedule(chooser);
		this.ledger = new ModelLedger(this.schedule, traits);
		this.intents = intents && new ModelIntents(this.schedule, intents);
	}

	start({ process = 'one', rows = MARCH, wishes = WISHES, options = {} }: RunSetup = {}): Run {
		const name = `run ${this.runs.length + 1}`;
		const stopper = new AbortController();
		const stop = (): void => stopper.abort(new CancelledError({ system: 'test', operation: 'run', said: 'the execution was stopped', remedy: '-' }));
		const run: Run = { name, process, rows, wishes, stop, dead: false };
		this.runs.push(run);
		const lock = this.locks.get(process) ?? new FifoLock({ now: () => this.schedule.nowMs });
		this.locks.set(process, lock);
		const unseen = this.unseen.get(process) ?? new Map<string, string>();
		this.unseen.set(process, unseen);
		const tools = {
			target: this.ledger.target(name), clock: this.schedule.clock(name), lock, intents: this.intents?.port(name), unseen, signal: stopper.signal,
		};
		const onOutcome = (reported: ReportedJournal): void => this.inMind(() => this.checkNow(run, reported));
		void postJournals(rows, wishes, tools, { ...options, onOutcome }).then((report) => {
			if (!run.dead) this.inMind(() => this.finish(run, report));
		});
		return run;
	}

	/** Its process dies at some moment; at that moment `then` happens. */
	killSometime(run: Run, then: () => void): void {
		this.schedule.later(`kill ${run.name}`, undefined, () => {
			if (run.report !== undefined) return;
			for (const one of this.runs.filter(({ process }) => process === run.process)) {
				one.dead = true;
				this.schedule.kill(one.name);
				this.schedule.tell(one.name, 'killed');
			}
			this.locks.delete(run.process);
			this.unseen.delete(run.process);
			then();
		});
	}

	stopSometime(run: Run): void {
		this.schedule.later(`stop ${run.name}`, undefined, () => {
			this.schedule.tell(run.name, 'stopped');
			run.stop();
		});
	}

	/** Somebody who is none of ours writes the same reference at some moment. */
	somebodyWrites(journal: Journal): void {
		this.schedule.later('somebody writes', undefined, () => this.ledger.store(journal, 'somebody'));
	}

	/** Until nothing is left to happen. */
	async toTheEnd(): Promise<void> {
		while (await this.schedule.step());
		if (this.failures.length > 0) throw this.failures[0];
		for (const run of this.schedule.pruned ? [] : this.runs) {
			if (!run.dead && run.report === undefined) throw new Error(`${run.name} has not ended\n${this.schedule.trace.join('\n')}`);
		}
	}

	async one(setup: RunSetup = {}): Promise<PostingReport> {
		const run = this.start(setup);
		await this.toTheEnd();
		if (run.report === undefined) throw new Error('no report');
		return run.report;
	}

	/** What `postJournals` itself gives or throws. */
	async tryOne({ rows = MARCH, wishes = WISHES, options = {} }: RunSetup): Promise<PostingReport> {
		const lock = new FifoLock({ now: () => this.schedule.nowMs });
		return await postJournals(rows, wishes, { target: this.ledger.target('try'), clock: this.schedule.clock('try'), lock }, options);
	}

	private readonly claims: Array<() => void> = [];
	private readonly failures: unknown[] = [];

	private inMind(check: () => void): void {
		try {
			check();
		} catch (error) {
			this.failures.push(error);
		}
	}

	/** What is told when a journal has its outcome is true at that moment. */
	private checkNow({ name }: Run, { journal, outcome }: ReportedJournal): void {
		if (outcome.kind !== 'posted') return;
		const it = this.ledger.of(journal.reference).find(({ number }) => number === outcome.number);
		expect(it).toMatchObject({ mark: journal.mark, whole: true });
		if (outcome.evidence === 'answered') expect(it?.by).toBe(name);
		if (outcome.release.kind === 'done') expect(it?.stage).toBe('released');
		if (outcome.release.kind === 'failed') expect(it?.stage).not.toBe('released');
	}

	/** Holds the report against the input and the history; what it says was never stored is checked again at the end. */
	private finish(run: Run, report: PostingReport): void {
		run.report = report;
		const posted = report.journals.flatMap((one) => [...one.rowOfLine, ...one.omitted.map((left) => left.row)]);
		const rows = [...report.rejected.map((one) => one.row), ...posted];
		expect(rows.filter((row) => row !== null).sort((a, b) => a - b)).toEqual(run.rows.map((_row, index) => index));
		for (const { journal, outcome } of report.journals) {
			const stored = this.ledger.of(journal.reference);
			if (outcome.kind === 'ambiguous') {
				expect(stored.map(({ number }) => number)).toEqual(expect.arrayContaining([...outcome.numbers]));
				if (outcome.doubt === 'several') expect(outcome.numbers.length).toBeGreaterThan(1);
				if (!outcome.mayBeStoredByThisRun) this.neverBy(run, journal.reference);
			}
			if (outcome.kind === 'unsent' || outcome.kind === 'empty' || outcome.kind === 'planned') this.neverBy(run, journal.reference);
		}
		for (const { reference } of report.rejected) if (reference !== undefined) this.neverBy(run, reference);
	}

	private neverBy(run: Run, reference: string): void {
		this.claims.push(() => expect(this.ledger.of(reference).filter(({ by }) => by === run.name)).toEqual([]));
	}

	/** Reports that said "not by me" are held against the end of the history as well. */
	checkClaims(): void {
		this.claims.forEach((check) => check());
	}
}

export const journalsOf = (rows: readonly JournalRow[] = MARCH, wishes: PostingWishes = WISHES): Journal[] =>
	planJournals(rows, RULES, wishes).planned.map(({ journal }) => journal);

export const onlyJournal = (rows?: readonly JournalRow[], wishes?: PostingWishes): Journal => {
	const [journal] = journalsOf(rows, wishes);
	if (journal === undefined) throw new Error('no journal');
	return journal;
};
