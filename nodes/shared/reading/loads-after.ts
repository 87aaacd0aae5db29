import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Operations that learn what Anaplan made of the rows and may therefore confirm them. `runImport` only when it waits:
 * otherwise the Poll Task behind it is the one that learns.
 */
const CONFIRMS: Readonly<Record<string, (parameters: Readonly<Record<string, unknown>>) => boolean>> = {
	'import.loadRows': () => true,
	'import.runImport': ({ wait }) => wait !== false,
	'task.pollTask': () => true,
};

/** What n8n leaves out of a saved workflow because it is the default. */
const DEFAULTS = { resource: 'import', operation: 'loadRows' };

const confirms = (parameters: Readonly<Record<string, unknown>>): boolean => {
	const { resource, operation } = { ...DEFAULTS, ...parameters };
	return CONFIRMS[`${String(resource)}.${String(operation)}`]?.(parameters) ?? false;
};

/** Names of the Anaplan nodes behind this one that confirm what was loaded. A disabled node confirms nothing and is not waited for. */
export const loadsAfter = (context: Pick<IExecuteFunctions, 'getNode' | 'getChildNodes'>): string[] => [
	...new Set(
		context
			.getChildNodes(context.getNode().name, { includeNodeParameters: true })
			.filter(({ type, disabled }) => type.endsWith('.anaplan') && !disabled)
			.filter((node) => confirms(('parameters' in node ? node.parameters : {}) as Record<string, unknown>))
			.map(({ name }) => name),
	),
].sort();
