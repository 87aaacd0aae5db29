import type { HttpResponse } from '../../contracts';

/** Cookies by name. Secrets: whoever has them is signed in. */
export type Cookies = Readonly<Record<string, string>>;

const EXPIRED = /;\s*(?:max-age=0(?:;|$)|expires=[^;]*\b(?:1970|1969|1999)\b)/i;

/**
 * Cookies after an answer: set ones replace those of the same name, the last of several counts, and what the server
 * empties or lets expire is gone (reference acumatica 2.2). Attributes play no part: all of them go back to one site, and
 * `secure` must not keep them off a simulator on plain http.
 */
export const keepCookies = (cookies: Cookies, { setCookies = [], headers }: Pick<HttpResponse, 'setCookies' | 'headers'>): Cookies => {
	const lines = setCookies.length > 0 || headers['set-cookie'] === undefined ? setCookies : [headers['set-cookie']];
	const kept = new Map(Object.entries(cookies));
	for (const line of lines) {
		const found = /^\s*([^=;\s]+)=([^;]*)/.exec(line);
		if (!found) continue;
		const [, name = '', value = ''] = found;
		if (value.trim() === '' || EXPIRED.test(line)) kept.delete(name);
		else kept.set(name, value.trim());
	}
	return Object.fromEntries(kept);
};

/** '' where there are none. */
export const cookieHeader = (cookies: Cookies): string => Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; ');

/** The cookies of one session, as they change from answer to answer. */
export class CookieJar {
	private cookies: Cookies = {};

	keep(answer: Pick<HttpResponse, 'setCookies' | 'headers'>): void {
		this.cookies = keepCookies(this.cookies, answer);
	}

	/** The next request begins a new session. */
	forget(): void {
		this.cookies = {};
	}

	/** '' where there are none. */
	get header(): string {
		return cookieHeader(this.cookies);
	}
}
