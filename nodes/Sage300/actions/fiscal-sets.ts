import type { IExecuteFunctions } from 'n8n-workflow';
import type { FiscalSetChoice } from '../../../src/systems/sage300';

interface SetOptions {
	readonly currencyType?: string;
	readonly currencyTypeField?: string;
	readonly designator?: string;
}

/** Which of the sets of an account and year; left out where the panel leaves it to actuals in functional currency. */
export const fiscalSetsOf = (context: IExecuteFunctions, itemIndex: number): { readonly fiscalSets?: FiscalSetChoice } => {
	const { currencyType, currencyTypeField, designator } = context.getNodeParameter('options', itemIndex, {}) as SetOptions;
	const chosen = Object.entries({ currencyType, currencyTypeField, designator }).map(([name, value]) => [name, String(value ?? '').trim()]).filter(([, value]) => value !== '');
	return chosen.length === 0 ? {} : { fiscalSets: Object.fromEntries(chosen) as FiscalSetChoice };
};
