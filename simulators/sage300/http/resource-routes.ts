import type { SimResponse } from '../../harness/server';
import type { Verb } from '../contract/types';
import { act } from '../post/processes';
import { actionIn } from '../read/key';
import { list } from '../read/list';
import { one } from '../read/one';
import { insert, patch, put, remove } from '../write/write';
import type { Call } from './call';
import { Refusal } from './failure';

const wrongVerb = ({ request, resource }: Call): Refusal =>
	new Refusal('MethodNotAllowed', `The requested resource ${resource.name} does not support http method '${request.method}'.`);

const AT_LIST: Readonly<Record<string, (call: Call) => SimResponse>> = { GET: list, POST: insert };
const AT_KEY: Readonly<Record<string, (call: Call, key: string) => SimResponse>> = { GET: one, PATCH: patch, PUT: put, DELETE: remove };

/** What a verb does, at the list or at a key, as far as the vendor's table has it (reference sage-300 6). Throws Refusal. */
export const serveResource = (call: Call, key: string | undefined): SimResponse => {
	const { request: { method }, resource } = call;
	const action = key === undefined ? undefined : actionIn(key);
	if (action !== undefined) {
		if (method !== 'POST') throw wrongVerb(call);
		return act(call, action);
	}
	if (resource.process || !resource.verbs.includes(method as Verb)) throw wrongVerb(call);
	const atKey = AT_KEY[method];
	const atList = AT_LIST[method];
	if (key === undefined) {
		if (atList === undefined) throw wrongVerb(call);
		return atList(call);
	}
	if (atKey === undefined) throw wrongVerb(call);
	return atKey(call, key);
};
