import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { pick, type AnaplanClient, type ModelRef } from '../../../src/systems/anaplan';
import { parameterError } from '../context/node-errors';
import { chosenInEditor } from '../context/pick-list';

const WORKSPACE_ID = /^[0-9a-f]{32}$/;
const MODEL_ID = /^[0-9A-F]{32}$/;

export const isWorkspaceId = (text: string): boolean => WORKSPACE_ID.test(text);

/** What stands in a picker: an id or a name. */
export const pickedIn = (context: IExecuteFunctions, name: string, itemIndex: number): string =>
	String(context.getNodeParameter(name, itemIndex, '', { extractValue: true }) ?? '').trim();

/** Ids are used as they are; names are looked up in what the user can see. */
export const workspaceIdOf = async (client: AnaplanClient, wanted: string): Promise<string> =>
	isWorkspaceId(wanted) ? wanted : pick(await client.metadata.workspaces(), wanted, 'workspace').id;

export const modelOf = async (client: AnaplanClient, workspace: string, model: string): Promise<ModelRef> => {
	const workspaceId = await workspaceIdOf(client, workspace);
	return { workspaceId, modelId: MODEL_ID.test(model) ? model : pick(await client.metadata.models(workspaceId), model, 'model').id };
};

/** The model that the panel names, by id or by name. */
export const targetOf = async (context: IExecuteFunctions, client: AnaplanClient, itemIndex: number): Promise<ModelRef> => {
	const workspace = pickedIn(context, 'workspace', itemIndex);
	const model = pickedIn(context, 'model', itemIndex);
	if (!workspace || !model) throw parameterError(context, 'No workspace or model was chosen', 'Choose both from their lists, or type an ID or a name.', itemIndex);
	return await modelOf(client, workspace, model);
};

/** The same while the user is still filling in the panel; undefined as long as something is missing. */
export const targetInEditor = async (context: ILoadOptionsFunctions, client: AnaplanClient): Promise<ModelRef | undefined> => {
	const workspace = chosenInEditor(context, 'workspace');
	const model = chosenInEditor(context, 'model');
	return workspace && model ? await modelOf(client, workspace, model) : undefined;
};
