import { FatalError } from '../../../../src/core/errors';
import type { LoadResult, LoadStep } from '../../../../src/systems/anaplan';
import { failedAction, failedTaskError } from '../../../shared/anaplan/failed-task';
import { rejectedInWords } from '../../../shared/anaplan/rejected-in-words';

/** What an import did: n8n keeps no output of a node that failed, so its error is the one place for it. */
const doneBy = ({ importName, outcome: { counts, counted } }: LoadStep): string =>
	`${importName}${counted ? ` (${counts.created} created, ${counts.updated} updated, ${counts.ignored} ignored, ${counts.failed} rejected)` : ''}`;

/** An import that failed as a whole, in Anaplan's words. The batch stays unconfirmed and is read again. */
export const failedLoad = (result: LoadResult): FatalError => {
	const earlier = result.steps.slice(0, -1);
	const last = result.steps.at(-1);
	if (!last) return new FatalError({ system: 'Anaplan', operation: 'load rows', said: 'no import ran', remedy: 'Run again.' });
	const failed = failedAction({ id: last.importId, name: last.importName, kind: 'imports' }, last.taskId, last.outcome);
	const applied = earlier.length > 0 ? `What ran before stays applied: ${earlier.map(doneBy).join(', ')}.` : '';
	return failedTaskError({ ...failed, applied }, rejectedInWords(earlier));
};
