import { NoJson } from '../../harness/raw-json';
import type { SimRequest, SimResponse } from '../../harness/server';
import { exception, invalid, json, Refusal } from '../http/failure';
import { headerOf } from '../http/call';
import { readJson } from '../json/read-json';
import { isObject } from '../json/tree';
import type { World } from '../world';
import { bearerOf } from './caller';
import { sessionOfCookies, signInCookies, signOutCookies } from './cookies';
import { signInOverflow } from './overflow';

const textsOf = (request: SimRequest): Readonly<Record<string, string>> => {
	const body = request.body.toString('utf8');
	if (/x-www-form-urlencoded/.test(headerOf(request, 'content-type'))) return Object.fromEntries(new URLSearchParams(body));
	try {
		const tree = readJson(body);
		if (!isObject(tree)) throw new NoJson('no object');
		return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : '']));
	} catch (error) {
		if (error instanceof NoJson) throw invalid({ '': ['The request body should not be empty.'] });
		throw error;
	}
};

const checkTenant = (world: World, tenant: string): void => {
	if (tenant === '' || world.switches.values.singleTenant || tenant.toLowerCase() === world.company.tenant.toLowerCase()) return;
	throw exception(500, 'PX.Data.PXUndefinedCompanyException', 'A proper company ID cannot be determined for the request.');
};

/** POST /entity/auth/login: 204 and cookies, or a 500 that says why (reference acumatica 2.2). */
export const login = (world: World, request: SimRequest): SimResponse => {
	const { name = '', password = '', tenant, company, branch = '' } = textsOf(request);
	checkTenant(world, tenant ?? company ?? '');
	const user = world.company.users.find((one) => one.name.toLowerCase() === name.toLowerCase());
	if (user === undefined || user.password !== password || user.licensed === false) {
		throw exception(500, 'PX.Data.PXException', 'Error: Invalid credentials. Please try again.');
	}
	const home = world.company.branches.find(({ id, name: called }) => [id, called].includes(branch))?.id ?? world.company.branches[0]?.id ?? '';
	const session = world.sessions.start(user.name, 'cookie', home);
	if (session === undefined) return signInOverflow(world);
	return { status: 204, cookies: signInCookies(world, session), note: { session: session.label } };
};

/** Signs out whoever calls; the web server wants a Content-Length (reference acumatica 2.2). */
export const logout = (world: World, request: SimRequest): SimResponse => {
	if (headerOf(request, 'content-length') === '' && headerOf(request, 'transfer-encoding') === '') {
		return {
			status: 411, headers: { 'content-type': 'text/html; charset=us-ascii' },
			body: '<html><head><title>Length Required</title></head></html>',
		};
	}
	const grant = world.tokens.of(bearerOf(request));
	const cookie = sessionOfCookies(world, request);
	if (grant === undefined && cookie === undefined) throw new Refusal(json(401, { message: 'You are not logged in.' }));
	if (grant !== undefined) world.sessions.end(grant.sessionId, 'signed out');
	if (cookie !== undefined) world.sessions.end(cookie.id, 'signed out');
	return { status: 204, cookies: signOutCookies() };
};
