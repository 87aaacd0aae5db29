import type { INodeExecutionData } from 'n8n-workflow';
import { cellText } from './cell-text';
import { fieldsOf, originOf } from './origin';
import type { Rejection } from './rejected-output';

export interface ItemRows {
	readonly header: readonly string[];
	readonly rows: ReadonlyArray<readonly string[]>;
	/** Input item of each row. */
	readonly itemIndexes: readonly number[];
	readonly rejected: readonly Rejection[];
}

/** All fields that occur, in the order in which they first occur. */
const columnsOf = (items: readonly INodeExecutionData[]): string[] => {
	const seen = new Set<string>();
	for (const { json } of items) for (const name of Object.keys(fieldsOf(json))) seen.add(name);
	return [...seen];
};

/** CSV has no place for NUL, and Anaplan none either. */
const unsendable = (text: string | undefined): boolean => text === undefined || text.includes('\0');

const reasonFor = (column: string, value: unknown): string => {
	if (typeof value === 'number') return `${column}: the number ${String(value)} cannot be written exactly; send it as text`;
	return typeof value === 'string' ? `${column}: the value holds a NUL character` : `${column}: the value is neither text nor number`;
};

/** Items as rows of one table. An item with a value that has no text of its own (an object, 1e21) is rejected by name. */
export const rowsOfItems = (items: readonly INodeExecutionData[]): ItemRows => {
	const header = columnsOf(items);
	const rows: string[][] = [];
	const itemIndexes: number[] = [];
	const rejected: Rejection[] = [];
	items.forEach(({ json }, item) => {
		const fields = fieldsOf(json);
		const texts = header.map((column) => cellText(fields[column]));
		const bad = header.filter((_column, at) => unsendable(texts[at]));
		if (bad.length === 0) {
			rows.push(texts as string[]);
			itemIndexes.push(item);
			return;
		}
		rejected.push({
			stage: 'import', item, row: fields, origin: originOf(json), facts: {}, counts: true,
			reasons: bad.map((column) => reasonFor(column, fields[column])),
		});
	});
	return { header, rows, itemIndexes, rejected };
};
