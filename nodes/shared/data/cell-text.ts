/**
 * The text of a value that reached us as JSON. Numbers only where their digits are beyond doubt: JSON has already
 * turned `1.10` into 1.1 and long ids into rounded ones, which cannot be undone here, but `1e21` can be refused.
 *
 * @returns undefined for what has no text: objects, lists, numbers that print in scientific notation or are not safe
 */
export const cellText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value;
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return String(value);
	if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
	if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
	const text = String(value);
	return text.includes('e') ? undefined : text;
};
