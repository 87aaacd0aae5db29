import { parseExactJson, type ExactJson } from './exact-json';

/** Small readers: a missing or strange member becomes the empty value, never a crash. */
export type JsonObject = { readonly [name: string]: ExactJson };

export const isJsonObject = (value: ExactJson | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export const jsonObject = (value: ExactJson | undefined): JsonObject => (isJsonObject(value) ? value : {});

export const jsonList = (value: ExactJson | undefined): readonly ExactJson[] => (Array.isArray(value) ? (value as readonly ExactJson[]) : []);

/** Numbers are texts already; '' for what is neither text nor flag. */
export const jsonText = (value: ExactJson | undefined): string => {
	if (typeof value === 'string') return value;
	return typeof value === 'boolean' ? String(value) : '';
};

/** `undefined` when the bytes are no complete JSON document. */
export const parseExactBody = (body: Buffer): ExactJson | undefined => {
	try {
		return parseExactJson(body.toString('utf8'));
	} catch {
		return undefined;
	}
};
