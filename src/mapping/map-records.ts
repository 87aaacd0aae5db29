/**
 * A stream of source records → a stream of target rows and rejected records. With policy `keep` one reading and flat
 * memory; the other policies open the source twice (duplicates.ts).
 *
 * The law of the counts: read = mapped + rejected + merged, at every moment between two pages.
 * The order of the source is kept.
 */
import type { RecordMark, SourceRecord } from '../contracts';
import { DuplicateKeys, type Settled } from './duplicates';
import { memberCheck, missingReason, MissingTally, type MemberLists, type MissingSummary } from './members';
import type { MappingSpec } from './spec';
import { transformRecord } from './transform';

/** Opens the records from their beginning, each time it is called. */
export type OpenRecords = () => AsyncIterable<readonly SourceRecord[]>;

export interface MappedRow {
	readonly row: readonly string[];
	/** The records behind the row, for the lineage. */
	readonly sources: readonly RecordMark[];
}

export interface RejectedRow {
	readonly record: SourceRecord;
	readonly reasons: readonly string[];
}

export interface MappedPage {
	readonly rows: readonly MappedRow[];
	readonly rejected: readonly RejectedRow[];
}

export interface MappingCounts {
	readonly read: number;
	readonly mapped: number;
	readonly rejected: number;
	/** Records without a row of their own: added up into another, or replaced by a later one. */
	readonly merged: number;
}

export interface MappingRun {
	/** Can be read once; one page per page of the source. */
	readonly pages: AsyncIterable<MappedPage>;
	/** What has been counted so far; final when the pages have ended. */
	counts(): MappingCounts;
	missing(): MissingSummary;
}

export interface MappingOptions {
	/** Members of the lists that `spec.requiredMembers` names. */
	readonly members?: MemberLists;
	/** Distinct missing members to name in the summary. */
	readonly mostMissing?: number;
}

/**
 * @throws FatalError at once when a required list is missing; from the pages when the source changes between two
 * readings; and what the source throws.
 */
export function mapRecords(spec: MappingSpec, open: OpenRecords, options: MappingOptions = {}): MappingRun {
	const { policy } = spec.duplicates;
	const duplicates = policy === 'keep' ? undefined : new DuplicateKeys(spec, policy);
	const findMissing = memberCheck(spec, options.members ?? new Map());
	const missing = new MissingTally(options.mostMissing);
	const counts = { read: 0, mapped: 0, rejected: 0, merged: 0 };

	/** The row, if nothing but another record could keep it from the target. */
	const judge = (record: SourceRecord, count: boolean): { readonly row: readonly string[] } | { readonly rejected: readonly string[] } => {
		const result = transformRecord(spec, record);
		if ('rejected' in result) return result;
		const lacking = findMissing(result.row);
		if (count) lacking.forEach((member) => missing.add(member));
		const unfit = duplicates?.unfit(result.row);
		const reasons = [...lacking.map(missingReason), ...(unfit === undefined ? [] : [unfit])];
		return reasons.length === 0 ? result : { rejected: reasons };
	};

	const settle = (row: readonly string[], record: SourceRecord): Settled =>
		duplicates?.settle(row, record) ?? { mapped: { row, sources: [{ key: record.key, stamp: record.stamp }] } };

	const mapPage = (page: readonly SourceRecord[]): MappedPage => {
		const rows: MappedRow[] = [];
		const rejected: RejectedRow[] = [];
		for (const record of page) {
			const judged = judge(record, true);
			const outcome = 'row' in judged ? settle(judged.row, record) : judged;
			if ('mapped' in outcome) rows.push(outcome.mapped);
			if ('rejected' in outcome) rejected.push({ record, reasons: [outcome.rejected].flat() });
			if ('merged' in outcome) counts.merged += 1;
		}
		counts.read += page.length;
		counts.mapped += rows.length;
		counts.rejected += rejected.length;
		return { rows, rejected };
	};

	async function* pages(): AsyncGenerator<MappedPage> {
		if (duplicates !== undefined) {
			for await (const page of open()) {
				for (const record of page) {
					const judged = judge(record, false);
					if ('row' in judged) duplicates.survey(judged.row, record);
				}
			}
		}
		for await (const page of open()) yield mapPage(page);
		duplicates?.end();
	}

	return { pages: pages(), counts: () => ({ ...counts }), missing: () => missing.summary() };
}
