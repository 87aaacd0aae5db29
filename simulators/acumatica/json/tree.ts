import { RawNumber } from '../../harness/raw-json';

/** What this simulator reads and writes as JSON. Members that are undefined are left out. */
export type Json = string | boolean | null | number | RawNumber | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [name: string]: Json | undefined;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RawNumber);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const writeJson = (value: Json): string => {
	if (value instanceof RawNumber) return value.text;
	if (isList(value)) return `[${value.map(writeJson).join(',')}]`;
	if (!isObject(value)) return JSON.stringify(value);
	let text = '';
	for (const name in value) {
		const member = value[name];
		if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${writeJson(member)}`;
	}
	return `{${text}}`;
};
