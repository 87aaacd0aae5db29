import type { FoundJournal, Journal, JournalProblem, JournalRules, JournalTarget } from '../../src/contracts';
import { ConnectionLostError, FatalError, RejectedError, type ErrorFacts } from '../../src/core/errors';
import { nodeClock } from './engine/quick-clock';
import type { TargetSettings } from '../../nodes/shared/journal/journal-system';

const facts = (said: string, remedy = 'Ask the test.'): ErrorFacts => ({ system: 'Test Ledger', operation: 'test', said, remedy });

const RULES: JournalRules = {
	system: 'Test Ledger', book: 'books of the test',
	fields: [
		{ name: 'ledger', place: 'head', required: true, longest: 10 },
		{ name: 'period', place: 'head', required: true, pattern: /^\d{4}-\d\d$/, like: '2026-03' },
		{ name: 'project', place: 'line' },
		{ name: 'subaccount', place: 'line' },
	],
	longestAccount: 10, longestDescription: 60, places: 2, mostLines: 50_000, balancedBy: [],
	reference: { alphabet: '0123456789ABCDEFGHJKMNPQRSTVWXYZ', longest: 20, prefix: 'T-' },
	mark: { alphabet: '0123456789abcdef', longest: 32 },
	settleMs: 0,
};

export type Fault = 'lost after it was stored' | 'lost before it was stored' | 'second line refused' | 'forbidden' | 'dies, stored after five minutes';

export interface StoredBatch {
	readonly number: string;
	readonly reference: string;
	readonly mark: string;
	readonly lines: Journal['lines'];
	stage: FoundJournal['stage'];
}

/** A ledger in memory: what it holds is what a test judges by. */
export class TestLedger {
	readonly batches: StoredBatch[] = [];
	/** Of the next creates, in order. */
	readonly faults: Fault[] = [];
	/** What the next releases fail with. */
	readonly releaseFailures: string[] = [];
	readonly requests: string[] = [];
	readonly settings: TargetSettings[] = [];
	problems: (journal: Journal) => readonly JournalProblem[] = () => [];
	/** Awaited at the beginning of every request. */
	before: (request: string) => Promise<unknown> = async () => undefined;
	findFails: Error | undefined;
	/** Finds show nothing. */
	isBlind = false;

	/** What a dead process has sent and the ledger has not stored yet. */
	private readonly onItsWay: Array<{ readonly journal: Journal; readonly dueMs: number }> = [];

	private async asked(request: string): Promise<void> {
		this.requests.push(request);
		const due = this.onItsWay.filter(({ dueMs }) => nodeClock.now() >= dueMs);
		for (const one of due) this.store(this.onItsWay.splice(this.onItsWay.indexOf(one), 1)[0]?.journal ?? one.journal);
		await this.before(request);
	}

	target(settings: TargetSettings): JournalTarget {
		this.settings.push(settings);
		const rules = { ...RULES, settleMs: settings.settleMs, reference: { ...RULES.reference, prefix: settings.referencePrefix } };
		return {
			rules,
			find: async (references) => {
				await this.asked('find');
				if (this.findFails) throw this.findFails;
				return this.batches.filter(({ reference }) => !this.isBlind && references.includes(reference)).map(({ lines, ...batch }) => ({
					...batch, status: batch.stage, link: `https://ledger.test/${batch.number}`, lineCount: lines.length,
				}));
			},
			check: async (journals) => {
				await this.asked('check');
				return journals.flatMap((journal) => this.problems(journal));
			},
			create: async (journal) => {
				await this.asked('create');
				return this.create(journal, settings.hold);
			},
			release: async (found) => {
				await this.asked('release');
				const failure = this.releaseFailures.shift();
				if (failure !== undefined) throw new RejectedError(facts(failure, 'Open the period.'), []);
				const batch = this.batches.find(({ number }) => number === found.number);
				if (batch) batch.stage = 'released';
			},
		};
	}

	store({ reference, mark, lines }: Pick<Journal, 'reference' | 'mark' | 'lines'>, stage: StoredBatch['stage'] = 'entered'): StoredBatch {
		const batch = { number: `N${this.batches.length + 1}`, reference, mark, lines, stage };
		this.batches.push(batch);
		return batch;
	}

	private async create(journal: Journal, hold: boolean): Promise<{ number: string; status: string; warnings: string[] }> {
		const fault = this.faults.shift();
		if (fault === 'second line refused') throw new RejectedError(facts('Inserting raised an error'), [{ index: 1, key: undefined, reasons: ["'Account' cannot be found"] }]);
		if (fault === 'forbidden') throw new FatalError(facts('You have insufficient rights', 'Ask the administrator.'));
		if (fault === 'lost before it was stored') throw new ConnectionLostError(facts('connection reset'));
		if (fault === 'dies, stored after five minutes') {
			this.onItsWay.push({ journal, dueMs: nodeClock.now() + 5 * 60_000 });
			await new Promise(() => undefined);
		}
		const { number, stage } = this.store(journal, hold ? 'held' : 'entered');
		if (fault === 'lost after it was stored') throw new ConnectionLostError(facts('connection reset'));
		return { number, status: stage, warnings: ['rounded nothing'] };
	}
}
