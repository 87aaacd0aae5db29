import type { IExecuteFunctions } from 'n8n-workflow';
import type { RejectedJournalRow } from '../../../src/sync/journal';
import { sourcesBefore } from '../data/ancestors';
import { recordsBehind } from '../data/record-lookup';
import type { Rejection } from '../data/rejected-output';
import type { RowSource } from './row-source';

/** Rejected rows with all their columns, and with the records they came from where those can be found again. */
export const rejectedRows = async (context: IExecuteFunctions, source: RowSource, rejected: readonly RejectedJournalRow[]): Promise<Rejection[]> => {
	if (rejected.length === 0) return [];
	const rows = new Set(rejected.map(({ row }) => row));
	const origins = await source.originsOf(rows);
	const originals = await source.originalsOf(rows);
	const records = origins.size === 0 ? undefined : await recordsBehind(context, sourcesBefore(context), origins.values());
	return rejected.map(({ row, key, reasons, reference }) => {
		const origin = origins.get(row);
		const record = records?.of(origin);
		return {
			stage: 'posting', reasons, row: originals.get(row) ?? {}, origin, ...(record ? { record } : {}),
			facts: { position: row + 1, ...source.placeOf(row), ...(key === '' ? {} : { key }), ...(reference === undefined ? {} : { reference }) },
			counts: true, item: source.itemOf(row),
		};
	});
};
