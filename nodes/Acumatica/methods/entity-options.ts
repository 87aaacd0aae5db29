import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { factsOf } from '../../../src/systems/acumatica';
import { byName, chosenInEditor } from '../../shared/context/pick-list';
import { optionsOf } from './option-list';

const named = (value: string): INodePropertyOptions => ({ name: value, value });

/** The detail that will be read: its fields belong to the records. */
const detailRead = (entity: string, detail: unknown): string => {
	if (typeof detail === 'string' && detail !== '' && detail !== 'usual') return detail === 'none' ? '' : detail;
	const lines = factsOf(entity)?.lines;
	return lines?.usual ? lines.detail : '';
};

/** Fields of the record, of linked records and of the chosen lines. */
export async function getFieldOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const entity = chosenInEditor(this, 'entity');
	const wanted = detailRead(entity, this.getCurrentNodeParameter('detail'));
	return await optionsOf(this, entity, async (client) => {
		const { fields } = await client.describe(entity);
		return byName(fields.filter(({ detail }) => detail === '' || detail === wanted).map(({ path }) => named(path)));
	});
}

export async function getDetailOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const entity = chosenInEditor(this, 'entity');
	const lines = factsOf(entity)?.lines;
	return await optionsOf(this, entity, async (client) => [
		{ name: 'As Planning Needs It', value: 'usual', description: lines?.usual ? `The rows of ${lines.detail}` : 'The records themselves' },
		{ name: 'None: The Records Themselves', value: 'none' },
		...(await client.describe(entity)).details.map(named),
	]);
}

/** Lines and linked records of one record. */
export async function getIncludeOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const entity = chosenInEditor(this, 'entity');
	return await optionsOf(this, entity, async (client) => {
		const { details, linked } = await client.describe(entity);
		return byName([...details.map((name) => ({ name: `${name} (Lines)`, value: name })), ...linked.map(named)]);
	});
}

const WORDS: Readonly<Record<string, string>> = { Boolean: 'yes or no', DateTime: 'moment', Decimal: 'number', Double: 'number', Int: 'whole number', Long: 'whole number', Short: 'whole number' };

/** Fields outside of the contract: of customisations (Usr…) and user-defined ones (Attribute…). */
export async function getCustomFieldOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const entity = chosenInEditor(this, 'entity');
	return await optionsOf(this, entity, async (client) => byName((await client.customFields(entity)).map(({ path, type }) => {
		const kind = WORDS[type.replace(/^Custom|Field$/g, '')];
		return { name: kind ? `${path} (${kind})` : path, value: path };
	})));
}

/** What the form above the rows of an inquiry asks for. */
export async function getInquiryParameters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const inquiry = chosenInEditor(this, 'inquiry');
	return await optionsOf(this, inquiry, async (client) => {
		const { fields } = await client.describe(inquiry);
		return byName(fields.filter(({ detail }) => detail === '').map(({ path }) => named(path)));
	});
}
