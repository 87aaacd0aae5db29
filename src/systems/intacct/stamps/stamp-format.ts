import type { Instant } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { instantOf } from './iso-instant';

/** How one field's stamps are written. */
export interface StampFormat {
	/** `null` for an empty stamp. Throws `FatalError` for a text that is no stamp. */
	toInstant(text: string): Instant | null;
	/** As a filter literal. */
	toLiteral(instant: Instant): string;
}

const OFFSET = /^([+-])(\d{1,2}):?(\d{2})$/;
/** The time is missing sometimes, even in TIMESTAMP fields (reference sage-intacct 7). */
const STAMP = /^(\d{2})\/(\d{2})\/(\d{4})(?: (\d{2}):(\d{2}):(\d{2}))?$/;
const MINUTE_MS = 60_000;

/** `-08:00` → -480. `Z`, `GMT` and `UTC` are 0. `undefined` for anything else. */
export const offsetMinutes = (offset: string): number | undefined => {
	if (/^(?:Z|GMT|UTC)$/i.test(offset.trim())) return 0;
	const [, sign, hours, minutes] = OFFSET.exec(offset.trim()) ?? [];
	if (hours === undefined || minutes === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

const notAStamp = (said: string): FatalError => new FatalError({
	system: SYSTEM, operation: 'read a time', said,
	remedy: 'Set the date format of the Web Services user to MM/DD/YYYY and its clock to 24 hours (My preferences in Intacct).',
});

const fieldsOf = (value: string): number => {
	const [, month, day, year, hour = '0', minute = '0', second = '0'] = (STAMP.exec(value) ?? []).map((part) => part ?? '0');
	if (month === undefined || day === undefined || year === undefined) {
		throw notAStamp(`"${value.slice(0, 40)}" is not of the form MM/DD/YYYY HH:MM:SS`);
	}
	const parts = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
	const ms = Date.UTC(...parts);
	const back = new Date(ms);
	// 02/30/2026 would roll over to March without a word.
	if (back.getUTCMonth() !== parts[1] || back.getUTCDate() !== parts[2] || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) {
		throw notAStamp(`"${value}" is not a date of the calendar in the form MM/DD/YYYY HH:MM:SS`);
	}
	return ms;
};

/**
 * `MM/DD/YYYY HH:MM:SS` in a zone with a fixed offset ↔ Instant. Both ways use the same offset, so that a stamp read
 * from the server and sent back in a filter names the same second whether or not the zone's clock was changed that
 * day (reference sage-intacct 7: daylight saving is unconfirmed; a user with a fixed zone such as GMT avoids the question).
 */
export const stampFormat = (offset: string): StampFormat => {
	const minutes = offsetMinutes(offset);
	if (minutes === undefined) throw notAStamp(`"${offset}" is not an offset from GMT such as -08:00`);
	const read = (value: string): Instant | null => (value.trim() === '' ? null : instantOf(fieldsOf(value.trim()) - minutes * MINUTE_MS));
	// Bulk jobs stamp thousands of records with the same second, and they come one after another.
	let last: { readonly value: string; readonly instant: Instant | null } | undefined;
	return {
		toInstant: (value) => {
			if (last?.value !== value) last = { value, instant: read(value) };
			return last.instant;
		},
		toLiteral: (instant) => {
			const ms = Date.parse(instant);
			if (Number.isNaN(ms)) throw notAStamp(`"${instant}" is not an instant`);
			const [date = '', time = ''] = new Date(ms + minutes * MINUTE_MS).toISOString().slice(0, 19).split('T');
			const [year = '', month = '', day = ''] = date.split('-');
			return `${month}/${day}/${year} ${time}`;
		},
	};
};

/** ACCESSTIME of the audit trail is in GMT whatever the user prefers (reference sage-intacct 7). */
export const GMT_STAMPS: StampFormat = stampFormat('+00:00');
