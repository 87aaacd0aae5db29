import { FatalError } from '../../core/errors';
import type { Named } from './metadata';
import { SYSTEM } from './refusals';
import { LINE_ITEMS, sheetOfFlat, type FlatLayout, type Sheet, type SheetLine } from './view-sheet';

type Records = AsyncIterable<ReadonlyArray<readonly string[]>>;

/** In this form the line item is a column like a dimension, and there is one value. */
const ONE_VALUE = /^TABULAR_SINGLE/;

/** The last column is the value, the one before names the line item. */
const withLineItemColumn = (dimensions: ReadonlyArray<Named | undefined>): ReadonlyArray<Named | undefined> =>
	dimensions.map((dimension, at) => (at === dimensions.length - 2 ? LINE_ITEMS : dimension));

const layoutOf = (header: readonly string[], dimensions: ReadonlyArray<Named | undefined>, exportType: string): FlatLayout => {
	const all = ONE_VALUE.test(exportType) && header.length >= 2 ? withLineItemColumn(dimensions) : dimensions;
	return { dimensions: all, values: header.filter((_name, at) => all[at] === undefined) };
};

/**
 * Which column is which: a dimension of the view stands first in the file, so the first column that bears its name is
 * the dimension, and a line item of the same name is the second one.
 */
export const layoutByName = (header: readonly string[], dimensions: readonly Named[], exportType: string): FlatLayout => {
	const open = new Map(dimensions.map((dimension) => [dimension.name, dimension]));
	const found = header.map((name) => {
		const dimension = open.get(name);
		open.delete(name);
		return dimension;
	});
	return layoutOf(header, found, exportType);
};

/** The definition of an export says which list a column names (reference anaplan 7); a list that comes twice is told apart by the header. */
export const layoutByLists = (header: readonly string[], listNames: readonly string[], exportType: string): FlatLayout => {
	const dimensions = header.map((column, at): Named | undefined => {
		const list = listNames[at] ?? '';
		if (list === '') return undefined;
		const isOnly = listNames.filter((other) => other === list).length === 1;
		return { id: `${at}:${list}`, name: isOnly ? list : column };
	});
	return layoutOf(header, dimensions, exportType);
};

/** Rows of one item of a page dimension, by the name of the item or, where a file holds codes, by its code. */
export interface KeptItem {
	readonly dimension: Named;
	readonly item: { readonly name: string; readonly code: string };
}

const SHOWN = 20;

const noneKept = ({ dimension, item }: KeptItem, seen: ReadonlySet<string>): FatalError => new FatalError({
	system: SYSTEM, operation: 'choose the pages', said: `Invalid page selector [${dimension.name}]: no row is about ${JSON.stringify(item.name)}`,
	remedy: `There is: ${[...seen].map((name) => JSON.stringify(name)).join(', ')}${seen.size === SHOWN ? ', …' : ''}.`,
});

/**
 * A flat table holds all pages; what was not chosen is left out here.
 * @param strict an item that no row is about is an error: nothing else has checked that it exists
 */
const keeping = async function* (sheet: Sheet, kept: readonly KeptItem[], strict: boolean): AsyncGenerator<readonly SheetLine[]> {
	const checks = kept.map((wanted) => ({ wanted, at: sheet.along.findIndex(({ id }) => id === wanted.dimension.id), found: false, seen: new Set<string>() }));
	for await (const batch of sheet.lines) {
		yield batch.filter(({ names }) => checks.filter((check) => {
			const name = names[check.at] ?? '';
			const fits = name === check.wanted.item.name || (check.wanted.item.code !== '' && name === check.wanted.item.code);
			check.found ||= fits;
			if (check.seen.size < SHOWN) check.seen.add(name);
			return !fits;
		}).length === 0);
	}
	const missed = checks.find(({ found, seen }) => !found && seen.size > 0);
	if (strict && missed) throw noneKept(missed.wanted, missed.seen);
};

export interface FlatTable {
	readonly header: readonly string[];
	readonly layout: FlatLayout;
	readonly records: Records;
}

/** A flat file as a sheet, without the rows of other pages. */
export const flatSheet = ({ layout, records }: FlatTable, kept: readonly KeptItem[], strict: boolean): Sheet => {
	const sheet = sheetOfFlat(layout, records);
	return kept.length === 0 ? sheet : { ...sheet, lines: keeping(sheet, kept, strict) };
};

/**
 * A dimension that has no column: nothing tells which item a row is about. A large read takes no page selector, so its rows are
 * not those of the chosen item because that was chosen. Only an item that is the only one is added to every row.
 *
 * @param kept chosen items without another beside them
 */
export const withMissing = (sheet: Sheet, missing: readonly Named[], kept: readonly KeptItem[], what: string): Sheet => {
	if (missing.length === 0) return sheet;
	const names = missing.map((dimension) => {
		const chosen = kept.find((each) => each.dimension.id === dimension.id);
		if (chosen) return chosen.item.name;
		throw new FatalError({
			system: SYSTEM, operation: `read ${what}`, said: `the answer has no column for the dimension ${JSON.stringify(dimension.name)}`,
			remedy: 'Read the view directly with its items under Pages, use an export action, or choose the large form Tabular Multiple Column.',
		});
	});
	const lines = async function* (): AsyncGenerator<readonly SheetLine[]> {
		for await (const batch of sheet.lines) yield batch.map((line) => ({ names: [...line.names, ...names], cells: line.cells }));
	};
	return { ...sheet, along: [...sheet.along, ...missing], lines: lines() };
};
