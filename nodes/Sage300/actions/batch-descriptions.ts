import { allOf, startsWith, type Filter, type Sage300Client } from '../../../src/systems/sage300';

/** The description is the one text of a batch that can be searched; inside of it is looked here, because only its beginning is asked for. */
export const descriptionsHolding = async function* (
	client: Sage300Client, resource: string, words: string, prefix: string, within?: Filter,
): AsyncGenerator<string> {
	const filter = allOf(within, prefix === '' ? undefined : startsWith('Description', prefix));
	const wanted = words.toLowerCase();
	for await (const page of client.records({ resource, fields: ['Description'], detail: null, ...(filter && { filter }) })) {
		for (const { Description = '' } of page) if (Description.toLowerCase().includes(wanted)) yield Description;
	}
};
