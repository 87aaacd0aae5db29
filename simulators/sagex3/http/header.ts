import type { SimRequest } from '../../harness/server';

export const headerOf = (request: SimRequest, name: string): string => {
	const value = request.headers[name];
	return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
};

export const bearerOf = (request: SimRequest): string | undefined => /^Bearer +(\S+)$/i.exec(headerOf(request, 'authorization'))?.[1];

/** Login and password of Basic authentication. */
export const basicOf = (request: SimRequest): { readonly login: string; readonly password: string } | undefined => {
	const found = /^Basic +(\S+)$/i.exec(headerOf(request, 'authorization'))?.[1];
	if (found === undefined) return undefined;
	const pair = Buffer.from(found, 'base64').toString('utf8');
	const cut = pair.indexOf(':');
	return { login: pair.slice(0, Math.max(0, cut)), password: pair.slice(cut + 1) };
};
