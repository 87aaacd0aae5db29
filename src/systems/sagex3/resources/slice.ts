import type { Instant } from '../../../contracts';
import type { RejectedRecord } from '../../../core/errors';

/** Which records of a resource: all, those changed in a half-open range, or those that carry no stamp. */
export type Slice =
	| { readonly kind: 'all' }
	| { readonly kind: 'changed'; readonly from: Instant | null; readonly to: Instant }
	| { readonly kind: 'unstamped' };

/** One record under its key, as it is given on. */
export interface ReadRecord {
	readonly key: string;
	/** Null where there is none. */
	readonly stamp: Instant | null;
	readonly fields: Readonly<Record<string, string>>;
}

/** What is done with records that did not come whole. Without it they fail the page. */
export type OnRejected = (records: readonly RejectedRecord[]) => void;

/**
 * Whether a record belongs to the slice. The server was asked for it, but may know a bound less well, or not at all.
 */
export const isWithin = (slice: Slice, stamp: Instant | null): boolean => {
	if (slice.kind === 'all') return true;
	if (slice.kind === 'unstamped') return stamp === null;
	return stamp !== null && (slice.from === null || stamp >= slice.from) && stamp < slice.to;
};
