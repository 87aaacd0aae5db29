import { cellMark, cellTooLarge, cellValue, findDimensionItems, type AnaplanClient, type CellDraft, type CellPlace, type FoundItem, type LineItem, type ModelRef, type Named } from '../../../../src/systems/anaplan';
import { cellText } from '../../../shared/data/cell-text';
import type { CellFields } from './cell-fields';

export type ItemsBy = 'auto' | 'itemCode' | 'itemName' | 'itemId';

/** The cells of one input item, or why none of them is sent. */
export interface ItemCells {
	readonly cells: readonly CellDraft[];
	readonly problems: readonly string[];
}

export interface ModuleCells {
	readonly target: ModelRef;
	readonly lineItems: readonly LineItem[];
	/** Dimensions by the id of the line item. */
	readonly dimensions: ReadonlyMap<string, readonly Named[]>;
	readonly itemsBy: ItemsBy;
}

type Find = (dimension: Named, text: string) => CellPlace | { readonly problem: string };

/** Looks up all items of all dimensions before the first cell is written: a mistyped one is then told by its name. */
const finder = async (client: AnaplanClient, { target, dimensions, itemsBy }: ModuleCells, fields: readonly CellFields[]): Promise<Find> => {
	if (itemsBy !== 'auto') return ({ id }, item) => ({ dimensionId: id, by: itemsBy, item });
	const found = new Map<string, ReadonlyMap<string, FoundItem>>();
	for (const [lineItemId, own] of dimensions) {
		for (const dimension of own) {
			if (found.has(dimension.id)) continue;
			const texts = fields.flatMap(({ places }) => cellText(places.get(dimension.id)) ?? []);
			found.set(dimension.id, await findDimensionItems(client.modules, target, lineItemId, dimension, texts));
		}
	}
	return (dimension, text) => {
		const item = found.get(dimension.id)?.get(text) ?? { problem: `${dimension.name} has no item ${JSON.stringify(text)}` };
		return 'problem' in item ? item : { dimensionId: dimension.id, by: 'itemId', item: item.id };
	};
};

const placesOf = (dimensions: readonly Named[], fields: CellFields, find: Find, problems: Set<string>): CellPlace[] =>
	dimensions.flatMap((dimension) => {
		const text = cellText(fields.places.get(dimension.id));
		if (text === undefined) problems.add(`${dimension.name}: the value is neither text nor a number that can be written exactly; send it as text`);
		else if (text === '') problems.add(`no item of ${dimension.name} is given`);
		else {
			const place = find(dimension, text);
			if (!('problem' in place)) return [place];
			problems.add(place.problem);
		}
		return [];
	});

const cellsOf = ({ lineItems, dimensions }: ModuleCells, fields: CellFields, find: Find): ItemCells => {
	const problems = new Set<string>();
	const cells = lineItems.filter(({ id }) => fields.values.has(id)).flatMap((lineItem): CellDraft[] => {
		const text = cellText(fields.values.get(lineItem.id));
		const value = text === undefined ? { problem: 'the value is neither text nor a number that can be written exactly; send it as text' } : cellValue(text, lineItem.dataType);
		const places = placesOf(dimensions.get(lineItem.id) ?? [], fields, find, problems);
		if ('problem' in value) {
			problems.add(`${lineItem.name}: ${value.problem}`);
			return [];
		}
		const cell = { lineItemId: lineItem.id, places, json: value.json };
		if (cellTooLarge(cell)) problems.add(`${lineItem.name}: the value is larger than the 15 MB that fit into one call`);
		return [cell];
	});
	if (cells.length === 0 && problems.size === 0) problems.add('there is no value for any line item');
	return { cells, problems: [...problems] };
};

/** Two values for one cell: nobody could say which one would win. The first is written. */
const withoutTwins = (all: readonly ItemCells[]): ItemCells[] => {
	const seen = new Map<string, { json: string; item: number }>();
	return all.map((own, item) => {
		if (own.problems.length > 0) return own;
		const twins = own.cells.flatMap((cell) => {
			const before = seen.get(cellMark(cell));
			return before && before.json !== cell.json ? [`input item ${before.item + 1} writes another value into the same cell`] : [];
		});
		if (twins.length > 0) return { cells: [], problems: [...new Set(twins)] };
		for (const cell of own.cells) if (!seen.has(cellMark(cell))) seen.set(cellMark(cell), { json: cell.json, item });
		return own;
	});
};

/** One entry per input item. An item with any problem is not sent at all, so that it is written as a whole or not by us. */
export const cellDrafts = async (client: AnaplanClient, module: ModuleCells, fields: readonly CellFields[]): Promise<ItemCells[]> => {
	const find = await finder(client, module, fields);
	return withoutTwins(fields.map((own) => cellsOf(module, own, find)));
};
