import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_REGION, REGIONS, type HostKind } from '../../../../src/systems/anaplan';

/** Region of the tenant: chooses all hosts at once. */
export const regionField: INodeProperties = {
	displayName: 'Region',
	name: 'region',
	type: 'options',
	options: Object.keys(REGIONS).sort().map((region) => ({ name: region.toUpperCase(), value: region })),
	default: DEFAULT_REGION,
	description: 'Region of the tenant, as in the address of Anaplan in the browser. US1, US2, US5, US7, EU1, EU2, EU4 and AP1 share their hosts.',
};

const NAMES: Readonly<Record<HostKind, { displayName: string; name: string; of: string }>> = {
	api: { displayName: 'API URL', name: 'apiUrl', of: 'the Integration API' },
	auth: { displayName: 'Authentication URL', name: 'authUrl', of: 'the authentication service' },
	app: { displayName: 'App URL', name: 'appUrl', of: 'the app host, where people sign in' },
};

/** An address that overrides the region. */
export const hostField = (kind: HostKind): INodeProperties => ({
	displayName: NAMES[kind].displayName,
	name: NAMES[kind].name,
	type: 'string',
	default: '',
	placeholder: REGIONS[DEFAULT_REGION]?.[kind],
	description: `Base address of ${NAMES[kind].of}. Leave empty to use the one of the region.`,
});

const otherRegions = (kind: HostKind): string => {
	const usual = REGIONS[DEFAULT_REGION]?.[kind];
	return JSON.stringify(Object.fromEntries(Object.entries(REGIONS).map(([region, hosts]) => [region, hosts[kind]] as const).filter(([, host]) => host !== usual)));
};

/** JavaScript for what `hostOf` decides, in places where n8n takes nothing but an expression. */
const address = (kind: HostKind, fields: string): string =>
	`(${fields}["${NAMES[kind].name}"] || (${otherRegions(kind)})[${fields}["region"]] || "${REGIONS[DEFAULT_REGION]?.[kind]}").trim()`;

/** As `checkBaseUrl` would have it; n8n refuses an address of any other protocol than http and https. */
const guarded = (kind: HostKind, fields: string): string =>
	`[${address(kind, fields)}].map((url) => /^(https:|http:\\/\\/(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(:|\\/|$))/i.test(url) ? url.replace(/\\/+$/, "") : "unencrypted-address-refused:")[0]`;

/** For `test`: where n8n knows the values as `$credentials`. */
export const testBaseUrl = (kind: HostKind): string => `={{ ${guarded(kind, '$credentials')} }}`;

/** For a hidden field that is made of the others: there they are `$self`. */
export const ownUrl = (kind: HostKind, path: string): string => `={{ ${guarded(kind, '$self')} }}${path}`;
