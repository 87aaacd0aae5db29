import type { IDataObject } from 'n8n-workflow';
import type { LoadResult, LoadStep } from '../../../../src/systems/anaplan';
import type { Coverage } from '../../../../src/sync';
import type { CursorReport } from '../../../shared/anaplan/confirm-batches';
import { startAnswerJson } from '../../../shared/anaplan/started-task';
import { COVERS } from '../../../shared/data/origin';

const stepOf = ({ importId, importName, taskId, adopted, outcome, dumps, ranMs }: LoadStep): IDataObject => ({
	import: { id: importId, name: importName },
	taskId,
	status: outcome.status,
	counts: { ...outcome.counts },
	said: outcome.steps.flatMap(({ messages }) => messages.map(({ text, code }) => text || code)),
	...startAnswerJson(adopted),
	...(dumps.some(({ problem }) => problem) ? { dumpProblem: dumps.map(({ problem }) => problem).filter(Boolean).join(' ') } : {}),
	seconds: Math.round(ranMs / 100) / 10,
});

/** The item that tells everything about one load: what was sent, what Anaplan did with it, and how far the cursors are now. */
export const loadSummary = (result: LoadResult, rejectedRows: number, confirmed: { cursors: readonly CursorReport[]; confirms: boolean }, covers: readonly Coverage[]): IDataObject => ({
	status: result.status,
	...(result.nothingToDo ? { nothingToDo: true } : {}),
	taskId: result.taskIds.at(-1) ?? '',
	rowsSent: result.rowsSent ?? null,
	rowsRejected: rejectedRows,
	steps: result.steps.map(stepOf),
	notRun: [...result.notRun],
	upload: result.upload ? { ...result.upload } : null,
	cursors: [...confirmed.cursors],
	// What this run has loaded, for later runs of the same node in a loop.
	confirms: confirmed.confirms,
	[COVERS]: covers.map((coverage) => ({ ...coverage })),
	waitedForModelSeconds: Math.round(result.timing.waitedForLockMs / 100) / 10,
	seconds: Math.round(result.timing.totalMs / 100) / 10,
});
