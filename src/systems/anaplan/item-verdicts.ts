import { compare, parseDecimal } from '../../core/decimal';
import type { ItemDraft, ItemKey, ListWriteKind } from './item-drafts';
import type { ListItemInFull } from './lists';

/** What the list itself says about a write whose answer does not tell: */
export type Verdict =
	/** it shows what was wanted; */
	| { readonly kind: 'done' }
	/** it does not show it (yet); */
	| { readonly kind: 'open' }
	/** the item is there with other values, and nothing tells whether it was there before. */
	| { readonly kind: 'different'; readonly said: string };

const FLAG = /^(true|false)$/i;

const sameText = (wanted: string, shown: string): boolean => {
	if (wanted === shown || (FLAG.test(wanted) && wanted.toLowerCase() === shown.toLowerCase())) return true;
	const [left, right] = [parseDecimal(wanted), parseDecimal(shown)];
	return left !== undefined && right !== undefined && compare(left, right) === 0;
};

/** Names of what the list shows otherwise than it was sent. Anaplan may write a number or a flag in another form. */
const differences = (wanted: ItemDraft, shown: ListItemInFull): string[] => [
	...(['name', 'code', 'parent'] as const).filter((member) => wanted[member] !== undefined && wanted[member] !== shown[member]),
	...Object.entries(wanted.properties ?? {}).filter(([name, text]) => !sameText(text, shown.properties[name] ?? '')).map(([name]) => name),
	...Object.entries(wanted.subsets ?? {}).filter(([name, flag]) => flag !== (shown.subsets[name] ?? false)).map(([name]) => name),
];

class Register {
	private readonly byKey: Readonly<Record<ItemKey, Map<string, ListItemInFull>>> = { id: new Map(), code: new Map(), name: new Map() };

	constructor(items: readonly ListItemInFull[]) {
		for (const item of items) for (const key of ['id', 'code', 'name'] as const) if (item[key] !== '') this.byKey[key].set(item[key], item);
	}

	find(key: ItemKey, value: string | undefined): ListItemInFull | undefined {
		return value === undefined || value === '' ? undefined : this.byKey[key].get(value);
	}
}

type Judge = (register: Register, draft: ItemDraft, by: ItemKey) => Verdict;

const DONE: Verdict = { kind: 'done' };
const OPEN: Verdict = { kind: 'open' };

const added: Judge = (register, draft) => {
	const shown = register.find('code', draft.code) ?? register.find('name', draft.name);
	if (!shown) return OPEN;
	const other = differences(draft, shown);
	if (other.length === 0) return DONE;
	return { kind: 'different', said: `the list has item ${shown.id} of this ${draft.code ? 'code' : 'name'} with another ${other.join(', ')}: it may have been there before` };
};

const updated: Judge = (register, draft, by) => {
	const shown = register.find(by, draft[by]);
	return shown && differences(draft, shown).length === 0 ? DONE : OPEN;
};

const deleted: Judge = (register, draft, by) => (register.find(by, draft[by]) ? OPEN : DONE);

const JUDGES: Readonly<Record<ListWriteKind, Judge>> = { add: added, update: updated, delete: deleted };

/**
 * Compares what was to be done with what the list shows now.
 *
 * @param items all items of the list, read after the write
 */
export const verdictsOn = (kind: ListWriteKind, drafts: readonly ItemDraft[], by: ItemKey, items: readonly ListItemInFull[]): Verdict[] => {
	const register = new Register(items);
	return drafts.map((draft) => JUDGES[kind](register, draft, by));
};
