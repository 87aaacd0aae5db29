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

const SHOWN = 20;

/** Rows that an import before the failed one rejected: their dump is gone with the next run, so they are told here. */
const rejectedBefore = (steps: LoadResult['steps']): string => {
	const rows = steps.flatMap(({ importName, dumps }) => dumps.flatMap(({ rows: dumped }) => dumped.map((row) => ({ importName, row }))));
	if (rows.length === 0) return '';
	const shown = rows.slice(0, SHOWN).map(({ importName, row }) => `${importName}, line ${row.line ?? '?'}: ${row.errors.join(', ')}`);
	return ` Rows that it rejected: ${shown.join('; ')}${rows.length > SHOWN ? `; and ${rows.length - SHOWN} more` : ''}.`;
};

export const failedLoad = (result: LoadResult): FatalError => {
	const earlier = result.steps.slice(0, -1);
	const last = result.steps.at(-1);
	const applied = earlier.length > 0 ? `What ran before stays applied: ${earlier.map(({ importName }) => importName).join(', ')}.${rejectedBefore(earlier)}` : '';
	if (last) return failedOutcome(last.importName, last.taskId, last.outcome, applied);
	return new FatalError({ system: 'Anaplan', operation: 'load rows', said: 'no import ran', remedy: 'Run again.' });
};
