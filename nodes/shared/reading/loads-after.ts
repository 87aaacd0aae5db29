import type { IExecuteFunctions } from 'n8n-workflow';
import { isReadingNode, nodesBefore } from '../data/workflow-paths';
import { identityOf } from './load-identity';

/**
 * Operations that learn what Anaplan made of the rows and may therefore confirm them. Those that start a task only when
 * they wait: otherwise the Poll Task behind them is the one that learns. A Poll Task of an export or of another action
 * learns of no row; that it polls one can be seen here only from what the panel says, not from an expression.
 */
const CONFIRMS: Readonly<Record<string, (parameters: Readonly<Record<string, unknown>>) => boolean>> = {
	'import.loadRows': () => true,
	'import.runImport': ({ wait }) => wait !== false,
	'process.run': ({ wait }) => wait !== false,
	'task.pollTask': ({ actionKind, actionId }) => !['exports', 'actions'].includes(String(actionKind)) && !/^11[67]\d/.test(String(actionId)),
};

/** What n8n leaves out of a saved workflow because it is the default. */
const DEFAULTS = { resource: 'import', operation: 'loadRows' };

const confirms = (parameters: Readonly<Record<string, unknown>>): boolean => {
	const { resource, operation } = { ...DEFAULTS, ...parameters };
	return CONFIRMS[`${String(resource)}.${String(operation)}`]?.(parameters) ?? false;
};

/**
 * Identities of the Anaplan nodes behind this one that confirm what was loaded. A disabled node confirms nothing and is
 * not waited for; a load behind another reading node waits for that one and not for this.
 */
export const loadsAfter = (context: Pick<IExecuteFunctions, 'getNode' | 'getChildNodes' | 'getParentNodes'>): string[] => {
	const { name: own, type } = context.getNode();
	const isReading = isReadingNode(type);
	return [
		...new Set(
			context
				.getChildNodes(own, { includeNodeParameters: true })
				.filter((node) => node.type.endsWith('.anaplan') && !node.disabled)
				.map(({ name, ...node }) => ({ name, parameters: ('parameters' in node ? node.parameters : {}) as Record<string, unknown> }))
				.filter(({ parameters }) => confirms(parameters))
				.filter(({ name }) => nodesBefore(context, name, isReading).some((before) => before.name === own))
				.map(({ name, parameters }) => identityOf(context, name, parameters)),
		),
	].sort();
};
