import { createHash } from 'node:crypto';
import type { Clock, StateStore } from '../../contracts';
import { unlessAborted } from '../cancellation';
import { CancelledError } from '../errors';
import { readSession, storedExpiry, writeSession, type Session, type SessionStore } from './stored-session';

export interface SessionCacheOptions {
	/** A session that ends sooner than this is not handed out any more. */
	readonly marginMs?: number;
}

interface Held {
	/** JSON, so that no caller can change what another one gets. */
	readonly json: string;
	readonly expiresAtMs: number;
}

interface Wanted<S> {
	/** Identity and secret, hashed. */
	readonly key: string;
	readonly identity: string;
	readonly secret: string;
	readonly store: SessionStore | undefined;
	readonly login: () => Promise<S>;
	readonly signal: AbortSignal | undefined;
}

const hold = <S extends Session>(session: S): Held => ({ json: JSON.stringify(session), expiresAtMs: session.expiresAtMs });

const isSession = (value: unknown): value is Session =>
	typeof value === 'object' && value !== null && 'expiresAtMs' in value && typeof value.expiresAtMs === 'number';

const parseHeld = (json: string): Held | undefined => {
	const value: unknown = JSON.parse(json);
	return isSession(value) ? { json, expiresAtMs: value.expiresAtMs } : undefined;
};

/**
 * Sessions that n8n cannot renew (reference n8n-platform 4.3), kept for as long as they live: first in this process, then
 * as a sealed copy in the run's store; only then a login.
 *
 * **Few logins.** While somebody looks for a session, everybody else with the same identity and secret waits for the same
 * outcome. A session that was found or made serves all until it expires or is invalidated.
 *
 * **A failure is nobody's future.** A failed login is forgotten as soon as it has failed; those who waited for it get its
 * error, the next caller tries again. One exception: if it failed because the one who began it was *cancelled*, the others
 * were not, and begin again.
 *
 * **A late failure does not kill a newer session.** `invalidate` names the session that failed; if the cache has gone on to
 * another one meanwhile, nothing happens.
 *
 * **A dead session stays dead.** An invalidated one is remembered until it would have expired, so that its sealed copy
 * in some store is not taken for a fresh one. Only a login can bring it back: some systems hand out the same one again.
 *
 * **Never by somebody else.** Identity and secret together are the key: who does not know the secret does not get the
 * session of one who does, neither here nor out of the sealed copy.
 */
export class SessionCache<S extends Session> {
	private readonly held = new Map<string, Held>();
	private readonly searches = new Map<string, Promise<Held>>();
	/** By identity: the JSON of invalidated sessions and when each would have expired. */
	private readonly dead = new Map<string, Map<string, number>>();
	private readonly marginMs: number;

	constructor(private readonly clock: Pick<Clock, 'now'>, options: SessionCacheOptions = {}) {
		this.marginMs = options.marginMs ?? 30_000;
	}

	/**
	 * @param identity every part that makes two sessions different: system, address, company, user, … and the version of
	 *   the session's shape, because sealed copies outlive updates of this package
	 * @param secret what the login proves itself with; opens the sealed copy
	 * @param store where the sealed copy lies between runs, if there is such a place
	 * @param login makes a session; its errors reach everybody who waits for it
	 * @param signal ends this caller's wait for a login that somebody else has begun; the login itself goes on
	 * @returns a copy of its own for each caller
	 */
	async get(
		identity: string,
		secret: string,
		store: SessionStore | undefined,
		login: () => Promise<S>,
		signal?: AbortSignal,
	): Promise<S> {
		const wanted: Wanted<S> = { key: `${hashed(identity)}:${hashed(secret)}`, identity, secret, store, login, signal };
		const found = await this.find(wanted);
		if (store?.writable) await this.keepCopy(store.state, wanted, found);
		return JSON.parse(found.json) as S;
	}

	/** The other side no longer knows this session. Does nothing when the cache holds another one by now. */
	invalidate(identity: string, session: S): void {
		const { json, expiresAtMs } = hold(session);
		for (const [key, { json: heldJson }] of this.held) {
			if (heldJson === json && key.startsWith(`${hashed(identity)}:`)) this.held.delete(key);
		}
		const graves = new Map([...(this.dead.get(identity) ?? [])].filter(([, untilMs]) => this.isAlive(untilMs)));
		this.dead.set(identity, graves.set(json, expiresAtMs));
	}

	private async find(wanted: Wanted<S>): Promise<Held> {
		const { key, signal } = wanted;
		for (;;) {
			const held = this.held.get(key);
			if (held && this.isAlive(held.expiresAtMs)) return held;
			const running = this.searches.get(key);
			if (!running) return await this.search(wanted);
			try {
				return await unlessAborted(running, signal, 'This workflow', 'wait for a session that is being made');
			} catch (caught) {
				if (signal?.aborted || !(caught instanceof CancelledError)) throw caught;
			}
		}
	}

	/** Registered before its first pause, so that no second search can begin beside it. */
	private search(wanted: Wanted<S>): Promise<Held> {
		const { key } = wanted;
		const searching = (async () => {
			const found = (await this.fromStore(wanted)) ?? hold(await wanted.login());
			this.held.set(key, found);
			return found;
		})();
		const registered = searching.finally(() => this.searches.delete(key));
		this.searches.set(key, registered);
		return registered;
	}

	private async fromStore({ identity, secret, store }: Wanted<S>): Promise<Held | undefined> {
		const expiresAtMs = store && storedExpiry(store.state, identity);
		if (!store || expiresAtMs === undefined || !this.isAlive(expiresAtMs)) return undefined;
		const json = await readSession(store.state, identity, secret);
		const found = json === undefined ? undefined : parseHeld(json);
		const usable = found && this.isAlive(found.expiresAtMs) && !this.dead.get(identity)?.has(found.json);
		return usable ? found : undefined;
	}

	/** Only when the store has none or another one: sealing is slow on purpose. */
	private async keepCopy(state: StateStore, { identity, secret }: Wanted<S>, found: Held): Promise<void> {
		if (storedExpiry(state, identity) !== found.expiresAtMs) await writeSession(state, identity, secret, found);
	}

	private isAlive(expiresAtMs: number): boolean {
		return expiresAtMs - this.marginMs > this.clock.now();
	}
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');
