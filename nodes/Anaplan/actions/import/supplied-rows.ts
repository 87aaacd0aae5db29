import type { IExecuteFunctions } from 'n8n-workflow';
import { pick, type AnaplanClient, type LoadContent, type ModelRef } from '../../../../src/systems/anaplan';
import { pickedIn } from '../../../shared/anaplan/target';
import { optionalBinary, readBinary } from '../../../shared/data/binary-file';
import type { InputForm } from '../../../shared/data/input-form';
import { rowsOfItems } from '../../../shared/data/item-rows';
import { LINEAGE_FIELD, sentFile, sentItems, type SentRows } from '../../../shared/data/loaded-rows';
import type { Rejection } from '../../../shared/data/rejected-output';
import { batchOf } from '../../../shared/data/origin';

/** What a load is given: the content to send, and the way back from a rejected line to its source. */
export interface Supplied {
	readonly content: LoadContent;
	readonly rejected: readonly Rejection[];
	/** Input items that the rows came from. */
	readonly items: readonly number[];
	sent(client: AnaplanClient, target: ModelRef): Promise<SentRows>;
}

const BATCH_ROWS = 5_000;

const fromItems = (context: IExecuteFunctions): Supplied => {
	const items = context.getInputData();
	const { header, rows, itemIndexes, rejected } = rowsOfItems(items);
	const batches = async function* (): AsyncGenerator<ReadonlyArray<readonly string[]>> {
		for (let at = 0; at < rows.length; at += BATCH_ROWS) yield rows.slice(at, at + BATCH_ROWS);
	};
	return {
		content: { kind: 'rows', header, batches: batches() },
		rejected,
		items: itemIndexes.length > 0 ? itemIndexes : items.map((_item, index) => index),
		sent: async () => sentItems(items, header, rows, itemIndexes),
	};
};

const fromFile = (context: IExecuteFunctions, { binary, itemIndex }: Extract<InputForm, { form: 'file' }>): Supplied => {
	const item = context.getInputData()[itemIndex];
	const stream = String(item?.json.stream ?? (item && batchOf(item)?.stream) ?? '');
	return {
		content: { kind: 'file', open: () => readBinary(context, binary) },
		rejected: [],
		items: [itemIndex],
		async sent(client, target) {
			const { id } = pick(await client.metadata.imports(target), pickedIn(context, 'import', 0), 'import');
			const { separator, delimiter } = await client.metadata.importMetadata(target, id);
			return sentFile(context, { data: binary, lineage: optionalBinary(context, itemIndex, LINEAGE_FIELD), stream, itemIndex, dialect: { separator, delimiter } });
		},
	};
};

export const contentOf = (context: IExecuteFunctions, input: InputForm): Supplied => (input.form === 'items' ? fromItems(context) : fromFile(context, input));
