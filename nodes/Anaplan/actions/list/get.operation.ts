import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ListMetadata, Named } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';
import { chosenList } from './chosen-list';

export const scope = 'item';

const named = ({ id, name }: Named): IDataObject => ({ id, name });

const described = ({ parent, permittedItems, nextItemIndex, properties, subsets, ...list }: ListMetadata): IDataObject => ({
	...list,
	permittedItems: permittedItems ?? null,
	nextItemIndex: nextItemIndex ?? null,
	parent: parent.id === '' && parent.name === '' ? null : named(parent),
	properties: properties.map((property) => ({ ...property })),
	subsets: subsets.map(named),
});

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	return [[{ json: described(await chosenList(context, client, target, itemIndex)) }]];
};
