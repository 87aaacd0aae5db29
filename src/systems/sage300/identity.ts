import { FatalError } from '../../core/errors';
import { checkBaseUrl } from '../../core/http/trusted-hosts';

export const SYSTEM = 'Sage 300';

/** Where requests go and whose books they show. */
export interface Sage300Place {
	/** The web application with its virtual directory: `https://erp.example.com/Sage300WebApi`. */
	readonly baseUrl: string;
	/** The tenant place of every path; `-` on premises, a name in old hosted set-ups (reference sage-300 1). */
	readonly tenantSegment?: string;
	/** Org ID of the company: `SAMLTD`. */
	readonly company: string;
}

export type CompletePlace = Required<Sage300Place>;

export interface Sage300Identity {
	readonly user: string;
	readonly password: string;
	/** Newer releases allow case-sensitive passwords; older ones know capitals only, and the API does not make them (reference sage-300 3). */
	readonly keepPasswordCase?: boolean;
}

const USUAL_DIRECTORY = '/Sage300WebApi';
const VERSION = 'v1.0';

const wrong = (said: string, remedy: string): FatalError => new FatalError({ system: SYSTEM, operation: 'use the credential', said, remedy });

/** Origin and virtual directory; a path that somebody has copied with version and company is cut where the version begins. */
const directoryOf = (address: string): string => {
	const { origin, pathname } = checkBaseUrl(address, { system: SYSTEM });
	const path = pathname.replace(/\/v\d+(?:\.\d+)*(?:\/.*)?$/i, '').replace(/\/+$/, '');
	return `${origin}${path === '' ? USUAL_DIRECTORY : path}`;
};

/** Checked, blanks taken off, company in capitals. @throws FatalError when a part is missing or strange */
export const completePlace = ({ baseUrl, tenantSegment, company }: Sage300Place): CompletePlace => {
	const name = company.trim().toUpperCase();
	const tenant = tenantSegment?.trim() || '-';
	if (baseUrl.trim() === '') throw wrong('it lacks the address', 'Fill in the address of the Sage 300 web API, for example https://erp.example.com/Sage300WebApi.');
	if (!/^[A-Z0-9_]{1,8}$/.test(name)) {
		throw wrong(
			`"${company.trim()}" is not the ID of a company`,
			'Give the ID as it stands in the sign-in window of Sage 300, up to six letters and digits, for example SAMLTD.',
		);
	}
	if (!/^[\w-]+$/.test(tenant)) throw wrong(`"${tenant}" cannot be the tenant part of the address`, 'Leave it at - unless your hosting provider names another one.');
	return { baseUrl: directoryOf(baseUrl.trim()), tenantSegment: tenant, company: name };
};

/** `https://erp.example.com/Sage300WebApi/v1.0/-/SAMLTD/GL` */
export const moduleUrl = ({ baseUrl, tenantSegment, company }: CompletePlace, module: string): string =>
	`${baseUrl}/${VERSION}/${tenantSegment}/${company}/${module}`;

/** Server and company, as streams name them. */
export const realmOf = ({ baseUrl, tenantSegment, company }: CompletePlace): string =>
	`${baseUrl.replace(/^https?:\/\//, '').toLowerCase()}/${tenantSegment}/${company}`;

/** Whom the server counts requests for. */
export const ownerOf = (place: CompletePlace, { user }: Sage300Identity): string => `sage300 ${realmOf(place)} ${user.trim().toUpperCase()}`;

/** @throws FatalError for a user without a name; an empty password is right where security is off (reference sage-300 3) */
export const basicAuthorization = ({ user, password, keepPasswordCase = false }: Sage300Identity): string => {
	const name = user.trim().toUpperCase();
	if (name === '' || name.includes(':')) throw wrong('the user has no name that can be sent', 'Fill in the user of the credential; a colon cannot be part of it.');
	const secret = keepPasswordCase ? password : password.toUpperCase();
	return `Basic ${Buffer.from(`${name}:${secret}`, 'utf8').toString('base64')}`;
};
