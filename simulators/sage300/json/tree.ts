/** A number as it stood in JSON text: its digits stay. */
export class RawNumber {
	constructor(readonly text: string) {}
}

/** What this simulator reads as JSON. Objects are maps: the order of the properties counts (reference sage-300 8.1). */
export type Json = string | boolean | null | RawNumber | readonly Json[] | JsonMap;
export type JsonMap = ReadonlyMap<string, Json>;

export const isMap = (value: Json | undefined): value is JsonMap => value instanceof Map;
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
