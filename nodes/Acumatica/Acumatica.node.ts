import { NodeConnectionTypes, type IExecuteFunctions, type INodeProperties, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { resourceField } from '../shared/fields/resource.field';
import { subtitleFor } from '../shared/fields/subtitle';
import { journalOutputs } from '../shared/journal/journal-outputs';
import { route } from '../shared/routing/router';
import { operations } from './actions/operations';
import { inSession } from './connection';
import * as entityOptions from './methods/entity-options';
import * as ledgerOptions from './methods/ledger-options';
import * as listSearch from './methods/list-search';
import { cursorResource } from './resources/cursor.resource';
import { endpointFields } from './resources/endpoint.resource';
import { journalEntryFields } from './resources/journalEntry.resource';
import { recordFields } from './resources/record.resource';
import { reportFields } from './resources/report.resource';
import { acumaticaCredentials, authenticationField } from './sign-in/authentication.fields';

const properties: INodeProperties[] = [
	authenticationField,
	resourceField([
		{ name: 'Cursor', value: 'cursor' },
		{ name: 'Endpoint', value: 'endpoint' },
		{ name: 'Journal Entry', value: 'journalEntry' },
		{ name: 'Record', value: 'record' },
		{ name: 'Report', value: 'report' },
	], 'record'),
	...recordFields,
	...reportFields,
	...journalEntryFields,
	...endpointFields,
	...cursorResource,
];

export class Acumatica implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Acumatica',
		name: 'acumatica',
		icon: { light: 'file:Acumatica.svg', dark: 'file:Acumatica.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleFor(properties),
		description: 'Read accounts, journal lines, balances and documents from Acumatica, with a cursor that moves only when Anaplan has confirmed, and post journal entries once',
		defaults: { name: 'Acumatica' },
		inputs: [NodeConnectionTypes.Main],
		outputs: journalOutputs(['journalEntry']),
		usableAsTool: true,
		credentials: acumaticaCredentials(true),
		properties,
	};

	methods = {
		listSearch: { ...listSearch },
		loadOptions: { ...entityOptions, ...ledgerOptions },
	};

	async execute(this: IExecuteFunctions) {
		return await inSession(this, () => route(this, operations));
	}
}
