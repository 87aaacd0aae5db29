import { FatalError } from '../errors';

export interface TrustOptions {
	/** The system as users call it, for the error: "Sage Intacct". */
	readonly system?: string;
}

export interface FollowOptions extends TrustOptions {
	/** Registrable domain such as `intacct.com`, or a single host. Itself and its subdomains are trusted. */
	readonly domain: string;
}

const refuse = (options: TrustOptions, operation: string, said: string, remedy: string): FatalError =>
	new FatalError({ system: options.system ?? 'Connection', operation, said, remedy });

const parseUrl = (text: string, base?: URL): URL | undefined => {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
};

/** The URL parser has already turned `127.1`, `0x7f000001` and the like into four decimal parts. */
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || (IPV4.test(hostname) && hostname.startsWith('127.'));

/** Each rule says what is wrong with an address that would otherwise be used, and what would be right. */
const RULES: ReadonlyArray<{ readonly broken: (url: URL) => boolean; readonly said: (url: URL) => string; readonly remedy: string }> = [
	{
		broken: (url) => url.username !== '' || url.password !== '',
		said: (url) => `the address of ${url.hostname} carries a user name or password`,
		remedy: 'Put user name and password into the fields of the credential and leave them out of the address.',
	},
	{
		broken: (url) => url.protocol !== 'https:' && url.protocol !== 'http:',
		said: (url) => `${url.protocol} is not a protocol this node speaks`,
		remedy: 'Use an address that starts with https://.',
	},
	{
		broken: (url) => url.protocol === 'http:' && !isLoopback(url.hostname),
		said: (url) => `http://${url.host} would send passwords and figures unencrypted`,
		remedy: 'Use https://. Plain http is accepted for this machine only (localhost, 127.0.0.1, ::1).',
	},
	{
		// The parser lets empty labels pass, but certificates, cookies and proxies disagree on what `host.` and `.host` are.
		broken: (url) => /^\.|\.\.|\.$/.test(url.hostname),
		said: (url) => `the host ${url.hostname} has a dot too many`,
		remedy: 'Leave it out.',
	},
];

const obeyRules = (url: URL, options: TrustOptions, operation: string): URL => {
	const rule = RULES.find(({ broken }) => broken(url));
	if (rule) throw refuse(options, operation, rule.said(url), rule.remedy);
	return url;
};

/**
 * Checks an address from the settings: https, plain http on loopback alone, no user name or password inside.
 *
 * @throws FatalError; its text never repeats an address that could not be read, because it may hold a password
 */
export const checkBaseUrl = (text: string, options: TrustOptions = {}): URL => {
	const operation = 'check the address in the settings';
	const inFull = 'Write it in full, for example https://api.example.com.';
	const url = parseUrl(text.trim());
	if (!url) throw refuse(options, operation, 'the address cannot be read as a URL', inFull);
	return obeyRules(url, options, operation);
};

/** Host name as the URL parser spells it, so that case and Unicode spellings compare equal to those of a parsed URL. */
const canonicalDomain = (domain: string): string | undefined => {
	const hostname = parseUrl(`https://${domain.trim().replace(/^\./, '')}`)?.hostname;
	const isWhole = hostname !== undefined && !hostname.endsWith('.') && (hostname.includes('.') || isLoopback(hostname));
	return isWhole ? hostname : undefined;
};

/** Nothing lies below an IP address: the parser reads no host that ends with a number but has more than four parts. */
const isWithin = (hostname: string, domain: string): boolean => hostname === domain || hostname.endsWith(`.${domain}`);

/** The protocol's own port, or the one the user has put into the settings: any other is a different service. */
const hasTrustedPort = (base: URL, url: URL): boolean => url.port === base.port || (url.protocol === 'https:' && url.port === '');

/**
 * An address that a server handed back (session endpoint, next link, redirect), if it may be followed with a secret.
 *
 * **A secret leaves for the configured domain only.** Followed is what has the origin of the base address, which the
 * user has typed, or whose parsed host name *is* the domain or ends with a dot and the domain, so `evilintacct.com`
 * and `intacct.com.evil.com` are out. The comparison is made on the very URL object that is returned, after the parser
 * has resolved case, Unicode, backslashes and relative forms: there is no second reading that could differ. Beyond that
 * the rules of `checkBaseUrl` hold, a base on https is never left for http, and the port is the standard or the base's.
 *
 * @param base the configured address, already checked
 * @param handed absolute or relative to the base
 * @throws FatalError
 */
export const followWithin = (base: string | URL, handed: string, options: FollowOptions): URL => {
	const operation = 'follow an address the server handed back';
	const from = checkBaseUrl(String(base), options);
	const url = parseUrl(handed, from);
	const ask = 'Check the address in the credential; if it is right, ask the administrator of the other system.';
	if (!url) throw refuse(options, operation, 'the address cannot be read as a URL', ask);
	obeyRules(url, options, operation);
	if (url.origin === from.origin) return url;

	const domain = canonicalDomain(options.domain);
	if (domain === undefined) {
		const likeThis = 'Write it like example.com, without protocol and path.';
		throw refuse(options, operation, 'the trusted domain in the settings is not a domain', likeThis);
	}
	if (!isWithin(url.hostname, domain)) {
		throw refuse(options, operation, `${url.host} is outside of ${domain}, so nothing was sent there`, ask);
	}
	if (from.protocol === 'https:' && url.protocol !== 'https:') throw refuse(options, operation, `${url.host} is not encrypted`, ask);
	if (!hasTrustedPort(from, url)) throw refuse(options, operation, `port ${url.port || '80'} of ${url.hostname} was never configured`, ask);
	return url;
};
