import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { AcumaticaClient } from '../../../src/systems/acumatica';
import { asNodeError } from '../../shared/context/node-errors';
import { withEditorClient } from '../connection';

/** A pick list from the site, signed in for this one question. */
export const optionList = async (context: ILoadOptionsFunctions, ask: (client: AcumaticaClient) => Promise<INodePropertyOptions[]>): Promise<INodePropertyOptions[]> => {
	try {
		return await withEditorClient(context, ask);
	} catch (caught) {
		throw asNodeError(context, caught);
	}
};

/** The same about one entity; nothing as long as none is chosen. */
export const optionsOf = async (context: ILoadOptionsFunctions, entity: string, ask: (client: AcumaticaClient) => Promise<INodePropertyOptions[]>): Promise<INodePropertyOptions[]> =>
	(entity === '' ? [] : await optionList(context, ask));

export const byName = (options: readonly INodePropertyOptions[]): INodePropertyOptions[] => [...options].sort((a, b) => a.name.localeCompare(b.name));

/** The chosen entity, whatever the locator holds. */
export const chosen = (context: ILoadOptionsFunctions, parameter: string): string =>
	String(context.getCurrentNodeParameter(parameter, { extractValue: true }) ?? '').trim();
