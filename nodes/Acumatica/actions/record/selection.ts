import type { IExecuteFunctions } from 'n8n-workflow';
import type { AcumaticaClient, EntityChoice, FieldChoice, SourceOptions } from '../../../../src/systems/acumatica';
import { namesIn } from '../names';
import { conditionFilter, type Condition } from './conditions';

interface ReadingOptions {
	readonly archived?: boolean;
	readonly detailKey?: string;
	readonly keyFields?: string;
	readonly ownFilter?: string;
	readonly pageSize?: number;
	readonly stampField?: string;
}

export const entityOf = (context: IExecuteFunctions, itemIndex: number): string =>
	(context.getNodeParameter('entity', itemIndex, '', { extractValue: true }) as string).trim();

const fieldsOf = (context: IExecuteFunctions, itemIndex: number): FieldChoice => {
	const choice = context.getNodeParameter('fieldChoice', itemIndex, 'planning') as 'planning' | 'all' | 'chosen';
	return choice === 'chosen' ? namesIn(context.getNodeParameter('fields', itemIndex, [])) : choice;
};

export const customFieldsOf = (context: IExecuteFunctions, itemIndex: number): readonly string[] => namesIn(context.getNodeParameter('customFields', itemIndex, []));

/** `usual` leaves it to the table of entities, `none` reads headers, anything else is a name. */
const detailOf = (context: IExecuteFunctions, itemIndex: number): Pick<EntityChoice, 'detail'> => {
	const detail = (context.getNodeParameter('detail', itemIndex, 'usual') as string).trim();
	if (detail === '' || detail === 'usual') return {};
	return { detail: detail === 'none' ? null : detail };
};

const stampOf = (stampField: string): Pick<EntityChoice, 'stampField'> => {
	if (stampField === '') return {};
	return { stampField: stampField.toLowerCase() === 'none' ? null : stampField };
};

/** What to read, as the panel says it. */
export const selectionOf = async (context: IExecuteFunctions, itemIndex: number, client: AcumaticaClient): Promise<SourceOptions> => {
	const { archived = false, detailKey = '', keyFields = '', ownFilter = '', pageSize, stampField = '' } = context.getNodeParameter('options', itemIndex, {}) as ReadingOptions;
	const entity = entityOf(context, itemIndex);
	const { condition = [] } = context.getNodeParameter('conditions', itemIndex, {}) as { condition?: Condition[] };
	const filter = await conditionFilter(client, entity, condition, ownFilter);
	const keys = namesIn(keyFields);
	return {
		entity, fields: fieldsOf(context, itemIndex), custom: customFieldsOf(context, itemIndex), ...detailOf(context, itemIndex), ...stampOf(stampField.trim()),
		...(keys.length > 0 ? { keyFields: keys } : {}), ...(detailKey.trim() ? { detailKey: detailKey.trim() } : {}),
		...(filter ? { filter } : {}), ...(archived ? { archived } : {}), ...(pageSize ? { pageSize } : {}),
	};
};
