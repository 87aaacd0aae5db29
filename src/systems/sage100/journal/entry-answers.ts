import type { FoundJournal, JournalStage } from '../../../contracts';
import { add, formatDecimal, negate, parseDecimal } from '../../../core/decimal';
import { isJsonObject, jsonList, jsonObject, jsonText, type JsonObject } from '../../../core/json';
import { markIn } from './comment-text';

/** An entry as the agent tells it; every value its own text. */
export interface StoredEntry {
	readonly naturalKey: string;
	/** `entered`, `posted` … */
	readonly state: string;
	readonly sourceJournal: string;
	readonly entryNo: string;
	readonly batchNo: string;
	readonly journalRegisterNo: string;
	readonly postingDate: string;
	readonly comment: string;
	readonly totalDebit: string;
	/** Undefined where the answer has none. */
	readonly lines: FoundJournal['lines'];
	readonly warnings: readonly string[];
	/** Whether register and update must still be run, and a sentence about it. */
	readonly posting: { readonly needed: boolean; readonly how: string };
}

/** A side that cannot be read makes the whole line unreadable, not zero. */
const signed = (debit: string, credit: string): string => {
	const [left, right] = [parseDecimal(debit || '0'), parseDecimal(credit || '0')];
	return left && right ? formatDecimal(add(left, negate(right))) : `${debit}/${credit}`;
};

const linesOf = (row: JsonObject): FoundJournal['lines'] => (Array.isArray(row.lines)
	? jsonList(row.lines).filter(isJsonObject).map((line) => ({ account: jsonText(line.account), amount: signed(jsonText(line.debit), jsonText(line.credit)), fields: {} }))
	: undefined);

export const readEntry = (row: JsonObject): StoredEntry => {
	const posting = jsonObject(row.posting);
	return {
		naturalKey: jsonText(row.naturalKey), state: jsonText(row.state), sourceJournal: jsonText(row.sourceJournal), entryNo: jsonText(row.entryNo),
		batchNo: jsonText(row.batchNo), journalRegisterNo: jsonText(row.journalRegisterNo), postingDate: jsonText(row.postingDate), comment: jsonText(row.comment),
		totalDebit: jsonText(row.totalDebit), lines: linesOf(row), warnings: jsonList(row.warnings).map(jsonText).filter((text) => text !== ''),
		posting: { needed: posting.needed === true, how: jsonText(posting.how) },
	};
};

/** `GJ-000321`: numbers of entries are unique in their journal. A register number only where the entry has none any more. */
export const numberOf = ({ sourceJournal, entryNo, journalRegisterNo }: StoredEntry): string => {
	if (entryNo !== '') return `${sourceJournal}-${entryNo}`;
	return journalRegisterNo === '' ? '' : `${sourceJournal} register ${journalRegisterNo}`;
};

/** The agent's word, and for an entry that is not in the ledger its sentence about who changes that. */
export const statusOf = ({ state, posting }: StoredEntry): string => {
	if (!posting.needed) return state;
	return `${state}, not posted: ${posting.how || 'somebody must print the register of the journal in Sage 100 and run its update'}`;
};

/** A state that is not known here is nothing to build on: somebody has to look. */
const STAGES: Readonly<Record<string, JournalStage>> = {
	in_progress: 'unfinished', in_doubt: 'unfinished', entered: 'entered', posted: 'released', deleted: 'withdrawn',
};

/**
 * An entry under a reference → a journal. Of a request that has not ended no lines count: it is not all there, and another look tells more.
 * The comment of the entry may not reach the ledger (reference sage-100 9.4), so lines without a mark are told as well.
 */
export const foundJournal = (entry: StoredEntry, reference: string): FoundJournal => {
	const stage = STAGES[entry.state] ?? 'held';
	const mark = markIn(entry.comment, entry.naturalKey);
	const lines = entry.lines ?? (stage === 'unfinished' ? [] : undefined);
	const head = { date: entry.postingDate, sourceJournal: entry.sourceJournal };
	return {
		reference, number: numberOf(entry), stage, status: statusOf(entry), head: Object.fromEntries(Object.entries(head).filter(([, value]) => value !== '')),
		...(mark !== undefined && { mark }), ...(lines === undefined ? { debitTotal: entry.totalDebit } : { lines, lineCount: lines.length }),
	};
};
