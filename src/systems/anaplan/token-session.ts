import type { Clock, Http, HttpRequest } from '../../contracts';
import { FatalError } from '../../core/errors';
import { authorizationValue, logoutRequest, readTokenAnswer, refreshRequest, type AnaplanToken } from './authentication';

const EARLY_MS = 5 * 60_000;
/** The shortest life any vendor page names, for answers that do not tell. */
const ASSUMED_LIFE_MS = 30 * 60_000;
const LONGEST_BELIEVED_LIFE_MS = 24 * 3_600_000;

export interface TokenSessionSettings {
	/** Plain: without token, but with retry and budget. */
	readonly http: Http;
	readonly clock: Clock;
	/** Base of the authentication service, already checked. */
	readonly authUrl: string | URL;
	/** Makes the login request afresh each time, for instance with `basicLoginRequest`. */
	readonly login: () => HttpRequest;
}

interface Held {
	readonly value: string;
	/** By the worker's clock, which serves for durations only. */
	readonly renewAtMs: number;
	readonly deadAtMs: number;
}

/**
 * One token, used by everybody who shares the session.
 *
 * **Single flight.** `obtain` is entered only when no other is under way, and everybody who needs a token meanwhile
 * waits for the same promise; the check and the assignment of `flight` have no `await` between them. So a crowd that
 * finds the token old, or dead, costs one call. The flight carries nobody's cancel signal: one who leaves must not
 * take the token from the others.
 *
 * **Never a token known to be dead.** The token is refreshed five minutes before its end. Its life is counted from
 * *before* the request was sent, so it ends here no later than at the server. A token that answered 401 is reported
 * with `replace(token)`: if it is still the held one, it is dropped and a login follows (a dead token cannot be
 * refreshed, reference anaplan 2); if somebody replaced it already, the new one is handed out.
 */
export class TokenSession {
	private held: Held | undefined;
	private flight: Promise<string> | undefined;

	constructor(private readonly settings: TokenSessionSettings) {}

	async token(): Promise<string> {
		if (this.held && this.settings.clock.now() < this.held.renewAtMs) return this.held.value;
		return this.fly();
	}

	/** A token to use after `dead` was answered with 401. */
	async replace(dead: string): Promise<string> {
		if (this.held?.value === dead) this.held = undefined;
		return this.token();
	}

	/** Ends the token at the server. A failure is nobody's loss: the token dies by itself within 35 minutes. */
	async logout(): Promise<void> {
		await this.flight?.catch(() => undefined);
		const { held } = this;
		this.held = undefined;
		if (!held) return;
		await this.settings.http.send(logoutRequest(this.settings.authUrl, held.value)).catch(() => undefined);
	}

	private fly(): Promise<string> {
		this.flight ??= this.obtain().finally(() => {
			this.flight = undefined;
		});
		return this.flight;
	}

	private async obtain(): Promise<string> {
		const { held, settings } = this;
		const refreshable = held !== undefined && settings.clock.now() < held.deadAtMs;
		try {
			const next = (refreshable && (await this.refreshed(held.value))) || (await this.asked(settings.login()));
			this.held = next;
			return next.value;
		} catch (error) {
			// The login service is away, but the old token still has a few minutes: enough for many an action to end.
			if (refreshable && this.held === held && settings.clock.now() < held.deadAtMs && !(error instanceof FatalError)) return held.value;
			throw error;
		}
	}

	/** `undefined` when the token could not be prolonged, for whatever reason: a login is the remedy for all of them. */
	private async refreshed(token: string): Promise<Held | undefined> {
		try {
			return await this.asked(refreshRequest(this.settings.authUrl, token));
		} catch {
			return undefined;
		}
	}

	private async asked(request: HttpRequest): Promise<Held> {
		const askedAtMs = this.settings.clock.now();
		const token = readTokenAnswer(await this.settings.http.send(request));
		const lifeMs = believableLife(token, askedAtMs);
		return { value: token.value, renewAtMs: askedAtMs + Math.max(lifeMs - EARLY_MS, lifeMs / 2), deadAtMs: askedAtMs + lifeMs };
	}
}

/** Without the server's `Date` the worker's clock must do, as far as the result makes sense. */
const believableLife = (token: AnaplanToken, nowMs: number): number => {
	const lifeMs = token.lifeMs ?? (token.expiresAtMs === undefined ? ASSUMED_LIFE_MS : token.expiresAtMs - nowMs);
	return lifeMs > 0 && lifeMs <= LONGEST_BELIEVED_LIFE_MS ? lifeMs : ASSUMED_LIFE_MS;
};

/**
 * Adds the token to every request. A 401 says that the request was not carried out, so even one that must not be sent
 * twice may be repeated, once, with a new token; a second 401 is the answer.
 */
export const withAnaplanToken = (http: Http, session: Pick<TokenSession, 'token' | 'replace'>): Http => {
	const sendWith = (request: HttpRequest, token: string) =>
		http.send({ ...request, headers: { ...request.headers, authorization: authorizationValue(token) } });
	return {
		async send(request) {
			const token = await session.token();
			const response = await sendWith(request, token);
			if (response.status !== 401) return response;
			return sendWith(request, await session.replace(token));
		},
	};
};
