import { readChanges } from '../../src/sync/changes';
import { confirm, type Cursor } from '../../src/sync/cursor';
import type { SourceRecord } from '../../src/contracts';
import type { Sage300ClientOptions, SourceOptions } from '../../src/systems/sage300';
import { collect } from '../doubles/results';
import type { ContractSite } from './sage300-site';

export const OVERLAP = 60;

/** A load that remembers: each run reads with a client of its own from its cursor, confirms, and keeps what it got by key. */
export class Load {
	cursor: Cursor | undefined;
	readonly held = new Map<string, SourceRecord['fields']>();

	constructor(private readonly site: ContractSite, private readonly options: SourceOptions, private readonly client: Partial<Sage300ClientOptions> = {}) {}

	/** Records of one run; nothing comes twice. */
	async run(): Promise<SourceRecord[]> {
		// A cursor is a second: what is read twice within one has nothing to confirm.
		await this.site.control('clock', { advanceMs: 1_000 });
		const source = this.site.client(this.client).source(this.options);
		const read = readChanges(source, this.cursor, { overlapSeconds: OVERLAP, generation: 'g', startFrom: null });
		const records = await collect(read.pages);
		const batch = read.finish();
		expect(batch.count).toBe(records.length);
		expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
		for (const { key, fields } of records) this.held.set(key, fields);
		this.cursor = confirm(this.cursor, batch).cursor ?? this.cursor;
		return records;
	}

	async keys(): Promise<string[]> {
		return (await this.run()).map(({ key }) => key).sort();
	}
}
