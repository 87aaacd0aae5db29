import type { IExecuteFunctions } from 'n8n-workflow';
import { pick, type AnaplanClient, type TaskRef } from '../../../../src/systems/anaplan';
import { targetOf } from '../../../shared/anaplan/target';

/** The task that the panel names, with the name of its import. */
export const taskOf = async (context: IExecuteFunctions, client: AnaplanClient, itemIndex: number): Promise<{ ref: TaskRef; name: string }> => {
	const target = await targetOf(context, client, itemIndex);
	const text = (name: string): string => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const { id, name } = pick(await client.metadata.imports(target), text('actionId'), 'import');
	return { ref: { ...target, kind: 'imports', actionId: id, taskId: text('taskId') }, name };
};
