import { randomBytes, randomUUID } from 'node:crypto';
import type { SimulatorContext } from '../../harness/server';
import type { Switches } from '../switches';

export interface Session {
	readonly email: string;
	readonly how: 'basic' | 'certificate' | 'oauth';
	readonly tokenId: string;
	refreshTokenId: string;
	expiresAt: number;
	/** Every text that stands for this session and when each ends. */
	readonly values: Set<string>;
}

/** Login tokens of the whole tenant; they live by the simulated clock. */
export class Sessions {
	private readonly byValue = new Map<string, Session>();

	constructor(private readonly context: SimulatorContext, private readonly switches: Switches) {}

	open(email: string, how: Session['how'], lifetimeMs = this.switches.values.tokenLifetimeMs): { session: Session; value: string } {
		const session: Session = {
			email, how, tokenId: randomUUID(), refreshTokenId: randomUUID(), expiresAt: this.context.clock.now() + lifetimeMs, values: new Set(),
		};
		this.context.history.effect('session', { user: email, how });
		return { session, value: this.issue(session) };
	}

	/** Another tokenValue for the same session. */
	issue(session: Session): string {
		const part = (length: number): string => randomBytes(length).toString('base64url');
		const value = this.switches.values.tokenForm === 'jwt' && session.how !== 'oauth'
			? `eyJ${part(24)}.${part(600)}.${part(256)}`
			: randomBytes(64).toString('base64');
		session.values.add(value);
		this.byValue.set(value, session);
		return value;
	}

	find(value: string): Session | undefined {
		const session = this.byValue.get(value);
		return session !== undefined && session.expiresAt > this.context.clock.now() ? session : undefined;
	}

	userOf(value: string): string | undefined {
		return this.find(value)?.email;
	}

	/** Prolongs a living session; answers the tokenValue to use from now on. */
	refresh(session: Session, presented: string): string {
		session.expiresAt = this.context.clock.now() + this.switches.values.tokenLifetimeMs;
		if (this.switches.values.refreshReturns === 'same') return presented;
		session.refreshTokenId = randomUUID();
		return this.issue(session);
	}

	close(session: Session): void {
		for (const value of session.values) this.byValue.delete(value);
		this.context.history.effect('session-closed', { user: session.email, how: session.how });
	}

	/** Ends every session, or those of one user, as if their time had run out. */
	expire(email?: string): { expired: number } {
		const expired = this.living().filter(({ user }) => email === undefined || user === email).length;
		for (const [value, session] of this.byValue) if (email === undefined || session.email === email) this.byValue.delete(value);
		return { expired };
	}

	living(): Array<{ user: string; how: string; expiresAt: number }> {
		const now = this.context.clock.now();
		return [...new Set(this.byValue.values())].filter((one) => one.expiresAt > now)
			.map((one) => ({ user: one.email, how: one.how, expiresAt: one.expiresAt }));
	}
}
