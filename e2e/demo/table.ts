/** Numbers, and what stands for one that there is not. */
const looksRight = (cell: string | number): boolean => typeof cell === 'number' || /^(-|[\d.]+ s)$/.test(cell);

/** A table of text for the terminal: the first column to the left, numbers to the right. */
export const table = (header: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>): string => {
	const lines = [header, ...rows].map((row) => row.map(String));
	const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
	const isNumber = header.map((_, column) => rows.length > 0 && rows.every((row) => looksRight(row[column] ?? '')));
	const print = (line: readonly string[]): string =>
		`  ${line.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd();
	return [print(lines[0] ?? []), print(widths.map((width) => '-'.repeat(width))), ...lines.slice(1).map(print)].join('\n');
};
