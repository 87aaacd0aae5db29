import type { Http } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { Fingerprint } from '../../../core/fingerprint';
import type { RotatingGrant, RotationChain } from '../../../core/sessions/rotation-chain';
import { siteOf } from '../identity';
import { logoutRequest } from '../session/cookie-login';
import { clientIdWithTenant } from './oauth-facts';
import { passwordTokenRequest, readTokenAnswer, refreshTokenRequest, type PasswordGrant } from './token-grants';

export interface PasswordSignIn {
	readonly http: Http;
	/** One per process. */
	readonly chain: RotationChain;
}

/** What is stored of an earlier sign-in; empty texts when there was none. */
export interface HeldGrant {
	readonly accessToken: string;
	readonly refreshToken: string;
}

/** Who signs in where, with which secrets. What was stored under another name is somebody else's. Holds no secret itself. */
export const grantOwner = ({ siteUrl, clientId, tenant, clientSecret, user, password }: PasswordGrant): string => {
	const owner = new Fingerprint();
	owner.add(['acumatica grant 1', siteOf(siteUrl), clientIdWithTenant(clientId, tenant), clientSecret, user, password]);
	return owner.digest();
};

const isSpent = (caught: unknown): boolean => caught instanceof FatalError && caught.facts.code === 'invalid_grant';

/**
 * A fresh access token after the held one was refused, or the first one.
 *
 * **One seat.** Every grant by password opens a session, which holds a seat for an hour; a refresh goes on in the same one
 * (reference acumatica 2.1). So the refresh token comes first, and the password only when that is refused. The chain sees to
 * it that no refresh token is sent twice from this process and that all who come at the same time, also those who hold
 * nothing yet, get the outcome of one exchange: two runs that meet an expired token make one refresh, and two first runs one
 * grant.
 *
 * **Nobody is locked out.** Another process may have used the refresh token, or it has ended: it is refused, and the password
 * is asked, once, in the same exchange; its grant takes the place of what was refused. The session that is given up is
 * signed out first, in case it still lives; where it does not, that is refused and does no harm.
 *
 * @throws FatalError when the password is refused as well, RetryableError when no seat is free, ConnectionLostError
 */
export const renewGrant = async ({ http, chain }: PasswordSignIn, grant: PasswordGrant, held: HeldGrant): Promise<RotatingGrant> => {
	const byPassword = async (): Promise<RotatingGrant> => readTokenAnswer(await http.send(passwordTokenRequest(grant)));
	const signOut = async (): Promise<void> => {
		if (held.accessToken === '') return;
		const request = logoutRequest(grant.siteUrl);
		await http.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${held.accessToken}` } }).catch(() => undefined);
	};
	const exchange = async (refreshToken: string): Promise<RotatingGrant> => {
		if (refreshToken === '') return await byPassword();
		try {
			return readTokenAnswer(await http.send(refreshTokenRequest(grant, refreshToken)), 'refresh the sign-in');
		} catch (caught) {
			if (!isSpent(caught)) throw caught;
		}
		await signOut();
		return await byPassword();
	};
	return await chain.renew({ identity: grantOwner(grant), refreshToken: held.refreshToken, spent: held.accessToken }, exchange);
};
