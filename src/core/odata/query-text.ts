/** Parts of a query in the order in which they are sent; `undefined` and empty ones are left out. */
export type QueryParts = ReadonlyArray<readonly [name: string, value: string | undefined]>;

/** `?$top=2&$filter=…`, or '' for nothing. `escape` says how a value may stand behind `=`, which differs by server. */
export const queryWith = (parts: QueryParts, escape: (value: string) => string): string => {
	const present = parts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}=${escape(value)}`]));
	return present.length > 0 ? `?${present.join('&')}` : '';
};

/** Of a count that is sent only when it says something. */
export const countText = (value: number | undefined): string | undefined => (value === undefined || value === 0 ? undefined : String(value));
