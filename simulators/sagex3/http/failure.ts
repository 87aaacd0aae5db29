import type { SimResponse } from '../../harness/server';

export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;
export const TEXT_TYPE = { 'content-type': 'text/plain; charset=utf-8' } as const;
export const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' } as const;

export const jsonAnswer = (status: number, value: unknown, note?: Record<string, unknown>): SimResponse =>
	({ status, headers: JSON_TYPE, body: JSON.stringify(value), ...(note === undefined ? {} : { note }) });

export const textAnswer = (status: number, text: string, note?: Record<string, unknown>): SimResponse =>
	({ status, headers: TEXT_TYPE, body: text, ...(note === undefined ? {} : { note }) });

export const LOGIN_PAGE = '<!DOCTYPE html><html><head><title>Sage X3 - Sign in</title></head><body><form action="/auth/login/submit"></form></body></html>';

/** A request that ends here, with its answer. */
export class Ended extends Error {
	constructor(readonly response: SimResponse) {
		super(`ended with ${response.status}`);
	}
}
