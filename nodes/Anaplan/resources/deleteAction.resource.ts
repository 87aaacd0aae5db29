import type { INodeProperties } from 'n8n-workflow';
import { actionField } from '../../shared/fields/anaplan-target.fields';
import { optionsField, waitField, waitOptions } from './task-options';

const running = { show: { resource: ['deleteAction'], operation: ['run'] } };

export const deleteActionOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['deleteAction'] } },
	options: [
		{ name: 'Get Many', value: 'getMany', action: 'Get many delete actions', description: 'Actions of a model that need no file: delete, order, copy, …' },
		{ name: 'Run', value: 'run', action: 'Run a delete action', description: 'Run an action that needs no file, and return how many items it deleted where Anaplan says so' },
	],
	default: 'run',
};

export const deleteActionFields: INodeProperties[] = [actionField(running), waitField(running, 'action'), optionsField(running, waitOptions)];
