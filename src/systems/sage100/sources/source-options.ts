import { createHash } from 'node:crypto';
import type { ServerClock } from '../facts/server-clock';
import { realmOf, type CompletePlace } from '../identity';
import { factsOf, type CursorKind } from '../lists/list-table';
import type { ListChoice } from '../lists/reading-plan';
import type { RecordParts } from '../reading/read-records';

export interface SourceOptions extends ListChoice {
	/**
	 * Compares the list as a whole, by its contents, instead of asking for stamps. For a second stream now and then: deletions and imports leave
	 * no stamp, and a change of an order's line may leave that of its header alone (reference sage-100 4). With `openOnly` it is short.
	 */
	readonly whole?: boolean;
	/** Of balances: these years only. All unless set. */
	readonly fiscalYears?: readonly string[];
	readonly pageSize?: number;
}

export interface SourceParts extends RecordParts {
	readonly clock: ServerClock;
}

export const cursorOf = ({ list, whole }: Pick<SourceOptions, 'list' | 'whole'>): CursorKind => (whole ? 'whole' : factsOf(list)?.cursor ?? 'whole');

/**
 * What is read where a list is compared as a whole. Of open invoices also the paid ones, with a balance of zero: one that is only left out would
 * stay due for whoever has it (contract, `includePaid`).
 */
export const comparedWhole = (options: SourceOptions): SourceOptions => (options.list === 'openInvoices' ? { ...options, includePaid: true } : options);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Names the stream for ever: system, agent, company, list, how changes are found, and what narrows it or names its records. */
export const streamOf = (place: CompletePlace, options: SourceOptions): string => {
	const { list, rows, segmentNo, stage, openOnly, invoiceDateFrom, status, account, accountKey, vendorNo, divisionNo, postingDateFrom, postingDateTo } = options;
	const narrowing = [invoiceDateFrom, status, account, accountKey, vendorNo, divisionNo, postingDateFrom, postingDateTo, options.fiscalYears];
	const isNarrowed = narrowing.some((each) => each !== undefined && each.length > 0);
	return [
		'sage100', realmOf(place), list, cursorOf(options).replace(' ', '-'), ...(segmentNo ? [segmentNo] : []), ...(stage ? [stage] : []), ...(rows ? [rows] : []),
		...(openOnly ? ['open'] : []), ...(isNarrowed ? [digest(JSON.stringify(narrowing))] : []),
	].join('/');
};
