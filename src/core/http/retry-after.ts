/** What counts as "try again later" when the other side does not say how much later (reference anaplan 12). */
export const DEFAULT_RETRY_AFTER_MS = 10_000;

const SECONDS = /^\d+(\.\d+)?$/;

/** The three forms a recipient of HTTP dates must understand (RFC 9110, 5.6.7); all of them mean UTC. */
const HTTP_DATES: ReadonlyArray<{ readonly form: RegExp; readonly zone: string }> = [
	{ form: /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/, zone: '' },
	{ form: /^[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/, zone: '' },
	{ form: /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/, zone: ' GMT' },
];

/** Milliseconds since 1970, or undefined for anything but an HTTP date: `Date.parse` alone would read "2" as a year. */
const parseHttpDate = (text: string): number | undefined => {
	const known = HTTP_DATES.find(({ form }) => form.test(text));
	const ms = known ? Date.parse(text + known.zone) : Number.NaN;
	return Number.isNaN(ms) ? undefined : ms;
};

/**
 * How long the other side asks us to stay away: `Retry-After` in seconds or as an HTTP date (reference anaplan 12).
 * A date is compared with the answer's own `Date` header where there is one, so that a worker whose clock is wrong
 * still waits as long as the server meant.
 *
 * @param headers names in lower case
 * @param nowMs the worker's clock, used only when the answer carries no date of its own
 * @returns milliseconds, never negative; undefined when the header is missing or unreadable
 */
export const retryAfterMs = (headers: Readonly<Record<string, string>>, nowMs: number): number | undefined => {
	const asked = headers['retry-after']?.trim() ?? '';
	if (SECONDS.test(asked)) return Math.ceil(Number(asked) * 1000);
	const until = parseHttpDate(asked);
	if (until === undefined) return undefined;
	const answeredAt = parseHttpDate(headers['date']?.trim() ?? '') ?? nowMs;
	return Math.max(0, until - answeredAt);
};
