import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { knownResources } from '../../../src/systems/sage300';
import { forEditor, holding } from '../../shared/context/pick-list';
import { editorClient } from '../connection';

/** Known ones first, under their labels; then whatever else the modules of this server have. */
export async function searchResources(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await forEditor(this, async () => {
		const there = await (await editorClient(this)).resources();
		// Letter case was seen to vary (reference sage-300 7.2).
		const spelled = new Map(there.map((resource) => [resource.toLowerCase(), resource]));
		const known = knownResources().filter(({ resource }) => spelled.has(resource.toLowerCase()))
			.map(({ resource, label }) => ({ name: `${label} (${resource})`, value: resource }));
		const listed = new Set(known.map(({ value }) => value.toLowerCase()));
		const others = there.filter((resource) => !listed.has(resource.toLowerCase())).map((resource) => ({ name: resource, value: resource }));
		return holding([...known, ...others], filter);
	});
}
