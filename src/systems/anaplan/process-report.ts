import type { Named, OtherAction } from './metadata';
import { worst, type Outcome, type StepOutcome } from './outcome';
import { kindOfActionId } from './tasks';

/** One step of a process that ran, with the name that the definition gives it. */
export interface ProcessStep {
	readonly action: Named;
	readonly outcome: StepOutcome;
}

export interface ProcessReport {
	readonly outcome: Outcome;
	/** What ran, in order. */
	readonly steps: readonly ProcessStep[];
	/** Steps of the definition of which the result does not speak. Empty also when the definition is not known. */
	readonly notRun: readonly OtherAction[];
}

/** A process inside a process runs as its own actions, so its id is in no result. */
const isLeaf = ({ id }: OtherAction): boolean => kindOfActionId(id) !== 'processes';

/** Takes as many of each id out of the definition as have run: the same action may stand in a process twice. */
const remaining = (definition: readonly OtherAction[], steps: readonly StepOutcome[]): readonly OtherAction[] => {
	const ran = new Map<string, number>();
	for (const { objectId } of steps) ran.set(objectId, (ran.get(objectId) ?? 0) + 1);
	return definition.filter(isLeaf).filter(({ id }) => {
		const left = ran.get(id) ?? 0;
		ran.set(id, left - 1);
		return left <= 0;
	});
};

/**
 * Lays the result of a process beside its definition.
 *
 * **A process is a success only when each of its steps is known to have run.** The result alone cannot say so: a step
 * that was skipped is simply not in it. So a step of the definition without a result lowers a success to a warning,
 * which holds the cursor like every warning that no count explains. A result that holds no step at all says nothing
 * about steps, and is left as it was judged; so is one for which the definition could not be read.
 *
 * @param definition the steps in order, `undefined` when they could not be read
 */
export const processReport = (processId: string, outcome: Outcome, definition: readonly OtherAction[] | undefined): ProcessReport => {
	const told = outcome.steps.filter(({ objectId }) => objectId !== processId && objectId !== '');
	const names = new Map((definition ?? []).map(({ id, name }) => [id, name]));
	const steps = told.map((step): ProcessStep => ({ action: { id: step.objectId, name: names.get(step.objectId) ?? step.objectName }, outcome: step }));
	const notRun = told.length > 0 ? remaining(definition ?? [], told) : [];
	if (notRun.length === 0 || outcome.status === 'failed') return { outcome, steps, notRun };
	const said = `Anaplan gives no result for ${notRun.map(({ name }) => JSON.stringify(name)).join(', ')}: as far as one can tell, it did not run.`;
	return { outcome: { ...outcome, status: worst([outcome.status, 'warning']), messages: [...outcome.messages, said] }, steps, notRun };
};
