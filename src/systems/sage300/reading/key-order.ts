import { compare as compareDecimals, parseDecimal } from '../../../core/decimal';
import { allOf, anyOf } from '../../../core/odata/filter';
import { styleOf, type PropertyDescription, type PropertyKind } from '../metadata/module-model';
import { compare, type Filter } from '../wire/filter';

/** Values of the ordering parts of a key, in their order. */
export type Place = readonly string[];

/** Kinds that `gt` can be asked of; the order of an enumeration is nowhere said. */
const ORDERED: ReadonlySet<PropertyKind> = new Set<PropertyKind>(['text', 'number', 'day']);

/** The longest beginning of the key that can be compared. */
export const orderedParts = (keys: readonly PropertyDescription[]): readonly PropertyDescription[] => {
	const stop = keys.findIndex(({ kind }) => !ORDERED.has(kind));
	return stop < 0 ? keys : keys.slice(0, stop);
};

/**
 * What stands behind a place, in the order of the parts; with `inclusive` the records at the place itself as well. Nested, so that it
 * grows with the number of parts and not with its square:
 * `a gt 'x' or (a eq 'x' and (b gt 1 or (b eq 1 and c gt 'z')))`.
 */
export const behind = (parts: readonly PropertyDescription[], place: Place, inclusive: boolean): Filter | undefined => {
	let filter: Filter | undefined;
	for (let index = parts.length - 1; index >= 0; index -= 1) {
		const part = parts[index];
		if (part === undefined) continue;
		const [style, value] = [styleOf(part), place[index] ?? ''];
		const further = compare('gt', part.name, style, value);
		const same = compare('eq', part.name, style, value);
		const isInnermost = index === parts.length - 1;
		filter = isInnermost ? (inclusive ? anyOf(further, same) : further) : anyOf(further, allOf(same, filter));
	}
	return filter;
};

/** How the server orders texts: by the code of their letters, or without regard to case. Which of the two only its answers tell. */
const TEXT_ORDERS: ReadonlyArray<(text: string) => string> = [(text) => text, (text) => text.toUpperCase()];

const comparePart = ({ kind }: PropertyDescription, left: string, right: string, folded: (text: string) => string): number => {
	if (kind === 'number') {
		const [a, b] = [parseDecimal(left), parseDecimal(right)];
		if (a && b) return compareDecimals(a, b);
	}
	const [a, b] = [folded(left), folded(right)];
	return a === b ? 0 : a < b ? -1 : 1;
};

const comparePlaces = (parts: readonly PropertyDescription[], left: Place, right: Place, folded: (text: string) => string): number => {
	for (const [index, part] of parts.entries()) {
		const order = comparePart(part, left[index] ?? '', right[index] ?? '', folded);
		if (order !== 0) return order;
	}
	return 0;
};

/** Watches whether places come in ascending order, in one of the orders of texts that stays the same throughout. */
export class OrderWatch {
	private possible = TEXT_ORDERS;

	constructor(private readonly parts: readonly PropertyDescription[]) {}

	/** Whether `next` may stand behind `last`; with `strict` it may not be the same place. */
	advances(last: Place, next: Place, strict: boolean): boolean {
		this.possible = this.possible.filter((folded) => {
			const order = comparePlaces(this.parts, last, next, folded);
			return strict ? order < 0 : order <= 0;
		});
		return this.possible.length > 0;
	}
}
