import { amountText, centsOf } from '../data/amount';
import type { Company } from '../data/company';
import { keyOf, type Row } from '../data/table';
import type { World } from '../world';
import { linePrefix } from '../objects/service';
import { postLines } from './post';

export interface Updated {
	readonly registerNo: string;
	readonly entries: readonly string[];
	readonly lines: number;
	readonly debits: string;
	readonly credits: string;
}

export const entryName = (header: Row): string => `${header.get('SourceJournal')} ${header.get('EntryNo')}`;

export const linesOf = (company: Company, header: Row): Row[] => [...company.table('GL_TransactionJournalDetail').under(linePrefix(header))];

/** Entries that somebody has open stop an update (reference sage-100 9.3). */
export const openEntry = (company: Company): string | undefined => {
	const lock = company.locks.list().find(({ resource }) => resource === 'GL_TransactionJournalHeader' || resource === 'batch');
	return lock === undefined ? undefined : `${lock.resource} ${lock.key}`;
};

/** Register and update: entries leave the journal; their lines are in the ledger and in the balances, with a register number. */
export const registerUpdate = (world: World, company: Company, wanted: (header: Row) => boolean, user: string): readonly Updated[] => {
	const journal = company.table('GL_TransactionJournalHeader');
	const headers = [...journal.all()].filter(wanted);
	const done: Updated[] = [];
	for (const source of new Set(headers.map((header) => header.get('SourceJournal')))) {
		const register = company.next(`register ${source}`, 6);
		const entries = headers.filter((header) => header.get('SourceJournal') === source);
		let [debits, credits, sequence] = [0n, 0n, 0];
		for (const header of entries) {
			const rows = linesOf(company, header);
			const lines = rows.map((row) => ({
				accountKey: row.get('AccountKey'), debit: centsOf(row.get('DebitAmount')), credit: centsOf(row.get('CreditAmount')),
				comment: row.get('PostingComment') || (world.switches.values.headerCommentReachesLedger ? header.get('JournalComment') : ''),
			}));
			postLines(company, {
				source, register, date: header.get('PostingDate'), lines, created: world.stamp(), userKey: world.user(user)?.key ?? '0000000001',
				batchNo: header.get('BatchNo'), documentNo: header.get('EntryNo'), firstSequence: sequence + 1,
			});
			sequence += lines.length;
			for (const line of lines) [debits, credits] = [debits + line.debit, credits + line.credit];
			removeEntry(company, header);
		}
		const updated = { registerNo: register, entries: entries.map(entryName), lines: sequence, debits: amountText(debits), credits: amountText(credits) };
		world.history.effect('register-updated', { company: company.code, sourceJournal: source, user, ...updated });
		done.push(updated);
	}
	return done;
};

export const removeEntry = (company: Company, header: Row): void => {
	for (const line of linesOf(company, header)) company.table('GL_TransactionJournalDetail').delete(line.key());
	company.table('GL_TransactionJournalHeader').delete(keyOf(header.schema, [header.get('SourceJournal'), header.get('EntryNo')]));
};
