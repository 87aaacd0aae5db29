/**
 * A group with more lines than one journal takes → parts that each balance.
 *
 * **Each part balances.** Without an added line, a part is a row of *units*, and a unit is a set of lines whose sums are zero: the lines
 * that agree in the user's `keepTogether` fields, if they balance; two lines that cancel each other; and what lies between two moments
 * at which the running sum of the rest is zero. Sums of zeros are zero. With an added line, any cut will do: each part gets its own, and
 * over all parts these add up to the imbalance of the group, zero for a balanced one.
 *
 * **Deterministic.** Lines come sorted by content, units are made and packed in this order, each into the last part as long as it fits.
 * Nothing depends on the order of the input, beyond lines of equal content, which are interchangeable.
 *
 * **Nothing lost.** Every line is in one unit and every unit in one part. Whether any other cut could succeed where this one finds a unit
 * too large is a knapsack problem; it is not tried. The group is rejected then, with a hint what makes it divisible.
 */
import type { JournalRules } from '../../contracts';
import { add, formatDecimal, isZero, negate, type Decimal } from '../../core/decimal';
import { offsetLines, sums } from './balance';
import { byText, contentOf } from './reference';
import type { PostingWishes } from './row';
import type { ValidLine } from './validate-rows';

export type Parts = { readonly parts: readonly ValidLine[][] } | { readonly refused: string };

/** `lines` in any order; they balance unless the wishes allow otherwise. */
export function splitGroup(lines: readonly ValidLine[], rules: JournalRules, wishes: PostingWishes): Parts {
	const sorted = inOrder(lines, wishes.keepTogether ?? []);
	const { imbalance = 'reject' } = wishes;
	if (imbalance === 'reject') return packed(unitsOf(sorted, rules, wishes.keepTogether ?? []), rules.mostLines);
	if (imbalance === 'allow') return cut(sorted, rules.mostLines, () => []);
	const whole = [...sorted, ...offsetLines(sorted, imbalance, rules)];
	if (whole.length <= rules.mostLines) return { parts: [whole] };
	return cut(sorted, rules.mostLines - sums(sorted, rules).length, (part) => offsetLines(part, imbalance, rules));
}

/** By the fields to keep together, then by content, text and row: the last two only order what is interchangeable. */
function inOrder(lines: readonly ValidLine[], together: readonly string[]): ValidLine[] {
	const keyed = lines.map((line) => ({
		line,
		sort: JSON.stringify([...valuesOf(line, together), ...contentOf(line), line.description, line.key]),
	}));
	return keyed.sort((a, b) => byText(a.sort, b.sort) || (a.line.row ?? 0) - (b.line.row ?? 0)).map(({ line }) => line);
}

function valuesOf({ fields }: ValidLine, names: readonly string[]): string[] {
	return names.map((name) => fields[name] ?? '');
}

function cut(lines: readonly ValidLine[], size: number, extra: (part: readonly ValidLine[]) => ValidLine[]): Parts {
	if (size < 1) return { refused: 'a journal takes too few lines for what has to be added to each part' };
	const parts: ValidLine[][] = [];
	for (let from = 0; from < lines.length; from += size) {
		const part = lines.slice(from, from + size);
		parts.push([...part, ...extra(part)]);
	}
	return { parts };
}

function packed(units: readonly ValidLine[][], most: number): Parts {
	const parts: ValidLine[][] = [];
	for (const unit of units) {
		if (unit.length > most) {
			return {
				refused: `${unit.length} lines balance only together, and a journal takes ${most}: group by more fields, `
					+ 'name fields to keep together that balance, or have a line added to balance each part',
			};
		}
		const last = parts.at(-1);
		if (last !== undefined && last.length + unit.length <= most) last.push(...unit);
		else parts.push([...unit]);
	}
	return { parts };
}

/** Zero-sum sets of lines, in the order of their first lines. What does not balance at all ends up in one unit. */
function unitsOf(sorted: readonly ValidLine[], rules: JournalRules, together: readonly string[]): ValidLine[][] {
	if (sorted.length <= rules.mostLines) return [[...sorted]];
	const candidates = together.length === 0 ? [] : groupsBy(sorted, together);
	const kept = candidates.filter((group) => balances(group, rules) && group.length <= rules.mostLines);
	const taken = new Set(kept.flat());
	const rest = sorted.filter((line) => !taken.has(line));
	const apart = groupsBy(rest, rules.balancedBy).flatMap((group) => divide(group));
	const place = new Map(sorted.map((line, index) => [line, index]));
	const first = (unit: readonly ValidLine[]): number => Math.min(...unit.slice(0, 1).map((line) => place.get(line) ?? 0));
	return [...kept, ...apart].sort((a, b) => first(a) - first(b));
}

function groupsBy(lines: readonly ValidLine[], names: readonly string[]): ValidLine[][] {
	const groups = new Map<string, ValidLine[]>();
	for (const line of lines) {
		const id = JSON.stringify(valuesOf(line, names));
		const group = groups.get(id);
		if (group === undefined) groups.set(id, [line]);
		else group.push(line);
	}
	return [...groups.values()];
}

const balances = (lines: readonly ValidLine[], rules: JournalRules): boolean => sums(lines, rules).every(({ total }) => isZero(total));

/** Pairs that cancel each other first, then the stretches of the rest after which the running sum is zero. */
function divide(lines: readonly ValidLine[]): ValidLine[][] {
	const waiting = new Map<string, ValidLine[]>();
	const pairs: ValidLine[][] = [];
	for (const line of lines) {
		const partner = waiting.get(formatDecimal(negate(line.amount)))?.pop();
		const alike = waiting.get(formatDecimal(line.amount)) ?? [];
		if (partner !== undefined) pairs.push([partner, line]);
		else waiting.set(formatDecimal(line.amount), alike);
		if (partner === undefined) alike.push(line);
	}
	const paired = new Set(pairs.flat());
	return [...pairs, ...stretches(lines.filter((line) => !paired.has(line)))];
}

function stretches(lines: readonly ValidLine[]): ValidLine[][] {
	const found: ValidLine[][] = [];
	let open: ValidLine[] = [];
	let sum: Decimal = { units: 0n, places: 0 };
	for (const line of lines) {
		open.push(line);
		sum = add(sum, line.amount);
		if (!isZero(sum)) continue;
		found.push(open);
		open = [];
	}
	return open.length === 0 ? found : [...found, open];
}
