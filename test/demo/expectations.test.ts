import { arrivals, everythingArrives, onlyArrives } from '../../e2e/demo/actuals-steps';
import type { BranchFigures } from '../../e2e/demo/moved';
import { postedBy, postingCounts, type PostedFigures } from '../../e2e/demo/posted';
import { everythingIsFound, everythingIsPosted } from '../../e2e/demo/posting-steps';
import type { Execution, OutputItem } from '../../e2e/host/executions';

const branch = (more: Partial<BranchFigures> = {}): BranchFigures =>
	({ branch: 'bills', read: 3, mapped: 3, rejected: 0, sent: 3, created: 3, updated: 0, ignored: 0, outcome: 'success', tasks: [], ...more });
const ofBranches = (...branches: readonly BranchFigures[]) => ({ branches, rejectedRows: [] });

describe('what the demo expects of a flow into Anaplan', () => {
	it('everything that was read arrives; several records may make one row', () => {
		expect(everythingArrives(ofBranches(branch(), branch({ read: 13, mapped: 4, sent: 4 })))).toBeUndefined();
		for (const poor of [{ read: 0 }, { mapped: 0, sent: 0 }, { rejected: 1 }, { sent: 2 }, { outcome: 'partial' }]) expect(everythingArrives(ofBranches(branch(poor)))).toMatch(/bills/);
	});

	it('only what has changed arrives', () => {
		expect(arrivals([branch({ read: 1, rejected: 1 }), branch({ branch: 'vendors', read: 0 })])).toBe('1 bills (1 rejected)');
		expect(onlyArrives('nothing')(ofBranches(branch({ read: 0 })))).toBeUndefined();
		expect(onlyArrives('nothing')(ofBranches(branch({ read: 1 })))).toMatch(/but 1 bills came/);
	});
});

const posting = (more: Partial<PostedFigures> = {}): PostedFigures =>
	({ writer: 'Create journal entries', journals: 12, lines: 2412, created: 12, found: 0, rejected: 0, numbers: [], ...more });

describe('what the demo expects of a flow out of Anaplan', () => {
	it('the first run writes each journal once', () => {
		expect(everythingIsPosted({ postings: [posting()], writes: 12 })).toBeUndefined();
		expect(everythingIsPosted({ postings: [posting()], writes: 13 })).toMatch(/written to 13 times/);
		for (const poor of [{ journals: 0 }, { found: 1 }, { rejected: 1 }]) expect(everythingIsPosted({ postings: [posting(), posting(poor)], writes: 24 })).toMatch(/not everything is new/);
	});

	it('the second run finds all of them and writes none', () => {
		const found = posting({ created: 0, found: 12 });
		expect(everythingIsFound({ postings: [found], writes: 0 })).toBeUndefined();
		expect(everythingIsFound({ postings: [found], writes: 1 })).toMatch(/written to 1 times/);
		for (const poor of [{ journals: 0, found: 0 }, { created: 1 }, { rejected: 1 }]) expect(everythingIsFound({ postings: [{ ...found, ...poor }], writes: 0 })).toMatch(/not everything was found/);
	});

	it('counts rows, lines and journals by the items of the run', () => {
		const nodes = [
			{ name: 'Export', type: 'n8n-nodes-erp-anaplan.anaplan', parameters: { resource: 'export', operation: 'exportView' } },
			{ name: 'Map', type: 'n8n-nodes-erp-anaplan.anaplanMapping', parameters: { operation: 'mapToJournal' } },
			{ name: 'Create', type: 'n8n-nodes-erp-anaplan.sage300', parameters: { resource: 'journalEntry', operation: 'create' } },
		];
		const journal = (number: string, evidence: string, outcome = 'posted'): OutputItem => ({ json: { number, evidence, outcome, lineCount: 3 } });
		const outputs: Readonly<Record<string, ReadonlyArray<readonly OutputItem[]>>> = {
			Export: [Array.from({ length: 7 }, () => ({ json: {} }))], Map: [[], [{ json: { reasons: ['no such account'] } }]],
			Create: [[journal('1', 'answered'), journal('2', 'answer lost'), journal('3', 'found'), journal('', '', 'planned')], [{ json: { reasons: ['closed'] } }, { json: { reasons: ['closed'] } }]],
		};
		const execution = { items: (node: string, output = 0) => outputs[node]?.[output] ?? [] } as Execution;
		expect(postedBy(execution, nodes)).toEqual([{ writer: 'Create', journals: 3, lines: 9, created: 2, found: 1, rejected: 2, numbers: ['1', '2', '3'] }]);
		expect(postingCounts(execution, nodes)).toEqual({ read: 7, sent: 6, created: 2, updated: 0, ignored: 1, rejected: 3 });
	});
});
