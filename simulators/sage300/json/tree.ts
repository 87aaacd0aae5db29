import type { RawJson } from '../../harness/raw-json';

/** What this simulator reads as JSON. Objects are maps: the order of the properties counts (reference sage-300 8.1). */
export type Json = RawJson<JsonMap>;
export type JsonMap = ReadonlyMap<string, Json>;

export const isMap = (value: Json | undefined): value is JsonMap => value instanceof Map;
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
