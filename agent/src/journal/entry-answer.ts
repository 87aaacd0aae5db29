import { type Row } from '../sage/port';
import { type RequestRecord } from './request-journal';

export type EntryState = 'validated' | 'in_progress' | 'in_doubt' | 'entered' | 'posted' | 'deleted';

const where = ({ sourceJournal, batchNo }: Row): string =>
	typeof batchNo === 'string' && batchNo !== '00000' && batchNo !== '' ? `journal ${String(sourceJournal)}, batch ${batchNo}` : `journal ${String(sourceJournal)}`;

const byAgent = (canRun: boolean): string => (canRun ? ' This agent can run it, too: Release in n8n, POST /gl/journal-registers elsewhere.' : '');

const SENTENCES: Readonly<Record<EntryState, (row: Row, canRun: boolean) => { readonly needed: boolean; readonly how: string }>> = {
	validated: (row, canRun) => ({
		needed: true,
		how: `Nothing was written. Once created, somebody must print the register of ${where(row)} in Sage 100 and run its update.${byAgent(canRun)}`,
	}),
	in_progress: () => ({ needed: true, how: 'Sage 100 is still at it. Look the entry up again.' }),
	in_doubt: () => ({ needed: true, how: 'It is not known yet whether Sage 100 stored the entry. Look it up again.' }),
	entered: (row, canRun) => ({
		needed: true,
		how: `In Sage 100 somebody must print the register of ${where(row)} and run its update.${byAgent(canRun)}`,
	}),
	posted: () => ({ needed: false, how: 'Register and update were run: the entry is in the ledger.' }),
	deleted: () => ({ needed: false, how: 'A person deleted the entry in Sage 100 before its update. It can be created again only under a new key.' }),
};

/** The ledger does not tell the number under which the entry was entered; the request journal remembers it, and it stays the entry's name. */
export const numbered = (row: Row, record: RequestRecord | undefined): Row => ({ ...row, entryNo: row.entryNo ?? record?.summary.entryNo ?? null });

/** A row of Sage, or what the agent knows without it, as a `JournalEntry` of the contract. */
export const entryAnswer = (naturalKey: string, state: EntryState, row: Row, record: RequestRecord | undefined, canRun: boolean): Row => ({
	...row,
	naturalKey,
	state,
	warnings: row.warnings ?? record?.summary.warnings ?? [],
	recorded: record === undefined ? null : record.recorded,
	posting: SENTENCES[state](row, canRun),
});

/** From the request journal alone. */
export const rememberedAnswer = (record: RequestRecord, state: EntryState, canRun: boolean): Row =>
	entryAnswer(record.naturalKey, state, { journalRegisterNo: null, stamp: null, entryNo: null, batchNo: null, ...record.summary }, record, canRun);

const STATES: readonly EntryState[] = ['entered', 'posted'];

/** What Sage says; a row without a state of its own is an entry that waits for its register. */
export const presentState = (row: Row): EntryState => STATES.find((state) => state === row.state) ?? 'entered';
