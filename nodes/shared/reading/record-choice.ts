import type { IExecuteFunctions } from 'n8n-workflow';
import { namesIn } from '../data/names';

/** One condition of the panel (`conditionsField`). */
export interface Condition {
	readonly field: string;
	/** As the panel spells it; `equalto` where nothing was chosen. */
	readonly operator: string;
	readonly value: string;
	/** The parts of the value, of the operators that take several. */
	readonly values?: readonly string[];
}

const TAKES_SEVERAL: ReadonlySet<string> = new Set(['in', 'notin']);

type Saved = Readonly<Record<'field' | 'operator' | 'value', unknown>>;

const conditionOf = ({ field = '', operator = 'equalto', value = '' }: Partial<Saved>): Condition => {
	const text = String(value);
	return {
		field: String(field).trim(), operator: String(operator), value: text,
		...(TAKES_SEVERAL.has(String(operator)) ? { values: text.split(',').map((part) => part.trim()) } : {}),
	};
};

export const conditionsOf = (context: IExecuteFunctions, itemIndex: number): Condition[] => {
	const { condition = [] } = context.getNodeParameter('conditions', itemIndex, {}) as { condition?: ReadonlyArray<Partial<Saved>> };
	return condition.map(conditionOf);
};

/** Which fields (`fieldChoiceFields`): the chosen ones by name. */
export const fieldChoiceOf = (context: IExecuteFunctions, itemIndex: number): 'planning' | 'all' | readonly string[] => {
	const choice = context.getNodeParameter('fieldChoice', itemIndex, 'planning') as 'planning' | 'all' | 'chosen';
	return choice === 'chosen' ? namesIn(context.getNodeParameter('fields', itemIndex, [])) : choice;
};

/** How many records at most (`limitFields`); nothing where all are wanted. */
export const limitOf = (context: IExecuteFunctions, itemIndex: number): { readonly limit?: number } =>
	(context.getNodeParameter('returnAll', itemIndex, false) ? {} : { limit: context.getNodeParameter('limit', itemIndex, 50) as number });

/** What a locator names, whatever it holds. */
export const recordKindOf = (context: IExecuteFunctions, itemIndex: number, parameter: string): string =>
	(context.getNodeParameter(parameter, itemIndex, '', { extractValue: true }) as string).trim();
