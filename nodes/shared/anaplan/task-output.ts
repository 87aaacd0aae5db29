import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OutcomePolicy } from '../../../src/sync';
import type { ActionRun } from '../../../src/systems/anaplan';
import { hint } from '../context/execution-hints';
import { sourcesBefore } from '../data/ancestors';
import type { SentRows } from '../data/loaded-rows';
import { rejectedItems } from '../data/rejected-output';
import type { Outputs } from '../routing/operation';
import { confirmBatches } from './confirm-batches';
import { joinRejections } from './join-rejections';

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
}

/** An import that has ended without failing: its outcome, its rejected rows, and what it confirms. */
export const endedImport = async (context: IExecuteFunctions, { id, name, run }: EndedImport, policy: OutcomePolicy, rejectedLimit: number): Promise<Outputs> => {
	const { taskId, outcome, dumps } = run;
	const rejections = await joinRejections(context, [{ importId: id, importName: name, taskId, dumps }], async () => NOTHING_SENT, sourcesBefore(context));
	const rejected = rejections.filter(({ counts }) => counts).length;
	const cursors = confirmBatches(context, { status: outcome.status, counts: { ...outcome.counts, rejected: Math.max(rejected, outcome.counts.failed) } }, policy);
	hint(context, outcome.steps.flatMap(({ messages }) => messages.map(({ text }) => text.trim())).join(' · ') || `Task ${taskId}: ${outcome.status}.`, outcome.status === 'success' ? 'info' : 'warning');
	const summary: INodeExecutionData = {
		json: {
			status: outcome.status, taskId, import: { id, name }, counts: { ...outcome.counts }, rowsRejected: rejected,
			said: outcome.steps.flatMap(({ messages }) => messages.map(({ text, code }) => text || code)), cursors,
		},
	};
	return [[summary], await rejectedItems(context, rejections, rejectedLimit)];
};
