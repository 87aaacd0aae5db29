/** Anything cells can stand on: a list, the months, the versions. Items are known by a whole number that is never used twice. */
export interface Dimension {
	readonly id: string;
	readonly name: string;
	/** As views and headers show it; `name` is what definitions call it. */
	readonly shownName: string;
	readonly kind: 'list' | 'time' | 'versions';
	/** Item by code first, then by name. */
	find(text: string): number | undefined;
	findById(id: string): number | undefined;
	findByName(name: string): number | undefined;
	findByCode(code: string): number | undefined;
	has(index: number): boolean;
	nameOf(index: number): string;
	codeOf(index: number): string;
	idOf(index: number): string;
	hasChildren(index: number): boolean;
	children(index: number): readonly number[];
	indexes(): Iterable<number>;
	readonly size: number;
}

export interface FixedItem {
	readonly id: string;
	readonly name: string;
}

/** A dimension whose items come with the model and never change. */
export class FixedDimension implements Dimension {
	private readonly byName = new Map<string, number>();

	constructor(
		readonly id: string, readonly name: string, readonly kind: 'time' | 'versions', private readonly items: readonly FixedItem[],
		private readonly shown: () => string = () => name,
	) {
		items.forEach((item, index) => this.byName.set(item.name, index));
	}

	get shownName(): string {
		return this.shown();
	}

	get size(): number {
		return this.items.length;
	}

	find(text: string): number | undefined {
		return this.byName.get(text);
	}

	findByName(name: string): number | undefined {
		return this.byName.get(name);
	}

	findByCode(): number | undefined {
		return undefined;
	}

	findById(id: string): number | undefined {
		const index = this.items.findIndex((item) => item.id === id);
		return index < 0 ? undefined : index;
	}

	has(index: number): boolean {
		return index >= 0 && index < this.items.length;
	}

	nameOf(index: number): string {
		return this.items[index]?.name ?? '';
	}

	codeOf(): string {
		return '';
	}

	idOf(index: number): string {
		return this.items[index]?.id ?? '';
	}

	hasChildren(): boolean {
		return false;
	}

	children(): readonly number[] {
		return [];
	}

	indexes(): Iterable<number> {
		return this.items.keys();
	}
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export const TIME_ID = '20000000003';
export const VERSIONS_ID = '20000000020';
export const LINE_ITEMS_ID = '101999999999';

/** The month of a day, named as the calendar names it: 2026-08-20 → Aug 26. */
export const monthName = (year: number, month: number): string => `${MONTHS[month - 1] ?? ''} ${String(year % 100).padStart(2, '0')}`;

export const monthsDimension = (firstYear: number, lastYear: number): FixedDimension => {
	const items: FixedItem[] = [];
	for (let year = firstYear; year <= lastYear; year += 1) {
		for (let month = 1; month <= 12; month += 1) {
			items.push({ id: `208${String(year * 100 + month).padStart(9, '0')}`, name: monthName(year, month) });
		}
	}
	return new FixedDimension(TIME_ID, 'Time', 'time', items);
};
