import { checkActuals, simulatedTruth } from '../../e2e/checker/intacct-actuals';
import { errorOf, outputOf } from './engine/run-workflow';
import { exampleWorkflow, Site } from './site';

jest.setTimeout(60_000);

const LOADS: Readonly<Record<string, number>> = {
	'Load accounts': 12, 'Load departments': 5, 'Load locations': 3, 'Load vendors': 8, 'Load bills': 12, 'Load payments': 6,
};

describe('Sage Intacct actuals to Anaplan, through n8n\'s own engine', () => {
	const workflow = exampleWorkflow('intacct-actuals-to-anaplan.json');
	let site: Site;
	beforeAll(async () => {
		site = await Site.open();
	});
	afterAll(async () => await site.close());

	it('the first run moves every record into the model', async () => {
		const run = await site.run(workflow);
		for (const { name } of workflow.nodes) expect({ name, error: errorOf(run, name)?.message }).toEqual({ name, error: undefined });
		const loaded = Object.fromEntries(Object.keys(LOADS).map((node) => [node, outputOf(run, node)[0]?.json]));
		for (const [node, rowsSent] of Object.entries(LOADS)) expect(loaded[node]).toMatchObject({ status: 'success', rowsSent, rowsRejected: 0, cursors: [{ records: rowsSent, moved: true }] });
		expect(outputOf(run, 'Load ledger lines')[0]?.json).toMatchObject({ status: 'success', cursors: [{ records: 40, moved: true }] });

		const verdict = await checkActuals(simulatedTruth(site.urls.intacct), site.urls.anaplan);
		expect(verdict.differences).toEqual([]);
		expect(verdict.checked).toEqual({ GLACCOUNT: 12, DEPARTMENT: 5, LOCATION: 3, VENDOR: 8, APBILL: 12, APPYMT: 6, GLDETAIL: 40 });
	});

	it('a second run without changes asks Anaplan for nothing and puts nothing out', async () => {
		const before = await site.mark('anaplan');
		const cursors = site.cursors();
		const run = await site.run(workflow);
		for (const { name } of workflow.nodes.filter((node) => node.name.startsWith('Get changed'))) expect({ name, items: outputOf(run, name) }).toEqual({ name, items: [] });
		expect((await site.history('anaplan', before)).filter(({ kind }) => kind === 'effect' || kind === 'request')).toEqual([]);
		expect(site.cursors()).toBe(cursors);
	});

	it('a third run after one change loads what changed, and nothing else is touched', async () => {
		await site.intacct.post('clock', { advanceMs: 5_000 });
		await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-10', NAME: 'Tide & Sons' } });
		await site.intacct.post('clock', { advanceMs: 5_000 });
		const before = await site.mark('anaplan');
		const run = await site.run(workflow);

		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', rowsSent: 1, cursors: [{ records: 1, moved: true }] });
		const requests = (await site.history('anaplan', before)).filter(({ method }) => method === 'POST' || method === 'PUT').map(({ method, path }) => `${method} ${path?.split('/').slice(-2).join('/')}`);
		expect(requests).toEqual(['POST files/113000000004', 'PUT chunks/0', 'POST 113000000004/complete', 'POST 112000000004/tasks']);
		const verdict = await checkActuals(simulatedTruth(site.urls.intacct), site.urls.anaplan);
		expect(verdict.differences).toEqual([]);
	});
});

