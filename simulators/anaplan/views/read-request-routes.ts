import { gzipSync } from 'node:zlib';
import type { SimResponse } from '../../harness/server';
import { csvLine, DEFAULT_CSV } from '../engine/csv-text';
import { objectBody, param, type ModelCall } from '../http/call';
import { ApiError, found, single } from '../http/reply';
import type { ModelRoute } from '../http/router';
import { itemCsvHeader, itemCsvLine } from '../lists/item-view';
import { gridLines, gridOf, pageChoice, viewOf } from './grid';
import type { ReadRequest } from './read-request-store';
import { tabularHeader, tabularLines, type TabularType } from './tabular';

/** Names of the flat and the grid form, as the two vendor texts spell them (reference anaplan 11). */
const TABULAR: Readonly<Record<string, TabularType>> = {
	TABULAR_MULTI_COLUMN: 'TABULAR_MULTI_COLUMN', TABULAR_SINGLE_COLUMN: 'TABULAR_SINGLE_COLUMN', TABULAR_SINGLE_ITEMS: 'TABULAR_SINGLE_COLUMN',
};
const GRIDS: ReadonlySet<string> = new Set(['GRID_ALL_PAGES', 'GRID_CURRENT_PAGE']);

const paged = (call: ModelCall, header: string, lines: Iterable<string>): Buffer[] => {
	const { readRequestPageRows, readRequestHeader } = call.world.switches.values;
	const pages: Buffer[] = [];
	let page: string[] = [];
	const close = (): void => {
		const withHeader = pages.length === 0 || readRequestHeader === 'every';
		pages.push(Buffer.from((withHeader ? header : '') + page.join(''), 'utf8'));
		page = [];
	};
	for (const line of lines) {
		page.push(line);
		if (page.length === readRequestPageRows) close();
	}
	if (page.length > 0 || pages.length === 0) close();
	return pages;
};

const KINDS = {
	view: { kind: 'viewReadRequest', idName: 'viewId', path: 'views' },
	list: { kind: 'listReadRequest', idName: 'listId', path: 'lists' },
} as const;

type Of = keyof typeof KINDS;

const describe = (call: ModelCall, of: Of, request: ReadRequest): SimResponse => {
	const { kind, idName, path } = KINDS[of];
	const { definition } = call.model;
	const model = `${call.world.baseUrl()}/2/0/workspaces/${definition.workspaceId}/models/${definition.id}`;
	const url = `${model}/${path}/${request.objectId}/readRequests/${request.id}`;
	// The id of the view is a number here, unlike everywhere else.
	return single(call, kind, { [kind]: { requestId: request.id, [idName]: Number(request.objectId), ...call.model.reads.state(request), url } });
};

const startView = (call: ModelCall): SimResponse => {
	const id = param(call, 'view');
	const view = found(viewOf(call.model.state, id));
	const type = String(objectBody(call).exportType ?? '');
	const tabular = TABULAR[type];
	if (tabular === undefined && !GRIDS.has(type)) throw new ApiError(400, `Invalid exportType ${type}`);
	const flat = (as: TabularType): Buffer[] => {
		const lines = tabularLines(view.module, { type: as, labels: 'name', omitEmptyRows: true, format: DEFAULT_CSV });
		return paged(call, csvLine(tabularHeader(view.module, as)), lines);
	};
	const pages = tabular === undefined ? paged(call, '', gridLines(view, gridOf(view, pageChoice(view, null)))) : flat(tabular);
	return describe(call, 'view', call.model.reads.create('viewReadRequest', id, call.user.email, pages));
};

function* listLines(call: ModelCall): Iterable<string> {
	const list = found(call.model.state.list(param(call, 'list')));
	for (const index of list.indexes()) yield itemCsvLine(list, index);
}

const startList = (call: ModelCall): SimResponse => {
	const list = found(call.model.state.list(param(call, 'list')));
	const pages = paged(call, itemCsvHeader(list), listLines(call));
	return describe(call, 'list', call.model.reads.create('listReadRequest', list.id, call.user.email, pages));
};

const theRequest = (call: ModelCall, of: Of): ReadRequest =>
	found(call.model.reads.find(KINDS[of].kind, param(call, of), param(call, 'request'), call.user.email));

const status = (of: Of) => (call: ModelCall): SimResponse => describe(call, of, theRequest(call, of));

const page = (of: Of) => (call: ModelCall): SimResponse => {
	const request = theRequest(call, of);
	const number = Number(param(call, 'page'));
	if (!(number >= 0 && number < call.model.reads.state(request).availablePages)) throw new ApiError(404);
	call.model.reads.touch(request, number);
	const content = found(request.pages[number]);
	const zipped = /\bgzip\b/.test(String(call.request.headers['accept-encoding'] ?? ''));
	return {
		status: 200, headers: { 'content-type': 'text/csv', ...(zipped ? { 'content-encoding': 'gzip' } : {}) },
		body: zipped ? gzipSync(content) : content,
	};
};

const remove = (of: Of) => (call: ModelCall): SimResponse => {
	const request = theRequest(call, of);
	const running = call.model.reads.state(request).requestState !== 'COMPLETE';
	if (running) request.cancelled = true;
	const reply = describe(call, of, request);
	call.model.reads.remove(request);
	return reply;
};

const routesOf = (of: Of, start: (call: ModelCall) => SimResponse): ModelRoute[] => {
	const base = `${KINDS[of].path}/:${of}/readRequests`;
	return [
		{ method: 'POST', path: base, json: true, whenBusy: 'waits', handle: start },
		{ method: 'GET', path: `${base}/:request`, json: true, whenBusy: 'waits', handle: status(of) },
		{ method: 'GET', path: `${base}/:request/pages/:page`, whenBusy: 'waits', handle: page(of) },
		{ method: 'DELETE', path: `${base}/:request`, json: true, whenBusy: 'waits', handle: remove(of) },
	];
};

export const READ_REQUEST_ROUTES: readonly ModelRoute[] = [...routesOf('view', startView), ...routesOf('list', startList)];
