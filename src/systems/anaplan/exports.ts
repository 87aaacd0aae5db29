import type { NamedLock } from '../../contracts';
import { csvRecords, type CsvReading } from '../../core/csv';
import { FatalError } from '../../core/errors';
import { downloadFile } from './download';
import { memberOf, numberOf, textOf, textsOf, type Json } from './json';
import type { ModelRef } from './metadata';
import { modelLockName } from './load';
import { SYSTEM } from './refusals';
import { runAction, type ActionRun, type RunOptions } from './run-action';
import type { Tasks } from './tasks';
import { wholeCsv } from './whole-csv';
import { path, type AnaplanWire } from './wire';

export interface ExportRef extends ModelRef {
	readonly exportId: string;
}

/** How the file of an export looks (reference anaplan 7). */
export interface ExportMetadata {
	/** `text/csv`, `text/plain`, `application/vnd.ms-excel`, a PDF. */
	readonly format: string;
	readonly encoding: string;
	/** Empty for a file of a single column. */
	readonly separator: string;
	/** Empty where the file knows no quoting. */
	readonly delimiter: string;
	readonly headerNames: readonly string[];
	/** Per column the list whose items it names; empty for values. */
	readonly listNames: readonly string[];
	/** An estimate. */
	readonly rowCount: number | undefined;
}

const given = (parent: Json, key: string, otherwise: string): string => (parent[key] === undefined || parent[key] === null ? otherwise : textOf(parent, key));

/** How the file of an export will look. */
export const exportMetadata = async (wire: AnaplanWire, { workspaceId, modelId, exportId }: ExportRef): Promise<ExportMetadata> => {
	const answer = await wire.json({
		method: 'GET', path: path`/workspaces/${workspaceId}/models/${modelId}/exports/${exportId}`, purpose: `read the definition of export ${exportId}`,
		repeatable: true, timeoutMs: wire.timeouts.modelMs,
	});
	const metadata = memberOf(answer, 'exportMetadata');
	return {
		format: textOf(metadata, 'exportFormat'), encoding: given(metadata, 'encoding', 'UTF-8'), separator: given(metadata, 'separator', ','),
		delimiter: given(metadata, 'delimiter', '"'), headerNames: textsOf(metadata, 'headerNames'), listNames: textsOf(metadata, 'listNames'), rowCount: numberOf(metadata, 'rowCount'),
	};
};

/** Whether the file is text in rows and columns. */
export const isTextExport = ({ format }: Pick<ExportMetadata, 'format'>): boolean => format === '' || /^text\//i.test(format);

/** How the file is to be read as CSV. */
export const readingOf = ({ separator, delimiter, encoding }: ExportMetadata, ragged: CsvReading['ragged'] = 'refuse'): CsvReading => ({
	separator, delimiter, ...(encoding === '' ? {} : { encoding }), ragged,
});

/** The file of an export that has just run. */
export interface ExportedFile {
	readonly run: ActionRun;
	readonly metadata: ExportMetadata;
	/** Exactly what Anaplan wrote. Can be read once; nothing comes where Anaplan wrote nothing. */
	readonly bytes: AsyncIterable<Buffer>;
}

/** @throws CsvFormatError where the file is not what its definition says */
export const recordsOf = ({ metadata, bytes }: Pick<ExportedFile, 'metadata' | 'bytes'>, ragged: CsvReading['ragged'] = 'refuse'): AsyncIterable<ReadonlyArray<readonly string[]>> =>
	csvRecords(bytes, readingOf(metadata, ragged));

export interface ExportRequest extends ExportRef, RunOptions {
	/** Leave it out only when the caller already holds `modelLockName`: the lock is not re-entrant. */
	readonly lock?: NamedLock;
}

const failed = ({ exportId }: ExportRef, { taskId, outcome }: ActionRun): FatalError => new FatalError({
	system: SYSTEM, operation: `run export ${exportId}`,
	said: [...outcome.messages, ...outcome.steps.flatMap(({ messages }) => messages.map(({ text, code }) => (text ? `${text} (${code})` : code)))].join('; ')
		|| 'the task failed and Anaplan gives no reason',
	remedy: `Task ${taskId}. No file was downloaded: what may still lie there is from an earlier run. Correct the cause and run again.`,
	code: outcome.steps.flatMap(({ messages }) => messages.filter(({ kind }) => kind === 'failed').map(({ code }) => code))[0],
});

/**
 * Runs an export and hands its file to `use`.
 *
 * **The file is of this run.** The output of an export has one place per user, which the next run of the same export
 * overwrites (reference anaplan 8.2). So from the start of the task until `use` has returned, the lock of the model is
 * held, and no other run of this process can start in between. A task that did not succeed hands out nothing, because
 * what lies there then is the file of an earlier run.
 *
 * **Never started twice**, see `startTask`. Downloading, on the other hand, is repeated chunk by chunk as needed.
 *
 * @throws FatalError when the export failed, in Anaplan's words
 */
export const runExport = async <T>(
	{ wire, tasks }: { readonly wire: AnaplanWire; readonly tasks: Tasks }, request: ExportRequest, use: (file: ExportedFile) => Promise<T>,
): Promise<T> => {
	const metadata = await exportMetadata(wire, request);
	const work = async (): Promise<T> => {
		const run = await runAction(wire, tasks, { workspaceId: request.workspaceId, modelId: request.modelId, kind: 'exports', actionId: request.exportId }, request);
		if (run.outcome.status === 'failed') throw failed(request, run);
		const content = downloadFile(wire, { workspaceId: request.workspaceId, modelId: request.modelId, fileId: request.exportId });
		return await use({ run, metadata, bytes: isTextExport(metadata) ? wholeCsv(content, metadata) : content });
	};
	return await (request.lock ? request.lock.hold(modelLockName(request), work, wire.signal) : work());
};
