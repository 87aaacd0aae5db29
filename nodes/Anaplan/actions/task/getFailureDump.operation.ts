import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { hint } from '../../../shared/context/execution-hints';
import type { Outputs } from '../../../shared/routing/operation';
import { taskOf } from './task-reference';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { ref } = await taskOf(context, client, itemIndex);
	const dump = await client.readDump(ref);
	if (!dump.found) hint(context, `Task ${ref.taskId} has no failure dump: nothing was rejected, or a later run of the same import has deleted it.`);
	const items: INodeExecutionData[] = [];
	for await (const { status, line, errors, columns } of dump.rows) items.push({ json: { loaded: status === 'W' ? 'with a warning' : 'no', line, reasons: [...errors], row: { ...columns } } });
	return [items];
};
