import type { IExecuteFunctions } from 'n8n-workflow';
import { readFilter, type Filter, type SourceOptions } from '../../../../src/systems/intacct';
import { conditionsOf, fieldChoiceOf, recordKindOf } from '../../../shared/reading/record-choice';

const filterOf = (context: IExecuteFunctions, itemIndex: number): Filter | undefined => {
	const filters = conditionsOf(context, itemIndex).map(readFilter);
	return filters.length > 1 ? readFilter({ operator: 'and', filters }) : filters[0];
};

export const objectOf = (context: IExecuteFunctions, itemIndex: number): string => recordKindOf(context, itemIndex, 'object');

/** What to read, as the panel says it. */
export const selectionOf = (context: IExecuteFunctions, itemIndex: number): SourceOptions => {
	const { includePrivate = true } = context.getNodeParameter('options', itemIndex, {}) as { includePrivate?: boolean };
	const filter = filterOf(context, itemIndex);
	return { object: objectOf(context, itemIndex), fields: fieldChoiceOf(context, itemIndex), showPrivate: includePrivate, ...(filter ? { filter } : {}) };
};
