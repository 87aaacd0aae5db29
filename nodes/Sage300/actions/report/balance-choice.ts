import type { IExecuteFunctions } from 'n8n-workflow';
import { allOf, anyOf, BALANCES, checkedRange, compare, startsWith, type PeriodRange, type Sage300Client, type SourceOptions } from '../../../../src/systems/sage300';
import { parameterError } from '../../../shared/context/node-errors';
import { namesIn } from '../../../shared/data/names';
import { fiscalSetsOf } from '../fiscal-sets';

export interface BalanceChoice {
	readonly selection: SourceOptions;
	readonly range: PeriodRange;
}

const yearsOf = (context: IExecuteFunctions, itemIndex: number): readonly string[] => {
	const years = namesIn(String(context.getNodeParameter('years', itemIndex, '') ?? ''));
	const wrong = years.find((year) => !/^\d{4}$/.test(year));
	if (years.length === 0) throw parameterError(context, 'No year is chosen', 'Name the fiscal years whose balances you want, such as 2026.', itemIndex);
	if (wrong !== undefined) throw parameterError(context, `"${wrong}" is no fiscal year`, 'Write years with four digits and commas between them.', itemIndex);
	return years;
};

/** As this server spells them. @throws FatalError that says what a server without such a field has instead */
const balanceFields = async (client: Sage300Client): Promise<{ readonly account: string; readonly year: string }> => {
	const { properties } = await client.describe(BALANCES);
	const spelled = (...names: readonly string[]): string =>
		names.map((name) => properties.find((property) => property.name.toLowerCase() === name.toLowerCase())?.name).find((name) => name !== undefined) ?? names[0] ?? '';
	return { account: spelled('AccountNumber'), year: spelled('Fiscalsetyear', 'FiscalYear') };
};

/** Which balances the panel asks for. */
export const balanceChoice = async (context: IExecuteFunctions, itemIndex: number, client: Sage300Client): Promise<BalanceChoice> => {
	const { accountsBeginning = '', pageSize } = context.getNodeParameter('options', itemIndex, {}) as { accountsBeginning?: string; pageSize?: number };
	const years = yearsOf(context, itemIndex);
	const range = checkedRange({ from: Number(context.getNodeParameter('fromPeriod', itemIndex, 1)), to: Number(context.getNodeParameter('toPeriod', itemIndex, 12)) });
	const { account, year } = await balanceFields(client);
	const beginning = accountsBeginning.trim();
	const filter = allOf(anyOf(...years.map((one) => compare('eq', year, { type: 'text' }, one))), beginning === '' ? undefined : startsWith(account, beginning));
	return {
		range,
		selection: { resource: BALANCES, ...fiscalSetsOf(context, itemIndex), ...(filter && { filter }), ...(pageSize ? { pageSize } : {}) },
	};
};
