import type { Journal, JournalProblem } from '../../../contracts';
import type { Action } from '../answers/error-table';
import { errorOf } from '../answers/classify-answer';
import { validateEntryRequest } from '../wire/requests';
import { readEntry } from './entry-answers';
import { entryBody } from './entry-body';
import type { JournalSettings } from './journal-settings';
import { tooLargeIn } from './largest-amount';
import { naturalKeyOf } from './natural-key';
import { reasonsOf } from './refusal';

/** About the key and not about the content: the posting looks it up and says what is there. */
const ABOUT_THE_KEY: ReadonlySet<Action> = new Set<Action>(['look', 'differs']);

/**
 * What Sage 100 would refuse, by the agent's own checks (`validateOnly`): accounts, periods, sums, widths. Writes nothing. One question for
 * each journal, because the contract takes one at a time. What the agent remarks about a journal that it would take is a remark. Amounts that no
 * field of Sage 100 takes are not asked about: the contract has no form for them.
 *
 * @throws what sending throws: an answer that cannot be read must not pass for "nothing wrong"
 */
export const checkEntries = async (journals: readonly Journal[], settings: JournalSettings, signal?: AbortSignal): Promise<JournalProblem[]> => {
	const gateway = settings.client.lasting.stoppedBy(signal);
	const problems: JournalProblem[] = [];
	for (const journal of journals) {
		const { reference } = journal;
		const tooLarge = tooLargeIn(journal);
		if (tooLarge.length > 0) {
			problems.push(...tooLarge);
			continue;
		}
		const request = validateEntryRequest(settings.client.place, {
			naturalKey: naturalKeyOf(reference), body: entryBody(journal, settings), purpose: `check the journal entry ${reference}`,
		});
		const { verdict, json } = await gateway.attempt(request);
		if (verdict === undefined) {
			problems.push(...readEntry(json).warnings.map((reason) => ({ reference, reason, isRemark: true as const })));
		} else if (verdict.action === 'reject' || verdict.meaning === 'wrong-request') {
			const { byLine, ofAll } = reasonsOf(verdict, journal);
			for (const [line, reasons] of byLine) problems.push(...reasons.map((reason) => ({ reference, line, reason })));
			problems.push(...ofAll.map((reason) => ({ reference, reason })));
		} else if (!ABOUT_THE_KEY.has(verdict.action)) {
			throw errorOf(verdict, request.purpose, true);
		}
	}
	return problems;
};
