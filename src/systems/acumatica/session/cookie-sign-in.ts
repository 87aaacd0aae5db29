import type { Clock, Http, HttpRequest, HttpResponse, Instant } from '../../../contracts';
import type { RetryPolicy } from '../../../core/http/retry';
import { withRetry } from '../../../core/http/retry-http';
import { storedExpiry, type SessionStore } from '../../../core/sessions/stored-session';
import { CancelledError } from '../../../core/errors';
import { cookieHeader, type Cookies } from '../../../core/http/cookies';
import { classifyAnswer } from '../answers/classify-answer';
import { ACUMATICA_RETRY_POLICY, judgeAnswer, toldTimeOf } from '../gateway';
import { SYSTEM } from '../identity';
import { judgeLogin, LOGIN, loginRequest, logoutRequest, readLogin, sessionIdentity, type CookieIdentity, type CookieSession } from './cookie-login';
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
	/**
	 * Signs in unless somebody has. If this very call did, the server's time as the sign-in's answer told it, which spares a
	 * request that asks for it; `undefined` where a session was there already: what it was told with may be hours old.
	 */
	openingTime(): Promise<Instant | undefined>;
	/**
	 * The run is over, and what of it still runs signs in no more. The last run signs out; `keep` leaves the session to the
	 * next one, which costs the seat until then, if that one can find it: if the store holds it, or it was kept before.
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
 * before its seat. A failing run calls `end` like any other. A run that is stopped may be in the middle of a sign-in: that
 * one request is not cut off, as the server would carry it out all the same and its cookies would be lost, and `end` waits
 * for it. What is sent after `end`, by a part of the run that nobody waits for, is refused instead of signed in.
 */
export const createCookieSignIn = (parts: CookieSignInParts): CookieSignIn => {
	const { http, clock, sessions, identity, store, signal, retryPolicy = ACUMATICA_RETRY_POLICY, random } = parts;
	const name = sessionIdentity(identity);
	const unstoppable: Http = { send: async ({ signal: _stop, ...request }) => await http.send(request) };
	const patient = withRetry(unstoppable, {
		clock, policy: retryPolicy, ...(random && { random }), isTransient: (response, { repeatable }) => judgeAnswer(judgeLogin(response), repeatable),
	});
	sessions.enter(name);
	let ended = false;
	let signingIn: Promise<CookieSession> | undefined;
	let opening: Instant | undefined;

	const signOut = async (cookies: Cookies): Promise<void> => {
		await http.send(withCookies(logoutRequest(identity.siteUrl), cookies)).catch(() => undefined);
	};
	const refuseAfterEnd = (): void => {
		if (ended) throw new CancelledError({ system: SYSTEM, operation: LOGIN, said: 'this run is over', remedy: 'Run it again.' });
	};
	const logIn = async (): Promise<CookieSession> => {
		refuseAfterEnd();
		const askedAtMs = clock.now();
		const response = await patient.send({ ...loginRequest(identity), ...(signal && { signal }) });
		const session = readLogin(response, askedAtMs);
		opening = toldTimeOf(response);
		sessions.noteOpened();
		sessions.use(name, session);
		return session;
	};
	const signIn = (): Promise<CookieSession> =>
		(signingIn = logIn().finally(() => {
			signingIn = undefined;
		}));
	const current = async (): Promise<CookieSession> => {
		await sessions.settled(name);
		refuseAfterEnd();
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
	const isWanted = (): boolean =>
		sessions.isKept(name) || (store !== undefined && storedExpiry(store.state, name) === sessions.inUse(name)?.expiresAtMs);

	return {
		http: {
			async send(request) {
				const session = await current();
				const response = await sendIn(request, session);
				return isSignedOut(response) ? sendIn(request, await renewed(session)) : response;
			},
		},
		async openingTime() {
			opening = undefined;
			await current();
			return opening;
		},
		async end(keep) {
			if (ended) return;
			ended = true;
			if (signingIn) await signingIn.catch(() => undefined);
			if (sessions.leave(name) > 0) return;
			if (keep === 'keep' && isWanted()) {
				sessions.keep(name);
				return;
			}
			await sessions.close(name, async () => {
				const taken = sessions.take(name);
				if (taken) await signOut(taken.cookies);
			});
		},
	};
};
