import type { SimResponse } from '../../harness/server';
import { Stored } from '../data/row';
import type { Call } from '../http/call';
import { Cut, invalidField, isErrorCode, Refusal, refused } from '../http/failure';
import { JSON_TYPE } from '../read/list';
import { keyFrom } from '../read/key';
import { found } from '../read/one';
import { rowText } from '../read/shown';
import { checkEditable, checkLock, withStatus } from './batch-state';
import { Builder } from './build';
import type { Form, WriteContext } from './form';
import { incomingFrom, sentValue, type Incoming } from './incoming';
import { partOf } from './interrupted';
import { formOf } from './master-forms';

const contextOf = ({ world, company, user }: Call): WriteContext => ({ world, company, user, today: world.today(), requested: undefined });

const whole = (context: WriteContext, form: Form, row: Stored): Stored => form.totals?.(context, row) ?? row;

const empty = ({ world }: Call): SimResponse => ({ status: world.switches.values.patchStatus });

/** The key that a new record gets, and what makes the number the next one's predecessor. */
const keyFor = ({ company, resource }: Call, form: Form, incoming: Incoming): { readonly key: Record<string,
	string>; readonly keep: () => void } => {
	if (form.numbered === undefined) {
		for (const { field, name } of resource.type.key) if ((sentValue(incoming, field) ?? '') === '') throw invalidField(`${name} is required.`);
		return { key: {}, keep: () => undefined };
	}
	const { field, sequence, text } = form.numbered;
	const name = sequence(Object.fromEntries(incoming.fields.map(([property, value]) => [property.field, value])));
	return { key: { [field]: text(company.numbers.peek(name) + 1) }, keep: () => void company.numbers.next(name) };
};

const store = (call: Call, form: Form, context: WriteContext, row: Stored, keep: () => void): void => {
	keep();
	const table = call.company.table(call.own);
	table.put(row);
	form.stored?.(context, row);
	call.world.effect('record-created', {
		company: call.company.definition.id, resource: call.own, key: table.keyOf(row).join('/'), description: row.get('Description'),
	});
};

/** An interrupted insert: something of it is stored as the switch says, and nobody answers. */
const interrupted = (call: Call, form: Form, context: WriteContext, row: Stored, keep: () => void, lines: number): never => {
	const { storedAtReset } = call.world.switches.values;
	if (storedAtReset !== 'nothing') {
		const rest = storedAtReset === 'all' ? row : whole(context, form, partOf(call.resource.type, row, lines));
		store(call, form, context, rest, keep);
	}
	call.world.effect('insert-interrupted', { resource: call.own, stored: storedAtReset });
	throw new Cut();
};

/** Ready to post is a second step behind the insert: when it fails the record is there, and open (reference sage-300 8.3, inferred). */
const readied = (call: Call, form: Form, context: WriteContext, row: Stored): Stored => {
	if (context.requested === undefined || context.requested === 'Open') return row;
	if (call.world.armed.take('ready-fails', row.get('Description')) !== undefined) {
		throw refused(`Batch ${form.batch?.nameOf(row) ?? ''} cannot be set to Ready to Post because it is locked by another user.`);
	}
	return call.company.table(call.own).put(withStatus(context, form, row));
};

/** POST on the list: one record with all its rows (reference sage-300 8.1). Throws Refusal, and Cut when nobody answers. */
export const insert = (call: Call): SimResponse => {
	const { world, company, resource, own } = call;
	const form = formOf(own);
	const context = contextOf(call);
	const incoming = incomingFrom(resource.type, call.request.body);
	const { key, keep } = keyFor(call, form, incoming);
	const row = whole(context, form, new Builder(context, form).insert(resource.type, incoming, key));
	const table = company.table(own);
	if (table.find(table.keyOf(row)) !== undefined) throw new Refusal('RecordDuplicate',
		`${resource.name} "${table.keyOf(row).join('/')}" already exists.`);
	form.check?.(context, row, undefined);
	if (![undefined, 'Open', 'ReadyToPost'].includes(context.requested)) throw invalidField(`A new batch cannot be ${context.requested}.`);
	const refusal = world.armed.take('refuse', row.get('Description'), table.keyOf(row).join('/'));
	if (refusal !== undefined) throw new Refusal(isErrorCode(refusal.code) ? refusal.code : 'General', refusal.message);
	const cut = world.armed.take('interrupt', row.get('Description'), table.keyOf(row).join('/'));
	if (cut !== undefined) return interrupted(call, form, context, row, keep, cut.lines);
	store(call, form, context, row, keep);
	const done = readied(call, form, context, row);
	const warnings = world.switches.values.warnings ? ',"Warnings":[{"Message":"Check the entry.","Priority":2,"PriorityString":"Warning"}]' : '';
	const body = rowText(done, resource.type, world.switches.values);
	return {
		status: world.switches.values.createStatus, headers: JSON_TYPE, body: `${body.slice(0, -1)}${warnings}}`,
			note: { key: table.keyOf(done).join('/') },
	};
};

type Change = 'patch' | 'put';

const change = (call: Call, keyText: string, how: Change): SimResponse => {
	const { world, company, resource, own } = call;
	const form = formOf(own);
	const context = contextOf(call);
	const table = company.table(own);
	const key = keyFrom(keyText, resource.type);
	const before = found(table.find(key), call);
	const incoming = incomingFrom(resource.type, call.request.body);
	const name = form.batch?.nameOf(before) ?? key.join('/');
	const locked = form.batch === undefined ? `${resource.name} ${name} is` : `Batch ${name} cannot be edited because it is`;
	checkLock(context, own, key, `${locked} locked by another user.`);
	checkEditable(form, before, incoming, resource.type.key.map(({ field }) => field));
	if (world.armed.take('modified-by-other', before.get('Description'), key.join('/')) !== undefined) {
		throw refused('The record could not be updated because another user has modified it.');
	}
	const after = whole(context, form, new Builder(context, form)[how](resource.type, before, incoming));
	if (form.batch === undefined || incoming.rows.size > 0) form.check?.(context, after, before);
	table.put(withStatus(context, form, after));
	world.effect('record-changed', { company: company.definition.id, resource: own, key: key.join('/'), how });
	return empty(call);
};

export const patch = (call: Call, key: string): SimResponse => change(call, key, 'patch');
export const put = (call: Call, key: string): SimResponse => change(call, key, 'put');

export const remove = (call: Call, keyText: string): SimResponse => {
	const { world, company, resource, own } = call;
	const table = company.table(own);
	const key = keyFrom(keyText, resource.type);
	const row = found(table.find(key), call);
	const context = contextOf(call);
	checkLock(context, own, key, `${resource.name} ${key.join('/')} is locked by another user.`);
	formOf(own).removable?.(context, row);
	table.remove(key);
	world.effect('record-deleted', { company: company.definition.id, resource: own, key: key.join('/') });
	return empty(call);
};

/** POST on `('$template')`: what a new record or a process' parameters begin with. */
export const template = (call: Call): SimResponse => {
	const { resource, world } = call;
	const row = new Stored(formOf(call.own).rules[resource.type.name]?.start?.(contextOf(call), []) ?? {});
	return { status: 200, headers: JSON_TYPE, body: rowText(row, resource.type, world.switches.values) };
};
