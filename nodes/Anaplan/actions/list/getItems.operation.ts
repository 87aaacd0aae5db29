import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { COMMA_QUOTED, csvBytes } from '../../../../src/core/csv';
import type { AnaplanClient, ListMetadata, ModelRef } from '../../../../src/systems/anaplan';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import { counted, hint } from '../../../shared/context/execution-hints';
import { writeCsv } from '../../../shared/data/binary-file';
import type { Outputs } from '../../../shared/routing/operation';
import { chosenList } from './chosen-list';

export const scope = 'item';

const asItems = async (client: AnaplanClient, target: ModelRef, list: ListMetadata): Promise<INodeExecutionData[]> => {
	const items: INodeExecutionData[] = [];
	for await (const batch of client.listItems(target, list)) {
		for (const { properties, subsets, ...item } of batch) items.push({ json: { ...item, properties: { ...properties }, subsets: { ...subsets } } });
	}
	return items;
};

type Records = ReadonlyArray<readonly string[]>;

/** Takes the header off the front, so that it is written even when the list is empty, and counts the rest. */
const tableAsFile = async (context: IExecuteFunctions, table: AsyncIterable<Records>, list: ListMetadata, itemIndex: number): Promise<INodeExecutionData> => {
	const iterator = table[Symbol.asyncIterator]();
	let rows = 0;
	const rest = async function* (first: Records): AsyncGenerator<Records> {
		for (let batch = first; ; ) {
			rows += batch.length;
			if (batch.length > 0) yield batch;
			const next = await iterator.next();
			if (next.done) return;
			batch = next.value;
		}
	};
	try {
		const first = await iterator.next();
		const [header = [], ...records] = first.done ? [] : first.value;
		const binary = await writeCsv(context, csvBytes(rest(records), header, COMMA_QUOTED), `${list.name}.csv`);
		const property = context.getNodeParameter('outputProperty', itemIndex, 'data') as string;
		return { json: { list: { id: list.id, name: list.name }, columns: [...header], rows }, binary: { [property]: binary } };
	} finally {
		// Lets a large read be deleted when the file could not be written.
		await iterator.return?.();
	}
};

/** One item per list item, or a CSV file of all of them. */
export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const target = await targetOf(context, client, itemIndex);
	const list = await chosenList(context, client, target, itemIndex);
	if (context.getNodeParameter('output', itemIndex, 'items') === 'file') {
		const file = await tableAsFile(context, client.listTable(target, list), list, itemIndex);
		hint(context, `${list.name}: ${counted(Number(file.json.rows), 'item')}.`);
		return [[file]];
	}
	const items = await asItems(client, target, list);
	hint(context, `${list.name}: ${counted(items.length, 'item')}.`);
	return [items];
};
