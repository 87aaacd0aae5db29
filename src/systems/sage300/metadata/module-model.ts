import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import type { LiteralStyle } from '../wire/filter';
import { sayNearest } from './nearest-name';

export type PropertyKind = 'text' | 'number' | 'day' | 'flag' | 'enum' | 'object' | 'collection';

export interface PropertyDescription {
	readonly name: string;
	readonly kind: PropertyKind;
	/** As the document has it; for numbers and days with the generation behind it: `Edm.Decimal@4`. */
	readonly edmType: string;
	/** Texts of an enumeration; empty where the document does not list them, as in OData 3. */
	readonly members: readonly string[];
	/** What one row of a collection, or an object, consists of; empty where the document does not say. */
	readonly fields: readonly PropertyDescription[];
}

export interface ResourceDescription {
	readonly module: string;
	/** As the server spells it. */
	readonly resource: string;
	/** 3 or 4: how literals are written. */
	readonly generation: 3 | 4;
	/** In the order of the document, which is the order of an unnamed key (reference sage-300 5.2). */
	readonly keys: readonly string[];
	readonly properties: readonly PropertyDescription[];
}

/** One module's document, read. */
export interface ModuleModel {
	readonly module: string;
	readonly resources: readonly string[];
	/** @throws FatalError that names the nearest resource */
	describe(resource: string): ResourceDescription;
}

/** Ignoring case: letter case was seen to vary between resources and releases (reference sage-300 7.2). */
export const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T | undefined =>
	all.find((one) => one.name === name) ?? all.find((one) => one.name.toLowerCase() === name.toLowerCase());

/**
 * The property that one of the names means, the first that there is.
 *
 * @throws FatalError that names the nearest
 */
export const propertyOf = ({ resource, properties }: Pick<ResourceDescription, 'resource' | 'properties'>, ...names: readonly string[]): PropertyDescription => {
	const found = names.map((name) => named(properties, name)).find((property) => property !== undefined);
	if (found) return found;
	const [wanted = ''] = names;
	throw new FatalError({
		system: SYSTEM, operation: `read ${resource}`, said: `this release has no field "${wanted}" in ${resource}`,
		remedy: `${sayNearest(wanted, properties.map(({ name }) => name))} Choose fields from the list.`.trim(),
	});
};

const STYLES: Readonly<Partial<Record<PropertyKind, LiteralStyle['type']>>> = { number: 'number', day: 'day', flag: 'flag', enum: 'enum' };

/** How a literal of this property is written in a filter. */
export const styleOf = ({ kind, edmType }: Pick<PropertyDescription, 'kind' | 'edmType'>): LiteralStyle => ({ type: STYLES[kind] ?? 'text', edmType });
