import type { IDataObject, IRun } from 'n8n-workflow';
import { DEFAULT_TENANT } from '../../simulators/anaplan';
import { byName } from '../../examples/source/workflow-builder';
import { binaryText, errorOf, errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { toldBy } from './held-cursor';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorsMissing, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

jest.setTimeout(20_000);

const supply = { name: 'Rows', type: 'supply' } as const;
const IMPORT_ID = '112000000004';
const ACTIONS = [
	['import', 'import', 'runImport', { import: byName(VENDOR_IMPORT) }, IMPORT_ID],
	['process', 'process', 'run', { process: byName('Nightly actuals') }, '118000000009'],
	['action', 'deleteAction', 'run', { action: byName('Clear GL staging') }, '117000000011'],
] as const;

describe('tasks of the Anaplan node, through n8n\'s own engine', () => {
	let site: Site;
	const single = async (operation: string, parameters: Record<string, unknown> = {}, json: IDataObject = {}, resource = 'task') => {
		site.supply('Rows', [{ json }]);
		const run = await site.run(workflowOf([supply, anaplan('Ask', resource, operation, parameters)]));
		return { run, outputs: [0, 1, 2, 3].map((output) => outputOf(run, 'Ask', output).map((item) => item.json)), items: outputOf(run, 'Ask').map((item) => item.json), error: errorOf(run, 'Ask'), hints: hintsOf(run, 'Ask') };
	};
	const switches = (changes: object) => site.anaplan.post('switches', changes);
	const uploadVendors = async (...lines: string[]): Promise<void> => {
		site.supply('Rows', [{ files: { data: ['Code,Name,Status', ...lines, ''].join('\n') } }]);
		expect(errorsOf(await site.run(workflowOf([supply, anaplan('Ask', 'file', 'uploadChunks', { file: byName('Vendors.csv') })])))).toEqual({});
	};
	const stage = async (...lines: string[]): Promise<void> => {
		site.supply('Rows', [{ files: { data: ['Line,Account,Period,Amount', ...lines, ''].join('\n') } }]);
		expect(errorsOf(await site.run(workflowOf([supply, anaplan('Ask', 'file', 'uploadChunks', { file: byName('GL_Staging.csv') })])))).toEqual({});
	};
	const start = async (resource: string, operation: string, parameters: Record<string, unknown>): Promise<IDataObject> => {
		const { items, error } = await single(operation, { ...parameters, wait: false }, {}, resource);
		expect(error).toBeUndefined();
		return items[0] ?? {};
	};
	const startImport = async (): Promise<IDataObject> => await start('import', 'runImport', { import: byName(VENDOR_IMPORT) });
	const ended = async (): Promise<void> => {
		while ((await site.anaplan.get<Array<{ state: string }>>('tasks')).some(({ state }) => !['COMPLETE', 'CANCELLED'].includes(state))) await new Promise((resolve) => setTimeout(resolve, 3));
	};

	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	describe('Poll Task knows every kind by its id', () => {
		it.each(ACTIONS)('%s', async (kind, resource, operation, parameters, id) => {
			await uploadVendors('N-1,Ada,active');
			await stage('L-1,,Jan 26,1');
			const started = await start(resource, operation, parameters);
			const { items, outputs } = await single('pollTask', {}, started);
			expect(items).toEqual([expect.objectContaining({ taskId: started.taskId, action: expect.objectContaining({ id, kind }) as object, status: expect.stringMatching(/success|warning/) as string })]);
			expect(outputs[1]).toEqual([]);
		});

		it('an export: its output file is named, and no cursor is confirmed', async () => {
			const place = `${site.urls.anaplan}/2/0/workspaces/8a868cd97f1c22d5018120c4d3e70b51/models/5C3D7A0B9E2F4D6183A4B5C6D7E8F901/exports/116000000001/tasks`;
			await single('getMany', {}, {}, 'workspace');
			const headers = { authorization: `AnaplanAuthToken ${String(site.credentials.anaplanApi.token)}`, 'content-type': 'application/json' };
			const { task } = await (await fetch(place, { method: 'POST', headers, body: '{"localeName":"en_US"}' })).json() as { task: { taskId: string } };
			const { items } = await single('pollTask', { actionId: '116000000001', taskId: task.taskId });
			expect(items).toEqual([expect.objectContaining({ status: 'success', file: { id: '116000000001', name: '116000000001' } })]);
			expect(items[0]).not.toHaveProperty('confirms');
		});

		it('a name is taken first for an import, then for any other action', async () => {
			await stage('L-1,,Jan 26,1');
			const { taskId } = await start('process', 'run', { process: byName('Nightly actuals') });
			expect((await single('pollTask', { actionId: 'Nightly actuals', taskId })).items[0]).toMatchObject({ action: { id: '118000000009' } });
			expect(toldBy((await single('pollTask', { actionId: 'Nightly', taskId })).run)).toContain('118000000009 "Nightly actuals"');
			expect(toldBy((await single('pollTask', { actionId: 'Nightly actuals', actionKind: 'imports', taskId })).run)).toContain('find import');
		});

		it('an id that tells no kind says which ids do', async () => {
			expect(toldBy((await single('pollTask', { actionId: '11300000002', taskId: 'X' })).run)).toContain('begin with 112');
			expect(toldBy((await single('pollTask', { taskId: 'X' })).run)).toContain('No action was named');
			expect(toldBy((await single('pollTask', { actionId: IMPORT_ID })).run)).toContain('No task was named');
		});
	});

	describe('a task that cannot be found', () => {
		const STRANGE = '00000000000000000000000000000000';

		it('an unknown task names the newest ones of the action', async () => {
			await uploadVendors('N-1,Ada,active');
			const { taskId } = await startImport();
			await ended();
			for (const look of ['wait', 'once']) expect(toldBy((await single('pollTask', { actionId: IMPORT_ID, taskId: STRANGE, look })).run)).toContain(`this action has no such task\nIt may be a task of another action, or of another model. Its newest tasks are: ${String(taskId)}`);
			expect(toldBy((await single('cancel', { actionId: IMPORT_ID, taskId: STRANGE })).run)).toContain('this action has no such task');
		});

		it('a task of another action says so', async () => {
			const { taskId } = await start('deleteAction', 'run', { action: byName('Clear GL staging') });
			expect(toldBy((await single('pollTask', { actionId: IMPORT_ID, taskId })).run)).toContain('The task belongs to another action');
		});

		it('a mistyped action says which exist, although its task list is 200 and empty', async () => {
			expect(toldBy((await single('pollTask', { actionId: '112000000099', taskId: STRANGE })).run)).toContain(`${IMPORT_ID} "${VENDOR_IMPORT}"`);
			expect(toldBy((await single('getMany', { actionId: '118000000099' })).run)).toContain('118000000009 "Nightly actuals"');
		});
	});

	describe('one look', () => {
		it('what has not ended leaves by Not Yet with everything the next look needs', async () => {
			await uploadVendors('N-1,Ada,active');
			await switches({ hangTasks: true });
			const item = { ...(await startImport()), mine: 'kept', _source: { stream: 's', key: '1', stamp: '', batch: 'b' }, _covers: [{ batch: 'b', records: 1, sum: '0000000000000001' }], _rejected: 1 };
			const { outputs, error } = await single('pollTask', { look: 'once' }, item);
			expect(error).toBeUndefined();
			const { _rejected, ...kept } = item;
			expect(outputs).toEqual([[], [{ ...kept, state: expect.stringMatching(/NOT_STARTED|IN_PROGRESS/) as string, progress: expect.any(Number) as number, currentStep: expect.any(String) as string, looks: 1 }], [], []]);
			expect((await single('pollTask', { look: 'once' }, outputs[1]?.[0])).outputs[1]?.[0]).toMatchObject({ looks: 2, mine: 'kept' });
		});

		it('CANCELLING is not yet, CANCELLED is failed', async () => {
			await uploadVendors('N-1,Ada,active');
			await switches({ hangTasks: true, cancelMs: 300 });
			const started = await startImport();
			while ((await single('cancel', {}, started)).items[0]?.state === 'NOT_STARTED') { /* ask again */ }
			expect((await single('pollTask', { look: 'once', failedTasks: 'output' }, started)).outputs[1]?.[0]).toMatchObject({ state: 'CANCELLING' });
			await ended();
			const { outputs } = await single('pollTask', { look: 'once', failedTasks: 'output' }, started);
			expect(outputs[3]?.[0]).toMatchObject({ status: 'failed', taskId: started.taskId, said: [expect.stringMatching(/cancelled by .* and rolled back/)] });
		});

		it('what has ended leaves by Done and Rejected, which is then the third output', async () => {
			await uploadVendors('N-1,Ada,active', ',,active');
			const started = await startImport();
			await ended();
			const { outputs } = await single('pollTask', { look: 'once' }, started);
			expect(outputs.map((items) => items.length)).toEqual([1, 0, 1, 0]);
			expect(outputs[2]?.[0]).toMatchObject({ _rejected: 1, line: 3 });
		});
	});

	describe('failed tasks', () => {
		it('stop with an error unless told otherwise', async () => {
			await switches({ failImports: { [IMPORT_ID]: 'notAuthorised' } });
			expect(toldBy((await single('pollTask', {}, await startImport())).run)).toContain('notAuthorised');
		});

		it('leave by their own output with words, codes and task, and without anything that could confirm', async () => {
			await switches({ failImports: { [IMPORT_ID]: 'notAuthorised' } });
			const started: IDataObject = { ...(await startImport()), _covers: [{ batch: 'b', records: 1, sum: '0000000000000001' }] };
			const { outputs, error } = await single('pollTask', { failedTasks: 'output' }, started);
			expect(error).toBeUndefined();
			expect(outputs.map((items) => items.length)).toEqual([0, 0, 1, 0]);
			expect(Object.keys(outputs[2]?.[0] ?? {}).sort()).toEqual(['action', 'codes', 'import', 'remedy', 'said', 'status', 'taskId']);
			expect(outputs[2]?.[0]).toMatchObject({ status: 'failed', taskId: started.taskId, codes: expect.arrayContaining(['notAuthorised']) as string[], action: { name: VENDOR_IMPORT } });
		});

		it('a failed process tells its steps there', async () => {
			const started = await start('process', 'run', { process: byName('Nightly actuals, second step fails') });
			const { outputs } = await single('pollTask', { failedTasks: 'output', look: 'wait' }, started);
			expect(outputs[2]?.[0]).toMatchObject({ said: [expect.stringMatching(/^step 2 of 4/), expect.any(String)], steps: [{ status: 'success' }, { status: 'failed' }], notRun: [{ kind: 'import' }, { kind: 'export' }] });
		});

		it('a task that ended without a result is failed, because nobody can say what was loaded', async () => {
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/tasks/', status: 200, times: -1, body: JSON.stringify({ task: { taskId: 'T', taskState: 'COMPLETE' } }) });
			expect(toldBy((await single('pollTask', { actionId: IMPORT_ID, taskId: 'T' })).run)).toContain('ended without a result');
		});
	});

	describe('things that go wrong while polling', () => {
		it('a dump that is announced but gone is told, and hides nothing', async () => {
			await uploadVendors('N-1,Ada,active', ',,active');
			const started = await startImport();
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/dump/chunks', status: 404, body: '{}', times: -1 });
			const { items, outputs, hints } = await single('pollTask', {}, started);
			expect(items[0]).toMatchObject({ status: 'warning', rowsRejected: 1, counts: { failed: 1 }, dumpProblem: expect.stringContaining('announced a failure dump but has none') as string });
			expect(outputs[1]).toEqual([]);
			expect(hints.join()).toContain('announced a failure dump but has none');
		});

		it('a token that dies between two looks is renewed', async () => {
			await uploadVendors('N-1,Ada,active');
			await switches({ hangTasks: true });
			const started = await startImport();
			const polling = single('pollTask', {}, started);
			const looks = async (): Promise<number> => (await site.history('anaplan')).filter(({ kind, path }) => kind === 'request' && path?.endsWith(String(started.taskId))).length;
			while ((await looks()) < 2) await new Promise((resolve) => setTimeout(resolve, 3));
			await site.anaplan.post('sessions/expire', {});
			const before = await looks();
			while ((await looks()) < before + 3) await new Promise((resolve) => setTimeout(resolve, 3));
			await switches({ hangTasks: false });
			expect((await polling).items[0]).toMatchObject({ status: 'success' });
			expect((await site.effects('anaplan')).filter((what) => what === 'session')).toHaveLength(2);
		});

		it('names of steps that cannot be read hide no outcome', async () => {
			await stage('L-1,,Jan 26,1');
			const started = await start('process', 'run', { process: byName('Nightly actuals') });
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/processes/118000000009(\\?|$)', status: 404, body: '{}', times: -1 });
			expect((await single('pollTask', {}, started)).items[0]).toMatchObject({ steps: [{ id: '117000000011' }, {}, {}, {}], notRun: [] });
		});
	});

	describe('a loop through a Wait node', () => {
		const loop = (poll: Record<string, unknown> = {}) => workflowOf([
			intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR'), output: 'file' }),
			mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT), output: 'file' }),
			anaplan('Upload', 'file', 'uploadChunks', { file: byName('Vendors.csv') }),
			anaplan('Start', 'import', 'runImport', { import: byName(VENDOR_IMPORT), wait: false }),
			anaplan('Poll', 'task', 'pollTask', { look: 'once', ...poll }, { after: [['Start', 0], ['Wait', 0]] }),
			{ name: 'Wait', type: 'noOp', after: [['Poll', 1]] } satisfies Step,
		], 'vendors');
		const looks = (run: IRun): number => run.data.resultData.runData.Poll?.length ?? 0;

		it('reads from the beginning again when the node that starts the task is pointed at another import', async () => {
			await site.run(loop());
			const elsewhere = loop();
			const nodes = elsewhere.nodes.map((node) => (node.name === 'Start' ? { ...node, parameters: { ...node.parameters, import: byName('Departments from Departments.csv') as never } } : node));
			expect(outputOf(await site.run({ ...elsewhere, nodes }), 'Get vendors')[0]?.json).toMatchObject({ records: 8, changedFrom: 'beginning' });
		});

		it('confirms the cursor when the look that sees the end comes, and the next run reads nothing again', async () => {
			await switches({ taskMs: 120 });
			const run = await site.run(loop());
			expect(errorsOf(run)).toEqual({});
			expect(looks(run)).toBeGreaterThan(2);
			expect(outputOf(run, 'Poll')[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: true, records: 8 }] });
			expect(await vendorsMissing(site)).toEqual([]);
			expect(outputOf(await site.run(loop()), 'Get vendors')[0]?.json.records ?? 0).toBe(0);
		});

		it('holds it when rows were rejected, and a task that failed holds it too', async () => {
			for (const VENDORID of ['V-98', 'V-99']) await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID, NAME: 'Twin' } });
			await site.intacct.post('clock', { advanceMs: 5_000 });
			await switches({ taskMs: 60 });
			expect(outputOf(await site.run(loop()), 'Poll')[0]?.json).toMatchObject({ status: 'warning', cursors: [{ moved: false }] });
			await switches({ failImports: { [IMPORT_ID]: 'internalError' } });
			expect(outputOf(await site.run(loop({ failedTasks: 'output' })), 'Poll', 3)).toHaveLength(1);
			expect(site.cursors()).toBe('{}');
		});

		it('rows rejected by the third output hold a second load behind it, too', async () => {
			const [hub] = DEFAULT_TENANT.models;
			if (!hub) throw new Error('no model');
			await site.close();
			site = await Site.open({ anaplan: { model: { ...DEFAULT_TENANT, models: [{ ...hub, processes: [{ id: '118000000050', name: 'Clear only', actions: ['117000000011'] }] }] } } });
			for (const VENDORID of ['V-98', 'V-99']) await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID, NAME: 'Twin' } });
			await site.intacct.post('clock', { advanceMs: 5_000 });
			const base = loop();
			const second = workflowOf([anaplan('Again', 'process', 'run', { process: byName('Clear only') }, { after: [['Poll', 0]] })]);
			const connections = base.connections as Record<string, { main: unknown[][] }>;
			connections.Poll?.main[0]?.push({ node: 'Again', type: 'main', index: 0 });
			const run = await site.run({ ...base, nodes: [...base.nodes, ...second.nodes.filter(({ name }) => name === 'Again')] });
			expect(outputOf(run, 'Again')[0]?.json).toMatchObject({ status: 'success', cursors: [{ records: 10, moved: false, because: expect.stringContaining('1 row(s) were rejected') as string }] });
			expect(site.cursors()).toBe('{}');
		});
	});

	describe('Cancel', () => {
		it.each(ACTIONS)('rolls a running %s back and waits for it', async (kind, resource, operation, parameters) => {
			await uploadVendors('N-1,Ada,active');
			await switches({ hangTasks: true, cancelMs: 40 });
			const started = await start(resource, operation, parameters);
			const { items } = await single('cancel', { waitForCancel: true }, started);
			expect(items).toEqual([expect.objectContaining({ taskId: started.taskId, state: 'CANCELLED', cancelled: true, endedBefore: false, said: expect.stringContaining(kind === 'process' ? 'rolled back too is not told' : 'cancelled and rolled back') as string, action: expect.objectContaining({ kind }) as object })]);
			expect(await site.effects('anaplan')).toContain('task-cancelled');
		});

		it('says that a task had ended before, and that what it did is applied', async () => {
			const started = await start('deleteAction', 'run', { action: byName('Clear GL staging') });
			await ended();
			const { items, hints } = await single('cancel', { waitForCancel: true }, started);
			expect(items[0]).toMatchObject({ cancelled: false, endedBefore: true });
			expect(hints.join()).toContain('what it did is applied');
		});

		it('says "left running" with the task where it was', async () => {
			await uploadVendors('N-1,Ada,active');
			await switches({ hangTasks: true, cancelMs: 5_000 });
			const started = await startImport();
			await site.anaplan.post('faults', { kind: 'answer', match: 'DELETE .*/tasks/', status: 200, body: '{}', times: -1 });
			const { items, hints } = await single('cancel', { waitForCancel: true, options: { deadlineMinutes: 1 } }, started);
			expect(items[0]).toMatchObject({ cancelled: false, endedBefore: false, said: expect.stringMatching(/task [0-9A-F]{32} was asked to cancel and is (?:left running|being rolled back)/) as string });
			expect(hints.join()).toContain('left running');
		});
	});

	describe('Get Failure Dump', () => {
		const nightly = async (): Promise<IDataObject> => {
			await stage('L-1,,Jan 26,1', ',,Jan 26,1', 'L-3,,Jan 26,ten');
			const started = await start('process', 'run', { process: byName('Nightly actuals') });
			await ended();
			return started;
		};

		it('of a process: of every import that announces one, each row with its import', async () => {
			const { items } = await single('getFailureDump', {}, await nightly());
			expect(items.map((json) => [(json.import as { id: string }).id, json.line])).toEqual([['112000000033', 3], ['112000000034', 3], ['112000000034', 4]]);
		});

		it('of one import of the process, by name or id', async () => {
			const started = await nightly();
			for (const stepImport of ['112000000033', 'GL Staging list from GL_Staging.csv']) expect((await single('getFailureDump', { stepImport }, started)).items).toHaveLength(1);
			expect(toldBy((await single('getFailureDump', { stepImport: '112000000001' }, started)).run)).toContain('112000000033');
		});

		it('as a CSV file', async () => {
			await uploadVendors('N-1,Ada,active', ',"a, ""quoted"" name",active', ',,active');
			const { run, items } = await single('getFailureDump', { output: 'file', outputProperty: 'dump' }, await startImport().then(async (started) => {
				await ended();
				return started;
			}));
			expect(items).toEqual([expect.objectContaining({ rows: items[0]?.rows, fileName: expect.stringContaining('.csv') as string, action: { id: IMPORT_ID, name: VENDOR_IMPORT, kind: 'import' } })]);
			const [header, ...lines] = (await binaryText(outputOf(run, 'Ask')[0], 'dump')).trim().split('\n');
			expect(header).toBe('loaded,line,reasons,Code,Name,Status');
			expect(lines).toHaveLength(Number(items[0]?.rows));
			expect(lines.at(-1)).toMatch(/^no,4,Invalid name:,,,active/);
		});

		it('an action that leaves none says so', async () => {
			expect(toldBy((await single('getFailureDump', { actionId: '117000000011', taskId: 'X' })).run)).toContain('leaves no failure dump');
		});
	});

	describe('Get Many', () => {
		it('newest first, with state and time, and no more than the limit', async () => {
			const first = await start('deleteAction', 'run', { action: byName('Clear GL staging') });
			await ended();
			await new Promise((resolve) => setTimeout(resolve, 3));
			const second = await start('deleteAction', 'run', { action: byName('Clear GL staging') });
			await ended();
			const { items } = await single('getMany', { actionId: 'Clear GL staging', returnAll: true });
			expect(items.map(({ taskId }) => taskId)).toEqual([second.taskId, first.taskId]);
			expect(items[0]).toEqual({ taskId: second.taskId, action: { id: '117000000011', name: 'Clear GL staging', kind: 'action' }, state: 'COMPLETE', created: expect.stringMatching(/^\d{4}-.*Z$/) as string });
			expect((await single('getMany', { actionId: '117000000011', limit: 1 })).items).toHaveLength(1);
		});

		it('an action that never ran exists, and that is said', async () => {
			const { items, hints } = await single('getMany', { actionId: '118000000009' });
			expect(items).toEqual([]);
			expect(hints.join()).toContain('exists and has no tasks');
		});
	});
});
