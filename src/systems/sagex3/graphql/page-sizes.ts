import type { Selected, Selection } from '../wire/selection';

/** What is tried when a page is too large for a server: the size of a connector in production, then what no server can refuse (reference sage-x3 3.4). */
const SMALLER = [200, 100, 20];

const SIZE_WORDS = /\bfirst\b|\blast\b|page size|maximum|too (?:many|large|complex)|complexity|\blimit/i;

/**
 * How many members a page may have, on every level. No maximum is published, and one may exist (reference sage-x3 3.4, 11): so a refusal that
 * speaks of sizes is answered with smaller pages, for this question and those after it.
 */
export class PageSizes {
	private most = Number.POSITIVE_INFINITY;

	/** @returns false when the words are about something else, or no size in this question can become smaller */
	lower(said: string, size: number, selection: Selection): boolean {
		if (!SIZE_WORDS.test(said)) return false;
		const largest = Math.min(this.most, Math.max(size, ...sizesIn(selection)));
		const next = SMALLER.find((each) => each < largest);
		if (next === undefined) return false;
		this.most = next;
		return true;
	}

	size(wanted: number): number {
		return Math.min(wanted, this.most);
	}

	selection(selection: Selection): Selection {
		return new Map([...selection].map(([name, selected]): [string, Selected] => {
			if (selected.kind !== 'collection') return [name, selected];
			return [name, { ...selected, first: this.size(selected.first), of: this.selection(selected.of) }];
		}));
	}
}

const sizesIn = (selection: Selection): readonly number[] =>
	[...selection.values()].flatMap((selected) => (selected.kind === 'collection' ? [selected.first, ...sizesIn(selected.of)] : []));
