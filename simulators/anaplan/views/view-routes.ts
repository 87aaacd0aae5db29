import type { SimResponse } from '../../harness/server';
import { LINE_ITEMS } from '../engine/model-state';
import type { LineItem, ModuleStore } from '../engine/module-store';
import { csvLine, DEFAULT_CSV } from '../engine/csv-text';
import { accepts, objectBody, param, type Call, type ModelCall } from '../http/call';
import { ApiError, bytes, collection, found, jsonResponse, single, wholeCollection } from '../http/reply';
import type { ModelRoute } from '../http/router';
import { axisOf, cellCount, gridLines, gridOf, pageChoice, viewOf, type View, type ViewAxis } from './grid';
import { tabularHeader, tabularLines, type TabularType } from './tabular';

const theModule = (call: ModelCall): ModuleStore => found(call.model.state.modules.find((one) => one.definition.id === param(call, 'module')));
const theView = (call: ModelCall): View => found(viewOf(call.model.state, param(call, 'view')));

const modules = (call: ModelCall): SimResponse =>
	collection(call, 'module', 'modules', call.model.state.modules.map(({ definition }) => ({ id: definition.id, name: definition.name })));

const lineItemView = (module: ModuleStore, item: LineItem, includeAll: boolean): Record<string, unknown> => {
	const { definition } = item;
	const base = { id: item.id, name: definition.name, moduleId: module.definition.id, moduleName: module.definition.name };
	if (!includeAll) return base;
	const isTime = (name: string): boolean => name === 'Time';
	return {
		...base, format: definition.format,
		formatMetadata: { dataType: definition.format, ...(item.target ? { hierarchyEntityLongId: item.target.id } : {}) },
		formula: definition.formula ?? '', appliesTo: module.dimensions.filter((one) => one.kind === 'list').map(({ id, name }) => ({ id, name })),
		version: {}, timeScale: module.dimensions.some((one) => isTime(one.name)) ? 'Month' : 'Not Applicable', timeRange: 'Model Calendar',
		summary: definition.summary === 'SUM' ? 'Sum' : 'None', parent: '', isSummary: false, code: '', notes: '', cellCount: module.rowCount,
		readAccessDriver: '', writeAccessDriver: '', referencedBy: [], dataTags: [],
	};
};

const lineItems = (call: ModelCall, of: readonly ModuleStore[]): SimResponse => {
	const includeAll = call.request.query.get('includeAll') === 'true';
	return collection(call, 'lineItem', 'items', of.flatMap((module) => module.lineItems.map((item) => lineItemView(module, item, includeAll))));
};

const views = (call: ModelCall, module?: ModuleStore): SimResponse => {
	const { state } = call.model;
	const all = state.views().filter((view) => module === undefined || view.module === module.definition.name);
	// The list of the whole model shows saved views only when asked.
	const subsidiary = module !== undefined || call.request.query.get('includesubsidiaryviews') === 'true';
	const shown = subsidiary ? all : all.filter((view) => state.module(view.id) !== undefined);
	return collection(call, 'view', 'views', shown.map((view) =>
		({ id: view.id, name: view.name, moduleId: state.module(view.module)?.definition.id ?? '', code: view.id })));
};

const oneView = (call: ModelCall): SimResponse => {
	const view = theView(call);
	const axis = (axes: readonly ViewAxis[]): Array<{ id: string; name: string }> => axes.map(({ id, name }) => ({ id, name }));
	const shown = { rows: axis(view.rows), columns: axis(view.columns), pages: axis(view.pages) };
	return single(call, 'view', {
		viewId: view.definition.id, viewName: view.definition.name,
		...Object.fromEntries(Object.entries(shown).filter(([, axes]) => axes.length > 0)),
	});
};

interface Shown {
	readonly id: string;
	readonly name: string;
	readonly code?: string;
}

const axisItems = (axis: ViewAxis, module?: ModuleStore): Shown[] => [...axis.indexes()].map((index) => {
	const { dimension } = axis;
	const code = dimension?.codeOf(index) ?? '';
	return { id: dimension ? dimension.idOf(index) : (module?.lineItems[index]?.id ?? ''), name: axis.nameOf(index), ...(code ? { code } : {}) };
});

const itemsOf = (call: ModelCall, axis: ViewAxis, module?: ModuleStore): SimResponse => {
	if (axis.size > call.world.switches.values.cellsPerRead) throw new ApiError(400, 'Dimension has too many items');
	return wholeCollection(call, 'dimensionItem', 'items', axisItems(axis, module));
};

const lineItem = (call: ModelCall): { module: ModuleStore; item: LineItem } => {
	for (const module of call.model.state.modules) {
		const item = module.lineItems.find((one) => one.id === param(call, 'lineItem'));
		if (item) return { module, item };
	}
	throw new ApiError(404);
};

const lineItemDimensions = (call: ModelCall): SimResponse =>
	wholeCollection(call, 'dimension', 'dimensions', lineItem(call).module.dimensions.map(({ id, name }) => ({ id, name })));

const inModule = (call: ModelCall, module: ModuleStore): ViewAxis => {
	const id = param(call, 'dimension');
	if (id === LINE_ITEMS.id) return axisOf(module, LINE_ITEMS.name);
	return axisOf(module, found(module.dimensions.find((one) => one.id === id)).name);
};

const dimension = (call: ModelCall): ViewAxis => {
	const id = param(call, 'dimension');
	const one = found(call.model.state.dimension(id));
	if (one.id !== id) throw new ApiError(404);
	return {
		id, name: one.name, dimension: one, size: one.size,
		indexes: () => one.indexes(), nameOf: (at) => one.nameOf(at), find: (text) => one.findById(text),
	};
};

const dimensionItems = (call: ModelCall): SimResponse => {
	const axis = dimension(call);
	if (axis.dimension?.kind === 'time') throw new ApiError(400, 'Time is not supported');
	return itemsOf(call, axis);
};

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);

/** Answers the found ones only (reference anaplan 10). */
const lookUp = (call: ModelCall): SimResponse => {
	const axis = dimension(call);
	const body = objectBody(call);
	const names = new Set(namesIn(body.names));
	const codes = new Set(namesIn(body.codes));
	if (names.size + codes.size === 0) throw new ApiError(400, 'names or codes must be given');
	const hits = axisItems(axis).filter((item) => names.has(item.name) || (item.code !== undefined && codes.has(item.code)));
	return wholeCollection(call, 'dimensionItem', 'items', hits);
};

const isTabular = (type: string | null): type is TabularType => type === 'TABULAR_MULTI_COLUMN' || type === 'TABULAR_SINGLE_COLUMN';

const wantsJson = (call: Call): boolean => /application\/json/.test(accepts(call)) && call.request.query.get('format') === 'v1';

/** JSON needs the header and format=v1; one alone is not enough. No envelope, empty axes left out (reference anaplan 11). */
const data = (call: ModelCall): SimResponse => {
	const view = theView(call);
	const exportType = call.request.query.get('exportType');
	const choice = pageChoice(view, call.request.query.get('pages'));
	if (cellCount(view) > call.world.switches.values.cellsPerRead) throw new ApiError(400, 'View is too large to read, use a large read request');
	const grid = gridOf(view, choice);
	if (wantsJson(call)) {
		const columnCoordinates = view.columns.length > 0 ? { columnCoordinates: grid.columns } : {};
		const rows = [...grid.rows()].map(({ names, cells }) => ({ ...(view.rows.length > 0 ? { rowCoordinates: names } : {}), cells }));
		return jsonResponse(200, { ...(grid.pages.length > 0 ? { pages: grid.pages } : {}), ...columnCoordinates, rows });
	}
	const accept = accepts(call);
	const escaped = /text\/csv;\s*escaped=true/.test(accept);
	if (call.world.switches.values.requireEscapedAccept && !escaped) throw new ApiError(406);
	if (!escaped && !/\*\/\*|text\/(csv|\*)|application\/(json|\*)/.test(accept)) throw new ApiError(406);
	if (!isTabular(exportType)) return bytes([...gridLines(view, grid)].join(''), 'text/csv');
	const lines = tabularLines(view.module, { type: exportType, labels: 'name', omitEmptyRows: false, format: DEFAULT_CSV });
	return bytes(csvLine(tabularHeader(view.module, exportType)) + [...lines].join(''), 'text/csv');
};

const waits = { whenBusy: 'waits', json: true } as const;

export const VIEW_ROUTES: readonly ModelRoute[] = [
	{ ...waits, method: 'GET', path: 'modules', handle: modules },
	{ ...waits, method: 'GET', path: 'lineItems', handle: (call) => lineItems(call, call.model.state.modules) },
	{ ...waits, method: 'GET', path: 'modules/:module/lineItems', handle: (call) => lineItems(call, [theModule(call)]) },
	{ ...waits, method: 'GET', path: 'views', handle: (call) => views(call) },
	{ ...waits, method: 'GET', path: 'modules/:module/views', handle: (call) => views(call, theModule(call)) },
	{ ...waits, method: 'GET', path: 'views/:view', handle: oneView },
	{ ...waits, method: 'GET', path: 'views/:view/data', json: false, handle: data },
	{
		...waits, method: 'GET', path: 'views/:view/dimensions/:dimension/items',
		handle: (call) => itemsOf(call, inModule(call, theView(call).module), theView(call).module),
	},
	{ ...waits, method: 'GET', path: 'lineItems/:lineItem/dimensions', handle: lineItemDimensions },
	{
		...waits, method: 'GET', path: 'lineItems/:lineItem/dimensions/:dimension/items',
		handle: (call) => itemsOf(call, inModule(call, lineItem(call).module), lineItem(call).module),
	},
	{ ...waits, method: 'GET', path: 'dimensions/:dimension/items', handle: dimensionItems },
	{ ...waits, method: 'POST', path: 'dimensions/:dimension/items', handle: lookUp },
];
