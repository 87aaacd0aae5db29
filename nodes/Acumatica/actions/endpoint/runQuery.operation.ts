import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isJsonObject, jsonList, type ExactJson } from '../../../../src/core/json';
import { unwrapRecord } from '../../../../src/systems/acumatica';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

interface Options {
	readonly archived?: boolean;
	readonly asSent?: boolean;
	readonly skip?: number;
}

const itemOf = (row: ExactJson, asSent: boolean): IDataObject => {
	if (!isJsonObject(row)) return { value: row as IDataObject[string] };
	return (asSent ? row : unwrapRecord(row)) as IDataObject;
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const text = (name: string): string => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const { archived = false, asSent = false, skip = 0 } = context.getNodeParameter('options', itemIndex, {}) as Options;
	const path = text('path');
	// One record has no pages: the API declares these two for lists alone.
	const page = path.includes('/') ? {} : { top: context.getNodeParameter('limit', itemIndex, 50) as number, skip };
	const answer = await client.query({ path, filter: text('filter'), select: text('select'), expand: text('expand'), custom: text('custom'), archived, ...page });
	return [(Array.isArray(answer) ? jsonList(answer) : [answer]).map((row) => ({ json: itemOf(row, asSent) }))];
};
