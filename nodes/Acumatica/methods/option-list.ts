import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { AcumaticaClient } from '../../../src/systems/acumatica';
import { forEditor } from '../../shared/context/pick-list';
import { withEditorClient } from '../connection';

/** A pick list from the site, signed in for this one question. */
export const optionList = async (context: ILoadOptionsFunctions, ask: (client: AcumaticaClient) => Promise<INodePropertyOptions[]>): Promise<INodePropertyOptions[]> =>
	await forEditor(context, async () => await withEditorClient(context, ask));

/** The same about one entity; nothing as long as none is chosen. */
export const optionsOf = async (context: ILoadOptionsFunctions, entity: string, ask: (client: AcumaticaClient) => Promise<INodePropertyOptions[]>): Promise<INodePropertyOptions[]> =>
	(entity === '' ? [] : await optionList(context, ask));
