import { FatalError } from '../../../../src/core/errors';
import {
	allOf, anyOf, compare, ownText, type Filter, type LiteralStyle, type LiteralType, type PropertyKind, type ResourceDescription, type Sage300Client,
} from '../../../../src/systems/sage300';
import type { Condition } from '../../../shared/reading/record-choice';

type Compare = Parameters<typeof compare>[0];

const COMPARED: Readonly<Record<string, Compare>> = {
	equalto: 'eq', notequalto: 'ne', greaterthan: 'gt', greaterthanorequalto: 'ge', lessthan: 'lt', lessthanorequalto: 'le',
};
const TESTED = { contains: 'substringof', endswith: 'endswith', startswith: 'startswith' } as const;
const LISTED: Readonly<Record<string, { readonly each: Compare; readonly join: typeof anyOf }>> = {
	in: { each: 'eq', join: anyOf }, notin: { each: 'ne', join: allOf },
};

const isTest = (operator: string): operator is keyof typeof TESTED => Object.hasOwn(TESTED, operator);

const TYPES: Readonly<Partial<Record<PropertyKind, LiteralType>>> = { number: 'number', day: 'day', flag: 'flag', enum: 'enum' };

/** What the field is, from the server itself: a filter of another type is refused. Letter case varies by release (reference sage-300 7.2). */
const knownField = ({ resource, properties }: ResourceDescription, field: string): { readonly name: string; readonly style: LiteralStyle } => {
	const found = properties.find(({ name }) => name === field) ?? properties.find(({ name }) => name.toLowerCase() === field.toLowerCase());
	if (found && found.kind !== 'collection' && found.kind !== 'object') return { name: found.name, style: { type: TYPES[found.kind] ?? 'text', edmType: found.edmType } };
	const isInside = found !== undefined || field.includes('/');
	throw new FatalError({
		system: 'Sage 300', operation: `read ${resource}`,
		said: isInside ? `"${field}" is a field of lines, which cannot be a condition` : `${resource} has no field "${field}" in this release`,
		remedy: 'Choose a field of the record itself; "Get Fields" lists what this server has.',
	});
};

const filterOf = (description: ResourceDescription, { field, operator, value, values = [] }: Condition): Filter | undefined => {
	const { name, style } = knownField(description, field);
	const compared = (by: Compare, text: string): Filter => compare(by, name, style, style.type === 'text' ? text : text.trim());
	if (isTest(operator)) return { operator: TESTED[operator], field: name, text: value };
	const list = Object.hasOwn(LISTED, operator) ? LISTED[operator] : undefined;
	if (list) return list.join(...values.map((part) => compared(list.each, part)));
	return compared(COMPARED[operator] ?? 'eq', value);
};

/**
 * The conditions of the panel as one filter; `undefined` for none.
 *
 * @param own the user's own words in the server's language
 * @throws FatalError for fields that the resource has not
 */
export const conditionFilter = async (client: Sage300Client, resource: string, conditions: readonly Condition[], own: string): Promise<Filter | undefined> => {
	if (conditions.length === 0) return ownText(own);
	const description = await client.describe(resource);
	return allOf(...conditions.map((condition) => filterOf(description, condition)), ownText(own));
};
