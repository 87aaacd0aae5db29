import { valueOf } from '../data/record';
import { collated } from '../data/store';
import { inquiryRow, type Inquiry } from './inquiry';

/** Stock of one item; without an item there are no rows. Rows do not repeat the item (reference acumatica 5.3). */
export const inventorySummary: Inquiry = (world, parameters) => {
	const item = collated(parameters.get('InventoryID') ?? '');
	if (item === '') return { rows: [] };
	const filters = ['WarehouseID', 'LocationID'].map((name) => [name, collated(parameters.get(name) ?? '')] as const).filter(([, value]) => value !== '');
	const rows = world.database.store('InventorySummaryRow').list()
		.filter((row) => collated(valueOf(row, 'InventoryID')) === item && filters.every(([name, value]) => collated(valueOf(row, name)) === value))
		.map(({ values: { InventoryID: _, ...values } }) => inquiryRow(values));
	return { rows };
};
