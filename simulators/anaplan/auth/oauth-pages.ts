import type { SimRequest, SimResponse } from '../../harness/server';
import { jsonResponse } from '../http/reply';
import type { World } from '../world';
import { formOf } from './oauth';
import { OAuthError } from './oauth-error';

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const html = (status: number, body: string): SimResponse =>
	({ status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: `<!doctype html><title>Anaplan simulator</title>${body}` });

const guarded = (act: () => SimResponse): SimResponse => {
	try {
		return act();
	} catch (error) {
		if (error instanceof OAuthError) return jsonResponse(error.status, { error: error.error, error_description: error.message });
		throw error;
	}
};

const authorize = (world: World, request: SimRequest): SimResponse => guarded(() => {
	world.oauth.authorizable(request.query);
	return { status: 302, headers: { location: `${world.baseUrl()}/auth/prelogin?${request.query.toString()}` } };
});

const loginPage = (world: World, request: SimRequest): SimResponse => guarded(() => {
	world.oauth.authorizable(request.query);
	return html(200, `<form method="post" action="/auth/login?${escape(request.query.toString())}">
<input name="username" placeholder="e-mail"><input name="password" type="password"><button>Log in</button></form>`);
});

const signedIn = (world: World, request: SimRequest): string | undefined => {
	const { username = '', password } = formOf(request);
	const user = world.user(username);
	return user !== undefined && user.password === password ? user.email : undefined;
};

/** The person presses "Log in": back to the client with a code and its own state. */
const login = (world: World, request: SimRequest): SimResponse => guarded(() => {
	const email = signedIn(world, request);
	if (email === undefined) return html(401, 'wrong user or password');
	const target = new URL(request.query.get('redirect_uri') ?? '');
	target.searchParams.set('code', world.oauth.issueCode(request.query, email));
	const state = request.query.get('state');
	if (state !== null) target.searchParams.set('state', state);
	return { status: 302, headers: { location: target.toString() } };
});

const activatePage = (_world: World, request: SimRequest): SimResponse => html(200, `<form method="post" action="/activate">
<input name="user_code" value="${escape(request.query.get('user_code') ?? '')}"><input name="username"><input name="password" type="password">
<button name="decision" value="approve">Allow</button><button name="decision" value="deny">Deny</button></form>`);

const activate = (world: World, request: SimRequest): SimResponse => {
	const email = signedIn(world, request);
	const { user_code: shown = '', decision } = formOf(request);
	if (email === undefined) return html(401, 'wrong user or password');
	const done = world.oauth.devices.decide(shown, decision === 'deny' ? 'denied' : 'approved', email);
	return done ? html(200, 'done') : html(404, 'no such code');
};

type Page = (world: World, request: SimRequest) => SimResponse;

/** Pages and calls of the OAuth service, by verb and path. */
export const OAUTH_ROUTES: Readonly<Record<string, Page>> = {
	'GET /auth/authorize': authorize,
	'GET /auth/prelogin': loginPage,
	'POST /auth/login': login,
	'GET /activate': activatePage,
	'POST /activate': activate,
	'POST /oauth/token': (world, request) => world.oauth.token(request),
	'POST /oauth/device/code': (world, request) => world.oauth.deviceCode(request),
};
