import type { SimResponse } from '../../harness/server';
import { askInquiry } from '../inquiries';
import { INQUIRIES } from '../contract/keys';
import type { Stored } from '../data/record';
import { headerOf, queryOf, type Call } from '../http/call';
import { exception, exceptionBody, json, noSuchRecord, preconditionFailed, Refusal } from '../http/failure';
import { filtered } from '../read/list';
import { locate, needed } from '../read/one';
import { checkForm } from '../read/visible';
import { isReleased } from '../ledger/batch';
import { writeBudget } from './budget';
import { bodyTree, incomingFrom, type Incoming } from './incoming';
import { writeJournal } from './journal';
import { complaintAnswer, writtenAnswer, type Written } from './outcome';
import { writePlain } from './plain';

type Writer = (call: Call, old: Stored | undefined, incoming: Incoming) => Written;

const WRITERS: Readonly<Record<string, Writer>> = { JournalTransaction: writeJournal, Budget: writeBudget };

/** By id, by the key fields of the body, or by $filter (reference acumatica 6.1). */
const existing = (call: Call, incoming: Incoming): Stored | undefined => {
	const store = call.world.database.store(call.entity);
	if (incoming.id !== undefined) {
		const known = store.get(incoming.id);
		if (known !== undefined) return known;
	}
	const filter = queryOf(call.request, '$filter');
	if (filter !== '') {
		const [first, second] = filtered(call, filter, store.list());
		if (second !== undefined) throw exception(
			500, 'PX.Api.ContractBased.MoreThanOneEntitySatisfiesTheConditionException', 'More than one entity satisfies the condition.',
		);
		return first;
	}
	return store.findByValues(Object.fromEntries(incoming.values));
};

const checkPreconditions = ({ request }: Call, old: Stored | undefined): void => {
	if (headerOf(request, 'if-none-match') === '*' && old !== undefined) throw preconditionFailed('An entity with these keys already exists.');
	if (headerOf(request, 'if-match') === '*' && old === undefined) throw preconditionFailed('There is no entity with these keys.');
};

const answered = (call: Call, incoming: Incoming, written: Written): SimResponse => {
	if (written.complaints !== undefined) return complaintAnswer(call, incoming, written);
	if (written.broken !== undefined) return json(500, exceptionBody('System.Data.SqlClient.SqlException', written.broken));
	return { ...writtenAnswer(call, incoming, written.record), note: { entity: call.entity, id: written.record.id } };
};

const write = (call: Call, old: Stored | undefined, incoming: Incoming): SimResponse =>
	answered(call, incoming, (WRITERS[call.entity] ?? writePlain)(call, old, incoming));

/** PUT {Entity}: 200 for create and update; asks a question where the entity is an inquiry. */
export const put = (call: Call): SimResponse => {
	checkForm(call);
	const incoming = incomingFrom(call.contract, call.entity, bodyTree(call.request.body));
	if (INQUIRIES.has(call.entity)) return askInquiry(call, incoming);
	const old = existing(call, incoming);
	checkPreconditions(call, old);
	return write(call, old, incoming);
};

/** PATCH {Entity}: what is there or 404 (reference acumatica 6.1). */
export const patch = (call: Call): SimResponse => {
	checkForm(call);
	const incoming = incomingFrom(call.contract, call.entity, bodyTree(call.request.body));
	if (headerOf(call.request, 'if-none-match') === '*') throw preconditionFailed('An entity cannot be inserted with PATCH.');
	const old = existing(call, incoming);
	if (old === undefined) throw new Refusal(json(404, { message: 'No entity satisfies the condition.' }));
	return write(call, old, incoming);
};

/** DELETE {Entity}/{id or keys}. */
export const remove = (call: Call): SimResponse => {
	checkForm(call);
	const found = needed(call);
	if (call.entity === 'JournalTransaction' && isReleased(found)) throw exception(500, 'PX.Data.PXException', 'A released batch cannot be deleted.');
	call.world.database.remove(call.entity, found.id, call.world.stamp());
	call.world.effect('record-deleted', { entity: call.entity, id: found.id });
	if (call.entity === 'JournalTransaction') call.world.push.changed(found, undefined);
	return { status: 204 };
};

/** PUT {Entity}/{keys}/files/{filename}. */
export const attach = (call: Call): SimResponse => {
	checkForm(call);
	const { world, rest, request, entity, contract } = call;
	const found = locate(call, rest.slice(0, -2));
	if (found === undefined) throw noSuchRecord();
	const filename = rest[rest.length - 1] ?? '';
	const file = world.files.add(filename, request.body);
	world.database.store(entity).put({ ...found, files: [...(found.files ?? []).filter((one) => one.filename !== filename), file] });
	world.effect('file-attached', { entity, id: found.id, filename, bytes: request.body.length });
	return { status: 204, headers: { location: `${world.site}/entity/${contract.name}/${contract.version}/files/${file.id}` } };
};
