import type { Instant } from '../../../contracts';
import { FatalError, type RejectedRecord } from '../../../core/errors';
import { isJsonObject, jsonList, jsonText, type JsonObject } from '../../../core/json';
import { refuseRecords } from '../answers/refuse-records';
import { SYSTEM } from '../identity';
import { dimensionFields, type DimensionColumns } from '../resources/dimension-columns';
import { STAMP_COLUMN } from '../resources/resource-table';
import type { OnRejected, ReadRecord } from '../resources/slice';
import { journalRows, type AnalyticalLine, type LineAmounts } from '../values/journal-rows';
import { AmountProblem, debitLessCredit, decimalOf, signed, signOf } from '../values/signed-amount';
import { readStamp } from '../values/stamps';
import { joinKey, plainText } from '../values/texts';
import type { Analysis, NodePlan, PlannedColumn } from './node-plan';
import { valueAt, type PropertyPath } from './read-path';

const text = (node: JsonObject, path: PropertyPath | undefined): string => (path ? plainText(valueAt(node, path)) : '');

const fieldOf = (node: JsonObject, { path, kind }: PlannedColumn): string => (path ? plainText(valueAt(node, path), kind) : '');

const idOf = (node: JsonObject): string => jsonText(node._id).trim();

const membersOf = (node: JsonObject, name: string): readonly JsonObject[] => jsonList(node[name]).filter(isJsonObject);

const strangeStamp = (plan: NodePlan, node: JsonObject, stamp: string): FatalError => new FatalError({
	system: SYSTEM, operation: `read ${plan.resource}`, said: `record ${idOf(node)} carries the stamp "${stamp}", which is no moment`, remedy: 'Read this resource whole, without stamps.',
});

const stampOf = (plan: NodePlan, node: JsonObject, path: PropertyPath | undefined): { readonly told: string; readonly stamp: Instant | null } => {
	const told = text(node, path);
	const stamp = readStamp(told);
	if (stamp === undefined) throw strangeStamp(plan, node, told);
	return { told, stamp };
};

/** By the columns that are its key in the books, otherwise by its id. */
const keyOf = (plan: NodePlan, node: JsonObject): string => {
	const parts = plan.keys.map((column) => fieldOf(node, column));
	const key = parts.length === 0 || parts.every((part) => part === '') ? idOf(node) : plan.facts?.id === 'journalLines' ? parts.join('|') : joinKey(parts);
	if (key !== '') return key;
	throw new FatalError({ system: SYSTEM, operation: `read ${plan.resource}`, said: 'a record came without an id', remedy: 'Name key fields for this resource.' });
};

/** Current releases have one unsigned amount, older ones debit and credit (reference sage-x3 4.2). @throws AmountProblem */
const amountsOf = (node: JsonObject, { amounts, columns }: NodePlan): LineAmounts => {
	const sign = signOf(text(node, amounts?.sign));
	const ledger = amounts?.ledgerAmount
		? signed(sign, decimalOf(text(node, amounts.ledgerAmount), 'the ledger amount'))
		: debitLessCredit(text(node, amounts?.ledgerDebit), text(node, amounts?.ledgerCredit), 'in the ledger currency');
	const told = text(node, amounts?.transactionAmount);
	const quantity = columns.find(({ name }) => name === 'quantity');
	return { sign, ledger, transaction: told === '' ? undefined : signed(sign, decimalOf(told, 'the transaction amount')), quantity: quantity ? fieldOf(node, quantity) : '' };
};

const analysisOf = (node: JsonObject, analysis: Analysis): readonly AnalyticalLine[] => membersOf(node, analysis.collection).map((line) => ({
	number: text(line, analysis.number), transactionAmount: text(line, analysis.amount), ledgerAmount: '', quantity: text(line, analysis.quantity),
	dimensions: membersOf(line, analysis.dimensions).map((each) => [text(each, analysis.type), text(each, analysis.value)] as const),
}));

/** The later of the line's own and the entry's; a line without one stays without, so that it is compared by its contents. */
const lineStampOf = (plan: NodePlan, node: JsonObject): ReturnType<typeof stampOf> => {
	const own = stampOf(plan, node, plan.stamp);
	if (own.stamp === null || !plan.entryStamp) return own;
	const entry = stampOf(plan, node, plan.entryStamp);
	return entry.stamp !== null && entry.stamp > own.stamp ? entry : own;
};

const lineRecords = (node: JsonObject, plan: NodePlan, dimensions: DimensionColumns): readonly ReadRecord[] => {
	const { told, stamp } = lineStampOf(plan, node);
	const key = keyOf(plan, node);
	const own = Object.fromEntries(plan.columns.map((column) => [column.name, fieldOf(node, column)]));
	const has = (name: string): boolean => Object.hasOwn(own, name);
	return journalRows(amountsOf(node, plan), plan.analysis ? analysisOf(node, plan.analysis) : []).map((row): ReadRecord => ({
		key: row.analyticalLine === '' ? key : `${key}#${row.analyticalLine}`, stamp,
		fields: {
			...own, ...(has('amount') && { amount: row.amount }), ...(has('transactionAmount') && { transactionAmount: row.transactionAmount }),
			...(has('quantity') && { quantity: row.quantity }), ...(has('analyticalLine') && { analyticalLine: row.analyticalLine }),
			...dimensionFields(dimensions, row.dimensions), ...(plan.stamp && { [STAMP_COLUMN]: told }),
		},
	}));
};

const later = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b > a) ? b : a);

/** Of a record with lines: each line, with what the record has; its stamp is the later of both, so a change of either is found. */
const plainRecords = (node: JsonObject, plan: NodePlan): readonly ReadRecord[] => {
	const head = stampOf(plan, node, plan.stamp);
	const key = keyOf(plan, node);
	const own = plan.columns.filter(({ isOfLine }) => !isOfLine);
	const fields = (line: JsonObject | undefined, told: string): Record<string, string> => ({
		...Object.fromEntries(plan.columns.map((column) => [column.name, own.includes(column) ? fieldOf(node, column) : line ? fieldOf(line, column) : ''])),
		...(plan.stamp && { [STAMP_COLUMN]: told }),
	});
	const { lines } = plan;
	if (!lines) return [{ key, stamp: head.stamp, fields: fields(undefined, head.told) }];
	return membersOf(node, lines.name).map((line, index): ReadRecord => {
		const below = lines.stamp ? stampOf(plan, line, lines.stamp) : head;
		const stamp = later(head.stamp, below.stamp);
		const parts = lines.keys.map((column) => fieldOf(line, column));
		const name = parts.every((part) => part === '') ? idOf(line) || String(index + 1) : joinKey(parts);
		return { key: `${key}|${name}`, stamp, fields: fields(line, stamp !== null && stamp === below.stamp ? below.told : head.told) };
	});
};

/**
 * Nodes of a page → records.
 *
 * @throws PartialDataError for records whose amounts or dimensions cannot be read, unless somebody takes the refused ones; FatalError
 */
export const nodeRecords = (nodes: readonly JsonObject[], plan: NodePlan, dimensions: DimensionColumns, onRejected: OnRejected | undefined): readonly ReadRecord[] => {
	const rejected: RejectedRecord[] = [];
	const records = nodes.flatMap((node, index): readonly ReadRecord[] => {
		try {
			return plan.amounts ? lineRecords(node, plan, dimensions) : plainRecords(node, plan);
		} catch (caught) {
			if (!(caught instanceof AmountProblem)) throw caught;
			rejected.push({ index, key: idOf(node) || undefined, reasons: [caught.message] });
			return [];
		}
	});
	if (rejected.length > 0) refuseRecords(`read ${plan.resource}`, rejected, onRejected);
	return records;
};
