import { FatalError } from '../../core/errors';
import type { ListItem } from './lists';
import type { ModelRef, Named } from './metadata';
import { TIME_ID, type Modules } from './modules';

/** An item of a dimension, or why a text does not name one. */
export type FoundItem = { readonly id: string } | { readonly problem: string };

/** Texts in one lookup; no limit is told. */
const AT_ONCE = 10_000;

/** An id as they look inside of models (reference anaplan 4). */
const ITEM_ID = /^\d{11,13}$/;

const lookedUp = async (modules: Pick<Modules, 'findItems'>, ref: ModelRef, dimensionId: string, texts: readonly string[]): Promise<readonly ListItem[]> => {
	const found: ListItem[] = [];
	for (let at = 0; at < texts.length; at += AT_ONCE) {
		const part = texts.slice(at, at + AT_ONCE);
		found.push(...(await modules.findItems(ref, dimensionId, { names: part, codes: part })));
	}
	return found;
};

/** Some dimensions (Time, and others that are no lists) cannot be looked up; they are small and listed as a whole. */
const REFUSED: ReadonlySet<number | undefined> = new Set([400, 404, 405]);

const itemsFor = async (
	modules: Pick<Modules, 'findItems' | 'dimensionItems'>, ref: ModelRef, lineItemId: string, dimension: Named, texts: readonly string[],
): Promise<{ items: readonly ListItem[]; complete: boolean }> => {
	const whole = async (): Promise<{ items: readonly ListItem[]; complete: boolean }> =>
		({ items: await modules.dimensionItems(ref, lineItemId, dimension.id), complete: true });
	if (dimension.id === TIME_ID) return await whole();
	try {
		return { items: await lookedUp(modules, ref, dimension.id, texts), complete: false };
	} catch (error) {
		if (!(error instanceof FatalError) || !REFUSED.has(error.facts.status)) throw error;
		return await whole();
	}
};

/**
 * Finds items of a dimension by code, name or id. A text that is the code of one item and the name of another, or the
 * name of several (display names of a numbered list), is not guessed at.
 *
 * @param lineItemId one whose cells stand on the dimension
 */
export const findDimensionItems = async (
	modules: Pick<Modules, 'findItems' | 'dimensionItems'>, ref: ModelRef, lineItemId: string, dimension: Named, texts: readonly string[],
): Promise<ReadonlyMap<string, FoundItem>> => {
	const wanted = [...new Set(texts)].filter((text) => text !== '');
	if (wanted.length === 0) return new Map();
	const { items, complete } = await itemsFor(modules, ref, lineItemId, dimension, wanted);
	const byCode = new Map(items.filter(({ code }) => code !== '').map((item) => [item.code, item]));
	const byName = new Map(items.map((item) => [item.name, item]));
	const byId = new Map(items.map((item) => [item.id, item]));
	const shared = new Set(items.filter(({ id, name }) => byName.get(name)?.id !== id).map(({ name }) => name));
	const find = (text: string): FoundItem => {
		const [coded, named] = [byCode.get(text), byName.get(text)];
		if (coded && named && coded.id !== named.id) {
			return { problem: `${JSON.stringify(text)} is the code of one item of ${dimension.name} and the name of another; say which is meant` };
		}
		if (!coded && named && shared.has(text)) return { problem: `${JSON.stringify(text)} is the name of several items of ${dimension.name}; give the code or the ID` };
		const found = coded ?? named ?? byId.get(text);
		if (found) return { id: found.id };
		if (!complete && ITEM_ID.test(text)) return { id: text };
		return { problem: `${dimension.name} has no item ${JSON.stringify(text)}, neither by code nor by name nor by ID` };
	};
	return new Map(wanted.map((text) => [text, find(text)]));
};
