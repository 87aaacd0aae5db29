/**
 * What a walk has given, so that it can begin again. The agent keeps a walk for an hour and loses it when it is restarted; it answers 410
 * then, and a new walk has other cursors and, where rows were changed meanwhile, another content.
 *
 * All three kinds keep the same promise: **a row that stays unchanged is given exactly once, however often the walk begins again**, and a row
 * that was changed meanwhile is not lost: it is given with what it holds now, or it carries a stamp by which the next read finds it.
 */
import { RetryableError } from '../../../core/errors';
import type { JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { writeStamp, type LocalMs } from '../stamps/sage-stamp';
import type { ListPage } from './list-page';

export interface WalkProgress {
	/** Where a walk that begins now has to begin; undefined for one in the order of keys. */
	readonly updatedSince: string | undefined;
	/** The rows of a page that were not given before. */
	take(page: ListPage): readonly JsonObject[];
	/** The walk begins again. */
	begin(): void;
	/** The walk has come to its end. @throws RetryableError when rows may have been passed over */
	end(): void;
}

type IdOf = (row: JsonObject) => string;

/**
 * **In the order of stamps**, in flat memory. The place is the highest stamp that was given and is *settled*; kept are the ids and stamps of
 * what was given from the place on.
 *
 * A walk is fixed at its start, in the order of the stamps of that moment, but a row shows its content, and its stamp, of the moment at which
 * its page is read. A row that was changed in between stands where its old stamp belongs and shows a stamp of after the start of the walk. So a
 * stamp is settled when it lies before the start of the walk by more than clocks may be set back (`margin`): then the row was not changed
 * since, its stamp is the one by which it was sorted, and every unchanged row with a lower stamp came before it.
 *
 * A new walk begins at the place, inclusive. Unchanged rows behind the place come in it, and unchanged rows from before it were all given. What
 * comes again of those that were given has the id and the stamp that are kept, and is left out; with another stamp it was changed, and is
 * given as it is now.
 */
export class StampProgress implements WalkProgress {
	private place: LocalMs | undefined;
	private readonly given = new Map<string, LocalMs>();

	constructor(
		private readonly from: string,
		private readonly idOf: IdOf,
		private readonly stampOf: (row: JsonObject) => LocalMs,
		/** Stamps before this are settled. */
		private readonly settledBefore: (page: ListPage) => LocalMs,
	) {}

	get updatedSince(): string {
		return this.place === undefined ? this.from : writeStamp(this.place);
	}

	take(page: ListPage): readonly JsonObject[] {
		const fresh = page.rows.filter((row) => {
			const [id, stamp] = [this.idOf(row), this.stampOf(row)];
			if (this.given.get(id) === stamp) return false;
			this.given.set(id, stamp);
			return true;
		});
		const limit = this.settledBefore(page);
		this.moveTo(page.rows.map(this.stampOf).reduce((highest, stamp) => (stamp < limit ? Math.max(highest, stamp) : highest), this.place ?? Number.NEGATIVE_INFINITY));
		return fresh;
	}

	begin(): void {}

	end(): void {}

	private moveTo(place: LocalMs): void {
		if (place === Number.NEGATIVE_INFINITY || place === this.place) return;
		this.place = place;
		for (const [id, stamp] of this.given) if (stamp < place) this.given.delete(id);
	}
}

/**
 * **In the order of keys**, in flat memory. Keys do not change, so unchanged rows come in the same order in every walk: those of the last page
 * that gave rows stand together, those given before it stand before them. A new walk is passed over up to the first row of that page, and what
 * was given of that page is left out. If none of its rows is there any more, nobody can tell where the walk had come, and it fails.
 *
 * A row that was inserted before the place is not given. Lists without stamps are compared as a whole at the next read, which finds it.
 */
export class KeyProgress implements WalkProgress {
	readonly updatedSince = undefined;
	/** By what a walk that begins again knows where the one before had come. */
	private place: ReadonlySet<string> = new Set();
	/** The same for the walk after this one; undefined until this one has given something. */
	private latest: ReadonlySet<string> | undefined;
	private isPassing = false;

	constructor(private readonly idOf: IdOf) {}

	take({ rows }: ListPage): readonly JsonObject[] {
		const met = this.isPassing ? rows.findIndex((row) => this.place.has(this.idOf(row))) : 0;
		if (met < 0) return [];
		this.isPassing = false;
		const fresh = rows.slice(met).filter((row) => !this.place.has(this.idOf(row)));
		// Inserted between those of the place: the rest of them may stand on the next page.
		const isWithin = met + fresh.length < rows.length;
		if (fresh.length > 0) this.latest = new Set([...(isWithin ? this.place : []), ...fresh.map(this.idOf)]);
		return fresh;
	}

	begin(): void {
		this.place = this.latest ?? this.place;
		this.latest = undefined;
		this.isPassing = this.place.size > 0;
	}

	end(): void {
		if (!this.isPassing) return;
		throw new RetryableError({
			system: SYSTEM, operation: 'read the list again from its start', said: 'the agent was restarted, and the place that had been reached is not in the list any more',
			remedy: 'Run it again.',
		});
	}
}

/** **By what was given**, for walks whose order may change when they begin again; it keeps every id, so it is for short ones. */
export class SeenProgress implements WalkProgress {
	private readonly given = new Set<string>();

	constructor(readonly updatedSince: string | undefined, private readonly idOf: IdOf) {}

	take({ rows }: ListPage): readonly JsonObject[] {
		return rows.filter((row) => {
			const id = this.idOf(row);
			return this.given.has(id) ? false : Boolean(this.given.add(id));
		});
	}

	begin(): void {}

	end(): void {}
}
