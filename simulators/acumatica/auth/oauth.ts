import { createHash, createPublicKey, createVerify } from 'node:crypto';
import type { SimRequest, SimResponse } from '../../harness/server';
import { guidOf } from '../data/guid';
import { headerOf } from '../http/call';
import { HTML_TYPE, json, Refusal } from '../http/failure';
import type { ClientDefinition, UserDefinition } from '../model/types';
import type { World } from '../world';
import { bearerOf } from './caller';
import type { Issued } from './tokens';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const CODE_LIFE = 5 * 60_000;

interface Code {
	readonly client: string;
	readonly user: UserDefinition;
	readonly redirect: string;
	readonly scopes: readonly string[];
	readonly challenge?: string;
	readonly endsAt: number;
}

const refused = (error: string, description?: string): Refusal =>
	new Refusal(json(400, { error, ...(description === undefined ? {} : { error_description: description }) }));

const scopesOf = (text: string | undefined): string[] => (text ?? '').split(' ').filter((scope) => scope !== '');

const isVerified = (assertion: string, client: ClientDefinition): boolean => {
	const [header = '', claims = '', signature = ''] = assertion.split('.');
	if (client.assertionKey === undefined || signature === '') return false;
	const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sub?: unknown };
	return sub === client.id && createVerify('RSA-SHA256').update(`${header}.${claims}`)
		.verify(createPublicKey(client.assertionKey), Buffer.from(signature, 'base64url'));
};

/** OAuth 2.0 of the site, below /identity/ (reference acumatica 2.1). */
export class OAuth {
	private readonly codes = new Map<string, Code>();

	constructor(private readonly world: World) {}

	discovery(): SimResponse {
		const base = `${this.world.context.baseUrl()}${this.world.site}/identity`;
		return json(200, {
			issuer: base, authorization_endpoint: `${base}/connect/authorize`, token_endpoint: `${base}/connect/token`,
			userinfo_endpoint: `${base}/connect/userinfo`, revocation_endpoint: `${base}/connect/revocation`,
			end_session_endpoint: `${base}/connect/endsession`,
			scopes_supported: ['openid', 'profile', 'email', 'phone', 'api', 'offline_access', 'api:concurrent_access'],
			grant_types_supported: ['authorization_code', 'password', 'refresh_token', 'implicit'],
			response_types_supported: ['code', 'token', 'id_token', 'id_token token', 'code id_token'], code_challenge_methods_supported: ['plain', 'S256'],
		});
	}

	/** The user is at the screen already and decides by switch: nobody has to click. `login_hint` picks another user than the first. */
	authorize(request: SimRequest): SimResponse {
		const ask = Object.fromEntries(request.query);
		const client = this.client(ask.client_id ?? '');
		if (client === undefined || ask.response_type !== 'code' || ask.redirect_uri === undefined) {
			return {
				status: 400, headers: HTML_TYPE,
				body: '<html><head><title>Error</title></head><body>The client application is not known.</body></html>',
			};
		}
		const back = new URL(ask.redirect_uri);
		if (ask.state !== undefined) back.searchParams.set('state', ask.state);
		const user = this.world.company.users.find(({ name }) => ask.login_hint === undefined || name === ask.login_hint);
		if (this.world.switches.values.consent === 'deny' || user === undefined) back.searchParams.set('error', 'access_denied');
		else {
			const code = guidOf('code', String(this.codes.size), String(this.world.now())).replaceAll('-', '');
			this.codes.set(code, {
				client: client.id, user, redirect: ask.redirect_uri, scopes: scopesOf(ask.scope), endsAt: this.world.now() + CODE_LIFE,
				...(ask.code_challenge === undefined ? {} : { challenge: `${ask.code_challenge_method ?? 'plain'} ${ask.code_challenge}` }),
			});
			back.searchParams.set('code', code);
		}
		return { status: 302, headers: { location: back.toString() } };
	}

	token(request: SimRequest): SimResponse {
		const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))) as Record<string, string | undefined>;
		const client = this.authenticated(request, form);
		const grants: Readonly<Record<string, () => Issued | undefined>> = {
			password: () => this.byPassword(client, form),
			authorization_code: () => this.byCode(client, form),
			refresh_token: () => {
				const issued = this.world.tokens.exchange(form.refresh_token ?? '', client.id);
				if (issued === undefined) throw refused('invalid_grant');
				return issued;
			},
		};
		const grant = grants[form.grant_type ?? ''];
		if (grant === undefined) {
			throw refused(form.grant_type === 'client_credentials' ? this.world.switches.values.clientCredentials : 'unsupported_grant_type');
		}
		const issued = grant();
		if (issued === undefined) throw refused('invalid_grant', 'API Login Limit');
		return json(200, {
			...(issued.scopes.includes('openid') ? { id_token: this.idToken(issued.user, client.id) } : {}),
			access_token: issued.access, expires_in: this.world.switches.values.accessSeconds, token_type: 'Bearer',
			...(issued.refresh === undefined ? {} : { refresh_token: issued.refresh }), scope: issued.scopes.join(' '),
		}, { 'cache-control': 'no-store' });
	}

	userinfo(request: SimRequest): SimResponse {
		const grant = this.world.tokens.of(bearerOf(request));
		return grant === undefined ? { status: 401 } : json(200, { sub: guidOf('user', grant.user), preferred_username: grant.user, name: grant.user });
	}

	revoke(request: SimRequest): SimResponse {
		const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))) as Record<string, string | undefined>;
		this.authenticated(request, form);
		this.world.tokens.revoke(form.token ?? '');
		return { status: 200 };
	}

	/** `GUID@Tenant`: without the tenant there is no such client. */
	private client(id: string): ClientDefinition | undefined {
		return this.world.company.clients.find((one) => one.id === id);
	}

	private authenticated(request: SimRequest, form: Readonly<Record<string, string | undefined>>): ClientDefinition {
		let { client_id: id, client_secret: secret } = form;
		const basic = /^Basic +(\S+)$/.exec(headerOf(request, 'authorization'))?.[1];
		if (basic !== undefined && this.world.switches.values.clientInHeader === 'accept') {
			[id, secret] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
		}
		const client = this.client(id ?? '');
		if (client === undefined) throw refused('invalid_client');
		const proven = form.client_assertion_type === ASSERTION ? isVerified(form.client_assertion ?? '', client) : secret === client.secret;
		if (!proven) throw refused('invalid_client');
		return client;
	}

	private byPassword(client: ClientDefinition, form: Readonly<Record<string, string | undefined>>): Issued | undefined {
		const user = this.world.company.users.find(({ name }) => name.toLowerCase() === (form.username ?? '').toLowerCase());
		if (user === undefined || user.password !== form.password || user.licensed === false) throw refused('invalid_grant', 'invalid_username_or_password');
		return this.granted(user, client, scopesOf(form.scope));
	}

	private byCode(client: ClientDefinition, form: Readonly<Record<string, string | undefined>>): Issued | undefined {
		const code = this.codes.get(form.code ?? '');
		this.codes.delete(form.code ?? '');
		if (code === undefined || code.client !== client.id || code.redirect !== form.redirect_uri || this.world.now() >= code.endsAt) {
			throw refused('invalid_grant');
		}
		if (code.challenge !== undefined) {
			const verifier = form.code_verifier ?? '';
			const known = [`plain ${verifier}`, `S256 ${createHash('sha256').update(verifier).digest('base64url')}`];
			if (!known.includes(code.challenge)) throw refused('invalid_grant');
		}
		return this.granted(code.user, client, code.scopes);
	}

	private granted(user: UserDefinition, client: ClientDefinition, scopes: readonly string[]): Issued | undefined {
		if (!scopes.some((scope) => scope === 'api' || scope === 'api:concurrent_access')) throw refused('invalid_scope');
		return this.world.tokens.grant(user.name, client.id, scopes, this.world.company.branches[0]?.id ?? '');
	}

	private idToken(user: string, audience: string): string {
		const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
		return `${part({ alg: 'none' })}.${part({ sub: guidOf('user', user), aud: audience, preferred_username: user })}.`;
	}
}
