import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { LineItem, Named, Refusal } from '../../../../src/systems/anaplan';
import { fieldsOf, ORIGIN, originOf } from '../../../shared/data/origin';
import type { Rejection } from '../../../shared/data/rejected-output';
import type { ItemCells } from './cell-drafts';

/** One cell on its way, with the input item it belongs to. */
export interface SentCell {
	readonly item: number;
	readonly cell: ItemCells['cells'][number];
}

/** Cells in the order in which they are sent: those of items without a problem. */
export const cellsToSend = (drafts: readonly ItemCells[]): SentCell[] =>
	drafts.flatMap(({ cells, problems }, item) => (problems.length === 0 ? cells.map((cell) => ({ item, cell })) : []));

interface RefusedCell extends Refusal {
	readonly lineItem: string;
}

const refusedByItem = (sent: readonly SentCell[], refusals: readonly Refusal[], nameOf: (lineItemId: string) => string): ReadonlyMap<number, readonly RefusedCell[]> => {
	const byItem = new Map<number, RefusedCell[]>();
	for (const refusal of refusals) {
		const one = sent[refusal.index];
		if (one) byItem.set(one.item, [...(byItem.get(one.item) ?? []), { ...refusal, lineItem: nameOf(one.cell.lineItemId) }]);
	}
	return byItem;
};

export interface Written {
	readonly items: readonly INodeExecutionData[];
	readonly module: Named;
	readonly lineItems: readonly LineItem[];
	/** Of each input item, what it gives for the dimensions, by their names. */
	readonly places: readonly IDataObject[];
	readonly drafts: readonly ItemCells[];
	readonly sent: readonly SentCell[];
	readonly refusals: readonly Refusal[];
}

/** Every input item is either done, all its cells being written, or rejected; then it says which of its cells are written all the same. */
export const writtenCells = ({ items, module, lineItems, places, drafts, sent, refusals }: Written): { readonly done: INodeExecutionData[]; readonly rejections: Rejection[] } => {
	const names = new Map(lineItems.map(({ id, name }) => [id, name]));
	const nameOf = (id: string): string => names.get(id) ?? id;
	const refused = refusedByItem(sent, refusals, nameOf);
	const at = { id: module.id, name: module.name };
	const done: INodeExecutionData[] = [];
	const rejections: Rejection[] = [];
	drafts.forEach(({ cells, problems }, item) => {
		const { json = {} } = items[item] ?? {};
		const failures = refused.get(item) ?? [];
		const failed = new Set(failures.map(({ lineItem }) => lineItem));
		const written = problems.length > 0 ? [] : cells.map(({ lineItemId }) => nameOf(lineItemId)).filter((name) => !failed.has(name));
		const reject = (reasons: readonly string[], facts: IDataObject): void => {
			rejections.push({ stage: 'write', reasons, row: fieldsOf(json), origin: originOf(json), facts: { module: at, written, ...facts }, counts: true, item });
		};
		const [first] = failures;
		if (problems.length > 0) reject(problems, { state: 'not sent' });
		else if (first) reject(failures.map(({ lineItem, said }) => `${lineItem}: ${said}`), { failureType: first.type, state: first.state });
		else done.push({ json: { module: at, dimensions: places[item] ?? {}, written, ...(json[ORIGIN] ? { [ORIGIN]: json[ORIGIN] } : {}) }, pairedItem: { item } });
	});
	return { done, rejections };
};
