import type { IExecuteFunctions } from 'n8n-workflow';
import type { BalanceWindow, ListChoice, Sage100Client } from '../../../../src/systems/sage100';
import { parameterError } from '../../../shared/context/node-errors';
import { namesIn } from '../../../shared/data/names';
import { accountKeyOf } from '../account-key';

export interface BalanceChoice {
	readonly selection: ListChoice & Required<Pick<BalanceWindow, 'fiscalYears' | 'periodFrom' | 'periodTo'>> & { readonly pageSize?: number };
	readonly fillGaps: boolean;
}

const yearsOf = (context: IExecuteFunctions, itemIndex: number): readonly string[] => {
	const years = namesIn(String(context.getNodeParameter('years', itemIndex, '') ?? ''));
	const wrong = years.find((year) => !/^\d{4}$/.test(year));
	if (years.length === 0) throw parameterError(context, 'No year is chosen', 'Name the fiscal years whose balances you want, such as 2026.', itemIndex);
	if (wrong !== undefined) throw parameterError(context, `"${wrong}" is no fiscal year`, 'Write years with four digits and commas between them.', itemIndex);
	return years;
};

const periodOf = (context: IExecuteFunctions, itemIndex: number, name: string, usual: number): string => {
	const period = Number(context.getNodeParameter(name, itemIndex, usual));
	if (Number.isInteger(period) && period >= 1 && period <= 13) return String(period).padStart(2, '0');
	throw parameterError(context, `${period} is no fiscal period`, 'Give one from 1 to 13.', itemIndex);
};

/** Which balances the panel asks for. */
export const balanceChoice = async (context: IExecuteFunctions, itemIndex: number, client: Sage100Client): Promise<BalanceChoice> => {
	const { account = '', fillGaps = false, pageSize } = context.getNodeParameter('options', itemIndex, {}) as { account?: string; fillGaps?: boolean; pageSize?: number };
	const [periodFrom, periodTo] = [periodOf(context, itemIndex, 'fromPeriod', 1), periodOf(context, itemIndex, 'toPeriod', 12)];
	if (periodFrom > periodTo) throw parameterError(context, 'The first period comes after the last', 'Correct "From" and "To".', itemIndex);
	const fiscalYears = yearsOf(context, itemIndex);
	return {
		fillGaps,
		selection: {
			list: 'balances', fiscalYears, periodFrom, periodTo, ...(account.trim() === '' ? {} : { accountKey: await accountKeyOf(client, account.trim()) }), ...(pageSize ? { pageSize } : {}),
		},
	};
};
