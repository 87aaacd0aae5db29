import type { RejectedRecord } from '../../../core/errors';
import type { OnRejected } from '../resources/slice';
import { PartialDataError } from './classify-answer';

/** @throws PartialDataError unless somebody takes the refused records */
export const refuseRecords = (operation: string, rejected: readonly RejectedRecord[], onRejected: OnRejected | undefined): void => {
	if (!onRejected) throw new PartialDataError(operation, rejected.flatMap(({ reasons }) => reasons.map((said) => ({ said, path: [] }))), rejected);
	onRejected(rejected);
};
