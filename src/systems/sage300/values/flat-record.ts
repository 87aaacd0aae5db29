import { isJsonObject, jsonList, jsonText, type ExactJson, type JsonObject } from '../../../core/json';
import { dayOf } from './days';

export type RecordFields = Readonly<Record<string, string>>;

/** Names are looked up without case: metadata and answers were seen to disagree about it (reference sage-300 7.2). */
export const memberOf = (row: JsonObject, name: string): ExactJson | undefined => {
	if (Object.hasOwn(row, name)) return row[name];
	const wanted = name.toLowerCase();
	const found = Object.keys(row).find((key) => key.toLowerCase() === wanted);
	return found === undefined ? undefined : row[found];
};

/** The text of one member, '' when it is empty, null or absent. */
export const textOf = (row: JsonObject, name: string): string => jsonText(memberOf(row, name));

/** The day in one member, '' when there is none. */
export const dayIn = (row: JsonObject, name: string): string => dayOf(textOf(row, name));

/** The rows of one nested collection. */
export const rowsOf = (row: JsonObject, name: string): readonly JsonObject[] => jsonList(memberOf(row, name)).filter(isJsonObject);

const isNote = (name: string): boolean => name.includes('@') || name.startsWith('odata.');

/** A date as it is served: `2010-08-18T00:00:00` and its forms. */
const LOOKS_LIKE_DAY = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** What the metadata says of a value; undefined where it says nothing. */
export type KindOf = (path: string) => 'day' | 'other' | undefined;

const plain = (text: string, kind: ReturnType<KindOf>): string =>
	(kind === 'day' || (kind === undefined && LOOKS_LIKE_DAY.test(text)) ? dayOf(text) : text);

/**
 * The record's own values by path in small letters, nested objects under `address/city`, without its collections. Days are cut to ten
 * characters; texts are left alone, however they look.
 */
export const flatValues = (row: JsonObject, kindOf: KindOf, prefix = ''): Map<string, string> => {
	const values = new Map<string, string>();
	for (const [name, value] of Object.entries(row)) {
		if (isNote(name) || Array.isArray(value)) continue;
		const path = `${prefix}${name.toLowerCase()}`;
		if (isJsonObject(value)) {
			for (const [below, text] of flatValues(value, kindOf, `${path}/`)) values.set(below, text);
		} else {
			values.set(path, plain(jsonText(value), kindOf(path)));
		}
	}
	return values;
};
