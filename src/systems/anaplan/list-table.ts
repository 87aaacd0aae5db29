import { IntegrationError } from '../../core/errors';
import { flatRecords, takeHeader } from './flat-records';
import type { ListItemInFull, ListMetadata, Lists } from './lists';
import type { ModelRef } from './metadata';
import { largeReadPages } from './read-requests';
import type { AnaplanWire } from './wire';

type Records = ReadonlyArray<readonly string[]>;

/** Above this a list can only be read by a large read request (reference anaplan 9, 11). */
const MOST_IN_ONE_ANSWER = 1_000_000;
/** A file of more items than this is read page by page, so that memory stays flat. */
const MOST_AT_ONCE_FOR_A_FILE = 100_000;

interface Tools {
	readonly wire: AnaplanWire;
	readonly lists: Pick<Lists, 'itemsCsv' | 'itemsInFull'>;
}

const large = ({ wire }: Tools, ref: ModelRef, { id }: ListMetadata): AsyncGenerator<Records> =>
	flatRecords(largeReadPages(wire, { workspaceId: ref.workspaceId, modelId: ref.modelId, kind: 'lists', objectId: id }));

/** The call has no parameter that could be wrong: 400 means that the list is too large for it (reference anaplan 9). */
const isTooLarge = (error: unknown): boolean => error instanceof IntegrationError && error.facts.status === 400;

const onePage = async function* (page: Buffer): AsyncGenerator<Buffer> {
	yield page;
};

/** All items as one table; the first record is Anaplan's header. Nothing at all comes from a list that answers nothing. */
export const listTable = async function* (tools: Tools, ref: ModelRef, list: ListMetadata): AsyncGenerator<Records> {
	if (list.itemCount > MOST_AT_ONCE_FOR_A_FILE) return yield* large(tools, ref, list);
	let page: Buffer;
	try {
		page = await tools.lists.itemsCsv(ref, list.id);
	} catch (error) {
		if (!isTooLarge(error)) throw error;
		return yield* large(tools, ref, list);
	}
	yield* flatRecords(onePage(page));
};

const OWN_COLUMNS: Readonly<Record<string, 'id' | 'name' | 'code' | 'parent' | 'parentId'>> = {
	id: 'id', name: 'name', code: 'code', parent: 'parent', parentid: 'parentId', 'parent id': 'parentId',
};

/** Columns are id, name, code, parent, …, then the subsets, then the properties (reference anaplan 9): counted from the end, as a property may be called "Code". */
const readerOf = (header: readonly string[], list: ListMetadata): ((record: readonly string[]) => ListItemInFull) => {
	const firstProperty = header.length - list.properties.length;
	const firstSubset = firstProperty - list.subsets.length;
	const own = header.slice(0, firstSubset).map((title) => OWN_COLUMNS[title.trim().toLowerCase()]);
	return (record) => {
		const item = { id: '', name: '', code: '', parent: '', parentId: '' };
		own.forEach((member, at) => {
			if (member) item[member] = record[at] ?? '';
		});
		return {
			...item,
			subsets: Object.fromEntries(list.subsets.map(({ name }, at) => [name, (record[firstSubset + at] ?? '').toLowerCase() === 'true'])),
			properties: Object.fromEntries(list.properties.map(({ name }, at) => [name, record[firstProperty + at] ?? ''])),
		};
	};
};

const largeItems = async function* (tools: Tools, ref: ModelRef, list: ListMetadata): AsyncGenerator<readonly ListItemInFull[]> {
	const { header, records, close } = await takeHeader(large(tools, ref, list));
	try {
		const read = readerOf(header ?? [], list);
		for await (const batch of records) yield batch.map(read);
	} finally {
		await close();
	}
};

/** All items with properties and subsets, in one answer where that is possible and by a large read request where it is not. */
export const listItems = async function* (tools: Tools, ref: ModelRef, list: ListMetadata): AsyncGenerator<readonly ListItemInFull[]> {
	if (list.itemCount > MOST_IN_ONE_ANSWER) return yield* largeItems(tools, ref, list);
	let items: readonly ListItemInFull[];
	try {
		items = await tools.lists.itemsInFull(ref, list.id);
	} catch (error) {
		if (!isTooLarge(error)) throw error;
		return yield* largeItems(tools, ref, list);
	}
	yield items;
};
