import { DEFAULT_TYPE, KEYS, NUMBERED, numberText } from '../contract/keys';
import { guidOf } from '../data/guid';
import { record, rowsOf, type Stored } from '../data/record';
import type { Call } from '../http/call';
import type { Incoming } from './incoming';
import type { Written } from './outcome';
import { merged, plainRow, withRowChanges, writtenCustom } from './rows';

/** Drop-downs take their labels and nothing else (reference acumatica 6.1). */
const LABELS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	Account: { Type: ['Asset', 'Liability', 'Income', 'Expense'], PostOption: ['Summary', 'Detail'] },
	Ledger: { Type: ['Actual', 'Budget', 'Statistical', 'Reporting'] },
	Bill: { Type: ['Bill', 'Credit Adj.', 'Debit Adj.', 'Prepayment'] },
	PurchaseOrder: { Type: ['Normal', 'Drop-Ship', 'Blanket', 'Standard'] },
};

const labelErrors = (entity: string, values: Readonly<Record<string, string>>): Map<string, string> => {
	const found = new Map<string, string>();
	for (const [name, labels] of Object.entries(LABELS[entity] ?? {})) {
		const value = values[name];
		if (value !== undefined && !labels.includes(value)) found.set(
			name, `The list value '${value}' is not allowed for the field. The allowed values are: ${labels.join(', ')}.`,
		);
	}
	return found;
};

const numbered = (call: Call, values: Record<string, string>): Record<string, string> => {
	const rule = NUMBERED[call.entity];
	const typed = DEFAULT_TYPE[call.entity] === undefined || values.Type !== undefined ? values : { ...values, Type: DEFAULT_TYPE[call.entity] ?? '' };
	return rule === undefined ? typed : { ...typed, [rule.field]: numberText(call.entity, call.world.database.next(call.entity)) };
};

/** Creates or changes a record that has no rules of its own here. */
export const writePlain = (call: Call, old: Stored | undefined, incoming: Incoming): Written => {
	const { world, entity, contract } = call;
	const { members } = contract.type(entity);
	const values = old === undefined ? numbered(call, merged({}, incoming.values)) : merged(old.values, incoming.values, KEYS[entity] ?? []);
	const base = old ?? record(guidOf(entity, 'new', world.database.next(`${entity}/id`), world.now()), {});
	const errors = labelErrors(entity, values);
	if (errors.size > 0) {
		return {
			record: { ...base, values },
			complaints: {
				record: `${old ? 'Updating' : 'Inserting'}  '${entity}' record raised at least one error. Please review the errors.`, fields: errors,
			},
		};
	}
	const children: Record<string, readonly Stored[]> = { ...base.children };
	for (const [name, link] of incoming.links) children[name] = [plainRow(rowsOf(base, name)[0], guidOf(base.id, name), link, `${entity}/${name}`)];
	for (const [name, rows] of incoming.details) {
		children[name] = withRowChanges(rowsOf(base, name), rows, {
			shownId: ({ id }) => id,
			changed: (row, one) => plainRow(row, row.id, one, `${entity}/${name}`),
			added: (one) => plainRow(undefined, guidOf(base.id, name, world.database.next('row')), one, `${entity}/${name}`),
		});
	}
	// The form of ledgers drops this link although it answers 200 (reference acumatica 5.1).
	if (entity === 'Ledger') children.Companies = rowsOf(base, 'Companies');
	const stamp = world.stamp();
	const stamps = {
		...(members.has('CreatedDateTime') ? { CreatedDateTime: old?.values.CreatedDateTime ?? stamp } : {}),
		...(members.has('LastModifiedDateTime') ? { LastModifiedDateTime: stamp } : {}),
	};
	const stored: Stored = {
		...base, values: { ...values, ...stamps }, children, custom: { ...base.custom, ...writtenCustom(entity, incoming) },
		...(incoming.note === undefined ? {} : { note: incoming.note }),
	};
	world.database.store(entity).put(stored);
	world.effect(old === undefined ? 'record-created' : 'record-updated', {
		entity, id: stored.id, key: (KEYS[entity] ?? []).map((key) => stored.values[key]).join('/'),
	});
	return { record: stored };
};
