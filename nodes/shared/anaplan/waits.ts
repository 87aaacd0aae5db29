import type { TaskRef } from '../../../src/systems/anaplan';
import type { Cause } from '../context/waits';

/** What a run on Anaplan can wait for, in the words of the hint. Seconds that cannot be felt are not told. */

export const BUDGET: Cause = {
	key: 'budget', leastMs: 1_000,
	sentence: (duration) => `Waited ${duration} for the request budget of the Anaplan tenant: 600 requests a minute are shared by all runs of this n8n, `
		+ 'and by everybody else who uses the tenant. Runs started in the editor go first. Spread schedules if this happens often.',
};

/** @param model as people know it, with its id */
export const modelLockOf = (model: string): Cause => ({
	key: `lock ${model}`, leastMs: 1_000,
	sentence: (duration) => `Waited ${duration} because another run was working on model ${model}: one action at a time per model.`,
});

export const busyModel = (said: string): Cause => ({
	key: `busy ${said.replace(/, \d+ %/, '')}`, leastMs: 1_000,
	sentence: (duration) => `Waited ${duration} because Anaplan was busy: ${said}.`,
});

export const queuedTask = ({ taskId, actionId }: TaskRef): Cause => ({
	key: `queue ${taskId}`, leastMs: 10_000,
	sentence: (duration) => `Task ${taskId} of ${actionId} queued in Anaplan for ${duration} at least, behind other work on the model, before it began.`,
});
