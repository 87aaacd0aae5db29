import { CsvReader, type RowProblem } from '../engine/csv-reader';
import type { Content } from '../files/private-file';
import type { TaskControl } from '../tasks/task';

/** Bytes parsed before other requests get their turn. */
const PIECE = 256 * 1024;

export interface Row {
	readonly fields: readonly string[];
	/** Number for `_Line_`: the header is line 1. */
	readonly line: number;
	readonly problem: RowProblem | undefined;
}

/** Takes the rows of one file. `header` may refuse the file; then no row follows. */
export interface RowTarget {
	header(names: readonly string[]): boolean;
	row(row: Row): void;
}

export interface ReadOptions {
	readonly stripBom: boolean;
	readonly lineCounts: 'line' | 'record';
	/** Used when the format has no header row. */
	readonly headerNames: readonly string[];
}

const LABELS: Readonly<Record<string, string>> = { 'UTF-16LE': 'utf-16le', 'ISO-8859-1': 'latin1' };

/**
 * Streams an uploaded file into a target: decodes across chunk borders (a character may be cut by one), parses, and lets the server
 * breathe between pieces. Never holds more than a piece of decoded text.
 */
export const readRows = async (content: Content, options: ReadOptions, target: RowTarget, control: TaskControl): Promise<void> => {
	const { format } = content;
	const decoder = new TextDecoder(LABELS[format.encoding] ?? format.encoding, { ignoreBOM: !options.stripBom });
	let refused = false;
	let headerSeen = format.headerRow === 0 ? target.header(options.headerNames) : false;
	refused = format.headerRow === 0 && !headerSeen;
	const reader = new CsvReader(format, (fields, line, record, problem) => {
		if (refused) return;
		if (!headerSeen) {
			if (line < format.headerRow) return;
			headerSeen = true;
			refused = !target.header(fields);
			return;
		}
		if (line < format.firstDataRow) return;
		target.row({ fields, line: options.lineCounts === 'line' ? line : record, problem });
	});
	const total = Math.max(1, content.chunks.reduce((sum, chunk) => sum + chunk.length, 0));
	let done = 0;
	for (const chunk of content.chunks) {
		for (let at = 0; at < chunk.length && !refused; at += PIECE) {
			const piece = chunk.subarray(at, at + PIECE);
			reader.push(decoder.decode(piece, { stream: true }));
			done += piece.length;
			control.progress(done / total);
			await control.breathe();
			control.checkCancelled();
		}
	}
	reader.push(decoder.decode());
	reader.end();
	// A file without a single record has no header either.
	if (!headerSeen) target.header([]);
};
