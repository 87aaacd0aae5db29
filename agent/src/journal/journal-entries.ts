import { type AgentClock } from '../agent-clock';
import { type CompanyGate } from '../company-gate';
import { type ErrorCode, Failure, MEANINGS, failureOf } from '../http/failure';
import { type EntryToCreate, type Row, SageFault, type SagePort } from '../sage/port';
import { type EntrySummary, contentHash, sameContent, summaryOf } from './content';
import { entryAnswer, numbered, presentState, rememberedAnswer } from './entry-answer';
import { type RequestJournal, type RequestRecord } from './request-journal';
import { withoutReversal } from './reversal';

export interface JournalParts {
	readonly sage: SagePort;
	readonly journal: RequestJournal;
	readonly gate: CompanyGate;
	readonly clock: AgentClock;
	/** How long after losing sight of a request "nothing found" proves nothing, and how far apart the two looks are that free its key. */
	readonly quietMilliseconds: number;
}

export interface EntryRequest {
	readonly company: string;
	readonly entry: EntryToCreate;
	/** Whether this caller could run the register, for the sentence in the answer. */
	readonly canRun: boolean;
}

export interface CreateAnswer {
	readonly status: 200 | 201;
	readonly replayed: boolean;
	readonly row: Row;
}

const textAt = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Of the row that Sage gave, what is kept for the day when a person has deleted the entry. */
const learned = (known: EntrySummary, row: Row): EntrySummary => ({
	...known,
	...(row.entryNo === undefined ? {} : { entryNo: textAt(row.entryNo) ?? null }),
	...(row.batchNo === undefined ? {} : { batchNo: textAt(row.batchNo) ?? null }),
	...(textAt(row.fiscalYear) === undefined ? {} : { fiscalYear: textAt(row.fiscalYear) }),
	...(textAt(row.fiscalPeriod) === undefined ? {} : { fiscalPeriod: textAt(row.fiscalPeriod) }),
	...(Array.isArray(row.warnings) ? { warnings: row.warnings.map(String) } : {}),
});

const mismatch = (key: string): Failure => new Failure('DUPLICATE_KEY_MISMATCH', `Key ${key} was used with other content.`);

/**
 * Exactly-once creation over a system that takes everything twice (reference sage-100 9.4).
 *
 * Guarantee: at most one entry per company and key is created by this agent, whatever is repeated, parallel, slow or
 * broken off. Proof: `createEntry` of Sage is called at one place, in `write`, which runs alone for its company (the
 * gate) and only after `begin` was accepted and is on the disk. `begin` accepts a key only while it has no record; the
 * record goes away only by `release`. That is called at two places: when Sage says that nothing was stored, and when two
 * look-ups, each running alone for the company and each begun after the quiet time, found nothing in the entries and in
 * the ledger, the second begun at least another quiet time after the first had ended. After the quiet time nothing of
 * an earlier request can be stored any more. Two looks, because in the seconds of a register update a stored entry stands in
 * neither place: an update would have to hide it from both. What is found by any look stays an entry for ever. The first look
 * is not kept on the disk, so after a restart there are two again. An entry that got there without this agent's record (its
 * folder was lost, another agent) is found by the look-up that stands in front of `createEntry`.
 */
export class JournalEntries {
	constructor(private readonly parts: JournalParts) {}

	async create({ company, entry, canRun }: EntryRequest, validateOnly: boolean): Promise<CreateAnswer> {
		const { journal, gate, sage } = this.parts;
		const hash = contentHash(entry);
		// Before waiting for a turn: a caller whose first request still runs learns so at once.
		this.refuse(journal.find(company, entry.naturalKey), hash);
		return await gate.alone(company, async () => {
			const record = journal.find(company, entry.naturalKey);
			this.refuse(record, hash);
			if (record !== undefined) return { status: 200, replayed: true, row: await this.present(record, canRun) };
			if (validateOnly) {
				const there = await this.alreadyThere(company, entry, canRun);
				if (there !== undefined) return there;
				const row = await sage.checkEntry(company, entry);
				return { status: 200, replayed: false, row: entryAnswer(entry.naturalKey, 'validated', { ...summaryOf(entry), entryNo: null, ...row }, undefined, canRun) };
			}
			return await this.write(company, entry, hash, canRun);
		});
	}

	/** No row, one, or more when a person copied the entry by hand. */
	async find(company: string, naturalKey: string, canRun: boolean): Promise<readonly Row[]> {
		const { journal, gate } = this.parts;
		const early = journal.find(company, naturalKey);
		if (early?.phase === 'running') return [rememberedAnswer(early, 'in_progress', canRun)];
		return await gate.alone(company, async () => {
			const known = journal.find(company, naturalKey);
			const lookedAt = this.parts.clock.now();
			// With the date of the record an entry of any year is found; without one Sage is searched as far back as it is set to.
			const found = await this.look(company, naturalKey, known?.summary.postingDate, known?.autoReverse);
			const record = this.settled(known, found, lookedAt);
			if (record?.phase === 'doubt') return [rememberedAnswer(record, 'in_doubt', canRun)];
			if (found.length === 0) return record === undefined ? [] : [rememberedAnswer(record, 'deleted', canRun)];
			// Of several nobody knows which one the number belongs to.
			return found.map((row) => entryAnswer(naturalKey, presentState(row), found.length === 1 ? numbered(row, record) : row, record, canRun));
		});
	}

	private refuse(record: RequestRecord | undefined, hash: string): void {
		if (record === undefined) return;
		const { naturalKey } = record;
		if (record.hash !== hash) throw mismatch(naturalKey);
		if (record.phase === 'running') throw new Failure('IN_PROGRESS', `The first request with key ${naturalKey} still runs.`);
		if (record.phase === 'doubt') {
			throw new Failure('IN_DOUBT', `It is not known whether the first request with key ${naturalKey} was stored. Look the key up until that settles it.`);
		}
	}

	/**
	 * What a look-up proves about a request whose end is unknown. Runs alone for the company. `lookedAt` is when it began: one that
	 * takes long may have passed the place before Sage wrote there.
	 */
	private settled(record: RequestRecord | undefined, found: readonly Row[], lookedAt: number): RequestRecord | undefined {
		if (record?.phase !== 'doubt') return record;
		const { journal, quietMilliseconds } = this.parts;
		const [row] = found;
		if (row !== undefined) return journal.done(record.company, record.naturalKey, learned(record.summary, row), true);
		const { doubtSince: since = 0, emptySince } = record;
		// A clock that was set back would hold the key for as long as it was set back.
		if (lookedAt < Math.max(since, emptySince ?? since)) return journal.waitAgain(record);
		if (lookedAt - since < quietMilliseconds) return record;
		if (emptySince === undefined) return journal.lookedEmpty(record);
		if (lookedAt - emptySince < quietMilliseconds) return record;
		journal.release(record.company, record.naturalKey, 'looked up twice: Sage has nothing');
		return undefined;
	}

	private async look(company: string, naturalKey: string, postingDate: string | undefined, autoReverse = false): Promise<readonly Row[]> {
		const found = await this.parts.sage.findEntries(company, naturalKey, postingDate);
		return autoReverse && postingDate !== undefined ? withoutReversal(found, postingDate) : found;
	}

	private async present(record: RequestRecord, canRun: boolean): Promise<Row> {
		const [row, ...others] = await this.look(record.company, record.naturalKey, record.summary.postingDate, record.autoReverse);
		if (row === undefined) return rememberedAnswer(record, 'deleted', canRun);
		return entryAnswer(record.naturalKey, presentState(row), others.length === 0 ? numbered(row, record) : row, record, canRun);
	}

	/** An entry with this key that the agent knows nothing of. */
	private async alreadyThere(company: string, entry: EntryToCreate, canRun: boolean): Promise<CreateAnswer | undefined> {
		const found = await this.parts.sage.findEntries(company, entry.naturalKey, entry.postingDate);
		if (found.length === 0) return undefined;
		const same = found.find((row) => sameContent(row, entry));
		if (same === undefined) throw mismatch(entry.naturalKey);
		return { status: 200, replayed: true, row: entryAnswer(entry.naturalKey, presentState(same), same, undefined, canRun) };
	}

	private async write(company: string, entry: EntryToCreate, hash: string, canRun: boolean): Promise<CreateAnswer> {
		const { journal, sage } = this.parts;
		const { naturalKey } = entry;
		const summary = summaryOf(entry);
		try {
			journal.begin(company, naturalKey, hash, summary, entry.autoReverse);
		} catch {
			throw new Failure('AGENT_ERROR', 'The request journal could not be written. Nothing was sent to Sage 100.');
		}
		let there: CreateAnswer | undefined;
		try {
			there = await this.alreadyThere(company, entry, canRun);
		} catch (cause) {
			// Only a look-up was made.
			journal.release(company, naturalKey, failureOf(cause).code);
			throw retryableAsIs(cause);
		}
		if (there !== undefined) {
			journal.release(company, naturalKey, 'Sage has it already, without a record here');
			return there;
		}
		return this.stored(company, entry, summary, canRun, await this.sent(company, entry, sage));
	}

	private async sent(company: string, entry: EntryToCreate, sage: SagePort): Promise<Row> {
		try {
			return await sage.createEntry(company, entry);
		} catch (cause) {
			throw this.ended(company, entry.naturalKey, cause);
		}
	}

	/** A creation that failed: free again only when Sage surely stored nothing. */
	private ended(company: string, naturalKey: string, cause: unknown): Failure {
		const { journal } = this.parts;
		const failure = failureOf(cause);
		if (surelyNothing(cause)) {
			journal.release(company, naturalKey, failure.code);
			return retryableAsIs(cause);
		}
		journal.doubt(company, naturalKey, failure.code);
		// The contract says of every other status that nothing was stored.
		const code = LEAVES_OPEN.has(failure.code) ? failure.code : 'SAGE_ERROR';
		return new Failure(code, failure.message, { ...failure.facts, retryable: false });
	}

	private stored(company: string, entry: EntryToCreate, summary: EntrySummary, canRun: boolean, row: Row): CreateAnswer {
		let record: RequestRecord;
		try {
			record = this.parts.journal.done(company, entry.naturalKey, learned(summary, row));
		} catch {
			throw new Failure('AGENT_ERROR', `Sage 100 stored the entry (${String(row.entryNo ?? 'number unknown')}), but the request journal could not be written. Look the key up.`);
		}
		return { status: 201, replayed: false, row: entryAnswer(entry.naturalKey, 'entered', { ...summary, ...row }, record, canRun) };
	}
}

/** After these the contract tells the caller to look the key up. */
const LEAVES_OPEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['AGENT_ERROR', 'SAGE_ERROR', 'SAGE_TIMEOUT']);

/** Sage says so; where it says nothing, a refusal (4xx) is believed and a failure is not. */
const surelyNothing = (cause: unknown): boolean => {
	if (!(cause instanceof SageFault)) return false;
	return cause.more.stored === undefined ? MEANINGS[cause.code].status < 500 : cause.more.stored === 'no';
};

/** Nothing is stored, so a failure of the machinery may be answered by sending the same again. */
const retryableAsIs = (cause: unknown): Failure => {
	const failure = failureOf(cause);
	const machinery = failure.code === 'SAGE_ERROR' || failure.code === 'SAGE_TIMEOUT';
	return machinery ? new Failure(failure.code, failure.message, { ...failure.facts, retryable: true }) : failure;
};
