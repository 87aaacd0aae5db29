import { type StampText } from '../sage/port';

/** Stamps count hours to five decimals (reference sage-100 3.3), so a day has this many of them. */
const PER_HOUR = 100_000;
const PER_DAY = 24 * PER_HOUR;

const dayBefore = (day: string): string => {
	const moment = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)) - 1));
	return moment.toISOString().slice(0, 10).replaceAll('-', '');
};

/**
 * One step of the stamps before this one: a change written within the same step as the start of a walk is then not
 * before it. Whole numbers only, since five decimals of an hour do not fit binary fractions.
 */
export const highWaterOf = (stamp: StampText): StampText => {
	const found = /^(\d{8})T(\d{1,2})(?:\.(\d{1,5}))?$/.exec(stamp);
	if (found === null) throw new Error(`The server's time came as ${JSON.stringify(stamp)}`);
	const [, day = '', hours = '0', decimals = ''] = found;
	const at = Number(hours) * PER_HOUR + Number(decimals.padEnd(5, '0'));
	const [onDay, step] = at === 0 ? [dayBefore(day), PER_DAY - 1] : [day, at - 1];
	return `${onDay}T${Math.floor(step / PER_HOUR)}.${String(step % PER_HOUR).padStart(5, '0')}`;
};
