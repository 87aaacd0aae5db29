import type { IExecuteFunctions } from 'n8n-workflow';
import { pick, type AnaplanClient, type ModelRef, type TaskRef } from '../../../../src/systems/anaplan';
import { targetOf } from '../../../shared/anaplan/target';

const ACTION_ID = /^\d+$/;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * A busy model keeps every call waiting that is not about tasks (reference anaplan 12), the list of imports too. Whoever
 * polls or cancels would then wait for the very task it asks about, so an id is used as it is and only a name is looked up.
 */
const importOf = async (client: AnaplanClient, target: ModelRef, wanted: string, named: unknown): Promise<{ id: string; name: string }> => {
	if (!ACTION_ID.test(wanted)) return pick(await client.metadata.imports(target), wanted, 'import');
	return { id: wanted, name: isRecord(named) && named.id === wanted && typeof named.name === 'string' ? named.name : wanted };
};

/** The task that the panel names, with the name of its import where that is known. */
export const taskOf = async (context: IExecuteFunctions, client: AnaplanClient, itemIndex: number): Promise<{ ref: TaskRef; name: string }> => {
	const target = await targetOf(context, client, itemIndex);
	const text = (name: string): string => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const { id, name } = await importOf(client, target, text('actionId'), context.getInputData()[itemIndex]?.json.import);
	return { ref: { ...target, kind: 'imports', actionId: id, taskId: text('taskId') }, name };
};
