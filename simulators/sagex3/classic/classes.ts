import { columnKind, tableNamed, TABLES, type TableDefinition } from '../contract/tables';
import type { FolderDefinition } from '../model/types';
import { listed, type SwitchValues } from '../switches';

/** A class with its representation: what one facet shows of a table (reference sage-x3 8.1, 8.4). */
export interface ClassicClass {
	readonly name: string;
	readonly representation: string;
	readonly table: string;
	readonly definition: TableDefinition;
	/** Columns that the facets show, the customer's own among them. */
	readonly columns: readonly string[];
}

const pairs = (text: string): ReadonlyMap<string, string> => new Map(listed(text).map((one) => {
	const [from = '', to = ''] = one.split('=');
	return [from, to];
}));

/** `DES` is behind the names and titles of other columns; it is a column of its own where the table has no other. */
const SHADOWED: Readonly<Record<string, string>> = { COMPANY: 'CPYNAM', FACILITY: 'FCYNAM', BPARTNER: 'BPRNAM', BPSUPPLIER: 'BPSNAM' };

export const classOf = (table: string, folder: FolderDefinition, values: SwitchValues): ClassicClass => {
	const definition = tableNamed(table);
	const hidden = listed(values.hidden);
	const own = folder.customFields.filter(({ type }) => CUSTOM_TABLES[type] === table).map(({ column }) => column);
	const name = pairs(values.classes).get(table) ?? table;
	return {
		name, representation: pairs(values.representations).get(table) ?? name, table, definition,
		columns: [...definition.columns, ...own].filter((column) => !hidden.includes(`${table}.${column}`)
			&& !(column === 'DES' && SHADOWED[table] !== undefined)),
	};
};

const CUSTOM_TABLES: Readonly<Record<string, string>> = { Account: 'GACCOUNT', JournalEntry: 'GACCENTRY', JournalEntryLine: 'GACCENTRYD',
	Supplier: 'BPSUPPLIER', PurchaseOrder: 'PORDER', Dimension: 'CACCE' };

/** The class of that name. `SLOTS` is none: indexed columns have no class. */
export const classNamed = (name: string, folder: FolderDefinition, values: SwitchValues): ClassicClass | undefined =>
	Object.keys(TABLES).filter((table) => table !== 'SLOTS').map((table) => classOf(table, folder, values)).find((one) => one.name === name);

/** Column behind the title of a record that is named. */
export const titleColumn = (table: string): string => SHADOWED[table] ?? 'DES';

/** `$prototypes`: what metadata tell of a class. */
export const prototypeOf = ({ representation, columns, definition }: ClassicClass): Readonly<Record<string, unknown>> => ({
	$representation: representation,
	$properties: Object.fromEntries(columns.map((column) => [column, {
		$type: { int: 'integer', menu: 'integer', decimal: 'decimal', date: 'date', stamp: 'datetime', text: 'string' }[columnKind(column)],
		...(definition.key.includes(column) ? { $isMandatory: true } : {}),
	}])),
});
