import { FatalError } from '../../core/errors';
import { checkBaseUrl } from '../../core/http/trusted-hosts';

export const SYSTEM = 'Acumatica';
export const DEFAULT_ENDPOINT = 'Default';

/** Where requests go and whose data they show. Who signs in is the business of the `Http` that carries them. */
export interface AcumaticaPlace {
	/** The site with its virtual directory, if it has one: `https://erp.example.com/AcumaticaERP`. */
	readonly siteUrl: string;
	/** Login name of the tenant. Decided at sign-in; here it names streams and the tenant's own OpenAPI document. */
	readonly tenant?: string;
	/** The branch's *name* (reference acumatica 12.17): the default branch of every request. */
	readonly branch?: string;
	/** `Default` unless the site has an endpoint of its own. */
	readonly endpoint: string;
	/** `24.200.001` */
	readonly version: string;
}

/** An address without a slash at its end. @throws FatalError when it must not be used */
export const siteOf = (siteUrl: string): string => {
	const { origin, pathname } = checkBaseUrl(siteUrl, { system: SYSTEM });
	return `${origin}${pathname.replace(/\/+$/, '')}`;
};

const incomplete = (missing: readonly string[]): FatalError => new FatalError({
	system: SYSTEM, operation: 'use the credential', said: `it lacks ${missing.join(', ')}`, remedy: 'Fill in the missing parts of the credential.',
});

const PLAIN_SEGMENT = /^[\w .-]+$/;

/** Checked, blanks and empty optional parts taken off: forms send ''. @throws FatalError when a part is missing or strange */
export const completePlace = (place: AcumaticaPlace): AcumaticaPlace => {
	const endpoint = place.endpoint.trim() || DEFAULT_ENDPOINT;
	const version = place.version.trim();
	const missing = [...(place.siteUrl.trim() === '' ? ['the site address'] : []), ...(version === '' ? ['the endpoint version'] : [])];
	if (missing.length > 0) throw incomplete(missing);
	for (const [label, part] of [['endpoint', endpoint], ['version', version]] as const) {
		if (!PLAIN_SEGMENT.test(part) || /^\.+$/.test(part)) {
			throw new FatalError({
				system: SYSTEM, operation: 'use the credential', said: `"${part}" cannot be the ${label} of an endpoint`,
				remedy: 'Choose endpoint and version from the list, or copy them from the form Web Service Endpoints (SM207060).',
			});
		}
	}
	return {
		siteUrl: siteOf(place.siteUrl.trim()), endpoint, version,
		...(place.tenant?.trim() ? { tenant: place.tenant.trim() } : {}), ...(place.branch?.trim() ? { branch: place.branch.trim() } : {}),
	};
};

/** `https://erp.example.com/AcumaticaERP/entity/Default/24.200.001`; takes a completed place. */
export const baseOf = ({ siteUrl, endpoint, version }: AcumaticaPlace): string =>
	`${siteUrl}/entity/${encodeURIComponent(endpoint)}/${encodeURIComponent(version)}`;

/** Site, tenant and endpoint as streams name them. The version is left out: an upgrade does not change whose data it is. */
export const realmOf = ({ siteUrl, tenant, endpoint }: AcumaticaPlace): string =>
	`${siteUrl.replace(/^https?:\/\//, '')}/${tenant ?? 'default tenant'}/${endpoint}`;
