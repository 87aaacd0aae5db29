import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { pick, type AnaplanClient, type ModelRef } from '../../../src/systems/anaplan';
import { editorClient } from '../../shared/anaplan/connection';
import { targetInEditor } from '../../shared/anaplan/target';
import { chosenInEditor, forEditor } from '../../shared/context/pick-list';

const options = (read: (context: ILoadOptionsFunctions, client: AnaplanClient, model: ModelRef) => Promise<INodePropertyOptions[]>) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await forEditor(this, async () => {
			const client = await editorClient(this);
			const model = await targetInEditor(this, client);
			return model ? await read(this, client, model) : [];
		});
	};

/** The header of the chosen import: what its file has to look like. */
export const getImportColumns = options(async (context, client, model) => {
	const wanted = chosenInEditor(context, 'import');
	if (!wanted) return [];
	const { id } = pick(await client.metadata.imports(model), wanted, 'import');
	const { headerNames } = await client.metadata.importMetadata(model, id);
	return headerNames.map((name) => ({ name, value: name }));
});

export const getLists = options(async (_context, client, model) => (await client.lists.all(model)).map(({ name }) => ({ name, value: name })));
