import type { IExecuteFunctions } from 'n8n-workflow';
import type { BalancePeriod } from '../../../../src/systems/intacct';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

interface Options {
	readonly showDepartments?: boolean;
	readonly showLocations?: boolean;
	readonly showZeroBalances?: boolean;
	readonly locationId?: string;
	readonly reportingBook?: string;
	readonly statistical?: 'exclude' | 'include' | 'only';
}

const periodOf = (context: IExecuteFunctions, itemIndex: number): BalancePeriod => {
	const text = (name: string): string => (context.getNodeParameter(name, itemIndex) as string).trim();
	return context.getNodeParameter('period', itemIndex) === 'name' ? { period: text('periodName') } : { from: text('startDate'), to: text('endDate') };
};

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const { showDepartments, showLocations, showZeroBalances, locationId, reportingBook = 'ACCRUAL', statistical = 'exclude' } = context.getNodeParameter('options', itemIndex, {}) as Options;
	const rows = await client.trialBalance({
		period: periodOf(context, itemIndex), showDepartments, showLocations, showZeroBalances, book: reportingBook, statistical, ...(locationId ? { locationId } : {}),
	});
	return [rows.map((row) => ({ json: { ...row } }))];
};
