import { byName } from '../../examples/source/workflow-builder';
import { errorOf, forgetHighest, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, field, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorFlow, vendorsMissing, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const get = intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') });
const portion = (name: string, from: number, to: number): Step => ({ name, type: 'portion', parameters: { from, to }, after: [['Get vendors', 0]] });
const map = (after: Step['after']): Step => mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT) }, { after });
const load = (options: Record<string, unknown> = {}): Step => anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT), options });

const inPortions = (...portions: Step[]): EngineWorkflow => workflowOf([get, ...portions, map(portions.map(({ name }) => [name, 0] as const)), load()], 'vendors');

describe('a batch is confirmed only when exactly its records have reached the load', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	it('a part of the records confirms nothing, and the next run reads all of them again', async () => {
		const run = await site.run(inPortions(portion('Half', 0, 4)));
		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: false, because: expect.stringContaining('4 of the 8 records') }] });
		expect(site.cursors()).toBe('{}');
		await site.run(vendorFlow());
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it('the last missing portion confirms the batch', async () => {
		const run = await site.run(inPortions(portion('First half', 0, 4), portion('Second half', 4, 100)));
		const runs = run.data.resultData.runData['Load vendors'] ?? [];
		const moved = runs.map(({ data }) => data?.main?.[0]?.[0]?.json.cursors).map((cursors) => (cursors as Array<{ moved: boolean }>)[0]?.moved);
		expect(moved).toEqual([false, true]);
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it('one portion twice does not stand for the other', async () => {
		await site.run(inPortions(portion('First half', 0, 4), portion('First half again', 0, 4)));
		expect(site.cursors()).toBe('{}');
	});

	it('records left out on purpose are confirmed when the user says so', async () => {
		const workflow = workflowOf([get, portion('Half', 0, 4), map([['Half', 0]]), load({ confirmFiltered: true })], 'vendors');
		const run = await site.run(workflow);
		expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ cursors: [{ moved: true }] });
	});

	it('a load that is pointed at another target has confirmed nothing there', async () => {
		const first = vendorFlow();
		await site.run(first);
		expect(outputOf(await site.run(first), 'Get vendors')).toEqual([]);
		const columns = [field('Code', 'VENDORID'), field('Name', 'NAME'), field('Parent', 'PARENTID')];
		const elsewhere = vendorFlow({ columns, map: { import: byName('Departments from Departments.csv') }, load: { import: byName('Departments from Departments.csv') } });
		expect(outputOf(await site.run(elsewhere), 'Get vendors')).toHaveLength(8);
	});

	it('a file in two portions of one node run is refused before it is read twice', async () => {
		site.supply('Two items', [{ json: {} }, { json: {} }]);
		const run = await site.run(workflowOf([{ name: 'Two items', type: 'supply' }, { ...get, after: [['Two items', 0]] }, map([['Get vendors', 0]]), load()], 'vendors'));
		expect(errorOf(run, 'Get vendors')?.message).toContain('several input items');
		expect(site.cursors()).toBe('{}');
	});

	it('rejected rows that the failure dump does not list hold the cursor, even when rejected rows move it', async () => {
		await site.anaplan.post('faults', { kind: 'answer', match: 'dump', status: 404, body: '{}', times: -1 });
		const broken = VENDOR_COLUMNS.map((column) => (column.column === 'Name' ? { column: 'Name', from: 'constant', constant: '' } : column));
		const run = await site.run(vendorFlow({ columns: [{ column: 'Code', from: 'constant', constant: ' ' }, ...broken.slice(1)], load: { options: { whenRejected: 'move' } } }));
		const summary = outputOf(run, 'Load vendors')[0]?.json;
		expect(summary).toMatchObject({ cursors: [{ moved: false }] });
		expect(Number(summary?.rowsRejected)).toBeGreaterThan(0);
	});
});

describe('adding up', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.open();
	});
	afterAll(async () => await site.close());

	const sums = (parameters: Record<string, unknown> = {}): Step => mapping('Add up', [field('Vendor', 'VENDORID'), field('Due', 'TOTALDUE', { transform: 'amount' })], { duplicates: 'sum', keyColumns: 'Vendor', sumColumns: 'Due', ...parameters });

	it('refuses records that came in twice', async () => {
		const bills = intacct('Get bills', 'record', 'getChanges', { object: byName('APBILL') }, { after: [['Test this workflow', 0]] });
		const twice = workflowOf([bills, { name: 'A', type: 'noOp', after: [['Get bills', 0]] }, sums()], 'sums');
		expect(errorOf(await site.run(twice), 'Add up')).toBeUndefined();
		site.supply('Repeated', [{ json: { VENDORID: 'V', TOTALDUE: '1', _source: { stream: 's', key: '1', stamp: '', batch: 'b' } } }, { json: { VENDORID: 'V', TOTALDUE: '1', _source: { stream: 's', key: '1', stamp: '', batch: 'b' } } }]);
		const run = await site.run(workflowOf([{ name: 'Repeated', type: 'supply' }, sums()], 'sums'));
		expect(errorOf(run, 'Add up')?.message).toContain('added up twice');
	});
});
