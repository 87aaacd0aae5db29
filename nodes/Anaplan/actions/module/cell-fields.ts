import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { VERSIONS_ID, type LineItem, type Named } from '../../../../src/systems/anaplan';
import { cellText } from '../../../shared/data/cell-text';
import { fieldsOf } from '../../../shared/data/origin';

/** Keys of mapped columns: ids, because names of line items hold quotes and brackets, which the editor cannot have in a path. */
export const DIMENSION_KEY = 'dimension:';
export const LINE_ITEM_KEY = 'lineItem:';

/** What an input item says about cells: where they stand, and their values. */
export interface CellFields {
	/** Id of a dimension → what the item gives for it. */
	readonly places: ReadonlyMap<string, unknown>;
	/** Id of a line item → its value. */
	readonly values: ReadonlyMap<string, unknown>;
	readonly unknown: readonly string[];
}

export interface Shape {
	readonly lineItems: readonly LineItem[];
	readonly dimensions: readonly Named[];
}

/** The dimension is called Version in one vendor text and Versions in another (reference anaplan 11). */
const namesOf = ({ id, name }: Named): readonly string[] => (id === VERSIONS_ID ? [name, 'Version', 'Versions'] : [name]);

type Place = { readonly kind: 'dimension' | 'lineItem'; readonly id: string };

/** Where a key or a field belongs. A dimension comes before a line item of the same name; the key of a column tells them apart. */
const placeOf = ({ lineItems, dimensions }: Shape, field: string): Place | undefined => {
	const dimension = dimensions.find((one) => field === DIMENSION_KEY + one.id || namesOf(one).includes(field));
	if (dimension) return { kind: 'dimension', id: dimension.id };
	const lineItem = lineItems.find(({ id, name }) => field === LINE_ITEM_KEY + id || field === name);
	return lineItem && { kind: 'lineItem', id: lineItem.id };
};

interface Columns {
	readonly mappingMode?: string;
	readonly value?: IDataObject | null;
}

const columnsAt = (context: IExecuteFunctions, itemIndex: number): Columns => context.getNodeParameter('columns', itemIndex, {}) as Columns;

/** How to map is the same for all items; only mapped values are asked for item by item. */
const fieldsOfItems = (context: IExecuteFunctions): IDataObject[] => {
	const isMapped = columnsAt(context, 0).mappingMode === 'defineBelow';
	return context.getInputData().map(({ json }, itemIndex) => (isMapped ? (columnsAt(context, itemIndex).value ?? {}) : fieldsOf(json)));
};

/** Every input item by the fields of the panel, or automatically by the names of its own fields. Null and missing say nothing. */
export const cellFields = (context: IExecuteFunctions, shape: Shape): CellFields[] => {
	const known = new Map<string, Place | undefined>();
	return fieldsOfItems(context).map((fields) => {
		const places = new Map<string, unknown>();
		const values = new Map<string, unknown>();
		const unknown: string[] = [];
		for (const [field, value] of Object.entries(fields)) {
			if (!known.has(field)) known.set(field, placeOf(shape, field));
			const place = known.get(field);
			if (!place) unknown.push(field);
			else if (value !== null && value !== undefined) (place.kind === 'dimension' ? places : values).set(place.id, value);
		}
		return { places, values, unknown };
	});
};

/** What an item gives for the dimensions, as people call them. */
export const placesByName = ({ dimensions }: Shape, { places }: CellFields): IDataObject =>
	Object.fromEntries(dimensions.filter(({ id }) => places.has(id)).map(({ id, name }) => [name, cellText(places.get(id)) ?? null]));
