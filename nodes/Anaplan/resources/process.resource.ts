import type { INodeProperties } from 'n8n-workflow';
import { processField } from '../../shared/fields/anaplan-target.fields';
import { mappingParametersOfProcess } from './mapping-parameters';
import { confirmOptions, optionsField, rejectedLimitOption, waitField, waitOptions } from './task-options';

const running = { show: { resource: ['process'], operation: ['run'] } };

export const processOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['process'] } },
	options: [
		{ name: 'Get Many', value: 'getMany', action: 'Get many processes', description: 'Processes of a model, with their steps if wanted' },
		{ name: 'Run', value: 'run', action: 'Run a process', description: 'Run all actions of a process, and return what became of each step and of every rejected row' },
	],
	default: 'run',
};

export const processFields: INodeProperties[] = [
	processField(running),
	{
		displayName: 'Include Steps',
		name: 'includeSteps',
		type: 'boolean',
		default: false,
		description: 'Whether to return the actions of each process, in the order in which they run. It takes one request for each process.',
		displayOptions: { show: { resource: ['process'], operation: ['getMany'] } },
	},
	waitField(running, 'process'),
	mappingParametersOfProcess(running),
	optionsField(running, [...waitOptions, ...confirmOptions, rejectedLimitOption]),
];
