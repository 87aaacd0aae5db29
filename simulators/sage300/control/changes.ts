import { disturbWith, type DisturbanceReaders } from '../../harness/armed';
import { ControlProblem, isRecord, numberIn, textIn } from '../../harness/control-call';
import { resourceNamed } from '../contract/catalogue';
import { isErrorCode } from '../http/failure';
import { generateLines } from '../ledger/generated-lines';
import { storedFrom } from '../model/load';
import type { PlainRecord } from '../model/types';
import { postJournals } from '../post/post-journals';
import { postInvoices, postPayments } from '../post/post-payables';
import type { Range } from '../post/range';
import type { WriteContext } from '../write/form';
import type { Disturbance } from './armed';
import { companyIn, type ControlCall } from './call';

/** The key as text, its parts with `/` between them. */
const keyIn = (call: ControlCall): readonly string[] => {
	const { type } = resourceNamed(textIn(call.body, 'resource'));
	const key = textIn(call.body, 'key');
	return type.key.length === 1 ? [key] : key.split('/');
};

/** Somebody at the screen makes or changes a record: fields that are given, rows that are given as a whole. */
export const saveRecord = (call: ControlCall): unknown => {
	const { body, world } = call;
	const resource = textIn(body, 'resource');
	if (!isRecord(body.record)) throw new ControlProblem('record must be an object of texts');
	const company = companyIn(call);
	const table = company.table(resource);
	const made = storedFrom(resourceNamed(resource).type, body.record as PlainRecord);
	const key = typeof body.key === 'string' ? keyIn(call) : table.keyOf(made);
	const old = table.find(key);
	const row = table.put(old === undefined ? made : old.with(made.values, made.children));
	world.effect('record-saved', { company: company.definition.id, resource, key: table.keyOf(row).join('/') });
	return { key: table.keyOf(row).join('/') };
};

/** Tables of batches, with the field of their status. */
const BATCH_STATUS: Readonly<Record<string, string>> = { GLJournalBatches: 'Status', APInvoiceBatches: 'BatchStatus', APPaymentAndAdjustmentBatches: 'BatchStatus' };

/** A batch that somebody deletes stays with that status; other records are gone. */
export const removeRecord = (call: ControlCall): unknown => {
	const resource = textIn(call.body, 'resource');
	const table = companyIn(call).table(resource);
	const row = table.find(keyIn(call));
	if (row === undefined) throw new ControlProblem(`${resource} has no ${textIn(call.body, 'key')}`);
	const status = BATCH_STATUS[resource];
	if (status === undefined) table.remove(table.keyOf(row));
	else table.put(row.with({ [status]: 'Deleted', DateLastEdited: call.world.today() }));
	return { deleted: table.keyOf(row).join('/') };
};

/** {"year":"2026","period":"04","status":"Locked","application":"GL"}. */
export const period = (call: ControlCall): unknown => {
	const { body } = call;
	const status = textIn(body, 'status');
	if (status !== 'Locked' && status !== 'Open') throw new ControlProblem('status takes Locked, Open');
	const of = { year: textIn(body, 'year'), period: textIn(body, 'period') };
	const { calendar } = companyIn(call);
	if (!calendar.has(of)) throw new ControlProblem(`no period ${of.period} in ${of.year}`);
	calendar.lock(textIn(body, 'application', 'GL'), of, status === 'Locked');
	return { ...of, status };
};

/** Somebody has the record open: {"resource":"GLJournalBatches","key":"000012","user":"ANNA","refusals":2}; without refusals until unlock. */
export const lock = (call: ControlCall): unknown => {
	const { body } = call;
	const place = `${textIn(body, 'resource')}/${keyIn(call).join('/')}`;
	companyIn(call).locks.set(place, { user: textIn(body, 'user', 'ANNA'), left: numberIn(body, 'refusals', -1) });
	return { locked: place };
};

export const unlock = (call: ControlCall): unknown => {
	const place = `${textIn(call.body, 'resource')}/${keyIn(call).join('/')}`;
	return { unlocked: companyIn(call).locks.delete(place) };
};

type Poster = (context: WriteContext, range: Range) => number | undefined;

const POSTERS: Readonly<Record<string, Poster>> = {
	GL: postJournals, IN: postInvoices, PY: (context, range) => postPayments(context, range, 'PY'),
		AD: (context, range) => postPayments(context, range, 'AD'),
};

/** Somebody posts: {"kind":"GL","batch":12}, or all that are ready without a batch. */
export const post = (call: ControlCall): unknown => {
	const { world, body } = call;
	const poster = POSTERS[textIn(body, 'kind', 'GL')];
	if (poster === undefined) throw new ControlProblem(`kind takes ${Object.keys(POSTERS).join(', ')}`);
	const batch = body.batch === undefined ? undefined : numberIn(body, 'batch');
	const context: WriteContext = { world, company: companyIn(call), user: 'ANNA', today: world.today(), requested: undefined };
	return { sequence: poster(context, batch === undefined ? { all: true, from: 0, to: 0 } : { all: false, from: batch, to: batch }) ?? null };
};

const DISTURBANCES: DisturbanceReaders<Disturbance> = {
	interrupt: (body) => ({ kind: 'interrupt', lines: numberIn(body, 'lines', 1) }),
	refuse: (body) => {
		const code = textIn(body, 'code', 'General');
		if (!isErrorCode(code)) throw new ControlProblem(`${code} is no code of the system`);
		return { kind: 'refuse', code, message: textIn(body, 'message', 'The batch cannot be saved.') };
	},
	'modified-by-other': () => ({ kind: 'modified-by-other' }),
	'ready-fails': () => ({ kind: 'ready-fails' }),
	'slow-posting': (body) => ({ kind: 'slow-posting', lines: numberIn(body, 'lines') }),
};

/** POST disturb {"kind":"interrupt","lines":3,"match":"ANP ","skip":0,"times":1}. */
export const disturb = disturbWith(DISTURBANCES);

export const finishPosting = (call: ControlCall): unknown => ({ released: companyIn(call).posted.release() });

export const clearJournals = (call: ControlCall): unknown => {
	const through = numberIn(call.body, 'through');
	companyIn(call).posted.clearJournals(through);
	return { through };
};

/** Somebody clears history: posted and deleted batches are gone, what they have posted stays. {"resource":"GLJournalBatches"}. */
export const clearHistory = (call: ControlCall): unknown => {
	const resource = textIn(call.body, 'resource', 'GLJournalBatches');
	const status = BATCH_STATUS[resource];
	if (status === undefined) throw new ControlProblem(`resource takes ${Object.keys(BATCH_STATUS).join(', ')}`);
	const table = companyIn(call).table(resource);
	const cleared = table.list().filter((row) => ['Posted', 'Deleted'].includes(row.get(status))).map((row) => table.keyOf(row));
	for (const key of cleared) table.remove(key);
	call.world.effect('history-cleared', { company: companyIn(call).definition.id, resource, batches: cleared.map((key) => key.join('/')) });
	return { cleared: cleared.length };
};

export const seats = ({ world, body }: ControlCall): unknown => {
	world.sessions.foreign = numberIn(body, 'taken');
	return { taken: world.sessions.taken() };
};

export const expire = ({ world,
	body }: ControlCall): unknown => ({ ended: world.sessions.end(typeof body.user === 'string' ? body.user : undefined) });

/** The application pool is recycled: sessions are gone, the next call is a first one. */
export const recycle = ({ world }: ControlCall): unknown => {
	world.pool.stop();
	return { ended: world.sessions.end() };
};

export const scale = (call: ControlCall): unknown => {
	const { body } = call;
	return generateLines(companyIn(call), {
		lines: numberIn(body, 'lines'), linesPerPosting: numberIn(body, 'linesPerPosting', 100),
			...(body.year === undefined ? {} : { year: textIn(body, 'year') }),
	});
};
