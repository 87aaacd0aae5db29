import { FatalError } from '../../../core/errors';
import { partsBelow, pathOf } from '../../../core/odata/path-below';
import { countText } from '../../../core/odata/query-text';
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

/** @throws FatalError for a path that would not stay below the company */
const pathBelow = (path: string): readonly [module: string, rest: string] => {
	const [module = '', ...rest] = partsBelow(path) ?? [];
	if (rest.length > 0 && /^[A-Za-z][A-Za-z0-9]$/.test(module)) return [module.toUpperCase(), pathOf(rest, ',=')];
	throw new FatalError({
		system: SYSTEM, operation: `query ${path}`, said: `"${path}" is no path below the company`,
		remedy: 'Write the module and the resource, with a key if one is wanted: GL/GLAccounts or AP/APInvoiceBatches(58). What stands behind a ' +
			'question mark has fields of its own.',
	});
};

/** @throws FatalError for a path that leads elsewhere */
export const ownQueryRequest = (place: CompletePlace, { path, select, filter, top, skip, count, orderBy }: OwnQuery): Sage300Request => {
	const [module, rest] = pathBelow(path.trim());
	const query = queryText([
		['$select', select], ['$filter', filter], ['$orderby', orderBy], ['$count', count ? 'true' : undefined], ['$skip', countText(skip)], ['$top', countText(top)],
	]);
	return {
		method: 'GET', url: `${moduleUrl(place, module)}/${rest}${query}`, headers: { accept: 'application/json' }, purpose: `query ${path.trim()}`,
		repeatable: true, expected: 'json',
	};
};
