import type { Clock, Http, HttpRequest, HttpResponse } from '../../contracts';
import { parseJson } from './json';

const IN_MODEL = '(?:/workspaces/[^/?]+)?/models/[^/?]+';
/** Lists of what there is, and the definitions of imports. Nothing that a run, an upload or a cell write moves, but for the list of files. */
const CATALOGUE = new RegExp(
	`/2/0(?:/workspaces|/models|/workspaces/[^/?]+/models|${IN_MODEL}/(?:imports|exports|actions|processes|files|lists|modules|views|imports/[^/?]+|modules/[^/?]+/views))/?(?:\\?.*)?$`,
);
const FILE_LIST = /\/files\/?(?:\?.*)?$/;

/** What a write can change of the catalogue. A write that is not named here is taken to change all of it. */
const WRITES: ReadonlyArray<{ readonly to: RegExp; readonly changes: 'files' | 'nothing' }> = [
	// Uploading makes files and changes their chunk counts; so do exports, which run as tasks.
	{ to: new RegExp(`/2/0${IN_MODEL}/files/`), changes: 'files' },
	{ to: new RegExp(`/2/0${IN_MODEL}/(?:imports|exports|actions|processes)/[^/?]+/tasks(?:/|\\?|$)`), changes: 'files' },
	// Items and cells live in lists and modules, whose list stays; the others only read, or wake and close the model.
	{ to: new RegExp(`/2/0${IN_MODEL}/(?:.*/)?(?:items|data|readRequests(?:/[^/?]+)?|status|open|close)(?:\\?|$)`), changes: 'nothing' },
];

const changedBy = ({ url }: HttpRequest): 'files' | 'nothing' | 'everything' => WRITES.find(({ to }) => to.test(url))?.changes ?? 'everything';

interface Remembered {
	readonly owner: string;
	readonly url: string;
	readonly answer: Promise<HttpResponse>;
	readonly atMs: number;
	bytes: number;
}

export interface MemoLimits {
	/** An answer is given again for so long after it was asked for. */
	readonly freshMs: number;
	/** Of all answers together; a single one may have a quarter of it. */
	readonly mostBytes: number;
	readonly mostAnswers: number;
}

const LIMITS: MemoLimits = { freshMs: 60_000, mostBytes: 16_000_000, mostAnswers: 1_000 };

/**
 * Answers questions for the catalogue (which workspaces, models, imports, files … there are) that were asked a moment
 * ago by the same owner. The nodes of one workflow ask them over and over, out of the tenant's 600 requests a minute.
 *
 * **Never another's answer.** The owner is part of the key; who calls puts the execution, the user and the address into
 * it, so an answer never reaches another execution, another user or another tenant.
 *
 * **No own write is hidden.** A write of the owner takes out what it can change, when it has ended, also when it failed
 * and nobody knows what it did; answers still under way go with it. So a question asked after a write is answered by
 * Anaplan. Writes that are not known take out everything.
 *
 * **Never older than a minute.** What people change in Anaplan meanwhile is seen a minute later at most. That is no more
 * than a load risks anyhow: it reads definitions before it queues for the model, and may queue for longer.
 *
 * **Only the catalogue.** Tasks, chunks, cells, items, status and modes are always asked for. Only answers with status 200
 * that are whole documents are kept, so that one cut short is asked for again; and only as many as the limits allow, of
 * which the oldest go first.
 */
export class CatalogueMemo {
	/** In order of age. */
	private readonly answers = new Map<string, Remembered>();
	private bytes = 0;

	constructor(private readonly clock: Pick<Clock, 'now'>, private readonly limits: MemoLimits = LIMITS) {}

	/** @param owner execution, user and address, so that no two share one that must not */
	around(http: Http, owner: string): Http {
		return {
			send: async (request) => {
				if (request.method === 'GET') return CATALOGUE.test(request.url) ? await this.ask(http, owner, request) : await http.send(request);
				try {
					return await http.send(request);
				} finally {
					this.dropChanged(owner, changedBy(request));
				}
			},
		};
	}

	/** The owner has ended. */
	forget(owner: string): void {
		this.dropChanged(owner, 'everything');
	}

	/** How many answers are kept. */
	get size(): number {
		return this.answers.size;
	}

	private async ask(http: Http, owner: string, request: HttpRequest): Promise<HttpResponse> {
		this.dropOld();
		const key = JSON.stringify([owner, request.url, request.headers?.accept ?? '']);
		const known = this.answers.get(key);
		if (known) return await known.answer;
		const fresh: Remembered = { owner, url: request.url, answer: http.send(request), atMs: this.clock.now(), bytes: 0 };
		this.answers.set(key, fresh);
		const settle = (response?: HttpResponse): void => {
			if (this.answers.get(key) !== fresh) return;
			if (response?.status !== 200 || response.body.length > this.limits.mostBytes / 4 || parseJson(response.body) === undefined) return this.drop(key);
			fresh.bytes = response.body.length;
			this.bytes += fresh.bytes;
			this.dropOld();
		};
		fresh.answer.then(settle, () => settle());
		return await fresh.answer;
	}

	private dropChanged(owner: string, changed: 'files' | 'nothing' | 'everything'): void {
		if (changed === 'nothing') return;
		for (const [key, one] of this.answers) if (one.owner === owner && (changed === 'everything' || FILE_LIST.test(one.url))) this.drop(key);
	}

	private dropOld(): void {
		const oldestMs = this.clock.now() - this.limits.freshMs;
		for (const [key, { atMs }] of this.answers) {
			if (atMs > oldestMs && this.bytes <= this.limits.mostBytes && this.answers.size <= this.limits.mostAnswers) return;
			this.drop(key);
		}
	}

	private drop(key: string): void {
		this.bytes -= this.answers.get(key)?.bytes ?? 0;
		this.answers.delete(key);
	}
}
