export type RowProblem = 'columnSeparatorExpected' | 'unmatchedTextDelimiter';

/** One record: its fields, the line of the file on which it begins (first line = 1), its ordinal (first record = 1). */
export type OnRecord = (fields: string[], line: number, record: number, problem?: RowProblem) => void;

const LF = 10;
const CR = 13;
/** A quoted field longer than this was never closed; without a bound an early lost quote would be searched for again with every piece. */
const LONGEST_RECORD = 8_000_000;

/**
 * Reads delimited text piece by piece: a piece may end anywhere, also inside a quoted field, between CR and LF, or between the
 * two quotes of an escaped quote. Lines end with LF, CRLF or CR. Blank lines are no records.
 * An empty delimiter means that nothing can be quoted (reference anaplan 15, trap 24).
 */
export class CsvReader {
	private readonly separator: number;
	private readonly quote: number;
	private readonly quoteText: string;
	private rest = '';
	private line = 1;
	private record = 0;

	private text = '';
	private at = 0;
	private last = false;
	private lines = 0;
	private problem: RowProblem | undefined;

	constructor(format: { separator: string; delimiter: string }, private readonly onRecord: OnRecord) {
		this.separator = format.separator === '' ? -1 : format.separator.charCodeAt(0);
		this.quoteText = format.delimiter.slice(0, 1);
		this.quote = this.quoteText === '' ? -1 : this.quoteText.charCodeAt(0);
	}

	push(piece: string): void {
		this.text = this.rest + piece;
		this.last = false;
		this.rest = this.text.slice(this.records());
		if (this.rest.length > LONGEST_RECORD) this.end();
	}

	end(): void {
		this.text = this.rest;
		this.last = true;
		if (this.rest !== '') this.records();
		this.rest = '';
	}

	/** Reads whole records and answers where the first incomplete one begins. */
	private records(): number {
		this.at = 0;
		while (this.at < this.text.length) {
			const start = this.at;
			const startLine = this.line;
			this.lines = 0;
			this.problem = undefined;
			const fields = this.fields();
			if (fields === undefined) return start;
			this.line = startLine + this.lines;
			if (fields.length === 1 && fields[0] === '' && this.problem === undefined) continue;
			this.record += 1;
			this.onRecord(fields, startLine, this.record, this.problem);
		}
		return this.text.length;
	}

	/** The fields of one record, or undefined when its end is not here yet. */
	private fields(): string[] | undefined {
		const { text, separator, quote } = this;
		const fields: string[] = [];
		for (;;) {
			const value = quote >= 0 && text.charCodeAt(this.at) === quote ? this.quoted() : this.plain();
			if (value === undefined) return undefined;
			fields.push(value);
			if (this.at >= text.length) return this.last ? fields : undefined;
			if (text.charCodeAt(this.at) !== separator) return this.endOfLine() ? fields : undefined;
			this.at += 1;
		}
	}

	private endOfLine(): boolean {
		if (this.text.charCodeAt(this.at) === CR) {
			// A CR at the end of the piece may be half of a CRLF: wait for the rest.
			if (this.at + 1 === this.text.length && !this.last) return false;
			if (this.text.charCodeAt(this.at + 1) === LF) this.at += 1;
		}
		this.at += 1;
		this.lines += 1;
		return true;
	}

	private plain(): string {
		const { text, separator } = this;
		const from = this.at;
		let at = from;
		while (at < text.length) {
			const code = text.charCodeAt(at);
			if (code === separator || code === LF || code === CR) break;
			at += 1;
		}
		this.at = at;
		return text.slice(from, at);
	}

	private quoted(): string | undefined {
		const { text, quote, quoteText } = this;
		let value = '';
		let from = this.at + 1;
		for (;;) {
			const close = text.indexOf(quoteText, from);
			if ((close < 0 || close + 1 === text.length) && !this.last) return undefined;
			if (close < 0) {
				this.problem = 'unmatchedTextDelimiter';
				value += text.slice(from);
				this.at = text.length;
				break;
			}
			if (text.charCodeAt(close + 1) === quote) {
				value += text.slice(from, close + 1);
				from = close + 2;
				continue;
			}
			value += text.slice(from, close);
			this.at = close + 1;
			break;
		}
		for (let i = value.indexOf('\n'); i >= 0; i = value.indexOf('\n', i + 1)) this.lines += 1;
		const next = this.at < text.length ? text.charCodeAt(this.at) : LF;
		if (next !== this.separator && next !== LF && next !== CR) {
			this.problem ??= 'columnSeparatorExpected';
			value += this.plain();
		}
		return value;
	}
}
