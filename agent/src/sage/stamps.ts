import type { ServerTime, StampText } from './port';

/**
 * A moment as Sage keeps it: a day and decimal hours with five decimals, in the server's local time (reference sage-100 3.3).
 * `ticks` counts hundred-thousandths of an hour (36 ms), so that 9.5 comes before 15.5 and nothing is rounded.
 */
export interface Stamp {
	/** YYYYMMDD */
	readonly day: string;
	readonly ticks: number;
}

const TICKS_PER_HOUR = 100_000;
const MS_PER_TICK = 36;
const LAST_TICK = 24 * TICKS_PER_HOUR - 1;

/** For records that carry neither an updated nor a created date: older than all, never newer than the truth. */
export const NO_STAMP: Stamp = { day: '19000101', ticks: 0 };

const DECIMAL_HOURS = /^(\d{0,2})(?:[.,](\d*))?$/;

/**
 * Decimal hours as text, 9.49238. A blank time is midnight. What cannot be read counts as the end of the day: a stamp that is too
 * late is sent once more, one that is too early would be lost.
 */
export const readTicks = (text: string): number => {
	const time = text.trim();
	if (time === '') return 0;
	const found = DECIMAL_HOURS.exec(time);
	if (!found) return LAST_TICK;
	const [, hours = '', fraction = ''] = found;
	if (hours === '' && fraction === '') return LAST_TICK;
	return Math.min(Number(hours) * TICKS_PER_HOUR + Number(fraction.slice(0, 5).padEnd(5, '0')), LAST_TICK);
};

/** Blank in the files, 1753-01-01 on Premium; both mean that there is no day. */
export const readDay = (text: string): string | null => {
	const digits = text.trim().replace(/^(\d{4})-(\d{2})-(\d{2}).*$/, '$1$2$3');
	return /^\d{8}$/.test(digits) && digits !== '17530101' && digits !== '00000000' ? digits : null;
};

export const compareStamps = (left: Stamp, right: Stamp): number =>
	left.day < right.day ? -1 : left.day > right.day ? 1 : left.ticks - right.ticks;

export interface AuditColumns {
	readonly dateUpdated?: string;
	readonly timeUpdated?: string;
	readonly dateCreated?: string;
	readonly timeCreated?: string;
}

export interface BasedStamp extends Stamp {
	readonly basis: 'updated' | 'created';
}

/** The larger of both pairs: some programs create a record without an update stamp (reference sage-100 4, rule 2). */
export const stampOf = (columns: AuditColumns): BasedStamp | null => {
	const pair = (basis: BasedStamp['basis'], date = '', time = ''): BasedStamp | null => {
		const day = readDay(date);
		return day === null ? null : { day, ticks: readTicks(time), basis };
	};
	const updated = pair('updated', columns.dateUpdated, columns.timeUpdated);
	const created = pair('created', columns.dateCreated, columns.timeCreated);
	if (updated === null || created === null) return updated ?? created;
	return compareStamps(created, updated) > 0 ? created : updated;
};

export const stampText = ({ day, ticks }: Stamp): StampText =>
	`${day}T${Math.floor(ticks / TICKS_PER_HOUR)}.${String(ticks % TICKS_PER_HOUR).padStart(5, '0')}`;

export const readStampText = (text: StampText): Stamp | null => {
	const found = /^(\d{8})T(\d{1,2}(?:\.\d{1,5})?)$/.exec(text);
	return found?.[1] === undefined || found[2] === undefined ? null : { day: found[1], ticks: readTicks(found[2]) };
};

const two = (value: number): string => String(value).padStart(2, '0');

/** The same moment cut to seconds, without zone. */
export const localText = ({ day, ticks }: Stamp): string => {
	const seconds = Math.floor((ticks * MS_PER_TICK) / 1_000);
	const time = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
	return `${isoDay(day)}T${time}`;
};

export const isoDay = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

export const sageDay = (isoDate: string): string => isoDate.slice(0, 10).replaceAll('-', '');

/** The stamp object of the contract. */
export const stampRow = (stamp: BasedStamp | null): { value: string; basis: string; local: string } => {
	const known: BasedStamp = stamp ?? { ...NO_STAMP, basis: 'created' };
	return { value: stampText(known), basis: known.basis, local: localText(known) };
};

const partsIn = (timeZone: string, at: number): Record<string, string> => {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
	});
	return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
};

const offsetText = (minutes: number): string =>
	`${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;

/**
 * The server's time in Sage's own form, cut (not rounded) to a tick: no record stamped later than `at` has a smaller stamp.
 *
 * @param at milliseconds since 1970
 */
export const serverTime = (at: number, timeZone: string): ServerTime => {
	const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = partsIn(timeZone, at);
	const wholeSeconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
	const ms = wholeSeconds * 1_000 + (((at % 1_000) + 1_000) % 1_000);
	const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
	const offsetMinutes = Math.round((Date.parse(`${local}Z`) - Math.floor(at / 1_000) * 1_000) / 60_000);
	return {
		stamp: stampText({ day: `${year}${month}${day}`, ticks: Math.floor(ms / MS_PER_TICK) }),
		local,
		utc: new Date(at).toISOString(),
		utcOffset: offsetText(offsetMinutes),
		timeZone,
	};
};
