import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { COMMA_QUOTED, csvRecords } from '../../../src/core/csv';
import type { Ancestor } from './ancestors';
import { readBinary } from './binary-file';
import { fieldsOf, KEY_COLUMN, originOf, STAMP_COLUMN, type Origin } from './origin';

/** ERP records by batch and key: one key may stand for different records of different objects. */
export class RecordsBehind {
	private readonly wanted = new Set<string>();
	private readonly found = new Map<string, IDataObject>();

	constructor(origins: Iterable<Origin>) {
		for (const { batch, keys, record } of origins) if (!record) for (const key of keys) this.wanted.add(nameOf(batch, key));
	}

	get isComplete(): boolean {
		return this.found.size === this.wanted.size;
	}

	offer(batch: string, key: string, fields: () => IDataObject): void {
		const name = nameOf(batch, key);
		if (this.wanted.has(name)) this.found.set(name, fields());
	}

	/** The record of a row, which some rows bring along; of a row made of several records, all that were found. */
	of(origin: Origin | undefined): IDataObject | undefined {
		if (origin?.record) return origin.record;
		const records = (origin?.keys ?? []).map((key) => this.found.get(nameOf(origin?.batch ?? '', key))).filter((record) => record !== undefined);
		return records.length > 1 ? { records } : records[0];
	}
}

const nameOf = (batch: string, key: string): string => JSON.stringify([batch, key]);

const fromFile = async (context: Pick<IExecuteFunctions, 'helpers'>, { items, batches }: Ancestor, records: RecordsBehind): Promise<void> => {
	const files = items.flatMap(({ json, binary }) => Object.values(binary ?? {}).map((data) => ({ data, batch: String(json.batchId ?? batches[0]?.id ?? '') })));
	for (const { data, batch } of files) {
		let header: readonly string[] | undefined;
		for await (const rows of csvRecords(readBinary(context, data), COMMA_QUOTED)) {
			for (const row of rows) {
				if (!header) header = row;
				else if (header[0] === KEY_COLUMN) records.offer(batch, row[0] ?? '', () => recordOf(header ?? [], row));
			}
			if (header?.[0] !== KEY_COLUMN || records.isComplete) break;
		}
	}
};

const recordOf = (header: readonly string[], row: readonly string[]): IDataObject =>
	Object.fromEntries(header.map((column, at) => [column, row[at] ?? '']).filter(([column]) => column !== KEY_COLUMN && column !== STAMP_COLUMN));

/**
 * The ERP records behind rejected rows, found again in what the reading nodes put out: in their items, or in their
 * files, which are read once more for it. A record that is not there any more is left out.
 */
export const recordsBehind = async (context: Pick<IExecuteFunctions, 'helpers'>, sources: readonly Ancestor[], origins: Iterable<Origin>): Promise<RecordsBehind> => {
	const records = new RecordsBehind(origins);
	for (const source of sources) {
		if (records.isComplete) break;
		for (const { json } of source.items) {
			const origin = originOf(json);
			if (origin) records.offer(origin.batch, origin.key, () => fieldsOf(json));
		}
		await fromFile(context, source, records);
	}
	return records;
};
