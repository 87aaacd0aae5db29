/**
 * The side file that joins the lines of a loaded file to the records they came from. A target that rejects a row names
 * its line; this file names the record, its stamp and the batch. It is described here as rows of text; who writes it
 * decides on the format.
 *
 * A line is counted as Anaplan's failure dump counts it (reference anaplan 8.1, `_Line_`): the header is line 1, the first
 * row is line 2; a row whose values hold line breaks is still one line. Several records behind one row (summed rows)
 * are written into one cell, joined by `|`; a `|` or `\` inside a key is preceded by `\`.
 */
import type { Instant, RecordMark } from '../contracts';

export const LINEAGE_COLUMNS = ['line', 'key', 'stamp', 'batch', 'stream'] as const;

const HEADER_LINES = 1;

export interface LineageEntry {
	readonly line: number;
	readonly keys: readonly string[];
	/** The latest stamp of the records behind the line; `null` where none has one. */
	readonly stamp: Instant | null;
	readonly batch: string;
	readonly stream: string;
}

/** The row of the side file for the row at `index` (from 0) of the loaded file. */
export function lineageRow(index: number, sources: readonly RecordMark[], batch: string, stream: string): string[] {
	return [String(index + 1 + HEADER_LINES), joinKeys(sources.map(({ key }) => key)), latestStamp(sources) ?? '', batch, stream];
}

/** Reads a row of the side file; anything odd gives undefined. */
export function parseLineageRow(row: readonly string[]): LineageEntry | undefined {
	const [line, keys, stamp, batch, stream] = row;
	if (line === undefined || keys === undefined || stamp === undefined || batch === undefined || stream === undefined) return undefined;
	if (row.length !== LINEAGE_COLUMNS.length || !/^[1-9]\d{0,14}$/.test(line)) return undefined;
	return { line: Number(line), keys: splitKeys(keys), stamp: stamp === '' ? null : stamp, batch, stream };
}

/** One cell for all keys; `splitKeys` is its inverse for one key or more. */
export function joinKeys(keys: readonly string[]): string {
	return keys.map((key) => key.replace(/[\\|]/g, '\\$&')).join('|');
}

export function splitKeys(cell: string): string[] {
	const keys = [''];
	for (const [piece] of cell.matchAll(/\\[\s\S]|[^\\]/g)) {
		if (piece === '|') keys.push('');
		else keys.push(`${keys.pop() ?? ''}${piece.startsWith('\\') ? piece.slice(1) : piece}`);
	}
	return keys;
}

function latestStamp(sources: readonly RecordMark[]): Instant | null {
	const stamps = sources.map(({ stamp }) => stamp).filter((stamp) => stamp !== null);
	return stamps.reduce<Instant | null>((latest, stamp) => (latest === null || stamp > latest ? stamp : latest), null);
}
