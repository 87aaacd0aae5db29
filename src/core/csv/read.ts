import { CsvError, parse, type Options } from 'csv-parse/sync';
import { asUtf8, requireUtf8 } from './decode';
import { CsvFormatError, checkDialect, separatorFor, type CsvReading } from './dialect';
import { countLineEnds, recordBlocks, type RecordBlock } from './record-blocks';

/** One record with its place in the file. Both numbers count from 1 and include the header. */
export interface NumberedRecord {
	/** Position among the records; blank lines are no records. */
	readonly record: number;
	/** The line of the file on which the record begins. It runs ahead of `record` where values contain line ends. */
	readonly line: number;
	readonly values: readonly string[];
}

const optionsFor = (dialect: CsvReading): Options => ({
	bom: false,
	columns: false,
	delimiter: separatorFor(dialect),
	quote: dialect.delimiter === '' ? null : dialect.delimiter,
	escape: dialect.delimiter === '' ? null : dialect.delimiter,
	record_delimiter: ['\r\n', '\n', '\r'],
	relax_column_count: true,
	skip_empty_lines: false,
});

/** Line on which the quote that was never closed stands. `bytes` are known to be right up to that quote. */
const lineOfOpenQuote = (bytes: Buffer, quote: number): number => {
	let openedAt = -1;
	for (let at = 0; at < bytes.length; at += 1) {
		if (bytes[at] !== quote) continue;
		if (openedAt === -1) openedAt = at;
		else if (bytes[at + 1] === quote) at += 1;
		else openedAt = -1;
	}
	return countLineEnds(bytes.subarray(0, Math.max(openedAt, 0)));
};

const explain = (error: CsvError, block: RecordBlock, dialect: CsvReading): CsvFormatError => {
	const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED';
	const before = unclosed
		? lineOfOpenQuote(block.bytes, dialect.delimiter.charCodeAt(0))
		: countLineEnds(block.bytes.subarray(0, typeof error.bytes === 'number' ? error.bytes : 0));
	const line = block.firstLine + before;
	const said = unclosed ? 'a quote is opened here and never closed' : 'a quote stands where none may be';
	return new CsvFormatError('read CSV', `line ${line}: ${said}`,
		'A value that contains a quote must be quoted as a whole, with its inner quotes doubled. Correct the line, or check that the file is complete.',
		line, error);
};

const parseBlock = (block: RecordBlock, dialect: CsvReading, options: Options): string[][] => {
	requireUtf8(block.bytes, block.firstLine);
	try {
		return parse(block.bytes, options) as unknown as string[][];
	} catch (error) {
		throw error instanceof CsvError ? explain(error, block, dialect) : error;
	}
};

const isBlank = (values: readonly string[]): boolean => values.length === 1 && values[0] === '';

const lineEndsIn = (values: readonly string[]): number => {
	let ends = 0;
	for (const value of values) if (value.includes('\n') || value.includes('\r')) ends += value.match(/\r\n|\r|\n/g)?.length ?? 0;
	return ends;
};

/** Counts columns and lines from block to block. */
class RecordChecker {
	private width: number | undefined;

	constructor(private readonly keepRagged: boolean) {}

	/** False for a blank line, which is no record unless the file has a single column. Throws for a ragged record. */
	accept(values: readonly string[], lineOf: () => number): boolean {
		if (values.length === this.width) return true;
		if (isBlank(values) && this.width !== 1) return false;
		if (this.width !== undefined && !this.keepRagged) {
			const line = lineOf();
			throw new CsvFormatError('read CSV', `line ${line}: ${values.length} values where the first record has ${this.width}`,
				'Check the separator and the quoting of the file, and that it is complete.', line);
		}
		this.width ??= values.length;
		return true;
	}
}

/** Line on which the record at `index` begins: only errors ask, so it is counted only then. */
const lineAt = (records: readonly string[][], index: number, firstLine: number): number =>
	records.slice(0, index).reduce((line, values) => line + 1 + lineEndsIn(values), firstLine);

/**
 * Reads CSV as a stream. Every value is the text of the file: nothing is cast or trimmed.
 * @param source UTF-8 (or `dialect.encoding`), cut anywhere, with or without a byte order mark; line ends CR, LF or CR LF
 * @returns batches of records in file order, the header being the first record; blank lines are left out
 * @throws CsvFormatError with the line for an unbalanced quote, a ragged record, or bytes of another encoding
 */
export const csvRecords = async function* (source: AsyncIterable<Buffer>, dialect: CsvReading): AsyncGenerator<readonly string[][]> {
	checkDialect(dialect);
	const options = optionsFor(dialect);
	const checker = new RecordChecker(dialect.ragged === 'keep');
	for await (const block of recordBlocks(asUtf8(source, dialect.encoding), dialect.delimiter)) {
		const records = parseBlock(block, dialect, options);
		const batch = records.filter((values, index) => checker.accept(values, () => lineAt(records, index, block.firstLine)));
		if (batch.length > 0) yield batch;
	}
};

/** Like `csvRecords`, and tells where each record stands in the file. */
export const numberedRecords = async function* (
	source: AsyncIterable<Buffer>, dialect: CsvReading,
): AsyncGenerator<readonly NumberedRecord[]> {
	checkDialect(dialect);
	const options = optionsFor(dialect);
	const checker = new RecordChecker(dialect.ragged === 'keep');
	let record = 0;
	for await (const block of recordBlocks(asUtf8(source, dialect.encoding), dialect.delimiter)) {
		const batch: NumberedRecord[] = [];
		let line = block.firstLine;
		for (const values of parseBlock(block, dialect, options)) {
			const at = line;
			line += 1 + lineEndsIn(values);
			if (!checker.accept(values, () => at)) continue;
			record += 1;
			batch.push({ record, line: at, values });
		}
		if (batch.length > 0) yield batch;
	}
};
