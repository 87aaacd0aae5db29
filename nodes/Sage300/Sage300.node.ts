import { NodeConnectionTypes, type IExecuteFunctions, type INodeProperties, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { resourceField } from '../shared/fields/resource.field';
import { subtitleFor } from '../shared/fields/subtitle';
import { journalOutputs } from '../shared/journal/journal-outputs';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import * as listSearch from './methods/list-search';
import * as resourceOptions from './methods/resource-options';
import { apAdjustmentFields } from './resources/apAdjustment.resource';
import { cursorResource } from './resources/cursor.resource';
import { endpointFields } from './resources/endpoint.resource';
import { journalEntryFields } from './resources/journalEntry.resource';
import { recordFields } from './resources/record.resource';
import { reportFields } from './resources/report.resource';

const properties: INodeProperties[] = [
	resourceField([
		{ name: 'AP Adjustment', value: 'apAdjustment' },
		{ name: 'Cursor', value: 'cursor' },
		{ name: 'Endpoint', value: 'endpoint' },
		{ name: 'Journal Entry', value: 'journalEntry' },
		{ name: 'Record', value: 'record' },
		{ name: 'Report', value: 'report' },
	], 'record'),
	...recordFields,
	...reportFields,
	...journalEntryFields,
	...apAdjustmentFields,
	...endpointFields,
	...cursorResource,
];

export class Sage300 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sage 300',
		name: 'sage300',
		icon: { light: 'file:Sage300.svg', dark: 'file:Sage300.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleFor(properties),
		description: 'Read accounts, ledger lines, balances, vendors, documents and orders from Sage 300, with a cursor that moves only when Anaplan has confirmed, and post G/L batches and A/P adjustments once',
		defaults: { name: 'Sage 300' },
		inputs: [NodeConnectionTypes.Main],
		outputs: journalOutputs(['journalEntry', 'apAdjustment']),
		usableAsTool: true,
		credentials: [{ name: 'sage300Api', required: true }],
		properties,
	};

	methods = {
		listSearch: { ...listSearch },
		loadOptions: { ...resourceOptions },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
