import { textAnswer, Ended } from '../http/failure';
import type { ConnectedApplication } from '../model/types';
import type { World } from '../world';
import { readToken } from './jwt';

/** What is wrong with a token, in the numbers of the server (reference sage-x3 2.1). */
export type TokenError = 21 | 41 | 42 | 45 | 50;

export const tokenRefused = (error: TokenError): Ended => new Ended(textAnswer(401, `Error ${error}: Invalid token`, { tokenError: error }));

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Tokens that clients of connected applications sign themselves. */
export class ConnectedApplications {
	/** Texts of tokens that came, by which they can be ended before their time. */
	private seen = new Set<string>();
	private ended = new Set<string>();

	constructor(private readonly world: World) {}

	/** The application behind a token that it signed. Throws Ended. */
	authenticate(text: string): ConnectedApplication {
		const token = readToken(text);
		const application = this.world.definition.applications.find(({ clientId }) => clientId === token?.claims.iss);
		if (token === undefined) throw tokenRefused(50);
		if (application === undefined) throw tokenRefused(41);
		if (token.header.alg !== 'HS256' || !token.isSignedWith(application.secret)) throw tokenRefused(50);
		const { sub, aud, iat, exp } = token.claims;
		const now = this.world.now() / 1000;
		if (!isNumber(iat) || iat > now) throw tokenRefused(21);
		if (!isNumber(exp) || exp <= now) throw tokenRefused(50);
		if (!this.isSubject(sub, application.user)) throw tokenRefused(42);
		if (!this.isAudience(aud, application)) throw tokenRefused(45);
		const { tooLongLife } = this.world.switches.values;
		if (exp - iat > application.validity && tooLongLife !== 'accept') throw tokenRefused(tooLongLife === '45' ? 45 : 50);
		// A client that signs again within the second gets the same text, so that an ended one is refused once.
		if (this.ended.delete(text)) throw tokenRefused(50);
		this.seen.add(text);
		return application;
	}

	/** Every token that came so far is refused once more; how many there were. */
	end(): number {
		const count = this.seen.size;
		this.ended = this.seen;
		this.seen = new Set();
		return count;
	}

	registeredUrl({ url }: ConnectedApplication): string {
		return url.replace('{url}', this.world.context.baseUrl());
	}

	private isSubject(sub: unknown, user: string): boolean {
		if (typeof sub !== 'string') return false;
		return this.world.switches.values.subjectCase === 'exact' ? sub === user : sub.toLowerCase() === user.toLowerCase();
	}

	private isAudience(aud: unknown, application: ConnectedApplication): boolean {
		return aud === this.registeredUrl(application) || (aud === '' && this.world.switches.values.emptyAudience === 'accept');
	}
}
