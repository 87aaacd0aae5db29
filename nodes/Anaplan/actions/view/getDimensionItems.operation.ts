import type { IExecuteFunctions } from 'n8n-workflow';
import { pickDimension } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { onView } from '../../../shared/anaplan/view-target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	return await onView(client, target, pickedIn(context, 'view', itemIndex), async (viewId) => {
		const ref = { ...target, viewId };
		const { id, name } = pickDimension(await client.views.get(ref), pickedIn(context, 'dimension', itemIndex));
		const items = await client.views.dimensionItems(ref, { id, name });
		return [items.map((item) => ({ json: { ...item, dimension: { id, name } } }))];
	});
};
