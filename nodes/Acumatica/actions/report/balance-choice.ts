import type { IExecuteFunctions } from 'n8n-workflow';
import { periodOf, periodRank, type AcumaticaClient, type BalancesOptions } from '../../../../src/systems/acumatica';
import { parameterError } from '../../../shared/context/node-errors';
import { namesIn } from '../../../shared/data/names';
import { calendarPeriods } from '../calendar-periods';

const text = (context: IExecuteFunctions, name: string, itemIndex: number): string => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();

/** Every period of the site's own calendar from one to the other: a year may have thirteen. */
const rangeOf = async (context: IExecuteFunctions, itemIndex: number, client: AcumaticaClient): Promise<readonly string[]> => {
	const [from, to] = [periodOf(text(context, 'fromPeriod', itemIndex)), periodOf(text(context, 'toPeriod', itemIndex))];
	if (from === to) return [from];
	if (periodRank(from) > periodRank(to)) throw parameterError(context, `The period ${from} is after ${to}`, 'Let "From" be the earlier of the two.', itemIndex);
	const within = (await calendarPeriods(client)).map(({ period }) => period).filter((period) => periodRank(period) >= periodRank(from) && periodRank(period) <= periodRank(to));
	if (within.includes(from) && within.includes(to)) return within;
	const missing = [from, to].filter((period) => !within.includes(period));
	throw parameterError(context, `The calendar of this site has no period ${missing.join(' and ')}`, 'Choose periods of the form Master Financial Calendar (GL201000), or generate that year there.', itemIndex);
};

const periodsOf = async (context: IExecuteFunctions, itemIndex: number, client: AcumaticaClient): Promise<readonly string[]> =>
	(context.getNodeParameter('period', itemIndex, 'range') === 'range' ? await rangeOf(context, itemIndex, client) : namesIn(context.getNodeParameter('periods', itemIndex, [])));

/** Branches of the ledger, inactive ones too: their past has balances. */
const branchesOf = async (client: AcumaticaClient, ledger: string): Promise<readonly string[]> => {
	const record = await client.record({ entity: 'Ledger', keys: [ledger], expand: ['Branches'] });
	const rows = record?.Branches;
	return (Array.isArray(rows) ? rows : []).map(({ BranchID }) => String(BranchID ?? '')).filter((id) => id !== '');
};

const subaccountsOf = async (client: AcumaticaClient): Promise<readonly string[]> => {
	const found: string[] = [];
	for await (const page of client.records({ entity: 'Subaccount', fields: ['SubaccountCD'] })) found.push(...page.map(({ SubaccountCD = '' }) => SubaccountCD));
	return found;
};

/** `undefined` for "all together". */
const splitOf = async (
	context: IExecuteFunctions, itemIndex: number, choice: string, names: string, what: string, every: () => Promise<readonly string[]>,
): Promise<readonly string[] | undefined> => {
	const chosen = context.getNodeParameter(choice, itemIndex, 'together') as string;
	if (chosen === 'together') return undefined;
	const given = chosen === 'every' ? await every() : namesIn(context.getNodeParameter(names, itemIndex, []));
	if (given.length > 0) return given;
	throw parameterError(context, chosen === 'every' ? `Acumatica names no ${what} here` : `No ${what} is chosen`, `Choose each ${what}, or "All Together".`, itemIndex);
};

/** Which balances the panel asks for. */
export const balanceChoice = async (context: IExecuteFunctions, itemIndex: number, client: AcumaticaClient): Promise<BalancesOptions> => {
	const { accountClass = '' } = context.getNodeParameter('options', itemIndex, {}) as { accountClass?: string };
	const ledger = text(context, 'ledger', itemIndex);
	if (ledger === '') throw parameterError(context, 'No ledger is chosen', 'Choose the ledger whose balances you want.', itemIndex);
	const periods = await periodsOf(context, itemIndex, client);
	const branches = await splitOf(context, itemIndex, 'branchChoice', 'branches', 'branch', () => branchesOf(client, ledger));
	const subaccounts = await splitOf(context, itemIndex, 'subaccountChoice', 'subaccounts', 'subaccount', () => subaccountsOf(client));
	return { ledger, periods, ...(branches ? { branches } : {}), ...(subaccounts ? { subaccounts } : {}), ...(accountClass.trim() ? { accountClass } : {}) };
};
