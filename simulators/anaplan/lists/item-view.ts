import { csvLine } from '../engine/csv-text';
import type { ListStore } from '../engine/list-store';

/** One item as `GET …/items` shows it; with includeAll also its properties and subsets (reference anaplan 9). */
export const itemView = (list: ListStore, index: number, includeAll: boolean): Record<string, unknown> => {
	const item = list.item(index);
	const parent = item?.parent ?? -1;
	return {
		id: list.idOf(index), name: item?.name ?? '', ...(item?.code ? { code: item.code } : {}),
		...(parent >= 0 && list.has(parent) ? { parent: list.nameOf(parent), parentId: list.idOf(parent) } : {}),
		...(includeAll ? {
			listId: list.id, listName: list.name,
			properties: Object.fromEntries(list.propertyNames.map((name, at) => [name, item?.properties[at] ?? ''])),
			subsets: Object.fromEntries((list.definition.subsets ?? []).map(({ name }) => [name, item?.subsets?.has(name) === true])),
		} : {}),
	};
};

const FIRST_COLUMNS = ['Id', 'Name', 'Code', 'Parent'] as const;

/** Header of the CSV form: the fixed columns, then subsets, then properties (reference anaplan 9). */
export const itemColumns = (list: ListStore, spelling: 'capital' | 'small'): string[] => [
	...(spelling === 'capital' ? FIRST_COLUMNS : FIRST_COLUMNS.map((name) => name.toLowerCase())),
	...(list.definition.subsets ?? []).map(({ name }) => name), ...list.propertyNames,
];

export const itemCsvLine = (list: ListStore, index: number): string => {
	const item = list.item(index);
	const subsets = (list.definition.subsets ?? []).map(({ name }) => String(item?.subsets?.has(name) === true));
	return csvLine([list.idOf(index), item?.name ?? '', item?.code ?? '', list.nameOf(item?.parent ?? -1), ...subsets, ...(item?.properties ?? [])]);
};
