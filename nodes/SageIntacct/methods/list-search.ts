import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { knownObjects } from '../../../src/systems/intacct';
import { forEditor, holding } from '../../shared/context/pick-list';
import { editorClient } from '../connection';

const standard = (): INodeListSearchItems[] => knownObjects().map(({ object, label }) => ({ name: `${label} (${object})`, value: object }));

/** Standard objects first, then the company's user-defined dimensions. */
export async function searchObjects(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await forEditor(this, async () => {
		const client = await editorClient(this);
		const own = (await client.dimensions()).filter(({ userDefined }) => userDefined).map(({ object, term }) => ({ name: `${term} (dimension ${object})`, value: object }));
		return holding([...standard(), ...own], filter);
	});
}
