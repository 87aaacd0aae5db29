import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { actionJson } from '../../../shared/anaplan/started-task';
import { hint } from '../../../shared/context/execution-hints';
import type { Outputs } from '../../../shared/routing/operation';
import { polledAction } from './task-reference';

export const scope = 'item';

/** Tasks of an action, newest first, those of other users too. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { ref, action } = await polledAction(context, client, itemIndex);
	const all = await client.listTasksOfKnown(ref);
	if (all.length === 0) hint(context, `${action.name} exists and has no tasks: it never ran, or the model role of the user is NO ACCESS.`, 'warning');
	const shown = context.getNodeParameter('returnAll', itemIndex, false) ? all : all.slice(0, context.getNodeParameter('limit', itemIndex, 50) as number);
	return [shown.map(({ taskId, state, creationTime }) => ({
		json: { taskId, ...actionJson(action), state, created: creationTime > 0 ? new Date(creationTime).toISOString() : null },
	}))];
};
