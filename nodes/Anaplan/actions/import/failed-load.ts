import { FatalError } from '../../../../src/core/errors';
import type { LoadResult, Outcome } from '../../../../src/systems/anaplan';

const wordsOf = (outcome: Outcome): string[] => [...outcome.messages, ...outcome.steps.flatMap(({ messages }) => messages.map(({ text, code }) => (text ? `${text} (${code})` : code)))];

/** An import that failed as a whole, in Anaplan's words. The batch stays unconfirmed and is read again. */
export const failedOutcome = (name: string, taskId: string, outcome: Outcome, applied: string): FatalError =>
	new FatalError({
		system: 'Anaplan', operation: `run import ${name}`, said: wordsOf(outcome).join('; ') || 'the task failed and Anaplan gives no reason',
		remedy: `Task ${taskId}. ${applied} Correct the cause and run again; the cursor was not moved, so the same records are read again.`,
		code: outcome.steps.flatMap(({ messages }) => messages.filter(({ kind }) => kind === 'failed').map(({ code }) => code))[0],
	});

export const failedLoad = (result: LoadResult): FatalError => {
	const before = result.steps.slice(0, -1).map(({ importName }) => importName);
	const last = result.steps.at(-1);
	const applied = before.length > 0 ? `What ran before stays applied: ${before.join(', ')}.` : '';
	if (last) return failedOutcome(last.importName, last.taskId, last.outcome, applied);
	return new FatalError({ system: 'Anaplan', operation: 'load rows', said: 'no import ran', remedy: 'Run again.' });
};
