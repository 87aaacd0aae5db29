/** A JSON answer of n8n: `data` is unwrapped. */
export interface RestAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: unknown;
}

export interface RestCall {
	readonly method?: string;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly timeoutMs?: number;
}

/** n8n's own web API, as its editor uses it. Every failure carries the end of n8n's log. */
export class RestClient {
	private cookie = '';

	constructor(
		private readonly base: string,
		private readonly logTail: () => string,
	) {}

	/** Any status is an answer. */
	async call(path: string, call: RestCall = {}): Promise<RestAnswer> {
		const method = call.method ?? (call.body === undefined ? 'GET' : 'POST');
		const timeoutMs = call.timeoutMs ?? 30_000;
		let response: Response;
		let text: string;
		try {
			response = await fetch(this.base + path, {
				method,
				headers: {
					...(this.cookie === '' ? {} : { cookie: this.cookie }),
					...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
					...call.headers,
				},
				body: call.body === undefined ? undefined : JSON.stringify(call.body),
				signal: AbortSignal.timeout(timeoutMs),
				redirect: 'manual',
			});
			text = await response.text();
		} catch (error) {
			throw this.failure(`${method} ${path} got no answer within ${timeoutMs / 1000} s (${String(error)})`);
		}
		const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';')[0] ?? '';
		return { status: response.status, headers: response.headers, body: parsed(text) };
	}

	/** As `call`, but anything except 2xx is a failure; returns what stands under `data`. */
	async data(path: string, call: RestCall = {}): Promise<unknown> {
		const answer = await this.call(path, call);
		if (answer.status < 200 || answer.status > 299) {
			throw this.failure(`${call.method ?? (call.body === undefined ? 'GET' : 'POST')} ${path} was answered with ${answer.status}: ${JSON.stringify(answer.body).slice(0, 1500)}`);
		}
		return isRecord(answer.body) && 'data' in answer.body ? answer.body.data : answer.body;
	}

	private failure(what: string): Error {
		return new Error(`n8n: ${what}\n--- end of n8n's log ---\n${this.logTail()}`);
	}
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
