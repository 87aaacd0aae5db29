import { FatalError } from '../../core/errors';
import { CodeBook } from './code-book';
import { flatRecords, takeHeader } from './flat-records';
import type { Named } from './metadata';
import { largeReadPages } from './read-requests';
import { SYSTEM } from './refusals';
import { isTooLarge, readDirectly } from './view-direct';
import { flatSheet, layoutByName, withMissing, type KeptItem } from './view-flat';
import { pagesOf, resolvePages, type Page, type PageChoice, type PageItems } from './view-pages';
import { shapeSheet, type ShapedTable, type ViewShape } from './view-shape';
import type { Sheet } from './view-sheet';
import { dimensionsOf, isLineItems, type ViewAxes, type ViewRef, type Views } from './views';
import type { AnaplanWire } from './wire';

export type ViewReading = 'auto' | 'direct' | 'large';

export interface ViewTableRequest extends ViewRef {
	/** `auto`: directly, and as a large read where Anaplan refuses that because of the size. */
	readonly reading: ViewReading;
	/** One item of a page dimension each. A page dimension that is not named is read in full. */
	readonly pages: readonly PageChoice[];
	readonly shape: ViewShape;
	readonly blankRows: 'leaveOut' | 'keep';
	/** Adds a column with the code of each item, for dimensions whose items have codes. */
	readonly codes: boolean;
	/** Form of a direct read. */
	readonly accept: 'json' | 'csv';
	/** Form of a large read. Default: `TABULAR_MULTI_COLUMN`. */
	readonly exportType?: string;
	readonly deadlineMs?: number;
	readonly intervalMs?: number;
}

export interface ViewTable extends ShapedTable {
	readonly view: ViewAxes;
	readonly source: 'direct' | 'large';
	/** Pages read one by one; `undefined` for a large read, which holds them all. */
	readonly pages: number | undefined;
}

interface Tools {
	readonly wire: AnaplanWire;
	readonly views: Views;
}

/** Each page is a request of its own; beyond this a large read is cheaper. */
const PAGES_TO_READ_DIRECTLY = 100;
const FLAT = 'TABULAR_MULTI_COLUMN';

const codesOf = async (views: Views, ref: ViewRef, view: ViewAxes): Promise<ReadonlyMap<string, CodeBook>> => {
	const all = new Map<string, CodeBook>();
	for (const dimension of dimensionsOf(view)) {
		if (isLineItems(dimension)) continue;
		const items = await views.dimensionItems(ref, dimension);
		if (items.some(({ code }) => code !== '')) all.set(dimension.id, new CodeBook(dimension, items));
	}
	return all;
};

const keptOf = (wanted: readonly PageItems[]): readonly KeptItem[] => wanted.flatMap(({ dimension, chosen }) => (chosen ? [{ dimension, item: chosen }] : []));

interface Opened {
	readonly sheet: Sheet;
	readonly source: ViewTable['source'];
	readonly pages: number | undefined;
	close(): Promise<void>;
}

const noRows = async function* (): AsyncGenerator<never> {};

/** A large read tells items by their names and takes no selector. */
const refuseNamesakes = (wanted: readonly PageItems[]): void => {
	const twin = wanted.find(({ hasNamesake }) => hasNamesake);
	if (!twin) return;
	throw new FatalError({
		system: SYSTEM, operation: 'choose the pages', said: `several items of ${twin.dimension.name} are called ${JSON.stringify(twin.chosen?.name)}, and a large read cannot tell their rows apart`,
		remedy: 'Read the view directly, or give the items different names in the model.',
	});
};

const openLarge = async ({ wire }: Tools, request: ViewTableRequest, view: ViewAxes, wanted: readonly PageItems[]): Promise<Opened> => {
	refuseNamesakes(wanted);
	const { exportType = FLAT, workspaceId, modelId, viewId, deadlineMs, intervalMs } = request;
	const pages = largeReadPages(wire, {
		workspaceId, modelId, kind: 'views', objectId: viewId, exportType, ...(deadlineMs === undefined ? {} : { deadlineMs }), ...(intervalMs === undefined ? {} : { intervalMs }),
	});
	const { header, records, close } = await takeHeader(flatRecords(pages));
	const shown = dimensionsOf(view).filter((dimension) => !isLineItems(dimension));
	const layout = layoutByName(header ?? [], shown, exportType);
	const found = new Set(layout.dimensions.map((dimension) => dimension?.id));
	try {
		const missing = header ? shown.filter(({ id }) => !found.has(id)) : [];
		const kept = keptOf(wanted);
		const sheet = flatSheet({ header: header ?? [], layout, records }, kept.filter(({ dimension }) => found.has(dimension.id)), false);
		return { sheet: withMissing(sheet, missing, keptOf(wanted.filter(({ isOnly }) => isOnly)), `view ${JSON.stringify(view.name)} as a large read`), source: 'large', pages: undefined, close };
	} catch (caught) {
		await close();
		throw caught;
	}
};

const tooManyPages = (view: ViewAxes, pages: number): FatalError => new FatalError({
	system: SYSTEM, operation: `read view ${JSON.stringify(view.name)}`, said: `it has ${pages} pages, and each of them takes a request of its own`,
	remedy: 'Choose items of its page dimensions, or let Read be "Automatically" or "As a Large Read".',
});

const openDirect = async ({ wire }: Tools, request: ViewTableRequest, view: ViewAxes, pages: readonly Page[]): Promise<Opened> => {
	const close = async (): Promise<void> => undefined;
	const empty: Sheet = { along: [...view.rows, ...view.pages], across: [], columns: [], lines: noRows() };
	if (pages.length === 0) return { sheet: empty, source: 'direct', pages: 0, close };
	const { workspaceId, modelId, viewId, accept } = request;
	return { sheet: await readDirectly(wire, { workspaceId, modelId, viewId, accept, view }, pages), source: 'direct', pages: pages.length, close };
};

const tooLarge = (caught: unknown): unknown => {
	if (!(caught instanceof FatalError) || !isTooLarge(caught)) return caught;
	return new FatalError({
		...caught.facts, cause: caught,
		remedy: 'A view of more than 1,000,000 cells cannot be read directly. Let Read be "Automatically" or "As a Large Read", or choose page items.',
	});
};

const open = async (tools: Tools, request: ViewTableRequest, view: ViewAxes, wanted: readonly PageItems[]): Promise<Opened> => {
	if (request.reading === 'large') return await openLarge(tools, request, view, wanted);
	const pages = await pagesOf(tools.views, request, wanted);
	const isMany = pages.length > PAGES_TO_READ_DIRECTLY;
	if (request.reading === 'direct') {
		if (isMany) throw tooManyPages(view, pages.length);
		return await openDirect(tools, request, view, pages).catch((caught: unknown) => {
			throw tooLarge(caught);
		});
	}
	if (isMany) return await openLarge(tools, request, view, wanted);
	try {
		return await openDirect(tools, request, view, pages);
	} catch (caught) {
		if (!isTooLarge(caught)) throw caught;
		return await openLarge(tools, request, view, wanted);
	}
};

const ordered = ({ rows, columns, pages }: ViewAxes): readonly Named[] => [...rows, ...columns, ...pages];

/**
 * Reads the cells of a view as a table and hands it to `use`; whatever was begun is ended when `use` returns or throws.
 *
 * **One shape whatever the way.** A direct read gives a grid per page, a large read a flat table of all pages. Both become
 * a sheet of the same cells, rows of pages that were not chosen are left out of the flat one, and `shapeSheet` makes the
 * same table of both.
 *
 * **Directly first.** It costs one request and needs no waiting. Only when Anaplan refuses it with 400 for another reason
 * than the page selector, or when there are more than a hundred pages, a large read takes its place.
 */
export const withViewTable = async <T>(tools: Tools, request: ViewTableRequest, use: (table: ViewTable) => Promise<T>): Promise<T> => {
	const view = await tools.views.get(request);
	const wanted = await resolvePages(tools.views, request, view, request.pages);
	const codes = request.codes ? await codesOf(tools.views, request, view) : undefined;
	const { sheet, source, pages, close } = await open(tools, request, view, wanted);
	try {
		const { shape, blankRows } = request;
		const table = await shapeSheet(sheet, { shape, blankRows, dimensions: ordered(view), viewColumns: view.columns, ...(codes ? { codes } : {}) });
		return await use({ ...table, view, source, pages });
	} finally {
		await close();
	}
};
