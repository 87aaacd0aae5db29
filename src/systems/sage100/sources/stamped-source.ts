import type { Instant, RecordMark, RecordSource, SourceRecord } from '../../../contracts';
import { FatalError, RetryableError } from '../../../core/errors';
import type { JsonObject } from '../../../core/json';
import { errorOf, NoStampsError } from '../answers/classify-answer';
import { SYSTEM } from '../identity';
import { keyOf, plannedRecords, textAt } from '../lists/planned-records';
import type { ListPage } from '../reading/list-page';
import { readKeyedRecords } from '../reading/read-records';
import { StampProgress } from '../reading/walk-progress';
import { walk } from '../reading/walk';
import { instantOf } from '../stamps/instants';
import { EARLIEST_STAMP, readStamp, writeStamp, type LocalMs } from '../stamps/sage-stamp';
import type { ServerZone } from '../stamps/server-zone';
import { listRequest } from '../wire/requests';
import { comparedWhole, streamOf, type SourceOptions, type SourceParts } from './source-options';

/** A clock may be set back by so much; part of the overlap (stamps/server-zone). */
const CLOCK_STEP_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

const stampOf = (row: JsonObject, label: string): LocalMs => {
	const text = textAt(row, 'stamp/value');
	const stamp = readStamp(text);
	if (stamp !== undefined) return stamp;
	throw new FatalError({ system: SYSTEM, operation: `read ${label}`, said: `a row carries the stamp "${text}", which is none`, remedy: 'Update the agent.' });
};

/** A stamp before this is the one by which the row was sorted, because nothing that happens after the start of the walk can carry it. */
const settledBefore = ({ serverTime }: ListPage): LocalMs => {
	if (serverTime === undefined) return Number.NEGATIVE_INFINITY;
	return serverTime.local - CLOCK_STEP_MS - (serverTime.zone.goesBackAround(serverTime.utcMs) ? HOUR_MS : 0);
};

/** What was written before `to` must be there when the walk starts. */
const checkStart = ({ serverTime }: ListPage, to: Instant, label: string): void => {
	if (serverTime === undefined || serverTime.utcMs + CLOCK_STEP_MS >= Date.parse(to)) return;
	throw new RetryableError({
		system: SYSTEM, operation: `read ${label}`, said: `the clock of the Sage server went back, from ${to} to ${instantOf(serverTime.utcMs)}`,
		remedy: 'Run it again when its clock is right. The cursor was not moved.',
	});
};

/**
 * A list whose rows carry the local time of their last change.
 *
 * **Ranges.** A stamp stands for the first moment at which the wall of the server showed it, whole seconds of which are its Instant
 * (stamps/server-zone, whose 4 says what to ask for). There is no upper bound to ask for, so rows of `to` and later are left out here. Rows
 * come in the order of stamps, also the first time: without `updatedSince` they would come by key, so it begins before everything.
 *
 * **Nothing lost.** `now` is UTC, as the server has it, and never goes back in autumn. Let a row be changed at the moment t and show until
 * t + 5 min; its stamp is t - 65 min or later (hour and clock steps), so it shows 70 minutes after its stamp at the latest, which is the
 * overlap (`OVERLAP_SECONDS`) that the cursor's own proof asks for. Without stamps of the future no row is waited for: one that was changed
 * during the walk shows a stamp of `to` or later, is left out, and stands in the next range.
 *
 * **The end of a range.** A walk over the tail may stop at the first settled stamp of `to` or later: what comes behind it was sorted by
 * a higher one, or was changed since. A stamp that is not settled may stand before lower ones, and ends nothing.
 *
 * **Releases without stamps** (FILTER_NOT_SUPPORTED; open invoices and history, reference sage-100 4). Then no range holds anything, and all
 * rows are compared by their contents. Where a release begins or ceases to keep stamps, the rows change their place, and either the
 * contents or the marks differ from what was confirmed, so they are read again.
 */
export const stampedSource = (parts: SourceParts, options: SourceOptions): RecordSource => {
	/** Undefined until it was asked. */
	let keepsStamps: boolean | undefined;

	async function* range(from: Instant | null, to: Instant): AsyncGenerator<readonly SourceRecord[]> {
		const plan = await parts.planFor(options, options.pageSize);
		const { label } = plan.facts;
		const zone = await parts.clock.zone();
		const start = from === null ? EARLIEST_STAMP : writeStamp(zone.localAt(Date.parse(from) - 1_000));
		const progress = new StampProgress(start, (row) => keyOf(row, plan), (row) => stampOf(row, label), settledBefore);
		try {
			for await (const page of walk(parts, { plan }, progress)) {
				keepsStamps = true;
				checkStart(page, to, label);
				const settled = settledBefore(page);
				let isBehind = false;
				const records = page.rows.flatMap((row) => {
					const local = stampOf(row, label);
					const stamp = instantOf(zone.momentOf(local));
					isBehind ||= stamp >= to && local < settled;
					return (from === null || stamp >= from) && stamp < to ? plannedRecords(row, plan).map(({ key, fields }) => ({ key, stamp, fields })) : [];
				});
				if (records.length > 0) yield records;
				if (isBehind) return;
			}
			keepsStamps = true;
		} catch (error) {
			if (!(error instanceof NoStampsError)) throw error;
			keepsStamps = false;
		}
	}

	/** One small question, where no range was read before. */
	const asksForStamps = async (zone: ServerZone, nowMs: number): Promise<boolean> => {
		const { path, query, facts: { label } } = await parts.planFor(options);
		const request = listRequest(parts.place, { path, label, query, updatedSince: writeStamp(zone.localAt(nowMs)), pageSize: 1 });
		const { verdict } = await parts.gateway.attempt(request);
		if (verdict?.meaning === 'no-stamps') return false;
		if (!verdict) return true;
		throw errorOf(verdict, request.purpose, true);
	};

	return {
		stream: streamOf(parts.place, options),
		now: () => parts.clock.now(),

		async *marks(from, to): AsyncGenerator<readonly RecordMark[]> {
			for await (const page of range(from, to)) yield page.map(({ key, stamp }) => ({ key, stamp }));
		},

		records: range,

		async *unstamped(): AsyncGenerator<readonly SourceRecord[]> {
			if (keepsStamps === undefined) {
				const { zone, utcMs } = await parts.clock.read();
				keepsStamps = await asksForStamps(zone, utcMs);
			}
			if (!keepsStamps) yield* readKeyedRecords(parts, comparedWhole(options));
		},
	};
};
