import type { Item, ListStore } from '../engine/list-store';
import { parseCell } from '../engine/values';
import type { SwitchValues } from '../switches';
import { isRecord, textOf } from '../http/call';

export interface WriteFailure {
	readonly requestIndex: number;
	readonly failureType: string;
	readonly failureMessageDetails: string;
}

export interface WriteOutcome {
	readonly done: number;
	readonly failures: WriteFailure[];
}

type Problem = readonly [type: string, details: string];

const incomplete = (details: string): Problem => ['INCOMPLETE_DATA', details];

/** The changes of an item that the body names, or why one of them cannot be. */
const readChange = (list: ListStore, raw: Record<string, unknown>, base: Item, { parentByCode }: SwitchValues): { change: Partial<Item> } | { problem: Problem } => {
	const change: Partial<Item> = {};
	const properties = [...base.properties];
	for (const [name, value] of Object.entries(isRecord(raw.properties) ? raw.properties : {})) {
		const at = list.propertyNames.indexOf(name);
		const format = list.definition.properties?.[at]?.format;
		const text = textOf(value) ?? (typeof value === 'boolean' ? String(value) : '');
		if (format === undefined || !parseCell(text, format, undefined).ok) {
			return { problem: ['INCORRECT_FORMAT', `incorrect format -- column name:${name}, value:${text}`] };
		}
		properties[at] = text;
	}
	change.properties = properties;
	const parent = textOf(raw.parent);
	if (parent !== undefined) {
		// The name of the parent; its code by switch (UNCONFIRMED).
		const coded = parentByCode === 'accept' ? list.findByCode(parent) : undefined;
		const index = parent === '' ? -1 : (list.findByName(parent) ?? coded);
		if (index === undefined) return { problem: ['INCORRECT_FORMAT', `incorrect format -- column name:Parent, value:${parent}`] };
		change.parent = index;
	}
	if (isRecord(raw.subsets)) {
		const subsets = new Set(base.subsets);
		for (const [name, value] of Object.entries(raw.subsets)) {
			if (value === true || value === 'true') subsets.add(name);
			else subsets.delete(name);
		}
		change.subsets = subsets;
	}
	return { change };
};

const blank = (list: ListStore): Item => ({ name: '', code: '', parent: -1, properties: list.propertyNames.map(() => '') });

const addOne = (list: ListStore, raw: Record<string, unknown>, switches: SwitchValues): Problem | undefined => {
	const name = textOf(raw.name) ?? '';
	const code = textOf(raw.code) ?? '';
	const { numbered } = list.definition;
	if (numbered && name !== '') return ['INCORRECT_FORMAT', `incorrect format -- column name:name, value:${name}`];
	if (!numbered && name === '') return incomplete('Name is missing');
	if (!numbered && list.findByName(name) !== undefined) return incomplete(`Name '${name}' exists already`);
	if (code !== '' && list.findByCode(code) !== undefined) return incomplete(`Code '${code}' exists already`);
	const read = readChange(list, raw, blank(list), switches);
	if ('problem' in read) return read.problem;
	list.add({ ...blank(list), ...read.change, name: numbered ? `#${list.nextItemIndex}` : name, code });
	return undefined;
};

/** Exactly one way to say which item: id; code; or name when the item has no code (reference anaplan 9). */
const identify = (list: ListStore, raw: Record<string, unknown>): { index: number } | { problem: Problem } => {
	const [id, code, name] = [textOf(raw.id), textOf(raw.code), textOf(raw.name)];
	const none = (what: string): { problem: Problem } => ({ problem: incomplete(`${what} not found`) });
	if (id !== undefined) {
		const index = list.findById(id);
		return index === undefined ? none(`Id '${id}'`) : { index };
	}
	if (code !== undefined && code !== '') {
		const index = list.findByCode(code);
		return index === undefined ? none(`Code '${code}'`) : { index };
	}
	const index = name === undefined ? undefined : list.findByName(name);
	if (index === undefined) return none(`Name '${name ?? ''}'`);
	return list.codeOf(index) === '' ? { index } : { problem: incomplete(`Item '${name ?? ''}' must be identified by its code`) };
};

const updateOne = (list: ListStore, raw: Record<string, unknown>, switches: SwitchValues): Problem | undefined => {
	if (raw.code === '') return incomplete('Code must not be empty');
	const which = identify(list, raw);
	if ('problem' in which) return which.problem;
	const item = list.item(which.index);
	if (item === undefined) return incomplete('Item not found');
	const read = readChange(list, raw, item, switches);
	if ('problem' in read) return read.problem;
	if (switches.updateByIdOfCoded === 'refuse' && textOf(raw.id) !== undefined && item.code !== '') {
		return incomplete(`Item '${item.name}' must be identified by its code`);
	}
	const parent = read.change.parent ?? -1;
	if (parent >= 0 && list.isBelow(parent, which.index)) {
		return ['INCORRECT_FORMAT', `incorrect format -- column name:Parent, value:${textOf(raw.parent) ?? ''}`];
	}
	const identifiedBy = textOf(raw.id) !== undefined ? 'id' : textOf(raw.code) !== undefined ? 'code' : 'name';
	const name = identifiedBy === 'name' ? item.name : (textOf(raw.name) ?? item.name);
	const code = identifiedBy === 'id' ? (textOf(raw.code) ?? item.code) : item.code;
	const nameOwner = list.findByName(name);
	const codeOwner = code === '' ? undefined : list.findByCode(code);
	if (nameOwner !== undefined && nameOwner !== which.index) return incomplete(`Name '${name}' exists already`);
	if (codeOwner !== undefined && codeOwner !== which.index) return incomplete(`Code '${code}' exists already`);
	list.change(which.index, { ...read.change, name, code });
	return undefined;
};

const deleteOne = (list: ListStore, raw: Record<string, unknown>, { deleteByName }: SwitchValues): Problem | undefined => {
	const [id, code, name] = [textOf(raw.id), textOf(raw.code), textOf(raw.name)];
	if (id !== undefined && code !== undefined) return ['Ambiguous criteria', `Specifying both ID and code not supported (${id}:${code})`];
	const byName = (text = ''): number | undefined => (deleteByName === 'accept' ? list.findByName(text) : undefined);
	const index = id !== undefined ? list.findById(id) : code !== undefined ? list.findByCode(code) : byName(name);
	if (index === undefined) {
		const what = id !== undefined ? `ID '${id}'` : code !== undefined ? `Code '${code}'` : `Name '${name ?? ''}'`;
		return ['Not found', `${what} not found`];
	}
	list.remove(index);
	return undefined;
};

const each = (write: (list: ListStore, raw: Record<string, unknown>, switches: SwitchValues) => Problem | undefined) =>
	(list: ListStore, items: readonly unknown[], switches: SwitchValues): WriteOutcome => {
		const failures: WriteFailure[] = [];
		items.forEach((raw, requestIndex) => {
			const problem = write(list, isRecord(raw) ? raw : {}, switches);
			if (problem) failures.push({ requestIndex, failureType: problem[0], failureMessageDetails: problem[1] });
		});
		return { done: items.length - failures.length, failures };
	};

export const addItems = each(addOne);
export const updateItems = each(updateOne);
export const deleteItems = each(deleteOne);
