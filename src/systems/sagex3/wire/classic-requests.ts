import { FatalError } from '../../../core/errors';
import { SYSTEM, type CompletePlace } from '../identity';
import type { SageX3Request } from './graphql-requests';

/** Class and representation; both are always needed (reference sage-x3 8.1). */
export interface ClassName {
	readonly class: string;
	readonly representation: string;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** `BPSUPPLIER`, or `BPSUPPLIER.ZSUPPLIER` with its representation. @throws FatalError */
export const className = (text: string, own: Partial<ClassName> = {}): ClassName => {
	const [first = '', second = first, ...more] = text.trim().split('.');
	const found = { class: own.class?.trim() || first, representation: own.representation?.trim() || (own.class?.trim() || second) };
	if (more.length === 0 && NAME.test(found.class) && NAME.test(found.representation)) return found;
	throw new FatalError({
		system: SYSTEM, operation: 'name the class', said: `"${text}" is not the name of a class`,
		remedy: 'Write the class as Sage X3 spells it, such as BPSUPPLIER, with its representation behind a dot where that has another name: BPSUPPLIER.ZSUPPLIER.',
	});
};

const ROOT = '/api1/x3/erp';

/** Everything that could mean something else is escaped; `$`, commas and brackets stay readable. */
const escaped = (value: string): string => encodeURIComponent(value).replace(/'/g, '%27').replace(/%2C/g, ',').replace(/%24/g, '$');

const baseOf = ({ serverUrl, endpoint }: CompletePlace): string => `${serverUrl}${ROOT}/${encodeURIComponent(endpoint)}`;

const read = (url: string, purpose: string): SageX3Request => ({ method: 'GET', url, headers: { accept: 'application/json' }, purpose });

export interface ListRequest extends ClassName {
	readonly count?: number;
	/** Not escaped. */
	readonly where?: string;
	readonly orderBy?: string;
}

const queryOf = (parts: ReadonlyArray<readonly [string, string | undefined]>): string =>
	parts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}=${escaped(value)}`])).join('&');

export const listRequest = (place: CompletePlace, { class: name, representation, count, where, orderBy }: ListRequest): SageX3Request => read(
	`${baseOf(place)}/${name}?${queryOf([['representation', `${representation}.$query`], ['count', count === undefined ? undefined : String(count)], ['where', where], ['orderBy', orderBy]])}`,
	`read ${name}`,
);

/** Whether a record can be asked for by this key: what would divide an address or the key anew cannot stand in it. */
export const isAddressable = (keys: readonly string[]): boolean => keys.length > 0 && keys.every((key) => key !== '' && !/[/\\~]/.test(key));

/** One record with its children; parts of a key are joined with `~` (reference sage-x3 8.1). @throws FatalError for a key that cannot stand in an address */
export const detailsRequest = (place: CompletePlace, { class: name, representation }: ClassName, keys: readonly string[]): SageX3Request => {
	if (!isAddressable(keys)) {
		throw new FatalError({
			system: SYSTEM, operation: `read ${name} by key`, said: `the key "${keys.join('~')}" cannot stand in an address`, remedy: 'Read this record with a condition instead.',
		});
	}
	const key = escaped(keys.map((part) => part.replace(/'/g, '\'\'')).join('~'));
	return read(`${baseOf(place)}/${name}('${key}')?${queryOf([['representation', `${representation}.$details`]])}`, `read ${name} ${keys.join('~')}`);
};

/** The properties of a representation; Sage documents it for the facet that edits (reference sage-x3 8.1). */
export const prototypeRequest = (place: CompletePlace, { representation }: ClassName): SageX3Request =>
	read(`${baseOf(place)}/$prototypes('${representation}.$edit')`, `read the field list of ${representation}`);

/**
 * The next page, by the link that the server gave with the last one.
 *
 * **The link is followed unchanged, and nowhere else.** Its path and its query are used letter by letter, because they carry what nobody sent
 * (reference sage-x3 8.2). The host in it is the server's idea of itself, behind a proxy often one that cannot be reached, and a stranger's
 * where somebody has tampered with it; so the request always goes to the configured server, and the credentials with it. A path outside of
 * the classic API is refused: `/sdata/` would take licences (reference sage-x3 12.17).
 *
 * @throws FatalError
 */
export const nextRequest = (place: CompletePlace, link: string, purpose: string): SageX3Request => {
	const { origin, pathname } = new URL(place.serverUrl);
	const prefix = pathname.replace(/\/+$/, '');
	const target = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?(\/[^#]*)/i.exec(link.trim())?.[1] ?? '';
	const refuse = (said: string): FatalError => new FatalError({
		system: SYSTEM, operation: purpose, said, remedy: 'Check the server address in the credential; if it is right, ask the administrator of the Sage server.',
	});
	const own = prefix !== '' && target.startsWith(`${prefix}/`) ? target.slice(prefix.length) : target;
	const url = `${origin}${prefix}${own}`;
	let isBelow: boolean;
	try {
		isBelow = new URL(url).pathname.startsWith(`${prefix}/api1/`);
	} catch {
		isBelow = false;
	}
	if (!isBelow) throw refuse('the link to the next page leads out of the classic API, so it was not followed');
	return read(url, purpose);
};
