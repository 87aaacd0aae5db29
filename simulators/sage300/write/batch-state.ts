import { type Stored } from '../data/row';
import { refused } from '../http/failure';
import type { Form, WriteContext } from './form';
import { checkBalance } from './journal-form';
import type { Incoming } from './incoming';

/** Throws Refusal while somebody at the screen has the record. */
export const checkLock = ({ company, world }: WriteContext, resource: string, key: readonly string[], message: string): void => {
	const name = `${resource}/${key.join('/')}`;
	const lock = company.locks.get(name);
	if (lock === undefined) return;
	world.effect('lock-refused', { resource, key: key.join('/'), by: lock.user });
	if (lock.left > 0) {
		lock.left -= 1;
		if (lock.left === 0) company.locks.delete(name);
	}
	throw refused(message);
};

/** Whether nothing but the status is sent, the key aside. */
const onlyStatus = ({ fields, rows }: Incoming, keys: readonly string[]): boolean =>
	rows.size === 0 && fields.every(([{ field }]) => keys.includes(field) || ['Status', 'BatchStatus', 'ReadyToPost'].includes(field));

const isReady = (row: Stored, statusField: string): boolean => row.get(statusField) === 'ReadyToPost' || row.get('ReadyToPost') === 'Yes';

/** A posted or deleted batch never changes, one that is ready to post only its status (reference sage-300 8.3). Throws Refusal. */
export const checkEditable = (form: Form, row: Stored, incoming: Incoming, keys: readonly string[]): void => {
	if (form.batch === undefined) return;
	const { statusField, nameOf } = form.batch;
	const status = row.get(statusField) || 'Open';
	if (status === 'Deleted') throw refused('The batch has been deleted and cannot be edited.');
	if (isReady(row, statusField)) {
		if (onlyStatus(incoming, keys)) return;
		throw refused(`Batch ${nameOf(row)} is set to Ready To Post.  You may view but cannot modify its contents.`);
	}
	if (status !== 'Open') throw refused(`Batch ${nameOf(row)} is ${status === 'Posted' ? 'posted' : 'being posted'} and cannot be edited.`);
};

/** The batch with the status that the body asked for. Throws Refusal. */
export const withStatus = (context: WriteContext, form: Form, row: Stored): Stored => {
	const { requested, world } = context;
	if (form.batch === undefined || requested === undefined) return row;
	if (requested === 'Open') return row.with(form.batch.ready(context, false));
	if (requested === 'ReadyToPost') {
		for (const header of row.rows('JournalHeaders')) checkBalance(header);
		return row.with(form.batch.ready(context, true));
	}
	if (requested === 'Deleted' && world.switches.values.patchDeletes === 'accept') return row.with({ [form.batch.statusField]: 'Deleted' });
	throw refused(`The status of batch ${form.batch.nameOf(row)} cannot be set to ${requested}.`);
};
