import type { IExecuteFunctions } from 'n8n-workflow';
import type { SourceOptions } from '../../../../src/systems/acumatica';
import { limitOf } from '../../../shared/reading/record-choice';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { selectionOf } from './selection';

export const scope = 'item';

/** Of chosen fields only these and the key: no stamp is read with them. */
const withoutStamp = (selection: SourceOptions): SourceOptions => (Array.isArray(selection.fields) ? { ...selection, stampField: null } : selection);

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const selection = withoutStamp(await selectionOf(context, itemIndex, client));
	const pages = client.keyedRecords({ ...selection, ...limitOf(context, itemIndex) });
	return [await recordsOut(context, itemIndex, { pages, columns: () => client.columns(selection), object: selection.entity })];
};
