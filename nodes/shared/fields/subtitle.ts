import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** By operation: its name, what it does in a sentence, and the fields that say what it works on, in the order of the panel. */
type Texts = Record<string, [name: string, action: string, ...fields: string[]]>;

/** n8n evaluates this text in the editor, so it names nothing outside of itself. Parameters come unresolved: with the names of what was picked. */
const describeNode = (parameters: Record<string, unknown>, texts: Texts): string => {
	const text = texts[(parameters.resource ? String(parameters.resource) + '.' : '') + String(parameters.operation)];
	if (!text) return String(parameters.operation || '');
	const chosen = text.slice(2)
		.map((field) => parameters[field] as string | { mode?: string; value?: unknown; cachedResultName?: string } | undefined)
		.map((value) => String((typeof value === 'object' && value ? (value.mode === 'list' && value.cachedResultName) || value.value : value) || ''))
		.filter((value) => value !== '' && value[0] !== '=');
	return chosen[0] ? text[0] + ': ' + chosen[0] : text[1];
};

const isShownFor = ({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties, resource: string, operation: string): boolean =>
	[['resource', resource], ['operation', operation]].every(([name = '', value = '']) => (show[name]?.includes(value) ?? true) && !hide[name]?.includes(value));

const optionsOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] => options.filter((option): option is INodePropertyOptions => 'value' in option);

/** What a node is about is picked from a list, or is one of these fields. */
const TELLING: ReadonlySet<string> = new Set(['actionId', 'ledger', 'path', 'postingName', 'references', 'years']);

/** @param target fields that nearly every operation has: they tell of an operation only where it has no other */
const textsOf = (properties: readonly INodeProperties[], target: readonly string[]): Texts => {
	const subjects = properties.filter(({ name, type }) => type === 'resourceLocator' || TELLING.has(name));
	const texts: Texts = {};
	for (const property of properties.filter(({ name }) => name === 'operation')) {
		for (const resource of (property.displayOptions?.show?.resource ?? ['']) as string[]) {
			for (const { name, value, action = name } of optionsOf(property)) {
				const fields = subjects.filter((field) => isShownFor(field, resource, String(value))).map((field) => field.name);
				const own = fields.filter((field) => !target.includes(field));
				texts[(resource ? `${resource}.` : '') + String(value)] = [name, action, ...new Set(own.length > 0 || value === 'getMany' ? own : fields.slice(-1))];
			}
		}
	}
	return texts;
};

/** n8n ends an expression at the first two closing braces. */
const apart = (text: string): string => text.replaceAll('}}', '} }');

/**
 * The line below a node's name on the canvas: what it does and to what, as "Run: Nightly actuals". Of what was picked from a list
 * `$parameter` alone gives only the ID; the name stands beside it in what `toJSON` gives.
 */
export const subtitleFor = (properties: readonly INodeProperties[], target: readonly string[] = []): string =>
	`={{ (${apart(String(describeNode))})($parameter.toJSON ? $parameter.toJSON() : $parameter, ${apart(JSON.stringify(textsOf(properties, target)))}) }}`;
