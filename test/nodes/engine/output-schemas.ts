import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IRun } from 'n8n-workflow';
import type { EngineWorkflow } from './run-workflow';

/** The plain part of JSON schema that n8n's own nodes use for their outputs. */
export interface OutputSchema {
	readonly type?: string | readonly string[];
	readonly properties?: Readonly<Record<string, OutputSchema>>;
	readonly additionalProperties?: boolean;
	readonly items?: OutputSchema;
}

const typeOf = (value: unknown): string => {
	if (value === null || value === undefined) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
};

const allows = (schema: OutputSchema, type: string): boolean => {
	const types = [schema.type ?? []].flat();
	return types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'));
};

/** What of a value the schema does not describe: each a path and a sentence. */
export const misfits = (schema: OutputSchema, value: unknown, at = '$'): string[] => {
	const type = typeOf(value);
	if (!allows(schema, type)) return [`${at} is ${type}, the schema says ${JSON.stringify(schema.type)}`];
	if (Array.isArray(value)) return value.flatMap((each, index) => (schema.items ? misfits(schema.items, each, `${at}[${index}]`) : []));
	if (type !== 'object') return [];
	return Object.entries(value as object).flatMap(([name, member]) => {
		const known = schema.properties?.[name];
		if (known) return misfits(known, member, `${at}.${name}`);
		return schema.additionalProperties || !schema.properties ? [] : [`${at}.${name} is not in the schema`];
	});
};

const NODES = path.join(__dirname, '../../../nodes');

/** A node without resources has them one folder higher up. */
export const schemaFile = (node: string, resource: string, operation: string): string => path.join(NODES, node, '__schema__/v1.0.0', resource, `${operation}.json`);

const OWN = /^n8n-nodes-erp-anaplan\.(\w)(\w+)$/;

/** Items of the first output of our own nodes that do not fit the schema which the editor shows for them. */
export const misfitsOfRun = (workflow: EngineWorkflow, run: IRun): string[] =>
	workflow.nodes.flatMap((node) => {
		const [, first = '', rest = ''] = OWN.exec(node.type) ?? [];
		const { resource = '', operation } = node.parameters as { resource?: string; operation?: string };
		const file = schemaFile(first.toUpperCase() + rest, resource, String(operation));
		if (!first || !operation || !existsSync(file)) return [];
		const schema = JSON.parse(readFileSync(file, 'utf8')) as OutputSchema;
		const items = (run.data.resultData.runData[node.name] ?? []).flatMap(({ data }) => data?.main?.[0] ?? []);
		return items.filter(({ json }) => json.error === undefined).flatMap(({ json }) => misfits(schema, json)).map((said) => `${node.name} (${resource ? `${resource}.` : ''}${operation}): ${said}`);
	});
