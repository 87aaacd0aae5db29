import type { Instant } from '../../../contracts';
import { FatalError } from '../../../core/errors';
import { jsonText, type JsonObject } from '../../../core/json';
import { SYSTEM } from '../identity';
import { dimensionFields, type DimensionColumns } from '../resources/dimension-columns';
import { AMOUNTS, STAMP_COLUMN, type ColumnFacts } from '../resources/resource-table';
import type { ReadRecord } from '../resources/slice';
import { journalRows, type AnalyticalLine } from '../values/journal-rows';
import { decimalOf, signed, signOf } from '../values/signed-amount';
import { readStamp } from '../values/stamps';
import { joinKey } from '../values/texts';
import { STAMP } from './class-plan';
import type { Document } from './documents';
import { textOf } from './members';

export interface StampedRow {
	readonly told: string;
	readonly stamp: Instant | null;
	readonly isThere: boolean;
}

/** @throws FatalError for a stamp that is no moment */
export const stampOf = (row: JsonObject, resource: string): StampedRow => {
	const told = textOf(row, STAMP);
	const stamp = readStamp(told);
	if (stamp !== undefined) return { told, stamp, isThere: Object.keys(row).some((name) => STAMP.includes(name.toUpperCase())) };
	throw new FatalError({
		system: SYSTEM, operation: `read ${resource}`, said: `${keyOf(row, [])} carries the stamp "${told}", which is no moment`, remedy: 'Read this resource whole, without stamps.',
	});
};

/** By the columns of its key, otherwise by what the server calls it. @throws FatalError for a row without any name */
export const keyOf = (row: JsonObject, keys: readonly string[]): string => {
	const parts = keys.map((name) => textOf(row, [name]));
	if (parts.length > 0 && parts.every((part) => part !== '')) return joinKey(parts);
	const own = jsonText(row.$key).split('~').join('|') || jsonText(row.$uuid);
	if (own !== '') return own;
	throw new FatalError({ system: SYSTEM, operation: 'read a list', said: 'a row came without a key', remedy: 'Name key fields for this resource.' });
};

/** Columns from the first of the rows that has them: the line, then its header. */
const fieldsFrom = (columns: readonly ColumnFacts[], ...rows: readonly JsonObject[]): Record<string, string> =>
	Object.fromEntries(columns.map(({ name, classic, kind, isOfLine }) => {
		const from = isOfLine ? rows.slice(0, 1) : rows;
		return [name, from.map((row) => textOf(row, classic, kind)).find((text) => text !== '') ?? ''];
	}));

const stampField = ({ isThere, told }: StampedRow): Record<string, string> => (isThere ? { [STAMP_COLUMN]: told } : {});

export const rowRecord = (row: JsonObject, columns: readonly ColumnFacts[], keys: readonly string[], resource: string): ReadRecord => {
	const stamped = stampOf(row, resource);
	return { key: keyOf(row, keys), stamp: stamped.stamp, fields: { ...fieldsFrom(columns, row), ...stampField(stamped) } };
};

/** Each line of a document, with what its header has. The stamp is the one by which the document was found: its header's, or the line's own. */
export const lineRecords = (document: Document, columns: readonly ColumnFacts[], keys: readonly string[], lineKeys: readonly string[], resource: string): readonly ReadRecord[] => {
	const stamped = stampOf(document.listed, resource);
	const head = keyOf(document.head, keys);
	return document.lines.map((line, index): ReadRecord => {
		const parts = lineKeys.map((name) => textOf(line, [name]));
		const key = `${head}|${parts.every((part) => part === '') ? String(index + 1) : joinKey(parts)}`;
		const own = columns.filter(({ isOfLine }) => isOfLine);
		const ofHead = columns.filter(({ isOfLine }) => !isOfLine);
		return { key, stamp: stamped.stamp, fields: order(columns, { ...fieldsFrom(ofHead, document.head), ...fieldsFrom(own, line), ...stampField(stamped) }) };
	});
};

const order = (columns: readonly ColumnFacts[], fields: Record<string, string>): Record<string, string> =>
	({ ...Object.fromEntries(columns.map(({ name }) => [name, fields[name] ?? ''])), ...(STAMP_COLUMN in fields && { [STAMP_COLUMN]: fields[STAMP_COLUMN] }) });

/** What one journal line is called in the books: entry, line, and ledger, because each line stands once for each (reference sage-x3 5.2). */
export const journalKey = (head: JsonObject, line: JsonObject): { readonly entry: string; readonly line: string } => {
	const text = (name: string): string => textOf(line, [name]) || textOf(head, [name]);
	return { entry: joinKey([text('TYP'), text('NUM')]), line: joinKey([text('TYP'), text('NUM'), text('LIN'), text('LEDTYP')]) };
};

/** @throws AmountProblem for amounts or dimensions that cannot be read */
export const journalRecords = (
	document: Document, line: JsonObject, analysis: readonly AnalyticalLine[], columns: readonly ColumnFacts[], dimensions: DimensionColumns, resource: string,
): readonly ReadRecord[] => {
	const stamped = stampOf(document.listed, resource);
	const key = journalKey(document.head, line);
	const sign = signOf(textOf(line, AMOUNTS.sign.classic));
	const transaction = textOf(line, AMOUNTS.transactionAmount.classic);
	const amounts = {
		sign, ledger: signed(sign, decimalOf(textOf(line, AMOUNTS.ledgerAmount.classic), 'AMTLED')), quantity: textOf(line, ['QTY']),
		transaction: transaction === '' ? undefined : signed(sign, decimalOf(transaction, 'AMTCUR')),
	};
	const own = fieldsFrom(columns, line, document.head);
	return journalRows(amounts, analysis).map((row): ReadRecord => {
		const computed: Readonly<Record<string, string>> = {
			id: key.line, entryId: key.entry, amount: row.amount, transactionAmount: row.transactionAmount, quantity: row.quantity, analyticalLine: row.analyticalLine,
		};
		return {
			key: row.analyticalLine === '' ? key.line : `${key.line}#${row.analyticalLine}`, stamp: stamped.stamp,
			fields: {
				...Object.fromEntries(columns.map(({ name }) => [name, computed[name] ?? own[name] ?? ''])), ...dimensionFields(dimensions, row.dimensions), ...stampField(stamped),
			},
		};
	});
};
