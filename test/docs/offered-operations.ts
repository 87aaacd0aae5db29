import type { INodeProperties } from 'n8n-workflow';

/** An operation as the panel of a node offers and names it. */
export interface OfferedOperation {
	readonly resource: string;
	readonly operation: string;
	readonly title: string;
	readonly subtitle: string;
}

type Panel = readonly INodeProperties[];

const choicesOf = (field: INodeProperties | undefined): Array<{ name: string; value: string }> =>
	(field?.options ?? []).flatMap((option) => ('value' in option ? [{ name: option.name, value: String(option.value) }] : []));

export const offeredBy = (panel: Panel): OfferedOperation[] => choicesOf(panel.find(({ name }) => name === 'resource')).flatMap(({ value: resource, name: title }) => {
	const field = panel.find(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource));
	return choicesOf(field).map(({ value: operation, name: subtitle }) => ({ resource, operation, title, subtitle }));
});

const isShown = ({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties, { resource, operation }: OfferedOperation): boolean =>
	(show.resource?.includes(resource) ?? true) && (show.operation?.includes(operation) ?? true) && !hide.resource?.includes(resource);

/** Display names of a field and of everything that can be added inside of it. A container called Options is not a name to explain. */
export const namesInside = ({ displayName, type, options = [] }: INodeProperties): string[] => {
	if (type !== 'collection' && type !== 'fixedCollection') return [displayName];
	const inside = options.flatMap((option) => ('values' in option ? [option.displayName, ...option.values.flatMap(namesInside)] : 'displayName' in option ? namesInside(option) : []));
	return type === 'collection' ? inside : [displayName, ...inside];
};

/** @param everywhere names of fields that are explained once for all operations */
export const namesFor = (panel: Panel, offered: OfferedOperation, everywhere: readonly string[]): string[] =>
	panel.filter((field) => isShown(field, offered) && field.type !== 'notice' && !everywhere.includes(field.name)).flatMap(namesInside);

/** What a user can choose in a field, wherever the field stands. */
export const choiceNamesInside = (field: INodeProperties): string[] =>
	(field.options ?? []).flatMap((option) => ('value' in option ? [option.name] : 'values' in option ? option.values.flatMap(choiceNamesInside) : choiceNamesInside(option)));
