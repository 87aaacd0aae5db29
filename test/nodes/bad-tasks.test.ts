import { byName } from '../../examples/source/workflow-builder';
import { binaryText, errorsOf, forgetHighest, outputOf } from './engine/run-workflow';
import { losesNothing, toldBy } from './held-cursor';
import { Site } from './site';
import { anaplan, field, vendorFlow, VENDOR_COLUMNS, VENDOR_IMPORT, vendorsMissing, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

jest.setTimeout(30_000);

const TASK_ID = /[0-9A-F]{32}/;

describe('imports that do not end as they should', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const switches = (changes: object) => site.anaplan.post('switches', changes);

	it('an import that fails as a whole is an error with its task and Anaplan\'s words; the cursor waits', async () => {
		const run = await losesNothing(site, { spoil: () => switches({ failImports: { 112000000004: 'uploadedFileNoLongerAvailable' } }), repair: () => switches({ failImports: {} }) });
		expect(toldBy(run)).toContain('The uploaded file is no longer available (uploadedFileNoLongerAvailable)');
		expect(toldBy(run)).toMatch(TASK_ID);
		expect(toldBy(run)).toContain('the cursor was not moved');
	});

	it('a second import that fails says what stays applied, and the cursor waits', async () => {
		const bills = { import: byName('AP Bills list from AP_Bills.csv'), options: { alsoRun: ['112000000006'] } };
		await switches({ failImports: { 112000000006: 'moduleImportNoWriteAccess' } });
		site.supply('Rows', [{ json: Object.fromEntries('Bill,Vendor,Bill Number,State,Bill Date,Due Date,Period,Currency,Amount,Paid,Due'.split(',').map((name) => [name, name === 'Bill' ? 'B-1' : ''])) }]);
		const run = await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Load', 'import', 'loadRows', bills)]));
		expect(toldBy(run)).toContain('What ran before stays applied: AP Bills list from AP_Bills.csv');
	});

	it('an import that somebody cancels is an error, and what it did was rolled back', async () => {
		await switches({ hangTasks: true });
		const running = losesNothing(site, { repair: () => switches({ hangTasks: false }) });
		const started = async (): Promise<string | undefined> => (await site.anaplan.get<Array<{ taskId: string; state: string }>>('tasks')).find(({ state }) => state === 'IN_PROGRESS')?.taskId;
		let taskId = await started();
		while (!taskId) taskId = await started();
		await fetch(`${site.urls.anaplan}/2/0/workspaces/8a868cd97f1c22d5018120c4d3e70b51/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901/imports/112000000004/tasks/${taskId}`, {
			method: 'DELETE', headers: { authorization: `AnaplanAuthToken ${String(site.credentials.anaplanApi.token)}`, 'content-type': 'application/json', accept: 'application/json' }, body: '{}',
		});
		const run = await running;
		expect(toldBy(run)).toMatch(/cancelled by .*rolled back/);
		expect(toldBy(run)).toContain(taskId);
	});

	it('an import that hangs ends at the deadline, naming the task and its last state', async () => {
		const run = await losesNothing(site, {
			workflow: vendorFlow({ load: { options: { deadlineMinutes: 2 } } }),
			spoil: () => switches({ hangTasks: true }),
			repair: async () => {
				await switches({ hangTasks: false });
				while ((await site.anaplan.get<Array<{ state: string }>>('tasks')).some(({ state }) => state === 'IN_PROGRESS')) await new Promise((resolve) => setTimeout(resolve, 5));
			},
		});
		expect(toldBy(run)).toMatch(/task [0-9A-F]{32} did not end within 120 s; its last state was IN_PROGRESS/);
		expect(toldBy(run)).toContain('The task runs on in Anaplan');
	});

	describe('rows that Anaplan rejects', () => {
		/** Two vendors of one name: the second is refused, because a name may stand only once in a list. */
		const twins = async (): Promise<void> => {
			await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-98', NAME: 'Twin' } });
			await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-99', NAME: 'Twin' } });
			await site.intacct.post('clock', { advanceMs: 5_000 });
		};

		it.each([['items', false], ['files', true]])('leave with reason, source key and ERP record, and hold the cursor (%s)', async (_form, asFile) => {
			await twins();
			const run = await site.run(vendorFlow({ asFile }));
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'warning', rowsRejected: 1, cursors: [{ moved: false, because: expect.stringContaining('1 row(s) were rejected by the target') as string }] });
			const [rejected] = outputOf(run, 'Load vendors', 1);
			expect(rejected?.json).toMatchObject({ stage: 'import', row: { Code: 'V-99', Name: 'Twin' }, record: { VENDORID: 'V-99', NAME: 'Twin' }, _source: { stream: 'intacct/BluefinTools/top/VENDOR' } });
			expect(String(rejected?.json.reasons)).toContain('exists');
			expect(await vendorsMissing(site)).toEqual(['V-99']);

			await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-99', NAME: 'No twin any more' } });
			await site.intacct.post('clock', { advanceMs: 5_000 });
			const good = await site.run(vendorFlow({ asFile }));
			expect(outputOf(good, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: true }] });
			expect(await vendorsMissing(site)).toEqual([]);
		});

		it('a failure dump that cannot be read hides neither the outcome nor the number of rows, and holds the cursor', async () => {
			await twins();
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/dump', status: 500, times: -1, body: '' });
			const run = await site.run(vendorFlow({ load: { options: { whenRejected: 'move' } } }));
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'warning', rowsRejected: 1, cursors: [{ moved: false }], steps: [{ dumpProblem: expect.any(String) as string }] });
		});

		it('rows that Anaplan ignores hold the cursor unless the user knows why', async () => {
			site.supply('Rows', []);
			await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID: 'V-98', NAME: 'Again' } });
			await site.intacct.post('clock', { advanceMs: 5_000 });
			const lower = [field('Code', 'VENDORID', { transform: 'lookup', lookupTable: '{"V-98":"V-10"}', otherwise: 'keep' }), ...VENDOR_COLUMNS.slice(1)];
			const run = await site.run(vendorFlow({ columns: lower }));
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'warning', cursors: [{ moved: false, because: expect.stringContaining('ignored by the target') as string }] });
			const moved = await site.run(vendorFlow({ columns: lower, load: { options: { whenIgnored: 'confirm' } } }));
			expect(outputOf(moved, 'Load vendors')[0]?.json).toMatchObject({ cursors: [{ moved: true }] });
		});
	});

	it('a hundred thousand rejected rows leave as one item with a file: each with its reason and source key', async () => {
		const count = 100_000;
		const origin = (index: number) => `k${index}`;
		const lines = Array.from({ length: count }, (_, index) => `${origin(index)},2026-01-01T00:00:00Z,,,x${index}`);
		site.supply('Rows', [{ files: { data: ['_key,_stamp,VENDORID,NAME,STATUS', ...lines, 'good,2026-01-01T00:00:00Z,V-1,Good,active', ''].join('\n') } }]);
		const columns = [field('Code', 'VENDORID'), field('Name', 'NAME'), field('Status', 'STATUS')];
		const before = process.memoryUsage().rss;
		const run = await site.run(workflowOf([
			{ name: 'Rows', type: 'supply' },
			{ name: 'Map', type: 'anaplanMapping', parameters: { operation: 'mapRows', columns: { column: columns }, output: 'file' } },
			anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
		]));
		expect(errorsOf(run)).toEqual({});
		// Simulator, n8n and this test share the process; what is measured is that nothing is multiplied.
		expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000);
		expect(outputOf(run, 'Load')[0]?.json).toMatchObject({ status: 'warning', rowsRejected: count });
		const items = outputOf(run, 'Load', 1);
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ _rejected: count, rows: count, mostFrequentReasons: [{ reason: 'Invalid name:', count }] });
		const [header, ...rows] = (await binaryText(items[0], 'data')).trim().split('\n');
		expect(header).toBe('stage,reasons,source_key,source_stamp,batch,row,record,facts');
		expect(rows).toHaveLength(count);
		const keys = new Set(rows.map((row) => row.split(',').slice(0, 3).join(',')));
		expect(keys.size).toBe(count);
		for (const index of [0, 1, 49_999, count - 1]) expect(keys).toContain(`import,Invalid name:,${origin(index)}`);
	});
});
