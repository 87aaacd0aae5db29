import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';
import { listOf, shapeOf } from './selection';

export const scope = 'item';

/** Columns as files have them. Which segments there are the company says. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const facts = listOf(context, itemIndex);
	const columns = await client.columns(shapeOf(context, itemIndex, facts));
	const prefix = facts.lines ? `${facts.lines.member}/` : undefined;
	const isOfLine = (column: string): boolean => prefix !== undefined && column.startsWith(prefix);
	const keys = new Set([...facts.keys, ...(prefix === undefined ? [] : [`${prefix}${facts.lines?.key ?? ''}`])]);
	return [columns.map((id) => ({ json: { id, type: 'text', detail: isOfLine(id) ? facts.lines?.member ?? '' : '', key: keys.has(id), texts: [] } }))];
};
