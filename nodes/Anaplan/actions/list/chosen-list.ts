import type { IExecuteFunctions } from 'n8n-workflow';
import { withChosen, type AnaplanClient, type ListMetadata, type ModelRef } from '../../../../src/systems/anaplan';
import { pickedIn } from '../../../shared/anaplan/target';

/** The list that the panel names, with its properties and subsets. */
export const chosenList = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, itemIndex: number): Promise<ListMetadata> =>
	await withChosen(client, target, 'list', pickedIn(context, 'list', itemIndex), async (id) => await client.lists.metadata(target, id));
