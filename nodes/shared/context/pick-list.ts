import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { asNodeError } from './node-errors';

/** Answers the editor; what goes wrong is told as in a run, in the other system's words and without a secret. */
export const forEditor = async <T>(context: ILoadOptionsFunctions, ask: () => Promise<T>): Promise<T> => {
	try {
		return await ask();
	} catch (caught) {
		throw asNodeError(context, caught);
	}
};

export const byName = (options: readonly INodePropertyOptions[]): INodePropertyOptions[] => [...options].sort((a, b) => a.name.localeCompare(b.name));

/** Those whose name holds what was typed. */
export const holding = (items: readonly INodeListSearchItems[], filter = ''): INodeListSearchResult =>
	({ results: items.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())) });

/** What the panel names at the moment, whatever the locator holds; empty as long as nothing is chosen. */
export const chosenInEditor = (context: ILoadOptionsFunctions, parameter: string): string =>
	String(context.getCurrentNodeParameter(parameter, { extractValue: true }) ?? '').trim();
