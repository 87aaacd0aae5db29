import { randomUUID } from 'node:crypto';
import { Refusal } from '../http/failure';
import type { World } from '../world';

export const COOKIE = 'ASP.NET_SessionId';
const MINUTE = 60_000;

interface Session {
	readonly id: string;
	readonly user: string;
	readonly openedAt: number;
	usedAt: number;
}

/**
 * Sessions behind the cookie. Nobody signs out: a session ends when it was idle too long or the application pool went away. Whether one
 * takes a licence is not known, so the number of seats is a switch (reference sage-300 3).
 */
export class Sessions {
	private readonly open = new Map<string, Session>();
	/** Stale cookies that have had their SessionError. */
	private readonly told = new Set<string>();
	/** Seats that other programs have taken. */
	foreign = 0;
	peak = 0;

	constructor(private readonly world: World) {}

	/** The session of this cookie, or a new one; `cookie` has to be set when it is new. Throws Refusal. */
	enter(user: string, cookie: string | undefined): { readonly session: Session; readonly fresh: boolean } {
		this.expire();
		const known = cookie === undefined ? undefined : this.open.get(cookie);
		if (known !== undefined && known.user === user) {
			known.usedAt = this.world.now();
			return { session: known, fresh: false };
		}
		if (cookie !== undefined && (this.world.switches.values.staleCookie === 'always' || !this.told.has(cookie))) {
			this.told.add(cookie);
			throw new Refusal('SessionError', 'Your session has expired. Sign in again to continue.', { cookies: [`${COOKIE}=; path=/; HttpOnly`] });
		}
		return { session: this.make(user), fresh: true };
	}

	userOf(cookie: string | undefined): string | undefined {
		this.expire();
		return cookie === undefined ? undefined : this.open.get(cookie)?.user;
	}

	list(): readonly Session[] {
		return [...this.open.values()];
	}

	taken(): number {
		return this.open.size + this.foreign;
	}

	/** Ends all sessions, or those of one user. */
	end(user?: string): number {
		const ended = this.list().filter((one) => user === undefined || one.user === user);
		for (const { id } of ended) this.open.delete(id);
		return ended.length;
	}

	private make(user: string): Session {
		const { seats, sessionsPerUser, licenceRefusal } = this.world.switches.values;
		const own = this.list().filter((one) => one.user === user).length;
		if ((seats > 0 && this.taken() >= seats) || (sessionsPerUser > 0 && own >= sessionsPerUser)) {
			throw new Refusal(licenceRefusal, 'You do not have a license to use this product. Ask your system administrator for help.');
		}
		const now = this.world.now();
		const made = { id: randomUUID().replace(/-/g, '').slice(0, 24), user, openedAt: now, usedAt: now };
		this.open.set(made.id, made);
		this.peak = Math.max(this.peak, this.taken());
		this.world.effect('session-opened', { user, taken: this.taken() });
		return made;
	}

	private expire(): void {
		const limit = this.world.now() - this.world.switches.values.sessionIdleMinutes * MINUTE;
		for (const { id, usedAt } of this.list()) if (usedAt < limit) this.open.delete(id);
	}
}
