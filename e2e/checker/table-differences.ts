export type Row = Readonly<Record<string, string>>;

/** Collects at most this many differences: enough to see what is wrong. */
const ENOUGH = 20;

const textOf = (row: Row): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Rows that one side has and the other has not, text for text, each as often as it comes: a row too few, one too many and one
 * that came twice are all seen. The order of rows and of columns says nothing.
 */
export const tableDifferences = (expected: readonly Row[], found: readonly Row[]): readonly string[] => {
	const open = new Map<string, number>();
	for (const row of expected) open.set(textOf(row), (open.get(textOf(row)) ?? 0) + 1);
	for (const row of found) open.set(textOf(row), (open.get(textOf(row)) ?? 0) - 1);
	const differences = [...open].filter(([, count]) => count !== 0).map(([row, count]) => `${count > 0 ? 'missing' : 'too much'}: ${row}`);
	return differences.slice(0, ENOUGH);
};
