import { createHash } from 'node:crypto';
import type { Clock } from '../../contracts';

/** An answer of a token service. Secrets. */
export interface RotatingGrant {
	readonly accessToken: string;
	/** Empty when the service gives none. */
	readonly refreshToken: string;
	readonly expiresInSeconds: number;
}

/** A token that has this little left is not handed out as a fresh one; of a short life, the second half. */
const MARGIN_MS = 60_000;
/** Far more than anybody can still hold: one link per 35 minutes of use. */
const MOST_LINKS = 5_000;

interface Link extends RotatingGrant {
	/** By the worker's clock, which serves for durations only. */
	readonly freshUntilMs: number;
}

export interface Presented {
	/** Whose chain it is: client and host, and who signs in where the exchange knows it. */
	readonly identity: string;
	readonly refreshToken: string;
	/** The access token that was refused or has run out; never handed out again. */
	readonly spent: string;
}

/**
 * Refreshes tokens that work once, for everybody in this process.
 *
 * A rotating refresh token is dead as soon as it was exchanged; whoever sends it again gets `invalid_grant`, and some
 * services then end the whole sign-in. n8n has no lock here: any number of runs may read the same stored token, be
 * answered 401, and come here with it; and a slow one may come with a token that others have exchanged long ago.
 *
 * **No token is sent twice.** Each exchange is a link from the hash of the token that is presented to a promise of its
 * answer. The look for a link and the making of one have no `await` between them. So the first who comes with a token
 * sends it, and everybody else who comes with it, now or later, finds the link and sends nothing. Only an exchange
 * that failed takes its link away again: then there is no newer token, and to send this one again is the only way on.
 *
 * **All end with the newest pair.** Who finds a link goes on from the token it led to, from link to link, until there is
 * none: that token has not been exchanged in this process, so its pair is the newest. If its access token is still
 * fresh and is not the one that was just refused, that pair is the answer; otherwise its refresh token is exchanged
 * under the same rule. Each step leads to a later exchange, exchanges are finite, so the walk ends. A client whose
 * refresh token stays the same has one link that leads to itself: it is replaced when its access token is spent.
 *
 * **A late write does no harm while this process lives.** When a slow run stores an older pair over a newer one, the next
 * who reads it comes with its refresh token and is led to the newest. After a restart, and in another worker, nobody
 * remembers: queue mode needs a client whose refresh tokens do not rotate, or an exchange that has another way in, such as
 * a password (docs/credentials.md).
 */
export class RotationChain {
	private readonly links = new Map<string, Promise<Link>>();

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	/** @param exchange sends a refresh token; called at most once per token unless it fails */
	async renew({ identity, refreshToken, spent }: Presented, exchange: (refreshToken: string) => Promise<RotatingGrant>): Promise<RotatingGrant> {
		let current = refreshToken;
		let newest: Link | undefined;
		let forged: Link | undefined;
		for (;;) {
			const key = hashed(identity, current);
			const known = this.links.get(key);
			if (known === undefined) {
				// What this caller has exchanged itself is as new as can be, however short its life.
				if (newest && (newest === forged || this.isFresh(newest, spent))) return newest;
				forged = newest = await this.forge(key, current, exchange);
				if (newest.refreshToken === current) return newest;
			} else {
				newest = await known;
				const leadsToItself = newest.refreshToken === current;
				if (leadsToItself && this.isFresh(newest, spent)) return newest;
				// Its access token is spent: the next look finds no link and makes a new one, unless another was quicker.
				if (leadsToItself && this.links.get(key) === known) this.links.delete(key);
			}
			current = newest.refreshToken;
		}
	}

	private isFresh({ accessToken, freshUntilMs }: Link, spent: string): boolean {
		return accessToken !== spent && this.clock.now() < freshUntilMs;
	}

	private forge(key: string, refreshToken: string, exchange: (refreshToken: string) => Promise<RotatingGrant>): Promise<Link> {
		const askedAtMs = this.clock.now();
		const link = exchange(refreshToken).then(
			(grant) => {
				const lifeMs = grant.expiresInSeconds * 1000;
				// No refresh token in the answer: the one that was presented stays good.
				return { ...grant, refreshToken: grant.refreshToken || refreshToken, freshUntilMs: askedAtMs + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) };
			},
			(caught: unknown) => {
				if (this.links.get(key) === link) this.links.delete(key);
				throw caught;
			},
		);
		this.links.set(key, link);
		for (const oldest of this.links.keys()) {
			if (this.links.size <= MOST_LINKS) break;
			this.links.delete(oldest);
		}
		return link;
	}
}

/** The chain keeps no token as a key: what is no longer needed is not kept readable. */
const hashed = (identity: string, token: string): string => createHash('sha256').update(JSON.stringify([identity, token])).digest('hex');
