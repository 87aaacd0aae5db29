import type { Journal, JournalLine } from '../../../contracts';
import type { JsonDraft } from '../../../core/json';
import { cutText, entryComment } from './comment-text';
import type { JournalSettings } from './journal-settings';
import { naturalKeyOf } from './natural-key';

/** Amounts are texts in the contract. The agent writes the key in front of both kinds of comments. */
const lineBody = ({ account, debit, credit, description }: JournalLine, lineRoom: number): JsonDraft =>
	({ account, debit, credit, comment: description === '' ? undefined : cutText(description, lineRoom) });

/** A journal as it is sent; the rules have refused descriptions that are too long, unless they may be cut. */
export const entryBody = (journal: Journal, settings: JournalSettings): JsonDraft => {
	const { date = '', sourceJournal = settings.sourceJournal, autoReverse } = journal.head;
	return {
		naturalKey: naturalKeyOf(journal.reference), sourceJournal, postingDate: date, comment: entryComment(journal, settings.commentRoom),
		batchNo: settings.batchNo, autoReverse: autoReverse === 'Y' ? true : undefined,
		lines: journal.lines.map((line) => lineBody(line, settings.lineRoom)),
	};
};
