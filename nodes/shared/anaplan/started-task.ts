import type { IDataObject } from 'n8n-workflow';
import type { Coverage } from '../../../src/sync';
import { ACTION_WORD, type ModelRef, type Named, type StartedTask, type TaskKind } from '../../../src/systems/anaplan';
import { COVERS } from '../data/origin';

export interface NamedAction extends Named {
	readonly kind: TaskKind;
}

/** As it stands in items: the kind in the singular, as users say it. Imports also stand under `import`, as they always did. */
export const actionJson = ({ id, name, kind }: NamedAction): IDataObject => ({
	action: { id, name, kind: ACTION_WORD[kind] }, ...(kind === 'imports' ? { import: { id, name } } : {}),
});

export const coversJson = (covers: readonly Coverage[]): IDataObject => ({ [COVERS]: covers.map((coverage) => ({ ...coverage })) });

/** Says so where the answer to the start was lost: whoever reads the log then knows how the task was found. */
export const startAnswerJson = (adopted: boolean | undefined): IDataObject => (adopted ? { startAnswerLost: 'the task was found in the list' } : {});

/** The item of a task that was started and not waited for: everything that Poll Task needs, whatever the kind. */
export const startedTask = (action: NamedAction, target: ModelRef, { taskId, adopted }: StartedTask, covers: readonly Coverage[]): IDataObject => ({
	taskId, ...actionJson(action), workspaceId: target.workspaceId, modelId: target.modelId, ...coversJson(covers),
	...startAnswerJson(adopted),
});
