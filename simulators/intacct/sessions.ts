import { randomBytes } from 'node:crypto';
import type { Row } from './table';

export interface Session {
	/** Stands for the id in the history, which keeps no secrets. */
	readonly number: number;
	readonly id: string;
	readonly user: string;
	readonly company: string;
	/** '' at the top level. */
	readonly entity: string;
	readonly endpointPath: string;
	readonly createdAt: number;
	expiresAt: number;
}

/** The rest of a readByQuery whose first page did not hold everything. Belongs to its session (reference 9). */
export interface ResultSet {
	readonly id: string;
	readonly owner: string;
	readonly object: string;
	readonly fields: readonly string[];
	readonly rows: readonly Row[];
	readonly pageSize: number;
	readonly createdAt: number;
	readonly returnFormat: string;
	next: number;
}

const opaque = (bytes: number): string => `${randomBytes(bytes).toString('base64url')}..`;

export class Sessions {
	private readonly sessions = new Map<string, Session>();
	private readonly results = new Map<string, ResultSet>();
	private created = 0;

	create(facts: Pick<Session, 'user' | 'company' | 'entity' | 'endpointPath'>, now: number, durationMs: number): Session {
		this.created += 1;
		const session: Session = { ...facts, number: this.created, id: opaque(36), createdAt: now, expiresAt: now + durationMs };
		this.sessions.set(session.id, session);
		return session;
	}

	/** A session that is still alive; using it moves its end forward. */
	use(id: string, now: number, durationMs: number): Session | undefined {
		const session = this.sessions.get(id);
		if (!session || session.expiresAt <= now) return undefined;
		session.expiresAt = now + durationMs;
		return session;
	}

	/** Without moving its end. */
	peek(id: string): Session | undefined {
		return this.sessions.get(id);
	}

	expireAll(): { expired: number } {
		const expired = this.sessions.size;
		this.sessions.clear();
		this.results.clear();
		return { expired };
	}

	reset(): void {
		this.expireAll();
		this.created = 0;
	}

	list(): readonly Omit<Session, 'id'>[] {
		return [...this.sessions.values()].map(({ id: _id, ...facts }) => facts);
	}

	keep(set: Omit<ResultSet, 'id'>): ResultSet {
		const kept: ResultSet = { ...set, id: randomBytes(18).toString('base64url') };
		this.results.set(kept.id, kept);
		return kept;
	}

	result(id: string, owner: string): ResultSet | undefined {
		const set = this.results.get(id);
		return set?.owner === owner ? set : undefined;
	}

	lastResult(object: string, owner: string): ResultSet | undefined {
		return [...this.results.values()].findLast((set) => set.owner === owner && set.object === object);
	}
}
