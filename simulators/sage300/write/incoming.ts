import { plainDecimal } from '../../harness/decimal';
import { NoJson, RawNumber } from '../../harness/raw-json';
import { isNumber, type EntityType, type Property } from '../contract/types';
import { dayFrom } from '../data/day';
import { Refusal } from '../http/failure';
import { readJson } from '../json/read-json';
import { isList, isMap, type Json, type JsonMap } from '../json/tree';

/** A record as it was sent: its plain fields in the order they were written in, and its rows. */
export interface Incoming {
	readonly fields: readonly (readonly [property: Property, value: string])[];
	/** By the field that keeps the rows. */
	readonly rows: ReadonlyMap<string, readonly Incoming[]>;
}

const bad = (message: string): Refusal => new Refusal('InvalidPayload', message);

const textOf = (property: Property, value: Json): string => {
	if (value === null) return '';
	if (isNumber(property)) {
		const plain = value instanceof RawNumber ? plainDecimal(value.text) : typeof value === 'string' ? plainDecimal(value) : undefined;
		if (plain === undefined) throw bad(`Cannot convert the value of '${property.name}' to a number.`);
		return plain;
	}
	if (property.kind === 'flag') {
		if (typeof value !== 'boolean') throw bad(`'${property.name}' takes true or false.`);
		return String(value);
	}
	// Keys that are digits may come as numbers; the service's library turns them into text.
	const text = value instanceof RawNumber ? value.text : value;
	if (typeof text !== 'string') throw bad(`'${property.name}' takes text.`);
	if (property.kind === 'enum' && !property.words.includes(text)) throw bad(`'${text}' is no value of '${property.name}'.`);
	if (property.kind !== 'date' || text === '') return property.kind === 'enum' ? kept(property, text) : text;
	const day = dayFrom(text);
	if (day === undefined) throw bad(`'${property.name}' takes a date.`);
	return day;
};

const kept = ({ shown }: Property, text: string): string => [...shown].find(([, served]) => served === text)?.[0] ?? text;

const read = (type: EntityType, body: JsonMap): Incoming => {
	const fields: (readonly [Property, string])[] = [];
	const rows = new Map<string, readonly Incoming[]>();
	for (const [name, value] of body) {
		const property = type.byName.get(name);
		if (property === undefined) throw bad(`The property '${name}' does not exist on type '${type.name}'.`);
		if (property.type === undefined) {
			fields.push([property, textOf(property, value)]);
			continue;
		}
		const inner = property.type;
		if (value !== null && !isList(value)) throw bad(`'${name}' takes an array.`);
		rows.set(property.field, (value ?? []).map((row) => {
			if (!isMap(row)) throw bad(`'${name}' takes objects.`);
			return read(inner, row);
		}));
	}
	return { fields, rows };
};

/** The body of a request as a record of this type. Throws Refusal for what is no JSON or has what the type does not. */
export const incomingFrom = (type: EntityType, body: Buffer): Incoming => {
	try {
		const value = readJson(body.toString('utf8').replace(/^\uFEFF/, ''));
		if (!isMap(value)) throw bad('An object was expected.');
		return read(type, value);
	} catch (error) {
		throw error instanceof NoJson ? bad(`The payload is no JSON: ${error.message}`) : error;
	}
};

export const sentValue = ({ fields }: Incoming, field: string): string | undefined => fields.find(([property]) => property.field === field)?.[1];
