import { FatalError } from '../../../core/errors';
import { baseOf, SYSTEM, type AcumaticaPlace } from '../identity';
import { queryText } from './query-text';
import { branchHeader, type AcumaticaRequest } from './requests';

/** A GET that nobody has foreseen. Texts of the parameters are sent as they are, escaped once. */
export interface OwnQuery {
	/** Below the endpoint: `Bill`, `JournalTransaction/GL/GL0001877`, `Bill/$adHocSchema`. */
	readonly path: string;
	readonly select?: string;
	readonly expand?: string;
	readonly custom?: string;
	readonly filter?: string;
	readonly top?: number;
	readonly skip?: number;
	readonly archived?: boolean;
}

const refuse = (path: string, said: string, remedy: string): FatalError =>
	new FatalError({ system: SYSTEM, operation: `query ${path === '' ? 'the endpoint' : path}`, said, remedy });

/**
 * **The path stays below the endpoint.** It is taken apart at its slashes and every part is escaped by itself, so that
 * no part can end it, begin a query or another host, or be escaped twice into a dot; parts that an address resolves
 * away (empty ones, `.` and `..`), backslashes, which some servers read as slashes, and halves of a letter are refused.
 *
 * @throws FatalError for a path that would not stay below
 */
const pathBelow = (path: string): string => {
	const parts = path.trim().split('/');
	const strange = parts.find((part) => part === '' || /^\.+$/.test(part) || /[\\\uD800-\uDFFF]/u.test(part));
	if (strange === undefined) return parts.map((part) => encodeURIComponent(part).replace(/%24/g, '$')).join('/');
	throw refuse(path.trim(), `"${path.trim()}" is no path below the endpoint`,
		'Write the name of an entity, and behind it the keys or the ID of a record if one is wanted: JournalTransaction/GL/GL0001877. What stands ' +
		'behind a question mark has fields of its own.');
};

const counted = (value: number | undefined): string | undefined => (value === undefined || value === 0 ? undefined : String(value));

/** @throws FatalError for a path that leads elsewhere */
export const ownQueryRequest = (place: AcumaticaPlace, { path, select, expand, custom, filter, top, skip, archived }: OwnQuery): AcumaticaRequest => ({
	method: 'GET',
	url: `${baseOf(place)}/${pathBelow(path)}${queryText([
		['$expand', expand], ['$select', select], ['$custom', custom], ['$filter', filter], ['$skip', counted(skip)], ['$top', counted(top)],
	])}`,
	headers: { accept: 'application/json', ...branchHeader(place), ...(archived ? { 'px-apiarchive': 'SHOW' } : {}) },
	purpose: `query ${path.trim()}`, repeatable: true, expected: 'json',
});
