import { byName } from '../../examples/source/workflow-builder';
import { nodeClock } from '../../nodes/shared/context/node-clock';
import { TokenBucket } from '../../src/core/http/budget';
import { processLock } from '../../src/core/limits/process-lock';
import { modelLockName } from '../../src/systems/anaplan';
import { errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { exampleWorkflow, Site } from './site';
import { anaplan, VENDOR_IMPORT, workflowOf, type Step } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));
jest.setTimeout(60_000);

const MODEL = '5C3D7A0B9E2F4D6183A4B5C6D7E8F901';
const LOAD = 'Load vendors';
const load = (name = LOAD): Step => anaplan(name, 'import', 'loadRows', { import: byName(VENDOR_IMPORT) });
const supply: Step = { name: 'Rows', type: 'supply' };

describe('a good citizen of the tenant', () => {
	let site: Site;
	/** Requests for the catalogue, by path, that have reached Anaplan. */
	const catalogue = async (since: number): Promise<string[]> =>
		(await site.history('anaplan', since)).filter(({ kind, method, path }) =>
			kind === 'request' && method === 'GET' && /\/(?:workspaces|models|imports|files|lists)(?:\?.*)?$|\/imports\/\d+$/.test(path ?? '')).map(({ path }) => String(path));

	beforeEach(async () => {
		forgetHighest();
		site = await Site.open();
		site.supply('Rows', [{ json: { Code: 'V-1', Name: 'Harbour & Sons', Status: 'active' } }]);
	});
	afterEach(async () => await site.close());

	describe('asks for the catalogue once', () => {
		it('in one execution, however many nodes of it ask', async () => {
			// Skipped pauses would age what was seen: on a busy machine a task is looked at more often, and a minute is soon over.
			const steady = jest.spyOn(nodeClock, 'now').mockImplementation(() => Date.now());
			const run = await site.run(exampleWorkflow('intacct-actuals-to-anaplan.json'));
			steady.mockRestore();
			expect(errorsOf(run)).toEqual({});
			const asked = await catalogue(0);
			expect(asked.length).toBeGreaterThan(0);
			expect(asked).toHaveLength(new Set(asked).size);
			// 62 questions for the catalogue before the nodes of one execution shared what they had seen.
			expect(asked.length).toBeLessThan(25);
		});

		it('and a second execution sees a fresh one', async () => {
			const workflow = workflowOf([supply, load()]);
			await site.run(workflow);
			const first = await catalogue(0);
			const mark = await site.mark('anaplan');
			expect(errorsOf(await site.run(workflow))).toEqual({});
			expect(first.length).toBeGreaterThan(0);
			expect(await catalogue(mark)).toEqual(first);
		});

		it('but shows it fresh to whoever asks to see it, also after the same execution has seen it', async () => {
			const run = await site.run(workflowOf([supply, load(), anaplan('Look', 'import', 'getMany'), anaplan('Look again', 'import', 'getMany')]));
			expect(errorsOf(run)).toEqual({});
			expect((await catalogue(0)).filter((path) => path.endsWith('/imports'))).toHaveLength(3);
		});
	});

	describe('says what it has waited for', () => {
		const waits = async (): Promise<string[]> => {
			const run = await site.run(workflowOf([supply, load()]));
			expect(errorsOf(run)).toEqual({});
			expect(outputOf(run, LOAD)[0]?.json).toMatchObject({ status: 'success' });
			return hintsOf(run, LOAD).filter((each) => /[Ww]aited|queued/.test(each));
		};

		it('nothing when it has not waited', async () => {
			expect(await waits()).toEqual([]);
		});

		it('a 429 with its Retry-After is a wait for the budget', async () => {
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/imports', status: 429, headers: { 'retry-after': '7' }, times: 1 });
			expect(await waits()).toEqual([expect.stringMatching(/^Waited [78] s for the request budget of the Anaplan tenant: 600 requests a minute are shared by all runs of this n8n/)]);
		});

		it('and nothing of it is left for the next run', async () => {
			await site.anaplan.post('faults', { kind: 'answer', match: 'GET .*/imports', status: 429, headers: { 'retry-after': '7' }, times: 1 });
			expect(await waits()).toHaveLength(1);
			expect(await waits()).toEqual([]);
		});

		it('another run on the same model', async () => {
			let end = (): void => undefined;
			const other = processLock(nodeClock).hold(modelLockName({ modelId: MODEL }), async () => await new Promise<void>((resolve) => (end = resolve)));
			const waiting = waits();
			await new Promise((resolve) => setTimeout(resolve, 300));
			// The clock of the nodes leaps over pauses: this is how long the other run takes.
			await nodeClock.sleep(90_000);
			end();
			await other;
			expect(await waiting).toEqual([expect.stringMatching(new RegExp(`^Waited 1 min 3\\d s because another run was working on model ${MODEL}`))]);
		});

		it('other work on the model in Anaplan, before the task began', async () => {
			await site.anaplan.post('switches', { queueMs: 300 });
			expect(await waits()).toEqual([expect.stringMatching(/^Task [0-9A-F]{32} of 112000000004 queued in Anaplan for .* at least, behind other work on the model/)]);
		});
	});

	describe('lets people go first', () => {
		const urgencies = async (mode: 'manual' | 'trigger'): Promise<Set<unknown>> => {
			const take = jest.spyOn(TokenBucket.prototype, 'take');
			const hold = jest.spyOn(Object.getPrototypeOf(processLock(nodeClock)) as ReturnType<typeof processLock>, 'hold');
			try {
				expect(errorsOf(await site.run(workflowOf([supply, load()]), { mode }))).toEqual({});
				expect([take.mock.calls.length > 0, hold.mock.calls.length > 0]).toEqual([true, true]);
				return new Set([...take.mock.calls.map((call) => call[2]), ...hold.mock.calls.map((call) => call[3])]);
			} finally {
				take.mockRestore();
				hold.mockRestore();
			}
		};

		it('a run started in the editor is interactive, for budget and lock', async () => {
			expect([...await urgencies('manual')]).toEqual(['interactive']);
		});

		it('a production run is not', async () => {
			expect([...await urgencies('trigger')]).toEqual(['bulk']);
		});

		it('pick lists are', async () => {
			const take = jest.spyOn(TokenBucket.prototype, 'take');
			await site.ask(workflowOf([load('Node')]), 'Node', async (type, context) => await type.methods?.listSearch?.searchImports?.call(context));
			expect([...new Set(take.mock.calls.map((call) => call[2]))]).toEqual(['interactive']);
			take.mockRestore();
		});
	});
});
