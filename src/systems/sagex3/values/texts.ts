/** Records are flat and every value is text; numbers stand as the server wrote them. */
export type RecordFields = Readonly<Record<string, string>>;

export type ValueKind = 'text' | 'day';

const DAY = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|T)/;

/** "No date" of the database, and "no end" (reference sage-x3 3.5). */
const NO_DAY: ReadonlySet<string> = new Set(['1753-01-01', '1599-12-31', '0000-00-00', '2999-12-31']);

/** A day in ten characters, '' for "no date"; what is no day stays as it is. */
export const dayOf = (value: string): string => {
	const found = DAY.exec(value.trim());
	if (!found) return value.trim();
	const day = `${found[1]}-${found[2]}-${found[3]}`;
	return NO_DAY.has(day) ? '' : day;
};

/** A blank text is stored as one space (reference sage-x3 3.5). */
export const plainText = (value: string, kind: ValueKind = 'text'): string => (kind === 'day' ? dayOf(value) : value.trim());

/** Parts of a key joined so that no two keys become one: `UKC|606100`, as the product itself joins them (reference sage-x3 3.5). */
export const joinKey = (parts: readonly string[]): string => parts.map((part) => part.replace(/[%|]/g, encodeURIComponent)).join('|');
