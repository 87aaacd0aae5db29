import { FatalError } from '../../../core/errors';
import { SYSTEM, type CompletePlace } from '../identity';
import { className, detailsRequest, listRequest } from './classic-requests';
import { graphqlRequest, type SageX3Request, type Variables } from './graphql-requests';

/** A question that nobody has foreseen, to either API. */
export type OwnQuery =
	| { readonly api: 'graphql'; readonly query: string; readonly variables?: Variables }
	| {
		readonly api: 'classic';
		/** `BPSUPPLIER`, or with its representation `BPSUPPLIER.ZSUPPLIER`. */
		readonly class: string;
		/** One record with its children, by the parts of its key. */
		readonly keys?: readonly string[];
		readonly where?: string;
		readonly orderBy?: string;
		readonly count?: number;
	};

/** Comments and texts taken out. */
const bare = (query: string): string => query.replace(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"/g, '""').replace(/#[^\n]*/g, '');

/** Reading only: what this sends may be sent again. @throws FatalError */
export const ownQueryRequest = (place: CompletePlace, query: OwnQuery): SageX3Request => {
	if (query.api === 'classic') {
		const name = className(query.class);
		if (query.keys && query.keys.length > 0) return detailsRequest(place, name, query.keys);
		const { where, orderBy, count } = query;
		return listRequest(place, { ...name, ...(where?.trim() && { where: where.trim() }), ...(orderBy?.trim() && { orderBy: orderBy.trim() }), ...(count !== undefined && { count }) });
	}
	if (/(?:^|[\s}])(?:mutation|subscription)\b\s*[\w({@]/.test(bare(query.query)) || query.query.trim() === '') {
		throw new FatalError({
			system: SYSTEM, operation: 'query', said: query.query.trim() === '' ? 'no query was given' : 'the text is no query: it would change something',
			remedy: 'Write a query in GraphQL, such as { x3System { site { query(first: 10) { edges { node { code } } } } } }.',
		});
	}
	return graphqlRequest(place, query.query, query.variables ?? {}, 'query');
};
