import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { knownEntities, knownInquiries } from '../../../src/systems/acumatica';
import { forEditor, holding } from '../../shared/context/pick-list';
import { withEditorClient } from '../connection';

/** The name in the API stands beside the label where it is another one. */
const labelled = (known: ReadonlyArray<{ readonly entity: string; readonly label: string }>): INodeListSearchItems[] =>
	known.map(({ entity, label }) => ({ name: label === entity ? label : `${label} (${entity})`, value: entity }));

const INQUIRIES: ReadonlySet<string> = new Set(knownInquiries().map(({ entity }) => entity));
const isInquiry = (entity: string): boolean => INQUIRIES.has(entity) || entity.endsWith('Inquiry');

/** Known ones first, under their labels; then whatever else the endpoint's own document has. */
const search = async (context: ILoadOptionsFunctions, known: readonly INodeListSearchItems[], belongs: (entity: string) => boolean, filter?: string): Promise<INodeListSearchResult> =>
	await forEditor(context, async () => {
		const listed = new Set(known.map(({ value }) => value));
		const entities = await withEditorClient(context, async (client) => await client.entities());
		const others = entities.filter((entity) => !listed.has(entity) && belongs(entity)).map((entity) => ({ name: entity, value: entity }));
		const there = new Set(entities);
		return holding([...known.filter(({ value }) => there.has(String(value))), ...others], filter);
	});

export async function searchEntities(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, labelled(knownEntities()), (entity) => !isInquiry(entity), filter);
}

export async function searchInquiries(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, labelled(knownInquiries()), isInquiry, filter);
}
