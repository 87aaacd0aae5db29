import { FatalError } from '../../../core/errors';
import { moduleUrl, SYSTEM, type CompletePlace } from '../identity';
import { queryText } from './query-text';
import type { Sage300Request } from './requests';

/** A GET that nobody has foreseen. Texts of the parameters are sent as they are, escaped once. */
export interface OwnQuery {
	/** Below the company: `GL/GLAccounts`, `AP/APInvoiceBatches(58)`, `CS/CSCompanyProfile`. */
	readonly path: string;
	readonly select?: string;
	readonly filter?: string;
	readonly top?: number;
	readonly skip?: number;
	readonly count?: boolean;
	/** Not documented by the vendor; sent as it is where somebody knows that the server takes it. */
	readonly orderBy?: string;
}

const counted = (value: number | undefined): string | undefined => (value === undefined || value === 0 ? undefined : String(value));

/**
 * **The path stays below the company.** It is taken apart at its slashes and every part is escaped by itself, so that no part can end it
 * or begin a query or another host; parts that an address resolves away, backslashes and halves of a letter are refused.
 *
 * @throws FatalError for a path that would not stay below
 */
const pathBelow = (path: string): readonly [module: string, rest: string] => {
	const parts = path.split('/');
	const isStrange = parts.some((part) => part === '' || /^\.+$/.test(part) || /[\\\uD800-\uDFFF]/u.test(part));
	const [module = '', ...rest] = parts;
	if (isStrange || parts.length < 2 || !/^[A-Za-z][A-Za-z0-9]$/.test(module)) {
		throw new FatalError({
			system: SYSTEM, operation: `query ${path}`, said: `"${path}" is no path below the company`,
			remedy: 'Write the module and the resource, with a key if one is wanted: GL/GLAccounts or AP/APInvoiceBatches(58). What stands behind a ' +
				'question mark has fields of its own.',
		});
	}
	return [module.toUpperCase(), rest.map((part) => encodeURIComponent(part).replace(/%24/g, '$').replace(/%2C/g, ',').replace(/%3D/g, '=')).join('/')];
};

/** @throws FatalError for a path that leads elsewhere */
export const ownQueryRequest = (place: CompletePlace, { path, select, filter, top, skip, count, orderBy }: OwnQuery): Sage300Request => {
	const [module, rest] = pathBelow(path.trim());
	const query = queryText([
		['$select', select], ['$filter', filter], ['$orderby', orderBy], ['$count', count ? 'true' : undefined], ['$skip', counted(skip)], ['$top', counted(top)],
	]);
	return {
		method: 'GET', url: `${moduleUrl(place, module)}/${rest}${query}`, headers: { accept: 'application/json' }, purpose: `query ${path.trim()}`,
		repeatable: true, expected: 'json',
	};
};
