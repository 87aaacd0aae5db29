import { checkActuals, simulatedTruth } from '../../e2e/checker/intacct-actuals';
import { outputOf } from './engine/run-workflow';
import { exampleWorkflow, Site } from './site';

jest.setTimeout(120_000);

describe('Sage Intacct actuals to Anaplan, through n8n\'s own engine', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open();
	});
	afterAll(async () => await site.close());

	it('moves every record into the model, and a second run uploads nothing', async () => {
		const workflow = exampleWorkflow('intacct-actuals-to-anaplan.json');
		const run = await site.run(workflow);
		for (const node of workflow.nodes) {
			const last = run.data.resultData.runData[node.name]?.at(-1);
			console.log(node.name, last?.error?.message ?? '', (last?.error as {description?: string})?.description ?? '', last?.executionTime, JSON.stringify(last?.hints?.map((h) => h.message)), JSON.stringify(outputOf(run, node.name, 1).slice(0, 1)).slice(0, 600));
		}
		console.log(JSON.stringify(outputOf(run, 'Load bills')[0]?.json, null, 1));
		const verdict = await checkActuals(simulatedTruth(site.intacct.url), site.anaplan.url);
		console.log(JSON.stringify(verdict, null, 1));
		expect(verdict.differences).toEqual([]);
	});
});
