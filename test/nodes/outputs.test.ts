import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { NodeHelpers, type INodeTypeDescription } from 'n8n-workflow';
import { journalOutputs } from '../../nodes/shared/journal/journal-outputs';
import { ownNode } from './engine/own-classes';
import { workflowFor } from './engine/run-workflow';
import { acumatica, anaplan, sage300, workflowOf, type Step } from './workflows';

/** Names of the outputs as the editor and the engine work them out, from the text of the expression. */
const outputsOf = (step: Step, outputs?: INodeTypeDescription['outputs']): unknown[] => {
	const { type, node } = ownNode(step.type);
	const workflow = workflowFor(workflowOf([step]), { nodeTypes: { [type]: node } });
	const found = workflow.getNode(step.name);
	if (!found) throw new Error('no node');
	return NodeHelpers.getNodeOutputs(workflow, found, { ...node.description, ...(outputs && { outputs }) }).map((output) => (typeof output === 'string' ? output : output.displayName ?? output.type));
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
		expect(outputsOf(anaplan('Ask', resource, operation, parameters))).toEqual(names);
	});

	it.each([
		['journalEntry', 'create', {}, ['Journals', 'Rejected']],
		['journalEntry', 'create', { options: { notPosted: 'output' } }, ['Journals', 'Rejected', 'Not Posted']],
		['journalEntry', 'find', { notPosted: 'output' }, ['main']],
		['record', 'getChanges', {}, ['main']],
		['report', 'getAccountBalances', {}, ['main']],
	])('of Acumatica, %s: %s %j', (resource, operation, parameters, names) => {
		expect(outputsOf(acumatica('Ask', resource, operation, parameters))).toEqual(names);
	});

	it.each([
		['journalEntry', 'create', {}, ['Journals', 'Rejected']],
		['apAdjustment', 'create', { options: { notPosted: 'output' } }, ['Journals', 'Rejected', 'Not Posted']],
		['apAdjustment', 'find', {}, ['main']],
		['record', 'getChanges', {}, ['main']],
	])('of Sage 300, %s: %s %j', (resource, operation, parameters, names) => {
		expect(outputsOf(sage300('Ask', resource, operation, parameters))).toEqual(names);
	});

	it('a node may post to several kinds of journals; its other resources have one output', () => {
		const among = (...posting: string[]): unknown[] => outputsOf(acumatica('Ask', 'journalEntry', 'create', { options: { notPosted: 'output' } }), journalOutputs(posting));
		expect([among('ledgerBatch', 'journalEntry'), among('ledgerBatch', 'adjustment')]).toEqual([['Journals', 'Rejected', 'Not Posted'], ['main']]);
	});

	it.each([
		['Anaplan', 'Anaplan/outputs.ts', '', anaplan('Ask', 'task', 'pollTask', { look: 'once', failedTasks: 'output' }), ['Done', 'Not Yet', 'Rejected', 'Failed']],
		['journals', 'shared/journal/journal-outputs.ts', ', ["journalEntry"]', acumatica('Ask', 'journalEntry', 'create', { options: { notPosted: 'output' } }), ['Journals', 'Rejected', 'Not Posted']],
	])('the text of %s still stands by itself after the build, which keeps the names of functions by a helper of its own', (_whose, file, more, step, names) => {
		const [built] = buildSync({ entryPoints: [join(__dirname, '../../nodes', file)], bundle: true, write: false, format: 'cjs', platform: 'node', target: 'node22', keepNames: true, external: ['n8n-workflow'] }).outputFiles;
		const text = /__name\((\(parameters, main[^)]*\) => \{.*?\n\}), "describeOutputs"\)/s.exec(built?.text ?? '')?.[1];
		expect(text).toBeDefined();
		const outputs: INodeTypeDescription['outputs'] = `={{(${String(text)})($parameter, "main"${more})}}`;
		expect(String(outputs)).not.toContain('__name');
		expect(outputsOf(step, outputs)).toEqual(names);
	});
});
