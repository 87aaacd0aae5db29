import type { Clock, Http, HttpRequest, HttpResponse } from '../../../src/contracts';
import { CancelledError, ConnectionLostError } from '../../../src/core/errors';
import { createAnaplanClient, type AnaplanClient, type AnaplanSettings } from '../../../src/systems/anaplan';

export const WORKSPACE = '8a868cd97f1c22d5018120c4d3e70b51';
export const MODEL = '5C3D7A0B9E2F4D6183A4B5C6D7E8F901';
export const REF = { workspaceId: WORKSPACE, modelId: MODEL };
export const IMPORT = { ...REF, kind: 'imports' as const, actionId: '112000000034' };
export const FILE = '113000000021';

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse =>
	({ status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify(body)) });
export const plain = (status: number, text = ''): HttpResponse => ({ status, headers: {}, body: Buffer.from(text) });
export const refusal = (status: number, message: string): HttpResponse => json(status, { status: { code: status, message }, path: '/2/0/x', timestamp: '2026-07-14T13:55:12.198115662Z' });
export const lost = (): ConnectionLostError => new ConnectionLostError({ system: 'api.anaplan.com', operation: 'send', said: 'socket hang up', remedy: '-' });

/** Time passes only by sleeping, and at once. `slept` keeps every pause. */
export class LeapingClock implements Clock {
	readonly slept: number[] = [];
	nowMs = 1_795_140_000_000;
	/** Called before each pause with the number of pauses so far. */
	beforeSleep: (pauses: number) => void = () => undefined;

	now(): number {
		return this.nowMs;
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		this.beforeSleep(this.slept.length);
		if (signal?.aborted) throw new CancelledError({ system: 'test', operation: 'wait', said: 'stopped', remedy: '-' });
		this.slept.push(ms);
		this.nowMs += ms;
	}
}

type Reply = HttpResponse | Error | ((request: HttpRequest) => HttpResponse | Error);

/**
 * Answers by route. A route is `METHOD path`, the path being what follows the model (or `/2/0` outside of models),
 * with its query; the longest fitting beginning wins. Each route gives its replies in turn and then repeats the last one.
 */
export class FakeAnaplan implements Http {
	readonly sent: HttpRequest[] = [];
	private readonly routes = new Map<string, Reply[]>();

	on(route: string, ...replies: readonly Reply[]): this {
		this.routes.set(route, [...replies]);
		return this;
	}

	/** `METHOD path` of everything sent, in order. */
	lines(): string[] {
		return this.sent.map((request) => this.lineOf(request));
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		if (request.signal?.aborted) throw new CancelledError({ system: 'test', operation: request.purpose, said: 'stopped', remedy: '-' });
		this.sent.push(request);
		await new Promise((resolve) => setImmediate(resolve));
		const line = this.lineOf(request);
		const route = [...this.routes.keys()].filter((each) => line.startsWith(each)).sort((a, b) => b.length - a.length)[0];
		const replies = route === undefined ? undefined : this.routes.get(route);
		if (!replies || replies.length === 0) throw new Error(`nothing scripted for ${line}`);
		const next = replies.length > 1 ? replies.shift() : replies[0];
		const reply = typeof next === 'function' ? next(request) : next;
		if (reply === undefined || reply instanceof Error) throw reply ?? new Error('no reply');
		return reply;
	}

	private lineOf({ method, url }: HttpRequest): string {
		const { pathname, search } = new URL(url);
		return `${method} ${pathname.replace(/^\/2\/0/, '').replace(`/workspaces/${WORKSPACE}/models/${MODEL}`, '')}${search}`;
	}
}

export interface Bench {
	readonly http: FakeAnaplan;
	readonly clock: LeapingClock;
	readonly client: AnaplanClient;
	readonly controller: AbortController;
}

export const bench = (settings: Partial<AnaplanSettings> = {}): Bench => {
	const http = new FakeAnaplan();
	const clock = new LeapingClock();
	const controller = new AbortController();
	return { http, clock, controller, client: createAnaplanClient({ http, clock, apiUrl: 'https://api.anaplan.com', signal: controller.signal, ...settings }) };
};

/** The error that `work` ends with; fails the test when there is none. */
export const failureOf = async <T extends Error>(work: Promise<unknown>, type: abstract new (...args: never[]) => T): Promise<T> => {
	const error: unknown = await work.then(() => new Error('it did not fail'), (caught: unknown) => caught);
	expect(error).toBeInstanceOf(type);
	return error as T;
};

export const task = (state: string, more: Record<string, unknown> = {}): HttpResponse => json(200, { task: { taskId: 'T1', taskState: state, ...more } });
export const tasks = (...ids: readonly string[]): HttpResponse =>
	json(200, { tasks: ids.map((taskId, index) => ({ taskId, taskState: 'COMPLETE', creationTime: 1_795_145_400_000 + 1000 * (ids.length - index) })) });
