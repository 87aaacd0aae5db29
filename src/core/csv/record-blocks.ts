import { CsvFormatError } from './dialect';

/** Whole records: the bytes end with a line end outside quotes, except in the last block of the file. */
export interface RecordBlock {
	readonly bytes: Buffer;
	/** The line of the file, counted from 1, on which the block begins. */
	readonly firstLine: number;
}

const LF = 10;
const CR = 13;
/** Large enough that starting the parser for each block costs nothing beside parsing it. */
const BLOCK_BYTES = 256 * 1024;
/** A record beyond this is an unbalanced quote that swallows the file; refusing keeps memory flat. */
const RECORD_LIMIT_BYTES = 32 * 1024 * 1024;

/** Number of line ends; CR LF counts once. */
export const countLineEnds = (bytes: Buffer): number => {
	let lines = 0;
	for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines += 1;
	for (let at = bytes.indexOf(CR); at !== -1; at = bytes.indexOf(CR, at + 1)) if (bytes[at + 1] !== LF) lines += 1;
	return lines;
};

interface Borders {
	/** Position after the last record end, or -1. */
	readonly end: number;
	/** Whether the bytes stop inside quotes. */
	readonly open: boolean;
}

/**
 * Where do whole records end? Every delimiter toggles "inside quotes": a doubled one toggles twice and so changes
 * nothing. Bytes for which this is wrong (a lone quote inside an unquoted value) are refused by the parser anyway.
 * A CR in last place is not taken as a border, since the LF that belongs to it may come next; the record then travels
 * with the next block. Quotes and line ends are
 * ASCII, and no byte of a longer UTF-8 character is, so a cut never falls into a character.
 */
const findBorders = (bytes: Buffer, quote: number, wasOpen: boolean): Borders => {
	let open = wasOpen;
	let end = -1;
	const last = bytes.length - 1;
	for (let at = 0; at <= last; at += 1) {
		const byte = bytes[at];
		if (byte === quote) open = !open;
		else if (!open && (byte === LF || (byte === CR && at < last && bytes[at + 1] !== LF))) end = at + 1;
	}
	return { end, open };
};

/** Collects small chunks, so that cuts are looked for in pieces of a decent size. */
const coalesce = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let parts: Buffer[] = [];
	let size = 0;
	for await (const chunk of source) {
		parts.push(chunk);
		size += chunk.length;
		if (size < BLOCK_BYTES) continue;
		yield Buffer.concat(parts);
		parts = [];
		size = 0;
	}
	if (size > 0) yield Buffer.concat(parts);
};

/** Cuts a byte stream into blocks of whole records. Holds one block and one unfinished record at a time. */
export const recordBlocks = async function* (source: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<RecordBlock> {
	const quote = delimiter === '' ? -1 : delimiter.charCodeAt(0);
	let held: Buffer[] = [];
	let heldBytes = 0;
	let open = false;
	let line = 1;
	for await (const piece of coalesce(source)) {
		const { end, open: stillOpen } = findBorders(piece, quote, open);
		open = stillOpen;
		if (end === -1) {
			held.push(piece);
			heldBytes += piece.length;
			if (heldBytes > RECORD_LIMIT_BYTES) {
				throw new CsvFormatError('read CSV', `line ${line}: the record that begins here has no end within ${RECORD_LIMIT_BYTES} bytes`,
					'A quote that is opened and never closed does this. Correct the line, or set the text delimiter to nothing.', line);
			}
			continue;
		}
		const bytes = Buffer.concat([...held, piece.subarray(0, end)]);
		yield { bytes, firstLine: line };
		line += countLineEnds(bytes);
		const rest = piece.subarray(end);
		held = rest.length > 0 ? [rest] : [];
		heldBytes = rest.length;
	}
	if (heldBytes > 0) yield { bytes: Buffer.concat(held), firstLine: line };
};
