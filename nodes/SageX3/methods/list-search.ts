import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { factsOf } from '../../../src/systems/sagex3';
import { forEditor, holding } from '../../shared/context/pick-list';
import { editorClient } from '../connection';

/** Objects that planning needs, then every other that this server publishes. */
export async function searchObjects(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await forEditor(this, async () => holding((await (await editorClient(this)).resources()).map((id) => {
		const label = factsOf(id)?.label;
		return { name: label === undefined ? id : `${label} (${id})`, value: id };
	}), filter));
}
