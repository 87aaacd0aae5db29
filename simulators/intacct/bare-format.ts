import { stringify } from 'csv-stringify/sync';
import type { Outcome } from './call';

/** Names and texts of one record, in order. */
export type FlatRecord = readonly (readonly [name: string, text: string])[];

/** JSON: an array of flat objects of text; CSV: a header line. No envelope, so no totals and no session time-out (reference 8). */
export const bareOutcome = (format: 'json' | 'csv', names: readonly string[], records: readonly FlatRecord[]): Outcome => {
	if (format === 'json')
		return { kind: 'bare', contentType: 'application/json', body: JSON.stringify(records.map((record) => Object.fromEntries(record))) };
	const rows = records.map((record) => {
		const known = new Map(record);
		return names.map((name) => known.get(name) ?? '');
	});
	return { kind: 'bare', contentType: 'text/csv; charset=UTF-8', body: stringify([[...names], ...rows]) };
};
