import { CsvFormatError } from './dialect';

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Removes a UTF-8 byte order mark at the very beginning, however the chunks are cut. */
export const withoutByteOrderMark = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let head: Buffer | undefined = Buffer.alloc(0);
	for await (const chunk of source) {
		if (head === undefined) {
			yield chunk;
			continue;
		}
		head = Buffer.concat([head, chunk]);
		if (head.length < UTF8_MARK.length && UTF8_MARK.subarray(0, head.length).equals(head)) continue;
		yield head.subarray(0, UTF8_MARK.length).equals(UTF8_MARK) ? head.subarray(UTF8_MARK.length) : head;
		head = undefined;
	}
	if (head !== undefined && head.length > 0) yield head;
};

const decoderFor = (encoding: string): InstanceType<typeof TextDecoder> => {
	try {
		return new TextDecoder(encoding, { fatal: true });
	} catch (cause) {
		throw new CsvFormatError('read CSV', `the encoding ${JSON.stringify(encoding)} is not known`,
			'Use a name such as UTF-8, UTF-16LE or ISO-8859-1.', undefined, cause);
	}
};

const isUtf8 = (encoding: string | undefined): boolean => encoding === undefined || encoding === '' || /^utf-?8$/i.test(encoding);

/** The same text in UTF-8 without a byte order mark. */
export const asUtf8 = async function* (source: AsyncIterable<Buffer>, encoding: string | undefined): AsyncGenerator<Buffer> {
	if (isUtf8(encoding)) return yield* withoutByteOrderMark(source);
	const decoder = decoderFor(encoding ?? '');
	const decode = (chunk?: Buffer): Buffer => {
		try {
			return Buffer.from(chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }), 'utf8');
		} catch (cause) {
			throw new CsvFormatError('read CSV', `the bytes are not ${encoding}`, 'Set the encoding in which the file was written.', undefined, cause);
		}
	};
	for await (const chunk of source) {
		const bytes = decode(chunk);
		if (bytes.length > 0) yield bytes;
	}
	const rest = decode();
	if (rest.length > 0) yield rest;
};

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws when the bytes are no UTF-8: a parser would put a replacement character in silently. */
export const requireUtf8 = (bytes: Buffer, firstLine: number): void => {
	try {
		strictUtf8.decode(bytes);
	} catch (cause) {
		throw new CsvFormatError('read CSV', `the bytes at or after line ${firstLine} are not UTF-8`,
			'Save the file as UTF-8, or set the encoding in which it was written, such as ISO-8859-1 or UTF-16LE.', firstLine, cause);
	}
};
