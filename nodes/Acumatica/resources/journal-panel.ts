import type { INodeProperties } from 'n8n-workflow';
import type { JournalSystem } from '../../shared/journal/journal-system';
import { endpointVersionOption } from './reading-options';

/** A user-defined field of the batch that holds the reference too; for finding as for creating. */
export const searchFieldOption: INodeProperties = {
	displayName: 'Reference Field',
	name: 'searchField',
	type: 'string',
	default: '',
	placeholder: 'e.g. BatchModule.AttributePLANREF',
	description: 'A user-defined field of the batch, as View.Field, that holds the reference as well. A batch is then found even if somebody has rewritten its description.',
};

const options: readonly INodeProperties[] = [
	{
		displayName: 'Closed Periods',
		name: 'closedPeriods',
		type: 'options',
		options: [
			{ name: 'Leave to the Site', value: 'leave to the site', description: 'The user has a role that may post to them' },
			{ name: 'Refuse', value: 'refuse', description: 'Rows of closed periods are rejected before anything is sent' },
		],
		default: 'refuse',
		description: 'What to do with rows of a period that is closed. Inactive and locked periods are always refused.',
	},
	{
		displayName: 'Decimal Places',
		name: 'places',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 6 },
		default: 2,
		description: 'Decimals that amounts may have in the currency of the batch. A row with more is rejected, not rounded. Do not change it for a posting that has begun.',
	},
	endpointVersionOption,
	{
		displayName: 'Lines per Batch at Most',
		name: 'mostLines',
		type: 'number',
		typeOptions: { minValue: 2 },
		default: 500,
		description: 'A group with more lines is split into several batches that each balance. Do not change it for a posting that has begun: the batches would be others.',
	},
	{
		displayName: 'Longest Description of a Batch',
		name: 'longestHeaderText',
		type: 'number',
		typeOptions: { minValue: 50 },
		default: 255,
		description: 'Characters that the description of a batch may have. The title is cut to the room that is left behind the reference.',
	},
	{
		displayName: 'Longest Description of a Line',
		name: 'longestDescription',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 256,
		description: 'Characters that the description of a line may have. A row with more is rejected, not cut.',
	},
	{
		displayName: 'Offset Subaccount',
		name: 'offsetSubaccount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 000000',
		description: 'Subaccount of the line that is added where a journal does not balance',
		displayOptions: { show: { imbalance: ['offset'] } },
	},
	searchFieldOption,
	{
		displayName: 'Send Control Total',
		name: 'controlTotal',
		type: 'boolean',
		default: false,
		description: 'Whether to send the sum of the debits as control total, which the preference "Validate Batch Control Totals on Entry" (GL102000) makes mandatory',
	},
];

/** What the panel of "Create" tells of Acumatica; the names are those of the target (src/systems/acumatica/journal). */
export const ACUMATICA_JOURNAL: JournalSystem = {
	system: 'Acumatica',
	fields: [
		{ name: 'Branch', value: 'branch', description: 'Branch of the batch, and of its lines unless they say another one. Each branch gets a batch of its own.' },
		{ name: 'Cost Code', value: 'costCode', description: 'Cost code of the line' },
		{ name: 'Currency', value: 'currency', description: 'Currency of the batch, like USD; that of the ledger when it is left out' },
		{ name: 'Date', value: 'date', description: 'Date of the batch, like 2026-04-30' },
		{ name: 'Ledger', value: 'ledger', description: 'Ledger of the batch. Ledgers of the type Budget take no journals.' },
		{ name: 'Line Branch', value: 'lineBranch', description: 'Branch of the line, where it is not that of the batch' },
		{ name: 'Period', value: 'period', description: 'Financial period of the batch, like 042026 or 04-2026; that of the date when it is left out' },
		{ name: 'Project', value: 'project', description: 'Project of the line' },
		{ name: 'Project Task', value: 'projectTask', description: 'Task of the project of the line' },
		{ name: 'Quantity', value: 'quantity', description: 'Quantity of the line' },
		{ name: 'Reference Number', value: 'reference', description: 'Reference number of the line, 15 characters at most' },
		{ name: 'Subaccount', value: 'subaccount', description: 'Subaccount of the line, without separators' },
		{ name: 'Unit', value: 'unit', description: 'Unit of measure of the quantity' },
	],
	entries: [
		{ name: 'ledger', from: 'value' }, { name: 'branch', from: 'column', column: 'Branch' }, { name: 'date', from: 'column', column: 'Date' },
		{ name: 'period', from: 'column', column: 'Period' }, { name: 'subaccount', from: 'column', column: 'Subaccount' },
	],
	offsetFields: { offsetSubaccount: 'subaccount' },
	options,
	storedAs: 'stored and not released',
	releasedAs: () => 'released',
	canRelease: true,
	releaseDescription: 'Whether to release the batches and follow that to its end. What is released is in the ledger and cannot be deleted; otherwise the batches wait as Balanced for a person.',
	canHold: true,
	referencePrefix: 'PLAN-',
	settleMinutes: 12,
};
