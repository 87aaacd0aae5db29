import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ItemDraft, ItemKey, ListMetadata } from '../../../../src/systems/anaplan';
import { cellText } from '../../../shared/data/cell-text';
import { fieldsOf } from '../../../shared/data/origin';
import { nameInKey, PROPERTY_KEY, SUBSET_KEY } from './column-keys';

/** What an input item is to become in the list, and what of it cannot be. */
export interface MappedItem {
	readonly draft: ItemDraft;
	readonly problems: readonly string[];
	/** Fields for which the list has no place. */
	readonly unknown: readonly string[];
}

type Own = 'id' | 'code' | 'name' | 'parent';

const OWN_FIELDS: Readonly<Record<string, Own>> = { id: 'id', ID: 'id', Id: 'id', code: 'code', Code: 'code', name: 'name', Name: 'name', parent: 'parent', Parent: 'parent' };
const OWN_KEYS: ReadonlySet<string> = new Set(['id', 'code', 'name', 'parent']);

/** What Get Items tells of an item besides, and no write can change. */
const TOLD_ONLY: ReadonlySet<string> = new Set(['parentId', 'listId', 'listName']);

type Place = { readonly kind: 'own'; readonly member: Own } | { readonly kind: 'property' | 'subset'; readonly name: string };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where a field belongs. The item's own members come first; a property called "Code" is meant by "Code", and the code by "code". */
const placeOf = (list: ListMetadata, field: string): Place | undefined => {
	if (OWN_KEYS.has(field)) return { kind: 'own', member: field as Own };
	const property = nameInKey(PROPERTY_KEY, field) ?? field;
	if (list.properties.some(({ name }) => name === property)) return { kind: 'property', name: property };
	const subset = nameInKey(SUBSET_KEY, field) ?? field;
	if (list.subsets.some(({ name }) => name === subset)) return { kind: 'subset', name: subset };
	const member = Object.hasOwn(OWN_FIELDS, field) ? OWN_FIELDS[field] : undefined;
	return member && { kind: 'own', member };
};

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };

/** Collects the members of one draft. */
class Drafting {
	readonly own: Partial<Record<Own, string>> = {};
	readonly properties = new Map<string, string>();
	readonly subsets = new Map<string, boolean>();
	readonly problems: string[] = [];

	/** Nothing is said about a member by null or by leaving it out; the empty text empties it. */
	put(place: Place, value: unknown): void {
		if (value === null || value === undefined) return;
		const label = place.kind === 'own' ? place.member : place.name;
		const text = cellText(value);
		if (text === undefined) this.problems.push(`${label}: the value is neither text nor a number that can be written exactly; send it as text`);
		else if (place.kind === 'own') this.putOwn(place.member, text);
		else if (place.kind === 'subset') this.putFlag(place.name, text);
		else this.properties.set(place.name, text);
	}

	private putOwn(member: Own, text: string): void {
		const before = this.own[member];
		if (before !== undefined && before !== text) this.problems.push(`${member} is given twice, as ${JSON.stringify(before)} and as ${JSON.stringify(text)}`);
		else this.own[member] = text;
	}

	private putFlag(name: string, text: string): void {
		if (text === '') return;
		const flag = FLAGS[text.trim().toLowerCase()];
		if (flag === undefined) this.problems.push(`${name}: ${JSON.stringify(text)} is neither true nor false`);
		else this.subsets.set(name, flag);
	}

	draft(): ItemDraft {
		return { ...this.own, properties: Object.fromEntries(this.properties), subsets: Object.fromEntries(this.subsets) };
	}
}

/** Members of `properties` and `subsets`, as Get Items nests them. */
const putNested = (drafting: Drafting, kind: 'property' | 'subset', value: Record<string, unknown>): void => {
	for (const [name, member] of Object.entries(value)) drafting.put({ kind, name }, member);
};

const NESTED: Readonly<Record<string, 'property' | 'subset'>> = { properties: 'property', subsets: 'subset' };

const mappedFrom = (list: ListMetadata, fields: IDataObject): MappedItem => {
	const drafting = new Drafting();
	const unknown: string[] = [];
	for (const [field, value] of Object.entries(fields)) {
		const nested = Object.hasOwn(NESTED, field) ? NESTED[field] : undefined;
		const place = placeOf(list, field);
		if (place) drafting.put(place, value);
		else if (nested && isRecord(value)) putNested(drafting, nested, value);
		else if (!TOLD_ONLY.has(field)) unknown.push(nameInKey(PROPERTY_KEY, field) ?? nameInKey(SUBSET_KEY, field) ?? field);
	}
	return { draft: drafting.draft(), problems: drafting.problems, unknown };
};

interface Columns {
	readonly mappingMode?: string;
	readonly value?: IDataObject | null;
	readonly matchingColumns?: readonly string[];
}

const columnsOf = (context: IExecuteFunctions, itemIndex: number): Columns => context.getNodeParameter('columns', itemIndex, {}) as Columns;

const withoutIds = ({ id: _id, ID: _ID, Id: _Id, ...fields }: IDataObject): IDataObject => fields;

/** An item that has no code is read with an empty one: that is no wish to empty it. */
const withoutEmptyCodes = (fields: IDataObject): IDataObject => Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== '' || !['code', 'Code'].includes(name)));

const KEYS: ReadonlySet<string> = new Set(['code', 'id', 'name']);

/** How items that are there already are to be found. */
export const matchedBy = (context: IExecuteFunctions): ItemKey => {
	const [key = 'code'] = columnsOf(context, 0).matchingColumns ?? [];
	return KEYS.has(key) ? (key as ItemKey) : 'code';
};

/**
 * Every input item as a draft: by the fields of the panel, or automatically by the names of its own fields. An item as Get
 * Items puts it out can be used as it is; the ID it carries is left alone unless items are found by it.
 */
export const mappedItems = (context: IExecuteFunctions, list: ListMetadata, by: ItemKey | undefined): MappedItem[] => {
	const items = context.getInputData();
	// How to map is the same for all; only mapped values are asked for item by item.
	if (columnsOf(context, 0).mappingMode === 'defineBelow') return items.map((_item, itemIndex) => mappedFrom(list, columnsOf(context, itemIndex).value ?? {}));
	return items.map(({ json }) => {
		const fields = withoutEmptyCodes(fieldsOf(json));
		return mappedFrom(list, by === 'id' ? fields : withoutIds(fields));
	});
};
