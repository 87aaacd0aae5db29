import type { SimulatedClock } from '../../harness/clock';
import { quotedLine } from '../engine/csv-text';
import type { Switches } from '../switches';
import type { RowIssue } from './problems';
import type { Row } from './row-reader';

/** A failure dump while its import runs: rendered lines in any order, so that a late warning costs no second reading of the file. */
export class DumpWriter {
	private readonly lines: string[] = [];
	private readonly numbers: number[] = [];
	private mostErrors = 1;
	private readonly errors: Array<readonly string[]> = [];

	constructor(private readonly header: readonly string[], private readonly cap: number, private readonly form: '2.0' | '1.x' = '2.0') {}

	get rows(): number {
		return this.lines.length;
	}

	add(status: 'E' | 'W' | 'I', row: Row, issues: readonly RowIssue[]): void {
		if (this.cap > 0 && this.lines.length >= this.cap) return;
		const cells = this.header.map((_, at) => row.fields[at] ?? '');
		this.lines.push(quotedLine([status, ...cells, String(row.line)]).slice(0, -1));
		this.numbers.push(row.line);
		this.errors.push(issues.map((one) => one.text));
		this.mostErrors = Math.max(this.mostErrors, issues.length);
	}

	/** The dump in the order of the file, cut into chunks; one error column for each error of the worst row. */
	finish(chunkBytes: number): Buffer[] {
		const order = this.numbers.map((_, at) => at);
		if (this.numbers.some((line, at) => at > 0 && line < (this.numbers[at - 1] as number))) {
			order.sort((a, b) => (this.numbers[a] as number) - (this.numbers[b] as number));
		}
		const errorNames = Array.from({ length: this.mostErrors }, (_, at) => (this.form === '2.0' ? `_Error_${at + 1}_` : `__Error__${at}`));
		const parts: Buffer[] = [];
		let text = quotedLine(['_Status_', ...this.header, '_Line_', ...errorNames]);
		for (const at of order) {
			text += `${this.lines[at] ?? ''},${quotedLine(errorNames.map((_, error) => this.errors[at]?.[error] ?? ''))}`;
			if (text.length > 1_000_000) {
				parts.push(Buffer.from(text, 'utf8'));
				text = '';
			}
		}
		parts.push(Buffer.from(text, 'utf8'));
		const whole = Buffer.concat(parts);
		const chunks: Buffer[] = [];
		for (let at = 0; at < whole.length; at += chunkBytes) chunks.push(whole.subarray(at, at + chunkBytes));
		return chunks;
	}
}

interface Dump {
	readonly taskId: string;
	readonly chunks: Buffer[];
	lastAccess: number;
}

const KEPT_MS = 48 * 3_600_000;

/** One dump per user and import: the next run replaces it, the next clean run deletes it, 48 h without access end it (reference anaplan 8.1). */
export class DumpStore {
	private readonly dumps = new Map<string, Dump>();

	constructor(private readonly clock: SimulatedClock, private readonly switches: Switches) {}

	put(user: string, importId: string, taskId: string, writer: DumpWriter | undefined): void {
		const key = `${user}\n${importId}`;
		if (writer === undefined || writer.rows === 0) this.dumps.delete(key);
		else this.dumps.set(key, { taskId, chunks: writer.finish(this.switches.values.dumpChunkBytes), lastAccess: this.clock.now() });
	}

	/** The chunks, if this user's latest dump of the import is the one of that task. */
	get(user: string, importId: string, taskId: string): readonly Buffer[] | undefined {
		const dump = this.dumps.get(`${user}\n${importId}`);
		if (dump === undefined || dump.taskId !== taskId || this.clock.now() - dump.lastAccess > KEPT_MS) return undefined;
		dump.lastAccess = this.clock.now();
		return dump.chunks;
	}

	list(): Array<{ user: string; import: string; task: string; bytes: number }> {
		return [...this.dumps.entries()].map(([key, dump]) => {
			const [user = '', importId = ''] = key.split('\n');
			return { user, import: importId, task: dump.taskId, bytes: dump.chunks.reduce((sum, chunk) => sum + chunk.length, 0) };
		});
	}
}
