import type { IExecuteFunctions } from 'n8n-workflow';
import { getChanges } from '../../../shared/reading/get-changes';
import type { Outputs } from '../../../shared/routing/operation';
import { DELETED_KEY } from '../../../../src/systems/intacct';
import { executionClient } from '../../connection';
import { objectOf } from './selection';

export const scope = 'item';

/** What a deletion tells: which record, when, by whom and from where (reference sage-intacct 11.8). */
const COLUMNS = [DELETED_KEY, 'OBJECTTYPE', 'OBJECTKEY', 'ACCESSTIME', 'USERID', 'SOURCE', 'ACCESSMODE', 'ID'];

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const object = objectOf(context, itemIndex);
	return await getChanges(context, itemIndex, { source: client.deletions({ objectType: object }), columns: async () => COLUMNS, object: `${object}_deletions` });
};
