/**
 * Local times of the Sage server ↔ moments.
 *
 * Let `local(x)` be what the clock on the server's wall shows at the moment x. A stamp is a text that the wall has shown, and its moment is
 * defined as
 *
 *     moment(l) = the first x at which the wall showed l or later.
 *
 * - *A local time that exists once* is that moment.
 * - *The autumn hour.* A local time that exists twice is its first moment. A row that was changed in the second of the two hours therefore
 *   carries a stamp that is an hour too early, and never one that is too late.
 * - *The spring hour.* A local time that the wall never showed, because somebody has set it by hand, is the moment of the jump.
 *
 * What follows, and what the sources rely on:
 *
 * 1. *It keeps the order.* If l <= m, then the wall shows l or later wherever it shows m or later, so moment(l) <= moment(m). Rows in the
 *    order of their stamps, compared as numbers, are in the order of their moments.
 * 2. *Never late:* moment(local(x)) <= x, since at x itself the wall shows local(x).
 * 3. *An hour early at most:* moment(local(x)) >= x - 1 h, in every zone whose clock goes back by an hour or less. So an overlap of 60
 *    minutes, and a few more for writes in flight and for clocks that are set, reaches every row that shows late (`OVERLAP_SECONDS`).
 * 4. *What has to be asked for.* To get every row whose moment is `from` or later it is enough to ask for the stamps from
 *    local(from - 1 s) on. For l < local(from - 1 s) gives, by 1 and 2, moment(l) <= moment(local(from - 1 s)) <= from - 1 s < from. What
 *    comes beside them is left out here.
 *
 * What cannot be seen: a row that is changed twice, exactly an hour apart to the second, in the two autumn hours, carries the same stamp
 * both times. If a read has come in between, the second change is found by the next one only (`tail: 'always'` finds it at once).
 */
import { IANAZone } from 'luxon';
import { FatalError } from '../../../core/errors';
import { SYSTEM } from '../identity';
import type { LocalMs } from './sage-stamp';

/** 60 minutes for the autumn hour, 5 for clocks that are set, 5 for writes in flight. */
export const OVERLAP_SECONDS = (60 + 5 + 5) * 60;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Zones differ from UTC by up to 14 hours; clocks are changed by up to one. */
const AROUND_MS = 26 * HOUR_MS;
const MOST_HOURS = 10_000;

export class ServerZone {
	/** What the zone adds to UTC for all local times of an hour; undefined where the clock is changed near it. Rows come in the order of time. */
	private readonly hours = new Map<number, number | undefined>();

	private constructor(private readonly zone: IANAZone) {}

	/** @throws FatalError for a name that is not in the list of zones */
	static named(name: string): ServerZone {
		const zone = IANAZone.create(name);
		if (zone.isValid) return new ServerZone(zone);
		throw new FatalError({
			system: SYSTEM, operation: 'read the time of the Sage server', said: `"${name}" is no time zone that is known here`,
			remedy: 'Set the time zone in the configuration of the agent by its name in the IANA list, for example America/Chicago.',
		});
	}

	get name(): string {
		return this.zone.name;
	}

	/** What the zone adds to UTC at this moment. */
	offsetMs(moment: number): number {
		return Math.round(this.zone.offset(moment) * MINUTE_MS);
	}

	/** What the wall of the server shows. */
	localAt(moment: number): LocalMs {
		return moment + this.offsetMs(moment);
	}

	/** The first moment at which the wall showed this or later. */
	momentOf(local: LocalMs): number {
		const hour = Math.floor(local / HOUR_MS);
		if (!this.hours.has(hour)) this.remember(hour);
		const offset = this.hours.get(hour);
		return offset === undefined ? this.search(local) : local - offset;
	}

	/** Whether the clock of the server goes back around this moment, so that what happens later may show an earlier time. */
	goesBackAround(moment: number): boolean {
		return this.offsetMs(moment + 3 * HOUR_MS) < this.offsetMs(moment - 3 * HOUR_MS);
	}

	private remember(hour: number): void {
		if (this.hours.size >= MOST_HOURS) this.hours.clear();
		const [before, after] = [this.offsetMs(hour * HOUR_MS - AROUND_MS), this.offsetMs((hour + 1) * HOUR_MS + AROUND_MS)];
		this.hours.set(hour, before === after ? before : undefined);
	}

	private search(local: LocalMs): number {
		const [before, after] = [this.offsetMs(local - AROUND_MS), this.offsetMs(local + AROUND_MS)];
		const earlier = local - before;
		if (before === after || this.offsetMs(earlier) === before) return earlier;
		const later = local - after;
		if (this.offsetMs(later) === after) return later;
		// The wall jumped over it between the two.
		let [shownNot, shown] = [Math.floor(later / 1000), Math.ceil(earlier / 1000)];
		while (shown - shownNot > 1) {
			const middle = Math.floor((shownNot + shown) / 2);
			if (this.offsetMs(middle * 1000) === before) shownNot = middle;
			else shown = middle;
		}
		return shown * 1000;
	}
}
