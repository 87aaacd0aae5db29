import { FatalError } from '../../core/errors';
import { columnNames } from './column-names';
import type { Named } from './metadata';
import { SYSTEM } from './refusals';
import type { Sheet, SheetLine } from './view-sheet';
import { isLineItems } from './views';

/**
 * What one row of the result stands for:
 * - `records`: one combination of items, with a value per line item, whatever the layout of the view;
 * - `rows`: one row of the view, with a value per column of the view;
 * - `cells`: one cell, with every dimension and one value.
 */
export type ViewShape = 'records' | 'rows' | 'cells';

export interface ShapeRequest {
	readonly shape: ViewShape;
	/** All dimensions in the order in which they are wanted. */
	readonly dimensions: readonly Named[];
	/** Those on the columns of the view, for `rows`. */
	readonly viewColumns: readonly Named[];
	/** Rows whose values are all blank: nothing, zero or false, which is the same to Anaplan. */
	readonly blankRows: 'leaveOut' | 'keep';
	/** Item name → code, per id of a dimension; each adds a column. */
	readonly codes?: ReadonlyMap<string, { get(name: string): string }>;
}

type Rows = ReadonlyArray<readonly string[]>;

export interface ShapedTable {
	readonly columns: readonly string[];
	/** Batches of rows with one text per column. Can be read once. */
	readonly rows: AsyncIterable<Rows>;
}

const VALUE = 'Value';
/** Beyond this a table cannot be turned round in memory; other shapes are streamed. */
const CELLS_TO_TURN = 1_000_000;
const BATCH = 1_000;

const isBlank = (value: string): boolean => value === '' || value === 'false' || /^-?0+(?:[.,]0+)?$/.test(value);

/** Where the item of a dimension is found: in the names of a line, or in the names of a column. */
interface Place {
	readonly of: 'line' | 'column';
	readonly at: number;
}

const placeIn = (sheet: Sheet, { id }: Named): Place | undefined => {
	const at = sheet.along.findIndex((dimension) => dimension.id === id);
	if (at >= 0) return { of: 'line', at };
	const column = sheet.across.findIndex((dimension) => dimension.id === id);
	return column >= 0 ? { of: 'column', at: column } : undefined;
};

const itemAt = (place: Place, line: SheetLine, column: readonly string[]): string => (place.of === 'line' ? line.names : column)[place.at] ?? '';

const union = (...lists: ReadonlyArray<readonly Named[]>): Named[] => {
	const all = new Map<string, Named>();
	for (const dimension of lists.flat()) if (!all.has(dimension.id)) all.set(dimension.id, dimension);
	return [...all.values()];
};

const ACROSS: Readonly<Record<ViewShape, (all: readonly Named[], request: ShapeRequest) => readonly Named[]>> = {
	records: (all) => all.filter(isLineItems),
	rows: (all, { viewColumns }) => all.filter(({ id }) => viewColumns.some((column) => column.id === id)),
	cells: () => [],
};

interface Plan {
	readonly along: readonly Named[];
	readonly alongPlaces: readonly Place[];
	readonly acrossPlaces: readonly Place[];
}

const planOf = (sheet: Sheet, request: ShapeRequest): Plan => {
	const all = union(request.dimensions, sheet.along, sheet.across).filter((dimension) => placeIn(sheet, dimension));
	const across = ACROSS[request.shape](all, request);
	const along = all.filter((dimension) => !across.includes(dimension));
	const places = (dimensions: readonly Named[]): Place[] => dimensions.flatMap((dimension) => placeIn(sheet, dimension) ?? []);
	return { along, alongPlaces: places(along), acrossPlaces: places(across) };
};

const JOINT = ' / ';

/** Collects cells under one row and one member each. */
class Turntable {
	readonly members: string[] = [];
	private readonly indexes = new Map<string, number>();
	private readonly rows = new Map<string, { readonly names: readonly string[]; readonly values: string[] }>();
	private cells = 0;

	put(names: readonly string[], member: string, value: string): void {
		this.cells += 1;
		if (this.cells > CELLS_TO_TURN) {
			throw new FatalError({
				system: SYSTEM, operation: 'bring the view into the chosen shape', said: `it has more than ${CELLS_TO_TURN.toLocaleString('en')} cells, too many to turn rows into columns`,
				remedy: 'Choose the shape "One per Cell", choose page items, or put the line items on the columns of the view.',
			});
		}
		const key = JSON.stringify(names);
		const row = this.rows.get(key) ?? { names, values: [] };
		this.rows.set(key, row);
		const at = this.indexOf(member);
		if (row.values[at] !== undefined) {
			throw new FatalError({
				system: SYSTEM, operation: 'bring the view into the chosen shape', said: `two cells stand at the same place: ${[...names, member].join(', ')}. Items of a dimension bear the same name`,
				remedy: 'Choose the shape "One per Cell", which puts nothing together, or give the items different names in the model.',
			});
		}
		row.values[at] = value;
	}

	*lines(): Generator<{ names: readonly string[]; values: readonly string[] }> {
		for (const { names, values } of this.rows.values()) yield { names, values: this.members.map((_member, at) => values[at] ?? '') };
	}

	private indexOf(member: string): number {
		const known = this.indexes.get(member);
		if (known !== undefined) return known;
		this.indexes.set(member, this.members.length);
		return this.members.push(member) - 1;
	}
}

interface Filled {
	readonly names: readonly string[];
	readonly values: readonly string[];
}

interface Values {
	readonly members: readonly string[];
	readonly filled: AsyncIterable<readonly Filled[]>;
}

/** Columns of a sheet that become one row, and which value each of their cells is. */
interface Group {
	readonly column: readonly string[];
	readonly cells: Array<readonly [cell: number, member: number]>;
	/** How often a name came: columns of the same name stay apart. */
	readonly seen: Map<string, number>;
}

/** Needs no memory: everything that belongs into one row stands in one line of the sheet. */
const streamed = (sheet: Sheet, { alongPlaces, acrossPlaces }: Plan): Values => {
	const columnPlaces = alongPlaces.filter(({ of }) => of === 'column');
	const members: string[] = [];
	const indexes = new Map<string, number>();
	const indexOf = (name: string, occurrence: number): number => {
		const key = JSON.stringify([name, occurrence]);
		const known = indexes.get(key) ?? members.push(name) - 1;
		indexes.set(key, known);
		return known;
	};
	const groups = new Map<string, Group>();
	sheet.columns.forEach((column, cell) => {
		const key = JSON.stringify(columnPlaces.map(({ at }) => column[at]));
		const group = groups.get(key) ?? { column, cells: [], seen: new Map<string, number>() };
		groups.set(key, group);
		const name = acrossPlaces.map(({ at }) => column[at] ?? '').join(JOINT);
		const occurrence = group.seen.get(name) ?? 0;
		group.seen.set(name, occurrence + 1);
		group.cells.push([cell, indexOf(name, occurrence)]);
	});
	const filled = async function* (): AsyncGenerator<readonly Filled[]> {
		for await (const batch of sheet.lines) {
			yield batch.flatMap((line) => [...groups.values()].map(({ column, cells }) => {
				const values = members.map(() => '');
				for (const [cell, member] of cells) values[member] = line.cells[cell] ?? '';
				return { names: alongPlaces.map((place) => itemAt(place, line, column)), values };
			}));
		}
	};
	return { members, filled: filled() };
};

const turned = async (sheet: Sheet, { alongPlaces, acrossPlaces }: Plan): Promise<Values> => {
	const table = new Turntable();
	for await (const batch of sheet.lines) {
		for (const line of batch) {
			sheet.columns.forEach((column, at) => table.put(
				alongPlaces.map((place) => itemAt(place, line, column)), acrossPlaces.map((place) => itemAt(place, line, column)).join(JOINT), line.cells[at] ?? '',
			));
		}
	}
	const filled = async function* (): AsyncGenerator<readonly Filled[]> {
		let batch: Filled[] = [];
		for (const row of table.lines()) {
			batch.push(row);
			if (batch.length < BATCH) continue;
			yield batch;
			batch = [];
		}
		if (batch.length > 0) yield batch;
	};
	return { members: table.members, filled: filled() };
};

/**
 * The same table whatever the layout of the source.
 *
 * **Every cell keeps all its coordinates.** A cell of a sheet is named by its line and its column; each of these items
 * goes either into the row (`along`) or into the name of the value (`across`), and no dimension is in both or in none.
 * So two sheets that hold the same cells give the same rows, in the order of the source.
 *
 * Streamed wherever the dimensions that become members stand on the columns of the sheet. Where they do not, rows have to
 * be collected first, up to a million cells.
 */
export const shapeSheet = async (sheet: Sheet, request: ShapeRequest): Promise<ShapedTable> => {
	const plan = planOf(sheet, request);
	const { members, filled } = plan.acrossPlaces.every(({ of }) => of === 'column') ? streamed(sheet, plan) : await turned(sheet, plan);
	const coded = plan.along.map(({ id }) => request.codes?.get(id));
	const dimensionNames = plan.along.flatMap(({ name }, at) => (coded[at] ? [name, `${name} code`] : [name]));
	const rows = async function* (): AsyncGenerator<Rows> {
		for await (const batch of filled) {
			const kept = request.blankRows === 'keep' ? batch : batch.filter(({ values }) => !values.every(isBlank));
			if (kept.length === 0) continue;
			yield kept.map(({ names, values }) => [...names.flatMap((name, at) => (coded[at] ? [name, coded[at]?.get(name) ?? ''] : [name])), ...values]);
		}
	};
	return { columns: columnNames(dimensionNames, members.map((member) => member || VALUE)), rows: rows() };
};
