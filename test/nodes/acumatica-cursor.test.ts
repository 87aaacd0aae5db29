import { byName } from '../../examples/source/workflow-builder';
import { askAcumatica, requestsSince, seatsTaken } from './acumatica-asking';
import { binaryText, errorsOf, forgetHighest, hintsOf, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { Site } from './site';
import { acumatica, anaplan, field, intacct, mapping, TARGET, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const GET = 'Get vendors';
const LOAD = 'Load vendors';

interface Flow {
	readonly get?: Record<string, unknown>;
	readonly map?: Record<string, unknown>;
	readonly asFile?: boolean;
	readonly before?: Parameters<typeof workflowOf>[0];
}

/** Changed vendors of Acumatica into the list Vendors of Anaplan, without which nothing confirms what was read. */
const vendorsOf = ({ get = {}, map = {}, asFile = false, before = [] }: Flow = {}): EngineWorkflow => {
	const output = asFile ? { output: 'file' } : {};
	const columns = [field('Code', 'VendorID', { transform: 'text', trim: true, whenEmpty: 'reject' }), field('Name', 'VendorName'), field('Status', 'Status')];
	return workflowOf([
		...before,
		acumatica(GET, 'record', 'getChanges', { entity: byName('Vendor'), ...output, ...get }),
		mapping('Map vendors', columns, { ...TARGET, import: byName(VENDOR_IMPORT), ...output, ...map }),
		anaplan(LOAD, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
	], 'acumatica vendors');
};

describe('the cursor over Acumatica, through n8n\'s own engine', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open({ acumatica: {} });
	});
	afterEach(async () => {
		expect(await seatsTaken(site)).toBe(0);
		await site.close();
	});

	type Run = Awaited<ReturnType<Site['run']>>;
	const loaded = (run: Run) => outputOf(run, LOAD)[0]?.json;
	const read = (run: Run, key = 'VendorID') => outputOf(run, GET).map(({ json }) => json[key]);
	const later = (ms = 2_000) => site.acumatica.post('clock', { advanceMs: ms });
	const save = async (entity: string, record: Record<string, unknown>): Promise<void> => {
		await later();
		await site.acumatica.post('records', { entity, record });
		await later();
	};
	/** Vendors that Acumatica has and the model does not show under the same name. */
	const missing = async (): Promise<string[]> => {
		const records = await site.acumatica.get<Array<Record<string, string>>>('records?entity=Vendor');
		const items = await site.anaplan.get<Array<{ code: string; name: string }>>('list?id=101000000004');
		const names = new Map(items.map(({ code, name }) => [code, name]));
		return records.filter(({ VendorID = '', VendorName }) => names.get(VendorID) !== VendorName).map(({ VendorID = '' }) => VendorID);
	};

	it.each([false, true])('moves only after a confirmed load; the next run reads nothing, a change arrives (as a file: %s)', async (asFile) => {
		const flow = vendorsOf({ asFile });
		expect(loaded(await site.run(flow))).toMatchObject({ status: 'success', cursors: [{ from: 'beginning', moved: true }] });
		expect(await missing()).toEqual([]);
		await later();
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await save('Vendor', { VendorID: 'V00213', VendorName: 'Möwe & Söhne' });
		const run = await site.run(flow);
		expect(outputOf(run, GET).map(({ json }) => (asFile ? json.records : json.VendorID))).toEqual([asFile ? 1 : 'V00213']);
		expect(loaded(run)).toMatchObject({ cursors: [{ from: expect.stringMatching(/Z$/) as string, moved: true }] });
		expect(await missing()).toEqual([]);
	});

	it('stays where it is when the load fails, and the next run brings everything', async () => {
		await site.run(vendorsOf());
		await save('Vendor', { VendorID: 'V00212', VendorName: 'Heron' });
		const before = site.cursors();
		await site.anaplan.post('faults', { match: 'imports/.*/tasks', kind: 'answer', status: 403, body: '{}', times: 5 });
		expect(errorsOf(await site.run(vendorsOf()))).toHaveProperty(LOAD);
		expect(site.cursors()).toBe(before);
		await site.anaplan.delete('faults');
		const run = await site.run(vendorsOf());
		expect(read(run)).toEqual(['V00212']);
		expect(loaded(run)).toMatchObject({ cursors: [{ moved: true }] });
		expect(await missing()).toEqual([]);
	});

	it('stays where it is in a manual run', async () => {
		const run = await site.run(vendorsOf(), { mode: 'manual' });
		expect(loaded(run)).toMatchObject({ status: 'success', cursors: [{ moved: false }] });
		expect(site.staticData).toEqual({});
	});

	it('records edited between two pages are read again, and none is missed', async () => {
		const flow = vendorsOf({ get: { options: { pageSize: 2 } } });
		await site.acumatica.post('later', { requests: 1, match: 'GET .*/Vendor\\?.*top=', route: 'records', body: { entity: 'Vendor', record: { VendorID: 'V00205', VendorName: 'Comes in before' } } });
		await site.acumatica.post('later', { requests: 2, match: 'GET .*/Vendor\\?.*top=', route: 'delete', body: { entity: 'Vendor', key: 'V00211' } });
		expect(errorsOf(await site.run(flow))).toEqual({});
		await later();
		expect(errorsOf(await site.run(flow))).toEqual({});
		expect(await missing()).toEqual([]);
	});

	it('an entity without a stamp is read whole and compared: only what changed is sent', async () => {
		const flow = vendorsOf({ get: { entity: byName('Vendor'), options: { stampField: 'none' } } });
		expect(loaded(await site.run(flow))).toMatchObject({ rowsSent: 6, cursors: [{ moved: true }] });
		expect(outputOf(await site.run(flow), GET)).toEqual([]);
		await site.acumatica.post('records', { entity: 'Vendor', record: { VendorID: 'V00214', VendorName: 'Osprey' } });
		expect(await site.run(flow).then((run) => read(run).length)).toBeGreaterThan(0);
		expect(await missing()).toEqual([]);
	});

	it('journal lines come with the stamp of their header, so a released batch is read again', async () => {
		const lines = workflowOf([
			acumatica(GET, 'record', 'getChanges', { entity: byName('JournalTransaction') }),
			mapping('Map', [field('Code', 'BatchNbr'), field('Name', 'BatchNbr'), field('Status', 'Status')], { ...TARGET, import: byName(VENDOR_IMPORT), duplicates: 'last', keyColumns: 'Code' }),
			anaplan(LOAD, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
		], 'lines');
		expect(read(await site.run(lines), 'BatchNbr').length).toBeGreaterThan(20);
		expect(outputOf(await site.run(lines), GET)).toEqual([]);
		await later();
		await site.acumatica.post('touch', { entity: 'JournalTransaction', key: 'GL/GL0000003' });
		await later();
		const run = await site.run(lines);
		expect(outputOf(run, GET).map(({ json }) => [json.BatchNbr, json['Details/LineNbr'], (json._source as { key: string }).key])).toEqual([
			['GL0000003', '1', 'GL/GL0000003/1'], ['GL0000003', '2', 'GL/GL0000003/2'],
		]);
	});

	it('reads the same records with the same number of requests however often it runs: no seat is left behind', async () => {
		await site.run(vendorsOf());
		const before = await site.mark('acumatica');
		await site.run(vendorsOf());
		const lines = await requestsSince(site, before);
		expect(lines.filter((line) => line.endsWith('/auth/login'))).toHaveLength(1);
		expect(lines.at(-1)).toMatch(/auth\/logout$/);
		expect(lines.length).toBeLessThanOrEqual(6);
	});

	it('another ERP before it does not get its batches confirmed by the load behind', async () => {
		const flow = vendorsOf({ before: [intacct('Get others', 'record', 'getChanges', { object: byName('VENDOR') })], get: { options: { changedSince: '' } } });
		const once = { ...flow, nodes: flow.nodes.map((node) => (node.name === GET ? { ...node, executeOnce: true } : node)) };
		const run = await site.run(once);
		expect(errorsOf(run)).toEqual({});
		expect(hintsOf(run, 'Get others').at(-1)).toContain('No Anaplan load follows this node');
		expect(loaded(run)).toMatchObject({ cursors: [expect.objectContaining({ moved: true })] });
		expect(Object.keys(site.staticData.global ?? {}).filter((key) => key.startsWith('confirmed/')).join()).not.toContain('intacct');
	});

	it('several input items would read the same changes twice, and are refused', async () => {
		const { told } = await askAcumatica(site, 'record', 'getChanges', { entity: byName('Vendor') }, { fed: [{}, {}] });
		expect(told).toContain('Execute Once');
	});

	it('is shown by Cursor: Get, with who confirmed it', async () => {
		await site.run(vendorsOf());
		const run = await site.run(workflowOf([acumatica('Show', 'cursor', 'get')], 'acumatica vendors'));
		expect(outputOf(run, 'Show').map(({ json }) => json)).toEqual([expect.objectContaining({
			node: GET, stream: expect.stringMatching(/^acumatica\/127\.0\.0\.1:\d+\/HarborMills\/HarborMills\/Default\/Vendor$/) as string,
			confirmedBy: expect.stringContaining(LOAD) as string, confirmedUpTo: expect.stringMatching(/Z$/) as string,
		})]);
	});

	it('Changed Since reads from a moment, announces nothing and leaves the cursor alone', async () => {
		await site.acumatica.post('touch', { entity: 'Vendor', key: 'V00215', stamp: '2026-06-01T00:00:00Z' });
		const before = site.cursors();
		const { json } = await askAcumatica(site, 'record', 'getChanges', { entity: byName('Vendor'), options: { changedSince: '2026-05-01T00:00:00Z' } });
		expect(json.map(({ VendorID, _batch }) => [VendorID, _batch])).toEqual([['V00215', undefined]]);
		expect(site.cursors()).toBe(before);
	});

	it('an upgrade of the endpoint version keeps the cursor', async () => {
		await site.run(vendorsOf());
		await later();
		expect(outputOf(await site.run(vendorsOf({ get: { options: { endpointVersion: '25.200.001' } } })), GET)).toEqual([]);
	});

	it('another detail is another stream', async () => {
		const streamOf = async (detail: string): Promise<string> => {
			const { json } = await askAcumatica(site, 'record', 'getChanges', { entity: byName('Bill'), detail });
			return (json[0]?._source as { stream: string }).stream.split('/Default/')[1] ?? '';
		};
		expect([await streamOf('usual'), await streamOf('Details'), await streamOf('none')]).toEqual(['Bill', 'Bill/Details', 'Bill/headers']);
	});

	it('a file has a stable header and tells the batch beside it', async () => {
		const { items, hints } = await askAcumatica(site, 'record', 'getChanges', { entity: byName('Vendor'), output: 'file', fieldChoice: 'chosen', fields: ['VendorName'] });
		expect(items[0]?.json).toMatchObject({ object: 'Vendor', records: 6, changedFrom: 'beginning', _batch: { count: 6 } });
		const rows = (await binaryText(items[0], 'data')).trim().split('\n');
		expect(rows[0]).toBe('_key,_stamp,VendorID,VendorName,LastModifiedDateTime');
		expect(rows).toHaveLength(7);
		expect(hints[0]).toMatch(/^Vendor: 6 records from the beginning, up to .*Z\.$/);
	});
});
