import { csvLine } from '../engine/csv-text';
import type { ModelState } from '../engine/model-state';
import { found } from '../http/reply';
import type { ExportDefinition } from '../model/types';
import type { TaskControl } from '../tasks/task';
import { allPagesLines, gridLines, gridOf, pageChoice, viewOf } from './grid';
import { isTabular, tabularHeader, tabularLines } from './tabular';

const LINES_PER_BREATH = 5000;

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = { 'UTF-16LE': 'utf16le', 'ISO-8859-1': 'latin1' };

/** Bytes of a growing text, cut into pieces of one size wherever that falls: inside a line, inside a character. */
class Pieces {
	private readonly done: Buffer[] = [];
	private waiting: Buffer[] = [];
	private size = 0;
	total = 0;

	constructor(private readonly pieceBytes: number) {}

	add(bytes: Buffer): void {
		this.waiting.push(bytes);
		this.size += bytes.length;
		this.total += bytes.length;
		if (this.size < this.pieceBytes) return;
		const whole = Buffer.concat(this.waiting);
		let at = 0;
		for (; at + this.pieceBytes <= whole.length; at += this.pieceBytes) this.done.push(whole.subarray(at, at + this.pieceBytes));
		this.waiting = [whole.subarray(at)];
		this.size = whole.length - at;
	}

	all(): Buffer[] {
		return this.size === 0 ? this.done : [...this.done, Buffer.concat(this.waiting)];
	}
}

const linesOf = (state: ModelState, definition: ExportDefinition): { readonly head: string; readonly lines: Iterable<string> } => {
	const view = found(viewOf(state, definition.view));
	const { exportType, separator = ',', delimiter = '"', labels = 'name', omitEmptyRows = true } = definition;
	const format = { separator, delimiter };
	if (isTabular(exportType)) {
		return {
			head: csvLine(tabularHeader(view, exportType), format),
			lines: tabularLines(view, { type: exportType, labels, omitEmptyRows, format }),
		};
	}
	const lines = exportType === 'GRID_ALL_PAGES' ? allPagesLines(view, format) : gridLines(view, gridOf(view, pageChoice(view, null)), format);
	return { head: '', lines };
};

/** The file of an export in chunks of the given size, and the number of its rows without the header. Only the bytes are kept. */
export const exportChunks = async (
	state: ModelState, definition: ExportDefinition, control: TaskControl, wishes: { readonly chunkBytes: number; readonly bom: boolean },
): Promise<{ readonly chunks: Buffer[]; readonly bytes: number; readonly rows: number }> => {
	const { head, lines } = linesOf(state, definition);
	const encoding = ENCODINGS[definition.encoding ?? 'UTF-8'] ?? 'utf8';
	const pieces = new Pieces(wishes.chunkBytes);
	let text = (wishes.bom ? '\uFEFF' : '') + head;
	let rows = 0;
	for (const line of lines) {
		text += line;
		rows += 1;
		if (rows % LINES_PER_BREATH !== 0) continue;
		pieces.add(Buffer.from(text, encoding));
		text = '';
		await control.breathe();
		control.checkCancelled();
	}
	pieces.add(Buffer.from(text, encoding));
	return { chunks: pieces.all(), bytes: pieces.total, rows };
};
