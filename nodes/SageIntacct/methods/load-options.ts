import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { asNodeError } from '../../shared/context/node-errors';
import { editorClient } from '../connection';

/** The fields of the chosen object as this company has them, custom fields included. */
export async function getFieldOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const client = await editorClient(this);
		const object = this.getCurrentNodeParameter('object', { extractValue: true }) as string;
		const { fields } = await client.describe(object);
		return fields.map(({ id, label }) => ({ name: label && label !== id ? `${label} (${id})` : id, value: id })).sort((a, b) => a.name.localeCompare(b.name));
	} catch (caught) {
		throw asNodeError(this, caught);
	}
}
