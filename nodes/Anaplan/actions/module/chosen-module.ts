import type { IExecuteFunctions } from 'n8n-workflow';
import { withChosen, type AnaplanClient, type LineItem, type ModelRef, type Named } from '../../../../src/systems/anaplan';
import { pickedIn } from '../../../shared/anaplan/target';

export interface ChosenModule {
	readonly module: Named;
	readonly lineItems: readonly LineItem[];
}

/** The module that the panel names, with its line items; they tell its name. */
export const chosenModule = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, itemIndex: number): Promise<ChosenModule> =>
	await withChosen(client, target, 'module', pickedIn(context, 'module', itemIndex), async (id) => {
		const lineItems = await client.modules.lineItems(target, id);
		return { module: { id, name: lineItems[0]?.moduleName || id }, lineItems };
	});
