import { guidOf } from '../data/guid';
import type { World } from '../world';

export type Way = 'cookie' | 'token' | 'concurrent';

export interface Session {
	/** Half of what opens it, so it is nothing for the history. */
	readonly id: string;
	/** What the history calls it. */
	readonly label: string;
	readonly user: string;
	readonly way: Way;
	readonly openedAt: number;
	/** Company branch that new records get, by id. */
	branch: string;
	usedAt: number;
	/** Tokens close their session; cookies do not. */
	endsAt?: number;
	/** Beyond the seats: calls are turned away until one is free. */
	surplus: boolean;
}

/**
 * Open sessions, each of which takes a seat of the licence (reference acumatica 2.3): cookie sign-in, OAuth and SOAP together. A seat is
 * given back by sign-out, by the end of an idle cookie session and by the end of a token's session.
 */
export class Sessions {
	private open = new Map<string, Session>();
	private count = 0;
	/** Seats taken by people and programs that are not the client. */
	foreign = 0;
	/** The most seats ever taken at once. */
	peak = 0;

	constructor(private readonly world: World) {}

	/** Undefined when no seat is free and the session may not be a surplus one. */
	start(user: string, way: Way, branch: string, options: { endsAt?: number; surplus?: boolean; id?: string } = {}): Session | undefined {
		const now = this.world.now();
		const free = this.hasSeat(user);
		if (!free && options.surplus !== true) {
			this.world.effect('seat-refused', { user, way });
			return undefined;
		}
		this.count += 1;
		const id = options.id ?? guidOf('session', String(this.count), String(now)).replaceAll('-', '').slice(0, 24);
		const label = `S${this.count}`;
		const session: Session = {
			id, label, user, way, branch, openedAt: now, usedAt: now, surplus: !free, ...(options.endsAt === undefined ? {} : { endsAt: options.endsAt }),
		};
		this.open.set(id, session);
		this.peak = Math.max(this.peak, this.taken());
		this.world.effect('session-opened', { session: label, user, way, surplus: !free });
		return session;
	}

	/** The session, if it lives; being asked for keeps an idle one alive. */
	use(id: string): Session | undefined {
		const session = this.alive(id);
		if (session === undefined) return undefined;
		session.usedAt = this.world.now();
		if (session.surplus && this.hasSeat(session.user)) session.surplus = false;
		return session;
	}

	alive(id: string): Session | undefined {
		this.endIdle();
		return this.open.get(id);
	}

	end(id: string, why: string): boolean {
		const session = this.open.get(id);
		if (session === undefined) return false;
		this.open.delete(id);
		this.world.effect('session-closed', { session: session.label, user: session.user, way: session.way, why });
		return true;
	}

	list(): readonly Session[] {
		this.endIdle();
		return [...this.open.values()];
	}

	taken(): number {
		this.endIdle();
		return this.foreign + [...this.open.values()].filter(({ surplus }) => !surplus).length;
	}

	expire(user?: string): number {
		const ended = this.list().filter((session) => user === undefined || session.user === user);
		for (const { id } of ended) this.end(id, 'expired');
		return ended.length;
	}

	private hasSeat(user: string): boolean {
		const { seats, signInsPerUser } = this.world.switches.values;
		if (this.taken() >= seats) return false;
		return signInsPerUser === 0 || [...this.open.values()].filter((one) => one.user === user && !one.surplus).length < signInsPerUser;
	}

	private endIdle(): void {
		const now = this.world.now();
		const idle = this.world.switches.values.sessionIdleMinutes * 60_000;
		for (const session of [...this.open.values()]) {
			const over = session.way === 'token' ? now >= (session.endsAt ?? Number.POSITIVE_INFINITY) : now - session.usedAt >= idle;
			if (over) this.end(session.id, session.way === 'token' ? 'token ended' : 'idle');
		}
	}
}
