import type { INodeProperties } from 'n8n-workflow';
import { importField } from '../../shared/fields/anaplan-target.fields';
import { inputFields } from '../../shared/fields/output.fields';
import { mappingParametersOfImport, mappingParametersOfLoad } from './mapping-parameters';
import { confirmOptions, optionsField, rejectedLimitOption, waitField, waitOptions } from './task-options';
import { olderBatchesOption, uploadOptions } from './upload-options';

const loading = { show: { resource: ['import'], operation: ['loadRows'] } };
const running = { show: { resource: ['import'], operation: ['runImport'] } };
const either = { show: { resource: ['import'], operation: ['loadRows', 'runImport'] } };

const loadOptions: INodeProperties[] = [
	{
		displayName: 'Also Run Import Names or IDs',
		name: 'alsoRun',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getImportsOfSameFile', loadOptionsDependsOn: ['import.value'] },
		default: [],
		description: 'Further imports of the same file, run one after another once the first has succeeded: first the list, then the module. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Extra Fields',
		name: 'extraFields',
		type: 'options',
		options: [
			{ name: 'Refuse', value: 'refuse' },
			{ name: 'Send Anyway', value: 'sendAnyway', description: 'Anaplan drops columns that the import does not know' },
		],
		default: 'refuse',
		description: 'What to do with fields of an item that are not in the header of the import. Anaplan would drop such columns without a word.',
	},
	olderBatchesOption,
	rejectedLimitOption,
	...uploadOptions,
];

export const importOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['import'] } },
	options: [
		{ name: 'Get Many', value: 'getMany', action: 'Get many imports', description: 'Import actions of a model and the files they read' },
		{ name: 'Load Rows', value: 'loadRows', action: 'Load rows into a list or module', description: 'Upload, import, wait, and return what Anaplan made of every row' },
		{ name: 'Run Import Action', value: 'runImport', action: 'Run an import action', description: 'Start an import on the file that was uploaded before' },
	],
	default: 'loadRows',
};

export const importFields: INodeProperties[] = [
	importField(either),
	...inputFields(loading),
	waitField(running, 'import'),
	mappingParametersOfLoad(loading),
	mappingParametersOfImport(running),
	optionsField(loading, [...loadOptions, ...waitOptions, ...confirmOptions]),
	optionsField(running, [...waitOptions, ...confirmOptions, rejectedLimitOption]),
];
