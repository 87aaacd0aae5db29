import type { INodeProperties } from 'n8n-workflow';
import { exportField, viewField } from '../../shared/fields/anaplan-target.fields';
import { outputFields } from '../../shared/fields/output.fields';
import { optionsField, waitOptions } from './task-options';
import { viewReadingOptions } from './view-reading-options';

const running = { show: { resource: ['export'], operation: ['runExport'] } };
const viewing = { show: { resource: ['export'], operation: ['exportView'] } };
const ofView = { show: { ...viewing.show, read: ['auto', 'direct', 'large'] } };
const byAction = { show: { ...viewing.show, read: ['action'] } };

export const exportOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['export'] } },
	options: [
		{ name: 'Export View', value: 'exportView', action: 'Export a view as rows', description: 'The cells of a saved view as rows with named dimensions, read directly, as a large read, or by an export action' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many exports', description: 'Export actions of a model, with format and layout' },
		{ name: 'Run Export Action', value: 'runExport', action: 'Run an export action', description: 'Start an export, wait for it, and return its file as it is or row by row' },
	],
	default: 'exportView',
};

const read: INodeProperties = {
	displayName: 'Read',
	name: 'read',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'As a Large Read', value: 'large', description: 'A read request that Anaplan prepares in pages. For views of more than 1,000,000 cells.' },
		{ name: 'Automatically', value: 'auto', description: 'Directly, and as a large read where the view is too large for that' },
		{ name: 'By an Export Action', value: 'action', description: 'Runs an export that a model builder has laid out as Tabular' },
		{ name: 'Directly', value: 'direct', description: 'One request per page, up to 1,000,000 cells each' },
	],
	default: 'auto',
	description: 'How the cells are read. The rows look the same each way.',
	displayOptions: viewing,
};

const pages: INodeProperties = {
	displayName: 'Pages',
	name: 'pages',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Page Item',
	default: {},
	description: 'Which item of a page dimension to read, such as Budget of Versions. A page dimension that is not named here is read in full.',
	displayOptions: viewing,
	options: [
		{
			displayName: 'Page Item',
			name: 'page',
			values: [
				{ displayName: 'Dimension', name: 'dimension', type: 'string', default: '', placeholder: 'e.g. Versions', description: 'Name or ID of a dimension on the pages of the view' },
				{ displayName: 'Item', name: 'item', type: 'string', default: '', placeholder: 'e.g. Budget', description: 'Name or ID of the item to read. With an export action: the text that stands in its file.' },
			],
		},
	],
};

const shape: INodeProperties = {
	displayName: 'Shape',
	name: 'shape',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'One per Cell', value: 'cells', description: 'Every dimension, the line items too, and the field Value' },
		{ name: 'One per Combination', value: 'records', description: 'Every dimension, and one field per line item, whatever the layout of the view. The usual one for budgets.' },
		{ name: 'One per Row of the View', value: 'rows', description: 'The dimensions on rows and pages, and one field per column of the view' },
	],
	default: 'records',
	description: 'What one row of the result stands for',
	displayOptions: viewing,
};

export const exportFields: INodeProperties[] = [
	read,
	viewField(ofView),
	exportField(byAction),
	exportField(running),
	pages,
	shape,
	...outputFields(running),
	...outputFields(viewing),
	optionsField(viewing, viewReadingOptions),
	optionsField(running, waitOptions),
];
