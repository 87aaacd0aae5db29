import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';
import { foldersFor } from '../../connection';

export const scope = 'run';

/** With the address at which each is read; empty where the gateway names none that may be used. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const { folders, chosen } = await foldersFor(context);
	return [folders.map(({ name, dataServiceUrl = '' }) => ({ json: { id: name, name, address: dataServiceUrl, chosen: name === chosen } }))];
};
