import { element, type XmlMarkup } from '../../../core/xml';

export const COMPARISONS = [
	'equalto', 'notequalto', 'lessthan', 'lessthanorequalto', 'greaterthan', 'greaterthanorequalto', 'like', 'notlike',
] as const;
export const MEMBERSHIPS = ['in', 'notin'] as const;
export const NULL_TESTS = ['isnull', 'isnotnull'] as const;
export const JUNCTIONS = ['and', 'or'] as const;

export interface Comparison { readonly operator: (typeof COMPARISONS)[number]; readonly field: string; readonly value: string }
export interface Membership { readonly operator: (typeof MEMBERSHIPS)[number]; readonly field: string; readonly values: readonly string[] }
export interface Range { readonly operator: 'between'; readonly field: string; readonly from: string; readonly to: string }
export interface NullTest { readonly operator: (typeof NULL_TESTS)[number]; readonly field: string }
export interface Junction { readonly operator: (typeof JUNCTIONS)[number]; readonly filters: readonly Filter[] }

/** All 13 operators of `query` and their two junctions (reference sage-intacct 8). Values are literals as the server writes them. */
export type Filter = Comparison | Membership | Range | NullTest | Junction;

/** The longest list that one `in` or `notin` takes (reference sage-intacct 8). */
export const LONGEST_LIST = 1000;

export const equalTo = (field: string, value: string): Filter => ({ operator: 'equalto', field, value });
export const notEqualTo = (field: string, value: string): Filter => ({ operator: 'notequalto', field, value });
export const greaterThan = (field: string, value: string): Filter => ({ operator: 'greaterthan', field, value });
export const atLeast = (field: string, value: string): Filter => ({ operator: 'greaterthanorequalto', field, value });
export const lessThan = (field: string, value: string): Filter => ({ operator: 'lessthan', field, value });
export const isNull = (field: string): Filter => ({ operator: 'isnull', field });

/** A junction needs two children; one stands for itself, none is no filter at all. Like inside like is one. */
const joined = (operator: Junction['operator'], filters: ReadonlyArray<Filter | undefined>): Filter | undefined => {
	const present = filters.filter((filter) => filter !== undefined)
		.flatMap((filter) => ('filters' in filter && filter.operator === operator ? filter.filters : [filter]));
	return present.length > 1 ? { operator, filters: present } : present[0];
};
export const allOf = (...filters: ReadonlyArray<Filter | undefined>): Filter | undefined => joined('and', filters);
export const anyOf = (...filters: ReadonlyArray<Filter | undefined>): Filter | undefined => joined('or', filters);

const leaf = (operator: string, field: string, values: readonly string[]): XmlMarkup =>
	element(operator, [element('field', field), ...values.map((value) => element('value', value))]);

/** A list longer than the server takes becomes several that mean the same. */
const membership = ({ operator, field, values }: Membership): XmlMarkup => {
	if (values.length <= LONGEST_LIST) return leaf(operator, field, values);
	const lists = Array.from({ length: Math.ceil(values.length / LONGEST_LIST) },
		(_, index) => leaf(operator, field, values.slice(index * LONGEST_LIST, (index + 1) * LONGEST_LIST)));
	return element(operator === 'in' ? 'or' : 'and', lists);
};

/** One operator as the server reads it. */
export const filterMarkup = (filter: Filter): XmlMarkup => {
	if ('filters' in filter) return element(filter.operator, filter.filters.map(filterMarkup));
	if ('values' in filter) return membership(filter);
	if ('from' in filter) return leaf(filter.operator, filter.field, [filter.from, filter.to]);
	return leaf(filter.operator, filter.field, 'value' in filter ? [filter.value] : []);
};
