import type { INodeProperties } from 'n8n-workflow';
import { modelField } from '../../shared/fields/anaplan-target.fields';

const one = { show: { resource: ['model'], operation: ['close', 'get', 'getCalendar', 'getCurrentPeriod', 'getStatus', 'getVersions', 'open'] } };

export const modelOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['model'] } },
	options: [
		{ name: 'Close', value: 'close', action: 'Close a model', description: 'Ask Anaplan to unload the model. The next call loads it again.' },
		{ name: 'Get', value: 'get', action: 'Get a model', description: 'State, size and last change of a model' },
		{ name: 'Get Calendar', value: 'getCalendar', action: 'Get the calendar of a model', description: 'Kind of calendar, fiscal year, number of years and totals' },
		{ name: 'Get Current Period', value: 'getCurrentPeriod', action: 'Get the current period of a model', description: 'The period in which the model stands. Setting it can delete data, so it is not offered.' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many models', description: 'Models of a workspace, with their state' },
		{ name: 'Get Status', value: 'getStatus', action: 'Get the status of a model', description: 'Whether the model is open, closed, busy, locked, archived or offline. Asking does not wake it up.' },
		{ name: 'Get Versions', value: 'getVersions', action: 'Get the versions of a model', description: 'Versions with the periods in which they can be edited and their switchover' },
		{ name: 'Open', value: 'open', action: 'Open a model and wait', description: 'Wake a model up that nobody has used for an hour, and wait until it is open' },
	],
	default: 'getMany',
};

export const modelFields: INodeProperties[] = [
	modelField(one),
	{
		displayName: 'Deadline (Minutes)',
		name: 'deadlineMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30,
		description: 'How long to wait until the model is open. It goes on loading in Anaplan when the deadline passes.',
		displayOptions: { show: { resource: ['model'], operation: ['open'] } },
	},
];
