import { isJsonObject, jsonText, type ExactJson, type JsonObject } from '../../../core/json';
import type { Property, Schema } from '../schema/schema-model';
import type { Selected, Selection } from '../wire/selection';

/** A property by way of references, and which part of it is meant where ids are joined with `|` (reference sage-x3 3.5). */
export interface PropertyPath {
	readonly names: readonly string[];
	readonly part: 'whole' | 'first' | 'rest';
	readonly leaf: Property;
}

/** `account.code` or `_id/rest` in this type; undefined when the server has no such value. */
export const findPath = (schema: Schema, type: string, text: string): PropertyPath | undefined => {
	const [dotted = '', part = 'whole'] = text.split('/');
	const names = dotted.split('.');
	let at = type;
	for (const [index, name] of names.entries()) {
		const property = schema.propertiesOf(at).get(name);
		if (property === undefined || property.kind === 'collection') return undefined;
		if (index === names.length - 1) {
			return property.kind === 'leaf' ? { names, part: part === 'first' || part === 'rest' ? part : 'whole', leaf: property } : undefined;
		}
		if (property.kind !== 'reference') return undefined;
		at = property.type;
	}
	return undefined;
};

/** The first that the server has. */
export const firstPath = (schema: Schema, type: string, alternatives: readonly string[]): PropertyPath | undefined =>
	alternatives.map((text) => findPath(schema, type, text)).find((path) => path !== undefined);

const partOf = (text: string, part: PropertyPath['part']): string => {
	if (part === 'whole') return text;
	const bar = text.indexOf('|');
	if (part === 'first') return bar < 0 ? text : text.slice(0, bar);
	return bar < 0 ? text : text.slice(bar + 1);
};

/** The value as text, '' where it or a reference on the way is null. */
export const valueAt = (node: JsonObject, { names, part }: PropertyPath): string => {
	let at: ExactJson | undefined = node;
	for (const name of names) at = isJsonObject(at) ? at[name] : undefined;
	return partOf(jsonText(at), part);
};

/** The tree of all paths; `_id` of the node itself always, because pages are named by it. */
export const selectionOf = (paths: ReadonlyArray<PropertyPath | undefined>, more: ReadonlyArray<readonly [string, Selected]> = []): Selection => {
	const root = new Map<string, Selected>([['_id', { kind: 'leaf' }]]);
	for (const path of paths) {
		let level = root;
		for (const [index, name] of (path?.names ?? []).entries()) {
			if (path && index === path.names.length - 1) {
				level.set(name, { kind: 'leaf' });
				break;
			}
			const known = level.get(name);
			const below = known?.kind === 'reference' ? new Map(known.of) : new Map<string, Selected>();
			level.set(name, { kind: 'reference', of: below });
			level = below;
		}
	}
	for (const [name, selected] of more) root.set(name, selected);
	return root;
};
