import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { IntegrationError } from '../../../../src/core/errors';
import { hasEnded, isNotFound, processReport, type AnaplanClient, type OtherAction, type TaskRef, type TaskReport } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { failedAction, failedProcess, failedTaskError, failedTaskJson } from '../../../shared/anaplan/failed-task';
import { rejectedInWords } from '../../../shared/anaplan/rejected-in-words';
import { actionJson, type NamedAction } from '../../../shared/anaplan/started-task';
import { dumpedSteps, endedImport, endedOther, endedProcess, rejectedOfFailed, stepsJson, type EndedAction, type LoadRules } from '../../../shared/anaplan/task-output';
import { hint } from '../../../shared/context/execution-hints';
import { sourcesBefore } from '../../../shared/data/ancestors';
import { REJECTED } from '../../../shared/data/origin';
import { coverageOf } from '../../../shared/data/row-coverage';
import type { Outputs } from '../../../shared/routing/operation';
import { loadRulesOf, waitingOf } from '../import/load-options';
import { arranged, pollFormOf, type PollForm, type PollItems } from './task-outputs';
import { taskOf } from './task-reference';

export const scope = 'item';

const look = async (context: IExecuteFunctions, client: AnaplanClient, ref: TaskRef, { looksOnce }: PollForm, itemIndex: number): Promise<TaskReport> => {
	try {
		return looksOnce ? await client.getTask(ref) : await client.waitForTask(ref, waitingOf(context, itemIndex));
	} catch (error) {
		throw isNotFound(error) ? await client.explainMissingTask(ref) : error;
	}
};

/**
 * The input item as it is, so that the same node can look again: where the rows came from and which records they cover
 * travel with it, and the look that sees the end confirms what the first would have. It says nothing of rejected rows.
 */
const notYet = (item: INodeExecutionData, action: NamedAction, { taskId }: TaskRef, { state, progress, currentStep }: TaskReport, itemIndex: number): INodeExecutionData => {
	const { [REJECTED]: _rejected, ...kept } = item.json;
	const json: IDataObject = { ...kept, taskId, ...actionJson(action), state, progress: progress ?? null, currentStep, looks: Number(kept.looks ?? 0) + 1 };
	return { json, ...(item.binary ? { binary: item.binary } : {}), pairedItem: { item: itemIndex } };
};

/** Names only: what became of the task is known, and must not be hidden because they cannot be read. */
const definitionOf = async (client: AnaplanClient, ref: TaskRef): Promise<readonly OtherAction[] | undefined> => {
	if (ref.kind !== 'processes') return undefined;
	return await client.metadata.processSteps(ref, ref.actionId).catch((error: unknown) => {
		if (error instanceof IntegrationError) return undefined;
		throw error;
	});
};

const failed = async (context: IExecuteFunctions, ended: EndedAction, definition: readonly OtherAction[] | undefined, { failedLeaves }: PollForm, { rejectedLimit }: LoadRules): Promise<PollItems> => {
	const { action, run } = ended;
	const report = processReport(action.id, run.outcome, definition);
	const isProcess = action.kind === 'processes';
	const told = isProcess ? failedProcess(action, run.taskId, report) : failedAction(action, run.taskId, run.outcome);
	if (!failedLeaves) throw failedTaskError(told, isProcess ? rejectedInWords(dumpedSteps(report, run)) : '');
	hint(context, `${action.name} failed: ${told.said.join('; ')}`, 'warning');
	return {
		failed: { json: { ...failedTaskJson(told), ...(isProcess ? stepsJson(report, run) : {}) } },
		rejected: await rejectedOfFailed(context, ended, definition, rejectedLimit),
	};
};

const WAITS_FOR_NOTHING = 'loads nothing, so this node confirms no cursor. Choose the Kind of Action in this node, so that the reading nodes before it do not wait for a confirmation.';

const done = async (context: IExecuteFunctions, ended: EndedAction, definition: readonly OtherAction[] | undefined, rules: LoadRules): Promise<PollItems> => {
	const { action } = ended;
	if (action.kind === 'imports') return await endedImport(context, ended, rules);
	if (action.kind === 'processes') return await endedProcess(context, ended, definition, rules);
	const isTold = context.getNode().parameters.actionKind === action.kind;
	if (!isTold && sourcesBefore(context).length > 0) hint(context, `${action.name} ${WAITS_FOR_NOTHING}`, 'warning');
	return { done: endedOther(context, ended) };
};

/** Looks at a task that somebody has started, once or until it ends, and ends like an action that was waited for. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const form = pollFormOf(context, itemIndex);
	const { ref, action } = await taskOf(context, client, itemIndex);
	const item = context.getInputData()[itemIndex] ?? { json: {} };
	const report = await look(context, client, ref, form, itemIndex);
	if (!hasEnded(report)) return arranged(form, { notYet: notYet(item, action, ref, report, itemIndex) });
	const run = { taskId: ref.taskId, ...(await client.concludeTask(ref, report)) };
	const definition = await definitionOf(client, ref);
	const ended = { action, run, covers: coverageOf([item]), client, target: ref };
	const rules = loadRulesOf(context, itemIndex);
	return arranged(form, run.outcome.status === 'failed' ? await failed(context, ended, definition, form, rules) : await done(context, ended, definition, rules));
};
