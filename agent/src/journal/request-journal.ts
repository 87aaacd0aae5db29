import { type AgentClock, instantText } from '../agent-clock';
import { type EntrySummary } from './content';
import { JournalFile } from './journal-file';

/**
 * running  Sage is being asked right now, by this process
 * doubt    Sage was asked and the agent does not know whether the entry is stored
 * done     the entry was stored
 */
export type Phase = 'running' | 'doubt' | 'done';

export interface RequestRecord {
	readonly company: string;
	readonly naturalKey: string;
	readonly phase: Phase;
	/** Of the body. */
	readonly hash: string;
	readonly summary: EntrySummary;
	/** Whether Sage makes a reversing entry of it, which carries the same comments. */
	readonly autoReverse: boolean;
	/** What the caller was, or could have been, told first, and when. */
	readonly recorded: { readonly state: 'in_progress' | 'in_doubt' | 'entered'; readonly at: string };
	/** Milliseconds; when the agent lost sight of the request. */
	readonly doubtSince?: number;
	/** Milliseconds; when the first look-up after the quiet time ended that found nothing. */
	readonly emptySince?: number;
}

type Step = 'begin' | 'done' | 'doubt' | 'released';
const STEPS: readonly Step[] = ['begin', 'done', 'doubt', 'released'];

interface Line {
	readonly step: Step;
	readonly at: string;
	readonly company: string;
	readonly key: string;
	readonly hash?: string;
	readonly summary?: EntrySummary;
	readonly autoReverse?: boolean;
	readonly settled?: boolean;
	readonly why?: string;
}

const lineOf = (value: unknown): Line | undefined => {
	const line = value as Partial<Line> | null;
	if (line === null || typeof line !== 'object' || !STEPS.some((step) => step === line.step)) return undefined;
	if (typeof line.company !== 'string' || typeof line.key !== 'string' || typeof line.at !== 'string') return undefined;
	if (line.step === 'begin' && (typeof line.hash !== 'string' || typeof line.summary !== 'object')) return undefined;
	return line as Line;
};

const placeOf = (company: string, naturalKey: string): string => `${company} ${naturalKey}`;

/**
 * The agent's own journal of creation requests: the only thing that can tell whether a key was used, since Sage 100
 * refuses nothing twice (reference sage-100 9.4).
 *
 * Guarantee: per company and key at most one request is `running`, and a key that may have reached Sage is never free.
 * Proof: `begin` refuses a key that has a record, and enters it in the map and then, before it returns, on the disk
 * (fsync); nothing is sent to Sage before. So whenever the process ends, every key that Sage may have seen has a
 * `begin` on the disk. On opening, a `begin` without an end becomes `doubt`, which blocks the key like `running` does.
 * A key gets free only by `release`, which its callers use when Sage surely stored nothing, and which is written before
 * it counts: if that fails, the key stays in doubt.
 */
export class RequestJournal {
	private readonly records = new Map<string, RequestRecord>();
	private readonly file: JournalFile;

	constructor(path: string, private readonly clock: AgentClock) {
		this.file = new JournalFile(path, (value, number) => {
			const line = lineOf(value);
			if (line === undefined) throw new Error(`Line ${number} of ${path} is not one that the agent writes. Restore the file from its backup.`);
			this.replay(line);
		});
		for (const [place, record] of this.records) {
			if (record.phase === 'running') this.records.set(place, this.lost(record));
		}
	}

	find(company: string, naturalKey: string): RequestRecord | undefined {
		return this.records.get(placeOf(company, naturalKey));
	}

	/** Throws when the key has a record, or when the disk refuses: then nothing was begun. */
	begin(company: string, naturalKey: string, hash: string, summary: EntrySummary, autoReverse = false): void {
		const place = placeOf(company, naturalKey);
		if (this.records.has(place)) throw new Error(`key ${naturalKey} of ${company} is taken`);
		const at = this.now();
		this.records.set(place, { company, naturalKey, phase: 'running', hash, summary, autoReverse, recorded: { state: 'in_progress', at } });
		try {
			this.file.append({ step: 'begin', at, company, key: naturalKey, hash, summary, ...(autoReverse ? { autoReverse } : {}) } satisfies Line);
		} catch (cause) {
			this.records.delete(place);
			throw cause;
		}
	}

	/** The entry is stored. `settled`: a look-up found it after its end was unknown. */
	done(company: string, naturalKey: string, summary: EntrySummary, settled = false): RequestRecord {
		return this.step({ step: 'done', at: this.now(), company, key: naturalKey, summary, settled });
	}

	doubt(company: string, naturalKey: string, why: string): void {
		this.step({ step: 'doubt', at: this.now(), company, key: naturalKey, why });
	}

	/** Nothing is stored in Sage: the key is free again. */
	release(company: string, naturalKey: string, why: string): void {
		this.step({ step: 'released', at: this.now(), company, key: naturalKey, why });
	}

	/** Of a request in doubt: the quiet time counts from now. */
	waitAgain({ emptySince: _forgotten, ...record }: RequestRecord): RequestRecord {
		return this.remember({ ...record, doubtSince: this.clock.now() });
	}

	/** Of a request in doubt: Sage had nothing. Not written down, so a restart forgets it. */
	lookedEmpty(record: RequestRecord): RequestRecord {
		return this.remember({ ...record, emptySince: this.clock.now() });
	}

	close(): void {
		this.file.close();
	}

	private remember(record: RequestRecord): RequestRecord {
		this.records.set(placeOf(record.company, record.naturalKey), record);
		return record;
	}

	private step(line: Line): RequestRecord {
		const before = this.found(line);
		// Until the line is on the disk the truth is what a restart would find: no end.
		if (before.phase === 'running') this.records.set(placeOf(line.company, line.key), this.lost(before));
		this.file.append(line);
		this.replay(line);
		return this.records.get(placeOf(line.company, line.key)) ?? before;
	}

	private replay(line: Line): void {
		const place = placeOf(line.company, line.key);
		if (line.step === 'begin') {
			const { company, key: naturalKey, hash = '', summary, autoReverse = false, at } = line;
			if (summary === undefined) return;
			this.records.set(place, { company, naturalKey, phase: 'running', hash, summary, autoReverse, recorded: { state: 'in_progress', at } });
			return;
		}
		const before = this.found(line);
		if (line.step === 'released') this.records.delete(place);
		else if (line.step === 'doubt') this.records.set(place, { ...this.lost(before), recorded: { state: 'in_doubt', at: line.at } });
		else {
			const recorded = line.settled === true ? { state: 'in_doubt' as const, at: before.recorded.at } : { state: 'entered' as const, at: line.at };
			const { company, naturalKey, hash, autoReverse } = before;
			this.records.set(place, { company, naturalKey, phase: 'done', hash, summary: line.summary ?? before.summary, autoReverse, recorded });
		}
	}

	private found(line: Line): RequestRecord {
		const before = this.records.get(placeOf(line.company, line.key));
		if (before === undefined) throw new Error(`The request journal ends a request ${line.key} of ${line.company} that it never began.`);
		return before;
	}

	/** Sage may be at it until now, whenever it was asked: the quiet time counts from here. */
	private lost(record: RequestRecord): RequestRecord {
		return { ...record, phase: 'doubt', recorded: { state: 'in_doubt', at: record.recorded.at }, doubtSince: this.clock.now() };
	}

	private now(): string {
		return instantText(this.clock.now());
	}
}
