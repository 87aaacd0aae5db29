import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { factsOf, type ResourceDescription } from '../../../src/systems/sage300';
import { byName, chosenInEditor, forEditor } from '../../shared/context/pick-list';
import { editorClient } from '../connection';
import { flatFields } from '../field-paths';

const named = (value: string): INodePropertyOptions => ({ name: value, value });

/** A pick list about the chosen resource; nothing as long as none is chosen. */
const optionsOf = async (context: ILoadOptionsFunctions, ask: (description: ResourceDescription) => INodePropertyOptions[]): Promise<INodePropertyOptions[]> => {
	const resource = chosenInEditor(context, 'apiResource');
	if (resource === '') return [];
	return await forEditor(context, async () => ask(await (await editorClient(context)).describe(resource)));
};

/** The detail that will be read: its fields belong to the records. */
const detailRead = (resource: string, detail: unknown): string => {
	if (typeof detail === 'string' && detail !== '' && detail !== 'usual') return detail === 'none' ? '' : detail;
	const lines = factsOf(resource)?.lines;
	return lines?.usual ? lines.detail : '';
};

/** Fields of the record and of the chosen lines. */
export async function getFieldOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const wanted = this.getCurrentNodeParameter('detail');
	return await optionsOf(this, ({ resource, properties }) => {
		const read = detailRead(resource, wanted).toLowerCase();
		const isRead = (detail: string): boolean => detail === '' || read === detail.toLowerCase() || read.startsWith(`${detail.toLowerCase()}/`);
		return byName(flatFields(properties).filter(({ detail }) => isRead(detail)).map(({ path }) => named(path)));
	});
}

export async function getDetailOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, ({ resource, properties }) => {
		const lines = factsOf(resource)?.lines;
		const details = new Set(flatFields(properties).map(({ detail }) => detail).filter((detail) => detail !== ''));
		return [
			{ name: 'As Planning Needs It', value: 'usual', description: lines?.usual ? `The rows of ${lines.detail}` : 'The records themselves' },
			{ name: 'None: The Records Themselves', value: 'none' },
			...byName([...details].map(named)),
		];
	});
}
