/**
 * **A path of the user's own stays below the address it is put behind.** It is taken apart at its slashes and every part is escaped by
 * itself, so that no part can end the path, begin a query or another host, or be escaped twice into a dot. Parts that an address
 * resolves away (empty ones, `.` and `..`), backslashes, which some servers read as slashes, and halves of a letter make it no path.
 */

/** The parts, not yet escaped; `undefined` for a path that would not stay below. */
export const partsBelow = (path: string): readonly string[] | undefined => {
	const parts = path.split('/');
	return parts.some((part) => part === '' || /^\.+$/.test(part) || /[\\\uD800-\uDFFF]/u.test(part)) ? undefined : parts;
};

/** The parts as a path; signs that say something to the server and nothing to an address stay readable (`$`, and the given ones). */
export const pathOf = (parts: readonly string[], readable = ''): string => {
	const kept = new Set(`$${readable}`);
	return parts.map((part) => encodeURIComponent(part).replace(/%([2-7][0-9A-F])/g, (escaped, code: string) => {
		const sign = String.fromCharCode(parseInt(code, 16));
		return kept.has(sign) ? sign : escaped;
	})).join('/');
};
