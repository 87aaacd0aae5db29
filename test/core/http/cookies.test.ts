import { CookieJar, cookieHeader, keepCookies } from '../../../src/core/http/cookies';

describe('cookies', () => {
	it('the last of several counts, emptied and expired ones go', () => {
		const first = keepCookies({ old: '1', gone: '2' }, { headers: {}, setCookies: ['a=1; path=/', 'a=2=3', 'gone=; path=/', 'old=x; Max-Age=0', 'broken'] });
		expect(first).toEqual({ a: '2=3' });
		expect(keepCookies({}, { headers: { 'set-cookie': 'b=1; path=/' } })).toEqual({ b: '1' });
	});

	it('go back together, whatever their attributes say', () => {
		const kept = keepCookies({}, { headers: {}, setCookies: ['s=1; Secure; HttpOnly; SameSite=None', 'route=2; domain=elsewhere.example'] });
		expect(cookieHeader(kept)).toBe('s=1; route=2');
		expect(cookieHeader({})).toBe('');
	});

	it('a jar follows the answers until it forgets', () => {
		const jar = new CookieJar();
		jar.keep({ headers: {}, setCookies: ['s=1', 'route=1'] });
		jar.keep({ headers: {}, setCookies: ['s=2', 'route=; expires=Thu, 01 Jan 1970 00:00:00 GMT'] });
		expect(jar.header).toBe('s=2');
		jar.forget();
		expect(jar.header).toBe('');
	});
});
