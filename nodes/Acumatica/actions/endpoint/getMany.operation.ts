import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const { build, endpoints } = await client.endpoints();
	const { endpoint: chosen, version: chosenVersion } = client.place;
	return [endpoints.map(({ name, version }) => ({ json: { name, version, build, chosen: name === chosen && version === chosenVersion } }))];
};
