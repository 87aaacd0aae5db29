import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { byName, forEditor } from '../../shared/context/pick-list';
import { editorClient } from '../connection';

/** The fields of the chosen object as this company has them, custom fields included. */
export async function getFieldOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await forEditor(this, async () => {
		const client = await editorClient(this);
		const object = this.getCurrentNodeParameter('object', { extractValue: true }) as string;
		const { fields } = await client.describe(object);
		return byName(fields.map(({ id, label }) => ({ name: label && label !== id ? `${label} (${id})` : id, value: id })));
	});
}
