import { isJsonObject, jsonObject, jsonText, type ExactJson, type JsonObject } from '../../../core/json';

export type RecordFields = Readonly<Record<string, string>>;

/** A record without its wrappers. Numbers are their own text, an empty field is `null`. */
export interface PlainRecord {
	readonly [name: string]: PlainValue;
}
export type PlainValue = null | boolean | string | PlainRecord | readonly PlainRecord[];

/** Members that are about the record and not of it; `id`, `note` and `custom` are read, these are not. */
const LEFT_OUT: ReadonlySet<string> = new Set(['rowNumber', 'error', 'delete', 'files', '_links', '_workflowActions', 'custom']);

/**
 * `{}` and `{"error": …}` are fields as well, empty ones (reference acumatica 3). A linked entity always brings an `id`
 * or a row number, so it is never taken for one.
 */
const isField = (value: JsonObject): boolean => 'value' in value || Object.keys(value).every((name) => name === 'error');

/** `{View: {Field: {type, value}}}` → `View.Field`, the name by which it is asked for and filtered. */
const customFields = (custom: ExactJson | undefined): Array<readonly [string, ExactJson]> =>
	Object.entries(jsonObject(custom)).flatMap(([view, fields]) =>
		Object.entries(jsonObject(fields)).map(([name, field]) => [`${view}.${name}`, jsonObject(field).value ?? null] as const));

const plainScalar = (value: ExactJson | undefined): null | boolean | string => (typeof value === 'string' || typeof value === 'boolean' ? value : null);

const plainValue = (value: ExactJson): PlainValue => {
	if (Array.isArray(value)) return value.filter(isJsonObject).map(unwrapRecord);
	if (!isJsonObject(value)) return plainScalar(value);
	return isField(value) ? plainScalar(value.value) : unwrapRecord(value);
};

/**
 * One entity as it came → the same without wrappers, details and linked entities nested, custom fields under the names
 * `View.Field`. An empty field (`{}`, `{"value": null}`) is `null`; `"note": null` says that there is no note at all
 * and is left out, as against the empty note `''` (reference acumatica 3).
 */
export const unwrapRecord = (row: JsonObject): PlainRecord => {
	const plain: Record<string, PlainValue> = {};
	for (const [name, value] of Object.entries(row)) {
		if (!LEFT_OUT.has(name) && !(name === 'note' && value === null)) plain[name] = plainValue(value);
	}
	for (const [name, value] of customFields(row.custom)) plain[name] = plainScalar(value);
	return plain;
};

/**
 * One entity → columns, named as `$select` names them: `Status`, `MainContact/Address/City`, `Document.UsrRegion`.
 * Empty fields are ''. Detail rows are not in it: they are records of their own (see detail-records).
 */
export const flattenRecord = (row: JsonObject, prefix = ''): Record<string, string> => {
	const fields: Record<string, string> = {};
	for (const [name, value] of Object.entries(row)) {
		if (LEFT_OUT.has(name) || Array.isArray(value)) continue;
		if (!isJsonObject(value)) fields[prefix + name] = jsonText(value);
		else if (isField(value)) fields[prefix + name] = jsonText(value.value);
		else Object.assign(fields, flattenRecord(value, `${prefix}${name}/`));
	}
	for (const [name, value] of customFields(row.custom)) fields[prefix + name] = jsonText(value);
	return fields;
};

/** The text of one wrapped field, '' when it is empty or absent. */
export const fieldText = (row: JsonObject, name: string): string => {
	const field = row[name];
	return isJsonObject(field) ? jsonText(field.value) : jsonText(field);
};
