import type { Http, HttpRequest, HttpResponse } from '../../../src/contracts';
import { ConnectionLostError } from '../../../src/core/errors';

export const answer = (status: number, headers: Record<string, string> = {}, body = ''): HttpResponse => ({ status, headers, body: Buffer.from(body) });

export const lostAnswer = (): ConnectionLostError =>
	new ConnectionLostError({ system: 'api.example.com', operation: 'read a page', said: 'socket hang up', remedy: 'Try again.' });

export const request = (change: Partial<HttpRequest> = {}): HttpRequest => ({
	method: 'GET', url: 'https://api.example.com/2/0/models', purpose: 'read a page', repeatable: true, ...change,
});

/** Answers, or throws, what the script says, and remembers what it was asked. */
export const scripted = (...script: ReadonlyArray<HttpResponse | Error>): Http & { readonly sent: HttpRequest[] } => {
	const left = [...script];
	const sent: HttpRequest[] = [];
	return {
		sent,
		async send(asked) {
			sent.push(asked);
			const next = left.shift();
			if (!next) throw new Error('the script has ended');
			if (next instanceof Error) throw next;
			return next;
		},
	};
};
