import type { HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { findIn, leftBehind } from './scenario/left-behind';
import { eventually, Site } from './scenario/site';
import { actualsByWebhook } from './scenario/workflow-copies';

const ACCOUNTS = '101000000001';
const BILLS = '101000000005';
const BILLS_IMPORT = '112000000005';
const BILLS_CELLS_IMPORT = '112000000006';
const BILLS_FILE = '113000000005';

interface Task {
	readonly taskId: string;
	readonly objectId: string;
	readonly state: string;
}

const startOf = (importId: string): string => `^POST .*/imports/${importId}/tasks$`;

/** All branches of the example, started as in production; each interruption meets the state that the one before left. */
describe('interrupted runs of a real n8n', () => {
	const WORKFLOW = 'interrupted';
	let site: Site;

	beforeAll(async () => {
		site = await Site.open('interruption', [actualsByWebhook(WORKFLOW)], { activate: true });
	});

	afterEach(async () => {
		await site.anaplan.post('switches', { hangTasks: false });
		await site.anaplan.delete('faults');
	});

	afterAll(async () => await site?.close());

	const tasksOf = async (importId: string): Promise<readonly Task[]> =>
		(await site.anaplan.get<Task[]>('tasks')).filter(({ objectId }) => objectId === importId);

	/** The first entry of Anaplan's history since the mark that fits. */
	const happened = async (what: string, fits: (entry: HistoryEntry) => boolean): Promise<HistoryEntry> =>
		await eventually(what, async () => (await site.watch.anaplan.happenings()).entries.find(fits));

	const itemsOf = async (list: string): Promise<number> => (await site.anaplan.get<unknown[]>(`list?id=${list}`)).length;

	/** Zero differences say that nothing is lost and nothing too much; and no list holds an item twice. */
	const expectModelEqualsTruth = async (): Promise<void> => {
		expect((await site.verdict()).differences).toEqual([]);
		expect(await itemsOf(BILLS)).toBe((await site.erp.records('APBILL')).length);
	};

	const newBill = async (recordNo: string): Promise<void> => {
		await site.erp.bill(recordNo);
		await site.erp.pass();
	};

	const crashed = async (id: string): Promise<Execution> => {
		await site.n8n.restart();
		const execution = await site.n8n.finished(id);
		expect(execution.status).toBe('crashed');
		return execution;
	};

	it('stopped while Anaplan works: the task is cancelled, nothing is applied, no cursor moves, the next run delivers all', async () => {
		await site.anaplan.post('switches', { hangTasks: true });
		await site.watch.anaplan.mark();
		const id = await site.start(WORKFLOW);
		const { note } = await happened('a running task', (entry) => entry.note.what === 'task-started');
		await happened('a look at the task', ({ method, path }) => method === 'GET' && String(path).endsWith(`/tasks/${String(note.task)}`));
		await site.n8n.stopExecution(id);

		await happened('the end of the task', (entry) => entry.note.what === 'task-cancelled' && entry.note.task === note.task);
		const execution = await site.n8n.finished(id);
		expect(execution.status).toBe('canceled');
		const tasks = await site.anaplan.get<Task[]>('tasks');
		expect(tasks.map(({ taskId, state }) => [taskId, state])).toEqual([[note.task, 'CANCELLED']]);
		expect((await site.watch.anaplan.happenings()).effects('items-applied', 'cells-applied')).toEqual([]);
		expect(await itemsOf(ACCOUNTS)).toBe(0);
		expect(await site.n8n.staticData(WORKFLOW)).toEqual({});

		await site.anaplan.post('switches', { hangTasks: false });
		await site.erp.pass();
		expect((await site.run(WORKFLOW)).status).toBe('success');
		await expectModelEqualsTruth();
		const { checked } = await site.verdict();
		figure('run after a stop', { 'records checked': Object.values(checked).reduce((sum, count) => sum + count, 0), 'task cancelled': 1 });
	});

	it('killed between upload and import: the cursor stays, the late start does no harm, the next run delivers all', async () => {
		await newBill('8401');
		const before = (await tasksOf(BILLS_IMPORT)).length;
		const state = await site.n8n.staticData(WORKFLOW);
		await site.watch.anaplan.mark();
		await site.anaplan.post('faults', { name: 'hanging start', kind: 'delay', match: startOf(BILLS_IMPORT), delayMs: 3000 });
		const id = await site.start(WORKFLOW);
		await happened('the hanging start', ({ note }) => note.fault === 'hanging start');
		await site.n8n.kill9();
		const atDeath = await site.watch.anaplan.happenings();
		expect(atDeath.effects('file-complete').map(({ note }) => note.file)).toEqual([BILLS_FILE]);
		expect(atDeath.effects('task-created')).toEqual([]);

		// What was on its way arrives after all: Anaplan makes the one task that nobody waits for.
		await happened('the end of the late task', ({ note }) => note.what === 'task-finished' && note.id === BILLS_IMPORT);
		await crashed(id);
		expect((await tasksOf(BILLS_IMPORT)).length).toBe(before + 1);
		expect(await site.n8n.staticData(WORKFLOW)).toEqual(state);

		await newBill('8402');
		await site.watch.anaplan.mark();
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect((await site.watch.anaplan.happenings()).rowsByImport()).toEqual({ [BILLS_IMPORT]: 2, [BILLS_CELLS_IMPORT]: 2 });
		await expectModelEqualsTruth();
		figure('run after kill -9 between upload and import', { 'rows to deliver': 2, 'rows delivered': 2, 'rows lost': 0, 'rows doubled': 0 });
	});

	it('killed while a task runs: the task ends in Anaplan, the crashed run is retried from the history, none lost and none doubled', async () => {
		await newBill('8501');
		await site.anaplan.post('switches', { hangTasks: true });
		await site.watch.anaplan.mark();
		const id = await site.start(WORKFLOW);
		const { note } = await happened('a running task', (entry) => entry.note.what === 'task-started');
		await site.n8n.kill9();
		await site.anaplan.post('switches', { hangTasks: false });
		await happened('the end of the orphaned task', (entry) => entry.note.what === 'task-finished' && entry.note.task === note.task);
		const { id: dead } = await crashed(id);

		await newBill('8502');
		const retried = await site.n8n.retry(dead, { loadWorkflow: true });
		expect(Object.values(retried.runs).flat().flatMap(({ error }) => (error ? [error.message] : []))).toEqual([]);
		expect(retried.items('Load bills')[0]?.json).toMatchObject({ status: 'success' });
		expect((await site.run(WORKFLOW)).status).toBe('success');
		await expectModelEqualsTruth();
	});

	it('the answer to the start is lost after the task was made: exactly one task exists, and it is adopted', async () => {
		await newBill('8601');
		const before = (await tasksOf(BILLS_IMPORT)).length;
		await site.anaplan.post('faults', { name: 'lost answer', kind: 'reset-after', match: startOf(BILLS_IMPORT) });
		const execution = await site.run(WORKFLOW);
		expect(execution.status).toBe('success');
		const tasks = await tasksOf(BILLS_IMPORT);
		expect(tasks.length).toBe(before + 1);
		const [step] = execution.items('Load bills')[0]?.json.steps as ReadonlyArray<Record<string, unknown>>;
		expect(step).toMatchObject({ taskId: tasks.at(-1)?.taskId, startAnswerLost: expect.any(String) });
		await expectModelEqualsTruth();
		figure('answer to the start lost', { 'tasks made': tasks.length - before, 'tasks adopted': 1 });

		await site.watch.anaplan.mark();
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect((await site.watch.anaplan.happenings()).effects('upload-begun', 'task-created')).toEqual([]);
	});

	it('leaves no secret in clear behind', async () => {
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining(['an Anaplan token', 'an Intacct session id']));
		expect(findIn(leftovers, site.secrets.all())).toEqual([]);
		figure('searched for secrets after interruptions', { secrets: site.secrets.all().length, places: leftovers.length });
	});
});
