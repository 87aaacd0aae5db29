import { NodeConnectionTypes, type IExecuteFunctions, type INodeProperties, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { resourceField } from '../shared/fields/resource.field';
import { subtitleFor } from '../shared/fields/subtitle';
import { journalOutputs } from '../shared/journal/journal-outputs';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import * as companyOptions from './methods/company-options';
import * as listSearch from './methods/list-search';
import { companyFields } from './resources/company.resource';
import { cursorResource } from './resources/cursor.resource';
import { endpointFields } from './resources/endpoint.resource';
import { journalEntryFields } from './resources/journalEntry.resource';
import { recordFields } from './resources/record.resource';
import { reportFields } from './resources/report.resource';

const properties: INodeProperties[] = [
	resourceField([
		{ name: 'Company', value: 'company' },
		{ name: 'Cursor', value: 'cursor' },
		{ name: 'Endpoint', value: 'endpoint' },
		{ name: 'Journal Entry', value: 'journalEntry' },
		{ name: 'Record', value: 'record' },
		{ name: 'Report', value: 'report' },
	], 'record'),
	...recordFields,
	...reportFields,
	...journalEntryFields,
	...companyFields,
	...endpointFields,
	...cursorResource,
];

export class Sage100 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sage 100',
		name: 'sage100',
		icon: { light: 'file:Sage100.svg', dark: 'file:Sage100.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleFor(properties),
		description: 'Read accounts with their segments, ledger lines, balances, vendors, invoices and orders from Sage 100 (US) through its agent, with a cursor that moves only when Anaplan has confirmed, and enter journals once',
		defaults: { name: 'Sage 100' },
		inputs: [NodeConnectionTypes.Main],
		outputs: journalOutputs(['journalEntry']),
		usableAsTool: true,
		credentials: [{ name: 'sage100Api', required: true }],
		properties,
	};

	methods = {
		listSearch: { ...listSearch },
		loadOptions: { ...companyOptions },
	};

	async execute(this: IExecuteFunctions) {
		return await route(this, operations);
	}
}
