import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { withoutByteOrderMark } from '../../../../src/core/csv';
import { pick, requirePlainLayout, type AnaplanClient } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { overwriteOnModel } from '../../../shared/anaplan/run-on-model';
import { pickedIn, targetOf } from '../../../shared/anaplan/target';
import { passedOn } from '../../../shared/anaplan/uploaded-rows';
import { parameterError } from '../../../shared/context/node-errors';
import { counted, hint } from '../../../shared/context/execution-hints';
import { binaryOf, optionalBinary, readBinary } from '../../../shared/data/binary-file';
import { LINEAGE_FIELD } from '../../../shared/data/loaded-rows';
import { COVERS } from '../../../shared/data/origin';
import { isMadeOfRecords } from '../../../shared/data/record-file';
import { coverageOf } from '../../../shared/data/row-coverage';
import type { Outputs } from '../../../shared/routing/operation';
import { loadOptionsOf, uploadOf } from '../import/load-options';

export const scope = 'run';

const upload = async (context: IExecuteFunctions, client: AnaplanClient, itemIndex: number, taken: Set<string>): Promise<INodeExecutionData> => {
	const target = await targetOf(context, client, itemIndex);
	const file = pick(await client.metadata.files(target), pickedIn(context, 'file', itemIndex), 'file');
	const place = `${target.modelId}/${file.id}`;
	if (taken.has(place)) {
		throw parameterError(context, `Two items would go into the same file ${file.name}, and the second would overwrite the first before any import has read it`,
			'Use Load Rows, which imports each file before it uploads the next one, or give each item a file of its own.', itemIndex);
	}
	taken.add(place);
	const binary = binaryOf(context, itemIndex, context.getNodeParameter('inputProperty', itemIndex, 'data') as string);
	if (isMadeOfRecords(context, itemIndex)) requirePlainLayout(file);
	const facts = await overwriteOnModel(context, target, loadOptionsOf(context, itemIndex).loadStale, async () => await client.uploadFile({
		...target, ...uploadOf(context, itemIndex), fileId: file.id, fileIsKnown: true, count: 'unknown', source: withoutByteOrderMark(readBinary(context, binary)),
	}), itemIndex);
	hint(context, `${file.name}: ${counted(facts.bytes, 'byte')} in ${counted(facts.chunks, 'chunk')}.`);
	const covers = coverageOf([context.getInputData()[itemIndex] ?? { json: {} }]);
	return {
		json: { file: { id: file.id, name: file.name }, ...facts, [COVERS]: covers.map((coverage) => ({ ...coverage })) },
		binary: passedOn(binary, optionalBinary(context, itemIndex, LINEAGE_FIELD)), pairedItem: { item: itemIndex },
	};
};

/**
 * Puts the file of each item where an import will read it. Overwriting it again with the same bytes changes nothing.
 * A UTF-8 byte order mark, which n8n's own Convert to File always writes, is left out: whether Anaplan takes it for a part
 * of the first column's name is not known (reference anaplan 6).
 */
export const execute = async (context: IExecuteFunctions): Promise<Outputs> => {
	const client = await executionClient(context);
	const taken = new Set<string>();
	const items: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex += 1) items.push(await upload(context, client, itemIndex, taken));
	return [items];
};
