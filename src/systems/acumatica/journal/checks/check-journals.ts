import type { Journal, JournalProblem } from '../../../../contracts';
import type { JournalSettings } from '../journal-settings';
import { CalendarCheck } from './calendar-check';
import { CodeBook } from './code-book';
import { branchBook, companyOf, ledgerProblems, unchecked } from './ledger-checks';
import { MasterData, type LedgerFacts, type Untold } from './master-data';

const present = (texts: ReadonlyArray<string | undefined>): string[] => texts.filter((text) => text !== undefined && text !== '') as string[];

/** One request per ledger. */
const ledgersOf = async (journals: readonly Journal[], data: MasterData): Promise<ReadonlyMap<string, LedgerFacts | Untold | undefined>> => {
	const ledgers = new Map<string, LedgerFacts | Untold | undefined>();
	for (const { head: { ledger = '' } } of journals) if (!ledgers.has(ledger)) ledgers.set(ledger, await data.ledger(ledger));
	return ledgers;
};

/**
 * What the site would refuse, as far as it tells before: unknown or inactive accounts and subaccounts, another spelling of them, a ledger
 * that takes no journals or not this sum, a branch that is not linked to it, a period that is not open. Writes nothing; each thing is
 * asked for once, all journals together. What the user may not see is not checked: creating a batch stores it whole or not at all, so
 * a mistake that gets through is refused then. The spelling of ledger and branch alone would not be, so a remark says it.
 *
 * @throws what reading throws: an answer that cannot be read must not pass for "nothing wrong"
 */
export const checkJournals = async (journals: readonly Journal[], settings: JournalSettings, signal?: AbortSignal): Promise<JournalProblem[]> => {
	const data = new MasterData(settings.client, signal);
	const ledgers = await ledgersOf(journals, data);
	const lines = journals.flatMap((journal) => journal.lines);
	const accounts = new CodeBook('account', await data.codes('Account', 'AccountCD', lines.map(({ account }) => account)));
	const used = present(lines.map(({ fields }) => fields.subaccount));
	const subaccounts = new CodeBook('subaccount', used.length === 0 ? 'untold' : await data.codes('Subaccount', 'SubaccountCD', used));
	const calendar = new CalendarCheck(data, settings);

	const problems: JournalProblem[] = [];
	for (const journal of journals) {
		const { reference, head: { ledger = '', branch = '', date = '', period } } = journal;
		const facts = ledgers.get(ledger);
		const branches = branchBook(facts);
		const wholes = present([
			...ledgerProblems(journal, facts, settings), branches.problemOf(branch), await calendar.problemOf(date, period, companyOf(branch, facts)),
		]);
		problems.push(...wholes.map((reason) => ({ reference, reason })));
		problems.push(...unchecked(journal, facts).map((reason) => ({ reference, reason, isRemark: true as const })));
		for (const [line, { account, fields: { subaccount, lineBranch } }] of journal.lines.entries()) {
			const reasons = present([
				accounts.problemOf(account), subaccount === undefined ? undefined : subaccounts.problemOf(subaccount),
				lineBranch === undefined ? undefined : branches.problemOf(lineBranch),
			]);
			problems.push(...reasons.map((reason) => ({ reference, line, reason })));
		}
	}
	return problems;
};
