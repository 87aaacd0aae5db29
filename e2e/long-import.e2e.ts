import { actionsStarted, overlappingTasks, unfinishedTasks } from './checker/anaplan-rules';
import { stagedCodes } from './checker/staging';
import type { Execution, NodeRun } from './host/executions';
import { figure } from './scenario/figures';
import type { Happenings } from './scenario/history-watch';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { eventually, Site } from './scenario/site';
import { toldBy } from './scenario/told';
import { exampleByWebhook } from './scenario/workflow-copies';

const FILE = 'anaplan-long-import-with-wait.json';
const READER = 'Get changed ledger lines';
const LOOK = 'Look at the task';
const WAIT = 'Wait a minute';
const IMPORT = '112000000033';

const [DONE, NOT_YET] = [0, 1];

/** From 65 seconds on n8n puts a waiting execution into its database and takes it up again without its static data. */
const PUT_AWAY_SECONDS = 70;
/** Two looks away: the first comes at once, the second after the wait. */
const TASK_MS = 5_000;

/** One of them is kept for a first batch after all the others. */
const WORKFLOW = 'longImport';
const FRESH = 'longImportFresh';

/** How long to wait comes with each start. */
const WAIT_AS_TOLD = { [WAIT]: { amount: '={{ $("Start").first().json.body.seconds }}' } };
const IN_MEMORY = { seconds: 2 };
const PUT_AWAY = { seconds: PUT_AWAY_SECONDS };

/** Each run meets the state that the one before left. The list keeps what it was given, so it has to hold every line of the ERP. */
describe('Anaplan long import with wait: the delivered example in a real n8n', () => {
	let site: Site;

	beforeAll(async () => {
		const copies = [WORKFLOW, FRESH].map((id) => exampleByWebhook(id, FILE, WAIT_AS_TOLD));
		site = await Site.open('long-import', copies, { activate: true, switches: { taskMs: TASK_MS } });
	});

	beforeEach(async () => await site.watch.anaplan.mark());

	afterEach(async () => await site.anaplan.post('switches', { failImports: {}, taskMs: TASK_MS }));

	afterAll(async () => await site?.close());

	const happened = async (): Promise<Happenings> => await site.watch.anaplan.happenings();

	const cursorOf = async (workflow: string): Promise<string | undefined> => confirmedUpTo(await site.n8n.staticData(workflow))[READER];

	const looksOf = ({ runs }: Execution): readonly NodeRun[] => runs[LOOK] ?? [];

	const itemsBy = (runs: readonly NodeRun[], output: number): ReadonlyArray<Record<string, unknown>> => runs.flatMap(({ outputs }) => (outputs[output] ?? []).map(({ json }) => json));

	const expectGood = ({ status, error }: Execution): void => expect([status, error?.message]).toEqual(['success', undefined]);

	const expectAllStaged = async (): Promise<number> => {
		const lines = (await site.erp.records('GLDETAIL')).map(({ RECORDNO = '' }) => RECORDNO).sort();
		expect(await stagedCodes(site.anaplan)).toEqual(lines);
		return lines.length;
	};

	const newLine = async (recordNo: string): Promise<void> => {
		await site.erp.ledgerLine(recordNo);
		await site.erp.pass();
	};

	it('looks several times, is busy in none of the pauses, and confirms with the look that sees the end', async () => {
		const execution = await site.run(WORKFLOW, IN_MEMORY);
		expectGood(execution);
		const lines = await expectAllStaged();
		const looks = looksOf(execution);
		expect(looks.length).toBeGreaterThanOrEqual(3);
		const [unfinished, ended] = [itemsBy(looks, NOT_YET), itemsBy(looks, DONE)];
		expect([unfinished.length, ended.length]).toEqual([looks.length - 1, 1]);
		expect(unfinished.every((item) => !('cursors' in item))).toBe(true);
		expect(ended[0]).toMatchObject({ status: 'success', cursors: [{ node: READER, records: lines, moved: true }] });
		expect(await cursorOf(WORKFLOW)).toMatch(/^\d{4}-/);
		// A look is one request; whoever held a worker would have been busy as long as the task.
		expect(Math.max(...looks.map(({ tookMs }) => tookMs))).toBeLessThan(TASK_MS / 2);
		expect(actionsStarted((await happened()).entries)).toEqual([IMPORT]);
		figure('loop through Wait', { looks: looks.length, 'lines staged': lines, 'ms of all looks': looks.reduce((sum, { tookMs }) => sum + tookMs, 0), 'ms of the task at least': TASK_MS });
	});

	it('without new lines nothing is started and nothing waits', async () => {
		const execution = await site.run(WORKFLOW, IN_MEMORY);
		expectGood(execution);
		expect([execution.runs[LOOK], execution.runs[WAIT]]).toEqual([undefined, undefined]);
		expect((await happened()).effects('task-created', 'upload-begun')).toEqual([]);
	});

	it('a task that fails leaves by Failed: the run ends with Anaplan\'s words, the cursor stays, and the next run delivers', async () => {
		const before = await cursorOf(WORKFLOW);
		await newLine('97001');
		await site.anaplan.post('switches', { failImports: { [IMPORT]: 'hierarchyImportFailed' } });
		const failed = await site.run(WORKFLOW, IN_MEMORY);
		expect([failed.status, failed.runs['Stop with what Anaplan says']?.at(-1)?.status, failed.runs.Loaded]).toEqual(['error', 'error', undefined]);
		expect(toldBy(failed)).toContain('hierarchyImportFailed');
		expect(itemsBy(looksOf(failed), 3)).toEqual([expect.objectContaining({ status: 'failed', codes: ['hierarchyImportFailed'] })]);
		expect(await cursorOf(WORKFLOW)).toBe(before);

		await site.anaplan.post('switches', { failImports: {} });
		const repaired = await site.run(WORKFLOW, IN_MEMORY);
		expectGood(repaired);
		await expectAllStaged();
		expect(await cursorOf(WORKFLOW)).not.toBe(before);
	});

	describe(`a wait of ${PUT_AWAY_SECONDS} s, which n8n spends without the execution in memory`, () => {
		/** Begins with an upload of its own, so it must not come between the upload and the start of another run. */
		const untilPutAway = async (workflow: string): Promise<string> => {
			const id = await site.start(workflow, PUT_AWAY);
			await eventually(`${workflow} to be put away`, async () => ((await site.n8n.execution(id)).status === 'waiting' ? id : undefined));
			return id;
		};

		it('loses nothing: the cursor moves although n8n hands out no static data after it; whose file another run has filled meanwhile reads again', async () => {
			await newLine('97002');
			const before = await cursorOf(WORKFLOW);
			const first = await untilPutAway(FRESH);
			await eventually('the end of its task', async () => (await happened()).effects('task-finished')[0]);
			const later = await untilPutAway(WORKFLOW);
			// Both wait, and nothing is in anybody's hands.
			expect(await site.n8n.executions({ status: ['running'] })).toEqual([]);
			expect((await site.n8n.executions({ status: ['waiting'] })).map(({ id }) => id).sort()).toEqual([first, later].sort());

			const [started, continued] = [await site.n8n.finished(first, 200_000), await site.n8n.finished(later, 200_000)];
			[started, continued].forEach(expectGood);
			const { entries } = await happened();
			expect([overlappingTasks(entries), unfinishedTasks(entries)]).toEqual([[], []]);
			const lines = await expectAllStaged();

			// It continues a cursor that only the execution itself still knows of.
			expect(itemsBy(looksOf(continued), DONE)).toEqual([expect.objectContaining({ status: 'success', cursors: [expect.objectContaining({ from: before, records: 1, moved: true })] })]);
			const laterCursor = await cursorOf(WORKFLOW);
			expect(String(laterCursor) > String(before)).toBe(true);
			// The later run has filled the same file while this one waited, so nobody can say which of both its import has read.
			const held = { from: 'beginning', records: lines, moved: false, because: expect.stringMatching(/^another run has begun to fill file/) as string };
			expect(itemsBy(looksOf(started), DONE)).toEqual([expect.objectContaining({ status: 'success', cursors: [expect.objectContaining(held)] })]);
			expect(await cursorOf(FRESH)).toBeUndefined();

			await newLine('97003');
			for (const [workflow, from, records] of [[WORKFLOW, laterCursor, 1], [FRESH, 'beginning', lines + 1]] as const) {
				const next = await site.run(workflow, IN_MEMORY);
				expectGood(next);
				expect(itemsBy(looksOf(next), DONE)).toEqual([expect.objectContaining({ cursors: [expect.objectContaining({ from, records, moved: true })] })]);
			}
			await expectAllStaged();
			figure(`waits of ${PUT_AWAY_SECONDS} s`, { 'lines lost': 0, 'cursor moved after the wait': 1, 'cursor held because the file was filled again': 1, 'executions in memory meanwhile': 0 });
		}, 300_000);
	});

	it('leaves no secret in clear behind', async () => {
		expect(findIn(await leftBehind(site), site.secrets.all())).toEqual([]);
	});
});
