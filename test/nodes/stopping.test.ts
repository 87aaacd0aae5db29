import type { IRun } from 'n8n-workflow';
import { byName } from '../../examples/source/workflow-builder';
import { errorsOf, forgetHighest, outputOf, type EngineWorkflow } from './engine/run-workflow';
import { Site } from './site';
import { anaplan, intacct, mapping, TARGET, VENDOR_COLUMNS, VENDOR_IMPORT, vendorFlow, vendorsMissing, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));

jest.setTimeout(20_000);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('somebody stops the execution', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	const until = async (holds: () => Promise<boolean>): Promise<void> => {
		while (!(await holds())) await pause(3);
	};
	const requests = async (pattern: RegExp): Promise<number> =>
		(await site.history('anaplan')).filter(({ kind, method, path }) => kind === 'request' && pattern.test(`${method} ${path}`)).length;
	/** The node goes on by itself after a stop; what it still does is over when nothing has arrived for a while. */
	const quiet = async (): Promise<void> => {
		for (let [last, seen] = [-1, 0]; last !== seen;) {
			last = seen = await site.mark('anaplan');
			await pause(150);
			seen = await site.mark('anaplan');
		}
	};
	const stopped = async (workflow: EngineWorkflow, when: () => Promise<boolean>): Promise<IRun> => {
		let stop = (): void => undefined;
		const running = site.run(workflow, { onStarted: (cancel) => (stop = cancel) });
		await until(when);
		stop();
		return await running;
	};
	const hanging = async (): Promise<boolean> => (await site.anaplan.get<Array<{ state: string }>>('tasks')).some(({ state }) => state === 'IN_PROGRESS');
	const effect = async (what: string): Promise<boolean> => (await site.effects('anaplan')).includes(what);

	it('during an upload: uploading stops, nothing is imported, nothing is confirmed, and the next run loads all', async () => {
		site.supply('Rows', [{ files: { data: ['Code,Name,Status', ...Array.from({ length: 60_000 }, (_, row) => `S-${row},name of supplier number ${row} with a long tail to fill the chunk,active`), ''].join('\n') } }]);
		await site.anaplan.post('faults', { kind: 'delay', match: 'PUT .*/chunks/1', delayMs: 400, times: -1 });
		const load = anaplan('Load', 'import', 'loadRows', { import: byName(VENDOR_IMPORT), options: { chunkMegabytes: 1, parallelChunks: 1 } });
		const workflow = workflowOf([{ name: 'Rows', type: 'supply' }, load]);
		await stopped(workflow, async () => (await requests(/^PUT .*\/chunks\/0/)) > 0);
		await pause(400);
		await quiet();
		expect(await requests(/^PUT .*\/chunks\/2/)).toBe(0);
		expect(await requests(/^POST .*\/complete/)).toBe(0);
		expect(await effect('task-created')).toBe(false);
		expect(site.cursors()).toBe('{}');

		expect(errorsOf(await site.run(workflow))).toEqual({});
		expect(await site.anaplan.get<object[]>('list?id=101000000004')).toHaveLength(60_000);
	});

	it('during the upload of what an ERP has read: the cursor stays, and the next run brings everything', async () => {
		await site.anaplan.post('faults', { kind: 'delay', match: 'PUT .*/chunks/0', delayMs: 200 });
		await stopped(vendorFlow(), async () => (await requests(/^POST .*\/files\/113000000004$/)) > 0);
		await pause(200);
		await quiet();
		expect(await effect('task-created')).toBe(false);
		expect(site.cursors()).toBe('{}');
		expect(outputOf(await site.run(vendorFlow()), 'Load vendors')[0]?.json).toMatchObject({ status: 'success', cursors: [{ moved: true }] });
		expect(await vendorsMissing(site)).toEqual([]);
	});

	const processOf = (options: object) => workflowOf([{ name: 'Rows', type: 'supply' }, anaplan('Run', 'process', 'run', { process: byName('Nightly actuals'), options })]);

	it('while it waits for a task: the task is cancelled and rolled back', async () => {
		site.supply('Rows', [{}]);
		await site.anaplan.post('switches', { hangTasks: true });
		await stopped(processOf({}), hanging);
		await until(async () => await effect('task-cancelled'));
		await quiet();
		expect(await hanging()).toBe(false);
	});

	it('while it waits for a task that is to be left running: nobody asks to cancel it', async () => {
		site.supply('Rows', [{}]);
		await site.anaplan.post('switches', { hangTasks: true });
		await stopped(processOf({ whenStopped: 'leave' }), hanging);
		await quiet();
		expect(await requests(/^DELETE /)).toBe(0);
		expect(await hanging()).toBe(true);
		await site.anaplan.post('switches', { hangTasks: false });
		await until(async () => await effect('task-finished'));
	});

	it('in Poll Task it is the same choice', async () => {
		site.supply('Rows', [{}]);
		await site.anaplan.post('switches', { hangTasks: true });
		const polled = workflowOf([
			{ name: 'Rows', type: 'supply' }, anaplan('Start', 'deleteAction', 'run', { action: byName('Clear GL staging'), wait: false }),
			anaplan('Poll', 'task', 'pollTask', { options: { whenStopped: 'leave' } }),
		]);
		await stopped(polled, async () => (await requests(/^GET .*\/tasks\/[0-9A-F]{32}/)) > 0);
		await quiet();
		expect(await requests(/^DELETE /)).toBe(0);
		await site.anaplan.post('switches', { hangTasks: false });
		await until(async () => await effect('task-finished'));
	});
});

describe('portions of a batch', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
	});
	afterEach(async () => await site.close());

	it('a portion that holds the cursor is not made good by the one behind it', async () => {
		// The second vendor of one name is refused; it comes in the first of two portions.
		for (const VENDORID of ['A-98', 'A-99']) await site.intacct.post('records', { object: 'VENDOR', record: { VENDORID, NAME: 'Twin' } });
		await site.intacct.post('clock', { advanceMs: 5_000 });
		const portion = (name: string, from: number, to: number) => ({ name, type: 'portion' as const, parameters: { from, to }, after: [['Get vendors', 0] as const] });
		const flow = (split: number) => workflowOf([
			intacct('Get vendors', 'record', 'getChanges', { object: byName('VENDOR') }), portion('First', 0, split), portion('Second', split, 100),
			mapping('Map vendors', VENDOR_COLUMNS, { ...TARGET, import: byName(VENDOR_IMPORT) }, { after: [['First', 0], ['Second', 0]] }),
			anaplan('Load vendors', 'import', 'loadRows', { import: byName(VENDOR_IMPORT) }),
		], 'vendors');
		const run = await site.run(flow(5));
		const summaries = (run.data.resultData.runData['Load vendors'] ?? []).map(({ data }) => data?.main?.[0]?.[0]?.json);
		expect(summaries.map((json) => json?.rowsRejected)).toEqual([1, 0]);
		expect(summaries.map((json) => (json?.cursors as Array<{ moved: boolean }>)[0]?.moved)).toEqual([false, false]);
		expect(site.cursors()).toBe('{}');
	});
});
