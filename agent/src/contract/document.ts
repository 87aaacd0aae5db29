import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface Parameter {
	readonly name: string;
	readonly place: 'query' | 'path' | 'header';
	readonly required: boolean;
	/** Points into the document, good for the validator. */
	readonly pointer: string;
	/** What the text of a request becomes before it is checked. */
	readonly kind: 'text' | 'integer' | 'boolean' | 'list';
	readonly fallback?: Json;
}

export interface Operation {
	readonly id: string;
	readonly method: 'GET' | 'POST';
	/** As the document has it, with `{name}`. */
	readonly template: string;
	/** With the version in front where the document's server has it. */
	readonly path: string;
	readonly needsKey: boolean;
	readonly parameters: readonly Parameter[];
	readonly bodyPointer?: string;
	/** Status → pointer to the schema of its JSON body; null where the body is no JSON. */
	readonly answers: ReadonlyMap<number, string | null>;
}

export interface Contract {
	readonly version: string;
	readonly document: JsonObject;
	readonly operations: readonly Operation[];
}

/** Beside the built agent, or in docs/ when the agent runs out of the repository. */
const PLACES = ['sage-100-agent.openapi.yaml', '../sage-100-agent.openapi.yaml', '../../../docs/sage-100-agent.openapi.yaml'];

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const objectAt = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const listAt = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
const unescaped = (part: string): string => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');

/** Follows `$ref` (always into this document) until something else is there; the pointer goes along. */
const resolved = (document: JsonObject, value: Json | undefined, pointer: string): { readonly value: JsonObject; readonly pointer: string } => {
	let at = { value: objectAt(value), pointer };
	while (typeof at.value.$ref === 'string') {
		const target = at.value.$ref;
		if (!target.startsWith('#/')) throw new Error(`${at.pointer} leads out of the document: ${target}`);
		const found = target.slice(2).split('/').reduce<Json | undefined>((place, part) => objectAt(place)[unescaped(part)], document);
		if (!isObject(found)) throw new Error(`${at.pointer} leads nowhere: ${target}`);
		at = { value: found, pointer: target.slice(1) };
	}
	return at;
};

const KINDS: Readonly<Record<string, Parameter['kind']>> = { integer: 'integer', boolean: 'boolean', array: 'list' };

const parameterOf = (document: JsonObject, value: Json, pointer: string): Parameter => {
	const at = resolved(document, value, pointer);
	const { name, in: place, required } = at.value;
	if (typeof name !== 'string' || (place !== 'query' && place !== 'path' && place !== 'header')) throw new Error(`${at.pointer} is no parameter`);
	const schema = resolved(document, at.value.schema, `${at.pointer}/schema`).value;
	const fallback = schema.default;
	return {
		name,
		place,
		required: required === true,
		pointer: `${at.pointer}/schema`,
		kind: KINDS[String(schema.type)] ?? 'text',
		...(fallback === undefined ? {} : { fallback }),
	};
};

const answersOf = (document: JsonObject, responses: Json | undefined, pointer: string): ReadonlyMap<number, string | null> =>
	new Map(Object.entries(objectAt(responses)).map(([status, value]) => {
		const at = resolved(document, value, `${pointer}/${status}`);
		const json = objectAt(objectAt(at.value.content)['application/json']);
		return [Number(status), json.schema === undefined ? null : `${at.pointer}/content/${escaped('application/json')}/schema`];
	}));

const METHODS = { get: 'GET', post: 'POST' } as const;

/** Operations of one path item. A path with servers of its own lies beside the versioned ones. */
const operationsOf = (document: JsonObject, template: string, item: JsonObject): Operation[] => {
	const prefix = item.servers === undefined ? '/v1' : '';
	return (['get', 'post'] as const).flatMap((method) => {
		const operation = item[method];
		if (!isObject(operation)) return [];
		const pointer = `/paths/${escaped(template)}/${method}`;
		const body = objectAt(objectAt(objectAt(operation.requestBody).content)['application/json']);
		return [{
			id: String(operation.operationId),
			method: METHODS[method],
			template,
			path: `${prefix}${template}`,
			needsKey: !(Array.isArray(operation.security) && operation.security.length === 0),
			parameters: listAt(operation.parameters).map((value, index) => parameterOf(document, value, `${pointer}/parameters/${index}`)),
			...(body.schema === undefined ? {} : { bodyPointer: `${pointer}/requestBody/content/${escaped('application/json')}/schema` }),
			answers: answersOf(document, operation.responses, `${pointer}/responses`),
		}];
	});
};

/** The document as text → what the service needs of it. */
export const readContract = (text: string): Contract => {
	// JSON is YAML too, and read in a tenth of the time.
	const document: unknown = text.startsWith('{') ? JSON.parse(text) : parse(text);
	const whole = objectAt(document as Json);
	return {
		version: String(objectAt(whole.info).version),
		document: whole,
		operations: Object.entries(objectAt(whole.paths)).flatMap(([template, item]) => operationsOf(whole, template, objectAt(item))),
	};
};

/** The document that is shipped with the agent. */
export const shippedContract = (): Contract => {
	const file = PLACES.map((place) => path.resolve(__dirname, place)).find((place) => existsSync(place));
	if (file === undefined) throw new Error('The contract document sage-100-agent.openapi.yaml is missing beside the agent; install it again.');
	return readContract(readFileSync(file, 'utf8'));
};
