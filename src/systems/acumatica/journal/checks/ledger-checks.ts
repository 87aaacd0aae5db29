import type { Journal } from '../../../../contracts';
import type { JournalSettings } from '../journal-settings';
import { imbalanceOf } from '../totals';
import { CodeBook } from './code-book';
import type { LedgerFacts, Untold } from './master-data';

const isType = (type: string, wanted: string): boolean => type.toLowerCase() === wanted.toLowerCase();

/** What is wrong about the ledger of a journal, and about its sum there. */
export const ledgerProblems = (journal: Journal, facts: LedgerFacts | Untold | undefined, settings: JournalSettings): string[] => {
	const { ledger = '' } = journal.head;
	if (facts === 'untold') return [];
	if (facts === undefined) return [`ledger "${ledger}" does not exist in Acumatica (GL201500)`];
	const { id, type } = facts;
	const { ledgerKinds, hold } = settings;
	if (id !== '' && id !== ledger) return [`ledger "${ledger}" is written "${id}" in Acumatica; write it the same way`];
	if (isType(type, 'Budget')) {
		return [`${ledger} is a ledger of type Budget, which takes no journal entries: use a statistical ledger, or enter the budget on its own form (GL302010)`];
	}
	if (type !== '' && ledgerKinds && !ledgerKinds.some((kind) => isType(type, kind))) return [`${ledger} is a ledger of type ${type}; allowed here: ${ledgerKinds.join(', ')}`];
	const imbalance = hold || type === '' || isType(type, 'Statistical') ? undefined : imbalanceOf(journal);
	return imbalance === undefined ? [] : [`debits less credits are ${imbalance}, and only statistical ledgers take that; ${ledger} is of type ${type}`];
};

/** A ledger that this user is not shown leaves open whether the head is spelled as the site spells it, and the reference is made of that. */
export const unchecked = ({ head: { ledger = '', branch = '' } }: Journal, facts: LedgerFacts | Untold | undefined): string[] => (facts !== 'untold' ? [] : [
	`the spelling of ledger "${ledger}" and branch "${branch}" was not checked, because Acumatica does not show this user the ledger (GL201500): `
	+ 'the same words in other letters are another posting, and would be posted once more',
]);

/** Branches that are linked to the ledger, where the site tells; a company without branches stands for itself. */
export const branchBook = (facts: LedgerFacts | Untold | undefined): CodeBook => {
	if (facts === 'untold' || facts === undefined || facts.branches.length === 0) return new CodeBook('branch', 'untold');
	const linked = new Set(facts.branches.map(({ code }) => code));
	const alone = facts.companies.filter(({ id }) => !linked.has(id)).map(({ id }) => ({ code: id, active: true }));
	return new CodeBook(`among those of ledger ${facts.id}, branch`, [...facts.branches, ...alone]);
};

/** Whose calendar counts for a branch; undefined where the site does not tell. */
export const companyOf = (branch: string, facts: LedgerFacts | Untold | undefined): string | undefined => {
	if (facts === 'untold' || facts === undefined) return undefined;
	const name = facts.branches.find(({ code }) => code === branch)?.companyName;
	return facts.companies.find((company) => company.id === branch || (name !== undefined && name !== '' && company.name === name))?.id;
};
