import type { RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { readKeyedRecords } from '../reading/read-records';
import { comparedWhole, streamOf, type SourceOptions, type SourceParts } from './source-options';

/** A list that is compared as a whole, by its contents. */
export const wholeSource = (parts: SourceParts, options: SourceOptions): RecordSource => ({
	stream: streamOf(parts.place, options),
	now: () => parts.clock.now(),
	async *marks(): AsyncGenerator<readonly RecordMark[]> {},
	async *records(): AsyncGenerator<readonly SourceRecord[]> {},
	unstamped: () => readKeyedRecords(parts, comparedWhole(options)),
});
