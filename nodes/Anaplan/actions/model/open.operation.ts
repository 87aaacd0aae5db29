import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import { hint } from '../../../shared/context/execution-hints';
import type { Outputs } from '../../../shared/routing/operation';
import { namedModel } from './named-model';

export const scope = 'item';

const MINUTE_MS = 60_000;

/** Wakes the model up and waits until it is open, so that what comes next does not have to wait. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const model = await namedModel(client, target);
	const deadlineMs = (context.getNodeParameter('deadlineMinutes', itemIndex, 30) as number) * MINUTE_MS;
	const { wasOpen, judgement, status, waitedMs } = await client.openModel(target, { deadlineMs });
	const seconds = Math.round(waitedMs / 100) / 10;
	hint(context, wasOpen ? `${model.name} was open already; ${judgement.said}.` : `${model.name} was opened within ${seconds} s; ${judgement.said}.`);
	return [[{ json: { model, wasOpen, condition: judgement.kind, said: judgement.said, ...status, seconds } }]];
};
