import { randomBytes } from 'node:crypto';
import type { SimulatedClock } from '../../harness/clock';
import type { Switches } from '../switches';

const EXPIRY_MS = 30 * 60_000;

/** Pages by number; a page may be made only when it is asked for. */
export interface PageSource {
	readonly count: number;
	page(number: number): Buffer | undefined;
}

export interface ReadRequest {
	readonly id: string;
	readonly kind: 'viewReadRequest' | 'listReadRequest';
	readonly objectId: string;
	readonly user: string;
	readonly pages: PageSource;
	readonly startedAt: number;
	readonly runsMs: number;
	readonly fails: boolean;
	lastActivity: number;
	cancelled: boolean;
}

/** Large reads: their pages become available one after another while the request runs (reference anaplan 11). */
export class ReadRequests {
	private readonly requests = new Map<string, ReadRequest>();

	constructor(private readonly clock: SimulatedClock, private readonly switches: Switches) {}

	create(kind: ReadRequest['kind'], objectId: string, user: string, pages: PageSource): ReadRequest {
		const { readRequestMs, readRequestFails } = this.switches.values;
		const request: ReadRequest = {
			id: randomBytes(16).toString('hex').toUpperCase(), kind, objectId, user, pages, startedAt: Date.now(), runsMs: readRequestMs,
			fails: readRequestFails, lastActivity: this.clock.now(), cancelled: false,
		};
		this.requests.set(request.id, request);
		return request;
	}

	/** Gone 30 minutes after the last activity. */
	find(kind: ReadRequest['kind'], objectId: string, id: string, user: string): ReadRequest | undefined {
		const request = this.requests.get(id);
		if (request === undefined || request.kind !== kind || request.objectId !== objectId || request.user !== user) return undefined;
		if (this.clock.now() - request.lastActivity > EXPIRY_MS) {
			this.requests.delete(id);
			return undefined;
		}
		return request;
	}

	/** Only page numbers divisible by 100 reset the idle clock. */
	touch(request: ReadRequest, page: number): void {
		if (page % 100 === 0) request.lastActivity = this.clock.now();
	}

	state(request: ReadRequest): { requestState: string; availablePages: number; successful: boolean } {
		if (request.cancelled) return { requestState: 'CANCELLED', availablePages: 0, successful: false };
		const share = request.runsMs === 0 ? 1 : (Date.now() - request.startedAt) / request.runsMs;
		if (share < 0.1) return { requestState: 'NOT_STARTED', availablePages: 0, successful: false };
		const pages = request.fails ? 0 : request.pages.count;
		if (share < 1) return { requestState: 'IN_PROGRESS', availablePages: Math.floor(pages * share), successful: false };
		return { requestState: 'COMPLETE', availablePages: pages, successful: !request.fails };
	}

	remove(request: ReadRequest): void {
		this.requests.delete(request.id);
	}
}
