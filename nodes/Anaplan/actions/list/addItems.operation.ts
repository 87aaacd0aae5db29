import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';
import { chosenList } from './chosen-list';
import { mappedItems } from './mapped-items';
import { writtenItems } from './written-items';

export const scope = 'run';

/** Adds all input items. One that exists already is rejected by Anaplan and not changed. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);
	const list = await chosenList(context, client, target, 0);
	return await writtenItems(context, client, { target, list, kind: 'add', by: 'code', mapped: mappedItems(context, list, undefined) });
};
