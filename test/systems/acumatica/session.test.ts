import type { HttpRequest } from '../../../src/contracts';
import { CancelledError, ConnectionLostError, FatalError, RetryableError } from '../../../src/core/errors';
import type { SessionStore } from '../../../src/core/sessions/stored-session';
import { CookieSessions, createCookieSignIn, loginRequest, logoutRequest, readLogin, type CookieSignIn } from '../../../src/systems/acumatica';
import { PassingClock } from '../../doubles/passing-clock';
import { rejection } from '../../doubles/results';
import { answer, json, ScriptedHttp, type Step } from '../../doubles/scripted-http';
import { clientOn, SITE } from './fakes/client';
import { exception } from './fakes/exception';

const IDENTITY = { siteUrl: `${SITE}/`, user: 'plan api', password: 'pä"ss', tenant: 'HarborMills' };
const cookies = (name: string): readonly string[] => [
	`ASP.NET_SessionId=${name}; path=/; HttpOnly; SameSite=None`, `.ASPXAUTH=auth-${name}; path=/; secure; HttpOnly; SameSite=None`,
	'Locale=Culture=en-US&TimeZone=GMTM0800A; path=/', '.ASPXAUTH=; expires=Tue, 12-Oct-1999 04:00:00 GMT; path=/', `.ASPXAUTH=auth-${name}; path=/; secure`,
];
const signedIn = (name: string) => answer(204, '', {}, cookies(name));
const GONE = json({ message: 'You are not logged in.' }, 401);
const OUT = answer(204);

const store = (): SessionStore & { readonly kept: Map<string, unknown> } => {
	const kept = new Map<string, unknown>();
	return { kept, writable: true, state: { read: (key) => kept.get(key), write: (key, value) => void kept.set(key, value) } };
};

interface Bench { http: ScriptedHttp; clock: PassingClock; sessions: CookieSessions; run: (more?: { store?: SessionStore }) => CookieSignIn }
const bench = (...steps: readonly Step[]): Bench => {
	const [http, clock] = [new ScriptedHttp(...steps), new PassingClock()];
	const sessions = new CookieSessions(clock);
	return { http, clock, sessions, run: (more = {}) => createCookieSignIn({ http, clock, sessions, identity: IDENTITY, random: () => 0, ...more }) };
};
const ask: HttpRequest = { method: 'GET', url: `${SITE}/entity/Default/24.200.001/Account`, purpose: 'read', repeatable: true };
const cookieOf = (request: HttpRequest | undefined): string => request?.headers?.cookie ?? '';

describe('few sign-ins', () => {
	it('signs in once, sends what the answer set, and signs out at the end', async () => {
		const { http, sessions, run } = bench(signedIn('one'), json([]), json([]), OUT);
		const signIn = run();
		await signIn.http.send(ask);
		await signIn.http.send(ask);
		await signIn.end();
		await signIn.end();
		expect(http.lines).toEqual(['POST /site/entity/auth/login', 'GET /site/entity/Default/24.200.001/Account', 'GET /site/entity/Default/24.200.001/Account', 'POST /site/entity/auth/logout']);
		expect(new Set(http.sent.slice(1).map(cookieOf))).toEqual(new Set(['ASP.NET_SessionId=one; Locale=Culture=en-US&TimeZone=GMTM0800A; .ASPXAUTH=auth-one']));
		expect(sessions.count).toEqual({ opened: 1, closed: 1 });
	});

	it('requests at the same time wait for one sign-in', async () => {
		const { http, run } = bench(signedIn('one'), json([]), json([]), json([]), OUT);
		const signIn = run();
		await Promise.all([signIn.http.send(ask), signIn.http.send(ask), signIn.http.send(ask)]);
		await signIn.end();
		expect(http.lines.filter((line) => line.includes('login')).length).toBe(1);
	});

	it('runs of one identity share the session; the last one signs out', async () => {
		const { http, sessions, run } = bench(signedIn('one'), json([]), json([]), OUT);
		const [first, second] = [run(), run()];
		await first.http.send(ask);
		await first.end();
		expect(http.lines.at(-1)).not.toContain('logout');
		await second.http.send(ask);
		await second.end();
		expect(http.lines.at(-1)).toContain('logout');
		expect(sessions.count).toEqual({ opened: 1, closed: 1 });
	});

	it('who comes while a sign-out is under way waits for its end and signs in anew', async () => {
		let release: () => void = () => undefined;
		const { http, run } = bench(signedIn('one'), json([]), () => new Promise((resolve) => {
			release = () => resolve(OUT);
		}), signedIn('two'), json([]), OUT);
		const first = run();
		await first.http.send(ask);
		const ending = first.end();
		const second = run();
		const sending = second.http.send(ask);
		await new Promise((resolve) => setImmediate(resolve));
		await new Promise((resolve) => setImmediate(resolve));
		expect(http.sent.length).toBe(3);
		release();
		await ending;
		await sending;
		await second.end();
		expect(cookieOf(http.sent.at(-1))).toContain('auth-two');
	});

	it('a session that is kept serves the next run, also out of the sealed copy', async () => {
		const { http, clock, run } = bench(signedIn('one'), json([]), json([]));
		const kept = store();
		const first = run({ store: kept });
		await first.http.send(ask);
		await first.end('keep');
		clock.pass(5 * 60_000);
		// Another process: nothing but the sealed copy.
		const second = createCookieSignIn({ http, clock, sessions: new CookieSessions(clock), identity: IDENTITY, store: kept, random: () => 0 });
		await second.http.send(ask);
		expect(http.lines.filter((line) => line.includes('login')).length).toBe(1);
		expect(JSON.stringify([...kept.kept])).not.toContain('auth-one');
	});

	it('keeps the cookies that later answers renew', async () => {
		const { http, run } = bench(signedIn('one'), answer(200, '[]', {}, ['.ASPXAUTH=renewed; path=/']), json([]), OUT);
		const signIn = run();
		await signIn.http.send(ask);
		await signIn.http.send(ask);
		await signIn.end();
		expect(cookieOf(http.sent[2])).toContain('.ASPXAUTH=renewed');
		expect(cookieOf(http.sent[3])).toContain('.ASPXAUTH=renewed');
	});
});

describe('a session that the server no longer knows', () => {
	it('is signed out as well, renewed once, and the request is sent again even if it must not be sent twice', async () => {
		const { http, sessions, run } = bench(signedIn('one'), GONE, OUT, signedIn('two'), json({}), OUT);
		const signIn = run();
		expect((await signIn.http.send({ ...ask, method: 'PUT', repeatable: false })).status).toBe(200);
		await signIn.end();
		expect(http.sent.map(cookieOf).map((cookie) => /auth-(\w+)/.exec(cookie)?.[1])).toEqual([undefined, 'one', 'one', undefined, 'two', 'two']);
		expect(sessions.count).toEqual({ opened: 2, closed: 2 });
	});

	it('a redirect to the sign-in page means the same', async () => {
		const { run } = bench(signedIn('one'), answer(302, '', { location: '/site/Frames/Login.aspx?ReturnUrl=x' }), OUT, signedIn('two'), json([]));
		expect((await run().http.send(ask)).status).toBe(200);
	});

	it('the second refusal is the answer', async () => {
		const { http, run } = bench(signedIn('one'), GONE, OUT, signedIn('two'), GONE);
		expect((await run().http.send(ask)).status).toBe(401);
		expect(http.unused).toBe(0);
	});

	it('of several requests that meet it one renews it', async () => {
		const { http, run } = bench(signedIn('one'), GONE, GONE, OUT, signedIn('two'), json([]), json([]));
		const signIn = run();
		expect((await Promise.all([signIn.http.send(ask), signIn.http.send(ask)])).map(({ status }) => status)).toEqual([200, 200]);
		expect(http.lines.filter((line) => line.includes('login')).length).toBe(2);
	});

	it('who learns of it late does not end the session that another one has made meanwhile', async () => {
		let release: () => void = () => undefined;
		const late = () => new Promise<typeof GONE>((resolve) => {
			release = () => resolve(GONE);
		});
		const { http, sessions, run } = bench(signedIn('one'), json([]), late, GONE, OUT, signedIn('two'), json([]), json([]));
		const signIn = run();
		await signIn.http.send(ask);
		const slow = signIn.http.send(ask);
		await new Promise((resolve) => setImmediate(resolve));
		await signIn.http.send(ask);
		release();
		expect((await slow).status).toBe(200);
		expect([http.unused, sessions.count]).toEqual([0, { opened: 2, closed: 1 }]);
	});

	it('a straggler does not put it back into use', () => {
		const sessions = new CookieSessions(new PassingClock());
		const [one, two] = [{ cookies: { a: '1' }, expiresAtMs: 9e9 }, { cookies: { a: '2' }, expiresAtMs: 9e9 }];
		sessions.use('id', one);
		sessions.take('id');
		expect(sessions.use('id', two)).toEqual({ a: '2' });
		expect(sessions.use('id', one)).toEqual({ a: '1' });
		expect(sessions.take('id')?.cookies).toEqual({ a: '2' });
	});
});

describe('seats', () => {
	const DISGUISES: ReadonlyArray<readonly [string, Step]> = [
		['a plain 429', answer(429, 'The custom error module does not recognize this error.', { 'content-type': 'text/plain' })],
		['an HTML page with status 200', answer(200, '<!DOCTYPE html><html><head><title>API Login Limit</title></head></html>', {}, ['ASP.NET_SessionId=x; path=/'])],
		['an HTML page with status 500', answer(500, '<html><head><title>API Login Limit</title></head></html>')],
		['a JSON error', exception('PX.Data.PXException', 'API Login Limit')],
		['a redirect to the error page', answer(302, '', { location: '/site/Frames/Error.aspx?exceptionID=1&message=The+number+of+concurrent+API+logins+is+exceeded' })],
	];

	it.each(DISGUISES)('recognises %s, waits and tries again', async (_name, refusal) => {
		const { clock, run } = bench(refusal, signedIn('one'), json([]), OUT);
		const signIn = run();
		expect((await signIn.http.send(ask)).status).toBe(200);
		expect(clock.slept.length).toBe(1);
	});

	it.each(DISGUISES)('says what to do when %s stays', async (_name, refusal) => {
		const { http, run } = bench(...Array<Step>(6).fill(refusal));
		const error = await rejection(run().http.send(ask));
		expect(error).toBeInstanceOf(RetryableError);
		expect(http.unused).toBe(0);
	});

	it('on an ordinary call, too, it was refused unprocessed', async () => {
		const { http, clock } = { ...bench(DISGUISES[4]![1], json([])) };
		const [page] = [await clientOn(http, { clock }).records({ entity: 'Account', limit: 1 }).next()];
		expect(page.done).toBe(true);
		expect(http.sent.length).toBe(2);
	});
});

describe('a refused sign-in', () => {
	const WRONG = exception('PX.Data.PXException', 'Error: Invalid credentials. Please try again.');

	it.each([
		['wrong password', WRONG, /Invalid credentials/, /Check user, password/],
		['unknown tenant', exception('PX.Data.PXUndefinedCompanyException', 'A proper company ID cannot be determined for the request.'), /proper company ID/, /tenant/],
		['a site that is elsewhere', answer(404, '<html><title>404</title></html>'), /404/, /Check endpoint|site address/],
		['a page with good status', answer(200, '<html><title>Welcome</title></html>'), /no cookies/, /site address/],
	])('%s is tried once', async (_name, refusal, said, remedy) => {
		const { http, clock, run } = bench(refusal);
		const error = await rejection(run().http.send(ask));
		expect(error).toBeInstanceOf(FatalError);
		expect(error).toMatchObject({ facts: { said: expect.stringMatching(said) as string, remedy: expect.stringMatching(remedy) as string } });
		expect(String(error)).not.toContain(IDENTITY.password);
		expect([http.unused, clock.slept]).toEqual([0, []]);
	});

	it('a lost answer is not asked for again: it may have taken a seat', async () => {
		const { http, run } = bench('LOST');
		expect(await rejection(run().http.send(ask))).toBeInstanceOf(ConnectionLostError);
		expect(http.sent.length).toBe(1);
	});

	it('is nobody\'s future, and leaves nothing to sign out', async () => {
		const { http, run } = bench(WRONG, signedIn('one'), json([]), OUT);
		const signIn = run();
		await rejection(signIn.http.send(ask));
		expect((await signIn.http.send(ask)).status).toBe(200);
		await signIn.end();
		expect(http.unused).toBe(0);
		const failed = bench(WRONG);
		const other = failed.run();
		await rejection(other.http.send(ask));
		await other.end();
		expect(failed.http.sent.length).toBe(1);
	});
});

describe('no seat is left behind', () => {
	const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
	const held = () => {
		let release: (response: typeof OUT) => void = () => undefined;
		return { step: () => new Promise<typeof OUT>((resolve) => (release = resolve)), release: (response: typeof OUT) => release(response) };
	};
	const stoppable = (): { controller: AbortController; login: ReturnType<typeof held>; all: Bench; signIn: CookieSignIn } => {
		const [controller, login] = [new AbortController(), held()];
		const all = bench(login.step, ...Array<Step>(2).fill(OUT));
		const { http, clock, sessions } = all;
		return { controller, login, all, signIn: createCookieSignIn({ http, clock, sessions, identity: IDENTITY, signal: controller.signal, random: () => 0 }) };
	};

	it('a stop does not cut off a sign-in under way, and the end waits for it', async () => {
		const { controller, login, all, signIn } = stoppable();
		const sending = signIn.http.send({ ...ask, signal: controller.signal });
		const waiting = signIn.http.send({ ...ask, signal: controller.signal }).catch((caught: unknown) => caught);
		await nextTurn();
		await nextTurn();
		expect(all.http.sent[0]?.signal).toBeUndefined();
		controller.abort();
		expect(await waiting).toBeInstanceOf(CancelledError);
		const ending = signIn.end();
		login.release(signedIn('one'));
		await Promise.all([ending, sending.catch(() => undefined)]);
		expect(all.http.lines.filter((line) => line.includes('/auth/'))).toEqual(['POST /site/entity/auth/login', 'POST /site/entity/auth/logout']);
		expect(all.sessions.count).toEqual({ opened: 1, closed: 1 });
	});

	it('a straggler of a run that is over signs in no more', async () => {
		const late = held();
		const { http, run } = bench(signedIn('one'), late.step, OUT);
		const signIn = run();
		const slow = rejection(signIn.http.send(ask));
		await nextTurn();
		await nextTurn();
		await signIn.end();
		late.release(GONE);
		expect(await slow).toBeInstanceOf(CancelledError);
		expect(await rejection(signIn.http.send(ask))).toBeInstanceOf(CancelledError);
		expect(http.lines.filter((line) => line.includes('login'))).toHaveLength(1);
	});

	it('kept is only what the next run can find', async () => {
		const { http, run } = bench(signedIn('one'), json([]), OUT);
		const signIn = run();
		await signIn.http.send(ask);
		await signIn.end('keep');
		expect(http.lines.at(-1)).toContain('logout');
	});

	it('a run whose store must not be written leaves what another run has kept', async () => {
		const [{ http, run }, kept] = [bench(signedIn('one'), json([]), json([]), json([])), store()];
		for (const writable of [true, false]) {
			const signIn = run({ store: { ...kept, writable } });
			await signIn.http.send(ask);
			await signIn.end('keep');
		}
		const elsewhere = run();
		await elsewhere.http.send(ask);
		await elsewhere.end('keep');
		expect(http.lines.filter((line) => line.includes('/auth/'))).toEqual(['POST /site/entity/auth/login']);
	});

	it('a run that does not keep signs out what another one has kept', async () => {
		const [{ http, run }, kept] = [bench(signedIn('one'), json([]), json([]), OUT), store()];
		const first = run({ store: kept });
		await first.http.send(ask);
		await first.end('keep');
		const second = run();
		await second.http.send(ask);
		await second.end();
		expect(http.lines.at(-1)).toContain('logout');
	});
});

describe('the rest', () => {
	it('a sign-out that fails is nobody\'s loss', async () => {
		const { run } = bench(signedIn('one'), json([]), 'LOST');
		const signIn = run();
		await signIn.http.send(ask);
		await expect(signIn.end()).resolves.toBeUndefined();
	});

	it('the sign-out has an empty body, which makes Content-Length 0', () => {
		expect(logoutRequest(SITE)).toMatchObject({ body: '', method: 'POST', url: `${SITE}/entity/auth/logout` });
	});

	it('empty optional parts are not sent', () => {
		expect(JSON.parse(String(loginRequest({ siteUrl: SITE, user: 'u', password: 'p', tenant: ' ', branch: '', locale: 'en-US' }).body)))
			.toEqual({ name: 'u', password: 'p', locale: 'en-US' });
	});

	it('a session may be used from when it was asked for', () => {
		expect(readLogin(signedIn('one'), 5_000).expiresAtMs).toBe(5_000 + 24 * 3_600_000);
	});
});

describe('the server\'s time out of the sign-in', () => {
	const timed = (date: string) => answer(204, '', { date }, cookies('one'));
	const later = answer(200, '{"version":{},"endpoints":[]}', { date: 'Wed, 04 Mar 2026 13:00:00 GMT' });

	it('is told where this call has signed in, and asked for no request of its own', async () => {
		const { http, run } = bench(timed('Wed, 04 Mar 2026 10:00:07 GMT'), OUT);
		const signIn = run();
		const client = clientOn(signIn.http, { openingTime: signIn.openingTime });
		expect(await client.serverTime()).toBe('2026-03-04T10:00:07Z');
		await signIn.end();
		expect(http.lines).toEqual(['POST /site/entity/auth/login', 'POST /site/entity/auth/logout']);
	});

	it('is asked for where a session was there already: what that was told with may be hours old', async () => {
		const { http, run } = bench(timed('Wed, 04 Mar 2026 10:00:07 GMT'), json([]), later, OUT);
		const signIn = run();
		await signIn.http.send(ask);
		expect(await signIn.openingTime()).toBeUndefined();
		const client = clientOn(signIn.http, { openingTime: signIn.openingTime });
		expect(await client.serverTime()).toBe('2026-03-04T13:00:00Z');
		await signIn.end();
		expect(http.lines.filter((line) => line.endsWith('/entity')).length).toBe(1);
	});

	it('is asked for where the sign-in told none', async () => {
		const { run } = bench(timed(''), later, OUT);
		const signIn = run();
		expect(await clientOn(signIn.http, { openingTime: signIn.openingTime }).serverTime()).toBe('2026-03-04T13:00:00Z');
	});
});
