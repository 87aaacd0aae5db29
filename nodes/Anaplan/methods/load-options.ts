import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { pick } from '../../../src/systems/anaplan';
import { editorClient } from '../../shared/anaplan/connection';
import { chosenInEditor, targetInEditor } from '../../shared/anaplan/target';
import { asNodeError } from '../../shared/context/node-errors';

/** Imports that read the same file as the chosen one: they can run on the same upload. */
export async function getImportsOfSameFile(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const client = await editorClient(this);
		const model = await targetInEditor(this, client);
		const wanted = chosenInEditor(this, 'import');
		if (!model || !wanted) return [];
		const imports = await client.metadata.imports(model);
		const first = pick(imports, wanted, 'import');
		return imports.filter(({ id, sourceId }) => sourceId === first.sourceId && id !== first.id).map(({ name }) => ({ name, value: name }));
	} catch (caught) {
		throw asNodeError(this, caught);
	}
}
