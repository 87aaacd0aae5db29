import { FatalError } from '../../core/errors';
import { checkBaseUrl } from '../../core/http/trusted-hosts';
import { SYSTEM } from './refusals';

/** The three services of a tenant. They cannot be derived from one another: not for the older regions, not for au1 (reference anaplan 1). */
export type HostKind = 'api' | 'auth' | 'app';

export type AnaplanHosts = Readonly<Record<HostKind, string>>;

const OLDER: AnaplanHosts = { api: 'https://api.anaplan.com', auth: 'https://auth.anaplan.com', app: 'https://us1a.app.anaplan.com' };

const ofRegion = (region: string): AnaplanHosts =>
	({ api: `https://${region}.api.anaplan.com`, auth: `https://${region}.auth.anaplan.com`, app: `https://${region}.app.anaplan.com` });

const of = (regions: string, hosts: (region: string) => AnaplanHosts): Array<[region: string, hosts: AnaplanHosts]> =>
	regions.split(' ').map((region) => [region, hosts(region)]);

/** Region → its hosts (reference anaplan 1). The only place that knows them. */
export const REGIONS: Readonly<Record<string, AnaplanHosts>> = Object.fromEntries([
	...of('us1 us2 us5 us7 eu1 eu2 eu4 ap1', () => OLDER),
	...of('us9 eu3 eu5 gb1 sg1 ae1 in1 id1 me1', ofRegion),
	...of('ca1', () => ofRegion('ca1a')),
	...of('au1', () => ({ api: 'https://au1a.api2.anaplan.com', auth: 'https://au1a.app2.anaplan.com', app: 'https://au1a.app2.anaplan.com' })),
]);

export const DEFAULT_REGION = 'us1';

/** What a credential says about hosts: a region, and addresses that override it where they are not empty. */
export interface HostSettings {
	readonly region?: unknown;
	readonly apiUrl?: unknown;
	readonly authUrl?: unknown;
	readonly appUrl?: unknown;
}

const FIELDS: Readonly<Record<HostKind, keyof HostSettings>> = { api: 'apiUrl', auth: 'authUrl', app: 'appUrl' };

const written = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const regionHosts = (region: string): AnaplanHosts => {
	const hosts = Object.hasOwn(REGIONS, region) ? REGIONS[region] : undefined;
	if (hosts) return hosts;
	throw new FatalError({
		system: SYSTEM, operation: 'find the hosts of the region', said: `"${region}" is not a region that this version knows`,
		remedy: `Choose one of ${Object.keys(REGIONS).sort().join(', ')}, or write the addresses of your region into the URL fields of the credential.`,
	});
};

/**
 * The address of one service as the settings say it, without a slash at the end. An address overrides the region; a
 * credential without a region, from before there were any, is one of the older regions.
 * @throws FatalError for an unknown region, and for an address that is not https or carries a password
 */
export const hostOf = (settings: HostSettings, kind: HostKind): string => {
	const own = written(settings[FIELDS[kind]]);
	const address = own === '' ? regionHosts(written(settings.region) || DEFAULT_REGION)[kind] : own;
	return checkBaseUrl(address, { system: SYSTEM }).href.replace(/\/+$/, '');
};
