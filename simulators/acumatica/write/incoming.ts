import { plainDecimal } from '../../harness/decimal';
import { NoJson, RawNumber } from '../../harness/raw-json';
import { WRAPPERS, type Contract, type FieldCode } from '../contract/catalogue';
import { isGuid } from '../data/guid';
import { dateFrom } from '../data/stamp';
import { invalid } from '../http/failure';
import { readJson } from '../json/read-json';
import { isList, isObject, type Json, type JsonObject } from '../json/tree';

/** What somebody sent for one record or row. Members that the contract does not have are dropped without a word (reference acumatica 1.2). */
export interface Incoming {
	readonly id?: string;
	readonly remove: boolean;
	readonly note?: string;
	/** Stored text; '' clears. */
	readonly values: ReadonlyMap<string, string>;
	readonly links: ReadonlyMap<string, Incoming>;
	readonly details: ReadonlyMap<string, readonly Incoming[]>;
	readonly custom: ReadonlyMap<string, string>;
}

const plainText = (value: Json): string | undefined => {
	if (typeof value === 'string') return value;
	if (value instanceof RawNumber) return value.text;
	return typeof value === 'boolean' ? (value ? 'True' : 'False') : undefined;
};

const INTEGER = /^-?\d+$/;

/** Texts are taken for numbers and booleans too, as recorded (reference acumatica 3). */
const READERS: Readonly<Record<FieldCode, (text: string) => string | undefined>> = {
	S: (text) => text,
	B: (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() : undefined),
	I: (text) => (INTEGER.test(text) ? text : undefined), H: (text) => (INTEGER.test(text) ? text : undefined),
	L: (text) => (INTEGER.test(text) ? text : undefined), Y: (text) => (INTEGER.test(text) ? text : undefined),
	D: plainDecimal, F: plainDecimal,
	G: (text) => (isGuid(text) ? text : undefined),
	T: dateFrom, O: dateFrom,
};

const refusedValue = (path: string, shown: string, type: string): Error => invalid({
	[path]: [`Error converting value ${JSON.stringify(shown)} to type 'PX.Api.ContractBased.Models.${type}'. Path '${path.replace(/^entity\./, '')}'.`],
});

const fieldText = (path: string, code: FieldCode, wrapper: Json): string | undefined => {
	if (wrapper === null) return undefined;
	if (!isObject(wrapper)) throw refusedValue(path, plainText(wrapper) ?? '[]', WRAPPERS[code]);
	const { value } = wrapper;
	if (value === undefined) return undefined;
	if (value === null) return '';
	const given = plainText(value);
	const text = given === '' ? '' : given === undefined ? undefined : READERS[code](given);
	if (text === undefined) throw refusedValue(`${path}.value`, given ?? '{}', WRAPPERS[code]);
	return text;
};

const customValues = (tree: Json | undefined): ReadonlyMap<string, string> => {
	const found = new Map<string, string>();
	if (!isObject(tree)) return found;
	for (const [view, fields] of Object.entries(tree)) {
		if (!isObject(fields)) continue;
		for (const [field, one] of Object.entries(fields)) {
			if (!isObject(one) || typeof one.type !== 'string') {
				throw invalid({ [`entity.custom.${view}.${field}`]: ['Required property \'type\' not found in JSON.'] });
			}
			const text = one.value === undefined || one.value === null ? '' : plainText(one.value);
			if (text !== undefined) found.set(`${view}.${field}`, typeof one.value === 'boolean' ? String(one.value) : text);
		}
	}
	return found;
};

const read = (contract: Contract, typeName: string, tree: JsonObject, path: string): Incoming => {
	const values = new Map<string, string>();
	const links = new Map<string, Incoming>();
	const details = new Map<string, readonly Incoming[]>();
	for (const [name, value] of Object.entries(tree)) {
		const member = contract.type(typeName).members.get(name);
		if (member === undefined || value === undefined || value === null) continue;
		const at = `${path}.${name}`;
		if (member.kind === 'field') {
			const text = fieldText(at, member.code, value);
			if (text !== undefined) values.set(name, text);
		} else if (member.kind === 'link') {
			if (!isObject(value)) throw refusedValue(at, plainText(value) ?? '[]', member.type);
			links.set(name, read(contract, member.type, value, at));
		} else {
			if (!isList(value)) throw refusedValue(at, plainText(value) ?? '{}', `${member.type}[]`);
			details.set(name, value.map((row, index) => {
				if (!isObject(row)) throw refusedValue(`${at}[${index}]`, plainText(row) ?? '[]', member.type);
				return read(contract, member.type, row, `${at}[${index}]`);
			}));
		}
	}
	const note = isObject(tree.note) && typeof tree.note.value === 'string' ? { note: tree.note.value } : {};
	return {
		...(typeof tree.id === 'string' ? { id: tree.id } : {}), ...note, remove: tree.delete === true, values, links, details,
		custom: customValues(tree.custom),
	};
};

export const bodyTree = (body: Buffer): JsonObject => {
	const text = body.toString('utf8').replace(/^\uFEFF/, '').trim();
	if (text === '') throw invalid({ '': ['The request body should not be empty.'] });
	try {
		const tree = readJson(text);
		if (isObject(tree)) return tree;
	} catch (error) {
		if (!(error instanceof NoJson)) throw error;
		throw invalid({ entity: [`Unexpected character encountered while parsing value: ${error.message}.`] });
	}
	throw invalid({ entity: ['Cannot deserialize the current JSON value because the type requires a JSON object.'] });
};

export const incomingFrom = (contract: Contract, entity: string, tree: JsonObject): Incoming => read(contract, entity, tree, 'entity');
