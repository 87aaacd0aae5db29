import type { Instant } from '../../../contracts';
import { RetryableError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { allOf, anyOf, equalTo, greaterThan, type Filter } from '../wire/filter';
import type { StampFormat } from '../stamps/stamp-format';
import type { RecordFields } from './record-page';

/** The order of a read: by stamp, then key; by key alone where there is no stamp. */
export interface KeyOrder {
	readonly keyField: string;
	readonly stamp?: { readonly field: string; readonly format: StampFormat };
}

/** Where a record stands in that order. */
export interface Place {
	readonly key: string;
	readonly stamp: Instant | null;
}

const stuck = (object: string, said: string): RetryableError => new RetryableError({
	system: SYSTEM, operation: `read ${object}`, said,
	remedy: 'Nothing was confirmed, so nothing is lost: run it again. If it stays, set the time zone of the Web Services user to GMT, ' +
		'and tell us the object.',
});

export const placeOf = (row: RecordFields, order: KeyOrder, object: string): Place => {
	const key = row[order.keyField] ?? '';
	if (key === '') throw stuck(object, `a record came without ${order.keyField}, by which the next page is asked for`);
	return { key, stamp: order.stamp ? order.stamp.format.toInstant(row[order.stamp.field] ?? '') : null };
};

/** Everything behind a place: `(stamp > s) or (stamp = s and key > k)`. */
export const behind = (place: Place, { keyField, stamp }: KeyOrder): Filter | undefined => {
	const laterKey = greaterThan(keyField, place.key);
	if (!stamp || place.stamp === null) return laterKey;
	const literal = stamp.format.toLiteral(place.stamp);
	return anyOf(greaterThan(stamp.field, literal), allOf(equalTo(stamp.field, literal), laterKey));
};

const WHOLE = /^\d+$/;
const trimZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

/**
 * Negative, zero or positive; `undefined` when the two cannot be compared. Only whole numbers can: how the server
 * sorts other keys is its secret (GLDETAIL's are text, reference sage-intacct 12).
 */
export const compareKeys = (left: string, right: string): number | undefined => {
	if (left === right) return 0;
	if (!WHOLE.test(left) || !WHOLE.test(right)) return undefined;
	const [a, b] = [trimZeros(left), trimZeros(right)];
	if (a.length !== b.length) return a.length - b.length;
	return a === b ? 0 : a < b ? -1 : 1;
};

/** Throws when `next` does not stand behind `previous`: the server would repeat records for ever, or leave some out. */
export const checkAdvance = (previous: Place, next: Place, object: string): void => {
	if (previous.stamp !== null && next.stamp !== null && next.stamp !== previous.stamp) {
		if (next.stamp < previous.stamp) throw stuck(object, `records came out of order: ${next.stamp} behind ${previous.stamp}`);
		return;
	}
	const difference = compareKeys(previous.key, next.key);
	if (difference !== undefined && difference >= 0) {
		throw stuck(object, difference === 0 ? `record ${next.key} came twice` : `records came out of order: ${next.key} behind ${previous.key}`);
	}
};

/** Keys that cannot be compared must at least not be those of the page before. */
export const checkFresh = (seen: ReadonlySet<string>, place: Place, object: string): void => {
	if (seen.has(identityOf(place))) throw stuck(object, `record ${place.key} came twice; the server does not advance`);
};

export const identityOf = ({ key, stamp }: Place): string => `${stamp ?? ''} ${key}`;
export const doesNotAdvance = (object: string, remaining: number): RetryableError =>
	stuck(object, `the server says that ${remaining} records remain and sends none`);
