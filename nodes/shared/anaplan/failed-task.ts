import type { IDataObject } from 'n8n-workflow';
import { FatalError } from '../../../src/core/errors';
import { ACTION_WORD, type Outcome, type ProcessReport } from '../../../src/systems/anaplan';
import { actionJson, type NamedAction } from './started-task';

export interface FailedTask {
	readonly action: NamedAction;
	readonly taskId: string;
	/** Anaplan's own words. */
	readonly said: readonly string[];
	readonly codes: readonly string[];
	/** What stays applied and what did not run. */
	readonly applied: string;
}

/** Each sentence once: what a step says is often said again of the whole. */
const wordsOf = ({ messages, steps }: Pick<Outcome, 'messages' | 'steps'>): string[] =>
	[...new Set([...messages, ...steps.flatMap((step) => step.messages.map(({ text, code }) => (text ? `${text} (${code})` : code)))])];

const codesOf = ({ steps }: Pick<Outcome, 'steps'>): string[] =>
	[...new Set(steps.flatMap(({ messages }) => messages.filter(({ kind }) => kind === 'failed').map(({ code }) => code)))];

/** What Anaplan calls a prompt that nobody has answered is not documented; this code is the one that fits (reference anaplan 8). */
const UNANSWERED_PROMPT = 'missingFields';
const ANSWER_PROMPTS = 'If the import asks for a version, a period or a list item at run time, answer it in Mapping Parameters.';

export const failedAction = (action: NamedAction, taskId: string, outcome: Outcome): FailedTask =>
	({ action, taskId, said: wordsOf(outcome), codes: codesOf(outcome), applied: '' });

const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');

/** Says which step failed, in Anaplan's words, and what became of the others. */
export const failedProcess = (action: NamedAction, taskId: string, { outcome, steps, notRun }: ProcessReport): FailedTask => {
	const total = steps.length + notRun.length;
	const failing = steps.flatMap((step, index) => (step.outcome.status === 'failed' ? [{ ...step, place: `step ${index + 1} of ${total}` }] : []));
	const applied = steps.filter((step) => step.outcome.status !== 'failed').map((step) => step.action.name);
	return {
		action, taskId, codes: codesOf(outcome),
		said: [...new Set([
			...failing.map((step) => `${step.place}, ${JSON.stringify(step.action.name)}: ${wordsOf({ messages: [], steps: [step.outcome] }).join('; ') || 'it failed and Anaplan gives no reason'}`),
			...outcome.messages,
		])],
		applied: [
			applied.length > 0 ? `What the other steps did stays applied: ${quoted(applied)}.` : '',
			notRun.length > 0 ? `Not run: ${quoted(notRun.map(({ name }) => name))}.` : '',
			steps.length === 0 ? 'Anaplan does not tell which steps ran, and what of them was taken back: look at the history of the model.' : '',
		].filter((part) => part !== '').join(' '),
	};
};

export const NO_REASON = 'the task failed and Anaplan gives no reason';

const remedyOf = ({ taskId, applied, codes }: FailedTask, more: string): string => [
	`Task ${taskId}.`, applied, more, codes.includes(UNANSWERED_PROMPT) ? ANSWER_PROMPTS : '',
	'Correct the cause and run again; the cursor was not moved, so the same records are read again.',
].filter((part) => part !== '').join(' ');

/** @param rejected what there is to say of rows that were rejected before it failed; their dump is gone with the next run */
export const failedTaskError = (failed: FailedTask, rejected = ''): FatalError => new FatalError({
	system: 'Anaplan', operation: `run ${ACTION_WORD[failed.action.kind]} ${failed.action.name}`, said: failed.said.join('; ') || NO_REASON,
	remedy: remedyOf(failed, rejected), code: failed.codes[0],
});

/** The same as an item. It covers no record, so nothing behind it can take it for a load. */
export const failedTaskJson = (failed: FailedTask): IDataObject => ({
	status: 'failed', taskId: failed.taskId, ...actionJson(failed.action), said: failed.said.length > 0 ? [...failed.said] : [NO_REASON],
	codes: [...failed.codes], remedy: remedyOf(failed, ''),
});
