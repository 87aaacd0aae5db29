import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** As much of a schema as the requests of the contract use. */
export interface Schema {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly enum?: readonly unknown[];
	readonly additionalProperties?: Schema | boolean;
	readonly pattern?: string;
	readonly maxLength?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly minimum?: number;
	readonly format?: string;
}

export interface Parameter {
	readonly $ref?: string;
	readonly name: string;
	readonly in: string;
	readonly required?: boolean;
	readonly schema: Schema;
}

export interface Operation {
	readonly parameters?: readonly Parameter[];
	readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
	readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

export interface ContractDocument {
	readonly info: { readonly version: string };
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const DOCUMENT = parse(readFileSync(path.resolve(__dirname, '../../../../docs/sage-100-agent.openapi.yaml'), 'utf8')) as ContractDocument;

export const followed = <T extends { readonly $ref?: string }>(value: T): T => {
	if (value.$ref === undefined) return value;
	return value.$ref.replace('#/', '').split('/').reduce<unknown>((found, name) => (found as Record<string, unknown>)[name], DOCUMENT) as T;
};

const typeOf = (value: unknown): string => {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
};

/** What is wrong about a value, by its path; empty when it fits. */
export const misfits = (value: unknown, schema: Schema, at = ''): string[] => {
	const { type, properties = {}, required = [], items, anyOf, oneOf, enum: allowed, additionalProperties, pattern, maxLength, minItems, maxItems, minimum, format } = followed(schema);
	const wrong = (said: string): string[] => [`${at || 'it'} ${said}`];
	const own: string[] = [];
	if (type !== undefined && ![type].flat().includes(typeOf(value))) return wrong(`is ${typeOf(value)}, not ${String(type)}`);
	if (allowed && !allowed.includes(value)) own.push(...wrong('is none of the enum'));
	if (anyOf && !anyOf.some((one) => misfits(value, one, at).length === 0)) own.push(...wrong('fits none of anyOf'));
	if (oneOf && oneOf.filter((one) => misfits(value, one, at).length === 0).length !== 1) own.push(...wrong('fits not exactly one of oneOf'));
	if (typeof value === 'string') {
		if (pattern !== undefined && !new RegExp(pattern).test(value)) own.push(...wrong(`does not match ${pattern}`));
		if (value.length > (maxLength ?? Number.POSITIVE_INFINITY)) own.push(...wrong('is too long'));
		if (format === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) own.push(...wrong('is no day'));
	}
	if (typeof value === 'number' && value < (minimum ?? Number.NEGATIVE_INFINITY)) own.push(...wrong('is too small'));
	if (Array.isArray(value)) {
		if (value.length < (minItems ?? 0) || value.length > (maxItems ?? Number.POSITIVE_INFINITY)) own.push(...wrong('has too few or too many'));
		return [...own, ...value.flatMap((one, index) => (items ? misfits(one, items, `${at}[${index}]`) : []))];
	}
	if (typeOf(value) !== 'object') return own;
	const members = value as Readonly<Record<string, unknown>>;
	own.push(...required.filter((name) => !(name in members)).flatMap((name) => wrong(`lacks ${name}`)));
	if (additionalProperties === false) own.push(...Object.keys(members).filter((name) => !(name in properties)).flatMap((name) => wrong(`must not have ${name}`)));
	return [...own, ...Object.entries(members).flatMap(([name, member]) => (properties[name] ? misfits(member, properties[name], `${at}.${name}`) : []))];
};

/** Follows `amounts/taxable`, `addressLines/0` through the schema of a row. */
export const schemaAt = (schema: Schema, names: readonly string[]): Schema | undefined => {
	const found = followed(schema);
	const [name, ...rest] = names;
	if (name === undefined) return found;
	const options = [found, ...(found.anyOf ?? []).map(followed)];
	const below = options.map((one) => (/^\d+$/.test(name) ? one.items : one.properties?.[name] ?? (typeof one.additionalProperties === 'object' ? one.additionalProperties : undefined)));
	const next = below.find((one) => one !== undefined);
	return next && schemaAt(next, rest);
};
