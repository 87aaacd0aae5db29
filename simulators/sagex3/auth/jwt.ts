import { createHmac, timingSafeEqual } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export interface Token {
	readonly header: Claims;
	readonly claims: Claims;
	isSignedWith(secret: string): boolean;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = (text: string, secret: string): Buffer => createHmac('sha256', secret).update(text).digest();

const objectIn = (text: string): Claims | undefined => {
	try {
		const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
		return typeof value === 'object' && value !== null ? (value as Claims) : undefined;
	} catch {
		return undefined;
	}
};

export const signToken = (claims: Claims, secret: string): string => {
	const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
	return `${text}.${signature(text, secret).toString('base64url')}`;
};

export const readToken = (text: string): Token | undefined => {
	const [head = '', body = '', sign = '', more] = text.split('.');
	const [header, claims] = [objectIn(head), objectIn(body)];
	if (header === undefined || claims === undefined || more !== undefined) return undefined;
	return {
		header, claims, isSignedWith: (secret) => {
			const [wanted, given] = [signature(`${head}.${body}`, secret), Buffer.from(sign, 'base64url')];
			return wanted.length === given.length && timingSafeEqual(wanted, given);
		},
	};
};
