import { FatalError, IntegrationError } from '../../core/errors';
import type { Metadata, Named } from './metadata';
import { pick } from './pick';
import { SYSTEM } from './refusals';
import { nameOfAction, type ActionRef, type ListedTask, type TaskKind, type TaskRef, type Tasks } from './tasks';

/** How pick lists and errors call one action of each kind. */
export const ACTION_WORD: Readonly<Record<TaskKind, string>> = { imports: 'import', exports: 'export', actions: 'action', processes: 'process' };

const SHOWN = 10;

/** All actions of one kind. A busy model keeps this call waiting (reference anaplan 12). */
export const actionsOfKind = async (metadata: Pick<Metadata, TaskKind>, ref: ActionRef): Promise<readonly Named[]> => await metadata[ref.kind](ref);

/** A look refused with 404, by itself or as the cause of giving up. */
export const isNotFound = (error: unknown): boolean =>
	error instanceof IntegrationError && (error.facts.status === 404 || (error.facts.cause instanceof IntegrationError && error.facts.cause.facts.status === 404));

const listing = (tasks: readonly ListedTask[]): string =>
	`Its newest tasks are: ${tasks.slice(0, SHOWN).map(({ taskId, state }) => `${taskId} (${state})`).join(', ')}${tasks.length > SHOWN ? ` and ${tasks.length - SHOWN} older ones` : ''}.`;

/**
 * Why Anaplan answers 404 for a task: no such action, no such task of it, or no access. To be asked only after that
 * answer. The list of tasks cannot tell an unknown action from one that never ran, since both are 200 and empty
 * (reference anaplan 8), so then the action itself is looked for.
 * @throws FatalError that says which actions exist, when there is no such action
 */
export const explainMissingTask = async (tasks: Pick<Tasks, 'list'>, metadata: Pick<Metadata, TaskKind>, ref: TaskRef): Promise<FatalError> => {
	const known = await tasks.list(ref);
	const operation = `find task ${JSON.stringify(ref.taskId)} of ${nameOfAction(ref)}`;
	if (known.some(({ taskId }) => taskId === ref.taskId)) {
		return new FatalError({ system: SYSTEM, operation, said: 'the task is in the list of tasks, and its state cannot be read', remedy: 'Run again; if it stays so, ask the model builder whether this user may see the task.', status: 404 });
	}
	if (known.length > 0) {
		return new FatalError({ system: SYSTEM, operation, said: 'this action has no such task', remedy: `It may be a task of another action, or of another model. ${listing(known)}`, status: 404 });
	}
	const { name } = pick(await actionsOfKind(metadata, ref), ref.actionId, ACTION_WORD[ref.kind]);
	return new FatalError({
		system: SYSTEM, operation, said: `${JSON.stringify(name)} exists and has no tasks that this user can see`, status: 404,
		remedy: 'The task belongs to another action, or the model role of the user is NO ACCESS. Take the task ID from the node that started it.',
	});
};

/** Tasks of an action, newest first. An empty list is checked: the action must exist. @throws FatalError when it does not */
export const listTasksOfKnown = async (tasks: Pick<Tasks, 'list'>, metadata: Pick<Metadata, TaskKind>, ref: ActionRef): Promise<readonly ListedTask[]> => {
	const known = await tasks.list(ref);
	if (known.length === 0) pick(await actionsOfKind(metadata, ref), ref.actionId, ACTION_WORD[ref.kind]);
	return known;
};
