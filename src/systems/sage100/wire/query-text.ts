/** Parts of a query in the order in which they are sent; `undefined` and empty ones are left out. */
export type QueryParts = ReadonlyArray<readonly [name: string, value: string | undefined]>;

const escaped = (value: string): string => encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':');

/** `?updatedSince=20250331T15.50000&pageSize=1000`, or '' for nothing. Each name once: the agent refuses doubles. */
export const queryText = (parts: QueryParts): string => {
	const present = parts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${encodeURIComponent(name)}=${escaped(value)}`]));
	return present.length > 0 ? `?${present.join('&')}` : '';
};
