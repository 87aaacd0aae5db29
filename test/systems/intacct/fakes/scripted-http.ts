import type { Clock, Http, HttpRequest, HttpResponse } from '../../../../src/contracts';
import { ConnectionLostError } from '../../../../src/core/errors';

export interface Reply { status?: number; headers?: Record<string, string>; body: string | Buffer }
export type Step = string | Reply | 'LOST' | ((request: HttpRequest) => string | Reply | Promise<string | Reply>);

const response = (reply: string | Reply): HttpResponse => {
	const { status = 200, headers = {}, body } = typeof reply === 'string' ? { body: reply } : reply;
	return { status, headers, body: Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8') };
};

/** Answers one step per request, in order, and keeps what was sent. */
export class ScriptedHttp implements Http {
	readonly sent: HttpRequest[] = [];
	private readonly steps: Step[];

	constructor(...steps: Step[]) {
		this.steps = steps;
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		this.sent.push(request);
		const step = this.steps.shift();
		if (step === undefined) throw new Error(`nothing scripted for request ${this.sent.length}: ${String(request.body).slice(0, 2000)}`);
		if (step === 'LOST') throw new ConnectionLostError({ system: 'fake', operation: request.purpose, said: 'reset', remedy: 'none' });
		return response(typeof step === 'function' ? await step(request) : step);
	}

	get bodies(): readonly string[] {
		return this.sent.map(({ body }) => String(body));
	}

	/** Names of the functions sent, in order. */
	get functions(): readonly string[] {
		return this.bodies.map((body) => /<function [^>]*><(\w+)/.exec(body)?.[1] ?? '?');
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

	pass(ms: number): void {
		this.ms += ms;
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		this.ms += ms;
	}
}
