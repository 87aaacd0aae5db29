/** A number by its digits, which JSON may have more of than a JavaScript number. */
export class NumberText {
	constructor(readonly digits: string) {}
}

export type Json = string | boolean | null | NumberText | number | readonly Json[] | { readonly [name: string]: Json };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const jsonText = (value: Json): string => {
	if (value instanceof NumberText) return value.digits;
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
	return `{${Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(',')}}`;
};
