/**
 * Is what was found what was meant?
 *
 * The lines are the better witness, because a person may have edited them after the mark was written; so if the target tells them
 * they decide whether all is there. The mark is needed all the same where head fields or line fields are not given back, and if it
 * differs, the content differs, whatever the lines say. With neither, nothing can be said: *unreadable*. Fewer lines than meant, each
 * of them meant, or an equal mark over too few lines, is *partial*: our own journal, not all of it written.
 *
 * What the journal left empty, in its head or in a line, is not compared: a target fills in defaults, and a default is no edit.
 *
 * **What a release adds between branches is no edit.** Where the rules name a field by which the target balances a journal when it is
 * released, more lines than meant are *equal* too, if it is released, the mark is equal, every line that was meant is there, and the others
 * are nothing but what balancing takes: they stand where our own lines do not balance, each on the side that was too small, and with
 * them every value of the field sums up to zero. A pair that a person has added, from one account to another, has both sides in one
 * place; where ours balance nothing may be added at all.
 */
import type { FoundJournal, Journal, JournalLine, JournalRules } from '../../contracts';
import { add, compare, isZero, parseDecimal, type Decimal } from '../../core/decimal';
import { byText, plainAmount } from './reference';

const ZERO: Decimal = { units: 0n, places: 0 };

export type Likeness = 'equal' | 'partial' | 'different' | 'unreadable';

export function likeness(journal: Journal, found: FoundJournal, { balancedAtRelease }: Pick<JournalRules, 'balancedAtRelease'> = {}): Likeness {
	if (found.mark !== undefined && found.mark !== journal.mark) return 'different';
	if (found.mark === undefined && found.lines === undefined) return 'unreadable';
	if (!sameHead(journal.head, found.head ?? {})) return 'different';
	const balancedBy = found.mark !== undefined && found.stage === 'released' ? balancedAtRelease : undefined;
	const seen = found.lines === undefined ? likenessOfTotals(journal, found) : likenessOfLines(journal.lines, found.lines, balancedBy);
	return seen === 'equal' && found.stage === 'unfinished' ? 'partial' : seen;
}

function sameHead(meant: Journal['head'], found: Journal['head']): boolean {
	return Object.entries(found).every(([name, value]) => (meant[name] ?? '') === '' || meant[name] === value);
}

function likenessOfTotals({ lines }: Journal, { lineCount = lines.length, debitTotal, stage }: FoundJournal): Likeness {
	if (lineCount > lines.length) return 'different';
	if (lineCount < lines.length || stage === 'unfinished') return 'partial';
	if (debitTotal === undefined) return 'equal';
	const meant = lines.reduce<Decimal>((sum, { debit }) => add(sum, parseDecimal(debit) ?? ZERO), ZERO);
	const told = parseDecimal(debitTotal);
	if (told === undefined) return 'unreadable';
	return compare(meant, told) === 0 ? 'equal' : 'different';
}

type TellableLine = Pick<JournalLine, 'account' | 'amount' | 'fields'>;

function likenessOfLines(meant: readonly TellableLine[], found: readonly TellableLine[], balancedBy: string | undefined): Likeness {
	if (found.some(({ amount }) => parseDecimal(amount) === undefined)) return 'unreadable';
	const told = [...new Set(found.flatMap(({ fields }) => Object.keys(fields)))]
		.filter((name) => meant.every(({ fields }) => (fields[name] ?? '') !== '')).sort(byText);
	const left = new Map<string, number>();
	for (const line of meant) left.set(textOf(line, told), (left.get(textOf(line, told)) ?? 0) + 1);
	const ours: TellableLine[] = [];
	const others: TellableLine[] = [];
	for (const line of found) {
		const id = textOf(line, told);
		const missing = left.get(id) ?? 0;
		(missing > 0 ? ours : others).push(line);
		if (missing > 0) left.set(id, missing - 1);
	}
	const isWhole = ours.length === meant.length;
	if (others.length === 0) return isWhole ? 'equal' : 'partial';
	return isWhole && balancedBy !== undefined && onlyBalance(ours, others, balancedBy) ? 'equal' : 'different';
}

const amountOf = ({ amount }: TellableLine): Decimal => parseDecimal(amount) ?? ZERO;

function onlyBalance(ours: readonly TellableLine[], others: readonly TellableLine[], by: string): boolean {
	const placeOf = ({ fields }: TellableLine): string => fields[by] ?? '';
	const sumOf = (lines: readonly TellableLine[], place: string): Decimal =>
		lines.filter((line) => placeOf(line) === place).reduce((sum, line) => add(sum, amountOf(line)), ZERO);
	const places = [...new Set([...ours, ...others].map(placeOf))];
	return places.every((place) => {
		const open = sumOf(ours, place);
		const isCounter = (line: TellableLine): boolean => compare(open, ZERO) * compare(amountOf(line), ZERO) < 0;
		return isZero(add(open, sumOf(others, place))) && others.filter((line) => placeOf(line) === place).every(isCounter);
	});
}

/** Account, amount and those fields that the target gives back; amounts as numbers, because each side writes its own zeros. */
function textOf({ account, amount, fields }: TellableLine, told: readonly string[]): string {
	return JSON.stringify([account, plainAmount(parseDecimal(amount) ?? ZERO), ...told.map((name) => fields[name] ?? '')]);
}
