import type { SimResponse } from '../../harness/server';
import { KEYS } from '../contract/keys';
import { isGuid } from '../data/guid';
import type { Stored } from '../data/record';
import type { Call } from '../http/call';
import { json, noSuchRecord } from '../http/failure';
import { recordJson } from './render';
import { shapeOf } from './shape';
import { checkForm, visibleTo } from './visible';

/** By GUID, or by keys in the order of the form with `/` or `|` between them (reference acumatica 1). */
export const locate = ({ world, entity }: Call, segments: readonly string[]): Stored | undefined => {
	const store = world.database.store(entity);
	const [first = ''] = segments;
	if (segments.length === 1 && isGuid(first)) return store.get(first);
	return store.find(...segments.flatMap((segment) => segment.split('|'))) ?? (KEYS[entity] === undefined ? store.get(first) : undefined);
};

/** The record behind the address; a record that is not there is a 500 (reference acumatica 1.2). */
export const needed = (call: Call, segments: readonly string[] = call.rest): Stored => {
	const found = locate(call, segments);
	if (found === undefined || !visibleTo(call)(found)) throw noSuchRecord();
	return found;
};

/** GET {Entity}/{id or keys}: not optimised, so what is fed by code works here (reference acumatica 4.1). */
export const one = (call: Call): SimResponse => {
	checkForm(call);
	const { world, contract, entity, request, session } = call;
	const shape = shapeOf(contract, entity, request.query);
	const found = needed(call);
	return json(200, recordJson({ world, contract, session: session.id }, entity, found, shape));
};
