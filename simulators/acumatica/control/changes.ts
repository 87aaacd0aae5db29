import { disturbWith, type DisturbanceReaders } from '../../harness/armed';
import { ControlProblem, isRecord, numberIn, textIn } from '../../harness/control-call';
import { KEYS } from '../contract/keys';
import { guidOf } from '../data/guid';
import type { Stored } from '../data/record';
import { stampOf } from '../data/stamp';
import { generateLedger } from '../model/generated-ledger';
import { storedFrom } from '../model/load';
import type { PlainRecord } from '../model/types';
import type { Disturbance } from './armed';
import type { ControlCall } from './call';

const found = ({ world, body }: ControlCall): Stored => {
	const entity = textIn(body, 'entity');
	const store = world.database.store(entity);
	const key = textIn(body, 'key');
	const one = store.get(key) ?? store.find(...key.split('/'));
	if (one === undefined) throw new ControlProblem(`${entity} has no ${key}`);
	return one;
};

/** Somebody at the screen makes or changes a record; `stamp` sets LastModifiedDateTime to another instant than now. */
export const saveRecord = (call: ControlCall): unknown => {
	const { world, body } = call;
	const entity = textIn(body, 'entity');
	if (!isRecord(body.record)) throw new ControlProblem('record must be an object of texts');
	const store = world.database.store(entity);
	const plain = body.record as PlainRecord;
	const keys = (KEYS[entity] ?? []).map((key) => String(plain[key] ?? ''));
	const old = typeof body.key === 'string' ? found(call) : store.find(...keys);
	const id = old?.id ?? guidOf(entity, ...keys, world.database.next(`${entity}/control`));
	const made = storedFrom(entity, id, plain);
	const stamp = typeof body.stamp === 'string' ? stampOf(Date.parse(body.stamp)) : world.stamp();
	const stamped = old?.values.LastModifiedDateTime !== undefined || body.stamp !== undefined || made.values.LastModifiedDateTime === undefined;
	const one: Stored = {
		...old, ...made, values: { ...old?.values, ...made.values, ...(stamped && entity !== 'Subaccount' ? { LastModifiedDateTime: stamp } : {}) },
		children: old === undefined || Object.keys(made.children).length > 0 ? { ...old?.children, ...made.children } : old.children,
		custom: { ...old?.custom, ...made.custom },
	};
	store.put(one);
	return { id: one.id, stamp: one.values.LastModifiedDateTime ?? null };
};

/** Only the stamp moves, as by a save without a change. */
export const touch = (call: ControlCall): unknown => {
	const one = found(call);
	const stamp = typeof call.body.stamp === 'string' ? stampOf(Date.parse(call.body.stamp)) : call.world.stamp();
	call.world.database.store(textIn(call.body, 'entity')).put({ ...one, values: { ...one.values, LastModifiedDateTime: stamp } });
	return { id: one.id, stamp };
};

export const removeRecord = (call: ControlCall): unknown => {
	const one = found(call);
	call.world.database.remove(textIn(call.body, 'entity'), one.id, call.world.stamp());
	return { deleted: one.id };
};

/** Opens or closes one period in the master calendar and in that of every company: {"period":"042026","status":"Closed"}. */
export const period = ({ world, body }: ControlCall): unknown => {
	const [id, status] = [textIn(body, 'period'), textIn(body, 'status')];
	const year = world.company.years.find((one) => one.year === id.slice(2));
	if (year === undefined) throw new ControlProblem(`no year ${id.slice(2)}`);
	let changed = 0;
	for (const entity of ['FinancialPeriod', 'CompanyFinancialPeriod']) {
		for (const one of world.database.store(entity).list()) {
			if (one.values.FinancialYear !== year.year) continue;
			const rows = (one.children.Details ?? []).map((row) => (row.values.FinancialPeriodID === id ? {
				...row, values: { ...row.values, Status: status },
			} : row));
			world.database.store(entity).put({ ...one, children: { ...one.children, Details: rows } });
			changed += 1;
		}
	}
	return { period: id, status, calendars: changed };
};

const DISTURBANCES: DisturbanceReaders<Disturbance> = {
	'refuse-line': (body) => ({
		kind: 'refuse-line', line: numberIn(body, 'line'), field: textIn(body, 'field', 'Account'),
		message: textIn(body, 'message', '\'Account\' cannot be found in the system.'),
	}),
	'keep-lines': (body) => ({ kind: 'keep-lines', lines: numberIn(body, 'lines') }),
	'updated-by-other': () => ({ kind: 'updated-by-other' }),
	'release-fails': (body) => ({ kind: 'release-fails', message: textIn(body, 'message', 'The document cannot be released.') }),
};

/** POST disturb {"kind":"refuse-line","line":250,"match":"PLAN-","skip":0,"times":1}. */
export const disturb = disturbWith(DISTURBANCES);

/** Others take or give back seats; sessions and tokens die. */
export const seats = ({ world, body }: ControlCall): unknown => {
	world.sessions.foreign = numberIn(body, 'taken');
	return { taken: world.sessions.taken() };
};

export const expire = ({ world, body }: ControlCall): unknown => {
	if (body.tokens === true) world.tokens.expire(body.refreshTokens === true);
	return { ended: world.sessions.expire(typeof body.user === 'string' ? body.user : undefined) };
};

export const scale = ({ world, body }: ControlCall): unknown => generateLedger(world.database, {
	lines: numberIn(body, 'lines'), linesPerBatch: numberIn(body, 'linesPerBatch', 20), ledger: textIn(body, 'ledger', 'ACTUAL'),
	year: textIn(body, 'year', '2026'),
});

export const push = ({ world, body }: ControlCall): unknown => {
	const header = isRecord(body.header) ? { header: { name: textIn(body.header, 'name'), value: textIn(body.header, 'value') } } : {};
	world.push.add({ url: textIn(body, 'url'), query: textIn(body, 'query', 'PLAN-JournalWatch'), ...header });
	return { registered: true };
};
