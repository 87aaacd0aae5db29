import { DEFAULT_TENANT } from '../../simulators/anaplan';
import { byName } from '../../examples/source/workflow-builder';
import { errorOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { losesNothing, toldBy } from './held-cursor';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorsMissing, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

const supply = { name: 'Rows', type: 'supply' } as const;
const NIGHTLY = 'Nightly actuals';
const STAGING = 'GL_Staging.csv';
const LIST_STEP = { id: '112000000033', name: 'GL Staging list from GL_Staging.csv', kind: 'import' };
const CELL_STEP = { id: '112000000034', name: 'GL03 Staging from GL_Staging.csv', kind: 'import' };

describe('processes and actions of the Anaplan node, through n8n\'s own engine', () => {
	let site: Site;
	const single = async (resource: string, operation: string, parameters: Record<string, unknown> = {}, more: Partial<Step> = {}) => {
		const run = await site.run(workflowOf([supply, anaplan('Ask', resource, operation, parameters, more)]));
		return { run, items: outputOf(run, 'Ask').map(({ json }) => json), rejected: outputOf(run, 'Ask', 1).map(({ json }) => json), error: errorOf(run, 'Ask'), hints: hintsOf(run, 'Ask') };
	};
	const upload = async (file: string, ...lines: string[]): Promise<void> => {
		site.supply('Rows', [{ files: { data: `${lines.join('\n')}\n` } }]);
		expect((await single('file', 'uploadChunks', { file: byName(file) })).error).toBeUndefined();
		site.supply('Rows', [{}]);
	};
	const stage = async (...lines: string[]): Promise<void> => await upload(STAGING, 'Line,Account,Period,Amount', ...lines);
	const switches = (changes: object) => site.anaplan.post('switches', changes);

	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
		site.supply('Rows', [{}]);
	});
	afterEach(async () => await site.close());

	describe('Process: Run', () => {
		it('tells step by step what became of it', async () => {
			await stage('L-1,,Jan 26,10.10', 'L-2,,Feb 26,5');
			const { items, hints, rejected } = await single('process', 'run', { process: byName(NIGHTLY) });
			expect(items).toEqual([expect.objectContaining({ status: 'success', action: { id: '118000000009', name: NIGHTLY, kind: 'process' }, rowsRejected: 0, notRun: [], cursors: [] })]);
			expect(items[0]?.steps).toEqual([
				expect.objectContaining({ id: '117000000011', name: 'Clear GL staging', kind: 'action', status: 'success', said: ['Deleted 0 items'], counts: null }),
				expect.objectContaining({ ...LIST_STEP, status: 'success', counts: expect.objectContaining({ created: 2 }) as object }),
				expect.objectContaining({ ...CELL_STEP, status: 'success' }),
				expect.objectContaining({ id: '116000000005', kind: 'export', status: 'success', startTime: expect.stringMatching(/^\d{4}-.*Z$/) as string, duration: expect.stringMatching(/^\d+$/) as string }),
			]);
			expect(rejected).toEqual([]);
			expect(hints).toEqual([expect.stringContaining(NIGHTLY)]);
		});

		it('puts the rejected rows of every step out by the second output, with the name of the step', async () => {
			await stage('L-1,,Jan 26,10.10', ',,Jan 26,1', 'L-3,,Jan 26,ten');
			const { items, rejected } = await single('process', 'run', { process: byName(NIGHTLY) });
			expect(items[0]).toMatchObject({ status: 'warning', rowsRejected: rejected.filter(({ _rejected }) => _rejected === 1).length });
			expect(rejected.map((json) => [(json.import as { name: string }).name, json.line])).toEqual([[LIST_STEP.name, 3], [CELL_STEP.name, 3], [CELL_STEP.name, 4]]);
		});

		it('a dump that is announced but gone is told at its step and hides nothing', async () => {
			await stage(',,Jan 26,1');
			await site.anaplan.post('faults', { kind: 'answer', match: `dumps/${LIST_STEP.id}/chunks`, status: 404, body: '{}', times: -1 });
			const { items } = await single('process', 'run', { process: byName(NIGHTLY) });
			expect(items[0]).toMatchObject({ status: 'warning', dumpProblem: expect.stringContaining('announced a failure dump but has none') as string });
			expect((items[0]?.steps as Array<Record<string, unknown>>).map(({ dumpProblem }) => dumpProblem !== undefined)).toEqual([false, true, false, false]);
		});

		it('a failed one says which step, in Anaplan\'s words, what stays applied and what did not run', async () => {
			const { run, items } = await single('process', 'run', { process: byName('Nightly actuals, second step fails') });
			expect(items).toEqual([]);
			expect(toldBy(run)).toMatch(/step 2 of 4, "GL03 Staging from Never_Uploaded.csv": .*uploadedFileNoLongerAvailable/);
			expect(toldBy(run)).toContain('stays applied: "Clear GL staging"');
			expect(toldBy(run)).toContain('Not run: "GL Staging list from GL_Staging.csv", "Budget - Approved.csv"');
			expect(toldBy(run)).toMatch(/Task [0-9A-F]{32}/);
		});

		it('rows that a step rejected before another failed are told in the error', async () => {
			await stage('L-1,,Jan 26,1', ',,Jan 26,1');
			await switches({ failImports: { [CELL_STEP.id]: 'moduleImportNoWriteAccess' } });
			const { run } = await single('process', 'run', { process: byName(NIGHTLY) });
			expect(toldBy(run)).toContain(`${LIST_STEP.name}, line 3: Invalid name:`);
		});

		it('unsuccessful although every step was successful: completed with warnings', async () => {
			await switches({ processFalseOnIgnored: true, duplicateKeys: 'ignore' });
			await stage('L-1,,Jan 26,1', 'L-1,,Jan 26,2');
			const { items } = await single('process', 'run', { process: byName(NIGHTLY) });
			expect(items[0]).toMatchObject({ status: 'warning', said: [expect.stringContaining('completed with warnings')] });
		});

		it('a cancelled one claims nothing of the steps that had ended', async () => {
			await stage('L-1,,Jan 26,1');
			await switches({ hangTasks: true });
			const running = single('process', 'run', { process: byName(NIGHTLY) });
			const started = async (): Promise<string | undefined> => (await site.anaplan.get<Array<{ taskId: string; state: string }>>('tasks')).find(({ state }) => state === 'IN_PROGRESS')?.taskId;
			let taskId = await started();
			while (!taskId) taskId = await started();
			await fetch(`${site.urls.anaplan}/2/0/workspaces/8a868cd97f1c22d5018120c4d3e70b51/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901/processes/118000000009/tasks/${taskId}`, {
				method: 'DELETE', headers: { authorization: `AnaplanAuthToken ${String(site.credentials.anaplanApi.token)}`, 'content-type': 'application/json', accept: 'application/json' }, body: '{}',
			});
			const { run } = await running;
			expect(toldBy(run)).toMatch(/cancelled by integration@example.com\.\n/);
			expect(toldBy(run)).toContain('does not tell which steps ran');
			expect(toldBy(run)).not.toContain('rolled back');
		});

		it('a step that the result leaves out is called not run, and the process a warning', async () => {
			await site.anaplan.post('faults', {
				kind: 'answer', match: 'GET .*/processes/118000000009/tasks/', status: 200, times: -1,
				body: JSON.stringify({ task: { taskId: 'T', taskState: 'COMPLETE', result: { successful: true, failureDumpAvailable: false, objectId: '118000000009', nestedResults: [{ objectId: '117000000011', successful: true, failureDumpAvailable: false }] } } }),
			});
			expect((await single('process', 'run', { process: byName(NIGHTLY) })).items[0]).toMatchObject({ status: 'warning', notRun: [LIST_STEP, CELL_STEP, { kind: 'export' }], steps: [{ id: '117000000011' }] });
		});

		it('a mistyped id or name says which processes exist, and starts nothing', async () => {
			const { run } = await single('process', 'run', { process: byName('118000000099') });
			expect(toldBy(run)).toContain(`118000000009 "${NIGHTLY}"`);
			expect(await site.effects('anaplan')).not.toContain('task-created');
		});

		it('without waiting the item carries what Poll Task needs', async () => {
			const { items } = await single('process', 'run', { process: byName(NIGHTLY), wait: false });
			expect(items).toEqual([{
				taskId: expect.stringMatching(/^[0-9A-F]{32}$/) as string, action: { id: '118000000009', name: NIGHTLY, kind: 'process' },
				workspaceId: '8a868cd97f1c22d5018120c4d3e70b51', modelId: '5C3D7A0B9E2F4D6183A4B5C6D7E8F901', _covers: [],
			}]);
		});
	});

	describe('Process: Run behind an ERP', () => {
		const flow = (run: Record<string, unknown> = {}) => workflowOf([
			intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR'), output: 'file' }),
			mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT), output: 'file' }),
			anaplan('Upload', 'file', 'uploadChunks', { file: byName('Vendors.csv') }),
			anaplan('Load vendors', 'process', 'run', { process: byName('Vendors'), ...run }),
		], 'vendors');

		beforeEach(async () => {
			await site.close();
			const [hub] = DEFAULT_TENANT.models;
			if (!hub) throw new Error('no model');
			const processes = [...hub.processes, { id: '118000000050', name: 'Vendors', actions: ['117000000001', '112000000004'] }];
			site = await Site.open({ anaplan: { model: { ...DEFAULT_TENANT, models: [{ ...hub, processes }] } } });
		});

		it('confirms the cursor when every step is well, and the next run reads nothing again', async () => {
			const run = await site.run(flow());
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: true }] });
			expect(await vendorsMissing(site)).toEqual([]);
			expect(outputOf(await site.run(flow()), 'Get vendors')[0]?.json.records ?? 0).toBe(0);
		});

		it('a step that fails holds the cursor', async () => {
			const run = await losesNothing(site, { workflow: flow(), spoil: () => switches({ failImports: { 112000000004: 'hierarchyImportFailed' } }), repair: () => switches({ failImports: {} }) });
			expect(toldBy(run)).toContain('the cursor was not moved');
		});

		it('a row that a step rejects holds the cursor, unless it is taken care of from the Rejected output', async () => {
			for (const VENDORID of ['V-98', 'V-99']) await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID, NAME: 'Twin' } });
			await site.intacct.post('clock', { advanceMs: 5_000 });
			const held = await site.run(flow());
			expect(outputOf(held, 'Load vendors')[0]?.json).toMatchObject({ status: 'warning', rowsRejected: 1, cursors: [{ moved: false, because: expect.stringContaining('rejected by the target') as string }] });
			const moved = await site.run(flow({ options: { whenRejected: 'move' } }));
			expect(outputOf(moved, 'Load vendors')[0]?.json).toMatchObject({ cursors: [{ moved: true }] });
		});

		it('pointing it at another process has confirmed nothing there', async () => {
			await site.run(flow());
			const elsewhere = await site.run(flow({ process: byName('118000000050') }));
			expect(outputOf(elsewhere, 'Get vendors')[0]?.json.records).toBe(8);
		});
	});

	describe('Process: Get Many', () => {
		it('lists processes, with their steps if wanted', async () => {
			const plain = await single('process', 'getMany');
			expect(plain.items).toContainEqual({ id: '118000000009', name: NIGHTLY });
			const { items } = await single('process', 'getMany', { includeSteps: true });
			expect(items.find(({ name }) => name === NIGHTLY)?.steps).toEqual([
				{ id: '117000000011', name: 'Clear GL staging', kind: 'action', actionType: 'DELETE_BY_SELECTION' },
				{ ...LIST_STEP, actionType: 'IMPORT' }, { ...CELL_STEP, actionType: 'IMPORT' },
				{ id: '116000000005', name: 'Budget - Approved.csv', kind: 'export', actionType: 'EXPORT' },
			]);
		});

		it('a collection without its key is empty, and a next that leads nowhere is not followed', async () => {
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/processes', status: 200, body: '{"meta":{},"status":{"code":200,"message":"Success"}}' });
			expect((await single('process', 'getMany')).items).toEqual([]);
			await switches({ spuriousNext: true });
			const { items } = await single('process', 'getMany');
			expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
		});
	});

	describe('Delete Action', () => {
		it('says how many items it deleted', async () => {
			await upload('GL_Staging.csv', 'Line,Account,Period,Amount', 'L-1,,Jan 26,1', 'L-2,,Jan 26,1');
			await single('import', 'runImport', { import: byName(LIST_STEP.name) });
			const { items, hints } = await single('deleteAction', 'run', { action: byName('Clear GL staging') });
			expect(items).toEqual([{ status: 'success', taskId: expect.any(String) as string, action: { id: '117000000011', name: 'Clear GL staging', kind: 'action' }, deleted: 2, said: ['Deleted 2 items'], _covers: [] }]);
			expect(hints).toEqual(['Clear GL staging – success – Deleted 2 items']);
		});

		it('an action that deletes nothing does not say that it deleted none', async () => {
			expect((await single('deleteAction', 'run', { action: byName('117000000012') })).items[0]).toMatchObject({ status: 'success', deleted: null });
		});

		it('lists actions with their kind', async () => {
			expect((await single('deleteAction', 'getMany')).items).toContainEqual({ id: '117000000012', name: 'Order GL Accounts', actionType: 'ORDER_HIERARCHY' });
		});

		it('a mistyped name says which exist', async () => {
			const { run } = await single('deleteAction', 'run', { action: byName('clear gl Staging') });
			expect(toldBy(run)).toContain('Did you mean 117000000011 "Clear GL staging"?');
		});

		it('a name that several bear asks for the id', async () => {
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/actions$', status: 200, body: JSON.stringify({ actions: [{ id: '117000000001', name: 'Clear' }, { id: '117000000002', name: 'Clear' }] }) });
			const { run } = await single('deleteAction', 'run', { action: byName('Clear') });
			expect(toldBy(run)).toMatch(/2 bear this name[^]*Use the id.*117000000001.*117000000002/);
		});

		it('passes on which records stand behind its item, so that an import behind it still confirms them', async () => {
			const run = await site.run(workflowOf([
				intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR'), output: 'file' }),
				mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT), output: 'file' }),
				anaplan('Upload', 'file', 'uploadChunks', { file: byName('Vendors.csv') }),
				anaplan('Clear', 'deleteAction', 'run', { action: byName('Clear GL Lines') }),
				anaplan('Load vendors', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }),
			], 'vendors'));
			expect(outputOf(run, 'Load vendors')[0]?.json).toMatchObject({ cursors: [{ moved: true }] });
		});
	});

	describe('mapping parameters', () => {
		const BUDGET_IMPORT = 'INP01 Budget from Budget_Load.csv';
		const answers = (...parameter: object[]) => ({ mappingParameters: { parameter } });
		const BOTH = { mappingParameters: { parameter: [{ entityType: 'Version', entityName: 'Budget' }, { entityType: 'Period', entityName: 'Aug 26' }] } };
		const row = { Account: '', Department: '', Amount: '1', Comment: '' };
		const [version, period] = [{ entityType: 'Version', entityName: 'Budget' }, { entityType: 'Period', entityName: 'Aug 26' }];
		/** A start with exactly this body, byte for byte, is refused in words that can be recognised. */
		const recognise = async (...mappingParameters: object[]): Promise<void> => {
			await site.anaplan.post('faults', {
				kind: 'answer', match: 'POST .*/tasks', status: 400, body: '{"status":{"code":400,"message":"recognised"}}',
				bodyMatch: `^${JSON.stringify({ localeName: 'en_US', mappingParameters }).replace(/[[\]{}]/g, '\\$&')}$`,
			});
		};

		it('an unanswered prompt ends in Anaplan\'s words and says what to do', async () => {
			site.supply('Rows', [{ json: row }]);
			const { run } = await single('import', 'loadRows', { import: byName(BUDGET_IMPORT) });
			expect(toldBy(run)).toContain('missingFields');
			expect(toldBy(run)).toContain('answer it in Mapping Parameters');
		});

		it('answered ones travel behind the locale, in Load Rows, Run Import and Process Run', async () => {
			site.supply('Rows', [{ json: row }]);
			for (const operation of ['loadRows', 'runImport']) {
				await recognise(version, period);
				expect(toldBy((await single('import', operation, { import: byName(BUDGET_IMPORT), ...BOTH })).run)).toContain('recognised');
			}
			await recognise({ ...version, importId: '112000000035' }, period);
			const ofImport = answers({ ...version, import: BUDGET_IMPORT }, period);
			expect(toldBy((await single('process', 'run', { process: byName('118000000011'), ...ofImport })).run)).toContain('recognised');
			expect(await site.effects('anaplan')).not.toContain('task-created');
		});

		it('answered, the import writes into that version and period', async () => {
			site.supply('Rows', [{ json: { Code: '6100', Name: 'Travel', 'Account type': '', 'Normal balance': '' } }]);
			await single('import', 'loadRows', { import: byName('GL Accounts from GL_Accounts.csv') });
			site.supply('Rows', [{ json: { Code: '10', Name: 'Sales', Parent: '' } }]);
			await single('import', 'loadRows', { import: byName('Departments from Departments.csv') });
			site.supply('Rows', [{ json: { ...row, Account: '6100', Department: '10', Amount: '1200.5' } }]);
			expect((await single('import', 'loadRows', { import: byName(BUDGET_IMPORT), ...BOTH })).items[0]).toMatchObject({ status: 'success' });
			expect(JSON.stringify(await site.anaplan.get('cells?module=102000000031'))).toMatch(/(?=.*Budget)(?=.*Aug 26)(?=.*1200\.5)/);
		});

		it('the pick list offers the imports of the process, or those of the same file', async () => {
			const offered = async (resource: string, operation: string, parameters: object) =>
				await site.ask(workflowOf([anaplan('Ask', resource, operation, { ...parameters })]), 'Ask', async (type, context) => await type.methods?.loadOptions?.getPromptingImports?.call(context));
			expect(await offered('process', 'run', { process: byName(NIGHTLY) })).toEqual([LIST_STEP, CELL_STEP].map(({ id, name }) => ({ name, value: id })));
			expect(await offered('import', 'loadRows', { import: byName(LIST_STEP.name) })).toEqual([LIST_STEP, CELL_STEP].map(({ id, name }) => ({ name, value: id })));
			expect(await offered('process', 'run', { process: byName('') })).toEqual([]);
		});

		it('an answer that is meant for one import of several is given to that one alone', async () => {
			site.supply('Rows', [{ json: { Line: 'L-1', Account: '', Period: 'Jan 26', Amount: '1' } }]);
			await site.anaplan.post('faults', { kind: 'answer', match: 'POST .*/imports/112000000034/tasks', status: 400, bodyMatch: '^\\{"localeName":"en_US","mappingParameters":\\[\\{"entityType":"Version","entityName":"Budget"\\}\\]\\}$', body: '{"status":{"code":400,"message":"recognised"}}' });
			await site.anaplan.post('faults', { kind: 'answer', match: 'POST .*/imports/112000000033/tasks', status: 400, bodyMatch: 'mappingParameters', body: '{"status":{"code":400,"message":"given to the list too"}}' });
			const { run } = await single('import', 'loadRows', { import: byName(LIST_STEP.name), options: { alsoRun: [CELL_STEP.id] }, ...answers({ ...version, import: CELL_STEP.id }) });
			expect(toldBy(run)).toContain('recognised');
		});

		it('a mistyped import says which exist, and Anaplan is not asked for what it would answer with 500', async () => {
			expect(toldBy((await single('import', 'runImport', { import: byName('112000000099') })).run)).toContain(`${CELL_STEP.id} "${CELL_STEP.name}"`);
		});

		it('an import that is not in the process, and half an answer, are found before anything starts', async () => {
			const strange = await single('process', 'run', { process: byName('118000000011'), ...answers({ entityType: 'Version', entityName: 'Budget', import: '112000000001' }) });
			expect(toldBy(strange.run)).toContain('112000000035');
			const half = await single('process', 'run', { process: byName('118000000011'), ...answers({ entityType: 'Version', entityName: ' ' }) });
			expect(toldBy(half.run)).toContain('has no entity name');
			expect(await site.effects('anaplan')).not.toContain('task-created');
		});
	});
});
