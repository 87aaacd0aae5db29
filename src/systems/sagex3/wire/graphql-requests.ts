import type { CompletePlace } from '../identity';
import { connectionText, pagesText, type CollectionSelection, type Selection } from './selection';

/** One request as text, before anybody has signed it. */
export interface SageX3Request {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly purpose: string;
}

export type Variables = Readonly<Record<string, string | number | null>>;

/** The header is always sent: which endpoint the server takes without it is not known (reference sage-x3 2.1). */
export const graphqlRequest = ({ graphqlUrl, endpoint }: CompletePlace, query: string, variables: Variables, purpose: string): SageX3Request => ({
	method: 'POST', url: graphqlUrl, purpose,
	headers: { accept: 'application/json', 'content-type': 'application/json', 'x-xtrem-endpoint': endpoint },
	body: JSON.stringify({ query, variables }),
});

/** The smallest question, for the server's time and for whether there is a GraphQL server at all. */
export const pingRequest = (place: CompletePlace): SageX3Request => graphqlRequest(place, '{ __typename }', {}, 'look for the GraphQL API');

const TYPE = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';

/** All types with their fields, once per connection (reference sage-x3 3.2). */
export const INTROSPECTION = `query Schema { __schema { queryType { name } types { kind name fields(includeDeprecated: true) { name args { name type { ${TYPE} } } type { ${TYPE} } } ` +
	'enumValues(includeDeprecated: true) { name } } } }';

export const schemaRequest = (place: CompletePlace): SageX3Request => graphqlRequest(place, INTROSPECTION, {}, 'read the field lists');

/** Where a node stands: `x3Finance`, `journalEntryLine`; before the current releases below another root. */
export interface NodePlace {
	readonly path: readonly string[];
	readonly viaQuery: boolean;
}

export interface PageQuery {
	readonly node: NodePlace;
	readonly selection: Selection;
	readonly first: number;
	readonly after: string | null;
	readonly filter: string | null;
	readonly orderBy: string;
}

const wrapped = (path: readonly string[], inside: string): string => path.reduceRight((text, name) => `${name} { ${text} }`, inside);

const last = (path: readonly string[]): string => path.at(-1) ?? '';

/** One page of a node. Filter and order are texts in variables, so that nothing in them can become a part of the query. */
export const pageRequest = (place: CompletePlace, { node, selection, first, after, filter, orderBy }: PageQuery): SageX3Request => {
	const args = 'first: $first, after: $after, filter: $filter, orderBy: $orderBy';
	const inside = pagesText(last(node.path), node.viaQuery, args, connectionText(selection));
	const query = `query Page($first: Int, $after: String, $filter: String, $orderBy: String) { ${wrapped(node.path.slice(0, -1), inside)} }`;
	return graphqlRequest(place, query, { first, after, filter, orderBy }, `read ${last(node.path)}`);
};

/** A collection within a record, or within a member of one of its collections. */
export interface InnerPage {
	/** The record, by its id. */
	readonly owner: string;
	/** The collections on the way, and the member of each by its id; empty for a collection of the record itself. */
	readonly steps: ReadonlyArray<{ readonly name: string; readonly viaQuery: boolean; readonly id: string }>;
	readonly name: string;
	readonly collection: CollectionSelection;
	readonly after: string;
}

const byId = (id: string): string => JSON.stringify({ _id: id });

/**
 * The rest of a nested collection, asked for at the record itself: `after` belongs to the very collection whose page gave it, in the same
 * order, so no name of another node has to be known and nothing can be counted twice.
 */
export const innerPageRequest = (place: CompletePlace, node: NodePlace, { owner, steps, name, collection, after }: InnerPage): SageX3Request => {
	const rest = pagesText(name, collection.viaQuery, `first: ${collection.first}, after: $after`, connectionText(collection.of));
	const inside = steps.reduceRight((text, step, index) => pagesText(step.name, step.viaQuery, `first: 1, filter: $filter${index + 1}`, `edges { node { _id ${text} } }`), rest);
	const whole = wrapped(node.path.slice(0, -1), pagesText(last(node.path), node.viaQuery, 'first: 1, filter: $filter0', `edges { node { _id ${inside} } }`));
	const ids = [owner, ...steps.map(({ id }) => id)];
	const declared = ['$after: String', ...ids.map((_id, index) => `$filter${index}: String`)].join(', ');
	const variables = Object.fromEntries([['after', after], ...ids.map((id, index) => [`filter${index}`, byId(id)] as const)]) as Variables;
	return graphqlRequest(place, `query Rest(${declared}) { ${whole} }`, variables, `read the rest of ${name} of ${last(node.path)} ${owner}`);
};
