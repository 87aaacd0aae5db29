import type { Http, HttpRequest, HttpResponse } from '../../src/contracts';
import { ConnectionLostError } from '../../src/core/errors';

export type Reply = HttpResponse | 'LOST';
export type Step = Reply | ((request: HttpRequest) => Reply | Promise<Reply>);

/** The server's clock in every answer unless told otherwise. */
export const DATE = 'Wed, 04 Mar 2026 10:00:07 GMT';
export const NOW = '2026-03-04T10:00:07Z';

export const answer = (status: number, body = '', headers: Record<string, string> = {}, setCookies?: readonly string[]): HttpResponse =>
	({ status, headers: { date: DATE, ...headers }, body: Buffer.from(body, 'utf8'), ...(setCookies && { setCookies }) });

/** The document as text, so that numbers keep their digits. */
export const jsonText = (document: string, status = 200): HttpResponse => answer(status, document, { 'content-type': 'application/json; charset=utf-8' });
export const json = (body: unknown, status = 200): HttpResponse => jsonText(JSON.stringify(body), status);

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
		if (step === undefined) {
			throw new Error(`nothing scripted for request ${this.sent.length}: ${request.method} ${request.url} ${String(request.body ?? '').slice(0, 2000)}`);
		}
		await new Promise((resolve) => setImmediate(resolve));
		const reply = typeof step === 'function' ? await step(request) : step;
		if (reply === 'LOST') throw new ConnectionLostError({ system: 'fake', operation: request.purpose, said: 'reset', remedy: 'none' });
		return reply;
	}

	/** `METHOD path?query`, unescaped. */
	get lines(): readonly string[] {
		return this.sent.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace(/^https?:\/\/[^/]+/, ''))}`);
	}

	get unused(): number {
		return this.steps.length;
	}
}
