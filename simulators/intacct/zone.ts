const STAMP = /^(\d{2})\/(\d{2})\/(\d{4})(?:[ T](\d{2}):(\d{2}):(\d{2}))?$/;
const MINUTE = 60_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** Milliseconds to the stored form: UTC, whole seconds, `2026-03-01T08:10:11Z`. */
export const isoOf = (ms: number): string => `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** ISO with offset or Z, or a bare ISO date; undefined when it is neither. */
export const isoFromIso = (text: string): string | undefined => {
	if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
	const ms = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
	return Number.isNaN(ms) ? undefined : isoOf(ms);
};

const nthSunday = (year: number, month: number, nth: number): number => {
	const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
	return 1 + ((7 - first) % 7) + 7 * (nth - 1);
};

/** Between the second Sunday of March and the first of November, 2 o'clock Pacific. */
const inUsSummer = (ms: number): boolean => {
	const year = new Date(ms).getUTCFullYear();
	return ms >= Date.UTC(year, 2, nthSunday(year, 2, 2), 10) && ms < Date.UTC(year, 10, nthSunday(year, 10, 1), 9);
};

const usDate = (local: Date): string => `${two(local.getUTCMonth() + 1)}/${two(local.getUTCDate())}/${local.getUTCFullYear()}`;

const offsetMinutes = (gmtOffset: string): number => {
	const match = /^([+-])(\d{2}):(\d{2})$/.exec(gmtOffset);
	if (!match) throw new Error(`gmtOffset ${gmtOffset} is not like -08:00`);
	return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
};

/** Stamps as one user sees them: values and filter literals are in the user's own preference (reference 7). */
export class UserZone {
	private readonly rendered = new Map<string, string>();
	private readonly minutes: number;

	constructor(
		gmtOffset: string,
		private readonly daylightSaving: boolean,
		private readonly midnightAsDate: boolean,
	) {
		this.minutes = offsetMinutes(gmtOffset);
	}

	/** Stored UTC text to `MM/DD/YYYY HH:MM:SS`. */
	render(iso: string): string {
		if (iso === '') return '';
		const known = this.rendered.get(iso);
		if (known !== undefined) return known;
		const local = this.local(Date.parse(iso));
		const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
		const text = this.midnightAsDate && time === '00:00:00' ? usDate(local) : `${usDate(local)} ${time}`;
		this.rendered.set(iso, text);
		return text;
	}

	/** `MM/DD/YYYY[ HH:MM:SS]` to stored UTC text; undefined when it has another form. */
	parse(text: string): string | undefined {
		const match = STAMP.exec(text.trim());
		if (!match) return undefined;
		const [, month, day, year, hour = '0', minute = '0', second = '0'] = match;
		const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
		const date = new Date(wall);
		if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
		const winter = wall - this.minutes * MINUTE;
		return isoOf(this.daylightSaving && inUsSummer(winter) ? winter - 60 * MINUTE : winter);
	}

	/** The calendar date of an instant, `MM/DD/YYYY`. */
	today(ms: number): string {
		return usDate(this.local(ms));
	}

	private local(ms: number): Date {
		const summer = this.daylightSaving && inUsSummer(ms) ? 60 : 0;
		return new Date(ms + (this.minutes + summer) * MINUTE);
	}
}

/** Days since 1970 of `MM/DD/YYYY`; NaN when the text is no date. */
export const dayNumber = (text: string): number => {
	const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
	if (!match) return Number.NaN;
	const ms = Date.UTC(Number(match[3]), Number(match[1]) - 1, Number(match[2]));
	const date = new Date(ms);
	return date.getUTCMonth() === Number(match[1]) - 1 && date.getUTCDate() === Number(match[2]) ? ms / 86_400_000 : Number.NaN;
};

/** `2026-03-01` or `MM/DD/YYYY` (a time behind it is dropped) to `MM/DD/YYYY`; other text unchanged. */
export const usDateOf = (text: string): string => {
	const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
	if (iso) return `${iso[2]}/${iso[3]}/${iso[1]}`;
	return /^\d{2}\/\d{2}\/\d{4} /.test(text) ? text.slice(0, 10) : text;
};
