import { ControlProblem, isRecord, numberIn, textIn } from '../../harness/control-call';
import { TABLES } from '../contract/tables';
import { Stored } from '../data/row';
import type { Entry } from '../ledger/entry';
import { checked, entryFrom } from '../model/load';
import type { SeedEntry } from '../model/types';
import { folderIn, tableIn, type Call } from './folder-in';

const textsIn = (value: unknown): Readonly<Record<string, string>> => {
	if (!isRecord(value) || Object.values(value).some((one) => typeof one !== 'string')) throw new ControlProblem('record must be an object of texts');
	return value as Readonly<Record<string, string>>;
};

/** Somebody at the screen saved it now, unless it says when: programs that write no stamp leave the old one with `"touch": false`. */
const stamped = ({ world, body }: Call, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
	(body.touch === false ? values : { UPDDATTIM: world.stamp(), ...values });

/** The entry of a header or line and what its changes are kept under. */
const entryAt = (call: Call, table: string, key: readonly string[]): { readonly entry: Entry; readonly place: string } => {
	const [type = '', number = '', line, ledger] = key;
	const entry = folderIn(call).journal.find(type, number);
	const isThere = table !== 'GACCENTRYD' || entry?.line(line ?? '', ledger ?? '') !== undefined;
	if (entry === undefined || !isThere) throw new ControlProblem(`${table} has no ${key.join('|')}`);
	return { entry, place: table === 'GACCENTRY' ? '' : `${line}|${ledger}` };
};

const change = (call: Call, table: string, key: readonly string[], values: Readonly<Record<string, string>>): void => {
	const { entry, place } = entryAt(call, table, key);
	entry.changed.set(place, { ...entry.changed.get(place), ...stamped(call, values) });
	folderIn(call).journal.touched();
};

/**
 * POST records {"table":"BPSUPPLIER","record":{"BPSNUM":"S9","BPSNAM":"Acme"}} makes or changes one;
 * {"table":"GACCENTRY","key":"MIS|LM1-2603-0001","record":{"STA":"2"}} changes a header, GACCENTRYD a line;
 * {"entry":{"type":"MIS",…,"lines":[…]}} makes an entry (model/types.ts says its shape).
 */
export const saveRecord = (call: Call): unknown => {
	const { world, body } = call;
	const folder = folderIn(call);
	world.changes += 1;
	if (isRecord(body.entry)) {
		if (!Array.isArray(body.entry.lines)) throw new ControlProblem('entry must have lines');
		const entry = entryFrom(folder.definition, { stamp: world.stamp(), ...body.entry } as unknown as SeedEntry);
		folder.journal.put(entry);
		world.effect('record-saved', { table: 'GACCENTRY', key: entry.key.join('|') });
		return { key: entry.key.join('|') };
	}
	const { name, definition } = tableIn(textIn(body, 'table'));
	const values = checked(name, textsIn(body.record));
	const table = folder.table(name);
	if (name === 'GACCENTRY' || name === 'GACCENTRYD') {
		const key = textIn(body, 'key').split('|');
		change(call, name, key, values);
		world.effect('record-saved', { table: name, key: key.join('|') });
		return { key: key.join('|') };
	}
	if (table === undefined) throw new ControlProblem(`${name} is changed through its record`);
	const key = definition.key.map((column) => values[column] ?? '');
	const found = table.find(key);
	const old = found instanceof Stored ? found : undefined;
	const before = old?.values ?? { CREDATTIM: world.stamp(), CREUSR: 'ADMIN', UPDUSR: 'ADMIN' };
	const row = table.put({ ...before, ...stamped(call, values) }, old?.children);
	world.effect('record-saved', { table: name, key: row.key.join('|') });
	return { key: row.key.join('|') };
};

/** POST delete {"table":"GACCENTRY","key":"MIS|LM1-2603-0001"}: a final entry cannot be deleted. */
export const removeRecord = (call: Call): unknown => {
	const { world, body } = call;
	const { name } = tableIn(textIn(body, 'table'));
	const key = textIn(body, 'key').split('|');
	const folder = folderIn(call);
	world.changes += 1;
	if (name === 'GACCENTRY') {
		const { entry } = entryAt(call, name, key);
		if (entry.get('STA') === '2') throw new ControlProblem('a final entry cannot be deleted');
		folder.journal.remove(key[0] ?? '', key[1] ?? '');
	} else if (folder.table(name)?.remove(key) !== true) throw new ControlProblem(`${name} has no ${key.join('|')}`);
	world.effect('record-deleted', { table: name, key: key.join('|') });
	return { deleted: key.join('|') };
};

/** POST touch {"table":"GACCENTRYD","key":"MIS|LM1-2603-0001|1|1"}: saved again, as it was. */
export const touch = (call: Call): unknown => {
	const { world, body } = call;
	const { name } = tableIn(textIn(body, 'table'));
	const key = textIn(body, 'key').split('|');
	world.changes += 1;
	if (name === 'GACCENTRY' || name === 'GACCENTRYD') change(call, name, key, {});
	else {
		const table = folderIn(call).table(name);
		if (!(table?.find(key) instanceof Stored)) throw new ControlProblem(`${name} has no ${key.join('|')}`);
		const keyColumns = Object.fromEntries((TABLES[name]?.key ?? []).map((column, at) => [column, key[at] ?? '']));
		return saveRecord({ ...call, body: { ...body, record: keyColumns } });
	}
	world.effect('record-saved', { table: name, key: key.join('|') });
	return { key: key.join('|') };
};

/** Tokens die before their time: {"refresh":true} those of the gateway for refreshing too. */
export const expireTokens = ({ world, body }: Call): unknown => ({ signed: world.connected.end(),
	gateway: world.gatewayTokens.revoke(body.refresh === true) });

/** A fresh pair of tokens of the gateway's first application, as after a pairing. */
export const pair = ({ world }: Call): unknown => {
	const [application] = world.definition.gateway;
	if (application === undefined) throw new ControlProblem('the model has no application of the gateway');
	return world.gatewayTokens.issue(application);
};

/** The X3 user answers the pairing requests that are waiting: {"consent":"accept"}. */
export const decide = ({ world, body }: Call): unknown => {
	const consent = textIn(body, 'consent', 'accept');
	if (consent !== 'accept' && consent !== 'deny') throw new ControlProblem('consent takes accept, deny');
	return { decided: world.pairings.decide(consent) };
};

/** POST scale {"lines":100000,"linesPerEntry":20} or {"suppliers":60000}. */
export const scale = (call: Call): unknown => {
	const { world, body } = call;
	const folder = folderIn(call);
	if (body.suppliers !== undefined) return { suppliers: world.bulkSuppliers(folder, numberIn(body, 'suppliers')) };
	const ledgers = Array.isArray(body.ledgers) ? { ledgers: body.ledgers.map(String) } : {};
	return world.scale(folder, {
		lines: numberIn(body, 'lines'), linesPerEntry: numberIn(body, 'linesPerEntry', 20),
			...(body.year === undefined ? {} : { year: textIn(body, 'year') }), ...ledgers,
	});
};
