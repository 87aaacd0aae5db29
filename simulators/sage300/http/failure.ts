import type { SimResponse } from '../../harness/server';

/** Codes of the vendor's list, and FieldInvalid which was seen beside it (reference sage-300 10), with their likely status. */
const STATUS = {
	RecordNotFound: 404, ResourceNotFound: 404, Unauthorized: 401, Forbidden: 403, MethodNotAllowed: 405, InvalidParameters: 400,
		InvalidEntityKey: 400,
	InvalidPayload: 400, InvalidAction: 400, RecordDuplicate: 409, RecordInvalid: 409, General: 409, FieldInvalid: 409, TooManyRequests: 429,
	InternalServerError: 500, DBLinkError: 500, SessionError: 500,
} as const;

export type ErrorCode = keyof typeof STATUS;

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(STATUS, text);

export const errorBody = (code: string, message: string): string => JSON.stringify({ error: { code, message: { lang: 'en-US', value: message } } });

/** What an answer has beside code and message; the status only where it is not the likely one of the code. */
export interface RefusalDetails {
	readonly status?: number;
	readonly cookies?: readonly string[];
	readonly headers?: Record<string, string>;
}

/** A request that ends here. The content type of the answer is a switch of the site. */
export class Refusal extends Error {
	constructor(readonly code: ErrorCode, message: string, private readonly more: RefusalDetails = {}) {
		super(message);
	}

	get status(): number {
		return this.more.status ?? STATUS[this.code];
	}

	get cookies(): readonly string[] | undefined {
		return this.more.cookies;
	}

	get headers(): Record<string, string> | undefined {
		return this.more.headers;
	}
}

/** An answer that the application never sees, such as a page of the web server or of a proxy. */
export class Page extends Error {
	constructor(readonly response: SimResponse) {
		super(`page with ${response.status}`);
	}
}

const HTML = { 'content-type': 'text/html; charset=utf-8' } as const;

export const htmlPage = (status: number, title: string): SimResponse => ({
	status, headers: HTML,
		body: `<html><head><title>${status} ${title}</title></head><body><center><h1>${status} ${title}</h1></center></body></html>`,
});

/** The connection is cut without an answer; whatever was stored is stored. */
export class Cut extends Error {}

/** Refused by the business layer: a message of the desktop's, with 409 (reference sage-300 10). */
export const refused = (message: string): Refusal => new Refusal('General', message);
export const invalidField = (message: string): Refusal => new Refusal('FieldInvalid', message);
