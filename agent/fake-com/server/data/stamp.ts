const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
	let format = formats.get(zone);
	if (format === undefined) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
		});
		formats.set(zone, format);
	}
	return format;
};

export interface Stamp {
	/** YYYYMMDD in the server's local time. */
	readonly date: string;
	/** Decimal hours, up to 8 characters (reference sage-100 3.3). */
	readonly time: string;
}

/** Hours with five decimals, cut, without zeros at the end: 9.49238 is 09:29:32.568. */
export const hoursText = (milliseconds: number): string => {
	const units = String(Math.floor(milliseconds / 36)).padStart(6, '0');
	const text = `${units.slice(0, -5)}.${units.slice(-5)}`.replace(/\.?0+$/, '');
	return text.slice(0, 8) || '0';
};

/** The server's local time. */
export const stampAt = (instant: number, zone: string): Stamp => {
	const parts = Object.fromEntries(formatOf(zone).formatToParts(instant).map(({ type, value }) => [type, value]));
	const seconds = Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second);
	return { date: `${parts.year}${parts.month}${parts.day}`, time: hoursText(seconds * 1000 + (((instant % 1000) + 1000) % 1000)) };
};
