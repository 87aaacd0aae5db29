import type { IExecuteFunctions } from 'n8n-workflow';
import { executionClient } from '../../../shared/anaplan/connection';
import { targetOf } from '../../../shared/anaplan/target';
import type { Outputs } from '../../../shared/routing/operation';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context);
	const { calendarType, fiscalYear, pastYearsCount, futureYearsCount, currentPeriod, totals, extraWeekMonth } = await client.models.calendar(await targetOf(context, client, itemIndex));
	return [[{
		json: {
			calendarType, fiscalYear: { ...fiscalYear }, pastYearsCount: pastYearsCount ?? null, futureYearsCount: futureYearsCount ?? null,
			currentPeriod: { ...currentPeriod }, totals: { ...totals }, extraWeekMonth: extraWeekMonth || null,
		},
	}]];
};
