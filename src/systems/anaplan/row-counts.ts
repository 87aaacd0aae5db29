import type { ResultDetail } from './task-report';

/** Rows for lists, cells for modules (one detail per line item, reference anaplan 8). */
export interface Counts {
	readonly total: number;
	readonly created: number;
	readonly updated: number;
	/** Loaded without complaint. */
	readonly ok: number;
	/** Not loaded and not said to be wrong; they are not in the failure dump. */
	readonly ignored: number;
	/** Loaded, with something to look at. */
	readonly warned: number;
	/** Rejected. */
	readonly failed: number;
}

export const NO_COUNTS: Counts = { total: 0, created: 0, updated: 0, ok: 0, ignored: 0, warned: 0, failed: 0 };

export const addCounts = (a: Counts, b: Counts): Counts => ({
	total: a.total + b.total, created: a.created + b.created, updated: a.updated + b.updated, ok: a.ok + b.ok,
	ignored: a.ignored + b.ignored, warned: a.warned + b.warned, failed: a.failed + b.failed,
});

type Partly = { [K in keyof Counts]?: number };

const numberIn = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined);

const sum = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0));

const fromPairs = ({ pairs }: ResultDetail): Partly => {
	const of = (key: string): number | undefined => numberIn(pairs[key]);
	return {
		total: of('totalRowCount'),
		created: of('createdCount') ?? sum(of('successCreateCount'), of('warningsCreateCount')) ?? of('totalCreateCount'),
		updated: of('updatedCount') ?? sum(of('successUpdateCount'), of('warningsUpdateCount')) ?? of('totalUpdateCount'),
		ok: of('successRowCount'),
		ignored: of('ignoredCount'),
		warned: of('warningsRowCount'),
		failed: of('failedCount'),
	};
};

const OK = /(\d+)\s*(?:\((\d+)\/(\d+)\)\s*)?(?:rows?|cells?|items?)\s+(?:successful|ok)\b/i;
const WARNED = /(\d+)\s*(?:\((\d+)\/(\d+)\)\s*)?(?:rows?|cells?|items?)\s+ha(?:s|ve)\s+warnings?\b/i;
const FAILED = /(\d+)\s+failed\b/i;
const IGNORED = /(\d+)\s+ignored\b/i;

/** In `113 (13/100) rows successful` 13 were created and 100 updated (reference anaplan 8). */
const fromText = ({ text }: ResultDetail): Partly => {
	const ok = OK.exec(text);
	const warned = WARNED.exec(text);
	return {
		created: sum(numberIn(ok?.[2]), numberIn(warned?.[2])),
		updated: sum(numberIn(ok?.[3]), numberIn(warned?.[3])),
		ok: numberIn(ok?.[1]),
		warned: numberIn(warned?.[1]),
		failed: numberIn(FAILED.exec(text)?.[1]),
		ignored: numberIn(IGNORED.exec(text)?.[1]),
	};
};

/**
 * The counters of one detail; `undefined` when it counts nothing. The named values come first; what they do not tell
 * is taken from the message (the names for line items are not documented).
 */
export const countsOf = (detail: ResultDetail): Counts | undefined => {
	const named = fromPairs(detail);
	const told = fromText(detail);
	const of = (key: keyof Counts): number | undefined => named[key] ?? told[key];
	const [ok, ignored, warned, failed] = [of('ok'), of('ignored'), of('warned'), of('failed')];
	const total = of('total') ?? [ok, ignored, warned, failed].reduce(sum, undefined);
	if (total === undefined) return undefined;
	return { total, created: of('created') ?? 0, updated: of('updated') ?? 0, ok: ok ?? 0, ignored: ignored ?? 0, warned: warned ?? 0, failed: failed ?? 0 };
};
