import type { INodeExecutionData } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { errorOf, errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { losesNothing, toldBy } from './held-cursor';
import { Site } from './site';
import { anaplan, intacct, vendorFlow, vendorsMissing, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const opened: Site[] = [];

/** One more site, closed at the end. */
const another = async (): Promise<Site> => {
	const site = await Site.open();
	opened.push(site);
	return site;
};

describe('the cursor, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const later = (ms = 2_000) => site.intacct.post('clock', { advanceMs: ms });
	const change = async (NAME: string): Promise<void> => {
		await later();
		await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-10', NAME } });
		await later();
	};
	const loaded = (run: Awaited<ReturnType<Site['run']>>) => outputOf(run, 'Load vendors')[0]?.json;

	it('moves after a confirmed load, and the next run reads what changed since', async () => {
		expect(loaded(await site.run(vendorFlow()))).toMatchObject({ rowsSent: 8, cursors: [{ from: 'beginning', moved: true }] });
		await later();
		expect(outputOf(await site.run(vendorFlow()), 'Get vendors')).toEqual([]);
		await change('Changed once');
		expect(loaded(await site.run(vendorFlow()))).toMatchObject({ rowsSent: 1, cursors: [{ from: expect.stringMatching(/Z$/) as string, moved: true }] });
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it('a manual run loads and moves nothing', async () => {
		const run = await site.run(vendorFlow(), { mode: 'manual' });
		expect(loaded(run)).toMatchObject({ status: 'success', rowsSent: 8, cursors: [{ moved: false, because: expect.stringContaining('a manual run moves nothing') as string }] });
		expect(site.staticData).toEqual({});
		expect(loaded(await site.run(vendorFlow()))).toMatchObject({ rowsSent: 8, cursors: [{ from: 'beginning', moved: true }] });
	});

	it('a manual run after a production run leaves the cursor where it is', async () => {
		await site.run(vendorFlow());
		await change('Changed');
		const before = site.cursors();
		await site.run(vendorFlow(), { mode: 'manual' });
		expect(site.cursors()).toBe(before);
		expect(loaded(await site.run(vendorFlow()))).toMatchObject({ rowsSent: 1, cursors: [{ moved: true }] });
	});

	it('a retry that begins with empty static data writes not a single key', async () => {
		const kept = { global: { other: { of: 'another node' } } };
		site.staticData = kept;
		const run = await site.run(vendorFlow(), { mode: 'retry', staticData: {} });
		expect(loaded(run)).toMatchObject({ status: 'success', rowsSent: 8, cursors: [{ moved: false, because: expect.stringContaining('begins with an empty state') as string }] });
		expect(site.staticData).toBe(kept);
		expect(await vendorsMissing(site)).toEqual([]);
	});

	it('a retry with the kept static data moves the cursor', async () => {
		await site.run(vendorFlow());
		await change('Changed');
		expect(loaded(await site.run(vendorFlow(), { mode: 'retry' }))).toMatchObject({ rowsSent: 1, cursors: [{ moved: true }] });
	});

	it('one that lies in the future is an error and not a gap', async () => {
		await later(86_400_000);
		await site.run(vendorFlow());
		const before = site.cursors();
		await later(-86_400_000);
		await site.intacct.post('sessions/expire', {});
		const run = await site.run(vendorFlow());
		expect(errorOf(run, 'Get vendors')?.message).toContain('the server\'s clock says');
		expect(errorOf(run, 'Get vendors')?.description).toBeTruthy();
		expect(site.cursors()).toBe(before);
	});

	it('lost, old or broken static data cost a re-read and no record', async () => {
		await site.run(vendorFlow());
		const old = structuredClone(site.staticData);
		await change('Changed');
		await site.run(vendorFlow());
		const key = Object.keys(site.staticData.global ?? {}).find((name) => name.startsWith('confirmed/')) ?? '';
		for (const state of [{}, old, { global: { [key]: 'rubbish' } }, { global: { [key]: { v: 1, cursors: [{ v: 1, to: '9999' }] } } }]) {
			site.staticData = structuredClone(state) as Site['staticData'];
			await change(`Changed with ${JSON.stringify(state).length}`);
			const run = await site.run(vendorFlow());
			expect(errorsOf(run)).toEqual({});
			expect(loaded(run)).toMatchObject({ status: 'success', cursors: [{ moved: true }] });
			expect(await vendorsMissing(site)).toEqual([]);
		}
	});

	describe('an old batch', () => {
		/** What "Get vendors" put out in an earlier execution, as n8n hands it to a retry of the nodes behind it. */
		const replay = async (items: INodeExecutionData[], load: Record<string, unknown> = {}) => {
			site.supply('Get vendors', items.map(({ json }) => ({ json })));
			const workflow = vendorFlow({ load });
			const [start, get, ...others] = workflow.nodes;
			if (!start || !get) throw new Error('no nodes');
			return await site.run({ ...workflow, nodes: [start, { ...get, type: 'test.supply', credentials: {}, parameters: {} }, ...others] });
		};

		it('is refused when a newer one was loaded, before anything is sent; "Load Older Batches" overrides it', async () => {
			const first = outputOf(await site.run(vendorFlow()), 'Get vendors');
			await change('Newer name');
			await site.run(vendorFlow());
			expect(await vendorsMissing(site)).toEqual([]);

			const before = site.cursors();
			const mark = await site.mark('anaplan');
			const refused = await replay(first);
			expect(toldBy(refused)).toContain('Stale-replay guard');
			expect(toldBy(refused)).toContain('Load Older Batches');
			expect(await site.effects('anaplan', mark)).toEqual([]);
			expect(await vendorsMissing(site)).toEqual([]);

			const forced = await replay(first, { options: { loadStale: true } });
			expect(loaded(forced)).toMatchObject({ status: 'success', rowsSent: 8, cursors: [{ moved: false, because: expect.stringContaining('already confirmed') as string }] });
			expect(await vendorsMissing(site)).toEqual(['V-10']);
			expect(site.cursors()).toBe(before);
		});

		it('is refused by Upload Chunks too, which has the same option', async () => {
			const uploading = (options: Record<string, unknown> = {}) => {
				const { nodes, connections } = vendorFlow({ map: { output: 'file' } });
				const upload = anaplan('Load vendors', 'file', 'uploadChunks', { file: byName('Vendors.csv'), options });
				return { id: 'vendors', name: 'vendors', connections, nodes: nodes.map((node) => (node.name === upload.name ? { ...node, parameters: upload.parameters as never } : node)) };
			};
			const first = outputOf(await site.run(uploading()), 'Get vendors');
			await change('Newer name');
			expect(errorsOf(await site.run(uploading()))).toEqual({});
			site.supply('Get vendors', first.map(({ json }) => ({ json })));
			const replayed = (options?: Record<string, unknown>) => {
				const workflow = uploading(options);
				return { ...workflow, nodes: workflow.nodes.map((node) => (node.name === 'Get vendors' ? { ...node, type: 'test.supply', credentials: {}, parameters: {} } : node)) };
			};
			expect(toldBy(await site.run(replayed()))).toContain('Load Older Batches');
			expect(errorsOf(await site.run(replayed({ loadStale: true })))).toEqual({});
		});

		it.each(['addItems', 'updateItems', 'deleteItems', 'writeCells'])('is refused by operations that write or delete list items or cells, too: %s', async (operation) => {
			const below = (value: Record<string, string>) => ({ columns: { mappingMode: 'defineBelow', value, matchingColumns: ['code'], schema: [] } });
			const items = { list: byName('Vendors'), key: '={{ $json.VENDORID }}', ...below({ code: '={{ $json.VENDORID }}', name: '={{ $json.NAME }}' }) };
			site.supply('Rows', [{}]);
			const [current] = outputOf(await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Lines', 'module', 'getLineItems', { module: byName('AP03 Aging') })])), 'Lines');
			const amount = `lineItem:${String(current?.json.id)}`;
			const cells = { module: byName('AP03 Aging'), ...below({ 'dimension:101000000004': '={{ $json.VENDORID }}', [amount]: '1' }) };
			const writing = (options: Record<string, unknown> = {}) => workflowOf([
				intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') }),
				anaplan('Load vendors', operation === 'writeCells' ? 'module' : 'list', operation, { ...(operation === 'writeCells' ? cells : items), options }),
			], 'vendors');
			if (operation !== 'addItems') await site.run(workflowOf([intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') }), anaplan('Add them', 'list', 'addItems', items)]));
			const first = outputOf(await site.run(writing()), 'Get vendors');
			await change('Newer name');
			await site.run(writing());
			site.supply('Get vendors', first.map(({ json }) => ({ json })));
			const mark = await site.mark('anaplan');
			const replayed = (options?: Record<string, unknown>) => {
				const workflow = writing(options);
				return { ...workflow, nodes: workflow.nodes.map((node) => (node.name === 'Get vendors' ? { ...node, type: 'test.supply', credentials: {}, parameters: {} } : node)) };
			};
			expect(toldBy(await site.run(replayed()))).toContain('Load Older Batches');
			expect((await site.history('anaplan', mark)).filter(({ kind, method, path }) => kind === 'request' && method !== 'GET' && !/\/dimensions\//.test(String(path)))).toEqual([]);
			expect(toldBy(await site.run(replayed({ loadStale: true })))).not.toContain('Load Older Batches');
		});

		it('is let through as often as needed as long as it is the newest', async () => {
			const first = outputOf(await site.run(vendorFlow()), 'Get vendors');
			for (let attempt = 0; attempt < 3; attempt += 1) expect(errorsOf(await replay(first))).toEqual({});
		});

		it('that somebody has edited confirms nothing', async () => {
			const first = outputOf(await site.run(vendorFlow(), { mode: 'manual' }), 'Get vendors');
			const [head, ...rest] = first;
			if (!head) throw new Error('no items');
			const edited = { ...head, json: { ...head.json, _batch: { ...(head.json._batch as object), to: '2030-01-01T00:00:00Z' } } };
			const run = await replay([edited, ...rest]);
			expect(loaded(run)).toMatchObject({ status: 'success', cursors: [] });
			expect(site.cursors()).toBe('{}');
		});

		it('of which a part was left out on the way confirms nothing', async () => {
			const first = outputOf(await site.run(vendorFlow(), { mode: 'manual' }), 'Get vendors');
			const run = await replay(first.slice(0, 5));
			expect(loaded(run)).toMatchObject({ rowsSent: 5, cursors: [{ moved: false, because: expect.stringContaining('5 of the 8 records') as string }] });
			expect(site.cursors()).toBe('{}');
		});
	});

	describe('Start Over From', () => {
		const from = (startOverFrom: string) => vendorFlow({ get: { options: { startOverFrom } } });

		it('begins again once when its text changes, and goes on from there', async () => {
			await site.run(vendorFlow());
			await later();
			expect(loaded(await site.run(from('beginning')))).toMatchObject({ rowsSent: 8, cursors: [{ from: 'beginning', moved: true }] });
			await later();
			expect(outputOf(await site.run(from('beginning')), 'Get vendors')).toEqual([]);
			expect(loaded(await site.run(from('beginning - once more')))).toMatchObject({ rowsSent: 8 });
		});

		it('begins at a moment', async () => {
			const { nowMs } = await site.intacct.get<{ nowMs: number }>('clock');
			await change('Only this one');
			const moment = new Date(Math.floor(nowMs / 1000) * 1000).toISOString().replace('.000', '');
			const run = await site.run(from(moment));
			// Records without a stamp are read whatever the moment is.
			expect(outputOf(run, 'Get vendors').map(({ json }) => json.VENDORID).sort()).toEqual(['0042', 'V-10']);
			expect(loaded(run)).toMatchObject({ cursors: [{ moved: true }] });
		});

		it('is refused when it is neither, and in the future', async () => {
			for (const text of ['yesterday', '2100-01-01']) {
				const run = await losesNothing(await another(), { workflow: from(text) });
				expect(errorOf(run, 'Get vendors')?.message).toContain('Start Over From');
			}
		});
		afterAll(async () => {
			for (const other of opened) await other.close();
		});
	});

	it('is shown by Cursor: Get, with who confirmed it', async () => {
		await site.run(vendorFlow());
		const run = await site.run(workflowOf([intacct('Show', 'cursor', 'get')], 'vendors'));
		expect(outputOf(run, 'Show').map(({ json }) => json)).toEqual([expect.objectContaining({
			node: 'Get vendors', stream: 'intacct/BluefinTools/top/VENDOR', confirmedBy: expect.stringContaining('Load vendors') as string, confirmedUpTo: expect.stringMatching(/Z$/) as string,
		})]);
	});

	it('is announced as unconfirmed when no load follows', async () => {
		const run = await site.run(workflowOf([intacct('Get', 'record', 'getChanges', { object: { __rl: true, mode: 'name', value: 'VENDOR' } })]));
		expect(hintsOf(run, 'Get').at(-1)).toContain('No Anaplan load follows this node');
	});
});
