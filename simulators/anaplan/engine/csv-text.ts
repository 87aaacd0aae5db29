export interface CsvFormat {
	readonly separator: string;
	readonly delimiter: string;
}

export const DEFAULT_CSV: CsvFormat = { separator: ',', delimiter: '"' };

const double = (value: string, delimiter: string): string => value.split(delimiter).join(delimiter + delimiter);

/** One line, quoting only the fields that need it. */
export const csvLine = (fields: readonly string[], format: CsvFormat = DEFAULT_CSV): string => {
	const { separator, delimiter } = format;
	const cells = delimiter === '' ? fields : fields.map((field) =>
		field.includes(separator) || field.includes(delimiter) || field.includes('\n') || field.includes('\r')
			? delimiter + double(field, delimiter) + delimiter
			: field);
	return `${cells.join(separator)}\n`;
};

/** One line with every field in quotes, as failure dumps have it (reference anaplan 8.1). */
export const quotedLine = (fields: readonly string[]): string => `${fields.map((field) => `"${double(field, '"')}"`).join(',')}\n`;
