import type { SimRequest } from '../../harness/server';
import { headerOf } from '../http/call';
import { Refusal } from '../http/failure';
import type { UserDefinition } from '../model/types';
import type { World } from '../world';
import { COOKIE } from './sessions';

export interface Caller {
	readonly user: UserDefinition;
	/** To be set when a session began with this request. */
	readonly cookies?: readonly string[];
}

const credentialsOf = (request: SimRequest): readonly [name: string, password: string] | undefined => {
	const [, encoded] = /^Basic\s+(\S+)$/i.exec(headerOf(request, 'authorization')) ?? [];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const at = text.indexOf(':');
	return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
};

/** The name that the request gives, for counting; it proves nothing. */
export const nameIn = (request: SimRequest): string => credentialsOf(request)?.[0] ?? '';

const cookieOf = (request: SimRequest): string | undefined =>
	headerOf(request, 'cookie').split(';').map((one) => one.trim().split('=')).find(([name]) => name === COOKIE)?.[1] || undefined;

const unauthorized = (): Refusal => new Refusal('Unauthorized', 'The user ID or password is not valid.',
	{ headers: { 'www-authenticate': 'Basic realm="Sage 300"' } });

/** User and password as they are: over the API nothing makes them upper case (reference sage-300 3). */
const proven = (world: World, name: string, password: string): UserDefinition => {
	const { passwordCase, securityOff } = world.switches.values;
	const user = world.site.users.find((one) => one.name === name);
	if (user === undefined) throw unauthorized();
	const right = securityOff ? '' : passwordCase === 'sensitive' ? user.casePassword : user.password;
	if (password !== right) throw unauthorized();
	return user;
};

/** Who is calling. Throws Refusal. */
export const callerOf = (world: World, request: SimRequest): Caller => {
	const { adminAllowed, adminRefusal, cookieOnly } = world.switches.values;
	const given = credentialsOf(request);
	const cookie = cookieOf(request);
	if (given === undefined) {
		const name = cookieOnly === 'accept' ? world.sessions.userOf(cookie) : undefined;
		const user = world.site.users.find((one) => one.name === name);
		if (user === undefined) throw unauthorized();
		world.sessions.enter(user.name, cookie);
		return { user };
	}
	const user = proven(world, ...given);
	if (user.name === 'ADMIN' && !adminAllowed) {
		throw new Refusal(adminRefusal === 403 ? 'Forbidden' : 'Unauthorized', 'The ADMIN user cannot use the Sage 300 Web API.');
	}
	const { session, fresh } = world.sessions.enter(user.name, cookie);
	return { user, ...(fresh ? { cookies: [`${COOKIE}=${session.id}; path=/; HttpOnly`] } : {}) };
};

export const checkModule = ({ modules }: UserDefinition, module: string): void => {
	if (!modules.includes('*') && !modules.includes(module)) {
		throw new Refusal('Forbidden', 'You are not authorized to complete this task. Contact your system administrator for help.');
	}
};
