import { FatalError } from '../errors';

/** How a CSV file is written. */
export interface CsvDialect {
	/** Between two values; empty for a file of a single column. */
	readonly separator: string;
	/** Around values that need it, doubled inside them; empty where the reader knows no quoting. */
	readonly delimiter: string;
	readonly newline: '\n' | '\r\n' | '\r';
}

/** How a CSV file is read: every kind of line end is understood, so it need not be told. */
export interface CsvReading extends Pick<CsvDialect, 'separator' | 'delimiter'> {
	/** A label of the WHATWG encoding standard; UTF-8 when absent. */
	readonly encoding?: string;
	/** What to do with a record that has more or fewer values than the first one. Default: refuse. */
	readonly ragged?: 'refuse' | 'keep';
}

export const COMMA_QUOTED: CsvDialect = { separator: ',', delimiter: '"', newline: '\n' };

/**
 * Stands for "no separator" where a library insists on one. Written values hold no NUL (they are refused), so it
 * never splits one.
 */
const NO_SEPARATOR = '\0';

export const separatorFor = (dialect: Pick<CsvDialect, 'separator'>): string => dialect.separator || NO_SEPARATOR;

/** The text, or the line, cannot be CSV of the stated dialect. */
export class CsvFormatError extends FatalError {
	/** Line of the file, counted from 1, where it is known. */
	readonly line: number | undefined;

	constructor(operation: string, said: string, remedy: string, line?: number, cause?: unknown) {
		super({ system: 'CSV', operation, said, remedy, cause });
		this.line = line;
	}
}

/** Throws `CsvFormatError` when the two characters of the dialect cannot work together. */
export const checkDialect = (dialect: Pick<CsvDialect, 'separator' | 'delimiter'>): void => {
	const { separator, delimiter } = dialect;
	const remedy = 'Choose a separator such as a comma, a semicolon or a tab, and a double quote (or nothing) as text delimiter.';
	const refuse = (said: string): never => {
		throw new CsvFormatError('check the CSV dialect', said, remedy);
	};
	if (/[\r\n]/.test(separator + delimiter)) refuse('separator and text delimiter must not contain a line end');
	if (delimiter.length > 1 || delimiter > '\x7f') refuse(`the text delimiter ${JSON.stringify(delimiter)} is not one ASCII character`);
	if (delimiter !== '' && separator.includes(delimiter)) refuse('separator and text delimiter are the same character');
};
