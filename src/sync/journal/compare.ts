/**
 * Is what was found what was meant?
 *
 * The lines are the better witness, because a person may have edited them after the mark was written; so if the target tells them
 * they decide whether all is there. The mark is needed all the same where head fields or line fields are not given back, and if it
 * differs, the content differs, whatever the lines say. With neither, nothing can be said: *unreadable*. Fewer lines than meant, each
 * of them meant, or an equal mark over too few lines, is *partial*: our own journal, not all of it written.
 *
 * What the journal left empty, in its head or in a line, is not compared: a target fills in defaults, and a default is no edit.
 */
import type { FoundJournal, Journal, JournalLine } from '../../contracts';
import { add, compare, parseDecimal, type Decimal } from '../../core/decimal';
import { byText, plainAmount } from './reference';

const ZERO: Decimal = { units: 0n, places: 0 };

export type Likeness = 'equal' | 'partial' | 'different' | 'unreadable';

export function likeness(journal: Journal, found: FoundJournal): Likeness {
	if (found.mark !== undefined && found.mark !== journal.mark) return 'different';
	if (found.mark === undefined && found.lines === undefined) return 'unreadable';
	if (!sameHead(journal.head, found.head ?? {})) return 'different';
	const seen = found.lines === undefined ? likenessOfTotals(journal, found) : likenessOfLines(journal.lines, found.lines);
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

function likenessOfLines(meant: readonly TellableLine[], found: readonly TellableLine[]): Likeness {
	if (found.some(({ amount }) => parseDecimal(amount) === undefined)) return 'unreadable';
	const told = [...new Set(found.flatMap(({ fields }) => Object.keys(fields)))]
		.filter((name) => meant.every(({ fields }) => (fields[name] ?? '') !== '')).sort(byText);
	const left = new Map<string, number>();
	for (const line of meant) count(left, textOf(line, told), 1);
	for (const line of found) count(left, textOf(line, told), -1);
	const counts = [...left.values()];
	if (counts.every((number) => number === 0)) return 'equal';
	return counts.some((number) => number < 0) ? 'different' : 'partial';
}

function count(counts: Map<string, number>, id: string, by: number): void {
	counts.set(id, (counts.get(id) ?? 0) + by);
}

/** Account, amount and those fields that the target gives back; amounts as numbers, because each side writes its own zeros. */
function textOf({ account, amount, fields }: TellableLine, told: readonly string[]): string {
	return JSON.stringify([account, plainAmount(parseDecimal(amount) ?? ZERO), ...told.map((name) => fields[name] ?? '')]);
}
