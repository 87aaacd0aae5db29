import type { Clock, HttpResponse, Instant } from '../../../contracts';
import { RetryableError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import { instantOf } from '../values/stamps';

/** The `Date` of an answer in milliseconds since 1970; undefined when it carries none. */
export const toldMsOf = ({ headers }: HttpResponse): number | undefined => {
	const ms = Date.parse(headers.date ?? '');
	return Number.isNaN(ms) ? undefined : ms;
};

/**
 * The server's clock, from the `Date` of an answer. It has whole seconds and is never later than the truth, so no range read up to it holds
 * a moment that is still to come; how far stamps may show behind it is the overlap of the reading.
 *
 * @throws RetryableError when the answer carries no time
 */
export const serverTimeOf = (response: HttpResponse): Instant => {
	const told = toldMsOf(response);
	if (told !== undefined) return instantOf(told);
	throw new RetryableError({
		system: SYSTEM, operation: 'ask for the server\'s time', said: 'the answer carries no Date',
		remedy: 'Run it again. If it stays, let what stands between n8n and the server pass the header Date; without the server\'s own time no range of changes can be read safely.',
	});
};

/** What the worker's clock is off by, learned from every answer. */
export class ServerOffset {
	private offsetMs = 0;

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	/** Errs towards the past: a `Date` is cut to seconds, and the answer was under way. */
	sees(response: HttpResponse): void {
		const told = toldMsOf(response);
		if (told !== undefined) this.offsetMs = told - this.clock.now();
	}

	/** The worker's own clock before any answer has told the time. */
	nowMs(): number {
		return this.clock.now() + this.offsetMs;
	}
}
