import type { SimRequest } from '../../harness/server';
import { guidOf } from '../data/guid';
import { headerOf } from '../http/call';
import type { World } from '../world';
import type { Session } from './sessions';

const SESSION = 'ASP.NET_SessionId';
const AUTH = '.ASPXAUTH';

export const cookiesOf = (request: SimRequest): ReadonlyMap<string, string> => new Map(headerOf(request, 'cookie').split(';').map((part) => {
	const at = part.indexOf('=');
	return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
}));

const ticketOf = (session: Session): string => guidOf('ticket', session.id).replaceAll('-', '').toUpperCase();

/** The seven cookies of a sign-in, some of them twice as recorded (reference acumatica 2.2). */
export const signInCookies = (world: World, session: Session): string[] => {
	const branch = String(world.company.branches.findIndex(({ id }) => id === session.branch) + 16);
	return [
		`${SESSION}=${session.id}; path=/; HttpOnly; SameSite=Lax`, `${SESSION}=${session.id}; path=/; HttpOnly; SameSite=Lax`,
		`UserBranch=${branch}; path=/; HttpOnly`,
		`CompanyID=${encodeURIComponent(world.company.tenant)}; path=/`,
		'Locale=Culture=en-US&TimeZone=GMTM0800A; path=/', 'Locale=Culture=en-US&TimeZone=GMTM0800A; path=/',
		`${AUTH}=${ticketOf(session)}; path=/; secure; HttpOnly; SameSite=None`,
		'requestid=1; path=/', 'requeststat=+st:100+sc:~/entity/auth/login+start:0+tg:; path=/',
	];
};

const GONE = 'expires=Tue, 12-Oct-1999 00:00:00 GMT; path=/';
export const signOutCookies = (): string[] => [`${AUTH}=; ${GONE}; HttpOnly`, `${SESSION}=; ${GONE}; HttpOnly`, `UserBranch=; ${GONE}`];

/** The living session of the cookies: the ticket proves who it is, the session id which one. */
export const sessionOfCookies = (world: World, request: SimRequest): Session | undefined => {
	const cookies = cookiesOf(request);
	const session = world.sessions.alive(cookies.get(SESSION) ?? '');
	return session !== undefined && session.way !== 'token' && cookies.get(AUTH) === ticketOf(session) ? session : undefined;
};
