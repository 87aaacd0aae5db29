import type { IExecuteFunctions } from 'n8n-workflow';
import { optionalBinary } from './binary-file';
import { LINEAGE_FIELD } from './loaded-rows';
import { coverageOf } from './row-coverage';

/** Whether the file of an item was written by a node of this package: a reading node announces its batch in it, a mapping puts its side file beside it. */
export const isMadeOfRecords = (context: Pick<IExecuteFunctions, 'getInputData'>, itemIndex: number): boolean => {
	const item = context.getInputData()[itemIndex];
	return item !== undefined && (optionalBinary(context, itemIndex, LINEAGE_FIELD) !== undefined || coverageOf([item]).length > 0);
};
