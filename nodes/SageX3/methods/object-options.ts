import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { factsOf } from '../../../src/systems/sagex3';
import { chosenInEditor, forEditor } from '../../shared/context/pick-list';
import { editorClient, foldersFor } from '../connection';

/** First the columns, then the properties of this server. */
export async function getFieldOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => {
		const chosen = chosenInEditor(this, 'object');
		if (chosen === '') return [];
		const object = factsOf(chosen)?.id ?? chosen;
		const { fields } = await (await editorClient(this, object)).describe(object);
		return fields.map(({ name, type, isColumn }) => ({ name, value: name, description: isColumn ? type : `${type}, as this server has it` }));
	});
}

/** What the credential's gateway lists; without a name it is the credential's own. */
export async function getFolderOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => {
		const { folders, chosen } = await foldersFor(this);
		const own = { name: chosen === '' ? 'Of the Credential' : `Of the Credential (${chosen})`, value: '' };
		return [own, ...folders.map(({ name }) => ({ name, value: name }))];
	});
}

export async function getDimensionTypeOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => (await (await editorClient(this)).dimensionTypes()).map(({ code, label }) => ({ name: label === code ? code : `${label} (${code})`, value: code })));
}

/** Their names are the customer's own, so the server is asked. */
export async function getLedgerTypeOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => (await (await editorClient(this)).ledgerTypes()).map((name) => ({ name, value: name })));
}
