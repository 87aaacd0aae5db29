import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readCommandLine } from '../../e2e/demo/command-line';
import { FLOWS } from '../../e2e/demo/flows';
import { branchesOf } from '../../e2e/demo/moved';
import { readersOf, writersOf } from '../../e2e/demo/posted';
import { deliveredExample } from '../../e2e/scenario/workflow-copies';

const WORKFLOWS = path.join(__dirname, '../../examples/workflows');

describe('the flows of the demo', () => {
	it('are the eight of the product, each with a name and a workflow of its own', () => {
		expect(FLOWS.map(({ name }) => name)).toEqual([
			'Sage Intacct actuals', 'Acumatica actuals', 'Acumatica budget', 'Sage 100 actuals', 'Sage 100 budget', 'Sage 300 commitments', 'Sage 300 adjustments', 'Sage X3 close',
		]);
		expect(new Set(FLOWS.map(({ example }) => example)).size).toBe(FLOWS.length);
		expect(FLOWS.filter(({ example }) => !existsSync(path.join(WORKFLOWS, example)))).toEqual([]);
	});

	it('leave out no delivered workflow that moves data between an ERP and Anaplan', () => {
		const played = new Set(FLOWS.map(({ example }) => example));
		const others = readdirSync(WORKFLOWS).filter((file) => file.endsWith('.json') && !played.has(file));
		// Long imports and processes load by other nodes; an export and an error workflow know no ERP.
		const moving = others.filter((file) => {
			const { nodes } = deliveredExample(file);
			return branchesOf(nodes).length > 1 || writersOf(nodes).length > 0;
		});
		expect(moving).toEqual([]);
	});

	it.each(FLOWS.map((flow) => [flow.name, flow] as const))('%s: the demo finds what its workflow moves, and begins with two runs', (_name, flow) => {
		const { nodes } = deliveredExample(flow.example);
		const [branches, readers, writers] = [branchesOf(nodes), readersOf(nodes), writersOf(nodes)];
		expect(branches.length > 0).toBe(writers.length === 0);
		expect(readers.length).toBe(writers.length);
		const steps = flow.steps({} as never).map(({ name }) => name);
		expect([...steps.slice(0, 2), steps.at(-1)]).toEqual(['first run', 'second run', 'check']);
	});

	it('are chosen by a part of their names', () => {
		const chosen = (...args: readonly string[]): readonly string[] => readCommandLine(args).flows.map(({ name }) => name);
		expect(chosen()).toHaveLength(FLOWS.length);
		expect(chosen('--only', 'sage 100', '--only', 'X3')).toEqual(['Sage 100 actuals', 'Sage 100 budget', 'Sage X3 close']);
		expect(() => chosen('--only', 'netsuite')).toThrow(/--only takes one of .*Sage X3 close, not netsuite/);
	});

	it('take a port that there is', () => {
		expect(readCommandLine(['--port', '5999']).port).toBe(5999);
		for (const port of ['0', '70000', 'any']) expect(() => readCommandLine(['--port', port])).toThrow(/--port takes a number/);
	});
});
