import type { IExecuteFunctions } from 'n8n-workflow';
import { counted, hint } from '../../../shared/context/execution-hints';
import type { Outputs } from '../../../shared/routing/operation';
import { executionClient } from '../../connection';

export const scope = 'item';

export const execute = async (context: IExecuteFunctions, itemIndex: number): Promise<Outputs> => {
	const client = await executionClient(context, itemIndex);
	const asOf = (context.getNodeParameter('asOf', itemIndex, '') as string).trim();
	const aging = await client.apAging({
		by: context.getNodeParameter('ageBy', itemIndex, 'dueDate') as 'dueDate' | 'billDate',
		amounts: context.getNodeParameter('amounts', itemIndex, 'base') as 'base' | 'transaction',
		...(asOf ? { asOf } : {}),
	});
	const differences = aging.control?.differences ?? [];
	if (differences.length > 0) {
		hint(context, `${counted(differences.length, 'vendor')} whose open items do not add up to the vendor's own total: see controlDifference.`, 'warning');
	}
	for (const { object, said } of aging.leftOut) hint(context, `${object} is not in these figures: ${said}`, 'warning');
	const differenceOf = new Map(differences.map((difference) => [difference.vendorId, difference.difference]));
	return [aging.rows.map(({ buckets, ...row }) => ({ json: { ...row, ...buckets, controlDifference: differenceOf.get(row.vendorId) ?? '0' } }))];
};
