import { DateTime } from 'luxon';

/** What the wall of a server in this zone shows, as if it were UTC. Written apart from the client's own zones. */
export const wallAt = (moment: number, zone: string): number => {
	const { year, month, day, hour, minute, second, millisecond } = DateTime.fromMillis(moment, { zone });
	return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
};

/** `20250331T15.50000` */
export const stampText = (wall: number): string => {
	const text = new Date(wall).toISOString();
	const [hours, minutes, rest] = [Number(text.slice(11, 13)), Number(text.slice(14, 16)), Number(text.slice(17, 19)) * 1000 + Number(text.slice(20, 23))];
	const fraction = BigInt(minutes * 60_000 + rest) * 100_000n / 3_600_000n;
	return `${text.slice(0, 10).replace(/-/g, '')}T${hours}.${String(fraction).padStart(5, '0')}`;
};

export const stampOf = (wall: number): object => ({ value: stampText(wall), basis: 'updated', local: new Date(wall).toISOString().slice(0, 19) });

/** The number that a stamp is, for comparing. */
export const numberOfStamp = (text: string): number => {
	const [day = '', hours = ''] = text.split('T');
	return Number(day) * 100 + Number(hours);
};

export const serverTimeAt = (moment: number, zone: string): object => {
	const at = DateTime.fromMillis(moment, { zone });
	const wall = wallAt(moment, zone);
	return {
		stamp: stampText(wall), local: new Date(wall).toISOString().slice(0, 23), utc: new Date(moment).toISOString(), utcOffset: at.toFormat('ZZ'), timeZone: zone,
	};
};
