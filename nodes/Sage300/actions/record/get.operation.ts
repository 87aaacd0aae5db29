import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { FatalError } from '../../../../src/core/errors';
import type { Outputs } from '../../../shared/routing/operation';
import { parameterError } from '../../../shared/context/node-errors';
import { executionClient } from '../../connection';
import { resourceOf } from './selection';

export const scope = 'item';

/** Of a single key all is one value: item numbers hold slashes. */
const keysIn = (text: string, count: number): readonly string[] => (count === 1 ? [text] : text.split('/').map((part) => part.trim()));

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const resource = resourceOf(context, itemIndex);
	const text = String(context.getNodeParameter('recordKey', itemIndex)).trim();
	const { keys } = await client.describe(resource);
	const values = keysIn(text, keys.length);
	if (text === '' || values.length !== keys.length) {
		throw parameterError(context, `The key of ${resource} is ${keys.join('/')}`, 'Give a value for each of these, in this order, with slashes between them.', itemIndex);
	}
	const record = await client.record(resource, values);
	if (record === undefined) {
		throw new FatalError({
			system: 'Sage 300', operation: `read ${resource} ${text}`, said: `there is no ${resource} ${text}`,
			remedy: `Check the key: ${keys.join('/')}. The number of a G/L batch has six digits with its zeros.`,
		});
	}
	return [[{ json: record as IDataObject }]];
};
