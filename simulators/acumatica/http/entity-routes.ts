import type { SimResponse } from '../../harness/server';
import { checkBusy, invoke, status } from '../actions/invoke';
import { list } from '../read/list';
import { one } from '../read/one';
import { adHocSchema } from '../read/schema';
import { attach, patch, put, remove } from '../write/put';
import type { Call } from './call';
import { noSuchAddress, wrongVerb } from './failure';

const isStatus = ({ rest }: Call): boolean => rest.length === 3 && rest[1] === 'status';
const isFile = ({ rest }: Call): boolean => rest.length >= 3 && rest[rest.length - 2] === 'files';

type Handler = (call: Call) => SimResponse;

/** What stands at an entity's own address, by verb. */
const AT_ENTITY: Readonly<Record<string, Handler>> = {
	GET: list, PUT: put, PATCH: patch,
	POST: () => {
		throw wrongVerb('POST', 406);
	},
};

/** Below it: one record, its schema, its files, its actions. */
const handlerBelow = (call: Call): Handler => {
	const { request: { method }, rest, world } = call;
	if (method === 'GET') {
		if (rest[0] === '$adHocSchema') return adHocSchema;
		if (rest[1] === 'result') throw noSuchAddress(`${world.context.baseUrl()}${call.request.path}`, 'No route was found.');
		return one;
	}
	if (method === 'DELETE') return remove;
	if (method === 'POST' && rest.length === 1) return invoke;
	if (method === 'PUT' && isFile(call)) return attach;
	// The OpenAPI allows GET and DELETE on a record's address, nothing else (reference acumatica 14).
	throw wrongVerb(method);
};

export const serveEntity = (call: Call): SimResponse => {
	if (call.request.method === 'GET' && isStatus(call)) return status(call);
	checkBusy(call);
	if (call.rest.length > 0) return handlerBelow(call)(call);
	const handler = AT_ENTITY[call.request.method];
	if (handler === undefined) throw wrongVerb(call.request.method);
	return handler(call);
};
