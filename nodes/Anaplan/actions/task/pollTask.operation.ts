import type { IExecuteFunctions } from 'n8n-workflow';
import { judgeTask, type ActionRun, type AnaplanClient, type TaskRef } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { endedImport } from '../../../shared/anaplan/task-output';
import { coverageOf } from '../../../shared/data/row-coverage';
import type { Outputs } from '../../../shared/routing/operation';
import { failedOutcome } from '../import/failed-load';
import { policyOf, rejectedLimitOf, waitingOf } from '../import/load-options';
import { taskOf } from './task-reference';

export const scope = 'item';

const dumpsOf = async (client: AnaplanClient, ref: TaskRef): Promise<ActionRun['dumps']> => {
	const dump = await client.readDump(ref);
	const rows = [];
	for await (const row of dump.rows) rows.push(row);
	return [{ objectId: ref.actionId, found: dump.found, rows, problem: dump.found ? undefined : 'Anaplan announced a failure dump but has none.' }];
};

/** Waits for a task that somebody has started, and ends like an import that was waited for. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { ref, name } = await taskOf(context, client, itemIndex);
	const outcome = judgeTask(await client.waitForTask(ref, waitingOf(context, itemIndex)));
	if (outcome.status === 'failed') throw failedOutcome(name, ref.taskId, outcome, '');
	const dumps = outcome.steps.some(({ dumpAvailable }) => dumpAvailable) ? await dumpsOf(client, ref) : [];
	return await endedImport(context, { id: ref.actionId, name, run: { taskId: ref.taskId, outcome, dumps }, covers: coverageOf([context.getInputData()[itemIndex] ?? { json: {} }]) }, policyOf(context, itemIndex), rejectedLimitOf(context, itemIndex));
};
