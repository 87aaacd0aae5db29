import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ACTION_WORD, kindOfActionId, pick, type ActionRef, type AnaplanClient, type ModelRef, type TaskKind, type TaskRef } from '../../../../src/systems/anaplan';
import type { NamedAction } from '../../../shared/anaplan/started-task';
import { targetOf } from '../../../shared/anaplan/target';
import { parameterError } from '../../../shared/context/node-errors';

const ACTION_ID = /^\d+$/;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isKind = (text: string): text is TaskKind => Object.hasOwn(ACTION_WORD, text);

const textIn = (context: IExecuteFunctions, name: string, itemIndex: number): string => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();

/** The name that the input item gives to this id, where it does: so that nobody has to look it up in a busy model. */
const nameInItem = (json: IDataObject | undefined, id: string): string | undefined =>
	[json?.action, json?.import, json?.process].filter(isRecord).flatMap((named) => (named.id === id && typeof named.name === 'string' ? [named.name] : []))[0];

const named = async (client: AnaplanClient, target: ModelRef, kind: TaskKind): Promise<NamedAction[]> =>
	(await client.metadata[kind](target)).map(({ id, name }) => ({ id, name, kind }));

/** A name is first taken for that of an import, as it always was, and only then for any other action. */
const byName = async (client: AnaplanClient, target: ModelRef, wanted: string, kind: TaskKind | undefined): Promise<NamedAction> => {
	if (kind) return pick(await named(client, target, kind), wanted, ACTION_WORD[kind]);
	const imports = await named(client, target, 'imports');
	if (imports.some(({ name }) => name === wanted)) return pick(imports, wanted, 'import');
	const others = [await named(client, target, 'processes'), await named(client, target, 'actions'), await named(client, target, 'exports')];
	return pick([...imports, ...others.flat()], wanted, 'action');
};

/**
 * A busy model keeps every call waiting that is not about tasks (reference anaplan 12), the lists of actions too. Whoever
 * polls or cancels would then wait for the very task it asks about, so an id is used as it is and only a name is looked up.
 */
const actionOf = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, itemIndex: number): Promise<NamedAction> => {
	const wanted = textIn(context, 'actionId', itemIndex);
	const chosen = textIn(context, 'actionKind', itemIndex);
	const kind = isKind(chosen) ? chosen : kindOfActionId(wanted);
	if (wanted === '') throw parameterError(context, 'No action was named', 'Give the ID or the name of the action that the task belongs to.', itemIndex);
	if (!ACTION_ID.test(wanted)) return await byName(client, target, wanted, kind);
	if (!kind) {
		throw parameterError(context, `${wanted} does not tell what kind of action it is`,
			'IDs of imports begin with 112, of exports with 116, of other actions with 117, of processes with 118. Check the ID, or choose the Kind of Action.', itemIndex);
	}
	return { id: wanted, name: nameInItem(context.getInputData()[itemIndex]?.json, wanted) ?? wanted, kind };
};

export interface FoundAction {
	readonly ref: ActionRef;
	readonly action: NamedAction;
}

/** The action that the panel names. */
export const polledAction = async (context: IExecuteFunctions, client: AnaplanClient, itemIndex: number): Promise<FoundAction> => {
	const target = await targetOf(context, client, itemIndex);
	const action = await actionOf(context, client, target, itemIndex);
	return { ref: { ...target, kind: action.kind, actionId: action.id }, action };
};

/** The task that the panel names, with the name of its action where that is known. */
export const taskOf = async (context: IExecuteFunctions, client: AnaplanClient, itemIndex: number): Promise<{ ref: TaskRef; action: NamedAction }> => {
	const { ref, action } = await polledAction(context, client, itemIndex);
	const taskId = textIn(context, 'taskId', itemIndex);
	if (taskId === '') throw parameterError(context, 'No task was named', 'Give the task ID, as the node that started the task puts it out.', itemIndex);
	return { ref: { ...ref, taskId }, action };
};
