import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Coverage } from '../../../src/sync';
import type { ActionRun } from '../../../src/systems/anaplan';
import { hint } from '../context/execution-hints';
import { sourcesBefore } from '../data/ancestors';
import { COVERS } from '../data/origin';
import type { SentRows } from '../data/loaded-rows';
import { rejectedItems } from '../data/rejected-output';
import type { Outputs } from '../routing/operation';
import { confirmBatches, type ConfirmPolicy } from './confirm-batches';
import { joinRejections, unlisted } from './join-rejections';
import { saidOf } from './outcome-words';

/** What was uploaded is not at hand in these operations: rejected rows are told as the dump tells them. */
const NOTHING_SENT: SentRows = {
	header: async () => [],
	async *rows() {},
	origins: async () => new Map(),
	itemOf: () => 0,
};

export interface EndedImport {
	readonly id: string;
	readonly name: string;
	readonly run: Pick<ActionRun, 'taskId' | 'outcome' | 'dumps'>;
	/** Which records stood behind the upload that the import has read, as its item tells. */
	readonly covers: readonly Coverage[];
}

/** An import that has ended without failing: its outcome, its rejected rows, and what it confirms. */
export const endedImport = async (context: IExecuteFunctions, { id, name, run, covers }: EndedImport, policy: ConfirmPolicy, rejectedLimit: number): Promise<Outputs> => {
	const { taskId, outcome, dumps } = run;
	const rejections = await joinRejections(context, [{ importId: id, importName: name, taskId, dumps, outcome }], async () => NOTHING_SENT, sourcesBefore(context));
	const isUnlisted = unlisted([{ dumps, outcome }]);
	const listed = rejections.filter(({ counts }) => counts).length;
	const rejected = isUnlisted ? Math.max(listed, outcome.counts.failed) : listed;
	const cursors = confirmBatches(context, { status: outcome.status, counts: { ...outcome.counts, rejected }, unlistedRejections: isUnlisted, covers }, policy);
	hint(context, saidOf(name, outcome), outcome.status === 'success' ? 'info' : 'warning');
	const summary: INodeExecutionData = {
		json: {
			status: outcome.status, taskId, import: { id, name }, counts: { ...outcome.counts }, rowsRejected: rejected,
			said: outcome.steps.flatMap(({ messages }) => messages.map(({ text, code }) => text || code)), cursors,
			confirms: true, [COVERS]: covers.map((coverage) => ({ ...coverage })),
		},
	};
	return [[summary], await rejectedItems(context, rejections, rejectedLimit)];
};
