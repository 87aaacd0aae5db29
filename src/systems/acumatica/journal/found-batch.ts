import type { FoundJournal, JournalStage } from '../../../contracts';
import { add, formatDecimal, negate, parseDecimal, type Decimal } from '../../../core/decimal';
import type { AcumaticaPlace } from '../identity';
import type { RecordFields } from '../values/unwrap';
import { formLink } from './form-link';
import { markIn } from './header-text';
import type { StoredJournal } from './journal-answers';
import { ORIGINAL_NUMBER } from './journal-requests';

/** What the words of the form mean (reference acumatica 5.2). */
const STAGES: Readonly<Record<string, JournalStage>> = {
	'on hold': 'held', balanced: 'entered', 'pending approval': 'held', rejected: 'held', scheduled: 'held', unposted: 'released', posted: 'released',
	void: 'withdrawn', voided: 'withdrawn',
};

/** A word of another language or build is nothing to build on: somebody has to look. Labels come in the language of the session. */
export const stageOf = ({ status, hold }: Pick<StoredJournal, 'status' | 'hold'>): JournalStage => {
	const stage = STAGES[status.trim().toLowerCase()] ?? 'held';
	return hold && stage === 'entered' ? 'held' : stage;
};

/** Debit less credit; '' for what is no number, which the comparison takes for unreadable. */
const signed = ({ DebitAmount = '', CreditAmount = '' }: RecordFields): string => {
	const [debit, credit] = [DebitAmount || '0', CreditAmount || '0'].map((text): Decimal | undefined => parseDecimal(text));
	return debit && credit ? formatDecimal(add(debit, negate(credit))) : '';
};

const filled = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
	Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined || value.trim() === '' ? [] : [[name, value.trim()]])));

/** Account, amount, subaccount and branch: what the checks have made sure is spelled as the site spells it. */
const lineOf = (line: RecordFields): NonNullable<FoundJournal['lines']>[number] => ({
	account: (line.Account ?? '').trim(), amount: signed(line), fields: filled({ subaccount: line.Subaccount, lineBranch: line.BranchID }),
});

/** Batches that reverse, or were made from, another one of those found: original → the others. */
const followersOf = (all: readonly StoredJournal[]): Map<string, string[]> => {
	const followers = new Map<string, string[]>();
	for (const { number, custom } of all) {
		const original = (custom[ORIGINAL_NUMBER] ?? '').trim();
		if (original === '' || original === number || !all.some((one) => one.number === original)) continue;
		followers.set(original, [...(followers.get(original) ?? []), number]);
	}
	return followers;
};

/**
 * Batches under one reference → journals. Whoever reverses a batch gets a second one with the same description: the pair is no double,
 * it is one posting that a person has withdrawn, and neither of the two stands for it any more.
 *
 * A batch whose description was rewritten so that the mark is gone shows neither mark nor lines: nothing can be said about it.
 */
export const foundBatches = (all: readonly StoredJournal[], reference: string, place: AcumaticaPlace): FoundJournal[] => {
	const followers = followersOf(all);
	const followed = new Set([...followers.values()].flat());
	return all.map((batch): FoundJournal => {
		const { number, status, ledger, branch, currency, date, period, lines } = batch;
		const mark = markIn(batch.description, reference);
		const by = followers.get(number);
		const withdrawn = by !== undefined || followed.has(number);
		const remark = by === undefined ? '' : `, reversed or repeated by ${by.join(', ')}`;
		return {
			reference, number, stage: withdrawn ? 'withdrawn' : stageOf(batch), status: `${status}${remark}`, link: formLink(place, number),
			...(mark === undefined ? {} : { mark, lines: lines.map(lineOf), lineCount: lines.length, head: filled({ ledger, branch, currency, date, period }) }),
		};
	});
};
