import type { FileDefinition, ImportDefinition, LineItemDefinition, ListDefinition, ModuleDefinition } from './types';

const LINE_ITEMS: Readonly<Record<string, LineItemDefinition['format'] | { readonly list: string }>> = {
	Ledger: 'TEXT', Entry: 'TEXT', 'Line Number': 'TEXT', Part: 'TEXT', Stamp: 'TEXT', 'Account Code': 'TEXT', Account: { list: 'GL Accounts' }, 'Cost Centre': { list: 'Departments' },
	Company: 'TEXT', Site: 'TEXT', Period: 'TIME_ENTITY', Date: 'DATE', Currency: 'TEXT', Partner: 'TEXT', Description: 'TEXT', Amount: 'NUMBER',
};

const COLUMNS = Object.keys(LINE_ITEMS);
const FILE = { id: '113000000026', name: 'Entry_Lines.csv' };

export const CLOSE_LISTS: readonly ListDefinition[] = [{ id: '101000000024', name: 'Entry Lines' }];

/** Lines of journal entries, split by their analysis, with what leads back to the entry. */
export const CLOSE_MODULES: readonly ModuleDefinition[] = [{
	id: '102000000015', name: 'GL31 Entry Lines', dimensions: ['Entry Lines'],
	lineItems: Object.entries(LINE_ITEMS).map(([name, format]) => (typeof format === 'string' ? { name, format } : { name, format: 'ENTITY', list: format.list })),
}];

export const CLOSE_FILES: readonly FileDefinition[] = [{ ...FILE, headerNames: ['Line', ...COLUMNS] }];

export const CLOSE_IMPORTS: readonly ImportDefinition[] = [
	{ id: '112000000038', name: `Entry Lines list from ${FILE.name}`, fileId: FILE.id, importType: 'HIERARCHY_DATA', list: 'Entry Lines', code: 'Line', itemName: 'Line' },
	{
		id: '112000000039', name: `GL31 Entry Lines from ${FILE.name}`, fileId: FILE.id, importType: 'MODULE_DATA', module: 'GL31 Entry Lines',
		dimensions: { 'Entry Lines': 'Line' }, lineItems: Object.fromEntries(COLUMNS.map((column) => [column, column])),
	},
];
