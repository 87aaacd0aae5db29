import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { withChosen, type AnaplanClient, type LineItem, type ListMetadata, type ModelRef } from '../../../src/systems/anaplan';
import { editorClient } from '../../shared/anaplan/connection';
import { targetInEditor } from '../../shared/anaplan/target';
import { chosenInEditor, forEditor } from '../../shared/context/pick-list';
import { keyFor, PROPERTY_KEY, SUBSET_KEY } from '../actions/list/column-keys';
import { DIMENSION_KEY, LINE_ITEM_KEY } from '../actions/module/cell-fields';
import { allDimensions, dimensionsOfLineItems } from '../actions/module/module-shape';

/**
 * Everything is text. No digit of a number passes through the editor as a number, and a flag that nobody touched is empty, which
 * sends nothing: a switch would begin as false, and an update would take every item out of every subset.
 */
const column = (id: string, displayName: string, more: Partial<ResourceMapperField> = {}): ResourceMapperField =>
	({ id, displayName, required: false, defaultMatch: false, canBeUsedToMatch: false, display: true, type: 'string', ...more });

const FLAG = 'true or false';

const listColumns = (list: ListMetadata, isUpdate: boolean): ResourceMapperField[] => [
	column('code', 'Code', { canBeUsedToMatch: true, defaultMatch: true }),
	...(isUpdate ? [column('id', 'ID', { canBeUsedToMatch: true, removed: true })] : []),
	...(list.numbered && !isUpdate ? [] : [column('name', 'Name', { canBeUsedToMatch: true, required: !isUpdate })]),
	column('parent', 'Parent'),
	...list.properties.map(({ name, format }) => column(keyFor(PROPERTY_KEY, name), `${name} (property${/^BOOLEAN/i.test(format) ? `, ${FLAG}` : ''})`)),
	...list.subsets.map(({ name }) => column(keyFor(SUBSET_KEY, name), `${name} (subset, ${FLAG})`)),
];

type Ask = (client: AnaplanClient, model: ModelRef) => Promise<ResourceMapperField[]>;

const whenChosen = async (context: ILoadOptionsFunctions, ask: Ask, emptyFieldsNotice: string): Promise<ResourceMapperFields> =>
	await forEditor(context, async () => {
		const client = await editorClient(context);
		const model = await targetInEditor(context, client);
		const fields = model ? await ask(client, model) : [];
		// The editor shows a notice that it is given whether there are fields or not.
		return fields.length > 0 ? { fields } : { fields, emptyFieldsNotice };
	});

/** Members of a list item: code, name, parent, and the list's own properties and subsets. */
export async function getListColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const wanted = chosenInEditor(this, 'list');
	const isUpdate = this.getCurrentNodeParameter('operation') === 'updateItems';
	return await whenChosen(this, async (client, model) =>
		(wanted ? listColumns(await withChosen(client, model, 'list', wanted, async (id) => await client.lists.metadata(model, id)), isUpdate) : []), 'Choose workspace, model and list first.');
}

/** Anaplan refuses cells that a formula fills, so they are not offered. */
const lineItemColumns = (lineItems: readonly LineItem[]): ResourceMapperField[] => lineItems
	.filter(({ formula, dataType }) => formula === '' && dataType !== 'NONE')
	.map(({ id, name, dataType }) => column(LINE_ITEM_KEY + id, `${name} (${dataType === 'BOOLEAN' ? FLAG : dataType.toLowerCase().replaceAll('_', ' ')})`));

/** Dimensions of a module, and the line items that can be written. */
export async function getCellColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const wanted = chosenInEditor(this, 'module');
	return await whenChosen(this, async (client, model) => {
		if (!wanted) return [];
		const lineItems = await withChosen(client, model, 'module', wanted, async (id) => await client.modules.lineItems(model, id));
		const byLineItem = await dimensionsOfLineItems(client, model, lineItems);
		// Some line items of a module may stand on fewer dimensions than others.
		const isEverywhere = (wantedId: string): boolean => [...byLineItem.values()].every((own) => own.some(({ id }) => id === wantedId));
		const dimensions = allDimensions(byLineItem).map(({ id, name }) => column(DIMENSION_KEY + id, `${name} (dimension)`, { required: isEverywhere(id) }));
		return [...dimensions, ...lineItemColumns(lineItems)];
	}, 'Choose workspace, model and module first.');
}
