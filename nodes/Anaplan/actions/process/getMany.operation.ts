import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { AnaplanClient, ModelRef } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import { actionOfStep } from '../../../shared/anaplan/task-output';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

const stepsOf = async (client: AnaplanClient, target: ModelRef, processId: string): Promise<IDataObject[]> =>
	(await client.metadata.processSteps(target, processId)).map(({ id, name, actionType }) => ({ ...actionOfStep(id, name), actionType }));

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const withSteps = context.getNodeParameter('includeSteps', itemIndex, false) as boolean;
	const items: IDataObject[] = [];
	for (const { id, name } of await client.metadata.processes(target)) items.push({ id, name, ...(withSteps ? { steps: await stepsOf(client, target, id) } : {}) });
	return [items.map((json) => ({ json }))];
};
