import { CsvFormatError, csvRecords } from '../../core/csv';
import { FatalError } from '../../core/errors';
import { listOf, objectOf, parseJson, textOf } from './json';
import { SYSTEM } from './refusals';
import { nameOfAction, type TaskRef } from './tasks';
import { path, type AnaplanWire } from './wire';

export interface DumpRef extends TaskRef {
	/** The import inside a process whose dump is wanted (`steps[].objectId`); not for an import run by itself. */
	readonly objectId?: string;
}

/** One row that Anaplan rejected (`E`) or loaded with a warning (`W`). */
export interface DumpRow {
	readonly status: 'W' | 'E';
	/** Line in the uploaded file, the header being line 1 (reference anaplan 8.1); `null` where the dump does not tell. */
	readonly line: number | null;
	readonly errors: readonly string[];
	/** The row as Anaplan read it, by column name. */
	readonly columns: Readonly<Record<string, string>>;
}

export interface FailureDump {
	/** False when Anaplan has none: deleted by a later clean run, after 48 hours, of another user, or never made. */
	readonly found: boolean;
	/** Streamed while it is read; can be read once. Empty when not found. */
	readonly rows: AsyncIterable<DumpRow>;
}

const DIALECT = { separator: ',', delimiter: '"' } as const;
const TRIES = 3;
const PAUSE_MS = 2_000;
/** What the service says when there is no dump: 204 or 404, on the chunk list 400 or 404 (reference anaplan 8.1). */
const NO_DUMP: readonly number[] = [204, 400, 404];

/** `_Error_1_`, `_Error_2_`, …; in dumps of the old API `__Error__0`. */
const ERROR_COLUMN = /^(?:_Error_\d+_|__Error__\d+)$/;

const dumpPath = ({ workspaceId, modelId, kind, actionId, taskId, objectId }: DumpRef): string => {
	const task = path`/workspaces/${workspaceId}/models/${modelId}/${kind}/${actionId}/tasks/${taskId}`;
	return objectId === undefined ? `${task}/dump` : `${task}${path`/dumps/${objectId}`}`;
};

const purposeOf = (ref: DumpRef): string => `read the failure dump of ${nameOfAction(ref)}`;

const lineOf = (text: string | undefined): number | null => (text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null);

const toRow = (header: readonly string[], values: readonly string[]): DumpRow => {
	const errors: string[] = [];
	const columns: Record<string, string> = {};
	const own: { status?: string; line?: string } = {};
	header.forEach((name, at) => {
		const value = values[at] ?? '';
		if (name === '_Status_') own.status = value;
		else if (name === '_Line_') own.line = value;
		else if (!ERROR_COLUMN.test(name)) columns[name] = value;
		else if (value.trim() !== '') errors.push(value.trim());
	});
	return { status: own.status === 'W' ? 'W' : 'E', line: lineOf(own.line), errors, columns };
};

/** Chunk ids in order, or `undefined` when there is no dump. */
const chunkIds = async (wire: AnaplanWire, ref: DumpRef): Promise<readonly string[] | undefined> => {
	const call = { method: 'GET' as const, path: `${dumpPath(ref)}/chunks`, purpose: purposeOf(ref), repeatable: true, timeoutMs: wire.timeouts.promptMs };
	for (let attempt = 1; ; attempt += 1) {
		const response = await wire.send({ ...call, understood: NO_DUMP });
		if (NO_DUMP.includes(response.status)) return undefined;
		const list = parseJson(response.body);
		if (list !== undefined) {
			const ids = listOf(objectOf(list), 'chunks').map((chunk) => textOf(chunk, 'id'));
			return ids.length === 0 ? undefined : ids;
		}
		if (attempt === TRIES) throw unreadable(ref, 'the list of its chunks is cut short');
		await wire.clock.sleep(PAUSE_MS, wire.signal);
	}
};

const unreadable = (ref: DumpRef, said: string, cause?: unknown): FatalError => new FatalError({
	system: SYSTEM, operation: purposeOf(ref), said,
	remedy: `Open the failure dump of task ${ref.taskId} in Anaplan. The rows it names were rejected or loaded with a warning.`, cause,
});

const chunkBytes = async function* (wire: AnaplanWire, ref: DumpRef, ids: readonly string[]): AsyncGenerator<Buffer> {
	for (const id of ids) {
		const response = await wire.send({
			method: 'GET', path: `${dumpPath(ref)}/chunks${path`/${id}`}`, purpose: `${purposeOf(ref)}, chunk ${id}`,
			repeatable: true, timeoutMs: wire.timeouts.chunkMs, accept: '*/*',
		});
		yield response.body;
	}
};

/**
 * **Each row once, also when a chunk came cut short.** Chunks are cut anywhere, so only the whole tells whether one
 * was cut short: a quote stays open or a record has too few values. Then all chunks are read again from the start,
 * and as many records as were handed out already are passed over; a dump does not change while nothing else runs on
 * its import, which is why it is read before anything else is started.
 */
const rowsOf = async function* (wire: AnaplanWire, ref: DumpRef, ids: readonly string[]): AsyncGenerator<DumpRow> {
	let handedOut = 0;
	for (let attempt = 1; ; attempt += 1) {
		let header: readonly string[] | undefined;
		let seen = 0;
		try {
			for await (const batch of csvRecords(chunkBytes(wire, ref, ids), DIALECT)) {
				for (const values of batch) {
					if (!header) {
						header = values;
						continue;
					}
					seen += 1;
					if (seen <= handedOut) continue;
					handedOut = seen;
					yield toRow(header, values);
				}
			}
			return;
		} catch (error) {
			if (!(error instanceof CsvFormatError)) throw error;
			if (attempt === TRIES) throw unreadable(ref, `it came cut short ${TRIES} times (${error.facts.said})`, error);
			await wire.clock.sleep(PAUSE_MS, wire.signal);
		}
	}
};

const none = async function* (): AsyncGenerator<DumpRow> {};

/**
 * Opens the failure dump of a task. Do it right after the task ended: the next clean run of the same import deletes it.
 * Rows that Anaplan *ignored* are not in it.
 */
export const readDump = async (wire: AnaplanWire, ref: DumpRef): Promise<FailureDump> => {
	const ids = await chunkIds(wire, ref);
	return ids === undefined ? { found: false, rows: none() } : { found: true, rows: rowsOf(wire, ref, ids) };
};
