import { FatalError } from '../../../core/errors';
import { readSession, writeSession, type SessionStore } from '../../../core/sessions/stored-session';
import { SYSTEM } from '../identity';

/** Secrets. */
export interface HeldTokens {
	readonly accessToken: string;
	readonly refreshToken: string;
	/** By the worker's clock: an age, no stamp. */
	readonly freshUntilMs: number;
}

/** Where the tokens of one pairing lie between runs. */
export interface TokenKeeper {
	load(): Promise<HeldTokens | undefined>;
	/** Resolves only when they are kept. */
	save(tokens: HeldTokens): Promise<void>;
	/** @throws FatalError where nothing can be kept: nothing may be exchanged then */
	checkWritable(): void;
}

/** A refresh token lives about that long (reference sage-x3 2.2); what is older is passed over without opening it. */
const LIFE_MS = 2_629_800_000;

const readHeld = (json: string): HeldTokens | undefined => {
	const value: unknown = JSON.parse(json);
	if (typeof value !== 'object' || value === null) return undefined;
	if (!('accessToken' in value) || typeof value.accessToken !== 'string' || !('refreshToken' in value) || typeof value.refreshToken !== 'string') return undefined;
	if (!('freshUntilMs' in value) || typeof value.freshUntilMs !== 'number') return undefined;
	return { accessToken: value.accessToken, refreshToken: value.refreshToken, freshUntilMs: value.freshUntilMs };
};

/** Sealed in the state of the workflow; the client secret opens it. */
export const sealedKeeper = (store: SessionStore, owner: string, clientSecret: string, now: () => number): TokenKeeper => ({
	async load() {
		const json = await readSession(store.state, `sagex3 pairing ${owner}`, clientSecret);
		return json === undefined ? undefined : readHeld(json);
	},
	async save(tokens) {
		await writeSession(store.state, `sagex3 pairing ${owner}`, clientSecret, { json: JSON.stringify(tokens), expiresAtMs: now() + LIFE_MS });
	},
	checkWritable() {
		if (store.writable) return;
		throw new FatalError({
			system: SYSTEM, operation: 'refresh the pairing', said: 'this kind of run cannot keep the refresh token that comes with a new access token, and the old one would be dead',
			remedy: 'Run the workflow as it is activated, not by hand from the editor, or keep the tokens in the credential.',
		});
	},
});
