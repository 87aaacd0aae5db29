import type { RunningSimulator } from '../../simulators/harness/server';

type Request = Parameters<RunningSimulator['context']['faults']['match']>[0];

const text = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : '');

/** Cookies that open a session; others say language and branch. */
const SESSION_COOKIES: ReadonlySet<string> = new Set(['ASP.NET_SessionId', '.ASPXAUTH']);

const cookiesOf = (header: string): ReadonlyArray<readonly [name: string, value: string]> => header.split(';').map((part) => {
	const [name = '', ...value] = part.trim().split('=');
	return [name, value.join('=')] as const;
});

/** What is secret in a request to this system, by what it is. */
const secretsOf = ({ headers, body }: Request, system: string): ReadonlyArray<readonly [what: string, value: string]> => {
	const [scheme = '', value = ''] = text(headers.authorization).split(' ');
	const form = /urlencoded/.test(text(headers['content-type'])) ? new URLSearchParams(body.toString('utf8')) : undefined;
	const session = /<sessionid>([^<]+)<\/sessionid>/.exec(body.length < 200_000 ? body.toString('utf8') : '')?.[1];
	return [
		...(scheme === 'AnaplanAuthToken' ? [['an Anaplan token', value] as const] : []),
		...(scheme === 'Bearer' ? [[`an ${system} access token`, value] as const] : []),
		...['refresh_token', 'device_code', 'client_secret'].flatMap((name) => (form?.get(name) ? [[`an OAuth ${name}`, form.get(name) ?? ''] as const] : [])),
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
