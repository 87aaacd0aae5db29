import { CsvFormatError } from '../../core/csv';

const isAsciiBased = (encoding: string): boolean => encoding === '' || /^(?:utf-?8|iso-8859-\d+|windows-125\d|us-ascii)$/i.test(encoding);

const countOf = (bytes: Buffer, wanted: number): number => {
	let count = 0;
	for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) count += 1;
	return count;
};

const cutShort = (said: string): CsvFormatError => new CsvFormatError(
	'download a CSV file', `${said}, so the file was cut short on its way`, 'Run again. A proxy between n8n and Anaplan may cut long answers.',
);

/**
 * The same bytes; fails at the end when they cannot be a whole CSV file.
 *
 * **Never silently shorter.** A chunk that is shorter than announced is refused by the HTTP below. A chunk that was cut
 * and announced as short is found where it can be found: quotes come in pairs in every CSV, because a quote inside a
 * value is doubled, so an odd number of them means that the file ends inside a value. UTF-16 comes in pairs of bytes.
 */
export const wholeCsv = async function* (source: AsyncIterable<Buffer>, dialect: { readonly encoding: string; readonly delimiter: string }): AsyncGenerator<Buffer> {
	const quote = dialect.delimiter.length === 1 && isAsciiBased(dialect.encoding) ? dialect.delimiter.charCodeAt(0) : undefined;
	let quotes = 0;
	let bytes = 0;
	for await (const chunk of source) {
		if (quote !== undefined) quotes += countOf(chunk, quote);
		bytes += chunk.length;
		yield chunk;
	}
	if (quotes % 2 === 1) throw cutShort('it ends inside quotes');
	if (/^utf-?16/i.test(dialect.encoding) && bytes % 2 === 1) throw cutShort('it ends inside a character');
};
