import { createHash } from 'node:crypto';

/** What decides where rows go. Changing one of them makes another load, which has confirmed nothing yet. */
const TARGET = ['workspace', 'model', 'import', 'file', 'actionId'];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The chosen value of a picker, without what the editor remembers about it. */
const valueOf = (parameter: unknown): unknown => (isRecord(parameter) && 'value' in parameter ? parameter.value : parameter);

/**
 * Who confirms: the node *and its target*. If the node alone counted, pointing it at another model would leave the new
 * model without the past, under a cursor that the old one has confirmed. The parameters are taken as they are saved,
 * because the reading node must find the same identity without running the load: an expression counts by its text.
 */
export const loadIdentity = (name: string, parameters: Readonly<Record<string, unknown>>): string => {
	const { options } = parameters;
	const target = [...TARGET.map((key) => valueOf(parameters[key]) ?? ''), isRecord(options) ? (options.alsoRun ?? []) : []];
	return `${name} ${createHash('sha256').update(JSON.stringify(target)).digest('hex').slice(0, 12)}`;
};
