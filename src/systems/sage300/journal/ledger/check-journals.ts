import type { Journal, JournalProblem } from '../../../../contracts';
import { equalTo } from '../../wire/filter';
import { textOf } from '../../values/flat-record';
import { AccountCheck } from '../checks/account-check';
import { CalendarCheck } from '../checks/calendar-check';
import { MasterData } from '../checks/master-data';
import type { JournalSettings } from '../journal-settings';

/** Source codes that the ledger does not have; empty where it does not tell. */
const missingSourceCodes = async (codes: readonly string[], data: MasterData): Promise<ReadonlySet<string>> => {
	const missing = new Set<string>();
	for (const code of new Set(codes)) {
		const [ledger = '', type = ''] = code.split('-');
		const rows = await data.withValues({ resource: 'GLSourceCodes', field: ['SourceType'], values: [type], within: equalTo('SourceLedger', ledger) });
		if (rows !== 'untold' && !rows.some((row) => textOf(row, 'SourceLedger').trim() === ledger && textOf(row, 'SourceType').trim() === type)) missing.add(code);
	}
	return missing;
};

/**
 * What the server would refuse, as far as it tells before: accounts that do not exist, are inactive or take no postings, days and periods
 * that are not in the calendar or locked, source codes that do not exist. Writes nothing; each thing is asked for once, all journals
 * together. What the user may not see is not checked: the server refuses it then.
 *
 * @throws what reading throws: an answer that cannot be read must not pass for "nothing wrong"
 */
export const checkJournals = async (journals: readonly Journal[], settings: JournalSettings, usualSource: string, signal?: AbortSignal): Promise<JournalProblem[]> => {
	const { place, catalogue, lasting } = settings.client;
	const data = new MasterData({ place, catalogue, gateway: lasting.stoppedBy(signal) });
	const accounts = await AccountCheck.of(journals.flatMap(({ lines }) => lines.map(({ account }) => account)), data);
	const calendar = await CalendarCheck.of(data, 'GL');
	const sourceOf = ({ head: { sourceCode = usualSource } }: Journal): string => sourceCode;
	const missing = await missingSourceCodes(journals.map(sourceOf), data);

	const problems: JournalProblem[] = [];
	for (const journal of journals) {
		const { reference, head: { date = '', period } } = journal;
		const ofDay = calendar.problemOf(date, period);
		if (ofDay !== undefined) problems.push({ reference, reason: ofDay });
		if (missing.has(sourceOf(journal))) problems.push({ reference, reason: `source code "${sourceOf(journal)}" does not exist in Sage 300` });
		for (const [line, { account }] of journal.lines.entries()) {
			const reason = accounts.problemOf(account);
			if (reason !== undefined) problems.push({ reference, line, reason });
		}
	}
	return problems;
};
