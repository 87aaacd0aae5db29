/** Small readers from `unknown` to what we expect. A missing or strange member becomes the empty value, never a crash. */
export type Json = Readonly<Record<string, unknown>>;

export const objectOf = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const memberOf = (parent: Json, key: string): Json => objectOf(parent[key]);

/** Missing key = empty collection (reference anaplan 4). */
export const listOf = (parent: Json, key: string): readonly Json[] => {
	const value = parent[key];
	return Array.isArray(value) ? value.map(objectOf) : [];
};

/** Ids come as text, in places as numbers (reference anaplan 11: `viewId`). */
export const textOf = (parent: Json, key: string): string => {
	const value = parent[key];
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

export const textsOf = (parent: Json, key: string): readonly string[] => {
	const value = parent[key];
	return Array.isArray(value) ? value.map((each) => (each === null || each === undefined ? '' : String(each))) : [];
};

/** Counters, offsets and server times: never money, codes or ids. */
export const numberOf = (parent: Json, key: string): number | undefined => {
	const value = parent[key];
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

export const flagOf = (parent: Json, key: string): boolean => parent[key] === true || parent[key] === 'true';

/** `undefined` when the bytes are no JSON. */
export const parseJson = (body: Buffer): unknown => {
	try {
		return JSON.parse(body.toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
};
