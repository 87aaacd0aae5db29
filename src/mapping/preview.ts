/** A look at a mapping before anything moves: the first records beside what becomes of them, and the counts of all. */
import type { SourceRecord } from '../contracts';
import { mapRecords, type MappingCounts, type MappingOptions, type OpenRecords } from './map-records';
import type { MissingSummary } from './members';
import type { MappingSpec } from './spec';

export interface PreviewRow {
	readonly key: string;
	readonly source: Readonly<Record<string, string>>;
	/** The target row by column; undefined when the record has none of its own. */
	readonly target: Readonly<Record<string, string>> | undefined;
	readonly becomes: 'mapped' | 'rejected' | 'merged';
	readonly reasons: readonly string[];
}

export interface Preview {
	readonly columns: readonly string[];
	readonly rows: readonly PreviewRow[];
	readonly counts: MappingCounts;
	readonly missing: MissingSummary;
	/** False when only the first `readAtMost` records were looked at. */
	readonly complete: boolean;
}

export interface PreviewOptions extends MappingOptions {
	/** Records to show. */
	readonly rows: number;
	/** Records to look at; all of them if left out. */
	readonly readAtMost?: number;
}

/** Maps without handing anything out. Errors as `mapRecords`. */
export async function preview(spec: MappingSpec, open: OpenRecords, options: PreviewOptions): Promise<Preview> {
	const columns = spec.columns.map(({ column }) => column);
	const shown = new Map<string, PreviewRow>();
	const sample = new Sample(open, options.readAtMost ?? Number.POSITIVE_INFINITY, ({ key, fields }) => {
		if (shown.size < options.rows && !shown.has(key)) {
			shown.set(key, { key, source: fields, target: undefined, becomes: 'merged', reasons: [] });
		}
	});
	const note = (key: string, outcome: Partial<PreviewRow>): void => {
		const row = shown.get(key);
		if (row !== undefined) shown.set(key, { ...row, ...outcome });
	};

	const run = mapRecords(spec, () => sample.pages(), options);
	for await (const page of run.pages) {
		for (const { row, sources } of page.rows) {
			const target = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']));
			for (const { key } of sources) note(key, { target, becomes: 'mapped' });
		}
		for (const { record, reasons } of page.rejected) note(record.key, { becomes: 'rejected', reasons });
	}
	return { columns, rows: [...shown.values()], counts: run.counts(), missing: run.missing(), complete: sample.complete };
}

/** The first records of a source; both readings of a mapping see the same ones. */
class Sample {
	complete = true;

	constructor(
		private readonly open: OpenRecords,
		private readonly most: number,
		private readonly look: (record: SourceRecord) => void,
	) {}

	async *pages(): AsyncGenerator<readonly SourceRecord[]> {
		let left = this.most;
		for await (const page of this.open()) {
			const taken = page.slice(0, left);
			taken.forEach(this.look);
			left -= taken.length;
			if (taken.length > 0) yield taken;
			if (taken.length < page.length) this.complete = false;
			if (taken.length < page.length) return;
		}
	}
}
