import { actionsStarted, overlappingTasks, unfinishedTasks } from './checker/anaplan-rules';
import { stagedCodes, stagingDifferences } from './checker/staging';
import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import type { Happenings } from './scenario/history-watch';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { eventually, Site } from './scenario/site';
import { hintsOf, toldBy } from './scenario/told';
import { actualsByWebhook, exampleByWebhook } from './scenario/workflow-copies';

const WORKFLOW = 'nightly';
const READER = 'Get changed ledger lines';
const PROCESS = 'Run nightly process';

const CLEAR = '117000000011';
const LIST_IMPORT = '112000000033';
const CELLS_IMPORT = '112000000034';
const NIGHTLY = '118000000009';
const EXPORT = '116000000005';
const AS_ON_THE_CANVAS = [CLEAR, LIST_IMPORT, NIGHTLY];

/** Staging holds what one night brought; each night meets the state that the one before left. */
describe('Anaplan nightly process: the delivered example in a real n8n', () => {
	let site: Site;

	beforeAll(async () => {
		site = await Site.open('nightly', [actualsByWebhook('members', ['accounts']), exampleByWebhook(WORKFLOW, 'anaplan-nightly-process.json')], { activate: true });
		expect((await site.run('members')).status).toBe('success');
	});

	beforeEach(async () => await site.watch.anaplan.mark());

	afterEach(async () => {
		await site.anaplan.post('switches', { hangTasks: false, failImports: {}, taskMs: 50 });
		await site.anaplan.delete('faults');
	});

	afterAll(async () => await site?.close());

	const happened = async (): Promise<Happenings> => await site.watch.anaplan.happenings();

	const cursor = async (): Promise<string | undefined> => confirmedUpTo(await site.n8n.staticData(WORKFLOW))[READER];

	const newLines = async (...recordNos: readonly string[]): Promise<void> => {
		for (const recordNo of recordNos) await site.erp.ledgerLine(recordNo, { AMOUNT: `${recordNo.slice(-3)}.10` });
		await site.erp.pass();
	};

	/** Nothing more and nothing less than these lines, or than all lines of the ERP. */
	const expectStaged = async (recordNos?: readonly string[]): Promise<number> => {
		const records = (await site.erp.records('GLDETAIL')).filter(({ RECORDNO = '' }) => recordNos === undefined || recordNos.includes(RECORDNO));
		expect(await stagingDifferences(site.anaplan, records)).toEqual([]);
		expect(await stagedCodes(site.anaplan)).toEqual(records.map(({ RECORDNO = '' }) => RECORDNO).sort());
		return records.length;
	};

	/**
	 * These lines, and no other than what the ERP holds. When import and process have confirmed different batches, the next read
	 * looks at the two hours before the cursor again and leaves nothing out, so a repair may bring known lines once more.
	 */
	const expectStagedAtLeast = async (...recordNos: readonly string[]): Promise<number> => {
		const staged = await stagedCodes(site.anaplan);
		expect(staged).toEqual(expect.arrayContaining([...recordNos]));
		return await expectStaged(staged);
	};

	const expectGood = ({ status, error }: Execution): void => expect([status, error?.message]).toEqual(['success', undefined]);

	const tasksOf = async (actionId: string): Promise<ReadonlyArray<{ taskId: string; objectId: string; state: string }>> =>
		(await site.anaplan.get<Array<{ taskId: string; objectId: string; state: string }>>('tasks')).filter(({ objectId }) => objectId === actionId);

	it('the first night, in a process of its own: staging equals the ERP, in the order of the canvas, one task at a time', async () => {
		const execution = await site.runInOwnProcess(WORKFLOW);
		expectGood(execution);
		const lines = await expectStaged();
		const anaplan = await happened();
		const { entries } = anaplan;
		expect(actionsStarted(entries)).toEqual(AS_ON_THE_CANVAS);
		expect([overlappingTasks(entries), unfinishedTasks(entries)]).toEqual([[], []]);
		expect(anaplan.effects('export-written').map(({ note }) => note.file)).toEqual([EXPORT]);
		const [said] = execution.items('What became of it');
		expect(said?.json).toMatchObject({
			status: 'success', steps: [{ id: CLEAR }, { id: LIST_IMPORT }, { id: CELLS_IMPORT }, { id: EXPORT }], notRun: [],
			cursors: [{ node: READER, records: lines, moved: true }],
		});
		expect(await cursor()).toMatch(/^\d{4}-/);
		figure('first night', { 'lines staged': lines, tasks: actionsStarted(entries).length, 'Anaplan requests': anaplan.requests().length });
	});

	it('a night without new lines: no task is started, and what was staged stays', async () => {
		const before = await cursor();
		expectGood(await site.runInOwnProcess(WORKFLOW));
		expect((await happened()).effects('task-created', 'upload-begun', 'items-deleted')).toEqual([]);
		await expectStaged();
		expect(await cursor()).toBe(before);
	});

	it('a night with two new lines: staging holds these two', async () => {
		await newLines('96001', '96002');
		expectGood(await site.run(WORKFLOW));
		await expectStaged(['96001', '96002']);
		expect(actionsStarted((await happened()).entries)).toEqual(AS_ON_THE_CANVAS);
	});

	it('a step of the process fails: the execution says which one in Anaplan\'s words, the cursor stays, and the next night repairs it', async () => {
		const before = await cursor();
		await newLines('96003');
		await site.anaplan.post('switches', { failImports: { [CELLS_IMPORT]: 'moduleImportFailed' } });
		const failed = await site.run(WORKFLOW);
		expect([failed.status, failed.runs[PROCESS]?.at(-1)?.status]).toEqual(['error', 'error']);
		expect(toldBy(failed)).toMatch(/step 3 of 4, "GL03 Staging from GL_Staging\.csv": .*\(moduleImportFailed\)/);
		expect(toldBy(failed)).toMatch(/stays applied: "Clear GL staging", "GL Staging list from GL_Staging\.csv".*Not run: "Budget - Approved\.csv"/);
		expect(toldBy(failed)).toContain((await tasksOf(NIGHTLY)).at(-1)?.taskId);
		expect(await cursor()).toBe(before);

		await site.anaplan.post('switches', { failImports: {} });
		await newLines('96004');
		expectGood(await site.run(WORKFLOW));
		await expectStagedAtLeast('96003', '96004');
		expect((await cursor()) ?? '').not.toBe(before);
	});

	it('retried from the history after a step failed: only the process runs again, and the cursor moves', async () => {
		await newLines('96011');
		await site.anaplan.post('switches', { failImports: { [CELLS_IMPORT]: 'moduleImportFailed' } });
		const failed = await site.run(WORKFLOW);
		expect(failed.status).toBe('error');
		const before = await cursor();
		await site.anaplan.post('switches', { failImports: {} });
		await site.watch.anaplan.mark();
		expectGood(await site.n8n.retry(failed.id, { loadWorkflow: true }));
		expect(actionsStarted((await happened()).entries)).toEqual([NIGHTLY]);
		await expectStaged(['96011']);
		expect((await cursor()) ?? '').not.toBe(before);
		await site.watch.anaplan.mark();
		expectGood(await site.run(WORKFLOW));
		expect((await happened()).effects('task-created')).toEqual([]);
	});

	it('rows that a step rejects leave by the Rejected output, joined to their ERP records, and hold the cursor until they pass', async () => {
		const before = await cursor();
		await newLines('96021');
		await site.erp.ledgerLine('96022', { ACCOUNTNO: '9999', DESCRIPTION: 'No such account' });
		await site.erp.pass();
		const execution = await site.run(WORKFLOW);
		expectGood(execution);
		expect(execution.items(PROCESS, 1).map(({ json }) => json)).toEqual([expect.objectContaining({
			stage: 'import', import: { id: CELLS_IMPORT, name: 'GL03 Staging from GL_Staging.csv' }, reasons: [expect.stringContaining('GL Accounts')], row: expect.objectContaining({ Line: '96022', Account: '9999' }),
			_source: expect.objectContaining({ key: expect.stringContaining('96022') }), record: expect.objectContaining({ RECORDNO: '96022', DESCRIPTION: 'No such account' }),
		})]);
		expect(execution.items('Rejected rows')).toHaveLength(1);
		expect(await cursor()).toBe(before);

		await site.erp.ledgerLine('96022', { ACCOUNTNO: '6200' });
		await site.erp.pass();
		expectGood(await site.run(WORKFLOW));
		await expectStagedAtLeast('96021', '96022');
		expect((await cursor()) ?? '').not.toBe(before);
	});

	it('killed while the process runs: it ends in Anaplan, the crashed execution is retried, none lost and none doubled', async () => {
		await newLines('96031');
		const id = await site.start(WORKFLOW);
		// Between two looks of the node there is a second to hold the next task.
		await eventually('the end of the import', async () => (await happened()).effects('task-finished').find(({ note }) => note.id === LIST_IMPORT));
		await site.anaplan.post('switches', { hangTasks: true });
		const task = await eventually('the running process', async () => (await happened()).effects('task-started').find(({ note }) => note.id === NIGHTLY)?.note.task);
		await site.n8n.kill9();
		await site.anaplan.post('switches', { hangTasks: false });
		await eventually('the end of the orphaned process', async () => (await happened()).effects('task-finished').find(({ note }) => note.task === task));
		await site.n8n.restart();
		expect((await site.n8n.finished(id)).status).toBe('crashed');

		await newLines('96032');
		await site.watch.anaplan.mark();
		const retried = await site.n8n.retry(id, { loadWorkflow: true });
		expectGood(retried);
		expectGood(await site.run(WORKFLOW));
		const { entries } = await happened();
		expect([overlappingTasks(entries), unfinishedTasks(entries)]).toEqual([[], []]);
		const staged = await expectStagedAtLeast('96032');
		// Whatever the retry did not confirm, the run behind it has read again: nothing is left to do.
		await site.watch.anaplan.mark();
		expectGood(await site.run(WORKFLOW));
		expect((await happened()).effects('task-created')).toEqual([]);
		figure('killed while the process ran', { 'tasks of retry and next run': actionsStarted(entries).length, 'lines staged': staged });
	});

	it('the answer to the start of the process is lost after the task was made: exactly one task exists, and it is adopted', async () => {
		await newLines('96041');
		const before = (await tasksOf(NIGHTLY)).length;
		await site.anaplan.post('faults', { kind: 'reset-after', match: `^POST .*/processes/${NIGHTLY}/tasks$` });
		const execution = await site.run(WORKFLOW);
		expectGood(execution);
		const tasks = await tasksOf(NIGHTLY);
		expect(tasks.length).toBe(before + 1);
		expect(execution.items('What became of it')[0]?.json).toMatchObject({ status: 'success', taskId: tasks.at(-1)?.taskId, cursors: [{ moved: true }] });
		await expectStaged(['96041']);
	});

	it('two executions at once: their tasks do not overlap, and the second says that it waited for the model', async () => {
		await newLines('96051');
		await site.anaplan.post('switches', { hangTasks: true });
		const first = await site.start(WORKFLOW);
		await eventually('a running task', async () => (await happened()).effects('task-started')[0]);
		await site.watch.intacct.mark();
		const second = await site.start(WORKFLOW);
		await eventually('the second read', async () => (await site.watch.intacct.happenings()).requests()[0]);
		await site.anaplan.post('switches', { hangTasks: false });
		const [one, other] = [await site.n8n.finished(first), await site.n8n.finished(second)];
		[one, other].forEach(expectGood);
		const hints = Object.keys(other.runs).flatMap((node) => hintsOf(other, node));
		expect(hints).toContainEqual(expect.stringMatching(/^Waited .* because another run was working on model /));
		const { entries } = await happened();
		expect([overlappingTasks(entries), unfinishedTasks(entries)]).toEqual([[], []]);
		await expectStaged(['96051']);
		figure('two nights at once', { tasks: actionsStarted(entries).length, overlapping: overlappingTasks(entries).length });
	});

	it('leaves no secret in clear behind', async () => {
		expect(findIn(await leftBehind(site), site.secrets.all())).toEqual([]);
	});
});
