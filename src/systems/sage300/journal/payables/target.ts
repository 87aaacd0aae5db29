import type { JournalField, JournalTarget } from '../../../../contracts';
import { LONGEST_TEXT } from '../header-text';
import { commonRules, DATE_FIELD } from '../journal-settings';
import { targetOfKind } from '../target-of-kind';
import { adjustmentBatches } from './adjustment-batch';
import { adjustmentSettings, type AdjustmentJournalOptions } from './adjustment-settings';
import { checkAdjustments } from './check-adjustments';

export type { AdjustmentJournalOptions } from './adjustment-settings';

const capitals = (value: string): string => value.toUpperCase();
const WHOLE = /^[1-9]\d*$/;

const FIELDS: readonly JournalField[] = [
	DATE_FIELD,
	{ name: 'vendor', place: 'line', required: true, respell: capitals, longest: 12 },
	{ name: 'document', place: 'line', required: true, respell: capitals, longest: 22 },
	{ name: 'distributionCode', place: 'line', respell: capitals, longest: 6 },
	{ name: 'documentLine', place: 'line', pattern: WHOLE, like: '1' },
	{ name: 'transactionType', place: 'line', pattern: WHOLE, like: '81' },
];

/**
 * Adjustments of posted documents of accounts payable: a journal is a batch with one entry per vendor. Its lines are the accounts on the one
 * side; the other side is the control account of the vendor, which the server adds, so the lines need not sum to zero and the posting has
 * to be told to allow that.
 *
 * @throws FatalError for settings that cannot work
 */
export const createAdjustmentJournalTarget = (options: AdjustmentJournalOptions): JournalTarget => {
	const settings = adjustmentSettings(options);
	const rules = { ...commonRules(settings, 'accounts payable'), fields: FIELDS, longestDescription: LONGEST_TEXT, balancedBy: [] };
	return targetOfKind(rules, settings, adjustmentBatches(settings), (journals, signal) => checkAdjustments(journals, settings, signal));
};
