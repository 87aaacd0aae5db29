import type { UserDefinition } from '../../../simulators/anaplan/model/types';
import { Switches } from '../../../simulators/anaplan/switches';
import { TaskQueue } from '../../../simulators/anaplan/tasks/task-queue';
import { SimulatedClock } from '../../../simulators/harness/clock';
import { History } from '../../../simulators/harness/history';

const user = { email: 'planner@example.com' } as UserDefinition;

const WORK = { mutating: true, run: async () => ({ result: { successful: true, failureDumpAvailable: false, objectId: '1', details: [] }, commit: () => undefined, undo: () => undefined }) };

describe('the queue of tasks', () => {
	afterEach(() => void jest.restoreAllMocks());

	it('starts a task whose timer fires before the wall clock has got there', async () => {
		const clock = new SimulatedClock();
		const queue = new TaskQueue(clock, new History(clock), new Switches({ queueMs: 5, taskMs: 1 }));
		const now = Date.now();
		let looks = 0;
		// The timer counts by another clock: at its first looks the wall clock stands where it stood.
		jest.spyOn(Date, 'now').mockImplementation(() => (looks++ < 4 ? now : now + 1_000));
		const task = queue.create('imports', '1', user, WORK);
		for (let waited = 0; task.state !== 'COMPLETE' && waited < 200; waited++) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(task.state).toBe('COMPLETE');
	});
});
