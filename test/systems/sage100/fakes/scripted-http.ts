import type { Clock, Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { ConnectionLostError } from '../../../../src/core/errors';

export type Reply = HttpResponse | 'LOST';
export type Step = Reply | ((request: HttpRequest) => Reply | Promise<Reply>);

export const answer = (status: number, body = '', headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: Buffer.from(body, 'utf8') });

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse =>
	answer(status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8', ...headers });

export interface Fault {
	readonly message?: string;
	readonly retryable?: boolean;
	readonly retryAfterSeconds?: number;
	readonly details?: ReadonlyArray<{ readonly field: string; readonly message: string }>;
	readonly sage?: object;
}

/** An error in the shape of the contract. */
export const fault = (status: number, code: string, { message = `${code} it is`, retryable = false, ...more }: Fault = {}): HttpResponse => json(
	{ error: { code, message, retryable, requestId: 'agent-1', ...more } }, status,
	more.retryAfterSeconds === undefined ? {} : { 'retry-after': String(more.retryAfterSeconds) },
);

export const lost = (request: HttpRequest): never => {
	throw new ConnectionLostError({ system: 'fake', operation: request.purpose, said: 'reset', remedy: 'none' });
};

/** Answers one step per request, in order, and keeps what was sent. */
export class ScriptedHttp implements Http {
	readonly sent: HttpRequest[] = [];
	private readonly steps: Step[];

	constructor(...steps: readonly Step[]) {
		this.steps = [...steps];
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.sent.push(request);
		const step = this.steps.shift();
		if (step === undefined) throw new Error(`nothing scripted for request ${this.sent.length}: ${request.method} ${request.url}`);
		await new Promise((resolve) => setImmediate(resolve));
		const reply = typeof step === 'function' ? await step(request) : step;
		return reply === 'LOST' ? lost(request) : reply;
	}

	get unused(): number {
		return this.steps.length;
	}
}

/** Time passes only when somebody sleeps or a test says so. */
export class FakeClock implements Clock {
	readonly slept: number[] = [];

	constructor(private ms = 1_000_000) {}

	now(): number {
		return this.ms;
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		this.ms += ms;
	}
}
