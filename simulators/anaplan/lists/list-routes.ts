import type { SimResponse } from '../../harness/server';
import { csvLine } from '../engine/csv-text';
import type { ListStore } from '../engine/list-store';
import { accepts, objectBody, param, type ModelCall } from '../http/call';
import { ApiError, bytes, collection, found, single, wholeCollection } from '../http/reply';
import type { ModelRoute } from '../http/router';
import { itemColumns, itemCsvLine, itemView } from './item-view';
import { addItems, deleteItems, updateItems, type WriteOutcome } from './list-writes';

const theList = (call: ModelCall): ListStore => found(call.model.state.list(param(call, 'list')));

const PREVIEW_ROWS = 1000;

const csvHeader = (call: ModelCall, list: ListStore): string => csvLine(itemColumns(list, call.world.switches.values.listCsvHeader));

const metadata = (call: ModelCall): SimResponse => {
	const list = theList(call);
	const { id, name, definition } = list;
	return single(call, 'list', {
		metadata: {
			id, name, ...(definition.parent === undefined ? {} : { parent: definition.parent }),
			...(definition.topLevelItem === undefined ? {} : { topLevelItem: definition.topLevelItem }),
			numberedList: definition.numbered === true, itemCount: list.size, permittedItems: 1_000_000_000,
			[call.world.switches.values.nextIndexName]: list.nextItemIndex,
			hasSelectiveAccess: false, managedBy: '', workflowEnabled: false, productionData: definition.productionData === true, useTopLevelAsPageDefault: false,
			properties: (definition.properties ?? []).map((one) => ({ name: one.name, format: one.format, notes: '', referencedBy: '' })),
			subsets: definition.subsets ?? [],
		},
	});
};

const tooMany = (call: ModelCall, list: ListStore): void => {
	if (list.size > call.world.switches.values.cellsPerRead) throw new ApiError(400, 'List is too large, use a large list read request');
};

const items = (call: ModelCall): SimResponse => {
	const list = theList(call);
	tooMany(call, list);
	const indexes = [...list.indexes()];
	if (/text\/csv/.test(accepts(call))) {
		return bytes([csvHeader(call, list), ...indexes.map((index) => itemCsvLine(list, index))].join(''), 'text/csv');
	}
	if (!/\*\/\*|application\/(json|\*)/.test(accepts(call))) throw new ApiError(406);
	const includeAll = call.request.query.get('includeAll') === 'true';
	const reply = call.world.switches.values.listItemsPaging === 'paged' ? collection : wholeCollection;
	return reply(call, 'listItem', 'listItems', indexes.map((index) => itemView(list, index, includeAll)));
};

const preview = (call: ModelCall): SimResponse => {
	const list = theList(call);
	const lines = [csvHeader(call, list)];
	for (const index of list.indexes()) {
		if (lines.length > PREVIEW_ROWS) break;
		lines.push(itemCsvLine(list, index));
	}
	return bytes(lines.join(''), 'text/csv');
};

const bodyItems = (call: ModelCall): readonly unknown[] => {
	if (theList(call).definition.generated !== undefined) throw new ApiError(400, 'The items of this list are generated');
	const raw = objectBody(call).items;
	if (!Array.isArray(raw)) throw new ApiError(400, 'items is required');
	const most = call.world.switches.values.itemsPerWrite;
	if (raw.length > most) throw new ApiError(400, `Maximum number of items per request is ${most}`);
	return raw;
};

const counted = (call: ModelCall, word: string, total: number, outcome: WriteOutcome, showFailures = true): SimResponse => {
	const { done, failures } = outcome;
	const list = theList(call);
	call.model.modifiedBy(call.user);
	call.world.context.history.effect('items-written', { list: list.id, user: call.user.email, [word]: done, ignored: failures.length });
	return single(call, 'listItem', {
		[word]: done, ignored: failures.length, total, ...(failures.length > 0 && showFailures ? { failures } : {}),
	});
};

const add = (call: ModelCall, raw: readonly unknown[]): SimResponse => counted(call, 'added', raw.length, addItems(theList(call), raw, call.world.switches.values));

const remove = (call: ModelCall, raw: readonly unknown[]): SimResponse => {
	const outcome = deleteItems(theList(call), raw, call.world.switches.values);
	call.model.state.dropOrphans();
	const reply = counted(call, 'deleted', raw.length, outcome);
	if (call.world.switches.values.deleteReply === 'counts') return reply;
	const { done, failures } = outcome;
	return single(call, 'listItem', { result: { numberOfItemsDeleted: done, ...(failures.length > 0 ? { failures } : {}) } });
};

const POST_ACTIONS: Readonly<Record<string, (call: ModelCall, raw: readonly unknown[]) => SimResponse>> = { add, delete: remove };

const write = (call: ModelCall): SimResponse => {
	theList(call);
	const act = POST_ACTIONS[call.request.query.get('action') ?? ''];
	if (act === undefined) throw new ApiError(400, 'action must be add or delete');
	return act(call, bodyItems(call));
};

const update = (call: ModelCall): SimResponse => {
	const list = theList(call);
	const raw = bodyItems(call);
	return counted(call, 'updated', raw.length, updateItems(list, raw, call.world.switches.values), call.world.switches.values.updateFailures);
};

const resetIndex = (call: ModelCall): SimResponse => {
	const list = theList(call);
	if (list.size > 0) throw new ApiError(400, 'List is not empty');
	list.resetIndex();
	return { status: 200 };
};

/** Of a deployed model only production lists may change. */
const isStructure = (call: ModelCall): boolean => theList(call).definition.productionData !== true;

const waits = { whenBusy: 'waits' } as const;

export const LIST_ROUTES: readonly ModelRoute[] = [
	{
		...waits, method: 'GET', path: 'lists', json: true,
		handle: (call) => collection(call, 'list', 'lists', call.model.state.lists.map(({ id, name }) => ({ id, name }))),
	},
	{ ...waits, method: 'GET', path: 'lists/:list', json: true, handle: metadata },
	{ ...waits, method: 'GET', path: 'lists/:list/items', handle: items },
	{ ...waits, method: 'POST', path: 'lists/:list/items', json: true, structural: isStructure, handle: write },
	{ ...waits, method: 'PUT', path: 'lists/:list/items', json: true, structural: isStructure, handle: update },
	{ ...waits, method: 'GET', path: 'lists/:list/preview', handle: preview },
	{ ...waits, method: 'POST', path: 'lists/:list/resetIndex', structural: isStructure, handle: resetIndex },
];
