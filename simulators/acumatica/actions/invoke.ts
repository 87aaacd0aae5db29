import type { SimResponse } from '../../harness/server';
import { valueOf, type Stored } from '../data/record';
import { endpointPath, linkTo, type Call } from '../http/call';
import { exception, exceptionBody, invalid, json, noSuchAddress, noSuchRecord, Refusal } from '../http/failure';
import { isObject } from '../json/tree';
import { recordJson } from '../read/render';
import { wholeShape } from '../read/shape';
import { checkForm, visibleTo } from '../read/visible';
import { bodyTree, incomingFrom } from '../write/incoming';
import type { Outcome } from './operations';
import { finishRelease } from './release';

const entityOf = (call: Call): Stored => {
	const { entity: tree } = bodyTree(call.request.body);
	if (!isObject(tree)) throw invalid({ 'invocation.entity': ['Required property \'entity\' not found in JSON.'] });
	const { world, contract, entity } = call;
	const incoming = incomingFrom(contract, entity, tree);
	const store = world.database.store(entity);
	const found = incoming.id === undefined ? store.findByValues(Object.fromEntries(incoming.values)) : store.get(incoming.id);
	if (found === undefined || !visibleTo(call)(found)) throw noSuchRecord();
	return found;
};

/** Only a Balanced batch can be released; how the others are refused nobody says (reference acumatica 14). */
const checkReleasable = (call: Call, batch: Stored): void => {
	if (valueOf(batch, 'Status') === 'Balanced') return;
	const message = 'Batch Status invalid for processing.';
	const { releaseRefused } = call.world.switches.values;
	if (releaseRefused !== 422) throw exception(releaseRefused, 'PX.Data.PXException', message);
	const viewer = { world: call.world, contract: call.contract, session: call.session.id };
	throw new Refusal(json(422, recordJson(viewer, call.entity, batch, wholeShape(), 1, { record: message, fields: new Map([['Status', message]]) })));
};

/** Documents other than batches are simply released. */
const finishDocument = ({ world, entity }: Call, id: string): Outcome => {
	const found = world.database.store(entity).get(id);
	if (found === undefined) return { ok: false, message: 'The document is no longer there.' };
	world.database.store(entity).put({ ...found, values: { ...found.values, Status: 'Open', Hold: 'false', LastModifiedDateTime: world.stamp() } });
	world.effect('document-released', { entity, id });
	return { ok: true };
};

/** POST {Entity}/{Action}: 202 and where to ask, or 204 at once (reference acumatica 6.2). */
export const invoke = (call: Call): SimResponse => {
	checkForm(call);
	const { world, contract, entity, rest: [name = ''], session } = call;
	const action = contract.actions(entity).find((one) => one.name === name);
	if (action === undefined) throw noSuchAddress(`${world.context.baseUrl()}${call.request.path}`, `The action '${name}' is not found.`);
	const target = entityOf(call);
	const isBatch = entity === 'JournalTransaction';
	if (isBatch) checkReleasable(call, target);
	const finish = (): Outcome => (isBatch ? finishRelease(world, target.id) : finishDocument(call, target.id));
	world.effect('action-started', { entity, action: name, id: target.id, ...(isBatch ? { batch: valueOf(target, 'BatchNbr') } : {}) });
	const path = `${endpointPath(world, contract)}${entity}/`;
	if (!world.switches.values.immediateRelease) {
		const operation = world.operations.start(entity, session.id, finish);
		return { status: 202, headers: { location: linkTo(world, `${path}${name}/status/${operation}`) } };
	}
	const outcome = finish();
	if (!outcome.ok) throw failed(call, outcome.message);
	// Said to be the address of the record; nobody has ever reached it (reference acumatica 12).
	return { status: 204, headers: { location: linkTo(world, `${path}${name}/result/${target.id}`) } };
};

const failed = ({ world }: Call, message: string): Refusal =>
	new Refusal(json(world.switches.values.releaseFailure, exceptionBody('PX.Data.PXOperationCompletedWithErrorException', message)));

/** GET {Entity}/{Action}/status/{guid}: known to the session that started it (reference acumatica 6.2). */
export const status = (call: Call): SimResponse => {
	const { world, rest, session } = call;
	const outcome = world.operations.status(rest[2] ?? '', session.id);
	if (outcome === undefined) {
		throw new Refusal(json(world.switches.values.foreignStatus, { message: 'There is no such operation in the current session.' }));
	}
	if (outcome === 'running') return { status: 202 };
	if (!outcome.ok) throw failed(call, outcome.message);
	return { status: 204 };
};

/** While a form works, other calls to it in the session are turned away (reference acumatica 6.2). */
export const checkBusy = ({ world, entity, session }: Call): void => {
	if (world.switches.values.busyForm === 'serve' || !world.operations.occupies(entity, session.id)) return;
	throw new Refusal(json(409, { message: 'A long operation is running for this screen in the current session. Please try again later.' }));
};
