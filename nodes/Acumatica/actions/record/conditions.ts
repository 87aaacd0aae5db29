import { FatalError } from '../../../../src/core/errors';
import { allOf, anyOf, compare, ownText, type AcumaticaClient, type FieldType, type Filter, type LiteralType } from '../../../../src/systems/acumatica';
import type { Condition } from '../../../shared/reading/record-choice';

/** A field as filters name it, with the type of what it is compared with. */
interface Known {
	readonly name: string;
	readonly type: FieldType;
}

type Compare = Parameters<typeof compare>[0];

const COMPARED: Readonly<Record<string, Compare>> = {
	equalto: 'eq', notequalto: 'ne', greaterthan: 'gt', greaterthanorequalto: 'ge', lessthan: 'lt', lessthanorequalto: 'le',
};
const TESTED = { contains: 'substringof', endswith: 'endswith', startswith: 'startswith' } as const;
const LISTED: Readonly<Record<string, { readonly each: Compare; readonly join: typeof anyOf }>> = {
	in: { each: 'eq', join: anyOf }, notin: { each: 'ne', join: allOf },
};

const isTest = (operator: string): operator is keyof typeof TESTED => operator in TESTED;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A field of moments takes days as well (reference acumatica 4). */
const LITERALS: Readonly<Record<FieldType, (value: string) => LiteralType>> = {
	text: () => 'text', flag: () => 'flag', whole: () => 'whole', decimal: () => 'decimal', guid: () => 'text', unknown: () => 'text',
	moment: (value) => (DAY.test(value) ? 'date' : 'moment'), date: () => 'dateOnly',
};

const CUSTOM_TYPES: Readonly<Record<string, FieldType>> = {
	String: 'text', Boolean: 'flag', Int: 'whole', Short: 'whole', Long: 'whole', Byte: 'whole', Decimal: 'decimal', Double: 'decimal', DateTime: 'moment',
};

const wrong = (entity: string, said: string, remedy: string): FatalError => new FatalError({ system: 'Acumatica', operation: `read ${entity}`, said, remedy });

/** `cf.Decimal(f='Document.UsrScore')` says itself what it is. */
const byItself = (name: string): Known => ({ name, type: CUSTOM_TYPES[/^cf\.(\w+)\(/.exec(name)?.[1] ?? ''] ?? 'text' });

const customField = async (client: AcumaticaClient, entity: string, path: string): Promise<Known> => {
	const found = (await client.customFields(entity)).find((each) => each.path === path);
	if (found?.filterName) return byItself(found.filterName);
	throw wrong(entity, found ? `"${path}" is a field of lines, which cannot be a condition` : `${entity} has no custom field "${path}"`,
		'Choose a field of the record itself; "Get Fields" lists what this site has.');
};

const contractField = async (client: AcumaticaClient, entity: string, path: string): Promise<Known> => {
	const found = (await client.describe(entity)).fields.find((each) => each.path === path);
	if (found?.detail === '') return { name: path, type: found.type };
	throw wrong(entity, found ? `"${path}" is a field of lines, which cannot be a condition` : `${entity} has no field "${path}" in this endpoint version`,
		'Choose a field of the record itself; "Get Fields" lists what this site has. Names are case-sensitive.');
};

/** What the field is, from the site itself: the server refuses a text where it wants a number (reference acumatica 4). */
const knownField = async (client: AcumaticaClient, entity: string, field: string): Promise<Known> => {
	if (field.startsWith('cf.')) return byItself(field);
	return field.includes('.') ? await customField(client, entity, field) : await contractField(client, entity, field);
};

const filterOf = ({ name, type }: Known, { operator, value, values = [] }: Condition): Filter | undefined => {
	const compared = (by: Compare, text: string): Filter => compare(by, name, { type: LITERALS[type](text.trim()), value: type === 'text' ? text : text.trim() });
	if (isTest(operator)) return { operator: TESTED[operator], field: name, text: value };
	const list = LISTED[operator];
	if (list) return list.join(...values.map((part) => compared(list.each, part)));
	return compared(COMPARED[operator] ?? 'eq', value);
};

/**
 * The conditions of the panel as one filter; `undefined` for none.
 *
 * @param own the user's own words in the server's language
 * @throws FatalError for fields that the entity has not, and for values that are not of the type of their field
 */
export const conditionFilter = async (client: AcumaticaClient, entity: string, conditions: readonly Condition[], own: string): Promise<Filter | undefined> => {
	const filters: Array<Filter | undefined> = [];
	for (const condition of conditions) filters.push(filterOf(await knownField(client, entity, condition.field), condition));
	return allOf(...filters, ownText(own));
};
