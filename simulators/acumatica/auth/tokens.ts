import { guidOf } from '../data/guid';
import type { World } from '../world';
import type { Session } from './sessions';

/** One chain from a sign-in through its refreshes; all of its tokens share a session (reference acumatica 2.1). */
interface Grant {
	readonly user: string;
	readonly client: string;
	readonly scopes: readonly string[];
	readonly sessionId: string;
	readonly startedAt: number;
	refreshedAt: number;
	branch: string;
}

interface AccessToken {
	readonly grant: Grant;
	readonly endsAt: number;
}

export interface Issued {
	readonly access: string;
	readonly refresh?: string;
	readonly scopes: readonly string[];
	readonly user: string;
}

const DAY = 86_400_000;

export class Tokens {
	private readonly access = new Map<string, AccessToken>();
	private readonly refresh = new Map<string, Grant>();
	private count = 0;

	constructor(private readonly world: World) {}

	/** A new grant takes a seat; with concurrent access the sessions come with the calls. Undefined when no seat may be had. */
	grant(user: string, client: string, scopes: readonly string[], branch: string): Issued | undefined {
		const now = this.world.now();
		this.count += 1;
		const sessionId = guidOf('grant', String(this.count), String(now)).replaceAll('-', '').slice(0, 24);
		const grant: Grant = { user, client, scopes, sessionId, startedAt: now, refreshedAt: now, branch };
		if (!scopes.includes('api:concurrent_access') && this.open(grant) === undefined) return undefined;
		return this.issue(grant);
	}

	/** The old token is dead from here on; the session stays the same (reference acumatica 2.1). */
	exchange(token: string, client: string): Issued | undefined {
		const grant = this.refresh.get(token);
		if (grant === undefined || grant.client !== client) return undefined;
		this.refresh.delete(token);
		const { refreshDays, slidingRefresh } = this.world.switches.values;
		const from = slidingRefresh ? grant.refreshedAt : grant.startedAt;
		if (this.world.now() - from >= refreshDays * DAY) return undefined;
		grant.refreshedAt = this.world.now();
		if (!grant.scopes.includes('api:concurrent_access')) {
			const session = this.world.sessions.alive(grant.sessionId);
			if (session === undefined) this.open(grant);
			else session.endsAt = this.world.now() + this.world.switches.values.accessSeconds * 1000;
		}
		return this.issue(grant);
	}

	/** The grant behind a living access token. */
	of(token: string): Grant | undefined {
		const found = this.access.get(token);
		return found !== undefined && this.world.now() < found.endsAt ? found.grant : undefined;
	}

	/** Revoking does not end the session (reference acumatica 2.1). */
	revoke(token: string): void {
		this.access.delete(token);
		this.refresh.delete(token);
	}

	expire(refreshToo: boolean): void {
		this.access.clear();
		if (refreshToo) this.refresh.clear();
	}

	private open(grant: Grant): Session | undefined {
		const { accessSeconds, tokenOverflow } = this.world.switches.values;
		return this.world.sessions.start(grant.user, 'token', grant.branch,
			{ id: grant.sessionId, endsAt: this.world.now() + accessSeconds * 1000, surplus: tokenOverflow === 'surplus' });
	}

	private issue(grant: Grant): Issued {
		this.count += 1;
		const access = guidOf('access', String(this.count), String(this.world.now()), grant.sessionId).replaceAll('-', '');
		this.access.set(access, { grant, endsAt: this.world.now() + this.world.switches.values.accessSeconds * 1000 });
		const issued = { access, scopes: grant.scopes, user: grant.user };
		if (!grant.scopes.includes('offline_access')) return issued;
		const refresh = guidOf('refresh', String(this.count), String(this.world.now()), grant.sessionId).replaceAll('-', '');
		this.refresh.set(refresh, grant);
		return { ...issued, refresh };
	}
}
