import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';
import { chosenList } from './chosen-list';
import { mappedItems, matchedBy } from './mapped-items';
import { writtenItems } from './written-items';

export const scope = 'run';

/** Changes the items that the input items name; members that are not given stay as they are. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);
	const list = await chosenList(context, client, target, 0);
	const by = matchedBy(context);
	return await writtenItems(context, client, { target, list, kind: 'update', by, mapped: mappedItems(context, list, by) });
};
