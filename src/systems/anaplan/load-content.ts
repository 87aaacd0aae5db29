import { csvBytes, numberedRecords, withoutByteOrderMark, type CsvDialect } from '../../core/csv';
import { FatalError } from '../../core/errors';
import type { ImportMetadata } from './metadata';
import { SYSTEM } from './refusals';

/** What is to be loaded: rows, which become a file in the dialect of the import, or a file that is in it already. */
export type LoadContent =
	| { readonly kind: 'rows'; readonly header: readonly string[]; readonly batches: AsyncIterable<readonly (readonly string[])[]> }
	/** `open` is called twice: to look at the header, and to upload. */
	| {
		readonly kind: 'file';
		readonly open: () => AsyncIterable<Buffer>;
		/** The file is one that was made of records: UTF-8, its header in line 1 and its data from line 2. */
		readonly isPlain?: boolean;
	};

/** Content whose header is known and that holds at least one row of data. */
export interface PreparedContent {
	/** Empty when the file is defined without a header. */
	readonly header: readonly string[];
	readonly bytes: () => AsyncIterable<Buffer>;
	/** Rows handed out so far; `undefined` when only bytes are seen. */
	readonly rowsSent: () => number | undefined;
}

type Rows = Extract<LoadContent, { kind: 'rows' }>;
type RowFeed = AsyncIterator<readonly (readonly string[])[]>;

const isUtf8 = (encoding: string): boolean => encoding === '' || /^utf-?8$/i.test(encoding);

const dialectOf = (definition: ImportMetadata): CsvDialect => ({ separator: definition.separator, delimiter: definition.delimiter, newline: '\n' });

/** As much of a definition as says where rows are looked for, and in which encoding. */
export interface PlainLayout {
	/** Of the import, or of the file itself. */
	readonly name: string;
	readonly encoding: string;
	readonly headerRow: number | undefined;
	readonly firstDataRow: number | undefined;
}

const refuse = ({ name }: PlainLayout, said: string, remedy: string): FatalError =>
	new FatalError({ system: SYSTEM, operation: `write the file of ${JSON.stringify(name)}`, said, remedy });

/**
 * **No row is passed over.** Rows that were made of records stand from line 2 on, in UTF-8. Where the model looks for
 * data further down it skips the first of them without a word, and in another encoding it reads other letters.
 *
 * @throws FatalError when the file is defined in a way that rows cannot be written in
 */
export const requirePlainLayout = (definition: PlainLayout): void => {
	const { encoding, headerRow = 1, firstDataRow = 2 } = definition;
	if (!isUtf8(encoding)) {
		throw refuse(definition, `the file is defined as ${encoding}, and rows are written as UTF-8`,
			'Have a model builder set the encoding of the import source to UTF-8, or hand over a file in that encoding.');
	}
	if (headerRow !== 1 || firstDataRow !== 2) {
		throw refuse(definition, `the file is defined with its header in row ${headerRow} and data from row ${firstDataRow}`,
			'Have a model builder set the header to row 1 and the data to row 2, or hand over a file of that form.');
	}
};

/** Rows that are known not to be none. */
export class RowSupply {
	private sent = 0;

	private constructor(private readonly content: Rows, private readonly feed: RowFeed, private readonly first: readonly (readonly string[])[]) {}

	/** `undefined` when there is not a single row: looked at before anything is asked of Anaplan. */
	static async open(content: Rows): Promise<RowSupply | undefined> {
		const feed = content.batches[Symbol.asyncIterator]();
		for (let next = await feed.next(); !next.done; next = await feed.next()) {
			if (next.value.length > 0) return new RowSupply(content, feed, next.value);
		}
		return undefined;
	}

	/** @throws FatalError when the file of the import is defined in a way that rows cannot be written in */
	prepare(definition: ImportMetadata): PreparedContent {
		requirePlainLayout(definition);
		return {
			header: this.content.header,
			bytes: () => csvBytes(this.counted(), this.content.header, dialectOf(definition)),
			rowsSent: () => this.sent,
		};
	}

	async close(): Promise<void> {
		await this.feed.return?.();
	}

	private async *counted(): AsyncGenerator<readonly (readonly string[])[]> {
		for (let batch: IteratorResult<readonly (readonly string[])[]> = { done: false, value: this.first }; !batch.done; batch = await this.feed.next()) {
			this.sent += batch.value.length;
			yield batch.value;
		}
	}
}

/** `undefined` when the file holds no row of data. Reads only as far as the first one. */
export const prepareFile = async ({ open, isPlain }: Extract<LoadContent, { kind: 'file' }>, definition: ImportMetadata): Promise<PreparedContent | undefined> => {
	if (isPlain) requirePlainLayout(definition);
	const reading = { ...dialectOf(definition), encoding: definition.encoding, ragged: 'keep' as const };
	let header: readonly string[] | undefined;
	for await (const batch of numberedRecords(open(), reading)) {
		for (const { line, values } of batch) {
			if (definition.headerRow > 0 && !header && line >= definition.headerRow) header = values;
			else if (line >= definition.firstDataRow) {
				const bytes = (): AsyncIterable<Buffer> => (isUtf8(definition.encoding) ? withoutByteOrderMark(open()) : open());
				return { header: header ?? [], bytes, rowsSent: () => undefined };
			}
		}
	}
	return undefined;
};
