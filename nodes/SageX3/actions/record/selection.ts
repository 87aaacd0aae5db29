import type { IExecuteFunctions } from 'n8n-workflow';
import { allOf, factsOf, ownText, type ResourceChoice, type SageX3Client } from '../../../../src/systems/sagex3';
import { namesIn } from '../../../shared/data/names';
import { conditionsOf, fieldChoiceOf, recordKindOf } from '../../../shared/reading/record-choice';
import { conditionFilter } from './conditions';

interface ReadingOptions {
	readonly exceptEntryTypes?: string;
	readonly keyFields?: string;
	readonly ownFilter?: string;
	readonly pageSize?: number;
	readonly readWhole?: boolean;
}

const text = (value: unknown): string => String(value ?? '').trim();

/** The object that an operation is about: under the name that the table of objects has for it, however it was typed. */
export const objectOf = (context: IExecuteFunctions, itemIndex: number): string => {
	const name = recordKindOf(context, itemIndex, 'object');
	return factsOf(name)?.id ?? name;
};

const optionsOf = (context: IExecuteFunctions, itemIndex: number): ReadingOptions => context.getNodeParameter('options', itemIndex, {}) as ReadingOptions;

/** What each object is read with beside what all have. Parameters that n8n still holds of another object say nothing. */
const SHAPES: Readonly<Record<string, (context: IExecuteFunctions, itemIndex: number) => Partial<ResourceChoice>>> = {
	journalLines: (context, itemIndex) => {
		const dimensionTypes = namesIn(context.getNodeParameter('dimensionTypes', itemIndex, []));
		const except = namesIn(text(optionsOf(context, itemIndex).exceptEntryTypes));
		return {
			ledgerType: text(context.getNodeParameter('ledgerType', itemIndex, 'legal')),
			rows: context.getNodeParameter('rows', itemIndex, '') === 'journal lines' ? 'journal lines' : 'analytical lines',
			...(dimensionTypes.length > 0 && { dimensionTypes }), ...(except.length > 0 && { exceptEntryTypes: except }),
		};
	},
	dimensions: (context, itemIndex) => {
		const ofTypes = namesIn(context.getNodeParameter('ofTypes', itemIndex, []));
		return ofTypes.length > 0 ? { ofTypes } : {};
	},
	purchaseOrders: (context, itemIndex) => (context.getNodeParameter('headers', itemIndex, false) === true ? { headers: true } : {}),
};

export const shapeOf = (context: IExecuteFunctions, itemIndex: number): ResourceChoice => {
	const resource = objectOf(context, itemIndex);
	return { resource, ...SHAPES[resource]?.(context, itemIndex) };
};

/** What to read, as the panel says it. */
export const selectionOf = async (context: IExecuteFunctions, itemIndex: number, client: SageX3Client): Promise<ResourceChoice> => {
	const shape = shapeOf(context, itemIndex);
	const { keyFields, ownFilter, pageSize, readWhole } = optionsOf(context, itemIndex);
	const keys = namesIn(text(keyFields));
	const filter = allOf(await conditionFilter(client, shape.resource, conditionsOf(context, itemIndex)), ownText(text(ownFilter)));
	return {
		...shape, fields: fieldChoiceOf(context, itemIndex), ...(filter && { filter }), ...(keys.length > 0 && { keyFields: keys }),
		...(pageSize !== undefined && { pageSize }), ...(readWhole === true && { cursor: 'whole' }),
	};
};
