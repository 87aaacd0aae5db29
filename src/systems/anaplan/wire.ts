import type { Clock, Http, HttpRequest, HttpResponse } from '../../contracts';
import { FatalError, RetryableError } from '../../core/errors';
import { checkBaseUrl } from '../../core/http/trusted-hosts';
import { ClaimedTasks } from './claimed-tasks';
import { FileContents } from './file-contents';
import { numberOf, listOf, memberOf, objectOf, parseJson, textOf, type Json } from './json';
import { placeIn, requirePlace } from './missing-model';
import { MODE_REFUSALS, SYSTEM, refusalError } from './refusals';
import type { TaskRef } from './tasks';

/**
 * How long a call may take. A busy model does not refuse: it lets every call that is not about tasks wait until it is
 * free, possibly for many minutes (reference anaplan 12).
 */
export interface AnaplanTimeouts {
	/** Calls about tasks and dumps, and outside of models: answered at once. */
	readonly promptMs: number;
	/** Calls that a busy model keeps waiting. */
	readonly modelMs: number;
	readonly chunkMs: number;
	/** Ending the upload of several GB may block for 15 to 40 minutes (reference anaplan 6). */
	readonly completeMs: number;
}

export const DEFAULT_TIMEOUTS: AnaplanTimeouts = { promptMs: 120_000, modelMs: 900_000, chunkMs: 900_000, completeMs: 2_700_000 };

export interface AnaplanSettings {
	/** Already adds the authorization, repeats what may be repeated, and keeps to the tenant's budget. */
	readonly http: Http;
	readonly clock: Clock;
	/** `https://api.anaplan.com` or that of the region, with or without `/2/0`. */
	readonly apiUrl: string;
	readonly signal?: AbortSignal;
	readonly timeouts?: Partial<AnaplanTimeouts>;
	/** Told after each wait for a task that was seen NOT_STARTED: how long it queued at Anaplan at least. */
	readonly onQueued?: (task: TaskRef, ms: number) => void;
	/** Shared by all runs of a process, so that none takes another's task for its own. Its own when absent. */
	readonly claims?: ClaimedTasks;
	/** Shared by all runs of a process, so that each sees when another has replaced its upload. Its own when absent. */
	readonly contents?: FileContents;
}

export interface Call {
	readonly method: HttpRequest['method'];
	/** Below `/2/0`, built with `path`. */
	readonly path: string;
	readonly purpose: string;
	readonly repeatable: boolean;
	readonly timeoutMs: number;
	readonly json?: Json;
	readonly bytes?: Buffer;
	/** Of `bytes`. */
	readonly contentType?: string;
	/** What is wanted back; JSON when absent. */
	readonly accept?: string;
	/** Statuses besides 2xx that the caller understands. */
	readonly understood?: readonly number[];
	/** Sent even though the execution was stopped: cleaning up must not be stopped by what made it necessary. */
	readonly unstoppable?: boolean;
}

/** An empty id would address the whole collection, and dots another resource. */
const segment = (id: string | undefined): string => {
	if (id !== undefined && !/^\.{0,2}$/.test(id)) return encodeURIComponent(id);
	throw new FatalError({
		system: SYSTEM, operation: 'build the address of the call', said: `${JSON.stringify(id ?? '')} is not an id`,
		remedy: 'Choose workspace, model, file and action from the lists, or check the expression that gives the id.',
	});
};

/** `path\`/models/${id}\`` with every id escaped. @throws FatalError for an id that is empty or made of dots */
export const path = (parts: TemplateStringsArray, ...ids: readonly string[]): string =>
	parts.reduce((all, part, index) => all + segment(ids[index - 1]) + part);

const CUT_SHORT_TRIES = 3;
const CUT_SHORT_PAUSE_MS = 1_000;
const PAGE_SIZE = 5_000;

const baseOf = (apiUrl: string): string => {
	const url = checkBaseUrl(apiUrl, { system: SYSTEM });
	const trimmed = (url.origin + url.pathname).replace(/\/+$/, '');
	return trimmed.endsWith('/2/0') ? trimmed : `${trimmed}/2/0`;
};

/** Speaks the conventions of the Integration API (reference anaplan 4): envelope, error body, paging. */
export class AnaplanWire {
	readonly clock: Clock;
	readonly signal: AbortSignal | undefined;
	readonly timeouts: AnaplanTimeouts;
	readonly onQueued: AnaplanSettings['onQueued'];
	readonly claims: ClaimedTasks;
	readonly contents: FileContents;
	private readonly http: Http;
	private readonly base: string;
	private readonly knownPlaces = new Set<string>();

	constructor(settings: AnaplanSettings) {
		this.http = settings.http;
		this.clock = settings.clock;
		this.signal = settings.signal;
		this.onQueued = settings.onQueued;
		this.claims = settings.claims ?? new ClaimedTasks();
		this.contents = settings.contents ?? new FileContents();
		this.timeouts = { ...DEFAULT_TIMEOUTS, ...settings.timeouts };
		this.base = baseOf(settings.apiUrl);
	}

	/** @throws the error that the status means, unless it is 2xx or understood by the caller */
	async send(call: Call): Promise<HttpResponse> {
		const body = call.json ? JSON.stringify(call.json) : call.bytes;
		const contentType = call.json ? 'application/json' : call.contentType;
		const response = await this.http.send({
			method: call.method,
			url: this.base + call.path,
			headers: { accept: call.accept ?? 'application/json', ...(contentType ? { 'content-type': contentType } : {}) },
			...(body === undefined ? {} : { body }),
			purpose: call.purpose,
			repeatable: call.repeatable,
			timeoutMs: call.timeoutMs,
			...(this.signal && !call.unstoppable ? { signal: this.signal } : {}),
		});
		const understood = (response.status >= 200 && response.status < 300) || call.understood?.includes(response.status);
		if (!understood) {
			if (response.status === 404) await this.knownPlace(call);
			throw refusalError(response, call.purpose, this.clock.now(), await this.modeBehind(response.status, call));
		}
		if (response.status < 300) this.knownPlaces.add(placeIn(call.path));
		return response;
	}

	/** Once, and only as long as nothing was found there. @throws FatalError when workspace or model does not exist; a look that fails must not hide the 404 */
	private async knownPlace({ path: called, purpose }: Call): Promise<void> {
		const place = placeIn(called);
		if (place === '' || this.knownPlaces.has(place) || this.signal?.aborted) return;
		this.knownPlaces.add(place);
		await requirePlace(async (path, key) => {
			const asked = { method: 'GET', url: this.base + path, headers: { accept: 'application/json' }, repeatable: true, timeoutMs: this.timeouts.promptMs } as const;
			const response = await this.http.send({ ...asked, purpose: `${purpose}: ${key}`, ...(this.signal ? { signal: this.signal } : {}) }).catch(() => undefined);
			const page = response?.status === 200 ? objectOf(parseJson(response.body)) : {};
			const entries = listOf(page, key);
			return entries.length > 0 && entries.length >= (numberOf(memberOf(memberOf(page, 'meta'), 'paging'), 'totalSize') ?? 0) ? entries : undefined;
		}, called);
	}

	/** The refused model's `activeState`: the list of models shows it whatever the mode. A look that fails must not hide the refusal. */
	private async modeBehind(status: number, { path: place, purpose }: Call): Promise<string> {
		const model = /\/models\/[^/?]+(?=\/)/.exec(place)?.[0];
		if (!MODE_REFUSALS.has(status) || model === undefined || this.signal?.aborted) return '';
		try {
			const { status: answered, body } = await this.http.send({
				method: 'GET', url: this.base + model, headers: { accept: 'application/json' }, purpose: `${purpose}: read the mode of the model`, repeatable: true,
				timeoutMs: this.timeouts.promptMs, ...(this.signal ? { signal: this.signal } : {}),
			});
			return answered === 200 ? textOf(memberOf(objectOf(parseJson(body)), 'model'), 'activeState') : '';
		} catch {
			return '';
		}
	}

	/**
	 * The answer as JSON. A document cut short by a proxy is asked for again where that is harmless.
	 * @throws RetryableError when the answer is no JSON
	 */
	async json(call: Call): Promise<Json> {
		for (let attempt = 1; ; attempt += 1) {
			const response = await this.send(call);
			const parsed = parseJson(response.body);
			if (parsed !== undefined) return objectOf(parsed);
			if (!call.repeatable || attempt === CUT_SHORT_TRIES) throw unreadable(call, response);
			await this.clock.sleep(CUT_SHORT_PAUSE_MS, this.signal);
		}
	}

	/**
	 * All entries of a collection. Steps by the size of the page received and stops at `totalSize`: a larger page may
	 * be cut silently, and `next` can be present although nothing follows (reference anaplan 4).
	 */
	async collection(call: Call, key: string): Promise<readonly Json[]> {
		const all: Json[] = [];
		for (let offset = 0; ; ) {
			const mark = call.path.includes('?') ? '&' : '?';
			const page = await this.json(offset === 0 ? call : { ...call, path: `${call.path}${mark}limit=${PAGE_SIZE}&offset=${offset}` });
			const entries = listOf(page, key);
			all.push(...entries);
			const paging = memberOf(memberOf(page, 'meta'), 'paging');
			offset += numberOf(paging, 'currentPageSize') || entries.length;
			if (entries.length === 0 || offset >= (numberOf(paging, 'totalSize') ?? 0)) return all;
		}
	}
}

const unreadable = (call: Call, response: HttpResponse): RetryableError => new RetryableError({
	system: SYSTEM, operation: call.purpose, status: response.status,
	said: `the answer is not JSON (${response.body.length} bytes)`,
	remedy: 'A proxy may have cut or replaced it. Check the API URL in the credential, then run again.',
});
