/** What of a node is asked for, as a tree. */
export type Selected =
	| { readonly kind: 'leaf' }
	| { readonly kind: 'reference'; readonly of: Selection }
	| CollectionSelection;

export interface CollectionSelection {
	readonly kind: 'collection';
	readonly of: Selection;
	/** Members per page: without it the server gives 20 and says nothing (reference sage-x3 3.4). */
	readonly first: number;
	/** Whether the pages stand below a field `query`, as in all releases but the first. */
	readonly viaQuery: boolean;
}

export type Selection = ReadonlyMap<string, Selected>;

const NAME = /^[A-Za-z_]\w*$/;

/** @throws RangeError for what is no name: such a thing never comes from a schema */
const checkedName = (name: string): string => {
	if (NAME.test(name)) return name;
	throw new RangeError('not a name as GraphQL spells it');
};

/** `query(first: 100) { … }`, or the arguments on the collection itself. */
export const pagesText = (name: string, viaQuery: boolean, args: string, inside: string): string =>
	(viaQuery ? `${checkedName(name)} { query(${args}) { ${inside} } }` : `${checkedName(name)}(${args}) { ${inside} }`);

const MORE = 'pageInfo { endCursor hasNextPage }';

/** The fields of one node. `_id` comes first, because pages are completed and records are named by it. */
export const selectionText = (selection: Selection): string =>
	[...selection].map(([name, selected]): string => {
		if (selected.kind === 'leaf') return checkedName(name);
		if (selected.kind === 'reference') return `${checkedName(name)} { ${selectionText(selected.of)} }`;
		return pagesText(name, selected.viaQuery, `first: ${selected.first}`, connectionText(selected.of));
	}).join(' ');

/** The nodes of a page and whether there is more. */
export const connectionText = (selection: Selection): string => `edges { node { ${selectionText(selection)} } } ${MORE}`;
