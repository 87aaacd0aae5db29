import type { IExecuteFunctions } from 'n8n-workflow';
import { processLock } from '../../../../src/core/limits/process-lock';
import { modelLockName, pick } from '../../../../src/systems/anaplan';
import { refuseStale } from '../../../shared/anaplan/confirm-batches';
import { executionClient } from '../../../shared/anaplan/connection';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { nodeClock } from '../../../shared/context/node-clock';
import { sourcesBefore } from '../../../shared/data/ancestors';
import { binaryOf, readBinary } from '../../../shared/data/binary-file';
import type { Outputs } from '../../../shared/routing/operation';
import { uploadOf } from '../import/load-options';

export const scope = 'item';

/** Puts the file of one item where an import will read it. Overwriting it again with the same bytes changes nothing. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const file = pick(await client.metadata.files(target), pickedIn(context, 'file', itemIndex), 'file');
	const binary = binaryOf(context, itemIndex, context.getNodeParameter('inputProperty', itemIndex, 'data') as string);
	const facts = await processLock(nodeClock).hold(modelLockName(target), async () => {
		await refuseStale(context, sourcesBefore(context));
		return await client.uploadFile({ ...target, ...uploadOf(context, itemIndex), fileId: file.id, fileIsKnown: true, count: 'unknown', source: readBinary(context, binary) });
	}, context.getExecutionCancelSignal());
	hint(context, `${file.name}: ${counted(facts.bytes, 'byte')} in ${counted(facts.chunks, 'chunk')}.`);
	return [[{ json: { file: { id: file.id, name: file.name }, ...facts } }]];
};
