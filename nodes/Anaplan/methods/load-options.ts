import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { pick } from '../../../src/systems/anaplan';
import { editorClient } from '../../shared/anaplan/connection';
import { targetInEditor } from '../../shared/anaplan/target';
import { chosenInEditor, forEditor } from '../../shared/context/pick-list';

/** Imports that can ask at run time: those of the process, or those that run on the same upload. */
export async function getPromptingImports(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => {
		const client = await editorClient(this);
		const model = await targetInEditor(this, client);
		// A field that the operation does not show cannot be asked for.
		const isProcess = this.getCurrentNodeParameter('resource') === 'process';
		const wanted = chosenInEditor(this, isProcess ? 'process' : 'import');
		if (!model || !wanted) return [];
		if (isProcess) {
			const { id } = pick(await client.metadata.processes(model), wanted, 'process');
			const steps = await client.metadata.processSteps(model, id);
			return steps.filter(({ actionType }) => actionType === 'IMPORT').map((step) => ({ name: step.name, value: step.id }));
		}
		const imports = await client.metadata.imports(model);
		const first = pick(imports, wanted, 'import');
		return imports.filter(({ sourceId }) => sourceId === first.sourceId).map(({ id, name }) => ({ name, value: id }));
	});
}

/** Imports that read the same file as the chosen one: they can run on the same upload. */
export async function getImportsOfSameFile(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => {
		const client = await editorClient(this);
		const model = await targetInEditor(this, client);
		const wanted = chosenInEditor(this, 'import');
		if (!model || !wanted) return [];
		const imports = await client.metadata.imports(model);
		const first = pick(imports, wanted, 'import');
		return imports.filter(({ id, sourceId }) => sourceId === first.sourceId && id !== first.id).map(({ name }) => ({ name, value: name }));
	});
}
