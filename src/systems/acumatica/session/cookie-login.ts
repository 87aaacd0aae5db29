import type { HttpRequest, HttpResponse } from '../../../contracts';
import { FatalError, RetryableError } from '../../../core/errors';
import { keepCookies, type Cookies } from '../../../core/http/cookies';
import type { Session } from '../../../core/sessions/stored-session';
import { classifyAnswer, errorOf, type Verdict } from '../answers/classify-answer';
import type { Meaning } from '../answers/error-table';
import { SYSTEM, siteOf } from '../identity';

/** Who signs in by name and password. */
export interface CookieIdentity {
	readonly siteUrl: string;
	readonly user: string;
	readonly password: string;
	/** Omitted, the server takes its default tenant without a word (reference acumatica 2.2). */
	readonly tenant?: string;
	readonly branch?: string;
	/** `en-US`: labels of drop-downs come in the language of the session. The user's own unless set. */
	readonly locale?: string;
}

export interface CookieSession extends Session {
	readonly cookies: Cookies;
}

/**
 * The server tells no lifetime; it ends an idle session after 10 to 20 minutes (reference acumatica 2.2) and answers 401
 * then. So a session is used until that happens: one given up by a clock of our own would keep its seat while another is
 * taken.
 */
const LONGEST_MS = 24 * 3_600_000;
const TIMEOUT_MS = 180_000;
export const LOGIN = 'sign in';

const present = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** What a sign-in leaves behind; without one of these nobody is signed in. */
const holdsSession = (cookies: Cookies): boolean => '.ASPXAUTH' in cookies || 'ASP.NET_SessionId' in cookies;

/** A lost answer may have taken a seat, so it is not sent again by itself. */
export const loginRequest = ({ siteUrl, user, password, tenant, branch, locale }: CookieIdentity): HttpRequest => ({
	method: 'POST', url: `${siteOf(siteUrl)}/entity/auth/login`, purpose: LOGIN, repeatable: false, timeoutMs: TIMEOUT_MS,
	headers: { accept: 'application/json', 'content-type': 'application/json' },
	body: JSON.stringify({ name: user, password, tenant: present(tenant), branch: present(branch), locale: present(locale) }),
});

/** The empty body makes the `Content-Length: 0` without which IIS answers 411 (reference acumatica 2.2). */
export const logoutRequest = (siteUrl: string): HttpRequest => ({
	method: 'POST', url: `${siteOf(siteUrl)}/entity/auth/logout`, purpose: 'sign out', repeatable: true, timeoutMs: TIMEOUT_MS,
	headers: { accept: 'application/json' }, body: '',
});

/** Passing troubles of a sign-in; anything else is a refusal, and asking again could lock the user. */
const PASSING: ReadonlySet<Meaning> = new Set(['no-seat', 'busy', 'gateway-trouble', 'unreadable']);

const CHECK = 'Check user, password, tenant and branch in the credential. A new user has to change the first password in the browser.';

/** `undefined` for a good answer. A refused password comes as a 500 (reference acumatica 2.2). */
export const judgeLogin = (response: HttpResponse): Verdict | undefined => {
	const verdict = classifyAnswer(response, 'nothing');
	if (!verdict || PASSING.has(verdict.meaning)) return verdict;
	const isOwn = ['redirected', 'wrong-address', 'not-there', 'tenant-unknown', 'passing'].includes(verdict.meaning);
	return { ...verdict, action: 'stop', remedy: isOwn ? verdict.remedy : CHECK };
};

/**
 * @param askedAtMs the worker's clock when it was sent
 * @throws FatalError for a refusal, RetryableError when no seat is free or the site is not there
 */
export const readLogin = (response: HttpResponse, askedAtMs: number): CookieSession => {
	const verdict = judgeLogin(response);
	// Refused or not, nobody is signed in; a seat that was taken behind a lost answer frees itself.
	if (verdict) throw errorOf(verdict, LOGIN, true);
	const cookies = keepCookies({}, response);
	if (holdsSession(cookies)) return { cookies, expiresAtMs: askedAtMs + LONGEST_MS };
	if (response.setCookies === undefined && response.headers['set-cookie'] === undefined) {
		throw new FatalError({
			system: SYSTEM, operation: LOGIN, status: response.status, said: 'the answer sets no cookies',
			remedy: 'Check the site address in the credential, and that nothing before the site takes cookies away.',
		});
	}
	throw new RetryableError({
		system: SYSTEM, operation: LOGIN, status: response.status, said: 'the answer holds no session', remedy: 'Run it again; if it stays, check the site address.',
	});
};

/** Names the session: everything that decides whose data it shows, and in which language. */
export const sessionIdentity = ({ siteUrl, user, tenant, branch, locale }: CookieIdentity): string =>
	JSON.stringify(['acumatica session 1', siteOf(siteUrl), user, tenant?.trim() ?? '', branch?.trim() ?? '', locale?.trim() ?? '']);
