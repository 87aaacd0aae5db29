import { csvLine } from '../engine/csv-text';
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
	indexes(): Iterable<number>;
	nameOf(index: number): string;
	find(id: string): number | undefined;
}

export const axisOf = (module: ModuleStore, name: string): ViewAxis => {
	if (name === LINE_ITEMS.name) {
		return {
			...LINE_ITEMS, dimension: undefined, size: module.lineItems.length,
			indexes: () => module.lineItems.keys(), nameOf: (index) => module.lineItems[index]?.definition.name ?? '',
			find: (id) => module.lineItem(id)?.column,
		};
	}
	const dimension = module.dimensions.find((one) => one.name === name);
	if (dimension === undefined) throw new Error(`view names the dimension ${name}, which module ${module.definition.name} has not`);
	return {
		id: dimension.id, name, dimension, get size() { return dimension.size; },
		indexes: () => dimension.indexes(), nameOf: (index) => dimension.nameOf(index), find: (id) => dimension.findById(id),
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
	const axes = (names: readonly string[]): ViewAxis[] => names.map((name) => axisOf(module, name));
	return { definition, module, rows: axes(definition.rows), columns: axes(definition.columns), pages: axes(definition.pages) };
};

/** One chosen item per page dimension: the first, unless `pages={dimension}:{item}` says another. */
export const pageChoice = (view: View, selector: string | null): ReadonlyMap<ViewAxis, number> => {
	const choice = new Map<ViewAxis, number>();
	for (const axis of view.pages) {
		const [first] = axis.indexes();
		if (first !== undefined) choice.set(axis, first);
	}
	for (const part of (selector ?? '').split(',').filter((one) => one !== '')) {
		const [dimensionId = '', itemId = ''] = part.split(':');
		const axis = view.pages.find((one) => one.id === dimensionId);
		if (axis === undefined) throw new ApiError(400, `Invalid page selection [${dimensionId}]`);
		const index = axis.find(itemId);
		if (index === undefined) throw new ApiError(400, `Invalid page selection [${dimensionId}]`);
		choice.set(axis, index);
	}
	return choice;
};

export const cellCount = (view: View): number => [...view.rows, ...view.columns].reduce((product, axis) => product * axis.size, 1);

const product = (axes: readonly ViewAxis[]): number[][] =>
	axes.reduce<number[][]>((prefixes, axis) => {
		const indexes = [...axis.indexes()];
		return prefixes.flatMap((prefix) => indexes.map((index) => [...prefix, index]));
	}, [[]]);

/** A grid: names of the chosen pages, of each column, and rows with names and cells. */
export interface Grid {
	readonly pages: string[];
	readonly columns: string[][];
	rows(): Iterable<{ readonly names: string[]; readonly cells: string[] }>;
}

export const gridOf = (view: View, choice: ReadonlyMap<ViewAxis, number>): Grid => {
	const columns = product(view.columns);
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
	return {
		pages: view.pages.map((axis) => axis.nameOf(choice.get(axis) ?? -1)),
		columns: columns.map((column) => names(view.columns, column)),
		*rows() {
			for (const row of product(view.rows)) {
				const cells = columns.map((column) => {
					const { coordinates, item } = locate(row, column);
					return item === undefined ? '' : view.module.text(coordinates, item);
				});
				yield { names: names(view.rows, row), cells };
			}
		},
	};
};

/** CSV of a grid: the page selections if there are any, one line per column dimension, then the rows (reference anaplan 11). */
export function* gridLines(view: View, grid: Grid): Iterable<string> {
	if (grid.pages.length > 0) yield csvLine(grid.pages);
	const margin = view.rows.map(() => '');
	for (const at of view.columns.keys()) yield csvLine([...margin, ...grid.columns.map((column) => column[at] ?? '')]);
	for (const { names, cells } of grid.rows()) yield csvLine([...names, ...cells]);
}
