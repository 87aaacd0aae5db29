import type { Company } from '../company';
import type { TableName } from '../names';
import { SageFault } from '../port';
import { ALWAYS } from '../read/conditions';
import { keyId, Table, type Values } from '../read/table';

/**
 * Lines by the key of their document. From the table of lines where Sage gives an object for it; else document by document through
 * the header's own `oLines`, which every release has (reference sage-100 2).
 */
export const linesOf = (company: Company, headers: TableName, lines: TableName, keys: ReadonlyArray<readonly string[]>): Map<string, Values[]> => {
	const byDocument = new Map<string, Values[]>(keys.map((key) => [keyId(key), []]));
	const table = lineTable(company, lines);
	if (table === undefined) {
		for (const key of keys) byDocument.get(keyId(key))?.push(...linesThrough(company, headers, lines, key));
		return byDocument;
	}
	const width = company.settings.names[headers].key.length;
	const by = table.names.key.slice(0, width);
	for (const { key, values } of table.among(table.columns.roles(), by, keys)) byDocument.get(keyId(key.slice(0, width)))?.push(values);
	return byDocument;
};

const lineTable = (company: Company, lines: TableName): Table | undefined => {
	try {
		return company.table(lines);
	} catch (error) {
		if (error instanceof SageFault && error.more.sage?.method === 'NewObject') return undefined;
		throw error;
	}
};

const linesThrough = (company: Company, headers: TableName, lines: TableName, key: readonly string[]): Values[] => {
	const header = company.table(headers);
	if (!header.byKeys([], [key]).has(keyId(key))) return [];
	header.position(key);
	const own = new Table(header.object.child('oLines'), company.settings.names[lines], company.settings);
	return own.walk(own.columns.roles(), ALWAYS, undefined, ({ values }) => values);
};

