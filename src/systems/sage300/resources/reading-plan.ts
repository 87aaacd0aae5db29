import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { named, propertyOf, type PropertyDescription, type ResourceDescription } from '../metadata/module-model';
import { sayNearest } from '../metadata/nearest-name';
import type { KindOf } from '../values/flat-record';
import { collectionsOf, ownFields } from './detail-fields';
import { factsOf, type ResourceFacts } from './resource-table';

/** `planning`: what the table lists; `all`: every field; or names as the server spells them, `PurchaseOrderLines/ItemNumber` for lines. */
export type FieldChoice = 'planning' | 'all' | readonly string[];

export interface ResourceChoice {
	/** `GLAccounts`; `XX/Name` where the module is not the first two letters. */
	readonly resource: string;
	/** `planning` unless set. */
	readonly fields?: FieldChoice;
	/** The collection whose rows are the records, each with the fields of its parents; `null` for the parents themselves. */
	readonly detail?: string | null;
	/** What makes a record unique, instead of the key of the metadata. */
	readonly keyFields?: readonly string[];
	/** What makes a row of the detail unique within its parent; its position unless the table or this says otherwise. */
	readonly detailKey?: string;
}

export interface PlannedColumn {
	readonly column: string;
	/** Path of the value in small letters; '' where this release has no such field. */
	readonly path: string;
}

/** What is asked of the server for one choice, and what becomes of the answer. */
export interface ReadingPlan {
	readonly description: ResourceDescription;
	readonly keys: readonly PropertyDescription[];
	/** The header of a file: constant, whatever this release lacks and however it spells it. */
	readonly columns: readonly string[];
	readonly take: readonly PlannedColumn[];
	/** `undefined`: everything. */
	readonly select: readonly string[] | undefined;
	/** Names of the collections on the way to the rows; empty for the records themselves. */
	readonly detail: readonly string[];
	/** '' where only the position tells rows apart. */
	readonly detailKey: string;
	readonly reading: 'inline' | 'by key';
	readonly kindOf: KindOf;
}

/** Column of the position within a detail, from 1. */
export const POSITION = 'rowNumber';

/** A selection that would fill the whole address is not worth it: everything comes then. */
const LONGEST_SELECT = 1_000;

const refuse = (resource: string, said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: `read ${resource}`, said, remedy });

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** `A|B` → [`A`, `B`] */
const alternatives = (name: string): readonly string[] => name.split('|');

const chosenDetail = ({ detail }: ResourceChoice, facts: ResourceFacts | undefined): string => {
	if (detail !== undefined) return detail?.trim() ?? '';
	return facts?.lines?.usual ? facts.lines.detail : '';
};

interface Level {
	readonly prefix: string;
	readonly fields: readonly PropertyDescription[];
}

/** The record itself, then each collection on the way to the rows. */
const levelsOf = (description: ResourceDescription, collections: readonly PropertyDescription[]): readonly Level[] => [
	{ prefix: '', fields: ownFields(description.properties) },
	...collections.map((collection, index) => ({
		prefix: `${collections.slice(0, index + 1).map(({ name }) => name).join('/')}/`, fields: ownFields(collection.fields),
	})),
];

const plannedNames = (facts: ResourceFacts | undefined, detail: string): readonly string[] | undefined => {
	if (!facts) return undefined;
	if (detail === '') return facts.wanted;
	const { lines } = facts;
	if (lines?.detail.toLowerCase() !== detail.toLowerCase()) return undefined;
	const below = (name: string): string => alternatives(name).map((one) => `${lines.detail}/${one}`).join('|');
	return [...facts.wanted, ...lines.wanted.map(below)];
};

/** Finds a name on its level. Levels without fields are those that the document does not describe: every name is taken there. */
const pathOf = (name: string, levels: readonly Level[]): string | undefined => {
	const level = [...levels].reverse().find(({ prefix }) => name.toLowerCase().startsWith(prefix.toLowerCase()));
	if (!level) return undefined;
	if (level.fields.length === 0) return name;
	const found = named(level.fields, name.slice(level.prefix.length));
	return found && `${level.prefix}${found.name}`;
};

const columnsOf = (
	names: readonly string[], levels: readonly Level[], { resource }: ResourceDescription, isNamed: boolean,
): readonly PlannedColumn[] => names.map((name) => {
	const [column = ''] = alternatives(name);
	const path = alternatives(name).map((one) => pathOf(one, levels)).find((one) => one !== undefined);
	if (path === undefined && isNamed) {
		const known = levels.flatMap(({ prefix, fields }) => fields.map((field) => `${prefix}${field.name}`));
		throw refuse(resource, `this release has no field "${column}" in ${resource}`, `${sayNearest(column, known)} Choose fields from the list.`);
	}
	return { column, path: path?.toLowerCase() ?? '' };
});

const kindsOf = (levels: readonly Level[]): KindOf => {
	const kinds = new Map(levels.flatMap(({ prefix, fields }) =>
		fields.map(({ name, kind }) => [`${prefix}${name}`.toLowerCase(), kind === 'day' ? 'day' : 'other'] as const)));
	return (path) => kinds.get(path);
};

/** Fields of the record itself by the server's spelling, and the collection with all that is in it. */
const selectOf = (
	take: readonly PlannedColumn[], needed: readonly string[], description: ResourceDescription, detail: readonly string[],
): readonly string[] | undefined => {
	const roots = new Set([...take.map(({ path }) => path), ...needed.map((name) => name.toLowerCase())].map((path) => path.split('/')[0] ?? ''));
	const own = description.properties.filter(({ name, kind }) => kind !== 'collection' && roots.has(name.toLowerCase())).map(({ name }) => name);
	const select = [...own, ...detail.slice(0, 1)];
	return select.length === 0 || select.join(',').length > LONGEST_SELECT ? undefined : select;
};

/**
 * @param more fields that have to be there beside the chosen ones, such as those of the cursor
 * @throws FatalError for names that this release does not have, naming the nearest
 */
export const planReading = (description: ResourceDescription, choice: ResourceChoice, more: readonly string[] = []): ReadingPlan => {
	const { resource, properties } = description;
	const facts = factsOf(resource) ?? factsOf(choice.resource);
	const detailName = chosenDetail(choice, facts);
	const collections = detailName === '' ? [] : collectionsOf(properties, detailName);
	if (!collections) {
		const known = properties.filter(({ kind }) => kind === 'collection').map(({ name }) => name);
		throw refuse(resource, `${resource} has no lines called "${detailName}"`, sayNearest(detailName, known) || 'It has no lines at all; read the records themselves.');
	}
	const levels = levelsOf(description, collections);
	const detail = collections.map(({ name }) => name);
	const { fields = 'planning' } = choice;
	const everything = levels.flatMap(({ prefix, fields: all }) => all.map(({ name }) => `${prefix}${name}`));
	const names = typeof fields !== 'string' ? fields : (fields === 'planning' ? plannedNames(facts, detailName) : undefined) ?? everything;

	const keyNames = choice.keyFields && choice.keyFields.length > 0 ? choice.keyFields : description.keys;
	if (keyNames.length === 0) throw refuse(resource, 'its metadata names no key', 'Name the fields that make a record unique.');
	const keys = keyNames.map((name) => propertyOf(description, name));
	const lines = facts?.lines?.detail.toLowerCase() === detailName.toLowerCase() ? facts?.lines : undefined;
	const detailKey = detail.length === 0 ? '' : choice.detailKey ?? lines?.key ?? '';
	const rowName = detail.length === 0 ? [] : [`${detail.join('/')}/${detailKey || POSITION}`];

	const always = columnsOf([...keys.map(({ name }) => name), ...more], levels, description, true);
	const chosen = columnsOf(names, levels, description, typeof fields !== 'string');
	const all = new Map<string, PlannedColumn>();
	for (const one of [...always, ...rowName.map((name) => ({ column: name, path: name.toLowerCase() })), ...chosen]) {
		const isThere = [...all.values()].some(({ column, path }) => column === one.column || (path !== '' && path === one.path));
		if (!isThere) all.set(one.column, one);
	}
	const take = [...all.values()];
	return {
		description, keys, columns: unique(take.map(({ column }) => column)), take, detail, detailKey, reading: lines?.reading ?? 'inline', kindOf: kindsOf(levels),
		select: selectOf(take, [...more, ...keys.map(({ name }) => name), ...description.keys], description, detail),
	};
};
