import type { SimRequest, SimResponse } from '../../harness/server';
import { headerOf } from '../http/call';
import { exceptionBody, HTML_TYPE, json, Refusal } from '../http/failure';
import type { World } from '../world';
import { sessionOfCookies, signInCookies } from './cookies';
import { surplusAnswer } from './overflow';
import type { Session } from './sessions';

export const bearerOf = (request: SimRequest): string => /^Bearer +(\S+)$/i.exec(headerOf(request, 'authorization'))?.[1] ?? '';

const BODIES: Readonly<Record<string, SimResponse>> = {
	json: json(401, exceptionBody('PX.Data.PXNotLoggedInException', 'You are not logged in.')),
	html: { status: 401, headers: HTML_TYPE, body: '<html><head><title>401 - Unauthorized</title></head></html>' },
	empty: { status: 401 },
};

const notSignedIn = (world: World): Refusal => new Refusal(BODIES[world.switches.values.notSignedIn]!);

export interface Caller {
	readonly session: Session;
	/** Cookies that the answer has to carry: a session opened by this call. */
	readonly cookies?: readonly string[];
}

const concurrent = (world: World, request: SimRequest, user: string, branch: string): Caller => {
	const known = sessionOfCookies(world, request);
	if (known?.user === user) return { session: known };
	const session = world.sessions.start(user, 'concurrent', branch, { surplus: true })!;
	return { session, cookies: signInCookies(world, session) };
};

const identify = (world: World, request: SimRequest): Caller => {
	const token = bearerOf(request);
	if (token === '') {
		const session = sessionOfCookies(world, request);
		if (session === undefined) throw notSignedIn(world);
		return { session };
	}
	const grant = world.tokens.of(token);
	if (grant === undefined) throw notSignedIn(world);
	if (grant.scopes.includes('api:concurrent_access')) return concurrent(world, request, grant.user, grant.branch);
	const session = world.sessions.alive(grant.sessionId);
	if (session === undefined) throw notSignedIn(world);
	return { session };
};

/** Who calls. A token beats cookies. Sessions beyond the seats are turned away here (reference acumatica 2.3). */
export const callerOf = (world: World, request: SimRequest): Caller => {
	const caller = identify(world, request);
	world.sessions.use(caller.session.id);
	const refused = caller.session.surplus ? surplusAnswer(world) : undefined;
	if (refused !== undefined) throw new Refusal(refused);
	return caller;
};

export const isSignedIn = (world: World, request: SimRequest): boolean => {
	try {
		identify(world, request);
		return true;
	} catch (error) {
		if (error instanceof Refusal) return false;
		throw error;
	}
};
