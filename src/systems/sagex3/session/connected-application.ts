import type { Clock } from '../../../contracts';
import { tokenErrorNumber, tokenErrorOf } from '../answers/token-errors';
import { wrongCredential } from '../identity';
import { signToken } from './json-web-token';
import { ServerOffset } from './server-clock';
import type { Signer } from './signer';

/** As it stands in Administration > Settings > Authentication > Connected applications. */
export interface ConnectedApplication {
	readonly clientId: string;
	readonly secret: string;
	/** The allowed user, as written there; empty where none is named. */
	readonly user?: string;
	/** The URL registered there, letter by letter. */
	readonly audience: string;
	/** Five minutes unless set; no more than the validity registered there. */
	readonly tokenSeconds?: number;
}

const USUAL_LIFE = 300;
/** Custom is half a minute (reference sage-x3 2.1); of a short life, a quarter. */
const BACKDATED = 30;

/**
 * Signs its own tokens; there is no service that gives them (reference sage-x3 2.1).
 *
 * **By the server's time.** A token from the future is refused, and one that is too old as well, so a worker whose clock is wrong would
 * never be let in. Every answer tells the server's time, also the one that refuses a token: the first token is signed by the worker's
 * clock, and if the server takes offence at its time, the next one is signed by the server's.
 *
 * **Once more and not again.** Only a refusal that a new token can cure (21, 50, or one without a number) leads to another; a wrong issuer,
 * user or audience stays wrong and is reported as what it is.
 */
export const connectedApplicationSigner = (application: ConnectedApplication, clock: Pick<Clock, 'now'>): Signer => {
	const { audience, tokenSeconds = USUAL_LIFE } = application;
	const [issuer, secret, subject] = [application.clientId.trim(), application.secret.trim(), application.user?.trim() ?? ''];
	if (issuer === '' || secret === '') throw wrongCredential('it lacks the client ID or the secret', 'Copy both from the connected application in Sage X3.');
	if (!Number.isSafeInteger(tokenSeconds) || tokenSeconds < 20) {
		throw wrongCredential(`tokens cannot live for ${tokenSeconds} seconds`, 'Give the validity that is registered in the connected application, 300 seconds as a rule.');
	}
	const reserve = Math.min(BACKDATED, Math.floor(tokenSeconds / 4));
	const server = new ServerOffset(clock);
	let held: { readonly authorization: string; readonly freshUntilMs: number } | undefined;

	const forge = (): string => {
		const issuedAt = Math.floor(server.nowMs() / 1000) - reserve;
		const authorization = `Bearer ${signToken({ issuer, subject, audience, issuedAt, expiresAt: issuedAt + tokenSeconds }, secret)}`;
		// What was taken off at its beginning, and as much again for the way.
		held = { authorization, freshUntilMs: clock.now() + (tokenSeconds - 2 * reserve) * 1000 };
		return authorization;
	};

	return {
		async headers() {
			return { authorization: held && clock.now() < held.freshUntilMs ? held.authorization : forge() };
		},
		async renew(refused, response) {
			const number = response.status === 401 ? tokenErrorNumber(response.body.toString('utf8')) : undefined;
			if (number !== undefined && tokenErrorOf(number)?.isCurable !== true) return false;
			if (held?.authorization !== refused.authorization) return true;
			server.sees(response);
			forge();
			return true;
		},
	};
};
