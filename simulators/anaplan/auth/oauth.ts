import { randomBytes } from 'node:crypto';
import type { SimRequest, SimResponse, SimulatorContext } from '../../harness/server';
import { isRecord } from '../http/call';
import { jsonResponse } from '../http/reply';
import type { OAuthClientDefinition, TenantDefinition } from '../model/types';
import type { Switches } from '../switches';
import { DeviceCodes } from './device-codes';
import { OAuthError } from './oauth-error';
import type { Sessions } from './sessions';

const CODE_LIFE_MS = 600_000;
const REFRESH_LIFE_SECONDS = 43_000;

interface Grant {
	readonly client: OAuthClientDefinition;
	readonly email: string;
	readonly scope: readonly string[];
}

interface CodeGrant extends Grant {
	readonly redirectUri: string;
	readonly expiresAt: number;
}

export type Form = Readonly<Record<string, string>>;

/** JSON and form bodies are both accepted (reference anaplan 3). */
export const formOf = (request: SimRequest): Form => {
	const text = request.body.toString('utf8');
	if (!/json/i.test(String(request.headers['content-type'] ?? ''))) return Object.fromEntries(new URLSearchParams(text));
	try {
		const raw: unknown = JSON.parse(text);
		return isRecord(raw) ? Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, String(value)])) : {};
	} catch {
		return {};
	}
};

/** OAuth 2.0 of the app host: authorization code, device and refresh grants. */
export class OAuthService {
	readonly devices: DeviceCodes;
	private readonly codes = new Map<string, CodeGrant>();
	private readonly refreshTokens = new Map<string, Grant & { readonly expiresAt: number }>();

	constructor(
		private readonly context: SimulatorContext, private readonly tenant: TenantDefinition, private readonly switches: Switches,
		private readonly sessions: Sessions,
	) {
		this.devices = new DeviceCodes(context, switches);
	}

	client(id: string | undefined): OAuthClientDefinition | undefined {
		return (this.tenant.oauthClients ?? []).find((client) => client.clientId === id);
	}

	/** The registered code client behind an authorize request; redirect URIs must match exactly. */
	authorizable(query: URLSearchParams): OAuthClientDefinition {
		const client = this.client(query.get('client_id') ?? undefined);
		const redirect = query.get('redirect_uri') ?? '';
		if (client?.kind !== 'code') throw new OAuthError(400, 'unauthorized_client', 'unknown client');
		if (query.get('response_type') !== 'code') throw new OAuthError(400, 'invalid_request', 'response_type must be code');
		if (this.switches.values.oauthRedirectCheck === 'exact' && !client.redirectUris?.includes(redirect)) {
			throw new OAuthError(400, 'invalid_request', 'redirect_uri is not registered');
		}
		return client;
	}

	/** The person has signed in: a code for the redirect. */
	issueCode(query: URLSearchParams, email: string): string {
		const client = this.authorizable(query);
		const code = randomBytes(24).toString('base64url');
		this.codes.set(code, {
			client, email, scope: (query.get('scope') ?? '').split(' '), redirectUri: query.get('redirect_uri') ?? '',
			expiresAt: this.context.clock.now() + CODE_LIFE_MS,
		});
		return code;
	}

	/** POST /oauth/token */
	token(request: SimRequest): SimResponse {
		return this.answer(() => {
			const form = formOf(request);
			const grant = GRANTS[form.grant_type ?? ''];
			if (form.grant_type === undefined) throw new OAuthError(401, 'invalid_request', 'grant_type is missing');
			if (grant === undefined) throw new OAuthError(400, 'invalid_request', 'unknown grant_type');
			return this[grant](form);
		});
	}

	/** Refresh tokens stop working, of everybody or of one user. */
	revoke(email?: string): { revoked: number } {
		const mine = [...this.refreshTokens].filter(([, grant]) => email === undefined || grant.email === email);
		for (const [token] of mine) this.refreshTokens.delete(token);
		return { revoked: mine.length };
	}

	/** POST /oauth/device/code */
	deviceCode(request: SimRequest): SimResponse {
		return this.answer(() => {
			const form = formOf(request);
			const client = this.client(form.client_id);
			if (client?.kind !== 'device') throw new OAuthError(401, 'unauthorized_client', 'not a device client');
			return this.devices.create(client, (form.scope ?? '').split(' '));
		});
	}

	private codeGrant(form: Form): Record<string, unknown> {
		const client = this.knownClient(form);
		const grant = this.codes.get(form.code ?? '');
		// A code works once, also when the exchange fails.
		this.codes.delete(form.code ?? '');
		const good = grant !== undefined && grant.client === client && grant.expiresAt > this.context.clock.now();
		if (!good || grant.redirectUri !== form.redirect_uri) {
			throw this.invalidGrant('authorization code is invalid');
		}
		return this.issue(grant);
	}

	private deviceGrant(form: Form): Record<string, unknown> {
		const client = this.knownClient(form);
		const { email, scope } = this.devices.redeem(form.device_code ?? '', client);
		return this.issue({ client, email, scope });
	}

	private refreshGrant(form: Form): Record<string, unknown> {
		const client = this.knownClient(form);
		const presented = form.refresh_token ?? '';
		const grant = this.refreshTokens.get(presented);
		if (grant === undefined || grant.client !== client || grant.expiresAt <= this.context.clock.now()) {
			throw this.invalidGrant('refresh token is invalid');
		}
		// Rotating: the old one stops working at once. Fixed: the same one stays good.
		if (client.rotating) this.refreshTokens.delete(presented);
		return this.issue(grant, client.rotating ? undefined : presented);
	}

	private knownClient(form: Form): OAuthClientDefinition {
		const client = this.client(form.client_id);
		if (client === undefined || (client.secret !== undefined && client.secret !== form.client_secret)) {
			throw new OAuthError(401, 'unauthorized_client', 'unknown client or wrong secret');
		}
		return client;
	}

	/** Token reply of all three grants: `profile` is dropped silently, no refresh token without offline_access. */
	private issue(grant: Grant, keep?: string): Record<string, unknown> {
		const seconds = this.switches.values.oauthAccessSeconds;
		const { value } = this.sessions.open(grant.email, 'oauth', seconds * 1000);
		const scope = grant.scope.filter((one) => one !== 'profile' && one !== '');
		const offline = scope.includes('offline_access');
		const refresh = keep ?? randomBytes(32).toString('base64url');
		if (offline && keep === undefined) {
			const life = (grant.client.refreshLifetimeSeconds ?? REFRESH_LIFE_SECONDS) * 1000;
			const expiresAt = this.context.clock.now() + (grant.client.rotating ? life : 31_556_926_000);
			this.refreshTokens.set(refresh, { client: grant.client, email: grant.email, scope: grant.scope, expiresAt });
		}
		const part = (one: unknown): string => Buffer.from(JSON.stringify(one)).toString('base64url');
		return {
			access_token: value, ...(offline ? { refresh_token: refresh } : {}),
			id_token: `${part({ alg: 'none', typ: 'JWT' })}.${part({ email: grant.email })}.`, scope: scope.join(' '),
			expires_in: seconds, token_type: 'Bearer',
		};
	}

	private invalidGrant(description: string): OAuthError {
		return new OAuthError(this.switches.values.oauthErrorStatus, 'invalid_grant', description);
	}

	private answer(act: () => Record<string, unknown>): SimResponse {
		try {
			return jsonResponse(200, act(), { 'cache-control': 'no-store' });
		} catch (error) {
			if (error instanceof OAuthError) return jsonResponse(error.status, { error: error.error, error_description: error.message });
			throw error;
		}
	}
}

const GRANTS: Readonly<Record<string, 'codeGrant' | 'deviceGrant' | 'refreshGrant'>> = {
	authorization_code: 'codeGrant',
	'urn:ietf:params:oauth:grant-type:device_code': 'deviceGrant',
	refresh_token: 'refreshGrant',
};
