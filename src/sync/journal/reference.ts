/**
 * Which posting is it (reference), and which content has it (mark)?
 *
 * **The reference is a function of the posting's name, its group and its part, and of nothing else.** Not of the run: a retry, a
 * replay from history and the next scheduled execution have other run numbers and must find what the first one stored. Not of
 * the content either. Suppose it were: one cell changes in the plan between two runs, the whole budget gets new references,
 * nothing is found, and the ledger holds the budget twice. With the content left out, the changed budget meets its own
 * earlier posting, is recognised by the mark as *different content under the same reference*, and a person decides. Whoever
 * wants a new posting on purpose says so by a new name; the period is in the group, so the same name serves every month.
 * Empty values are left out, so a target that learns a new field does not change the references of those who do not use it.
 *
 * **Same input in any order, same reference and same mark.** Fields are sorted by name and lines by content before they are added.
 *
 * **The mark is over what moves money:** head fields, and of every line account, amount and fields. Not the descriptions: one that holds
 * the hour of the run would turn every retry into a question. Not the keys of the rows, which are no part of the journal. Amounts
 * are written without trailing zeros. It covers the whole group beside the part itself: when rows vanish, and with them the last part,
 * the parts that are left are seen to belong to something else.
 *
 * **Collision bound.** A text of n letters out of b has N = b^n values, and at least 2^40 are demanded. Two different postings share one
 * with a probability of at most 2/N (SHA-256 cut to 128 bits, then modulo N), so among k postings ever made in one set of books
 * any two do with at most k²/N: ten letters of 36, N = 3.6e15, ten thousand postings: 3e-8. And a collision posts nothing
 * wrong: the later one finds the earlier one with another mark and ends as ambiguous. Only if the marks collided as well, by chance
 * 2/N' of their own, would a posting be taken for another.
 */
import type { TextShape } from '../../contracts';
import { formatDecimal, type Decimal } from '../../core/decimal';
import { FatalError } from '../../core/errors';
import { Fingerprint } from '../../core/fingerprint';
import type { ValidLine } from './validate-rows';

const LEAST_VALUES = 2n ** 40n;
const DIGEST_VALUES = 2n ** 128n;

export type Head = Readonly<Record<string, string>>;

export function referenceOf(name: string, head: Head, part: number, shape: TextShape): string {
	const fingerprint = new Fingerprint();
	fingerprint.addAll([['journal reference', '1'], [name.trim()], ...pairs(head), [String(part)]]);
	return written(fingerprint, shape, 'reference');
}

export function markOf(head: Head, group: readonly ValidLine[], part: number, lines: readonly ValidLine[], shape: TextShape): string {
	const fingerprint = new Fingerprint();
	fingerprint.addAll([['journal content', '1'], ...pairs(head), ['group', String(group.length)], ...contents(group)]);
	fingerprint.addAll([['part', String(part), String(lines.length)], ...contents(lines)]);
	return written(fingerprint, shape, 'mark');
}

/** What a line moves, as sortable text. */
export function contentOf({ account, amount, fields }: Pick<ValidLine, 'account' | 'amount' | 'fields'>): string[] {
	return [account, plainAmount(amount), ...pairs(fields).flat()];
}

/** Without trailing zeros: `1.50` and `1.5` are one amount. */
export function plainAmount(amount: Decimal): string {
	const text = formatDecimal(amount);
	return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function byText(left: string, right: string): number {
	if (left === right) return 0;
	return left < right ? -1 : 1;
}

function contents(lines: readonly ValidLine[]): string[][] {
	const keyed = lines.map((line) => ({ content: contentOf(line), sort: JSON.stringify(contentOf(line)) }));
	return keyed.sort((a, b) => byText(a.sort, b.sort)).map(({ content }) => content);
}

function pairs(values: Head): string[][] {
	return Object.entries(values).filter(([, value]) => value !== '').sort(([a], [b]) => byText(a, b));
}

function written(fingerprint: Fingerprint, shape: TextShape, what: string): string {
	const { alphabet, longest, prefix = '' } = shape;
	const letters = [...new Set(alphabet)];
	const base = BigInt(letters.length);
	const room = longest - prefix.length;
	let rest = BigInt(`0x${fingerprint.digest()}`);
	let text = '';
	let values = 1n;
	while (base > 1n && text.length < room && values < DIGEST_VALUES) {
		text = `${letters[Number(rest % base)]}${text}`;
		rest /= base;
		values *= base;
	}
	if (values >= LEAST_VALUES) return `${prefix}${text}`;
	throw new FatalError({
		system: 'Journal',
		operation: `make the ${what}`,
		said: `${longest} characters with the prefix "${prefix}" leave too little room to tell postings apart`,
		remedy: 'Choose a shorter prefix or a longer field.',
	});
}
