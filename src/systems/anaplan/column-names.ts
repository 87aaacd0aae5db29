/**
 * A member of an item that bears this name makes n8n take the item for a failed one (reference n8n-platform 3.4), and
 * the editor's expressions cannot tell an empty name.
 */
const TAKEN_ELSEWHERE: ReadonlySet<string> = new Set(['error']);

const free = (wanted: string, used: ReadonlySet<string>, remark: string): string => {
	if (!used.has(wanted) && !TAKEN_ELSEWHERE.has(wanted)) return wanted;
	if (remark !== '' && !used.has(`${wanted} (${remark})`)) return `${wanted} (${remark})`;
	let number = 2;
	while (used.has(`${wanted} (${number})`)) number += 1;
	return `${wanted} (${number})`;
};

/**
 * Names for the columns of a table, each one different.
 *
 * **No value hides another.** Names are given from left to right and none is given twice: a name that is free stays as
 * it is; the others get what they are, or a number, in brackets. Dimensions come first, so a dimension keeps its name
 * and a line item of the same name becomes `Amount (value)`. The same columns in the same order get the same names.
 *
 * @param values names of what stands behind the dimensions: line items, months, …
 */
export const columnNames = (dimensions: readonly string[], values: readonly string[] = []): string[] => {
	const used = new Set<string>();
	const give = (name: string, remark: string): string => {
		const given = free(name.trim() === '' ? `Column ${used.size + 1}` : name, used, remark);
		used.add(given);
		return given;
	};
	return [...dimensions.map((name) => give(name, '')), ...values.map((name) => give(name, 'value'))];
};
