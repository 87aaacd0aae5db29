import { gzipSync } from 'node:zlib';
import type { SimResponse } from '../../harness/server';
import { objectBody, param, type ModelCall } from '../http/call';
import { ApiError, found, single } from '../http/reply';
import type { ModelRoute } from '../http/router';
import { itemColumns } from '../lists/item-view';
import { viewOf } from './grid';
import { listPages, viewPages, type PageForm, type ReadType } from './read-pages';
import type { ReadRequest } from './read-request-store';

/** Names of the flat and the grid form, as the two vendor texts spell them (reference anaplan 11). */
const TYPES: Readonly<Record<string, ReadType>> = {
	TABULAR_MULTI_COLUMN: 'TABULAR_MULTI_COLUMN', TABULAR_SINGLE_COLUMN: 'TABULAR_SINGLE_COLUMN', TABULAR_SINGLE_ITEMS: 'TABULAR_SINGLE_COLUMN',
	GRID_ALL_PAGES: 'GRID_ALL_PAGES', GRID_CURRENT_PAGE: 'GRID_CURRENT_PAGE',
};

const formOf = (call: ModelCall): PageForm => {
	const { readRequestPageRows, readRequestHeader } = call.world.switches.values;
	return { rowsPerPage: readRequestPageRows, header: readRequestHeader };
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
	const id = of === 'list' && call.world.switches.values.listReadId === 'text' ? request.objectId : Number(request.objectId);
	return single(call, kind, { [kind]: { requestId: request.id, [idName]: id, ...call.model.reads.state(request), url } });
};

const startView = (call: ModelCall): SimResponse => {
	const id = param(call, 'view');
	const view = found(viewOf(call.model.state, id));
	const name = objectBody(call).exportType;
	const type = typeof name === 'string' && Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
	if (type === undefined) throw new ApiError(400, `Invalid exportType ${String(name)}`);
	return describe(call, 'view', call.model.reads.create('viewReadRequest', id, call.user.email, viewPages(view, type, formOf(call))));
};

const startList = (call: ModelCall): SimResponse => {
	const list = found(call.model.state.list(param(call, 'list')));
	const pages = listPages(list, itemColumns(list, call.world.switches.values.listCsvHeader), formOf(call));
	return describe(call, 'list', call.model.reads.create('listReadRequest', list.id, call.user.email, pages));
};

const theRequest = (call: ModelCall, of: Of): ReadRequest =>
	found(call.model.reads.find(KINDS[of].kind, param(call, of), param(call, 'request'), call.user.email));

const status = (of: Of) => (call: ModelCall): SimResponse => describe(call, of, theRequest(call, of));

const page = (of: Of) => (call: ModelCall): SimResponse => {
	const request = theRequest(call, of);
	const number = Number(param(call, 'page'));
	if (!(Number.isInteger(number) && number >= 0 && number < call.model.reads.state(request).availablePages)) throw new ApiError(404);
	call.model.reads.touch(request, number);
	const content = found(request.pages.page(number));
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
