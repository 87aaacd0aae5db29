import { createHmac } from 'node:crypto';

export interface TokenClaims {
	readonly issuer: string;
	/** Left out when empty: sent only where the connected application names a user (reference sage-x3 2.1). */
	readonly subject: string;
	/** Compared as text by the server, so it is sent as it is written, also when empty. */
	readonly audience: string;
	/** Seconds since 1970. */
	readonly issuedAt: number;
	readonly expiresAt: number;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');

/** A JSON web token signed with HS256 (RFC 7515). */
export const signToken = ({ issuer, subject, audience, issuedAt, expiresAt }: TokenClaims, secret: string): string => {
	const claims = { iss: issuer, ...(subject === '' ? {} : { sub: subject }), aud: audience, iat: issuedAt, exp: expiresAt };
	const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
	return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

/** Seconds between `iat` and `exp` of a token of somebody else's; undefined where it cannot be read. Nothing is verified. */
export const lifeOf = (token: string): number | undefined => {
	try {
		const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
		if (typeof claims !== 'object' || claims === null || !('iat' in claims) || !('exp' in claims)) return undefined;
		const seconds = Number(claims.exp) - Number(claims.iat);
		return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
	} catch {
		return undefined;
	}
};
