import type { IDataObject } from 'n8n-workflow';
import { HARBOR_MILLS, type startAcumatica } from '../../simulators/acumatica';
import { Site, type Supplied } from './site';
import { acumatica, workflowOf } from './workflows';

export const ACUMATICA_WAYS = ['cookie', 'password', 'oAuth2'] as const;
export const ACUMATICA_CREDENTIALS: Readonly<Record<string, string>> = { cookie: 'acumaticaApi', password: 'acumaticaPasswordApi', oAuth2: 'acumaticaOAuth2Api' };

const [CLIENT] = HARBOR_MILLS.clients;
if (!CLIENT) throw new Error('the simulator has no client');

/** A site with Acumatica and one credential for each way of signing in, nobody being signed in yet. */
export const openAcumatica = async (switches: Readonly<Record<string, unknown>> = {}): Promise<Site> => {
	const site = await Site.open({ acumatica: { switches } satisfies Parameters<typeof startAcumatica>[0] });
	const { siteUrl } = site.credentials.acumaticaApi as { siteUrl: string };
	const place = { siteUrl, tenant: '', branch: '', endpoint: 'Default', version: '24.200.001' };
	const client = { clientId: CLIENT.id, clientSecret: String(CLIENT.secret) };
	site.credentials.acumaticaPasswordApi = { ...place, ...client, user: 'planner-api', password: 'planner-secret', accessToken: '', signInSecret: '' };
	// In a real n8n the address is made by an expression out of the other.
	site.credentials.acumaticaOAuth2Api = { ...place, ...client, grantType: 'authorizationCode', authentication: 'body', accessTokenUrl: `${siteUrl}/identity/connect/token` };
	return site;
};

/** As a browser does it: the page of Acumatica, where somebody is at the screen already, and back with a code. */
export const connectAcumatica = async (site: Site): Promise<void> => {
	const credential = site.credentials.acumaticaOAuth2Api ?? {};
	const { siteUrl, clientId, clientSecret } = credential as Record<'siteUrl' | 'clientId' | 'clientSecret', string>;
	const redirect = 'http://127.0.0.1/rest/oauth2-credential/callback';
	const query = new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: redirect, scope: 'api offline_access' });
	const page = await fetch(`${siteUrl}/identity/connect/authorize?${query.toString()}`, { redirect: 'manual' });
	const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
	const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: clientId, client_secret: clientSecret });
	const answer = await fetch(`${siteUrl}/identity/connect/token`, { method: 'POST', body });
	Object.assign(credential, { oauthTokenData: await answer.json() });
};

/** Reads two accounts for each item that comes. */
export const readAccounts = (authentication: string, more: IDataObject = {}, step: Parameters<typeof acumatica>[4] = {}) => workflowOf([
	{ name: 'Rows', type: 'supply' },
	acumatica('Ask', 'endpoint', 'runQuery', { authentication, path: 'Account', limit: 2, ...more }, step),
]);

export const itemsOf = (count: number): Supplied[] => Array.from({ length: count }, (_, index) => ({ json: { index } }));

export interface Seats {
	readonly taken: number;
	readonly peak: number;
	readonly open: ReadonlyArray<{ readonly id: string; readonly user: string; readonly way: string; readonly surplus: boolean }>;
}

export const seatsOf = async (site: Site): Promise<Seats> => await site.acumatica.get<Seats>('sessions');

/** `METHOD path status` of the requests to an address, in order. */
export const sentTo = async (site: Site, path: RegExp, since = 0): Promise<string[]> =>
	(await site.history('acumatica', since)).filter((entry) => entry.kind === 'request' && path.test(String(entry.path)))
		.map(({ method, path: at, status }) => `${method} ${String(at).split('/').at(-1)?.split('?')[0]} ${status}`);
