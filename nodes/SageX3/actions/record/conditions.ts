import { allOf, compare, oneOf, startsWith, type ComparisonOperator, type Filter, type LiteralType, type SageX3Client } from '../../../../src/systems/sagex3';
import type { Condition } from '../../../shared/reading/record-choice';

const COMPARED: Readonly<Record<string, ComparisonOperator>> = {
	equalto: 'eq', notequalto: 'ne', greaterthan: 'gt', greaterthanorequalto: 'ge', lessthan: 'lt', lessthanorequalto: 'le',
};

/** By the types of both APIs; what is none of them is compared as text: codes, members of menus, ids. */
const LITERALS: Readonly<Record<string, LiteralType>> = {
	Int: 'number', Decimal: 'number', Float: 'number', Boolean: 'flag', Date: 'day', Datetime: 'moment',
	'application/x-integer': 'number', 'application/x-decimal': 'number', 'application/x-date': 'day', 'application/x-datetime': 'moment',
};

const filterOf = ({ field, operator, value, values = [] }: Condition, type: LiteralType): Filter => {
	if (operator === 'in') return oneOf(field, values);
	if (operator === 'notin') return { operator: 'not in', field, values };
	if (operator === 'startswith') return startsWith(field, value);
	return compare(COMPARED[operator] ?? 'eq', field, type, type === 'text' ? value : value.trim());
};

/**
 * The conditions of the panel as one filter; `undefined` for none. A property of a reference, such as `site.code`, is compared as text.
 *
 * @throws FatalError for values that are not of the type of their field; the server refuses fields that it has not
 */
export const conditionFilter = async (client: SageX3Client, resource: string, conditions: readonly Condition[]): Promise<Filter | undefined> => {
	if (conditions.length === 0) return undefined;
	const types = new Map((await client.describe(resource)).fields.filter(({ isColumn }) => !isColumn).map(({ name, type }) => [name, type]));
	return allOf(...conditions.map((condition) => filterOf(condition, LITERALS[types.get(condition.field) ?? ''] ?? 'text')));
};
