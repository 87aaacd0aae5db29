import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { jsonText, type JsonObject } from '../../../core/json';
import { keyOf, plannedRecords } from '../lists/planned-records';
import type { ReadingPlan } from '../lists/reading-plan';
import { checkWindow, fiscalYears } from '../reading/read-records';
import { KeyProgress, SeenProgress } from '../reading/walk-progress';
import { walk } from '../reading/walk';
import { instantOf } from '../stamps/instants';
import { writeStamp } from '../stamps/sage-stamp';
import { OVERLAP_SECONDS } from '../stamps/server-zone';
import { streamOf, type SourceOptions, type SourceParts } from './source-options';

/** The first year and period from which the rows of an account count as touched; as text `2025/03`, which sorts. */
type Touched = ReadonlyMap<string, string>;

const accountOf = (row: JsonObject): string => jsonText(row.accountKey);
const placeOf = (row: JsonObject): string => `${jsonText(row.fiscalYear)}/${jsonText(row.fiscalPeriod)}`;

const isTouched = (row: JsonObject, touched: Touched): boolean => {
	const first = touched.get(accountOf(row));
	return first !== undefined && placeOf(row) >= first;
};

/**
 * Balances by account, year and period. They carry no stamp; the agent gives those that ledger lines created since a moment have touched: of
 * each account the rows from the first touched period to the end of that year, and all of later years (contract, /gl/balances).
 *
 * A cursor of stamps would not do. A line that shows late can change a row whose newest line was seen, so that its key and stamp are the
 * same and its amount is another; and whatever is asked for from a later moment begins at a later period. So:
 *
 * **`now` is the time of the server less the overlap (70 minutes).** Lines created before it are *settled*: they have shown, however late
 * (stamps/server-zone 3). What settled lines since the cursor have touched stands in the range. What lines of `now` and later touch stands
 * among the rows without a stamp, which are compared by their contents at every read; they are few.
 *
 * *No posting is missed.* Let a line have the stamp s, and let the read with the first `now` N behind s be at hand; the cursor before it
 * stands at s or earlier. The line shows, because the time is N + 70 min > s + 70 min; its rows are among those touched since the cursor,
 * from its period on. Each of them is in the range, or, if a later line touches it too, among the compared ones. Before N passes s the rows
 * are among the compared ones: so a new posting is given at once, and once more when it has settled.
 *
 * *Each row once.* Which rows the unsettled lines touch is found out once per read and kept. A row is in the range or among the compared
 * ones, never in both. What a line touches that comes between is compared at the next read, for it is not settled then either.
 *
 * *Complete at first.* The first read takes every year of the calendar. What changes balances without a ledger line of their account
 * (closing a year) is not seen: a stream that compares the whole, by night, finds it (`whole`).
 */
export const balancesSource = (parts: SourceParts, options: SourceOptions): RecordSource => {
	checkWindow(options);
	const wantedYears = options.fiscalYears && options.fiscalYears.length > 0 ? new Set(options.fiscalYears) : undefined;
	let boundary: Instant | undefined;
	let unsettled: { readonly since: Instant; readonly touched: Touched } | undefined;

	const isWanted = (row: JsonObject): boolean => wantedYears?.has(jsonText(row.fiscalYear)) ?? true;
	const plan = (): Promise<ReadingPlan> => parts.planFor(options, options.pageSize);
	const recordsOf = (rows: readonly JsonObject[], reading: ReadingPlan): SourceRecord[] =>
		rows.filter(isWanted).flatMap((row) => plannedRecords(row, reading)).map(({ key, fields }) => ({ key, stamp: null, fields }));

	/** Rows that lines created since then have touched. The order follows the newest line, so it may change while the walk goes on. */
	async function* touchedSince(since: Instant): AsyncGenerator<readonly JsonObject[]> {
		const [reading, zone] = [await plan(), await parts.clock.zone()];
		const progress = new SeenProgress(writeStamp(zone.localAt(Date.parse(since) - 1_000)), (row) => keyOf(row, reading));
		for await (const { rows } of walk(parts, { plan: reading }, progress)) yield rows;
	}

	const collect = async (since: Instant): Promise<Touched> => {
		const touched = new Map<string, string>();
		for await (const rows of touchedSince(since)) {
			for (const row of rows) {
				const [account, place] = [accountOf(row), placeOf(row)];
				if (place < (touched.get(account) ?? '~')) touched.set(account, place);
			}
		}
		return touched;
	};

	const touchedByUnsettled = async (since: Instant): Promise<Touched> => {
		if (unsettled?.since !== since) unsettled = { since, touched: await collect(since) };
		return unsettled.touched;
	};

	async function* everything(): AsyncGenerator<readonly JsonObject[]> {
		const reading = await plan();
		for (const year of wantedYears ?? await fiscalYears(parts)) {
			for await (const { rows } of walk(parts, { plan: reading, query: [['fiscalYear', year]] }, new KeyProgress((row) => keyOf(row, reading)))) yield rows;
		}
	}

	const now = async (): Promise<Instant> => {
		const { utcMs } = await parts.clock.read();
		boundary = instantOf(utcMs - OVERLAP_SECONDS * 1000);
		return boundary;
	};

	return {
		stream: streamOf(parts.place, options),
		now,
		async *marks(): AsyncGenerator<readonly RecordMark[]> {},

		async *records(from, to): AsyncGenerator<readonly SourceRecord[]> {
			boundary = to;
			const [touched, reading] = [await touchedByUnsettled(to), await plan()];
			for await (const rows of from === null ? everything() : touchedSince(from)) {
				const records = recordsOf(rows.filter((row) => !isTouched(row, touched)), reading);
				if (records.length > 0) yield records;
			}
		},

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			const since = boundary ?? await now();
			const [touched, reading] = [await touchedByUnsettled(since), await plan()];
			for await (const rows of touchedSince(since)) {
				const records = recordsOf(rows.filter((row) => isTouched(row, touched)), reading);
				if (records.length > 0) yield records;
			}
		},
	};
};
