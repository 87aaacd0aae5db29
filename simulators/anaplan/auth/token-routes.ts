import type { SimRequest, SimResponse } from '../../harness/server';
import { jsonResponse } from '../http/reply';
import type { World } from '../world';
import { certificateUser } from './certificates';
import type { Session } from './sessions';

/** `status` is a word here, not an object as on the API host; failures have the two members only (reference anaplan 2). */
const failure = (status: number, word: string, statusMessage: string): SimResponse => jsonResponse(status, { status: word, statusMessage });

const badHeader = (status: number): SimResponse => failure(status, 'FAILURE_BAD_HEADER', 'Invalid authorization header');

const badCredential = ({ switches }: World): SimResponse => failure(401, 'FAILURE_BAD_CREDENTIAL', switches.values.authFailureText);

const deadToken = ({ switches }: World): SimResponse => failure(401, switches.values.expiredTokenWord, switches.values.authFailureText);

const header = (request: SimRequest, scheme: string): string | undefined =>
	new RegExp(`^${scheme} +(\\S+)$`).exec(String(request.headers.authorization ?? ''))?.[1];

const granted = (world: World, session: Session, value: string, message: string, status: number): SimResponse => jsonResponse(status, {
	meta: { validationUrl: `${world.baseUrl()}/token/validate` },
	status: 'SUCCESS', statusMessage: message,
	tokenInfo: {
		expiresAt: session.expiresAt, tokenId: session.tokenId, tokenValue: value, refreshTokenId: session.refreshTokenId,
		...(world.switches.values.tokenForm === 'jwt' ? { refreshToken: `refresh-${session.refreshTokenId}` } : {}),
	},
});

const login = (world: World, email: string, how: Session['how']): SimResponse => {
	const { session, value } = world.sessions.open(email, how);
	return granted(world, session, value, 'Login successful', world.switches.values.authenticateStatus);
};

const authenticate = (world: World, request: SimRequest): SimResponse => {
	const certificate = header(request, 'CACertificate');
	if (certificate !== undefined) {
		const email = certificateUser(world, certificate, request.body);
		return email === undefined ? badCredential(world) : login(world, email, 'certificate');
	}
	const basic = header(request, 'Basic');
	if (basic === undefined) return badHeader(401);
	const plain = Buffer.from(basic, 'base64').toString('utf8');
	const colon = plain.indexOf(':');
	if (colon < 0) return badHeader(401);
	const user = world.user(plain.slice(0, colon));
	const right = user !== undefined && user.password === plain.slice(colon + 1) && !world.switches.values.basicLoginDisabled;
	return right ? login(world, user.email, 'basic') : badCredential(world);
};

/** A living session of this service; an OAuth token is one only by switch. */
const session = (world: World, value: string): Session | undefined => {
	const one = world.sessions.find(value);
	return one?.how === 'oauth' && world.switches.values.oauthTokenOnAuthService === 'refuse' ? undefined : one;
};

const withSession = (malformed: number, act: (world: World, one: Session, value: string) => SimResponse) =>
	(world: World, request: SimRequest): SimResponse => {
		const value = header(request, 'AnaplanAuthToken');
		if (value === undefined) return badHeader(malformed);
		const one = session(world, value);
		return one === undefined ? deadToken(world) : act(world, one, value);
	};

const validate = withSession(400, (world, one) => jsonResponse(200, {
	meta: { validationUrl: `${world.baseUrl()}/token/validate` }, status: 'SUCCESS', statusMessage: 'Token validated',
	tokenInfo: { expiresAt: one.expiresAt, tokenId: one.tokenId },
	userInfo: { userGuid: world.user(one.email)?.guid, userId: one.email, customerGuid: world.tenant.customerGuid },
}));

const refresh = withSession(400, (world, one, value) => granted(world, one, world.sessions.refresh(one, value), 'Token refreshed', 200));

const logout = withSession(401, (world, one) => {
	world.sessions.close(one);
	return { status: 204 };
});

/** Calls of the authentication service, by verb and path. */
export const TOKEN_ROUTES: Readonly<Record<string, (world: World, request: SimRequest) => SimResponse>> = {
	'POST /token/authenticate': authenticate,
	'POST /token/refresh': refresh,
	'GET /token/validate': validate,
	'POST /token/logout': logout,
};
