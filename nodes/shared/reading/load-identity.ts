import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { isReadingNode, nodesBefore } from '../data/workflow-paths';

/** What decides where rows go. Changing one of them makes another load, which has confirmed nothing yet. */
const TARGET = ['workspace', 'model', 'import', 'file', 'actionId'];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The chosen value of a picker, without what the editor remembers about it. */
const valueOf = (parameter: unknown): unknown => (isRecord(parameter) && 'value' in parameter ? parameter.value : parameter);

/** What stands in a field that was never touched, as it stood there when the first confirmations were written. */
const FORMER_DEFAULTS: Readonly<Record<string, string>> = { '={{ $json.action?.id ?? $json.import?.id }}': '={{ $json.import?.id }}' };

const formerly = (value: unknown): unknown => (typeof value === 'string' ? (FORMER_DEFAULTS[value] ?? value) : value);

/** Named only where they are set: a load that has none keeps the identity under which it has confirmed before. */
const LATER_TARGETS = ['process', 'mappingParameters'];

const laterTargets = (parameters: Readonly<Record<string, unknown>>): unknown[] =>
	LATER_TARGETS.map((key) => valueOf(parameters[key])).filter((value) => value !== undefined && value !== '' && !(isRecord(value) && Object.keys(value).length === 0));

/**
 * Who confirms: the node *and its target*. If the node alone counted, pointing it at another model would leave the new
 * model without the past, under a cursor that the old one has confirmed. The parameters are taken as they are saved,
 * because the reading node must find the same identity without running the load: an expression counts by its text.
 *
 * @param starters parameters of the nodes that have started what this one polls
 */
export const loadIdentity = (name: string, parameters: Readonly<Record<string, unknown>>, starters: readonly Parameters[] = []): string => {
	const target = [...targetOf(parameters), ...starters.map(targetOf)];
	return `${name} ${createHash('sha256').update(JSON.stringify(target)).digest('hex').slice(0, 12)}`;
};

const targetOf = (parameters: Parameters): unknown[] => {
	const { options } = parameters;
	return [...TARGET.map((key) => formerly(valueOf(parameters[key])) ?? ''), isRecord(options) ? (options.alsoRun ?? []) : [], ...laterTargets(parameters)];
};

type Parameters = Readonly<Record<string, unknown>>;

const startsOnly = ({ resource = 'import', operation = 'loadRows', wait }: Parameters): boolean => wait === false && ['import.runImport', 'process.run'].includes(`${String(resource)}.${String(operation)}`);

/**
 * The same for a node of this workflow. A Poll Task says only by an expression what it polls: what it loads into is decided by
 * the nodes before it that start a task and do not wait for it, so their targets are a part of its identity.
 */
export const identityOf = (context: Pick<IExecuteFunctions, 'getNode' | 'getParentNodes'>, name: string, parameters: Parameters): string => {
	if (parameters.operation !== 'pollTask') return loadIdentity(name, parameters);
	const starters = nodesBefore(context, name, isReadingNode(context.getNode().type)).filter((node) => node.type.endsWith('.anaplan') && startsOnly(node.parameters));
	return loadIdentity(name, parameters, starters.sort((a, b) => (a.name < b.name ? -1 : 1)).map((node) => node.parameters));
};
