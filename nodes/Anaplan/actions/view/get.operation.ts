import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { onView } from '../../../shared/anaplan/view-target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

const axis = (dimensions: ReadonlyArray<{ readonly id: string; readonly name: string }>): IDataObject[] => dimensions.map(({ id, name }) => ({ id, name }));

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const { id, name, rows, columns, pages } = await onView(client, target, pickedIn(context, 'view', itemIndex), async (viewId) => await client.views.get({ ...target, viewId }));
	return [[{ json: { id, name, rows: axis(rows), columns: axis(columns), pages: axis(pages) } }]];
};
