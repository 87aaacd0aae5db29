import { startAnaplan, type AnaplanOptions } from '../../../simulators/anaplan';
import type { RunningSimulator } from '../../../simulators/harness/server';

export const WORKSPACE = '8a868cd97f1c22d5018120c4d3e70b51';
export const MODEL = '5C3D7A0B9E2F4D6183A4B5C6D7E8F901';
export const ADMIN = ['integration@example.com', 'anaplan-password'] as const;
export const PLANNER = ['planner@example.com', 'planner-password'] as const;

/** Anything a reply may hold; a test says what it expects to find. */
export interface Json {
	readonly [key: string]: Json;
	readonly [index: number]: Json;
}

export interface Reply {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly json: Json;
}

export interface Ask {
	readonly json?: unknown;
	readonly form?: Record<string, string>;
	readonly bytes?: Buffer | string;
	readonly headers?: Record<string, string>;
}

export interface Effect {
	readonly what: string;
	readonly [key: string]: unknown;
}

const bodyOf = (ask: Ask): { body?: Buffer | string; type?: string } => {
	if (ask.json !== undefined) return { body: JSON.stringify(ask.json), type: 'application/json' };
	if (ask.form !== undefined) return { body: new URLSearchParams(ask.form).toString(), type: 'application/x-www-form-urlencoded' };
	if (ask.bytes !== undefined) return { body: ask.bytes, type: 'application/octet-stream' };
	return {};
};

/** A simulator of its own and the calls that tests make again and again. */
export class Driver {
	private readonly tokens = new Map<string, string>();

	private constructor(readonly sim: RunningSimulator) {}

	/** Fast tasks and no request budget unless a test says otherwise. */
	static async start(switches: Record<string, unknown> = {}, options: AnaplanOptions = {}): Promise<Driver> {
		const sim = await startAnaplan({ ...options, switches: { queueMs: 0, taskMs: 0, cancelMs: 0, rateLimit: null, readRequestMs: 0, ...switches } });
		return new Driver(sim);
	}

	close(): Promise<void> {
		return this.sim.close();
	}

	async raw(method: string, path: string, ask: Ask = {}): Promise<Reply> {
		const { body, type } = bodyOf(ask);
		const response = await fetch(this.sim.url + path, {
			method, redirect: 'manual', headers: { ...(type ? { 'content-type': type } : {}), ...ask.headers }, ...(body === undefined ? {} : { body: body as string }),
		});
		const text = await response.text();
		const isJson = (response.headers.get('content-type') ?? '').includes('json');
		return { status: response.status, headers: response.headers, text, json: (isJson ? JSON.parse(text) : {}) as Json };
	}

	login([user, password]: readonly [string, string]): Promise<Reply> {
		return this.raw('POST', '/token/authenticate', { headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } });
	}

	async token(who: readonly [string, string] = ADMIN): Promise<string> {
		const known = this.tokens.get(who[0]);
		if (known !== undefined) return known;
		const reply = await this.login(who);
		const value = String(reply.json.tokenInfo?.tokenValue);
		this.tokens.set(who[0], value);
		return value;
	}

	/** A call below /2/0 as a user. */
	async api(method: string, path: string, ask: Ask = {}, who: readonly [string, string] = ADMIN): Promise<Reply> {
		return this.raw(method, `/2/0${path}`, { ...ask, headers: { authorization: `AnaplanAuthToken ${await this.token(who)}`, ...ask.headers } });
	}

	/** A call below the model, in the workspace form. */
	model(method: string, path: string, ask: Ask = {}, who: readonly [string, string] = ADMIN): Promise<Reply> {
		return this.api(method, `/workspaces/${WORKSPACE}/models/${MODEL}/${path}`, ask, who);
	}

	async upload(file: string, content: string | Buffer, who: readonly [string, string] = ADMIN): Promise<void> {
		await this.model('POST', `files/${file}`, { json: { chunkCount: 1 } }, who);
		await this.model('PUT', `files/${file}/chunks/0`, { bytes: content }, who);
	}

	async start(path: string, body: Record<string, unknown> = {}, who: readonly [string, string] = ADMIN): Promise<string> {
		const reply = await this.model('POST', `${path}/tasks`, { json: { localeName: 'en_US', ...body } }, who);
		return String(reply.json.task?.taskId);
	}

	async task(path: string, taskId: string, who: readonly [string, string] = ADMIN): Promise<Json> {
		return (await this.model('GET', `${path}/tasks/${taskId}`, {}, who)).json.task as Json;
	}

	async until(path: string, taskId: string, states: readonly string[], who: readonly [string, string] = ADMIN): Promise<Json> {
		for (let tries = 0; tries < 2000; tries += 1) {
			const task = await this.task(path, taskId, who);
			if (states.includes(String(task.taskState))) return task;
			await new Promise((resolve) => setTimeout(resolve, 2));
		}
		throw new Error(`task ${taskId} never was ${states.join(' or ')}`);
	}

	/** Starts an action and waits for its end. */
	async run(path: string, body: Record<string, unknown> = {}, who: readonly [string, string] = ADMIN): Promise<Json> {
		return this.until(path, await this.start(path, body, who), ['COMPLETE', 'CANCELLED'], who);
	}

	/** Uploads and imports in one go. */
	async load(importId: string, file: string, content: string, who: readonly [string, string] = ADMIN): Promise<Json> {
		await this.upload(file, content, who);
		return this.run(`imports/${importId}`, {}, who);
	}

	control(method: string, route: string, json?: unknown): Promise<Reply> {
		return this.raw(method, `/__sim/${route}`, json === undefined ? {} : { json });
	}

	/** As after the start, but still logged in. */
	async clean(): Promise<void> {
		await this.control('POST', 'reset', { keepSessions: true });
		await this.control('DELETE', 'faults');
		await this.control('DELETE', 'history');
	}

	async set(switches: Record<string, unknown>): Promise<void> {
		const reply = await this.control('POST', 'switches', switches);
		if (reply.status !== 200) throw new Error(reply.text);
	}

	async advance(ms: number): Promise<void> {
		await this.control('POST', 'clock', { advanceMs: ms });
	}

	async arm(fault: Record<string, unknown>): Promise<void> {
		await this.control('POST', 'faults', fault);
	}

	async effects(what?: string): Promise<Effect[]> {
		const entries = (await this.control('GET', 'history')).json as unknown as Array<{ kind: string; note: Effect }>;
		return entries.filter((entry) => entry.kind === 'effect' && (what === undefined || entry.note.what === what)).map((entry) => entry.note);
	}

	async items(list: string): Promise<Json[]> {
		return (await this.control('GET', `list?id=${list}`)).json as unknown as Json[];
	}

	async cells(module: string): Promise<Json[]> {
		return (await this.control('GET', `cells?module=${module}`)).json as unknown as Json[];
	}
}

/** `values` of a detail as named facts: keys and values alternate, in any order, nulls included. */
export const facts = (values: Json | undefined): Record<string, string> => {
	const flat = values as unknown as Array<string | null>;
	return Object.fromEntries(flat.map((key, at) => [key, flat[at + 1]] as const).filter((_, at) => at % 2 === 0).map(([key, value]) => [String(key), String(value)]));
};
