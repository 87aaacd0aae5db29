import type { Clock, Http, HttpRequest, HttpResponse } from '../../../contracts';
import type { RetryPolicy } from '../../../core/http/retry';
import { withRetry } from '../../../core/http/retry-http';
import type { SessionStore } from '../../../core/sessions/stored-session';
import { classifyAnswer } from '../answers/classify-answer';
import { ACUMATICA_RETRY_POLICY, judgeAnswer } from '../gateway';
import { cookieHeader, type Cookies } from './cookie-jar';
import { judgeLogin, loginRequest, logoutRequest, readLogin, sessionIdentity, type CookieIdentity, type CookieSession } from './cookie-login';
import type { CookieSessions } from './cookie-sessions';

export interface CookieSignInParts {
	/** Plain: signs nothing. */
	readonly http: Http;
	readonly clock: Clock;
	/** One per process. */
	readonly sessions: CookieSessions;
	readonly identity: CookieIdentity;
	/** Keeps a sealed copy between runs, for those who keep the session open. */
	readonly store?: SessionStore;
	readonly signal?: AbortSignal;
	readonly retryPolicy?: RetryPolicy;
	readonly random?: () => number;
}

/** One run's use of the seat of its identity. `end` has to be called, whatever happened. */
export interface CookieSignIn {
	/** Adds the session to every request and renews it when the server no longer knows it. */
	readonly http: Http;
	/** Signs in anew, past all caches, and out again: for the test of a credential. */
	test(): Promise<void>;
	/**
	 * The run is over. The last one signs out; `keep` leaves the session to the next run, which costs the seat until then.
	 * Never rejects: a session that cannot be ended ends by itself. A second call does nothing.
	 */
	end(keep?: 'keep'): Promise<void>;
}

/** Nobody is signed in any more: 401, or a redirect to the sign-in page. Such a request was not carried out. */
const isSignedOut = (response: HttpResponse): boolean =>
	(response.status === 401 || (response.status >= 300 && response.status < 400)) && classifyAnswer(response, 'nothing')?.action === 'sign-in';

const withCookies = (request: HttpRequest, cookies: Cookies): HttpRequest => ({ ...request, headers: { ...request.headers, cookie: cookieHeader(cookies) } });

/**
 * Sign-in by name and password with a cookie.
 *
 * **Few sign-ins.** The first request of a run signs in, unless the process or the sealed copy holds a session; all later
 * ones use it. A session that the server no longer knows is renewed once per request; the second refusal is the answer,
 * because a session that dies at once would otherwise mean sign-in after sign-in until the user is locked. Of several
 * requests that meet the same dead session one renews it. Repeating is safe for any request, as one that nobody has signed
 * is refused before it is looked at.
 *
 * **No seat is left behind.** A dead session is signed out as well before the next sign-in: its cookie may have ended
 * before its seat. A failing run calls `end` like any other.
 */
export const createCookieSignIn = (parts: CookieSignInParts): CookieSignIn => {
	const { http, clock, sessions, identity, store, signal, retryPolicy = ACUMATICA_RETRY_POLICY, random } = parts;
	const name = sessionIdentity(identity);
	const patient = withRetry(http, {
		clock, policy: retryPolicy, ...(random && { random }), isTransient: (response, { repeatable }) => judgeAnswer(judgeLogin(response), repeatable),
	});
	sessions.enter(name);
	let ended = false;

	const signOut = async (cookies: Cookies): Promise<void> => {
		await http.send(withCookies(logoutRequest(identity.siteUrl), cookies)).catch(() => undefined);
	};
	const signIn = async (): Promise<CookieSession> => {
		const askedAtMs = clock.now();
		const session = readLogin(await patient.send({ ...loginRequest(identity), ...(signal && { signal }) }), askedAtMs);
		sessions.noteOpened();
		return session;
	};
	const current = async (): Promise<CookieSession> => {
		await sessions.settled(name);
		return sessions.cache.get(name, identity.password, store, signIn, signal);
	};
	const renewed = async (dead: CookieSession): Promise<CookieSession> => {
		if (sessions.isCurrent(name, dead)) {
			await sessions.close(name, async () => {
				const taken = sessions.take(name);
				if (taken) await signOut(taken.cookies);
			});
		}
		return current();
	};
	const sendIn = async (request: HttpRequest, session: CookieSession): Promise<HttpResponse> => {
		const response = await http.send(withCookies(request, sessions.use(name, session)));
		sessions.renew(name, session, response);
		return response;
	};

	return {
		http: {
			async send(request) {
				const session = await current();
				const response = await sendIn(request, session);
				return isSignedOut(response) ? sendIn(request, await renewed(session)) : response;
			},
		},
		async test() {
			const { cookies } = await signIn();
			await signOut(cookies);
			sessions.noteClosed();
		},
		async end(keep) {
			if (ended) return;
			ended = true;
			if (sessions.leave(name) > 0 || keep === 'keep') return;
			await sessions.close(name, async () => {
				const taken = sessions.take(name);
				if (taken) await signOut(taken.cookies);
			});
		},
	};
};
