import { createHash } from 'node:crypto';
import type { GatewayApplication, MachineClient } from '../model/types';
import type { World } from '../world';
import { readToken, signToken } from './jwt';

const GATEWAY_SECRET = 'gateway-signing-key';

/** Whom an access token stands for. */
export interface Bearer {
	readonly user: string;
	readonly folders: readonly string[];
	/** Only client credentials have one. */
	readonly apiKey?: string;
}

interface RefreshToken {
	readonly application: GatewayApplication;
	/** Seconds. */
	readonly expiresAt: number;
}

export interface Pair {
	readonly access: string;
	readonly refresh: string;
}

/** Tokens of the cloud gateway: refresh tokens rotate, and one pair belongs to one customer (reference sage-x3 2.2). */
export class GatewayTokens {
	private readonly access = new Map<string, Bearer>();
	private readonly refresh = new Map<string, RefreshToken>();
	/** Tokens that were used up, by which a second use is told from nonsense. */
	private readonly spent = new Map<string, GatewayApplication>();
	private count = 0;

	constructor(private readonly world: World) {
		for (const application of world.definition.gateway) this.refresh.set(application.firstRefreshToken,
			{ application, expiresAt: this.seconds() + this.lives().refresh });
	}

	issue(application: GatewayApplication): Pair {
		const { access, refresh } = this.lives();
		const claims = this.claims(application.clientId, application.customer);
		const pair = {
			access: signToken({ ...claims, exp: claims.iat + access }, GATEWAY_SECRET),
			refresh: signToken({ ...claims, exp: claims.iat + refresh, jti: this.unique('refresh') }, GATEWAY_SECRET),
		};
		this.access.set(pair.access, { user: application.user, folders: application.folders });
		this.refresh.set(pair.refresh, { application, expiresAt: claims.iat + refresh });
		return pair;
	}

	/** The next pair; the token that was given is dead from here on. Undefined when it was dead already. */
	exchange(token: string, clientId: string): Pair | undefined {
		const reused = this.spent.get(token);
		if (reused !== undefined && this.world.switches.values.reusedRefresh === 'lock') this.unpair(reused);
		const found = this.refresh.get(token);
		if (found === undefined || found.application.clientId !== clientId || found.expiresAt <= this.seconds()) return undefined;
		this.refresh.delete(token);
		this.spent.set(token, found.application);
		return this.issue(found.application);
	}

	issueMachine(client: MachineClient): string {
		const claims = this.claims(client.clientId, client.audience);
		const token = signToken({ ...claims, aud: client.audience, exp: claims.iat + this.lives().access }, GATEWAY_SECRET);
		this.access.set(token, { user: client.user, folders: client.folders, apiKey: client.apiKey });
		return token;
	}

	/** Whether this gateway issued it, alive or not. */
	isOwn(token: string): boolean {
		return readToken(token)?.isSignedWith(GATEWAY_SECRET) ?? false;
	}

	/** Whom a living access token stands for. */
	of(token: string): Bearer | undefined {
		const exp = readToken(token)?.claims.exp;
		return typeof exp === 'number' && exp > this.seconds() ? this.access.get(token) : undefined;
	}

	/** Access tokens die before their time, refresh tokens too when asked for. */
	revoke(refreshToo: boolean): number {
		const count = this.access.size + (refreshToo ? this.refresh.size : 0);
		this.access.clear();
		if (refreshToo) this.refresh.clear();
		return count;
	}

	living(): { readonly access: number; readonly refresh: number } {
		return { access: [...this.access.keys()].filter((token) => this.of(token) !== undefined).length, refresh: this.refresh.size };
	}

	private unpair(application: GatewayApplication): void {
		for (const [token, one] of this.refresh) if (one.application === application) this.refresh.delete(token);
		this.world.effect('pairing-lost', { client: application.clientId });
	}

	private claims(client: string, customer: string): Readonly<Record<string, unknown>> & { readonly iat: number } {
		const host = new URL(this.world.context.baseUrl()).host;
		const subject = createHash('sha256').update(customer).digest('hex').slice(0, 24);
		return { iss: host, aud: host, iat: this.seconds(), region: 'local', sub: subject, azp: client,
			scopes: ['api.graphQL', 'businessDomain.ALL'], nonce: this.unique('token') };
	}

	private unique(what: string): string {
		this.count += 1;
		return createHash('sha256').update(`${what}/${this.count}/${this.world.now()}`).digest('hex').slice(0, 32);
	}

	private seconds(): number {
		return Math.floor(this.world.now() / 1000);
	}

	private lives(): { readonly access: number; readonly refresh: number } {
		const { accessSeconds, refreshSeconds } = this.world.switches.values;
		return { access: accessSeconds, refresh: refreshSeconds };
	}
}
