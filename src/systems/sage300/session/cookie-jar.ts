import type { HttpResponse } from '../../../contracts';

const EXPIRED = /;\s*(?:max-age=0(?:;|$)|expires=[^;]*\b(?:1970|1969|1999)\b)/i;

/**
 * The cookies of one client's session. The server opens one with the first answer, and going on in it spares a sign-in per request
 * (reference sage-300 3); all of them go back to the one server, so their attributes play no part.
 */
export class CookieJar {
	private readonly cookies = new Map<string, string>();

	keep({ setCookies = [], headers }: Pick<HttpResponse, 'setCookies' | 'headers'>): void {
		const joined = headers['set-cookie'];
		for (const line of setCookies.length > 0 || joined === undefined ? setCookies : [joined]) {
			const [, name = '', value = ''] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? [];
			if (name === '') continue;
			if (value.trim() === '' || EXPIRED.test(line)) this.cookies.delete(name);
			else this.cookies.set(name, value.trim());
		}
	}

	/** The next request begins a new session. */
	forget(): void {
		this.cookies.clear();
	}

	/** '' where there are none. */
	get header(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}
}
