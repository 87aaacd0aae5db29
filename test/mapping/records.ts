import type { SourceRecord } from '../../src/contracts';
import { mapRecords, type MappedRow, type MappingOptions, type OpenRecords, type RejectedRow } from '../../src/mapping/map-records';
import type { MappingSpec } from '../../src/mapping/spec';

/** Records `r1`, `r2`, ... with the given fields, in pages of the given size. */
export function recordsOf(rows: ReadonlyArray<Record<string, string>>): SourceRecord[] {
	return rows.map((fields, index) => ({ key: `r${index + 1}`, stamp: null, fields }));
}

export function opened(records: readonly SourceRecord[], pageSize = 2): OpenRecords {
	return async function* () {
		for (let at = 0; at < records.length; at += pageSize) yield records.slice(at, at + pageSize);
	};
}

/** Everything a mapping makes of the records. Checks the law of the counts between all pages. */
export async function mapped(spec: MappingSpec, open: OpenRecords, options?: MappingOptions) {
	const rows: MappedRow[] = [];
	const rejected: RejectedRow[] = [];
	const run = mapRecords(spec, open, options);
	for await (const page of run.pages) {
		rows.push(...page.rows);
		rejected.push(...page.rejected);
		const counts = run.counts();
		expect(counts.read).toBe(counts.mapped + counts.rejected + counts.merged);
		expect(counts).toMatchObject({ mapped: rows.length, rejected: rejected.length });
	}
	return {
		rows: rows.map(({ row }) => row),
		sources: rows.map((row) => row.sources.map(({ key }) => key)),
		rejected: rejected.map(({ record, reasons }) => [record.key, ...reasons]),
		counts: run.counts(),
		missing: run.missing(),
	};
}
