import type { RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { listRecords } from '../reading/list-records';
import { applyNarrowing } from '../reading/narrowing';
import { planReading } from '../resources/reading-plan';
import { streamOf, type SourceOptions, type SourceParts } from './source-options';

/** A resource without a mark of change: its records are compared as a whole, by their contents (reference sage-300 9). */
export const wholeSource = (parts: SourceParts, options: SourceOptions): RecordSource => ({
	stream: streamOf(parts.place, options),
	now: () => parts.serverTime(options.resource),
	async *marks(): AsyncGenerator<readonly RecordMark[]> {},
	async *records(): AsyncGenerator<readonly SourceRecord[]> {},
	async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
		const description = await parts.catalogue.describe(options.resource);
		const { filter, keep, needs, check } = applyNarrowing(description, options);
		const { pageSize, paging } = options;
		const read = {
			plan: planReading(description, options, needs), ...(filter && { filter }), ...(keep && { keep }),
			...(pageSize !== undefined && { pageSize }), ...(paging && { paging }),
		};
		for await (const page of listRecords(parts, read)) yield page.map(({ key, fields }) => ({ key, stamp: null, fields }));
		check();
	},
});
