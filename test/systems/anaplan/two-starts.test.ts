import fc from 'fast-check';
import { AmbiguousError, FatalError } from '../../../src/core/errors';
import type { Http, HttpRequest, HttpResponse } from '../../../src/contracts';
import { createAnaplanClient, type ActionRef, type StartedTask, type TaskKind } from '../../../src/systems/anaplan';
import { ClaimedTasks } from '../../../src/systems/anaplan/claimed-tasks';
import { FakeClock } from '../../core/fake-clock';
import { REF, failureOf, json, lost, task } from './fake-anaplan';

const KINDS: ReadonlyArray<readonly [TaskKind, string]> = [['imports', '112000000034'], ['exports', '116000000005'], ['actions', '117000000011'], ['processes', '118000000009']];

/** What becomes of one run's start. */
type Fate = 'answered' | 'answer lost' | 'never arrived';

/** One model: starts make tasks, lists show all of them. Each run's start meets the fate it was given. */
class Model {
	readonly tasks: Array<{ taskId: string; by: number; creationTime: number }> = [];
	readonly starts: number[] = [];

	constructor(private readonly clock: FakeClock) {}

	/** As the run with this number sees it. */
	seenBy(run: number, fate: Fate, delayMs = 0): Http {
		return { send: async (request) => await this.answer(run, fate, delayMs, request) };
	}

	private async answer(run: number, fate: Fate, delayMs: number, { method }: HttpRequest): Promise<HttpResponse> {
		await this.clock.sleep(10);
		if (method === 'GET') return json(200, { tasks: this.tasks.map(({ taskId, creationTime }) => ({ taskId, taskState: 'NOT_STARTED', creationTime })) });
		this.starts.push(run);
		if (fate === 'never arrived') throw lost();
		const taskId = `T${this.tasks.length}`;
		this.tasks.push({ taskId, by: run, creationTime: this.clock.now() });
		await this.clock.sleep(delayMs);
		if (fate === 'answer lost') throw lost();
		return task('NOT_STARTED', { taskId });
	}
}

type Ending = StartedTask | Error;

const startsOf = async (kind: TaskKind, actionId: string, fates: ReadonlyArray<{ fate: Fate; atMs: number; delayMs: number }>, shared?: ClaimedTasks) => {
	const clock = new FakeClock();
	const model = new Model(clock);
	const ref: ActionRef = { ...REF, kind, actionId };
	const all = fates.map(async ({ fate, atMs, delayMs }, run): Promise<Ending> => {
		const client = createAnaplanClient({ http: model.seenBy(run, fate, delayMs), clock, apiUrl: 'https://api.anaplan.com', claims: shared ?? new ClaimedTasks() });
		await clock.sleep(atMs);
		return await client.startTask(ref).catch((error: Error) => error);
	});
	return { model, endings: await clock.runUntil(Promise.all(all)) };
};

describe.each(KINDS)('a start of %s whose answer was lost is resolved by listing tasks since the intent', (kind, actionId) => {
	it('the task exists: adopted, started once', async () => {
		const { model, endings } = await startsOf(kind, actionId, [{ fate: 'answer lost', atMs: 0, delayMs: 0 }]);
		expect([endings, model.starts]).toEqual([[{ taskId: 'T0', adopted: true }], [0]]);
	});

	it('it never arrived: nothing was started, and nothing is started for it', async () => {
		const { model, endings } = await startsOf(kind, actionId, [{ fate: 'never arrived', atMs: 0, delayMs: 0 }]);
		expect([endings[0] instanceof FatalError, model.starts, model.tasks]).toEqual([true, [0], []]);
	});

	it('two processes at the same moment, both arrived, one answer lost: nobody guesses', async () => {
		const { model, endings } = await startsOf(kind, actionId, [{ fate: 'answer lost', atMs: 0, delayMs: 0 }, { fate: 'answered', atMs: 0, delayMs: 0 }]);
		expect(endings[0]).toBeInstanceOf(AmbiguousError);
		expect(endings[1]).toEqual({ taskId: 'T1', adopted: false });
		expect(model.starts).toEqual([0, 1]);
	});

	it('two processes at the same moment, both answers lost: neither takes the other\'s task', async () => {
		const { endings } = await startsOf(kind, actionId, [{ fate: 'answer lost', atMs: 0, delayMs: 0 }, { fate: 'answer lost', atMs: 0, delayMs: 0 }]);
		expect(endings.map((ending) => ending instanceof AmbiguousError)).toEqual([true, true]);
	});

	it('two processes one after another: the earlier task is in the later one\'s baseline', async () => {
		const { endings } = await startsOf(kind, actionId, [{ fate: 'answered', atMs: 0, delayMs: 0 }, { fate: 'answer lost', atMs: 5_000, delayMs: 0 }]);
		expect(endings).toEqual([{ taskId: 'T0', adopted: false }, { taskId: 'T1', adopted: true }]);
	});

	it('two runs of one process: what the other has claimed is left out', async () => {
		const { endings } = await startsOf(kind, actionId, [{ fate: 'never arrived', atMs: 0, delayMs: 0 }, { fate: 'answered', atMs: 0, delayMs: 2_000 }], new ClaimedTasks());
		expect(endings[0]).toBeInstanceOf(FatalError);
		expect(endings[1]).toEqual({ taskId: 'T0', adopted: false });
	});
});

describe('whatever becomes of several starts at once', () => {
	const start = fc.record({ fate: fc.constantFrom<Fate>('answered', 'answer lost', 'never arrived'), atMs: fc.constantFrom(0, 0, 5, 15, 40, 3_000), delayMs: fc.constantFrom(0, 0, 30, 2_000) });

	const check = async (starts: ReadonlyArray<{ fate: Fate; atMs: number; delayMs: number }>, oneProcess: boolean): Promise<void> => {
		const { model, endings } = await startsOf('imports', '112000000034', starts, oneProcess ? new ClaimedTasks() : undefined);
		expect([...model.starts].sort((a, b) => a - b)).toEqual(starts.map((_start, run) => run));
		endings.forEach((ending, run) => {
			const own = model.tasks.find(({ by }) => by === run)?.taskId;
			if (ending instanceof FatalError) expect(own).toBeUndefined();
			else if (ending instanceof Error) expect(ending).toBeInstanceOf(AmbiguousError);
			// A stranger's task is mistaken only where the own start never arrived, and says that it was found.
			else if (ending.taskId !== own) expect([oneProcess, own, ending.adopted]).toEqual([false, undefined, true]);
		});
	};

	it('in several processes: each is sent once; "nothing was started" is true; nobody takes another\'s task while there is an own one', async () => {
		await fc.assert(fc.asyncProperty(fc.array(start, { minLength: 1, maxLength: 4 }), async (starts) => await check(starts, false)), { numRuns: 60 });
	});

	it('in one process: nobody takes a task whose owner has its answer', async () => {
		const answered = fc.record({ fate: fc.constantFrom<Fate>('answered', 'never arrived'), atMs: fc.constantFrom(0, 5, 40, 3_000), delayMs: fc.constantFrom(0, 30, 2_000) });
		await fc.assert(fc.asyncProperty(fc.array(answered, { minLength: 1, maxLength: 4 }), async (starts) => await check(starts, true)), { numRuns: 60 });
	});
});

describe('claimed tasks', () => {
	it('forget the oldest of ten thousand', () => {
		const claims = new ClaimedTasks();
		for (let at = 0; at <= 10_000; at += 1) claims.add(`T${at}`);
		expect([claims.has('T0'), claims.has('T1'), claims.has('T10000')]).toEqual([false, true, true]);
	});
});

describe('a task seen only in the last look', () => {
	it('is looked at once more before it is adopted; if that cannot be done it is ambiguous', async () => {
		const clock = new FakeClock();
		let looks = 0;
		const http: Http = {
			async send({ method }) {
				if (method === 'POST') throw lost();
				looks += 1;
				if (looks === 6) throw lost();
				return json(200, { tasks: looks === 5 ? [{ taskId: 'T9', creationTime: 5 }] : [] });
			},
		};
		const client = createAnaplanClient({ http, clock, apiUrl: 'https://api.anaplan.com' });
		const failure = await failureOf(clock.runUntil(client.startTask({ ...REF, kind: 'imports', actionId: '112000000034' })), AmbiguousError);
		expect(failure.message).toContain('whether task T9 is ours');
	});
});
