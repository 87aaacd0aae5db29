import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ACTION_WORD, type AnaplanClient, type TaskRef } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { actionJson, type NamedAction } from '../../../shared/anaplan/started-task';
import { hint } from '../../../shared/context/execution-hints';
import { parameterError } from '../../../shared/context/node-errors';
import type { Outputs } from '../../../shared/routing/operation';
import { dumpFile, dumpItems } from './dump-output';
import { wantedDumps, type WantedDump } from './dump-steps';
import { taskOf } from './task-reference';

export const scope = 'item';

const NONE = 'has no failure dump: nothing was rejected, or a later run of the same import has deleted it.';

const oneDump = async (context: IExecuteFunctions, client: AnaplanClient, ref: TaskRef, action: NamedAction, { objectId, step }: WantedDump, itemIndex: number): Promise<INodeExecutionData[]> => {
	const dump = await client.readDump(objectId === undefined ? ref : { ...ref, objectId });
	const ofStep = step ? { import: { id: step.id, name: step.name } } : {};
	if (!dump.found) {
		hint(context, `Task ${ref.taskId}${step ? `, import ${step.name},` : ''} ${NONE}`);
		return [];
	}
	if (context.getNodeParameter('output', itemIndex, 'items') !== 'file') return await dumpItems(dump, ofStep);
	const property = context.getNodeParameter('outputProperty', itemIndex, 'data') as string;
	const file = await dumpFile(context, dump, `${step?.name ?? action.name} ${ref.taskId}.csv`.replaceAll(/[/\\]/g, '_'), property, { taskId: ref.taskId, ...actionJson(action), ...ofStep });
	return file ? [file] : [];
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { ref, action } = await taskOf(context, client, itemIndex);
	if (ref.kind !== 'imports' && ref.kind !== 'processes') {
		throw parameterError(context, `An ${ACTION_WORD[ref.kind]} leaves no failure dump`, 'Only imports and processes do: give the ID of one.', itemIndex);
	}
	const wanted = await wantedDumps(client, ref, String(context.getNodeParameter('stepImport', itemIndex, '') ?? '').trim());
	if (wanted.length === 0) hint(context, `No import of task ${ref.taskId} announces a failure dump: nothing was rejected.`);
	const items: INodeExecutionData[] = [];
	for (const dump of wanted) items.push(...await oneDump(context, client, ref, action, dump, itemIndex));
	return [items];
};
