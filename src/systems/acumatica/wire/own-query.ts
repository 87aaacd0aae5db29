import { FatalError } from '../../../core/errors';
import { partsBelow, pathOf } from '../../../core/odata/path-below';
import { countText } from '../../../core/odata/query-text';
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

/** @throws FatalError for a path that would not stay below the endpoint */
const pathBelow = (path: string): string => {
	const parts = partsBelow(path);
	if (parts !== undefined) return pathOf(parts);
	throw new FatalError({
		system: SYSTEM, operation: `query ${path === '' ? 'the endpoint' : path}`, said: `"${path}" is no path below the endpoint`,
		remedy: 'Write the name of an entity, and behind it the keys or the ID of a record if one is wanted: JournalTransaction/GL/GL0001877. What stands ' +
			'behind a question mark has fields of its own.',
	});
};

/** @throws FatalError for a path that leads elsewhere */
export const ownQueryRequest = (place: AcumaticaPlace, { path, select, expand, custom, filter, top, skip, archived }: OwnQuery): AcumaticaRequest => ({
	method: 'GET',
	url: `${baseOf(place)}/${pathBelow(path.trim())}${queryText([
		['$expand', expand], ['$select', select], ['$custom', custom], ['$filter', filter], ['$skip', countText(skip)], ['$top', countText(top)],
	])}`,
	headers: { accept: 'application/json', ...branchHeader(place), ...(archived ? { 'px-apiarchive': 'SHOW' } : {}) },
	purpose: `query ${path.trim()}`, repeatable: true, expected: 'json',
});
