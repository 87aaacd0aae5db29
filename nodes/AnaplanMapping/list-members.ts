import type { IExecuteFunctions } from 'n8n-workflow';
import { MemberBook, type ListNeed, type Member, type MemberBooks } from '../../src/mapping';
import { withChosen, type AnaplanClient, type ListItemInFull, type ListMetadata, type ModelRef } from '../../src/systems/anaplan';
import { parameterError } from '../shared/context/node-errors';

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const requireProperties = (context: IExecuteFunctions, { name, properties }: ListMetadata, wanted: readonly string[]): void => {
	const known = properties.map((property) => property.name);
	const missing = wanted.filter((property) => !known.includes(property));
	if (missing.length === 0) return;
	throw parameterError(context, `List "${name}" has no property ${quoted(missing)}`, known.length > 0 ? `It has ${quoted(known)}.` : 'It has none at all.');
};

/** Only what is asked for stays: a list of a million items has properties that nobody looks at. */
const memberOf = ({ id, name, code, properties }: ListItemInFull, wanted: readonly string[], display: ReadonlyMap<string, string>): Member => {
	const shown = display.get(id);
	return { id, name, code, properties: Object.fromEntries(wanted.map((property) => [property, properties[property] ?? ''])), ...(shown === undefined ? {} : { display: shown }) };
};

/** What views and exports show for the items of a numbered list, whose names Anaplan makes up itself. By id. */
const displayTexts = async (client: AnaplanClient, target: ModelRef, { id, numbered }: ListMetadata): Promise<ReadonlyMap<string, string>> =>
	(numbered ? new Map((await client.lists.shownItems(target, id)).map((item) => [item.id, item.name])) : new Map());

const bookOf = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, { list, properties }: ListNeed): Promise<MemberBook> => {
	const metadata = await withChosen(client, target, 'list', list, async (id) => await client.lists.metadata(target, id));
	requireProperties(context, metadata, properties);
	const display = await displayTexts(client, target, metadata);
	const members: Member[] = [];
	for await (const batch of client.listItems(target, metadata)) members.push(...batch.map((item) => memberOf(item, properties, display)));
	return new MemberBook(metadata.name, members);
};

/** The lists that the mapping looks into, each read once however many columns use it. */
export const memberBooks = async (context: IExecuteFunctions, client: AnaplanClient, target: ModelRef, needs: readonly ListNeed[]): Promise<MemberBooks> => {
	const books = new Map<string, MemberBook>();
	for (const need of needs) books.set(need.list, await bookOf(context, client, target, need));
	return books;
};
