import type { SimResponse } from '../../harness/server';
import type { Row } from '../data/row';
import type { Call } from '../http/call';
import { Refusal } from '../http/failure';
import { keyFrom } from './key';
import { JSON_TYPE } from './list';
import { listOptions } from './options';
import { rowText } from './shown';

export const notFound = ({ name }: { readonly name: string }): Refusal => new Refusal('RecordNotFound', `The record was not found in ${name}.`);

export const found = <R extends Row>(row: R | undefined, call: Call): R => {
	if (row === undefined) throw notFound(call.resource);
	return row;
};

/** One record by its key, with its details. Throws Refusal. */
export const one = (call: Call, key: string): SimResponse => {
	const { world, company, resource, own, path, request } = call;
	const switches = world.switches.values;
	const { select } = listOptions(request.query, resource.type, switches);
	const row = found(company.source(own, switches.postedAccounts === 'formatted').find(keyFrom(key, resource.type)), call);
	const module = path.slice(0, path.lastIndexOf('/'));
	const name = switches.envelope === 'odata4' ? '@odata.context' : 'odata.metadata';
	const context = JSON.stringify(`${world.context.baseUrl()}${module}/$metadata#${resource.name}/$entity`);
	return { status: 200, headers: JSON_TYPE, body: `{"${name}":${context},${rowText(row, resource.type, switches, select).slice(1)}` };
};
