import type { SimResponse } from '../../harness/server';
import { LINE_ITEMS } from '../engine/model-state';
import type { LineItem, ModuleStore } from '../engine/module-store';
import { csvLine, DEFAULT_CSV, type CsvFormat } from '../engine/csv-text';
import { accepts, objectBody, param, type Call, type ModelCall } from '../http/call';
import { ApiError, bytes, collection, found, jsonResponse, single, wholeCollection } from '../http/reply';
import type { ModelRoute } from '../http/router';
import {
	allPagesLines, axisOf, cellCount, chosenPages, dimensionAxis, gridLines, gridOf, pageChoice, restricted, viewOf, type View, type ViewAxis,
} from './grid';
import { isTabular, tabularHeader, tabularLines } from './tabular';

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

const shownItem = (axis: ViewAxis, index: number, module?: ModuleStore): Shown => {
	const { dimension } = axis;
	const code = dimension?.codeOf(index) ?? '';
	return { id: dimension ? dimension.idOf(index) : (module?.lineItems[index]?.id ?? ''), name: axis.nameOf(index), ...(code ? { code } : {}) };
};

const axisItems = (axis: ViewAxis, module?: ModuleStore): Shown[] => [...axis.indexes()].map((index) => shownItem(axis, index, module));

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
	wholeCollection(call, 'dimension', 'dimensions', lineItem(call).module.dimensions.map(({ id, shownName }) => ({ id, name: shownName })));

const inModule = (call: ModelCall, module: ModuleStore): ViewAxis => {
	const id = param(call, 'dimension');
	if (id === LINE_ITEMS.id) return axisOf(module, LINE_ITEMS.name);
	return axisOf(module, found(module.dimensions.find((one) => one.id === id)).name);
};

const inView = (call: ModelCall, view: View): ViewAxis =>
	found([...view.rows, ...view.columns, ...view.pages].find((axis) => axis.id === param(call, 'dimension')));

const dimension = (call: ModelCall): ViewAxis => {
	const id = param(call, 'dimension');
	const one = found(call.model.state.dimension(id));
	if (one.id !== id) throw new ApiError(404);
	return dimensionAxis(one);
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
	const [names, codes] = [namesIn(body.names), namesIn(body.codes)];
	if (names.length + codes.length === 0) throw new ApiError(400, 'names or codes must be given');
	const { dimension: items } = axis;
	const hits = [...names.map((one) => items?.findByName(one)), ...codes.map((one) => items?.findByCode(one))];
	const indexes = [...new Set(hits.filter((one) => one !== undefined))].sort((a, b) => a - b);
	return wholeCollection(call, 'dimensionItem', 'items', indexes.map((index) => shownItem(axis, index)));
};

const wantsJson = (call: Call): boolean => /application\/json/.test(accepts(call)) && call.request.query.get('format') === 'v1';

const GRIDS: ReadonlySet<string | null> = new Set([null, 'GRID_CURRENT_PAGE', 'GRID_ALL_PAGES']);

const ESCAPED = /text\/csv;\s*escaped=true/;

/** Without escaped=true a tenant may leave everything unquoted (switch). */
const csvFormat = (call: ModelCall): CsvFormat =>
	(ESCAPED.test(accepts(call)) || call.world.switches.values.plainCsvQuotes ? DEFAULT_CSV : { ...DEFAULT_CSV, delimiter: '' });

const acceptsCsv = (call: ModelCall): boolean => {
	const accept = accepts(call);
	if (ESCAPED.test(accept)) return true;
	return !call.world.switches.values.requireEscapedAccept && /\*\/\*|text\/(csv|\*)|application\/(json|\*)/.test(accept);
};

/** `maxRows`: so many rows at most, not counting what stands above them. */
function* atMost(call: ModelCall, head: number, lines: Iterable<string>): Iterable<string> {
	const text = call.request.query.get('maxRows');
	let left = text === null || !/^\d+$/.test(text) ? Number.POSITIVE_INFINITY : Number(text) + head;
	for (const line of lines) {
		if (left <= 0) return;
		left -= 1;
		yield line;
	}
}

const flat = (call: ModelCall, view: View, type: 'TABULAR_MULTI_COLUMN' | 'TABULAR_SINGLE_COLUMN'): SimResponse => {
	const lines = tabularLines(view, { type, labels: 'name', omitEmptyRows: false, format: csvFormat(call) });
	return bytes(csvLine(tabularHeader(view, type), csvFormat(call)) + [...atMost(call, 0, lines)].join(''), 'text/csv');
};

const asJson = (view: View, grid: ReturnType<typeof gridOf>): SimResponse => {
	const columnCoordinates = view.columns.length > 0 ? { columnCoordinates: grid.columns } : {};
	const rows = [...grid.rows()].map(({ names, cells }) => ({ ...(view.rows.length > 0 ? { rowCoordinates: names } : {}), cells }));
	return jsonResponse(200, { ...(grid.pages.length > 0 ? { pages: grid.pages } : {}), ...columnCoordinates, rows });
};

/**
 * JSON needs the header and format=v1; one alone is not enough. No envelope, empty axes left out (reference anaplan 11).
 * Forms that show every page are measured with all their pages.
 */
const data = (call: ModelCall): SimResponse => {
	const { query } = call.request;
	const { cellsPerRead, pagesOfFlatRead } = call.world.switches.values;
	const whole = theView(call);
	const exportType = query.get('exportType');
	const moduleId = query.get('moduleId');
	if (!isTabular(exportType) && !GRIDS.has(exportType)) throw new ApiError(400, `Invalid exportType ${String(exportType)}`);
	if (moduleId !== null && moduleId !== whole.module.definition.id) throw new ApiError(400, `Invalid moduleId ${moduleId}`);
	const chosen = chosenPages(whole, query.get('pages'));
	const view = isTabular(exportType) && pagesOfFlatRead === 'chosen' ? restricted(whole, chosen) : whole;
	const allPages = isTabular(exportType) || exportType === 'GRID_ALL_PAGES';
	if (cellCount(view, allPages) > cellsPerRead) throw new ApiError(400, 'View is too large to read, use a large read request');
	const grid = gridOf(view, pageChoice(view, query.get('pages')));
	if (wantsJson(call)) return asJson(view, grid);
	if (!acceptsCsv(call)) throw new ApiError(406);
	if (isTabular(exportType)) return flat(call, view, exportType);
	const head = view.columns.length + (view.pages.length > 0 ? 1 : 0);
	const lines = exportType === 'GRID_ALL_PAGES' ? allPagesLines(view, csvFormat(call)) : atMost(call, head, gridLines(view, grid, csvFormat(call)));
	return bytes([...lines].join(''), 'text/csv');
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
		handle: (call) => itemsOf(call, inView(call, theView(call)), theView(call).module),
	},
	{ ...waits, method: 'GET', path: 'lineItems/:lineItem/dimensions', handle: lineItemDimensions },
	{
		...waits, method: 'GET', path: 'lineItems/:lineItem/dimensions/:dimension/items',
		handle: (call) => itemsOf(call, inModule(call, lineItem(call).module), lineItem(call).module),
	},
	{ ...waits, method: 'GET', path: 'dimensions/:dimension/items', handle: dimensionItems },
	{ ...waits, method: 'POST', path: 'dimensions/:dimension/items', handle: lookUp },
];
