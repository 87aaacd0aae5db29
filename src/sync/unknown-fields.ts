/** Readers for state that comes back from a store or an item and may be anything by then. None of them throws. */

/** The value as an object with string keys, or undefined. Arrays are no objects here. */
export function asFields(value: unknown): Readonly<Record<string, unknown>> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return value as Readonly<Record<string, unknown>>;
}

/** A text of at most `longest` UTF-16 units, or undefined. */
export function asText(value: unknown, longest: number): string | undefined {
	return typeof value === 'string' && value.length <= longest ? value : undefined;
}

/** A whole number from 0 on that arithmetic keeps exact, or undefined. */
export function asCount(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
