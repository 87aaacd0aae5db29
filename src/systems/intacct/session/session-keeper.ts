import type { Clock } from '../../../contracts';
import type { SessionCache } from '../../../core/sessions/session-cache';
import type { SessionStore } from '../../../core/sessions/stored-session';
import { checkBaseUrl } from '../../../core/http/trusted-hosts';
import type { LoginKeeper } from '../gateway';
import { completeIdentity, sessionIdentity, sessionSecret, SYSTEM, type IntacctIdentity } from '../identity';
import type { IntacctTransport } from '../transport';
import { loginOf, loginRequestXml, type IntacctSession } from './login';

export interface KeeperParts {
	readonly identity: IntacctIdentity;
	readonly transport: IntacctTransport;
	readonly clock: Clock;
	readonly sessions: SessionCache<IntacctSession>;
	readonly store?: SessionStore;
	readonly signal?: AbortSignal;
}

/**
 * Logs in once and asks the gateway address for it, never the endpoint of an older session. A lost answer may be asked
 * for again (an unused session costs nothing), a refused login is never tried a second time: accounts can be locked.
 */
export const openSession = async ({ identity, transport, clock, signal }: Omit<KeeperParts, 'sessions' | 'store'>): Promise<IntacctSession> => {
	const { gatewayUrl } = completeIdentity(identity);
	const askedAt = clock.now();
	const { answer, status } = await transport.post({
		url: checkBaseUrl(gatewayUrl, { system: SYSTEM }).href, document: loginRequestXml(identity), purpose: 'log in', repeatable: true, signal,
	});
	const login = loginOf(answer, status, identity);
	return { ...login, answeredAtMs: clock.now(), expiresAtMs: askedAt + login.usableMs };
};

/** Sessions through the cache that all runs of this process share, and its sealed copy between runs. */
export class SessionKeeper implements LoginKeeper {
	private readonly name: string;
	private readonly secret: string;

	constructor(private readonly parts: KeeperParts) {
		this.name = sessionIdentity(parts.identity);
		this.secret = sessionSecret(parts.identity);
	}

	current(): Promise<IntacctSession> {
		return this.parts.sessions.get(this.name, this.secret, this.parts.store, () => openSession(this.parts));
	}

	renewed(dead: IntacctSession): Promise<IntacctSession> {
		this.parts.sessions.invalidate(this.name, dead);
		return this.current();
	}
}
