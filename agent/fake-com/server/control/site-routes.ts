import type { Lock } from '../data/locks';
import { generate } from '../model/scale';
import { ControlRefused, type Control, type ControlCall } from './call';
import { deleteEntries, period, post, register, removeRecord, saveRecord, updateInvoices, yearEnd } from './changes';
import { balances, entries, ledger, locks, orphans, records, state } from './queries';

/** A record, the batches or the number file: { resource, key?, user?, tries? }; with tries it clears after so many refusals. */
const lock: Control = (call) => {
	const resource = call.needed('resource');
	const company = call.company();
	if (!['batch', 'number'].includes(resource) && !company.has(resource)) throw new ControlRefused(`${resource} is batch, number or a table`);
	return company.locks.put({ resource, key: call.text('key') ?? '*', holder: call.text('user') ?? 'ANNA', refusals: call.number('tries') });
};

/** The master console: all locks of a company, or those of a resource; `orphans` only those of dead processes. */
const unlock: Control = (call) => {
	const resource = call.text('resource');
	const wanted = (one: Lock): boolean => (resource === undefined || one.resource === resource) && (call.body.orphans !== true || one.orphan === true);
	return { released: call.company().locks.release(wanted) };
};

/** { task } takes a company, or every one with `company: "*"`, for itself; without a task it ends. */
const exclusive: Control = (call) => {
	const [code, task] = [call.text('company') ?? '*', call.text('task')];
	if (task === undefined) call.world.exclusive.delete(code);
	else call.world.exclusive.set(code, task);
	return Object.fromEntries(call.world.exclusive);
};

/** Preferences: { externalAccess }. */
const preferences: Control = (call) => {
	const company = call.company();
	if (typeof call.body.externalAccess === 'boolean') company.externalAccess = call.body.externalAccess;
	return { company: company.code, externalAccess: company.externalAccess };
};

const user: Control = (call) => {
	const found = call.world.user(call.needed('name'));
	if (found === undefined) throw new ControlRefused('no such user');
	if (typeof call.body.locked === 'boolean') found.locked = call.body.locked;
	if (call.body.locked === false) found.wrongPasswords = 0;
	return { name: found.name, locked: found.locked, wrongPasswords: found.wrongPasswords };
};

/** { taken } seats that people have; { free: true } lets those of dead processes go. */
const seats: Control = ({ world, body }: ControlCall) => {
	if (typeof body.taken === 'number') world.taken = body.taken;
	if (body.free === true) world.seats = world.seats.filter(({ dead }) => !dead);
	return { taken: world.taken, seats: world.seats };
};

/** Sage restarts: every session that is there now is gone. */
const loseSessions: Control = ({ world }) => {
	world.lostBefore = world.id();
	for (const company of world.companies) company.locks.release(({ holder }) => typeof holder === 'number');
	world.seats = [];
	return { lost: true };
};

export const ROUTES: Readonly<Record<string, Control>> = {
	'GET state': state,
	'GET history': ({ world, query }) => world.history.since(Number(query.get('since') ?? 0)),
	'DELETE history': ({ world }) => world.history.clear(),
	'GET calls': ({ world }) => world.history.counted(),
	'GET clock': ({ world }) => world.clock(),
	'POST clock': ({ world, body }) => world.adjust(body),
	'GET faults': ({ world }) => world.faults.list(),
	'POST faults': ({ world, body }) => world.faults.arm(body),
	'DELETE faults': ({ world }) => world.faults.disarm(),
	'POST release': ({ com }) => com.release(),
	'GET switches': ({ world }) => world.switches.list(),
	'POST switches': ({ world, body }) => world.switches.change(body),
	'POST reset': ({ world, com, body }) => {
		world.reset();
		if (Object.keys(body).length > 0) world.restart(body);
		com.release();
		return { reset: true };
	},
	'GET records': records,
	'POST records': saveRecord,
	'POST delete': removeRecord,
	'GET entries': entries,
	'GET orphans': orphans,
	'POST delete-entries': deleteEntries,
	'POST register': register,
	'POST post': post,
	'GET ledger': ledger,
	'GET balances': balances,
	'POST period': period,
	'POST year-end': yearEnd,
	'POST update-invoices': updateInvoices,
	'GET locks': locks,
	'POST lock': lock,
	'POST unlock': unlock,
	'POST exclusive': exclusive,
	'POST company': preferences,
	'POST user': user,
	'POST seats': seats,
	'POST lose-sessions': loseSessions,
	'POST scale': (call) => {
		call.world.scaled = generate(call.world, call.company(),
			{ vendors: call.number('vendors') ?? 0, invoices: call.number('invoices') ?? 0, postings: call.number('postings') ?? 0 });
		return call.world.scaled;
	},
};
