import type { IExecuteFunctions } from 'n8n-workflow';
import type { ItemKey } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import { cellText } from '../../../shared/data/cell-text';
import type { Outputs } from '../../../shared/routing/operation';
import { chosenList } from './chosen-list';
import type { MappedItem } from './mapped-items';
import { writtenItems } from './written-items';

export const scope = 'run';

const keyed = (by: ItemKey, value: unknown): MappedItem => {
	const text = cellText(value);
	if (text === undefined) return { draft: {}, problems: [`the ${by} is neither text nor a number that can be written exactly`], unknown: [] };
	return { draft: { [by]: text }, problems: [], unknown: [] };
};

/** Deletes the items that the input items name, with all data that stands on them. */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, 0);
	const list = await chosenList(context, client, target, 0);
	const by = context.getNodeParameter('identifyBy', 0, 'code') as ItemKey;
	const mapped = context.getInputData().map((_item, itemIndex) => keyed(by, context.getNodeParameter('key', itemIndex, '')));
	return await writtenItems(context, client, { target, list, kind: 'delete', by, mapped });
};
