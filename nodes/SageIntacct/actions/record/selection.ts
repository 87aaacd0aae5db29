import type { IExecuteFunctions } from 'n8n-workflow';
import { readFilter, type Filter, type SourceOptions } from '../../../../src/systems/intacct';

interface Condition {
	readonly field?: string;
	readonly operator?: string;
	readonly value?: string;
}

const LISTS = new Set(['in', 'notin']);

const filterOf = ({ field = '', operator = 'equalto', value = '' }: Condition): Filter =>
	readFilter({ operator, field: field.trim(), value, values: LISTS.has(operator) ? value.split(',').map((part) => part.trim()) : undefined });

const conditions = (context: IExecuteFunctions, itemIndex: number): Filter | undefined => {
	const { condition = [] } = context.getNodeParameter('conditions', itemIndex, {}) as { condition?: Condition[] };
	const filters = condition.map(filterOf);
	return filters.length > 1 ? readFilter({ operator: 'and', filters }) : filters[0];
};

const fieldsOf = (context: IExecuteFunctions, itemIndex: number): SourceOptions['fields'] => {
	const choice = context.getNodeParameter('fieldChoice', itemIndex, 'planning') as 'planning' | 'all' | 'chosen';
	return choice === 'chosen' ? (context.getNodeParameter('fields', itemIndex, []) as string[]) : choice;
};

export const objectOf = (context: IExecuteFunctions, itemIndex: number): string =>
	(context.getNodeParameter('object', itemIndex, '', { extractValue: true }) as string).trim();

/** What to read, as the panel says it. */
export const selectionOf = (context: IExecuteFunctions, itemIndex: number): SourceOptions => {
	const { includePrivate = true } = context.getNodeParameter('options', itemIndex, {}) as { includePrivate?: boolean };
	const filter = conditions(context, itemIndex);
	return { object: objectOf(context, itemIndex), fields: fieldsOf(context, itemIndex), showPrivate: includePrivate, ...(filter ? { filter } : {}) };
};
