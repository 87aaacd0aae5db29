import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { COMMA_QUOTED, csvRecords } from '../../../src/core/csv';
import type { Ancestor } from './ancestors';
import { readBinary } from './binary-file';
import { fieldsOf, KEY_COLUMN, originOf } from './origin';

type Found = Map<string, IDataObject>;

const fromFile = async (context: Pick<IExecuteFunctions, 'helpers'>, { items }: Ancestor, wanted: ReadonlySet<string>, found: Found): Promise<void> => {
	for (const binary of items.flatMap((item) => Object.values(item.binary ?? {}))) {
		let header: readonly string[] | undefined;
		for await (const rows of csvRecords(readBinary(context, binary), COMMA_QUOTED)) {
			for (const row of rows) {
				if (!header) header = row;
				else if (wanted.has(row[0] ?? '')) found.set(row[0] ?? '', Object.fromEntries(header.map((column, at) => [column, row[at] ?? '']).filter(([column]) => !column?.startsWith('_'))));
			}
			if (header?.[0] !== KEY_COLUMN || found.size === wanted.size) break;
		}
	}
};

/**
 * The ERP records behind rejected rows, by key, found again in what the reading node put out: in its items, or in its
 * file, which is read once more for it. A key that is not there any more is left out.
 */
export const recordsBehind = async (context: Pick<IExecuteFunctions, 'helpers'>, sources: readonly Ancestor[], wanted: ReadonlySet<string>): Promise<Found> => {
	const found: Found = new Map();
	if (wanted.size === 0) return found;
	for (const source of sources) {
		for (const { json } of source.items) {
			const key = originOf(json)?.key;
			if (key !== undefined && wanted.has(key)) found.set(key, fieldsOf(json));
		}
		await fromFile(context, source, wanted, found);
	}
	return found;
};
