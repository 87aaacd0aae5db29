import type { IExecuteFunctions } from 'n8n-workflow';
import type { Coverage } from '../../../../src/sync';
import { pick, type AnaplanClient, type LoadContent, type ModelRef } from '../../../../src/systems/anaplan';
import { pickedIn } from '../../../shared/anaplan/target';
import { optionalBinary, readBinary } from '../../../shared/data/binary-file';
import { isMadeOfRecords } from '../../../shared/data/record-file';
import type { InputForm } from '../../../shared/data/input-form';
import { rowsOfItems } from '../../../shared/data/item-rows';
import { LINEAGE_FIELD, sentFile, sentItems, type SentRows } from '../../../shared/data/loaded-rows';
import { coverageOf } from '../../../shared/data/row-coverage';
import type { Rejection } from '../../../shared/data/rejected-output';

/** What a load is given: the content to send, and the way back from a rejected line to its source. */
export interface Supplied {
	readonly content: LoadContent;
	readonly rejected: readonly Rejection[];
	/** Records of which batches stand behind the rows. */
	readonly covers: readonly Coverage[];
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
		covers: coverageOf(items),
		items: itemIndexes.length > 0 ? itemIndexes : items.map((_item, index) => index),
		sent: async () => sentItems(items, header, rows, itemIndexes),
	};
};

const fromFile = (context: IExecuteFunctions, { binary, itemIndex }: Extract<InputForm, { form: 'file' }>): Supplied => {
	const item = context.getInputData()[itemIndex];
	return {
		content: { kind: 'file', open: () => readBinary(context, binary), isPlain: isMadeOfRecords(context, itemIndex) },
		rejected: [],
		covers: item ? coverageOf([item]) : [],
		items: [itemIndex],
		async sent(client, target) {
			const { id } = pick(await client.metadata.imports(target), pickedIn(context, 'import', 0), 'import');
			const { separator, delimiter, encoding, headerRow, firstDataRow } = await client.metadata.importMetadata(target, id);
			// Read as loosely as it was sent: what Anaplan took must not fail here.
			const reading = { separator, delimiter, encoding, ragged: 'keep' as const };
			return sentFile(context, { data: binary, lineage: optionalBinary(context, itemIndex, LINEAGE_FIELD), itemIndex, reading, headerRow, firstDataRow });
		},
	};
};

export const contentOf = (context: IExecuteFunctions, input: InputForm): Supplied => (input.form === 'items' ? fromItems(context) : fromFile(context, input));
