import { readFileSync } from 'node:fs';
import { Anaplan } from '../nodes/Anaplan/Anaplan.node';
import { misfits, schemaFile, type OutputSchema } from '../test/nodes/engine/output-schemas';
import { CREDENTIALS, TARGET } from '../examples/source/site-names';
import type { HistoryEntry } from './checker/simulator-control';
import type { WorkflowFile } from './host/n8n';
import { OPERATION_CASES, type OperationCase } from './scenario/operation-cases';
import { figure } from './scenario/figures';
import { Site } from './scenario/site';
import { webhookPath } from './scenario/workflow-copies';

const idOf = ({ resource, operation }: OperationCase): string => `op-${resource}-${operation}`.toLowerCase();
const NODE = 'Operation';

/** Start → the item → (a file of it) → the operations before → the operation. */
const workflowOf = (one: OperationCase): WorkflowFile => {
	const nodes: Array<Record<string, unknown> & { name: string }> = [];
	const add = (name: string, type: string, typeVersion: number, parameters: object, more: object = {}): void => {
		nodes.push({ id: `${idOf(one)}-${nodes.length}`, name, type, typeVersion, position: [nodes.length * 200, 0], parameters, ...more });
	};
	const operation = (step: OperationCase, name: string): void => {
		if (step.input) add(`Item for ${name}`, 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify(step.input), options: {} }, { executeOnce: true });
		if (step.asFile) add(`File for ${name}`, 'n8n-nodes-base.convertToFile', 1.1, { operation: 'csv', binaryPropertyName: 'data', options: {} });
		add(name, 'n8n-nodes-erp-anaplan.anaplan', 1, { resource: step.resource, operation: step.operation, ...TARGET, ...step.parameters }, { credentials: { anaplanApi: CREDENTIALS.anaplanApi } });
	};
	add('Start', 'n8n-nodes-base.webhook', 2, { path: webhookPath(idOf(one)), httpMethod: 'POST', responseMode: 'onReceived' }, { webhookId: idOf(one) });
	(one.after ?? []).forEach((step, index) => operation(step, `Before ${index + 1}`));
	operation(one, NODE);
	const connections = Object.fromEntries(nodes.slice(0, -1).map(({ name }, index) => [name, { main: [[{ node: nodes[index + 1]?.name ?? '', type: 'main' as const, index: 0 }]] }]));
	return { id: idOf(one), name: `${one.resource}: ${one.operation}`, nodes, connections };
};

/** What the panel offers, but for the two operations of the device sign-in: they are run in sign-in.e2e.ts. */
const offered = new Anaplan().description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options }) => (displayOptions?.show?.resource ?? []).flatMap((resource) => (options ?? []).map((option) => `${String(resource)}.${'value' in option ? String(option.value) : ''}`)))
	.filter((name) => !name.startsWith('signIn.'));

const lines = (entries: readonly HistoryEntry[]): string[] => entries.filter(({ kind }) => kind === 'request').map(({ method, path, query }) => `${String(method)} ${String(path)}${query ? `?${String(query)}` : ''}`);

describe('every operation of the Anaplan node in a real n8n', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open('operations', OPERATION_CASES.map(workflowOf), { activate: true, seeds: ['budget'] });
	}, 300_000);
	afterAll(async () => await site?.close());

	it('has a case here', () => {
		expect(OPERATION_CASES.map(({ resource, operation }) => `${resource}.${operation}`).sort()).toEqual([...offered].sort());
		figure('operations in a real n8n', { run: offered.length });
	});

	it.each(OPERATION_CASES.map((one) => [`${one.resource}: ${one.operation}`, one] as const))('%s', async (_name, one) => {
		await site.watch.anaplan.mark();
		const execution = await site.run(idOf(one));
		expect([execution.status, execution.runs[NODE]?.[0]?.error]).toEqual(['success', undefined]);
		const items = execution.items(NODE).map(({ json }) => json);
		expect(items.length).toBeGreaterThan(0);
		expect(items).toEqual(expect.arrayContaining([expect.objectContaining(one.item)]));
		const schema = JSON.parse(readFileSync(schemaFile('Anaplan', one.resource, one.operation), 'utf8')) as OutputSchema;
		expect(items.flatMap((json) => misfits(schema, json))).toEqual([]);
		expect(lines((await site.watch.anaplan.happenings()).entries).filter((line) => one.reached.test(line))).not.toEqual([]);
	});
});
