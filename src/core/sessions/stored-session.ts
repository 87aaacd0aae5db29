import { createHash } from 'node:crypto';
import type { StateStore } from '../../contracts';
import { open, seal } from './sealed-box';

/** A session as JSON. `expiresAtMs` is on the worker's clock: it is an age, not a stamp. */
export interface Session {
	readonly expiresAtMs: number;
}

/** Where a run keeps sessions between runs. */
export interface SessionStore {
	readonly state: StateStore;
	/** False where n8n throws the state away or where it must not be touched (manual run, retry with the original workflow). */
	readonly writable: boolean;
}

/** What lies in the store. The expiry stands outside of the box too, so that an old one is passed over without opening it. */
interface StoredSession {
	readonly v: 1;
	readonly expiresAtMs: number;
	readonly sealed: string;
}

const readStored = (value: unknown): StoredSession | undefined => {
	if (typeof value !== 'object' || value === null) return undefined;
	if (!('v' in value) || value.v !== 1 || !('sealed' in value) || typeof value.sealed !== 'string') return undefined;
	if (!('expiresAtMs' in value) || typeof value.expiresAtMs !== 'number') return undefined;
	return { v: 1, expiresAtMs: value.expiresAtMs, sealed: value.sealed };
};

/** Hashed, because the identity names companies and users and the store can be read by others. */
const keyOf = (identity: string): string => `session:${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`;

/** The expiry of the stored copy, or undefined when there is none of a known form. */
export const storedExpiry = (state: StateStore, identity: string): number | undefined =>
	readStored(state.read(keyOf(identity)))?.expiresAtMs;

/** @returns the JSON text of the session, or undefined when there is no copy that this secret opens for this identity */
export const readSession = async (state: StateStore, identity: string, secret: string): Promise<string | undefined> => {
	const stored = readStored(state.read(keyOf(identity)));
	return stored ? await open(stored.sealed, secret, identity) : undefined;
};

/** Writes the sealed copy. Never in clear: only the expiry is readable. */
export const writeSession = async (
	state: StateStore,
	identity: string,
	secret: string,
	session: { readonly json: string; readonly expiresAtMs: number },
): Promise<void> => {
	const sealed = await seal(session.json, secret, identity);
	const stored: StoredSession = { v: 1, expiresAtMs: session.expiresAtMs, sealed };
	state.write(keyOf(identity), stored);
};
