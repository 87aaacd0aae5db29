import type { IExecuteFunctions } from 'n8n-workflow';
import type { SourceOptions } from '../../../../src/systems/sage300';
import { limitOf } from '../../../shared/reading/record-choice';
import { recordsOut } from '../../../shared/reading/records-out';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { selectionOf } from './selection';

export const scope = 'item';

/** No cursor reads here: no field is read for one. */
const withoutCursor = (selection: SourceOptions): SourceOptions => ({ ...selection, cursor: { kind: 'whole' } });

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const selection = withoutCursor(await selectionOf(context, itemIndex, client));
	const pages = client.keyedRecords({ ...selection, ...limitOf(context, itemIndex) });
	return [await recordsOut(context, itemIndex, { pages, columns: () => client.columns(selection), object: selection.resource })];
};
