import { createHash } from 'node:crypto';
import type { Clock } from '../../../contracts';
import { keepCookies, type Cookies } from '../../../core/http/cookies';
import { SessionCache } from '../../../core/sessions/session-cache';
import type { CookieSession } from './cookie-login';

/** What this process knows about the seat of one identity. */
interface Seat {
	/** Runs that use it. */
	users: number;
	/** The session last used; `undefined` when none is known to be open. */
	session: CookieSession | undefined;
	/** Its cookies, with everything that later answers have renewed. */
	cookies: Cookies;
	/** A sign-out under way. */
	closing: Promise<void> | undefined;
	/** The session that somebody wants for his next run. */
	kept: string | undefined;
	/** Sessions that were given up lately: a straggler who still holds one must not put it back into use. */
	given: readonly string[];
}

const REMEMBERED = 20;

export interface SeatCount {
	/** Sign-ins that succeeded. */
	readonly opened: number;
	/** Sessions signed out, or found dead. */
	readonly closed: number;
}

/**
 * Cookie sessions of one process, shared by all its runs; one instance per process.
 *
 * **One seat per identity.** A seat is scarce: a trial licence has two (reference acumatica 2.3). All runs of one identity
 * use one session, through the cache, where those who look for it at the same time wait for one sign-in. The last run that
 * leaves signs out, so a seat is neither kept by nobody nor taken from somebody. Who comes while a sign-out is under way
 * waits for its end and signs in anew.
 *
 * **Sliding cookies.** The server renews cookies in answers; they are kept beside the session as long as it lives, because
 * the first ones would end although the session is in use.
 */
export class CookieSessions {
	readonly cache: SessionCache<CookieSession>;
	private readonly seats = new Map<string, Seat>();
	private opened = 0;
	private closed = 0;

	constructor(clock: Pick<Clock, 'now'>) {
		this.cache = new SessionCache<CookieSession>(clock);
	}

	get count(): SeatCount {
		return { opened: this.opened, closed: this.closed };
	}

	enter(identity: string): void {
		this.seatOf(identity).users += 1;
	}

	/** @returns how many runs still use it */
	leave(identity: string): number {
		const seat = this.seatOf(identity);
		seat.users = Math.max(0, seat.users - 1);
		return seat.users;
	}

	noteOpened(): void {
		this.opened += 1;
	}

	/** Begins to use this session, unless it is in use already or was given up. @returns the cookies to send */
	use(identity: string, session: CookieSession): Cookies {
		const seat = this.seatOf(identity);
		const name = nameOf(session);
		if (seat.given.includes(name)) return session.cookies;
		if (!seat.session || nameOf(seat.session) !== name) Object.assign(seat, { session, cookies: session.cookies });
		return seat.cookies;
	}

	/** Takes what an answer has renewed, if the session it was asked with is still the one in use. */
	renew(identity: string, session: CookieSession, answer: Parameters<typeof keepCookies>[1]): void {
		const seat = this.seatOf(identity);
		if (seat.session && nameOf(seat.session) === nameOf(session)) seat.cookies = keepCookies(seat.cookies, answer);
	}

	/** The session in use with its present cookies; it is nobody's any more. */
	take(identity: string): { readonly session: CookieSession; readonly cookies: Cookies } | undefined {
		const seat = this.seatOf(identity);
		const { session, cookies } = seat;
		if (!session) return undefined;
		Object.assign(seat, { session: undefined, cookies: {}, given: [nameOf(session), ...seat.given].slice(0, REMEMBERED) });
		this.cache.invalidate(identity, session);
		this.closed += 1;
		return { session, cookies };
	}

	/** Whether this is still the one in use. */
	isCurrent(identity: string, session: CookieSession): boolean {
		const seat = this.seatOf(identity);
		return seat.session !== undefined && nameOf(seat.session) === nameOf(session);
	}

	/** The session in use, if any is. */
	inUse(identity: string): CookieSession | undefined {
		return this.seatOf(identity).session;
	}

	/** Notes that the session in use is left to somebody's next run. */
	keep(identity: string): void {
		const seat = this.seatOf(identity);
		seat.kept = seat.session && nameOf(seat.session);
	}

	isKept(identity: string): boolean {
		const { kept, session } = this.seatOf(identity);
		return session !== undefined && kept === nameOf(session);
	}

	/** Runs a sign-out that newcomers wait for. */
	async close(identity: string, work: () => Promise<void>): Promise<void> {
		const seat = this.seatOf(identity);
		const closing = work().finally(() => {
			if (seat.closing === closing) seat.closing = undefined;
		});
		seat.closing = closing;
		await closing;
	}

	/** Resolves when no sign-out is under way. */
	async settled(identity: string): Promise<void> {
		await this.seatOf(identity).closing?.catch(() => undefined);
	}

	private seatOf(identity: string): Seat {
		const known = this.seats.get(identity) ?? { users: 0, session: undefined, cookies: {}, closing: undefined, kept: undefined, given: [] };
		this.seats.set(identity, known);
		return known;
	}
}

/** The same for all copies of one session that the cache hands out, and no secret. */
const nameOf = (session: CookieSession): string => createHash('sha256').update(JSON.stringify(session)).digest('hex');
