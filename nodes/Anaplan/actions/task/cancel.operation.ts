import type { IExecuteFunctions } from 'n8n-workflow';
import { isNotFound, type AnaplanClient, type Cancellation, type CancelOptions, type TaskRef } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { actionJson } from '../../../shared/anaplan/started-task';
import { hint } from '../../../shared/context/execution-hints';
import type { Outputs } from '../../../shared/routing/operation';
import { waitingOf } from '../import/load-options';
import { taskOf } from './task-reference';

export const scope = 'item';

const cancelled = async (client: AnaplanClient, ref: TaskRef, options: CancelOptions): Promise<Cancellation> => {
	try {
		return await client.cancelTask(ref, options);
	} catch (error) {
		throw isNotFound(error) ? await client.explainMissingTask(ref) : error;
	}
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { ref, action } = await taskOf(context, client, itemIndex);
	const { deadlineMs, intervalMs } = waitingOf(context, itemIndex);
	const waits = context.getNodeParameter('waitForCancel', itemIndex, false) as boolean;
	const { report, cancelled: isCancelled, endedBefore, said } = await cancelled(client, ref, waits ? { waitMs: deadlineMs, intervalMs } : {});
	hint(context, `${action.name}: ${said}.`, isCancelled || (!waits && !endedBefore) ? 'info' : 'warning');
	return [[{ json: { taskId: ref.taskId, ...actionJson(action), state: report.state, currentStep: report.currentStep, cancelled: isCancelled, endedBefore, said } }]];
};
