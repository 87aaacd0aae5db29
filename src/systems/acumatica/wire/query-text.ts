/** Parts of a query in the order in which they are sent; `undefined` and empty ones are left out. */
export type QueryParts = ReadonlyArray<readonly [name: string, value: string | undefined]>;

/**
 * A value as it may stand behind `=`. Everything that could mean something else is escaped, `+` among it: unescaped it
 * is read as a blank, and the filter fails (reference acumatica 13.18). Commas and slashes of field lists stay readable.
 */
export const queryValue = (value: string): string =>
	encodeURIComponent(value).replace(/'/g, '%27').replace(/%2C/g, ',').replace(/%2F/g, '/');

/** `?$top=2&$filter=…`, or '' for nothing. */
export const queryText = (parts: QueryParts): string => {
	const present = parts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}=${queryValue(value)}`]));
	return present.length > 0 ? `?${present.join('&')}` : '';
};
