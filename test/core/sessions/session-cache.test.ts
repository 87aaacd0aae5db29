import fc from 'fast-check';
import { CancelledError, FatalError } from '../../../src/core/errors';
import { SessionCache } from '../../../src/core/sessions/session-cache';
import type { SessionStore } from '../../../src/core/sessions/stored-session';
import { FakeClock } from '../fake-clock';

interface TestSession {
	readonly token: string;
	readonly expiresAtMs: number;
}

const ID = 'Sage Intacct|ACME|integration';
const SECRET = 'hunter22';
const HOUR = 3_600_000;

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const setUp = () => {
	const clock = new FakeClock();
	let logins = 0;
	const login = async (): Promise<TestSession> => {
		logins += 1;
		await settle();
		return { token: `token-${logins}`, expiresAtMs: clock.now() + HOUR };
	};
	return { clock, login, logins: () => logins, cache: new SessionCache<TestSession>(clock) };
};

const memory = (writable = true): SessionStore & { readonly data: Map<string, unknown>; writes: number } => {
	const data = new Map<string, unknown>();
	const store = {
		data, writable, writes: 0,
		state: {
			read: (key: string) => data.get(key),
			write: (key: string, value: unknown) => {
				store.writes += 1;
				data.set(key, value);
			},
		},
	};
	return store;
};

/** A login that ends when the test says so. */
const openLogin = () => {
	const ends: Array<{ resolve: (session: TestSession) => void; reject: (error: unknown) => void }> = [];
	return { ends, login: () => new Promise<TestSession>((resolve, reject) => ends.push({ resolve, reject })) };
};

describe('SessionCache: few logins', () => {
	it('logs in once and serves all later calls', async () => {
		const { cache, login, logins } = setUp();
		const tokens = [await cache.get(ID, SECRET, undefined, login), await cache.get(ID, SECRET, undefined, login)].map(({ token }) => token);
		expect([tokens, logins()]).toEqual([['token-1', 'token-1'], 1]);
	});

	it('callers at the same time share one login', async () => {
		const { cache, login, logins } = setUp();
		const sessions = await Promise.all(Array.from({ length: 5 }, () => cache.get(ID, SECRET, undefined, login)));
		expect([new Set(sessions.map(({ token }) => token)).size, logins()]).toEqual([1, 1]);
	});

	it('logs in again when the session has, or nearly has, expired', async () => {
		const { cache, clock, login, logins } = setUp();
		await cache.get(ID, SECRET, undefined, login);
		clock.nowMs += HOUR - 30_001;
		await cache.get(ID, SECRET, undefined, login);
		expect(logins()).toBe(1);
		clock.nowMs += 1;
		await cache.get(ID, SECRET, undefined, login);
		expect(logins()).toBe(2);
	});

	it('gives each caller a copy of its own', async () => {
		const { cache, login } = setUp();
		const one = await cache.get(ID, SECRET, undefined, login);
		Object.assign(one, { token: 'spoiled' });
		expect((await cache.get(ID, SECRET, undefined, login)).token).toBe('token-1');
	});

	it('different identities have different sessions', async () => {
		const { cache, login, logins } = setUp();
		await Promise.all([cache.get(ID, SECRET, undefined, login), cache.get(`${ID}2`, SECRET, undefined, login)]);
		expect(logins()).toBe(2);
	});

	it('never by somebody else: another secret gets no session of this one', async () => {
		const { cache, login } = setUp();
		const store = memory();
		await cache.get(ID, SECRET, store, login);
		const wrong = async (): Promise<TestSession> => {
			throw new FatalError({ system: 'Sage Intacct', operation: 'sign in', said: 'wrong password', remedy: '-' });
		};
		await expect(cache.get(ID, 'a guess', store, wrong)).rejects.toThrow('wrong password');
	});
});

describe('SessionCache: a failure is nobody\'s future', () => {
	it('all who wait see the error, and the next caller tries again', async () => {
		const { cache, login, logins } = setUp();
		const failing = openLogin();
		const waiting = [cache.get(ID, SECRET, undefined, failing.login), cache.get(ID, SECRET, undefined, failing.login)];
		const outcomes = Promise.allSettled(waiting);
		await settle();
		const error = new Error('seats used up');
		failing.ends[0]?.reject(error);
		expect(await outcomes).toEqual([{ status: 'rejected', reason: error }, { status: 'rejected', reason: error }]);
		expect(failing.ends).toHaveLength(1);
		expect((await cache.get(ID, SECRET, undefined, login)).token).toBe('token-1');
		expect(logins()).toBe(1);
	});

	it('when the one who began was cancelled, the others begin again, once', async () => {
		const { cache, login, logins } = setUp();
		const stopped = openLogin();
		const first = cache.get(ID, SECRET, undefined, stopped.login);
		const others = [cache.get(ID, SECRET, undefined, login), cache.get(ID, SECRET, undefined, login)];
		const refused = expect(first).rejects.toBeInstanceOf(CancelledError);
		await settle();
		stopped.ends[0]?.reject(new CancelledError({ system: 's', operation: 'o', said: 'stopped', remedy: 'r' }));
		await refused;
		expect((await Promise.all(others)).map(({ token }) => token)).toEqual(['token-1', 'token-1']);
		expect(logins()).toBe(1);
	});
});

describe('SessionCache: one who waits can be stopped', () => {
	it('at once, while the login goes on for the others', async () => {
		const { cache } = setUp();
		const slow = openLogin();
		const stop = new AbortController();
		const first = cache.get(ID, SECRET, undefined, slow.login);
		const stopped = cache.get(ID, SECRET, undefined, slow.login, stop.signal);
		await settle();
		stop.abort();
		await expect(stopped).rejects.toBeInstanceOf(CancelledError);
		slow.ends[0]?.resolve({ token: 'slow', expiresAtMs: 1e15 });
		expect((await first).token).toBe('slow');
		expect(slow.ends).toHaveLength(1);
	});
});

describe('SessionCache: invalidate', () => {
	it('makes the next caller log in', async () => {
		const { cache, login } = setUp();
		const session = await cache.get(ID, SECRET, undefined, login);
		cache.invalidate(ID, session);
		expect((await cache.get(ID, SECRET, undefined, login)).token).toBe('token-2');
	});

	it('a late failure does not kill a newer session', async () => {
		const { cache, login, logins } = setUp();
		const old = await cache.get(ID, SECRET, undefined, login);
		cache.invalidate(ID, old);
		await cache.get(ID, SECRET, undefined, login);
		cache.invalidate(ID, old);
		expect((await cache.get(ID, SECRET, undefined, login)).token).toBe('token-2');
		expect(logins()).toBe(2);
	});

	it('does not touch another identity, even with an equal session', async () => {
		const { cache, clock, logins, login } = setUp();
		const same = { token: 'same', expiresAtMs: clock.now() + HOUR };
		const session = await cache.get(ID, SECRET, undefined, async () => same);
		await cache.get('another', SECRET, undefined, async () => same);
		cache.invalidate(ID, session);
		expect((await cache.get('another', SECRET, undefined, login)).token).toBe('same');
		expect(logins()).toBe(0);
	});

	it('a dead session stays dead: its sealed copy is not taken for a fresh one', async () => {
		const { cache, login } = setUp();
		const store = memory();
		const readOnly = { ...store, writable: false };
		const session = await cache.get(ID, SECRET, store, login);
		cache.invalidate(ID, session);
		expect((await cache.get(ID, SECRET, readOnly, login)).token).toBe('token-2');
	});

	it('a session that the other side hands out again lives again', async () => {
		const { cache, clock } = setUp();
		const same = { token: 'same', expiresAtMs: clock.now() + HOUR };
		let logins = 0;
		const again = async (): Promise<TestSession> => {
			logins += 1;
			return same;
		};
		cache.invalidate(ID, await cache.get(ID, SECRET, undefined, again));
		await cache.get(ID, SECRET, undefined, again);
		await cache.get(ID, SECRET, undefined, again);
		expect(logins).toBe(2);
	});
});

describe('SessionCache: the sealed copy', () => {
	it('serves another process', async () => {
		const { cache, clock, login, logins } = setUp();
		const store = memory();
		await cache.get(ID, SECRET, store, login);
		expect((await new SessionCache<TestSession>(clock).get(ID, SECRET, store, login)).token).toBe('token-1');
		expect(logins()).toBe(1);
	});

	it('is never in clear', async () => {
		const { cache, login } = setUp();
		const store = memory();
		await cache.get(ID, SECRET, store, login);
		const text = JSON.stringify([...store.data]);
		expect(text).toContain('sealed');
		for (const word of ['token-1', SECRET, 'ACME', 'integration']) expect(text).not.toContain(word);
	});

	it('is not written where the run says so, but read', async () => {
		const { cache, clock, login, logins } = setUp();
		const store = memory(false);
		await cache.get(ID, SECRET, store, login);
		expect(store.data.size).toBe(0);
		const filled = memory();
		await cache.get(ID, SECRET, filled, login);
		await new SessionCache<TestSession>(clock).get(ID, SECRET, { ...filled, writable: false }, login);
		expect(logins()).toBe(1);
	});

	it('is written once for one session, also into a store that comes later', async () => {
		const { cache, login } = setUp();
		const [early, late] = [memory(), memory()];
		for (let call = 0; call < 3; call += 1) await cache.get(ID, SECRET, early, login);
		for (let call = 0; call < 3; call += 1) await cache.get(ID, SECRET, late, login);
		expect([early.writes, late.writes]).toEqual([1, 1]);
	});

	it('is replaced when it has expired', async () => {
		const { cache, clock, login } = setUp();
		const store = memory();
		await cache.get(ID, SECRET, store, login);
		clock.nowMs += HOUR;
		expect((await new SessionCache<TestSession>(clock).get(ID, SECRET, store, login)).token).toBe('token-2');
		expect((await new SessionCache<TestSession>(clock).get(ID, SECRET, store, login)).token).toBe('token-2');
	});

	const spoil: ReadonlyArray<[string, (value: unknown) => unknown]> = [
		['is gone', () => undefined],
		['is no object', () => 'session'],
		['is null', () => null],
		['has another version', (value) => ({ ...Object(value), v: 2 })],
		['has no box', () => ({ v: 1, expiresAtMs: 1e15 })],
		['has a box that is no text', (value) => ({ ...Object(value), sealed: 7 })],
		['has no expiry', (value) => ({ ...Object(value), expiresAtMs: '1' })],
		['has a spoiled box', (value) => ({ ...Object(value), sealed: 'v1.AAAA.BBBB.CCCC' })],
	];

	it.each(spoil)('that %s costs a login and nothing else', async (_what, change) => {
		const { cache, clock, login, logins } = setUp();
		const store = memory();
		await cache.get(ID, SECRET, store, login);
		for (const [key, value] of store.data) store.data.set(key, change(value));
		expect((await new SessionCache<TestSession>(clock).get(ID, SECRET, store, login)).token).toBe('token-2');
		expect(logins()).toBe(2);
	});

	it('whose readable expiry was moved does not outlive the session', async () => {
		const { cache, clock, login } = setUp();
		const store = memory();
		await cache.get(ID, SECRET, store, login);
		clock.nowMs += HOUR;
		for (const [key, value] of store.data) store.data.set(key, { ...Object(value), expiresAtMs: clock.now() + HOUR });
		expect((await new SessionCache<TestSession>(clock).get(ID, SECRET, store, login)).token).toBe('token-2');
	});
});

it('whatever happens in which order: one login at a time, and nobody gets a session that was invalidated before', async () => {
	const step = fc.constantFrom('get', 'get', 'fail', 'invalidate', 'expire', 'turn');
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
			const { cache, clock } = setUp();
			let made = 0;
			let running = 0;
			const dead = new Set<string>();
			let last: TestSession | undefined;
			const login = (fails: boolean) => async (): Promise<TestSession> => {
				running += 1;
				expect(running).toBe(1);
				await Promise.resolve();
				running -= 1;
				if (fails) throw new Error('login failed');
				made += 1;
				return { token: `token-${made}`, expiresAtMs: clock.now() + HOUR };
			};
			const calls: Array<Promise<void>> = [];
			const surprises: unknown[] = [];
			/** Handled from the start: a failure that waits for the end of the steps would count as nobody's. */
			const noteSurprise = (caught: unknown): void => {
				if (String(caught) !== 'Error: login failed') surprises.push(caught);
			};
			for (const what of steps) {
				if (what === 'get' || what === 'fail') {
					const deadThen = new Set(dead);
					calls.push(cache.get(ID, SECRET, undefined, login(what === 'fail')).then((session) => {
						last = session;
						expect(deadThen.has(session.token)).toBe(false);
					}).catch(noteSurprise));
				}
				if (what === 'invalidate' && last) {
					dead.add(last.token);
					cache.invalidate(ID, last);
				}
				if (what === 'expire') clock.nowMs += HOUR;
				if (what === 'turn') await settle();
			}
			await Promise.all(calls);
			expect(surprises).toEqual([]);
		}),
	);
});
