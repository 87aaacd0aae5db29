import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import { namesIn } from '../../../shared/data/names';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { customFieldsOf, entityOf } from './selection';

export const scope = 'item';

/** `MainContact/Address` needs `MainContact`, a field of lines needs the lines. */
const withParents = (paths: readonly string[]): string[] =>
	[...new Set(paths.flatMap((path) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))))];

const parentOf = (path: string): string[] => (path.includes('/') ? [path.slice(0, path.lastIndexOf('/'))] : []);

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const entity = entityOf(context, itemIndex);
	const key = String(context.getNodeParameter('recordKey', itemIndex)).trim();
	const { archived = false } = context.getNodeParameter('options', itemIndex, {}) as { archived?: boolean };
	const custom = customFieldsOf(context, itemIndex);
	const expand = withParents([...namesIn(context.getNodeParameter('include', itemIndex, [])), ...custom.flatMap(parentOf)]);
	const keys = key === '' ? [] : key.split('/');
	const record = await client.record({ entity, keys, expand, custom, ...(archived ? { archived } : {}) });
	if (!record) {
		throw new FatalError({
			system: 'Acumatica', operation: `read ${entity} ${key}`, said: `there is no ${entity} ${key}`,
			remedy: 'Check the key: the values of all key fields in the order of the form, or the ID. A record may also be archived, or hidden from this user by a restriction group.',
		});
	}
	return [[{ json: record as IDataObject }]];
};
