import { csvLine, type CsvFormat } from '../engine/csv-text';
import type { Dimension } from '../engine/dimension';
import { LINE_ITEMS } from '../engine/model-state';
import type { LineItem } from '../engine/module-store';
import type { View, ViewAxis } from './grid';

export type TabularType = 'TABULAR_MULTI_COLUMN' | 'TABULAR_SINGLE_COLUMN';

export const isTabular = (type: string | null): type is TabularType => type === 'TABULAR_MULTI_COLUMN' || type === 'TABULAR_SINGLE_COLUMN';

export interface TabularOptions {
	readonly type: TabularType;
	readonly labels: 'name' | 'code';
	readonly omitEmptyRows: boolean;
	readonly format: CsvFormat;
}

const axesOf = (view: View): readonly ViewAxis[] => [...view.rows, ...view.columns, ...view.pages];

/** The dimensions of the module, in the module's order, with the items that the view shows of each. */
export const dimensionsOf = (view: View): ReadonlyArray<{ readonly dimension: Dimension; readonly axis: ViewAxis }> => {
	const axes = axesOf(view);
	return view.module.dimensions.flatMap((dimension) => {
		const axis = axes.find((one) => one.id === dimension.id);
		return axis === undefined ? [] : [{ dimension, axis }];
	});
};

/** The line items that the view shows; all of them when they stand on no axis. */
export const lineItemsOf = (view: View): readonly LineItem[] => {
	const axis = axesOf(view).find((one) => one.id === LINE_ITEMS.id);
	if (axis === undefined) return view.module.lineItems;
	return [...axis.indexes()].flatMap((index) => view.module.lineItems[index] ?? []);
};

export const tabularHeader = (view: View, type: TabularType): string[] => [
	...dimensionsOf(view).map(({ axis }) => axis.name),
	...(type === 'TABULAR_MULTI_COLUMN' ? lineItemsOf(view).map((item) => item.definition.name) : [LINE_ITEMS.name, 'Value']),
];

/** Every shown combination of items, the last dimension running fastest; or only those that hold something, in the same order. */
function* combinations(view: View, onlyFilled: boolean): Iterable<readonly number[]> {
	const { module } = view;
	const axes = dimensionsOf(view).map(({ axis }) => axis);
	if (!onlyFilled || module.definition.generated === true) {
		yield* product(axes, 0, []);
		return;
	}
	const shown = axes.map((axis) => (axis.whole ? undefined : new Set(axis.indexes())));
	const items = lineItemsOf(view);
	const filled: Array<readonly number[]> = [];
	for (const { coordinates, row } of module.rows()) {
		if (!coordinates.every((index, at) => shown[at]?.has(index) ?? true)) continue;
		if (items.some((item) => module.at(row, item.column) !== undefined)) filled.push(coordinates);
	}
	filled.sort((a, b) => {
		const at = a.findIndex((index, i) => index !== b[i]);
		return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
	});
	yield* filled;
}

function* product(axes: readonly ViewAxis[], at: number, prefix: readonly number[]): Iterable<readonly number[]> {
	const axis = axes[at];
	if (axis === undefined) {
		yield prefix;
		return;
	}
	for (const index of axis.indexes()) yield* product(axes, at + 1, [...prefix, index]);
}

/** The lines of one combination: one, or one for each line item. */
export const tabularRow = (view: View, options: Omit<TabularOptions, 'omitEmptyRows'>): ((coordinates: readonly number[]) => string[]) => {
	const { type, labels, format } = options;
	const { module } = view;
	const items = lineItemsOf(view);
	return (coordinates) => {
		const names = coordinates.map((index, at) => {
			const dimension = module.dimensions[at];
			return (labels === 'code' ? dimension?.codeOf(index) : '') || (dimension?.nameOf(index) ?? '');
		});
		const cell = (item: LineItem): string => module.text(coordinates, item, labels);
		return type === 'TABULAR_MULTI_COLUMN'
			? [csvLine([...names, ...items.map(cell)], format)]
			: items.map((item) => csvLine([...names, item.definition.name, cell(item)], format));
	};
};

/** One view as flat text, line by line, without its header. All its pages are in it. */
export function* tabularLines(view: View, options: TabularOptions): Iterable<string> {
	const row = tabularRow(view, options);
	for (const coordinates of combinations(view, options.omitEmptyRows)) yield* row(coordinates);
}
