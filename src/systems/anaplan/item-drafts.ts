import type { ListMetadata } from './lists';
import { LARGEST_BODY_BYTES, MOST_ENTRIES, tooLarge, type BatchLimits } from './write-batches';

export type ListWriteKind = 'add' | 'update' | 'delete';
export type ItemKey = 'code' | 'id' | 'name';

/** What is to become of one list item. A member that is missing is left as it is. */
export interface ItemDraft {
	readonly id?: string;
	readonly code?: string;
	readonly name?: string;
	/** Name of the parent; the empty text takes the item to the top. */
	readonly parent?: string;
	readonly properties?: Readonly<Record<string, string>>;
	readonly subsets?: Readonly<Record<string, boolean>>;
}

export const ITEM_LIMITS: BatchLimits = { most: MOST_ENTRIES, bytes: LARGEST_BODY_BYTES, frame: ['{"items":[', ']}'] };

const present = (text: string | undefined): text is string => text !== undefined && text !== '';

const otherKeys = (by: ItemKey): readonly ItemKey[] => (['id', 'code'] as const).filter((key) => key !== by);

/** Members of the body in a fixed order. An item is deleted by its key alone. */
const bodyOf = (kind: ListWriteKind, draft: ItemDraft, by: ItemKey): object => {
	if (kind === 'delete') return { [by]: draft[by] };
	const { id, code, name, parent, properties, subsets } = draft;
	return {
		...(present(id) ? { id } : {}),
		...(present(name) ? { name } : {}),
		...(present(code) ? { code } : {}),
		...(parent === undefined ? {} : { parent }),
		...(properties && Object.keys(properties).length > 0 ? { properties } : {}),
		...(subsets && Object.keys(subsets).length > 0 ? { subsets } : {}),
	};
};

export const itemText = (kind: ListWriteKind, draft: ItemDraft, by: ItemKey): string => JSON.stringify(bodyOf(kind, draft, by));

const quoted = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map((name) => JSON.stringify(name)).join(', '));

/** Members that the list does not have, each as a sentence that says which ones it has. */
export const unknownMembers = (list: ListMetadata, { properties = {}, subsets = {} }: ItemDraft): string[] => {
	const known = list.properties.map(({ name }) => name);
	const knownSubsets = list.subsets.map(({ name }) => name);
	return [
		...Object.keys(properties).filter((name) => !known.includes(name))
			.map((name) => `list ${list.name} has no property ${JSON.stringify(name)}; its properties: ${quoted(known)}`),
		...Object.keys(subsets).filter((name) => !knownSubsets.includes(name))
			.map((name) => `list ${list.name} has no subset ${JSON.stringify(name)}; its subsets: ${quoted(knownSubsets)}`),
	];
};

type Check = (list: ListMetadata, draft: ItemDraft, by: ItemKey) => string[];

const when = (problem: boolean, reason: string): string[] => (problem ? [reason] : []);

const NUMBERED = 'the list is numbered: Anaplan makes up the names itself and refuses given ones';

const addable: Check = (list, draft) => [
	...when(list.numbered && present(draft.name), NUMBERED),
	...when(!list.numbered && !present(draft.name), 'the item has no name, and the list needs one'),
	...when(present(draft.id), 'an item that is added has no ID yet: Anaplan gives it one'),
	...when(bodyIsEmpty(draft), 'the item is empty'),
];

const bodyIsEmpty = (draft: ItemDraft): boolean => Object.keys(bodyOf('add', draft, 'name')).length === 0;

const identified: Check = (_list, draft, by) => [
	...when(!present(draft[by]), `the item has no ${by === 'id' ? 'ID' : by} to find it by`),
	...otherKeys(by).filter((key) => present(draft[key])).map((key) =>
		`both ${by === 'id' ? 'ID' : by} and ${key === 'id' ? 'ID' : key} are given; Anaplan takes exactly one, and an item that has a code must be found by its code`),
];

const updatable: Check = (list, draft, by) => [
	...identified(list, draft, by),
	...when(list.numbered && by !== 'name' && present(draft.name), NUMBERED),
	...when(draft.code === '' && by !== 'code', 'a code cannot be emptied'),
	...when(draft.name === '' && by !== 'name', 'a name cannot be emptied'),
	...when(Object.keys(bodyOf('update', draft, by)).length < 2 && present(draft[by]), 'nothing of the item is to be changed'),
];

const CHECKS: Readonly<Record<ListWriteKind, Check>> = { add: addable, update: updatable, delete: identified };

/** What makes an item the same as another in one input. */
const marksOf = (kind: ListWriteKind, draft: ItemDraft, by: ItemKey): string[] => {
	if (kind !== 'add') return present(draft[by]) ? [`${by} ${JSON.stringify(draft[by])}`] : [];
	return (['code', 'name'] as const).filter((key) => present(draft[key])).map((key) => `${key} ${JSON.stringify(draft[key])}`);
};

/**
 * Why each draft cannot be sent; an empty list where it can. Nothing that is known to fail is sent, and of several drafts
 * for the same item only the first is, because nobody could say which of them would win.
 */
export const draftProblems = (kind: ListWriteKind, list: ListMetadata, drafts: readonly ItemDraft[], by: ItemKey): string[][] => {
	const seen = new Set<string>();
	return drafts.map((draft) => {
		const members = kind === 'delete' ? [] : unknownMembers(list, draft);
		const own = [...CHECKS[kind](list, draft, by), ...members];
		if (own.length === 0 && tooLarge(itemText(kind, draft, by), ITEM_LIMITS)) own.push('the item is larger than the 15 MB that fit into one call');
		if (own.length > 0) return own;
		const marks = marksOf(kind, draft, by);
		const twin = marks.find((mark) => seen.has(mark));
		if (twin !== undefined) return [`${twin} stands in this input more than once; the first one was taken`];
		for (const mark of marks) seen.add(mark);
		return [];
	});
};
