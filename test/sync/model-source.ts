import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../src/contracts';

const START = Date.parse('2026-03-01T00:00:00Z');

/** Seconds of the model as the server's instants. */
export const at = (second: number): Instant => `${new Date(START + second * 1000).toISOString().slice(0, 19)}Z`;

interface Version {
	readonly stamp: number | null;
	readonly visibleAt: number;
	readonly value: string;
}

interface Kept {
	readonly key: string;
	readonly versions: Version[];
}

/**
 * A server with a clock in whole seconds that stamps every edit and may show it late. The newest visible version of a
 * record is what a reader sees. Pages hold two records, by (stamp, key) after the last one read; between pages the
 * test may change the data (`betweenPages`).
 */
export class ModelSource implements RecordSource {
	readonly stream: string = 'model';
	second = 1000;
	betweenPages: () => void = () => undefined;
	/** Every range asked for, as text. */
	readonly asked: string[] = [];
	failAfterPages = Number.POSITIVE_INFINITY;
	private readonly kept = new Map<string, Kept>();
	private edits = 0;

	edit(key: string, delay = 0): void {
		this.put(key, { stamp: this.second, visibleAt: this.second + delay, value: `edit ${++this.edits}` });
	}

	editUnstamped(key: string, value = `edit ${++this.edits}`): void {
		this.kept.set(key, { key, versions: [{ stamp: null, visibleAt: this.second, value }] });
	}

	lastEdited(key: string): number | null {
		return this.kept.get(key)?.versions.at(-1)?.stamp ?? null;
	}

	delete(key: string): void {
		this.kept.delete(key);
	}

	now(): Promise<Instant> {
		return Promise.resolve(at(this.second));
	}

	marks(from: Instant | null, to: Instant): AsyncIterable<readonly RecordMark[]> {
		this.asked.push(`marks ${from ?? 'start'}..${to}`);
		return this.pages((record) => inRange(record, from, to), byStampAndKey);
	}

	records(from: Instant | null, to: Instant): AsyncIterable<readonly SourceRecord[]> {
		this.asked.push(`records ${from ?? 'start'}..${to}`);
		return this.pages((record) => inRange(record, from, to), byStampAndKey);
	}

	unstamped(): AsyncIterable<readonly SourceRecord[]> {
		this.asked.push('unstamped');
		return this.pages(({ stamp }) => stamp === null, byStampAndKey);
	}

	/** What a reader would see now; with `since`, only versions visible at that second already. */
	visible(since = this.second): SourceRecord[] {
		return [...this.kept.values()].flatMap(({ key, versions }) => {
			const shown = versions.filter(({ visibleAt }) => visibleAt <= Math.min(since, this.second));
			const newest = shown.at(-1);
			return newest === undefined ? [] : [{ key, stamp: newest.stamp === null ? null : at(newest.stamp), fields: { value: newest.value } }];
		});
	}

	private put(key: string, version: Version): void {
		const record = this.kept.get(key) ?? { key, versions: [] };
		record.versions.push(version);
		this.kept.set(key, record);
	}

	private async *pages(
		wanted: (record: SourceRecord) => boolean,
		order: (a: SourceRecord, b: SourceRecord) => number,
	): AsyncGenerator<readonly SourceRecord[]> {
		let last: SourceRecord | undefined;
		for (let page = 0; ; page++) {
			if (page >= this.failAfterPages) throw new Error('the connection broke');
			const rest = this.visible()
				.filter((record) => wanted(record) && (last === undefined || order(last, record) < 0))
				.sort(order)
				.slice(0, 2);
			yield rest;
			last = rest.at(-1) ?? last;
			if (rest.length < 2) return;
			this.betweenPages();
		}
	}
}

function inRange({ stamp }: SourceRecord, from: Instant | null, to: Instant): boolean {
	return stamp !== null && (from === null || stamp >= from) && stamp < to;
}

function byStampAndKey(a: SourceRecord, b: SourceRecord): number {
	return (a.stamp ?? '').localeCompare(b.stamp ?? '') || a.key.localeCompare(b.key);
}

/** All records of a read, with its batch. */
export async function drain(read: { pages: AsyncIterable<readonly SourceRecord[]> }): Promise<SourceRecord[]> {
	const all: SourceRecord[] = [];
	for await (const page of read.pages) all.push(...page);
	return all;
}

/** A state store in memory. */
export class MemoryStore {
	constructor(readonly values: Record<string, unknown> = {}) {}

	read(key: string): unknown {
		return this.values[key];
	}

	write(key: string, value: unknown): void {
		this.values[key] = value;
	}
}
