import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { draftProblems, type AnaplanClient, type ItemKey, type ListMetadata, type ListWriteKind, type ListWriteResult, type ModelRef } from '../../../../src/systems/anaplan';
import { overwriteOnModel } from '../../../shared/anaplan/run-on-model';
import { counted, hint } from '../../../shared/context/execution-hints';
import { parameterError } from '../../../shared/context/node-errors';
import { fieldsOf, ORIGIN, originOf } from '../../../shared/data/origin';
import { rejectedItems, type Rejection } from '../../../shared/data/rejected-output';
import type { Outputs } from '../../../shared/routing/operation';
import type { MappedItem } from './mapped-items';

interface Options {
	readonly extraFields?: 'refuse' | 'ignore';
	readonly loadStale?: boolean;
	readonly rejectedLimit?: number;
}

export interface ItemsToWrite {
	readonly target: ModelRef;
	readonly list: ListMetadata;
	readonly kind: ListWriteKind;
	readonly by: ItemKey;
	/** One per input item, in its order. */
	readonly mapped: readonly MappedItem[];
}

const DONE: Readonly<Record<ListWriteKind, string>> = { add: 'added', update: 'updated', delete: 'deleted' };

const quoted = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map((name) => JSON.stringify(name)).join(', '));

/** Fields without a place are the same in nearly every item: one error says it before anything is sent. */
const refuseUnknown = (context: IExecuteFunctions, { list, mapped }: ItemsToWrite, isIgnored: boolean): void => {
	const unknown = [...new Set(mapped.flatMap((item) => item.unknown))];
	if (unknown.length === 0) return;
	if (isIgnored) return hint(context, `Not sent, because list ${list.name} has no such property or subset: ${quoted(unknown)}.`);
	throw parameterError(context, `List ${list.name} has no property or subset ${quoted(unknown)}`,
		`Its properties: ${quoted(list.properties.map(({ name }) => name))}. Its subsets: ${quoted(list.subsets.map(({ name }) => name))}. Nothing was sent. `
		+ 'Rename or remove the fields, map the fields one by one, or set the option "Extra Fields" to "Ignore".');
};

const rejection = (context: IExecuteFunctions, { list }: ItemsToWrite, item: number, reasons: readonly string[], facts: IDataObject): Rejection => {
	const { json = {} } = context.getInputData()[item] ?? {};
	return { stage: 'write', reasons, row: fieldsOf(json), origin: originOf(json), facts: { list: { id: list.id, name: list.name }, ...facts }, counts: true, item };
};

/** Own checks first: nothing that is known to fail is sent. */
const sift = (context: IExecuteFunctions, write: ItemsToWrite): { readonly sendable: readonly number[]; readonly rejected: Rejection[] } => {
	const { kind, list, by, mapped } = write;
	// What could not be read must not take the place of a good item with the same code.
	const readable = mapped.flatMap(({ problems }, item) => (problems.length === 0 ? [item] : []));
	const checked = draftProblems(kind, list, readable.map((item) => mapped[item]?.draft ?? {}), by);
	const found = new Map<number, readonly string[]>(mapped.map(({ problems }, item) => [item, problems]));
	readable.forEach((item, at) => found.set(item, checked[at] ?? []));
	const bad = [...found].filter(([, reasons]) => reasons.length > 0);
	return {
		sendable: readable.filter((item) => found.get(item)?.length === 0),
		rejected: bad.map(([item, reasons]) => rejection(context, write, item, reasons, { state: 'not sent' })),
	};
};

const doneItem = ({ list, kind, mapped }: ItemsToWrite, item: number, json: IDataObject, isConfirmedByReading: boolean): INodeExecutionData => {
	const { id = null, code = null, name = null } = mapped[item]?.draft ?? {};
	return {
		json: {
			change: DONE[kind], list: { id: list.id, name: list.name }, item: { id, code, name },
			...(isConfirmedByReading ? { confirmedByReading: true } : {}), ...(json[ORIGIN] ? { [ORIGIN]: json[ORIGIN] } : {}),
		},
		pairedItem: { item },
	};
};

const NOTHING: ListWriteResult = { refusals: [], confirmedByReading: [], calls: 0 };

/** Sends what can be sent, and puts every input item on one of the two outputs: Done or Rejected. */
export const writtenItems = async (context: IExecuteFunctions, client: AnaplanClient, write: ItemsToWrite): Promise<Outputs> => {
	const { extraFields = 'refuse', loadStale = false, rejectedLimit = 10_000 } = context.getNodeParameter('options', 0, {}) as Options;
	refuseUnknown(context, write, extraFields === 'ignore');
	const { sendable, rejected } = sift(context, write);
	const { target, list, kind, by, mapped } = write;
	const drafts = sendable.map((item) => mapped[item]?.draft ?? {});
	const result = drafts.length === 0 ? NOTHING : await overwriteOnModel(context, target, loadStale,
		async () => await client.writeItems({ ...target, kind, listId: list.id, drafts, by }));

	const refusedAt = new Set(result.refusals.map(({ index }) => index));
	const confirmedAt = new Set(result.confirmedByReading);
	const items = context.getInputData();
	const done = sendable.flatMap((item, index) => (refusedAt.has(index) ? [] : [doneItem(write, item, items[item]?.json ?? {}, confirmedAt.has(index))]));
	const refused = result.refusals.map(({ index, type, said, state }) => rejection(context, write, sendable[index] ?? 0, [said], { failureType: type, state }));
	const all = [...rejected, ...refused].sort((a, b) => a.item - b.item);
	const said = all.length > 0 ? ` ${counted(all.length, 'item')} rejected.` : '';
	hint(context, `${list.name}: ${counted(done.length, 'item')} ${DONE[kind]} in ${counted(result.calls, 'call')}.${said}`, all.length > 0 ? 'warning' : 'info');
	return [done, await rejectedItems(context, all, rejectedLimit)];
};
