import { byName } from '../../examples/source/workflow-builder';
import { errorOf, hintsOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, TARGET, VENDOR_IMPORT, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const byId = (value: string) => ({ __rl: true, mode: 'list', value });
const IDS = { workspace: byId('8a868cd97f1c22d5018120c4d3e70b51'), model: byId('5C3D7A0B9E2F4D6183A4B5C6D7E8F901') };

const supply = { name: 'Rows', type: 'supply' } as const;
const rows = (...names: string[]) => names.map((Name, index) => ({ json: { Code: `N-${index + 1}`, Name, Status: 'active' } }));
const csv = (...lines: string[]): string => ['Code,Name,Status', ...lines, ''].join('\n');

interface ListItem { readonly code: string; readonly name: string }

describe('operations of the Anaplan node, through n8n\'s own engine', () => {
	let site: Site;
	const vendors = async (): Promise<string[]> => (await site.anaplan.get<ListItem[]>('list?id=101000000004')).map(({ code, name }) => `${code} ${name}`);
	const single = async (resource: string, operation: string, parameters: Record<string, unknown> = {}) => {
		const run = await site.run(workflowOf([supply, anaplan('Ask', resource, operation, parameters)]));
		return { items: outputOf(run, 'Ask').map(({ json }) => json), rejected: outputOf(run, 'Ask', 1).map(({ json }) => json), error: errorOf(run, 'Ask'), hints: hintsOf(run, 'Ask'), pairs: outputOf(run, 'Ask').map(({ pairedItem }) => pairedItem) };
	};
	/** Fills the file of the vendor import, so that the import can be run by itself. */
	const upload = async (...lines: string[]): Promise<void> => {
		site.supply('Rows', [{ files: { data: csv(...lines) } }]);
		expect((await single('file', 'uploadChunks', { file: byName('Vendors.csv') })).error).toBeUndefined();
	};

	beforeEach(async () => {
		site = await Site.open();
		site.supply('Rows', [{}]);
	});
	afterEach(async () => await site.close());

	describe('Get Many', () => {
		it('lists workspaces', async () => {
			expect((await single('workspace', 'getMany')).items).toEqual([{ id: '8a868cd97f1c22d5018120c4d3e70b51', name: 'Finance', active: true }]);
		});

		it('lists models with their state, the workspace given by name or by id', async () => {
			const named = await single('model', 'getMany', { workspace: TARGET.workspace });
			expect(named.items[0]).toMatchObject({ id: '5C3D7A0B9E2F4D6183A4B5C6D7E8F901', name: 'Finance Hub', activeState: 'UNLOCKED' });
			expect((await single('model', 'getMany', { workspace: IDS.workspace })).items).toEqual(named.items);
		});

		it('lists files', async () => {
			expect((await single('file', 'getMany', IDS)).items).toEqual(expect.arrayContaining([expect.objectContaining({ id: '113000000004', name: 'Vendors.csv' })]));
		});

		it('lists imports with the file that each reads', async () => {
			const { items } = await single('import', 'getMany');
			expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ id: '112000000004', name: VENDOR_IMPORT, file: { id: '113000000004', name: 'Vendors.csv' } })]));
		});

		it('asks once for every input item and pairs the answers with it', async () => {
			site.supply('Rows', [{}, {}]);
			const { items, pairs } = await single('workspace', 'getMany');
			expect(items).toHaveLength(2);
			expect(pairs).toEqual([{ item: 0 }, { item: 1 }]);
		});
	});

	describe('Load Rows', () => {
		const load = (parameters: Record<string, unknown> = {}) => single('import', 'loadRows', { import: byName(VENDOR_IMPORT), ...parameters });

		it('loads items and tells what became of them', async () => {
			site.supply('Rows', rows('Ada', 'Böll'));
			const { items, pairs, hints, rejected } = await load();
			expect(items).toEqual([expect.objectContaining({
				status: 'success', rowsSent: 2, rowsRejected: 0, notRun: [], cursors: [],
				steps: [expect.objectContaining({ import: { id: '112000000004', name: VENDOR_IMPORT }, counts: expect.objectContaining({ created: 2, failed: 0, ignored: 0 }) as object })],
			})]);
			expect(items[0]?.taskId).toMatch(/^[0-9A-F]{32}$/);
			expect(pairs).toEqual([[{ item: 0 }, { item: 1 }]]);
			expect(rejected).toEqual([]);
			expect(hints).toEqual(['2 rows sent; Vendors from Vendors.csv: 2 of 2 rows or cells loaded']);
			expect(await vendors()).toEqual(['N-1 Ada', 'N-2 Böll']);
		});

		it('loads the same rows again without a change', async () => {
			site.supply('Rows', rows('Ada', 'Böll'));
			await load();
			const { items } = await load();
			expect(items[0]).toMatchObject({ status: 'success', steps: [{ counts: { created: 0, updated: 2 } }] });
			expect(await vendors()).toEqual(['N-1 Ada', 'N-2 Böll']);
		});

		it('takes ids instead of names, and expressions', async () => {
			site.supply('Rows', rows('Ada'));
			const { items } = await load({ ...IDS, import: byName('={{ "1120000" + "00004" }}') });
			expect(items[0]).toMatchObject({ status: 'success', rowsSent: 1 });
		});

		it('loads a file, and each of several files', async () => {
			site.supply('Rows', [{ files: { data: csv('N-1,Ada,active') } }, { files: { data: csv('N-2,Böll,active', 'N-3,Cleo,inactive') } }]);
			const { items, pairs } = await load();
			expect(items.map(({ status, rowsSent, upload: sent }) => ({ status, rowsSent, sent }))).toEqual([
				{ status: 'success', rowsSent: null, sent: expect.objectContaining({ chunks: 1, bytes: 32 }) as object },
				{ status: 'success', rowsSent: null, sent: expect.objectContaining({ chunks: 1 }) as object },
			]);
			expect(pairs).toEqual([[{ item: 0 }], [{ item: 1 }]]);
			expect(await vendors()).toEqual(['N-1 Ada', 'N-2 Böll', 'N-3 Cleo']);
		});

		it('takes the file from the field that is named', async () => {
			site.supply('Rows', [{ files: { sheet: csv('N-1,Ada,active') } }]);
			expect((await load({ input: 'file', inputProperty: 'sheet' })).items[0]).toMatchObject({ status: 'success' });
			const missing = await load({ input: 'file', inputProperty: 'data' });
			expect(missing.error?.message).toContain("'data'");
		});

		it('loads items although a file lies beside them, when told so', async () => {
			site.supply('Rows', [{ json: { Code: 'N-9', Name: 'From the item', Status: '' }, files: { data: csv('N-1,Ada,active') } }]);
			await load({ input: 'items' });
			expect(await vendors()).toEqual(['N-9 From the item']);
		});

		it('runs a second import on the same upload, the list first and then the module', async () => {
			site.supply('Rows', [{ json: { Bill: 'B-1', Vendor: '', 'Bill Number': '1', State: 'Posted', 'Bill Date': '2026-01-31', 'Due Date': '', Period: 'Jan 26', Currency: 'USD', Amount: '10.10', Paid: '', Due: '' } }]);
			const { items } = await load({ import: byName('AP Bills list from AP_Bills.csv'), options: { alsoRun: ['112000000006'] } });
			expect(items[0]).toMatchObject({ status: 'success', steps: [{ import: { id: '112000000005' } }, { import: { id: '112000000006' } }] });
			expect((await site.anaplan.get<object[]>('cells?module=102000000001'))[0]).toMatchObject({ 'AP Bills': 'B-1', Amount: '10.1' });
		});

		it('cuts into chunks and sends them as they are when compression is off', async () => {
			const line = `N-1,${'x'.repeat(40)},active`;
			site.supply('Rows', [{ files: { data: csv(...Array.from({ length: 50_000 }, (_, index) => line.replace('N-1', `N-${index}`).replace('x'.repeat(40), `name of vendor number ${index}`))) } }]);
			const { items } = await load({ options: { chunkMegabytes: 1, gzip: false, parallelChunks: 2 } });
			expect(items[0]).toMatchObject({ status: 'success', upload: { chunks: 3 } });
			expect(await vendors()).toHaveLength(50_000);
		});

		it('sends nothing for no rows', async () => {
			site.supply('Rows', [{ files: { data: 'Code,Name,Status\n' } }]);
			const before = await site.mark('anaplan');
			const { items, hints } = await load();
			expect(items[0]).toMatchObject({ status: 'success', nothingToDo: true, upload: null, steps: [] });
			expect(hints).toEqual(['No row to load: nothing was sent and no task was started.']);
			expect(await site.effects('anaplan', before)).toEqual(['session']);
		});

		it('puts rejected rows out by the second output, joined to the row that was sent', async () => {
			site.supply('Rows', [{ json: { Code: 'N-1', Name: 'Ada', Status: 'active' } }, { json: { Code: '', Name: '', Status: 'active', _source: { stream: 's', key: '77', stamp: '2026-01-01T00:00:00Z', batch: 'b' } } }]);
			const { items, rejected, hints } = await load();
			expect(items[0]).toMatchObject({ status: 'warning', rowsRejected: 1 });
			expect(hints.at(-1)).toContain('1 rejected row.');
			expect(rejected).toEqual([expect.objectContaining({
				_rejected: 1, stage: 'import', reasons: ['Invalid name:'], row: { Code: '', Name: '', Status: 'active' }, line: 3, loaded: 'no',
				_source: { stream: 's', key: '77', stamp: '2026-01-01T00:00:00Z', batch: 'b' }, import: { id: '112000000004', name: VENDOR_IMPORT },
			})]);
		});

		it('goes on with an item that tells the error when the user wants that', async () => {
			site.supply('Rows', rows('Ada'));
			const run = await site.run(workflowOf([supply, anaplan('Ask', 'import', 'loadRows', { import: byName('no such import') }, { onError: 'continueRegularOutput' }), { name: 'After', type: 'noOp' }]));
			expect(errorOf(run, 'Ask')).toBeUndefined();
			expect(outputOf(run, 'After').map(({ json }) => json)).toEqual([{ error: expect.stringContaining('no such id or name') as string, details: expect.stringContaining(VENDOR_IMPORT) as string }]);
		});

		it('sends the error to the error output when the user has chosen one', async () => {
			site.supply('Rows', rows('Ada'));
			const run = await site.run(workflowOf([
				supply, anaplan('Ask', 'import', 'loadRows', { import: byName('no such import') }, { onError: 'continueErrorOutput' }),
				{ name: 'Failed', type: 'noOp', after: [['Ask', 2]] },
			]));
			expect(outputOf(run, 'Ask', 0)).toEqual([]);
			expect(outputOf(run, 'Failed')).toHaveLength(1);
		});
	});

	describe('Upload Chunks and Run Import Action', () => {
		it('uploads without starting anything', async () => {
			site.supply('Rows', [{ files: { data: csv('N-1,Ada,active') } }]);
			const { items, hints } = await single('file', 'uploadChunks', { file: byName('Vendors.csv') });
			expect(items).toEqual([expect.objectContaining({ file: { id: '113000000004', name: 'Vendors.csv' }, chunks: 1, bytes: 32, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string })]);
			expect(hints).toEqual(['Vendors.csv: 32 bytes in 1 chunk.']);
			expect(await site.effects('anaplan')).not.toContain('task-created');
			expect(await vendors()).toEqual([]);
		});

		it('leaves out the byte order mark that n8n\'s own Convert to File writes', async () => {
			site.supply('Rows', [{ files: { data: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(csv('N-1,Ada,active'))]) } }]);
			const { items } = await single('file', 'uploadChunks', { file: byName('Vendors.csv') });
			expect(items).toEqual([expect.objectContaining({ bytes: 32 })]);
		});

		it('runs an import on what was uploaded and waits for it', async () => {
			await upload('N-1,Ada,active', ',,active');
			const { items, rejected } = await single('import', 'runImport', { import: byName(VENDOR_IMPORT) });
			expect(items[0]).toMatchObject({ status: 'warning', import: { id: '112000000004' }, rowsRejected: 1, counts: { created: 1, failed: 1 } });
			expect(rejected).toEqual([expect.objectContaining({ reasons: ['Invalid name:'], line: 3 })]);
			expect(await vendors()).toEqual(['N-1 Ada']);
		});

		it('goes item by item, and only the one that fails is an error item', async () => {
			await upload('N-1,Ada,active');
			site.supply('Rows', [{ json: { which: 'nothing' } }, { json: { which: VENDOR_IMPORT } }]);
			const run = await site.run(workflowOf([supply, anaplan('Ask', 'import', 'runImport', { import: byName('={{ $json.which }}') }, { onError: 'continueRegularOutput' })]));
			const [failed, good] = outputOf(run, 'Ask');
			expect(failed).toMatchObject({ json: { error: expect.stringContaining('nothing') as string }, pairedItem: { item: 0 } });
			expect(good).toMatchObject({ json: { status: 'success' }, pairedItem: { item: 1 } });
		});
	});

	describe('tasks', () => {
		it('Run Import without waiting, then Poll Task by the fields that it leaves', async () => {
			await upload('N-1,Ada,active', ',,active');
			site.supply('Rows', [{}]);
			const run = await site.run(workflowOf([
				supply, anaplan('Start', 'import', 'runImport', { import: byName(VENDOR_IMPORT), wait: false }), anaplan('Poll', 'task', 'pollTask'),
				anaplan('Dump', 'task', 'getFailureDump', { actionId: '112000000004', taskId: '={{ $json.taskId }}' }, { after: [['Poll', 0]] }),
			]));
			const [started] = outputOf(run, 'Start');
			expect(started?.json).toMatchObject({ import: { id: '112000000004', name: VENDOR_IMPORT }, taskId: expect.stringMatching(/^[0-9A-F]{32}$/) as string });
			expect(outputOf(run, 'Poll')[0]?.json).toMatchObject({ status: 'warning', taskId: started?.json.taskId, rowsRejected: 1 });
			expect(outputOf(run, 'Poll', 1).map(({ json }) => json)).toEqual([expect.objectContaining({ line: 3, reasons: ['Invalid name:'] })]);
			expect(outputOf(run, 'Dump').map(({ json }) => json)).toEqual([{ loaded: 'no', line: 3, reasons: ['Invalid name:'], row: { Code: '', Name: '', Status: 'active' } }]);
		});

		it('Get Failure Dump of a clean task says that there is none', async () => {
			await upload('N-1,Ada,active');
			site.supply('Rows', [{}]);
			const run = await site.run(workflowOf([
				supply, anaplan('Run', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }),
				anaplan('Dump', 'task', 'getFailureDump', { actionId: VENDOR_IMPORT, taskId: '={{ $json.taskId }}' }),
			]));
			expect(outputOf(run, 'Dump')).toEqual([]);
			expect(hintsOf(run, 'Dump')).toEqual([expect.stringContaining('has no failure dump')]);
		});

		it('Cancel asks Anaplan to roll a running task back', async () => {
			await upload('N-1,Ada,active');
			await site.anaplan.post('switches', { hangTasks: true });
			site.supply('Rows', [{}]);
			const run = await site.run(workflowOf([
				supply, anaplan('Start', 'import', 'runImport', { import: byName(VENDOR_IMPORT), wait: false }), anaplan('Cancel', 'task', 'cancel'),
			]));
			expect(outputOf(run, 'Cancel')[0]?.json).toMatchObject({ taskId: outputOf(run, 'Start')[0]?.json.taskId, import: { id: '112000000004', name: VENDOR_IMPORT }, state: expect.stringMatching(/^CANCELL/) as string });
			const rolledBack = async (): Promise<boolean> => (await site.effects('anaplan')).includes('task-cancelled');
			while (!(await rolledBack())) await new Promise((resolve) => setTimeout(resolve, 5));
			expect(await vendors()).toEqual([]);
		});
	});
});
