import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { plainXml } from './plain-xml';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const result = await client.run(context.getNodeParameter('functionXml', itemIndex) as string, context.getNodeParameter('repeatable', itemIndex, true) as boolean);
	return [[{ json: plainXml(result) }]];
};
