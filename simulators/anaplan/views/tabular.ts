import { csvLine, type CsvFormat } from '../engine/csv-text';
import type { LineItem, ModuleStore } from '../engine/module-store';

export type TabularType = 'TABULAR_MULTI_COLUMN' | 'TABULAR_SINGLE_COLUMN';

export interface TabularOptions {
	readonly type: TabularType;
	readonly labels: 'name' | 'code';
	readonly omitEmptyRows: boolean;
	readonly format: CsvFormat;
}

export const tabularHeader = (module: ModuleStore, type: TabularType): string[] => [
	...module.dimensions.map((dimension) => dimension.name),
	...(type === 'TABULAR_MULTI_COLUMN' ? module.lineItems.map((item) => item.definition.name) : ['Line items', 'Value']),
];

/** Every combination of items, the last dimension running fastest; or only those that hold something, in the same order. */
function* combinations(module: ModuleStore, onlyFilled: boolean): Iterable<readonly number[]> {
	if (onlyFilled) {
		const filled: Array<readonly number[]> = [];
		for (const { coordinates, row } of module.rows()) {
			if (module.lineItems.some((item) => module.at(row, item.column) !== undefined)) filled.push(coordinates);
		}
		filled.sort((a, b) => {
			const at = a.findIndex((index, i) => index !== b[i]);
			return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
		});
		yield* filled;
		return;
	}
	yield* product(module, 0, []);
}

function* product(module: ModuleStore, at: number, prefix: readonly number[]): Iterable<readonly number[]> {
	const dimension = module.dimensions[at];
	if (dimension === undefined) {
		yield prefix;
		return;
	}
	for (const index of dimension.indexes()) yield* product(module, at + 1, [...prefix, index]);
}

/** One module as flat text, line by line, without its header. */
export function* tabularLines(module: ModuleStore, options: TabularOptions): Iterable<string> {
	const { type, labels, omitEmptyRows, format } = options;
	const cell = (coordinates: readonly number[], item: LineItem): string => module.text(coordinates, item, labels);
	for (const coordinates of combinations(module, omitEmptyRows)) {
		const names = coordinates.map((index, at) => {
			const dimension = module.dimensions[at];
			return (labels === 'code' ? dimension?.codeOf(index) : '') || (dimension?.nameOf(index) ?? '');
		});
		if (type === 'TABULAR_MULTI_COLUMN') {
			yield csvLine([...names, ...module.lineItems.map((item) => cell(coordinates, item))], format);
		} else {
			for (const item of module.lineItems) yield csvLine([...names, item.definition.name, cell(coordinates, item)], format);
		}
	}
}
