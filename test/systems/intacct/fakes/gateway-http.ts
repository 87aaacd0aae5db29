import type { HttpRequest, HttpResponse } from '../../../../src/contracts';
import { ScriptedHttp, type Step as AnyStep } from '../../../doubles/scripted-http';

export interface Reply { status?: number; headers?: Record<string, string>; body: string | Buffer }
/** A text is a whole document, 'LOST' a connection that breaks. */
export type Step = string | Reply | ((request: HttpRequest) => string | Reply | Promise<string | Reply>);

const response = (reply: string | Reply): HttpResponse => {
	const { status = 200, headers = {}, body } = typeof reply === 'string' ? { body: reply } : reply;
	return { status, headers, body: Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8') };
};

const stepOf = (step: Step): AnyStep => {
	if (step === 'LOST') return step;
	return typeof step === 'function' ? async (request) => response(await step(request)) : response(step);
};

/** The one address that takes every request, so what tells them apart is in the bodies. */
export class GatewayHttp extends ScriptedHttp {
	constructor(...steps: readonly Step[]) {
		super(...steps.map(stepOf));
	}

	get bodies(): readonly string[] {
		return this.sent.map(({ body }) => String(body));
	}

	/** Names of the functions sent, in order. */
	get functions(): readonly string[] {
		return this.bodies.map((body) => /<function [^>]*><(\w+)/.exec(body)?.[1] ?? '?');
	}
}
