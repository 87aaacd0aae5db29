import type { Instant } from '../../../contracts';
import { FatalError, RetryableError } from '../../../core/errors';
import { isJsonObject, jsonText, type ExactJson } from '../../../core/json';
import { SYSTEM } from '../identity';
import { instantOf } from '../stamps/instants';
import { readStamp, type LocalMs } from '../stamps/sage-stamp';
import { ServerZone } from '../stamps/server-zone';

/** The clock that makes the stamps, at one moment. */
export interface ServerTime {
	readonly utcMs: number;
	readonly local: LocalMs;
	readonly zone: ServerZone;
}

const OFFSET = /^([+-])(\d{2}):(\d{2})$/;
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

const offsetMs = (text: string): number => {
	const [, sign, hours, minutes] = OFFSET.exec(text) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

const OPERATION = 'read the time of the Sage server';

const untold = (said: string): RetryableError => new RetryableError({
	system: SYSTEM, operation: OPERATION, said, remedy: 'Run it again. If it stays, update the agent: without the time of the server no cursor can be kept.',
});

/**
 * `serverTime` of a page, or the answer of `/clock`. The two clocks that it tells, local and UTC, must agree with one another and with what is
 * known here of the zone: a zone that is wrong by an hour would be an hour in which changes are overlooked.
 *
 * @throws RetryableError for what is no time; FatalError for times that contradict one another
 */
export const readServerTime = (value: ExactJson | undefined): ServerTime => {
	if (!isJsonObject(value)) throw untold('the answer tells no time of the server');
	const [utcText, offsetText] = [jsonText(value.utc), jsonText(value.utcOffset)];
	const [utcMs, local, offset] = [UTC.test(utcText) ? Date.parse(utcText) : Number.NaN, readStamp(jsonText(value.stamp)), offsetMs(offsetText)];
	if (Number.isNaN(utcMs) || local === undefined || Number.isNaN(offset)) throw untold('the time of the server cannot be read');
	const zone = ServerZone.named(jsonText(value.timeZone));
	const differs = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: OPERATION, said, remedy });
	if (zone.offsetMs(utcMs) !== offset) {
		throw differs(
			`the server adds ${offsetText} to UTC, and the zone ${zone.name} of the agent's configuration adds ${Math.round(zone.offsetMs(utcMs) / 60_000)} minutes`,
			'Correct the time zone in the configuration of the agent, or let Windows adjust its clock for daylight saving. If both are right, n8n knows older rules ' +
				'for this zone: update it.',
		);
	}
	if (Math.abs(utcMs + offset - local) >= 2_000) {
		throw differs('the local time of the server and its UTC time differ by more than its offset', 'Update the agent, and check the clock of the Sage server.');
	}
	return { utcMs, local, zone };
};

/** The clock of the server as a source sees it: asked for when the time matters, remembered where only the zone does. */
export class ServerClock {
	private known: ServerZone | undefined;

	constructor(private readonly ask: () => Promise<ServerTime>) {}

	async now(): Promise<Instant> {
		return instantOf((await this.read()).utcMs);
	}

	async read(): Promise<ServerTime> {
		const time = await this.ask();
		this.known = time.zone;
		return time;
	}

	async zone(): Promise<ServerZone> {
		return this.known ?? (await this.read()).zone;
	}
}
