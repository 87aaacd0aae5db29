import type { ListDefinition } from '../model/types';
import type { Dimension } from './dimension';

export interface Item {
	name: string;
	code: string;
	/** Index of the parent in the same list, or -1. */
	parent: number;
	/** In the order of the list's properties. */
	properties: string[];
	subsets?: Set<string>;
}

/** What must be known to take an import back: where the list ended, and every older item as it was before its first change. */
interface Journal {
	readonly length: number;
	readonly base: number;
	readonly before: Map<number, Item | undefined>;
}

/** V8 lets a short piece of a long text keep the whole text alive; stored text must own its bytes. */
export const own = (text: string): string => (text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8'));

/**
 * The items of one list. Indexes count up and are never used twice, so that a cell that points to a deleted item shows nothing
 * instead of somebody else's item; `base` is the index of the first slot still kept.
 */
export class ListStore implements Dimension {
	readonly kind = 'list' as const;
	readonly id: string;
	readonly name: string;
	private base = 0;
	private items: Array<Item | undefined> = [];
	private byName = new Map<string, number>();
	private byCode = new Map<string, number>();
	private childIndex: Map<number, number[]> | undefined;
	private alive = 0;
	private countedFrom = 0;
	private journal: Journal | undefined;

	constructor(readonly definition: ListDefinition, private readonly ordinal: number) {
		this.id = definition.id;
		this.name = definition.name;
		for (const item of definition.items ?? []) {
			this.add({
				name: item.name, code: item.code ?? '', parent: item.parent === undefined ? -1 : (this.find(item.parent) ?? -1),
				properties: this.propertyNames.map((property) => item.properties?.[property] ?? ''),
			});
		}
	}

	get propertyNames(): readonly string[] {
		return (this.definition.properties ?? []).map((property) => property.name);
	}

	get shownName(): string {
		return this.name;
	}

	get size(): number {
		return this.alive;
	}

	get nextIndex(): number {
		return this.base + this.items.length;
	}

	/** The number the next item of a numbered list gets; counts from 1 again after resetIndex. */
	get nextItemIndex(): number {
		return this.nextIndex - this.countedFrom + 1;
	}

	/** Only of an empty list. Internal indexes go on counting, so that no old pointer meets a new item. */
	resetIndex(): void {
		this.countedFrom = this.nextIndex;
	}

	item(index: number): Item | undefined {
		return this.items[index - this.base];
	}

	has(index: number): boolean {
		return this.item(index) !== undefined;
	}

	find(text: string): number | undefined {
		return this.byCode.get(text) ?? this.byName.get(text);
	}

	findByName(name: string): number | undefined {
		return this.byName.get(name);
	}

	findByCode(code: string): number | undefined {
		return this.byCode.get(code);
	}

	findById(id: string): number | undefined {
		const first = this.firstId();
		const index = Number(id) - first;
		return /^\d{12}$/.test(id) && this.has(index) ? index : undefined;
	}

	nameOf(index: number): string {
		return this.item(index)?.name ?? '';
	}

	codeOf(index: number): string {
		return this.item(index)?.code ?? '';
	}

	idOf(index: number): string {
		return String(this.firstId() + index);
	}

	*indexes(): Iterable<number> {
		for (let i = 0; i < this.items.length; i += 1) if (this.items[i] !== undefined) yield this.base + i;
	}

	children(index: number): readonly number[] {
		if (this.childIndex === undefined) {
			this.childIndex = new Map();
			for (const one of this.indexes()) {
				const parent = this.item(one)?.parent ?? -1;
				if (parent < 0) continue;
				const siblings = this.childIndex.get(parent);
				if (siblings) siblings.push(one);
				else this.childIndex.set(parent, [one]);
			}
		}
		return this.childIndex.get(index) ?? [];
	}

	hasChildren(index: number): boolean {
		return this.children(index).length > 0;
	}

	/** True when `index` is `candidate` itself or one of its ancestors: such a parent would close a circle. */
	isBelow(candidate: number, index: number): boolean {
		for (let at = candidate; at >= 0; at = this.item(at)?.parent ?? -1) if (at === index) return true;
		return false;
	}

	/** Adds an item whose name and code the caller has found to be free. */
	add(item: Item): number {
		const index = this.nextIndex;
		const name = own(item.name);
		const kept: Item = { ...item, name, code: item.code === item.name ? name : own(item.code), properties: item.properties.map(own) };
		this.items.push(kept);
		this.byName.set(kept.name, index);
		if (kept.code !== '') this.byCode.set(kept.code, index);
		this.alive += 1;
		this.childIndex = undefined;
		return index;
	}

	/** Changes members of an item; names and codes have been found to be free. */
	change(index: number, change: Partial<Item>): void {
		const item = this.item(index);
		if (item === undefined) return;
		this.remember(index, item);
		this.forgetKeys(index, item);
		const next: Item = { ...item, ...change };
		next.name = own(next.name);
		next.code = next.code === next.name ? next.name : own(next.code);
		this.items[index - this.base] = next;
		this.byName.set(next.name, index);
		if (next.code !== '') this.byCode.set(next.code, index);
		if (next.parent !== item.parent) this.childIndex = undefined;
	}

	remove(index: number): void {
		const item = this.item(index);
		if (item === undefined) return;
		this.remember(index, item);
		this.forgetKeys(index, item);
		this.items[index - this.base] = undefined;
		this.alive -= 1;
		for (const child of this.children(index)) this.change(child, { parent: -1 });
		this.childIndex = undefined;
	}

	/** Empties the list; the answer puts everything back. */
	clear(): () => void {
		const { base, items, byName, byCode, alive } = this;
		this.base = this.nextIndex;
		this.items = [];
		this.byName = new Map();
		this.byCode = new Map();
		this.alive = 0;
		this.childIndex = undefined;
		return () => {
			Object.assign(this, { base, items, byName, byCode, alive });
			this.childIndex = undefined;
		};
	}

	/** Starts to remember; the answer takes back every change made since. */
	record(): () => void {
		const journal: Journal = { length: this.items.length, base: this.base, before: new Map() };
		this.journal = journal;
		return () => {
			this.journal = undefined;
			for (let at = this.items.length - 1; at >= journal.length; at -= 1) {
				const item = this.items[at];
				if (item !== undefined) {
					this.forgetKeys(this.base + at, item);
					this.alive -= 1;
				}
			}
			this.items.length = journal.length;
			for (const index of journal.before.keys()) {
				const current = this.item(index);
				if (current !== undefined) this.forgetKeys(index, current);
			}
			for (const [index, item] of journal.before) this.restore(index, item);
			this.childIndex = undefined;
		};
	}

	stopRecording(): void {
		this.journal = undefined;
	}

	private restore(index: number, item: Item | undefined): void {
		if (item === undefined) return;
		if (this.item(index) === undefined) this.alive += 1;
		this.items[index - this.base] = item;
		this.byName.set(item.name, index);
		if (item.code !== '') this.byCode.set(item.code, index);
	}

	private remember(index: number, item: Item): void {
		const { journal } = this;
		if (journal === undefined || index - journal.base >= journal.length || journal.before.has(index)) return;
		journal.before.set(index, item);
	}

	private forgetKeys(index: number, item: Item): void {
		if (this.byName.get(item.name) === index) this.byName.delete(item.name);
		if (item.code !== '' && this.byCode.get(item.code) === index) this.byCode.delete(item.code);
	}

	/** 201 and nine digits: the list's own range of ten million, so that an id tells its list and its index. */
	protected firstId(): number {
		return 201_000_000_000 + this.ordinal * 10_000_000 + 1;
	}
}
