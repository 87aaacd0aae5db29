import type { NodeType } from '../contract/catalogue';
import type { Row } from '../data/row';
import { filterFrom, type Asking } from '../query/filter';
import { orderFrom, sorted, type SortKey } from '../query/order';
import { cursorOf, pageOf, type Page, type PageArguments } from '../query/page';
import { nodeName, type Asked, type Shown } from './asked';

export interface ListArguments extends PageArguments {
	readonly filter?: string | null;
	readonly orderBy?: string | null;
}

/** A page of records with what its edges need. */
export interface Connection extends Page {
	readonly keys: readonly SortKey[];
	readonly type: NodeType;
}

const paged = (asked: Asked, type: NodeType, rows: readonly Row[], keys: readonly SortKey[], ask: ListArguments): Connection => {
	const { maxFirst, wrongCursor } = asked.reader.values;
	return { ...pageOf(rows, keys, ask, { maxFirst, restart: wrongCursor === 'restart' }), keys, type };
};

const askingOf = ({ catalogue, reader }: Asked): Asking => ({ catalogue, reader });

/** A list of all records of a node. */
export const listRecords = (asked: Asked, type: NodeType, ask: ListArguments): Connection => asked.guarded(() => {
	const asking = askingOf(asked);
	const { folder, language, values } = asked.reader;
	const keys = orderFrom(ask.orderBy ?? undefined, type, false, asking);
	const test = filterFrom(ask.filter ?? undefined, type, asking);
	const source = folder.source(type.table);
	const question = JSON.stringify([folder.definition.endpoint, type.name, ask.filter ?? '', ask.orderBy ?? '', language, values]);
	// A filter may go through references, so that any change may move a list.
	const rows = asked.world.selections.get(question, `${source.version}/${asked.world.changes}`,
		() => sorted([...filtered(source.all(), test)], keys, type, asking));
	const page = paged(asked, type, rows, keys, ask);
	asked.rows += page.rows.length;
	asked.nodes.add(nodeName(type.name));
	return page;
});

function* filtered(rows: Iterable<Row>, test: (row: Row) => boolean): Iterable<Row> {
	for (const row of rows) if (test(row)) yield row;
}

/** A list of the lines of a record. */
export const listLines = (asked: Asked, type: NodeType, lines: readonly Row[], ask: ListArguments): Connection => asked.guarded(() => {
	const asking = askingOf(asked);
	const keys = orderFrom(ask.orderBy ?? undefined, type, true, asking);
	const test = filterFrom(ask.filter ?? undefined, type, asking);
	return paged(asked, type, sorted(lines.filter(test), keys, type, asking), keys, ask);
});

export const endsOf = ({ rows, keys, hasNext, hasPrevious }: Connection): Readonly<Record<string, unknown>> => {
	const [first, last] = [rows[0], rows[rows.length - 1]];
	return {
		startCursor: first === undefined ? null : cursorOf(first, keys), endCursor: last === undefined ? null : cursorOf(last, keys),
		hasNextPage: hasNext, hasPreviousPage: hasPrevious,
	};
};

export const edgesOf = ({ rows, keys, type }: Connection): readonly { readonly shown: Shown; readonly keys: readonly SortKey[] }[] =>
	rows.map((row) => ({ shown: { row, type, node: nodeName(type.name) }, keys }));
