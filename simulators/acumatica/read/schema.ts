import type { SimResponse } from '../../harness/server';
import { CUSTOM_FIELDS, customTypeName } from '../contract/custom-fields';
import { wrapperDefaults } from './wrapper-defaults';
import type { Call } from '../http/call';
import { json } from '../http/failure';
import type { Json } from '../json/tree';
import { checkForm } from './visible';

const customsAt = (place: string): Json => {
	const views: Record<string, Record<string, Json>> = {};
	for (const { view, field, code } of CUSTOM_FIELDS[place] ?? []) {
		if (code === 'binary') continue;
		(views[view] ??= {})[field] = { type: customTypeName(code) };
	}
	return views;
};

/** GET {Entity}/$adHocSchema: the contract's members without values, and what is outside of it (reference acumatica 1, 3.2). */
export const adHocSchema = (call: Call): SimResponse => {
	checkForm(call);
	const { contract, entity } = call;
	const members: Record<string, Json> = {};
	for (const [name, member] of contract.type(entity).members) {
		if (member.kind === 'field') members[name] = {};
		else {
			const inner: Json = { ...wrapperDefaults(contract, member.type), custom: customsAt(`${entity}/${name}`) };
			members[name] = member.kind === 'link' ? inner : [inner];
		}
	}
	return json(200, {
		...members, custom: customsAt(entity),
		...(contract.later ? { _workflowActions: Object.fromEntries(contract.actions(entity).map(({ name }) => [name, {}])) } : {}),
	});
};
