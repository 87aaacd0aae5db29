import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { NodeHelpers, type INodeTypeDescription } from 'n8n-workflow';
import { Anaplan } from '../../nodes/Anaplan/Anaplan.node';
import { workflowFor } from './engine/run-workflow';
import { anaplan, workflowOf } from './workflows';

const node = new Anaplan();

/** Names of the outputs as the editor and the engine work them out, from the text of the expression. */
const outputsOf = (resource: string, operation: string, parameters: Record<string, unknown> = {}, outputs = node.description.outputs): unknown[] => {
	const workflow = workflowFor(workflowOf([anaplan('Ask', resource, operation, parameters)]), { nodeTypes: { 'n8n-nodes-erp-anaplan.anaplan': node } });
	const found = workflow.getNode('Ask');
	if (!found) throw new Error('no node');
	return NodeHelpers.getNodeOutputs(workflow, found, { ...node.description, outputs }).map((output) => (typeof output === 'string' ? output : output.displayName ?? output.type));
};

describe('number and names of the outputs follow the parameters', () => {
	it.each([
		['import', 'loadRows', {}, ['Loaded', 'Rejected']],
		['import', 'runImport', {}, ['Loaded', 'Rejected']],
		['import', 'runImport', { wait: false }, ['Started']],
		['import', 'getMany', {}, ['main']],
		['process', 'run', {}, ['Done', 'Rejected']],
		['process', 'run', { wait: false }, ['Started']],
		['deleteAction', 'run', {}, ['main']],
		['task', 'pollTask', {}, ['Done', 'Rejected']],
		['task', 'pollTask', { look: 'once' }, ['Done', 'Not Yet', 'Rejected']],
		['task', 'pollTask', { failedTasks: 'output' }, ['Done', 'Rejected', 'Failed']],
		['task', 'pollTask', { look: 'once', failedTasks: 'output' }, ['Done', 'Not Yet', 'Rejected', 'Failed']],
		['task', 'cancel', { look: 'once' }, ['main']],
	])('%s: %s %j', (resource, operation, parameters, names) => {
		expect(outputsOf(resource, operation, parameters)).toEqual(names);
	});

	it('the text still stands by itself after the build, which keeps the names of functions by a helper of its own', () => {
		const [built] = buildSync({ entryPoints: [join(__dirname, '../../nodes/Anaplan/outputs.ts')], bundle: true, write: false, format: 'cjs', platform: 'node', target: 'node22', keepNames: true, external: ['n8n-workflow'] }).outputFiles;
		const text = /__name\((\(parameters, main\) => \{.*?\n\}), "describeOutputs"\)/s.exec(built?.text ?? '')?.[1];
		expect(text).toBeDefined();
		const outputs: INodeTypeDescription['outputs'] = `={{(${String(text)})($parameter, "main")}}`;
		expect(String(outputs)).not.toContain('__name');
		expect(outputsOf('task', 'pollTask', { look: 'once', failedTasks: 'output' }, outputs)).toEqual(['Done', 'Not Yet', 'Rejected', 'Failed']);
	});
});
