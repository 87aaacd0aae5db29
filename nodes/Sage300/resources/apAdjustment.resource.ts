import type { INodeProperties } from 'n8n-workflow';
import { journalFindFields, journalOperation } from '../../shared/fields/journal-find.fields';
import { journalFields } from '../../shared/fields/journal.fields';
import { ADJUSTMENT_JOURNAL } from './adjustment-panel';

export const apAdjustmentFields: INodeProperties[] = [
	journalOperation({ show: { resource: ['apAdjustment'] } }, 'AP adjustments'),
	...journalFields({ show: { resource: ['apAdjustment'], operation: ['create'] } }, ADJUSTMENT_JOURNAL),
	...journalFindFields({ show: { resource: ['apAdjustment'], operation: ['find'] } }, ADJUSTMENT_JOURNAL, []),
];
