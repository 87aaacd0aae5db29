import { CancelledError, FatalError, IntegrationError } from '../../core/errors';
import { flagOf, memberOf, numberOf, textOf, type Json } from './json';
import type { ModelRef } from './metadata';
import { SYSTEM } from './refusals';
import { path, type AnaplanWire, type Call } from './wire';

/** What a large read is asked of; the service knows two kinds (reference anaplan 11). */
export type ReadKind = 'views' | 'lists';

export interface LargeRead extends ModelRef {
	readonly kind: ReadKind;
	/** Of the view or the list. */
	readonly objectId: string;
	/** Views only: `TABULAR_MULTI_COLUMN` and others (reference anaplan 11). */
	readonly exportType?: string;
	/** How long the request may take until its last page can be read. Default: an hour. */
	readonly deadlineMs?: number;
	/** At least 5000 (reference anaplan 12); less is raised to it. */
	readonly intervalMs?: number;
}

/** What the answers about a request are wrapped in. */
const WRAPPED_IN: Readonly<Record<ReadKind, string>> = { views: 'viewReadRequest', lists: 'listReadRequest' };

const FIRST_LOOK_MS = 1_000;
const SHORTEST_INTERVAL_MS = 5_000;
const DEADLINE_MS = 3_600_000;
/** A request expires after 30 minutes; only reading a page whose number is divisible by 100 starts them again (reference anaplan 11). */
const RENEW_AFTER_MS = 20 * 60_000;
const RENEWING_STEP = 100;

interface State {
	readonly requestId: string;
	/** NOT_STARTED, IN_PROGRESS, COMPLETE, CANCELLED; an open set. */
	readonly state: string;
	readonly availablePages: number;
	readonly successful: boolean;
}

const stateIn = (answer: Json, kind: ReadKind): State => {
	const request = memberOf(answer, WRAPPED_IN[kind]);
	return {
		requestId: textOf(request, 'requestId'), state: textOf(request, 'requestState'),
		availablePages: numberOf(request, 'availablePages') ?? 0, successful: flagOf(request, 'successful'),
	};
};

const nameOf = ({ kind, objectId }: LargeRead): string => `${kind === 'views' ? 'view' : 'list'} ${objectId}`;

/** One large read, from its creation to its deletion. */
class OpenRead {
	private lastRenewedMs: number;
	private readonly endsAtMs: number;
	private lookPauseMs = FIRST_LOOK_MS;

	constructor(private readonly wire: AnaplanWire, private readonly read: LargeRead, private readonly place: string, private state: State) {
		this.lastRenewedMs = wire.clock.now();
		this.endsAtMs = this.lastRenewedMs + (read.deadlineMs ?? DEADLINE_MS);
	}

	async *pages(): AsyncGenerator<Buffer> {
		for (let next = 0; ; ) {
			while (next < this.state.availablePages) {
				await this.renew();
				yield await this.page(next);
				next += 1;
			}
			// Judged only after the pages that are there: a request can be complete the first time it is looked at.
			if (this.ended()) return;
			await this.look();
		}
	}

	/** True when the last page is known to be there. A failed or cancelled request never ends well, whatever pages it gave. */
	private ended(): boolean {
		const { state, successful } = this.state;
		if (state === 'COMPLETE' && successful) return true;
		if (state !== 'COMPLETE' && state !== 'CANCELLED') return false;
		throw new FatalError({
			system: SYSTEM, operation: `read ${nameOf(this.read)}`,
			said: state === 'COMPLETE' ? 'the large read request ended without success, and Anaplan gives no reason' : 'the large read request was cancelled',
			remedy: 'What was read so far is not the whole and is dropped. Run again; if it stays so, open the view in Anaplan, make it smaller, or use an export action.',
		});
	}

	private async look(): Promise<void> {
		const { clock, signal } = this.wire;
		const leftMs = this.endsAtMs - clock.now();
		if (leftMs <= 0) throw this.deadlinePassed();
		await clock.sleep(Math.min(this.lookPauseMs, leftMs), signal);
		this.lookPauseMs = Math.max(this.read.intervalMs ?? SHORTEST_INTERVAL_MS, SHORTEST_INTERVAL_MS);
		await this.renew();
		this.state = stateIn(await this.alive(this.wire.json(this.call('GET', this.place, 'look at the large read of'))), this.read.kind);
	}

	/** Keeps the request from expiring while we wait, or while whoever takes the pages is slow. */
	private async renew(): Promise<void> {
		if (this.state.availablePages === 0 || this.wire.clock.now() - this.lastRenewedMs < RENEW_AFTER_MS) return;
		const last = this.state.availablePages - 1;
		await this.page(last - (last % RENEWING_STEP));
	}

	private async page(number: number): Promise<Buffer> {
		const call = this.call('GET', `${this.place}${path`/pages/${String(number)}`}`, `read page ${number} of`);
		const { body } = await this.alive(this.wire.send({ ...call, accept: 'text/csv', timeoutMs: this.wire.timeouts.chunkMs }));
		if (number % RENEWING_STEP === 0) this.lastRenewedMs = this.wire.clock.now();
		return body;
	}

	private async alive<T>(answer: Promise<T>): Promise<T> {
		return await answer.catch((caught: unknown) => {
			if (!(caught instanceof IntegrationError) || caught.facts.status !== 404) throw caught;
			throw new FatalError({
				...caught.facts, said: `${caught.facts.said}: the large read request has expired or was deleted`,
				remedy: 'Anaplan drops such a request after 30 minutes without activity. What was read so far is not the whole and is dropped. Run again.',
				cause: caught,
			});
		});
	}

	private deadlinePassed(): CancelledError {
		return new CancelledError({
			system: SYSTEM, operation: `read ${nameOf(this.read)}`,
			said: `the large read request did not end within ${Math.round((this.read.deadlineMs ?? DEADLINE_MS) / 1000)} s; its last state was ${this.state.state || 'not told'}`,
			remedy: 'The request was deleted. Allow more time; a busy model lets it wait.',
		});
	}

	private call(method: Call['method'], place: string, verb: string): Call {
		return { method, path: place, purpose: `${verb} ${nameOf(this.read)}`, repeatable: true, timeoutMs: this.wire.timeouts.modelMs };
	}
}

/**
 * The pages of a large read, in order, each as soon as it is there: CSV in UTF-8, whole records, the header on the first
 * page or on every page.
 *
 * **All pages or an error.** The stream ends by itself only after Anaplan has said COMPLETE and successful and after
 * `availablePages` pages were handed out. Whatever else happens (failed, cancelled, expired, deadline, stop) throws, so a
 * shorter result is never taken for the whole.
 *
 * **Always deleted.** Once Anaplan has told the id of the request, every way out leads through the deletion: the end, an
 * error, a consumer that leaves the loop, and a stop, which is why the deletion does not obey the signal. A deletion that
 * fails hides nothing: the request then expires by itself after 30 minutes. The one request that cannot be deleted is one
 * whose creation lost its answer; it expires too, and so the creation may be repeated.
 */
export const largeReadPages = async function* (wire: AnaplanWire, read: LargeRead): AsyncGenerator<Buffer> {
	const requests = path`/workspaces/${read.workspaceId}/models/${read.modelId}/${read.kind}/${read.objectId}/readRequests`;
	const creation: Call = {
		method: 'POST', path: requests, purpose: `start the large read of ${nameOf(read)}`, repeatable: true, timeoutMs: wire.timeouts.modelMs,
		...(read.exportType === undefined ? {} : { json: { exportType: read.exportType } }),
	};
	const state = stateIn(await wire.json(creation), read.kind);
	if (state.requestId === '') {
		throw new FatalError({ system: SYSTEM, operation: creation.purpose, said: 'the answer holds no id of a request', remedy: 'Run again; if it stays so, use an export action.' });
	}
	const place = `${requests}${path`/${state.requestId}`}`;
	try {
		yield* new OpenRead(wire, read, place, state).pages();
	} finally {
		await wire.send({
			method: 'DELETE', path: place, purpose: `delete the large read of ${nameOf(read)}`, repeatable: true, timeoutMs: wire.timeouts.promptMs, unstoppable: true,
		}).catch(() => undefined);
	}
};
