import type { IExecuteFunctions } from 'n8n-workflow';
import type { AcumaticaClient, EntityChoice, SourceOptions } from '../../../../src/systems/acumatica';
import { namesIn } from '../../../shared/data/names';
import { conditionsOf, fieldChoiceOf, recordKindOf } from '../../../shared/reading/record-choice';
import { conditionFilter } from './conditions';

interface ReadingOptions {
	readonly archived?: boolean;
	readonly detailKey?: string;
	readonly keyFields?: string;
	readonly ownFilter?: string;
	readonly pageSize?: number;
	readonly stampField?: string;
}

export const entityOf = (context: IExecuteFunctions, itemIndex: number): string => recordKindOf(context, itemIndex, 'entity');

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
	const filter = await conditionFilter(client, entity, conditionsOf(context, itemIndex), ownFilter);
	const keys = namesIn(keyFields);
	return {
		entity, fields: fieldChoiceOf(context, itemIndex), custom: customFieldsOf(context, itemIndex), ...detailOf(context, itemIndex), ...stampOf(stampField.trim()),
		...(keys.length > 0 ? { keyFields: keys } : {}), ...(detailKey.trim() ? { detailKey: detailKey.trim() } : {}),
		...(filter ? { filter } : {}), ...(archived ? { archived } : {}), ...(pageSize ? { pageSize } : {}),
	};
};
