import type { RunningSimulator } from '../../simulators/harness/server';

type Request = Parameters<RunningSimulator['context']['faults']['match']>[0];

const text = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : '');

/** Cookies that open a session; others say language and branch. */
const SESSION_COOKIES: ReadonlySet<string> = new Set(['ASP.NET_SessionId', '.ASPXAUTH']);

const cookiesOf = (header: string): ReadonlyArray<readonly [name: string, value: string]> => header.split(';').map((part) => {
	const [name = '', ...value] = part.trim().split('=');
	return [name, value.join('=')] as const;
});

const jsonIn = (text: string): Readonly<Record<string, unknown>> => {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	} catch {
		return {};
	}
};

/** What a token service is given, as a form or as JSON; bodies of any size are left alone. */
const givenIn = ({ headers, body }: Request): ReadonlyArray<readonly [name: string, value: string]> => {
	const type = text(headers['content-type']);
	if (body.length > 20_000) return [];
	if (/urlencoded/.test(type)) return [...new URLSearchParams(body.toString('utf8'))];
	if (!/json/.test(type)) return [];
	return Object.entries(jsonIn(body.toString('utf8'))).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
};

const GIVEN: ReadonlySet<string> = new Set(['refresh_token', 'device_code', 'client_secret']);

/** What is secret in a request to this system, by what it is. */
const secretsOf = (request: Request, system: string): ReadonlyArray<readonly [what: string, value: string]> => {
	const { headers, body } = request;
	const [scheme = '', value = ''] = text(headers.authorization).split(' ');
	const session = /<sessionid>([^<]+)<\/sessionid>/.exec(body.length < 200_000 ? body.toString('utf8') : '')?.[1];
	return [
		...(scheme === 'AnaplanAuthToken' ? [['an Anaplan token', value] as const] : []),
		...(scheme === 'Bearer' ? [[`an ${system} access token`, value] as const] : []),
		...givenIn(request).flatMap(([name, given]) => (GIVEN.has(name) && given !== '' ? [[`an OAuth ${name}`, given] as const] : [])),
		...(text(headers['x-api-key']) === '' ? [] : [[`an ${system} API key`, text(headers['x-api-key'])] as const]),
		...cookiesOf(text(headers.cookie)).flatMap(([name, cookie]) => (SESSION_COOKIES.has(name) && cookie !== '' ? [[`the cookie ${name} of ${system}`, cookie] as const] : [])),
		...(scheme === 'Basic' ? [[`an ${system} sign-in header`, value] as const] : []),
		...(session === undefined ? [] : [['an Intacct session id', session] as const]),
	];
};

/**
 * Collects the secrets that really travelled: passwords are known, tokens and session ids are seen as n8n presents them.
 * The simulators' histories keep none of them, so every request is looked at on its way in.
 */
export class SecretsSeen {
	private readonly seen = new Map<string, string>();

	constructor(known: Readonly<Record<string, string>>) {
		for (const [what, value] of Object.entries(known)) this.seen.set(value, what);
	}

	/** `system` is what its access tokens and sign-in headers are called after. */
	watch({ context: { faults } }: RunningSimulator, system = 'Anaplan'): void {
		const match = faults.match.bind(faults);
		faults.match = (request) => {
			for (const [what, value] of secretsOf(request, system)) if (!this.seen.has(value)) this.seen.set(value, what);
			return match(request);
		};
	}

	/** One that came into being apart from requests. */
	learn(what: string, value: string): void {
		this.seen.set(value, what);
	}

	/** Each with what it is. */
	all(): ReadonlyArray<{ readonly what: string; readonly value: string }> {
		return [...this.seen].map(([value, what]) => ({ what, value }));
	}

	kinds(): readonly string[] {
		return [...new Set(this.seen.values())].sort();
	}
}
