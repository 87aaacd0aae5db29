import { stringify, type Options } from 'csv-stringify/sync';
import { CsvFormatError, checkDialect, separatorFor, type CsvDialect } from './dialect';

const optionsFor = (dialect: CsvDialect, columns: number): Options => ({
	delimiter: separatorFor(dialect),
	quote: dialect.delimiter,
	escape: dialect.delimiter,
	record_delimiter: dialect.newline,
	header: false,
	// Off by default once a line end is set; a lone LF in a CR LF file would then split the record.
	quote_record_delimiter: true,
	eof: true,
	// A single empty value would be a blank line, which readers leave out.
	quoted_empty: columns === 1 && dialect.delimiter !== '',
});

type Rows = readonly (readonly string[])[];

const refuse = (row: number, column: string, said: string, remedy: string): never => {
	throw new CsvFormatError('write CSV', `row ${row}, column ${JSON.stringify(column)}: ${said}`, remedy);
};

/** Finds the culprit once a batch is known to hold one. `row` counts data rows from 1; the header is row 0. */
const refuseNul = (rows: Rows, header: readonly string[], firstRow: number): void => {
	rows.forEach((values, index) => values.forEach((value, at) => {
		if (!value.includes('\0')) return;
		refuse(firstRow + index, header[at] ?? '', 'the value contains a NUL character', 'Remove the character in the source.');
	}));
};

const refuseWhatNeedsQuotes = (rows: Rows, header: readonly string[], firstRow: number, dialect: CsvDialect): void => {
	const remedy = 'The file is defined without a text delimiter. Set one (a double quote) where the file is defined, '
		+ 'choose a separator that no value contains, or clean the value.';
	const splits = (value: string): boolean => dialect.separator !== '' && value.includes(dialect.separator);
	rows.forEach((values, index) => values.forEach((value, at) => {
		const column = header[at] ?? '';
		if (splits(value)) refuse(firstRow + index, column, 'the value contains the separator and cannot be quoted', remedy);
		if (value.includes('\n') || value.includes('\r')) refuse(firstRow + index, column, 'the value contains a line end and cannot be quoted', remedy);
		if (value === '' && values.length === 1) refuse(firstRow + index, column, 'an empty value alone on its line would be no row', remedy);
	}));
};

const refuseRagged = (rows: Rows, width: number, firstRow: number): void => {
	rows.forEach((values, index) => {
		if (values.length !== width) {
			throw new CsvFormatError('write CSV', `row ${firstRow + index}: ${values.length} values for ${width} columns`,
				'Give every row one value per column.');
		}
	});
};

/**
 * Writes CSV as a stream, one chunk of bytes per batch of rows. UTF-8 without a byte order mark.
 * @param rows batches of rows, each with one text per column of `header`
 * @throws CsvFormatError naming row (data rows from 1) and column: for NUL, for a row of another width, and, where
 *   the dialect has no text delimiter, for a value that would need one
 */
export const csvBytes = async function* (
	rows: AsyncIterable<readonly (readonly string[])[]>, header: readonly string[], dialect: CsvDialect,
): AsyncGenerator<Buffer> {
	checkDialect(dialect);
	if (header.length === 0) throw new CsvFormatError('write CSV', 'there is no column', 'Name at least one column.');
	if (dialect.separator === '' && header.length > 1) {
		throw new CsvFormatError('write CSV', `no separator for ${header.length} columns`, 'Set a separator, or write a single column.');
	}
	const options = optionsFor(dialect, header.length);
	const write = (batch: Rows, firstRow: number, extra: Options = {}): Buffer => {
		refuseRagged(batch, header.length, firstRow);
		if (dialect.delimiter === '') refuseWhatNeedsQuotes(batch, header, firstRow, dialect);
		const text = stringify(batch as string[][], { ...options, ...extra });
		if (text.includes('\0')) refuseNul(batch, header, firstRow);
		return Buffer.from(text, 'utf8');
	};
	// A byte order mark that belongs to the first name must stand behind a quote, or readers take it for the file's.
	if (header[0]?.startsWith('\uFEFF') && dialect.delimiter === '') {
		refuse(0, header[0], 'the name begins with a byte order mark', 'Rename the column.');
	}
	yield write([header], 0, { quoted_match: /^\uFEFF/ });
	let row = 1;
	for await (const batch of rows) {
		if (batch.length === 0) continue;
		yield write(batch, row);
		row += batch.length;
	}
};
