import { csvLine, DEFAULT_CSV, type CsvFormat } from '../engine/csv-text';
import type { Dimension } from '../engine/dimension';
import { LINE_ITEMS, type ModelState } from '../engine/model-state';
import type { LineItem, ModuleStore } from '../engine/module-store';
import { ApiError } from '../http/reply';
import type { ViewDefinition } from '../model/types';

/** One dimension of a view: a dimension of the module, or its line items. */
export interface ViewAxis {
	readonly id: string;
	readonly name: string;
	readonly dimension: Dimension | undefined;
	readonly size: number;
	/** False when the view shows only some of the items. */
	readonly whole: boolean;
	indexes(): Iterable<number>;
	nameOf(index: number): string;
	/** By id, of the shown items only. */
	find(id: string): number | undefined;
}

const wholeAxis = (module: ModuleStore, name: string): ViewAxis => {
	if (name === LINE_ITEMS.name) {
		return {
			...LINE_ITEMS, dimension: undefined, size: module.lineItems.length, whole: true,
			indexes: () => module.lineItems.keys(), nameOf: (index) => module.lineItems[index]?.definition.name ?? '',
			find: (id) => module.lineItem(id)?.column,
		};
	}
	const dimension = module.dimensions.find((one) => one.name === name);
	if (dimension === undefined) throw new Error(`view names the dimension ${name}, which module ${module.definition.name} has not`);
	return dimensionAxis(dimension);
};

export const dimensionAxis = (dimension: Dimension): ViewAxis => ({
	id: dimension.id, name: dimension.shownName, dimension, get size() { return dimension.size; }, whole: true,
	indexes: () => dimension.indexes(), nameOf: (index) => dimension.nameOf(index), find: (id) => dimension.findById(id),
});

/** `shown`: names of the items to which the view restricts this axis; items that do not exist are not shown. */
export const axisOf = (module: ModuleStore, name: string, shown?: readonly string[]): ViewAxis => {
	const axis = wholeAxis(module, name);
	if (shown === undefined) return axis;
	const byName = (one: string): number | undefined =>
		(axis.dimension === undefined ? module.lineItem(one)?.column : axis.dimension.findByName(one));
	const indexes = shown.flatMap((one) => byName(one) ?? []);
	return {
		id: axis.id, name: axis.name, dimension: axis.dimension, size: indexes.length, whole: false, nameOf: (index) => axis.nameOf(index),
		indexes: () => indexes,
		find: (id) => {
			const index = axis.find(id);
			return index !== undefined && indexes.includes(index) ? index : undefined;
		},
	};
};

export interface View {
	readonly definition: ViewDefinition;
	readonly module: ModuleStore;
	readonly rows: readonly ViewAxis[];
	readonly columns: readonly ViewAxis[];
	readonly pages: readonly ViewAxis[];
}

export const viewOf = (state: ModelState, id: string): View | undefined => {
	const definition = state.views().find((view) => view.id === id);
	const module = definition && state.module(definition.module);
	if (definition === undefined || module === undefined) return undefined;
	const axes = (names: readonly string[]): ViewAxis[] => names.map((name) => axisOf(module, name, definition.shown?.[name]));
	return { definition, module, rows: axes(definition.rows), columns: axes(definition.columns), pages: axes(definition.pages) };
};

/** The item chosen of each page dimension. */
export type PageChoice = ReadonlyMap<ViewAxis, number>;

/** One chosen item per page dimension: the first, unless `pages={dimension}:{item}` says another. */
export const pageChoice = (view: View, selector: string | null): PageChoice => {
	const choice = new Map<ViewAxis, number>();
	for (const axis of view.pages) {
		const [first] = axis.indexes();
		if (first !== undefined) choice.set(axis, first);
	}
	for (const [axis, index] of chosenPages(view, selector)) choice.set(axis, index);
	return choice;
};

/** Only what the selector names; a dimension that is no page of the view, or an unknown item, is refused in the documented words. */
export const chosenPages = (view: View, selector: string | null): PageChoice => {
	const chosen = new Map<ViewAxis, number>();
	for (const part of (selector ?? '').split(',').filter((one) => one !== '')) {
		const [dimensionId = '', itemId = ''] = part.split(':');
		const axis = view.pages.find((one) => one.id === dimensionId);
		const index = axis?.find(itemId);
		if (axis === undefined || index === undefined) throw new ApiError(400, `Invalid page selector [${dimensionId}]`);
		chosen.set(axis, index);
	}
	return chosen;
};

/** The view with one item on each of these pages. */
export const restricted = (view: View, chosen: PageChoice): View => ({
	...view,
	pages: view.pages.map((axis) => {
		const index = chosen.get(axis);
		return index === undefined ? axis : { ...axis, size: 1, whole: false, indexes: () => [index] };
	}),
});

/** Every combination of page items, the last page running fastest. */
export function* everyPage(view: View, at = 0, chosen: PageChoice = new Map()): Iterable<PageChoice> {
	const axis = view.pages[at];
	if (axis === undefined) {
		yield chosen;
		return;
	}
	for (const index of axis.indexes()) yield* everyPage(view, at + 1, new Map(chosen).set(axis, index));
}

const cells = (axes: readonly ViewAxis[]): number => axes.reduce((product, axis) => product * axis.size, 1);

/** Cells of one page, or of all pages. */
export const cellCount = (view: View, allPages = false): number => cells([...view.rows, ...view.columns, ...(allPages ? view.pages : [])]);

function* product(axes: readonly ViewAxis[], at = 0, prefix: readonly number[] = []): Iterable<readonly number[]> {
	const axis = axes[at];
	if (axis === undefined) {
		yield prefix;
		return;
	}
	for (const index of axis.indexes()) yield* product(axes, at + 1, [...prefix, index]);
}

export interface GridRow {
	readonly names: string[];
	readonly cells: string[];
}

/** A grid: names of the chosen pages, of each column, and rows with names and cells. */
export interface Grid {
	readonly pages: string[];
	readonly columns: string[][];
	row(indexes: readonly number[]): GridRow;
	rows(): Iterable<GridRow>;
}

export const gridOf = (view: View, choice: PageChoice): Grid => {
	const columns = [...product(view.columns)];
	const names = (axes: readonly ViewAxis[], indexes: readonly number[]): string[] => indexes.map((index, at) => axes[at]?.nameOf(index) ?? '');
	/** The module's own order of dimensions, from three axes in the view's order. */
	const locate = (row: readonly number[], column: readonly number[]): { coordinates: number[]; item: LineItem | undefined } => {
		const placed = new Map<string, number>();
		view.rows.forEach((axis, at) => placed.set(axis.id, row[at] as number));
		view.columns.forEach((axis, at) => placed.set(axis.id, column[at] as number));
		for (const [axis, index] of choice) placed.set(axis.id, index);
		return {
			coordinates: view.module.dimensions.map((dimension) => placed.get(dimension.id) ?? -1),
			item: view.module.lineItems[placed.get(LINE_ITEMS.id) ?? 0],
		};
	};
	const oneRow = (row: readonly number[]): GridRow => ({
		names: names(view.rows, row),
		cells: columns.map((column) => {
			const { coordinates, item } = locate(row, column);
			return item === undefined ? '' : view.module.text(coordinates, item);
		}),
	});
	return {
		pages: view.pages.map((axis) => axis.nameOf(choice.get(axis) ?? -1)),
		columns: columns.map((column) => names(view.columns, column)),
		row: oneRow,
		*rows() {
			for (const row of product(view.rows)) yield oneRow(row);
		},
	};
};

/** The lines above the rows: the page selections if there are any, then one line per column dimension (reference anaplan 11). */
export const gridHead = (view: View, grid: Grid, format: CsvFormat = DEFAULT_CSV): string[] => {
	const margin = view.rows.map(() => '');
	return [
		...(grid.pages.length > 0 ? [csvLine(grid.pages, format)] : []),
		...view.columns.map((_, at) => csvLine([...margin, ...grid.columns.map((column) => column[at] ?? '')], format)),
	];
};

/** One page as CSV, line by line. */
export function* gridLines(view: View, grid: Grid, format: CsvFormat = DEFAULT_CSV): Iterable<string> {
	yield* gridHead(view, grid, format);
	for (const row of grid.rows()) yield csvLine([...row.names, ...row.cells], format);
}

/** All pages one under the other, each with its own head. */
export function* allPagesLines(view: View, format: CsvFormat = DEFAULT_CSV): Iterable<string> {
	for (const choice of everyPage(view)) yield* gridLines(view, gridOf(view, choice), format);
}
