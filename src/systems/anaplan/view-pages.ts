import type { Named } from './metadata';
import { pick } from './pick';
import { dimensionsOf, pageRefusal, type DimensionItem, type ViewAxes, type ViewRef, type Views } from './views';

/** One page dimension and the item that is wanted of it, each by id or by name. */
export interface PageChoice {
	readonly dimension: string;
	readonly item: string;
}

/** What is wanted of one page dimension. */
export interface PageItems {
	readonly dimension: Named;
	/** The chosen item, or `undefined` for all of them. Without its code where another item bears that as its name. */
	readonly chosen: DimensionItem | undefined;
	/** Another item is called as the chosen one: only a selector by id can tell them apart. */
	readonly hasNamesake: boolean;
	/** The dimension has no item but the chosen one. */
	readonly isOnly: boolean;
}

const listing = (dimensions: readonly Named[]): string =>
	dimensions.length === 0 ? 'This view has no page dimension.' : `Its page dimensions are: ${dimensions.map(({ id, name }) => `${id} ${JSON.stringify(name)}`).join(', ')}.`;

const pageDimension = (view: ViewAxes, wanted: string): Named => {
	const found = view.pages.find(({ id }) => id === wanted) ?? view.pages.find(({ name }) => name === wanted);
	if (found) return found;
	const elsewhere = dimensionsOf(view).find(({ id, name }) => id === wanted || name === wanted);
	const where = elsewhere && view.rows.includes(elsewhere) ? 'rows' : 'columns';
	throw pageRefusal(view, `Invalid page selector [${wanted}]: ${elsewhere ? `${elsewhere.name} stands on the ${where} of the view` : 'the view has no such dimension'}`,
		`${listing(view.pages)}${elsewhere ? ' What stands on rows or columns is read in full; leave out with a Filter node what you do not want.' : ''}`);
};

/**
 * Names and ids become one item per page dimension; a page dimension of which nothing was chosen is read in full.
 * @throws FatalError for a dimension that is not on the pages, one chosen twice, or an unknown item, saying which exist
 */
export const resolvePages = async (views: Views, ref: ViewRef, view: ViewAxes, choices: readonly PageChoice[]): Promise<readonly PageItems[]> => {
	const chosen = new Map<string, Omit<PageItems, 'dimension'>>();
	for (const choice of choices) {
		const dimension = pageDimension(view, choice.dimension);
		if (chosen.has(dimension.id)) {
			throw pageRefusal(view, `two items are chosen of ${dimension.name}`, 'Choose one item of a page dimension, or none to read all of them.');
		}
		const items = await views.dimensionItems(ref, dimension);
		const item = pick(items, choice.item, `page item of ${JSON.stringify(dimension.name)}`);
		const others = new Set(items.filter(({ id }) => id !== item.id).map(({ name }) => name));
		chosen.set(dimension.id, { chosen: others.has(item.code) ? { ...item, code: '' } : item, hasNamesake: others.has(item.name), isOnly: items.length === 1 });
	}
	return view.pages.map((dimension) => ({ dimension, chosen: undefined, hasNamesake: false, isOnly: false, ...chosen.get(dimension.id) }));
};

/** One item per page dimension, in the order of the view. */
export type Page = ReadonlyArray<{ readonly dimension: Named; readonly item: DimensionItem }>;

/** Every page that is wanted: one when an item is chosen of each page dimension, none when a dimension has no items. */
export const pagesOf = async (views: Views, ref: ViewRef, wanted: readonly PageItems[]): Promise<readonly Page[]> => {
	let pages: readonly Page[] = [[]];
	for (const { dimension, chosen } of wanted) {
		const items = chosen ? [chosen] : await views.dimensionItems(ref, dimension);
		pages = pages.flatMap((page) => items.map((item) => [...page, { dimension, item }]));
	}
	return pages;
};

/** For the call: `20000000020:107000000002,…` (reference anaplan 11). */
export const selectorOf = (page: Page): string => page.map(({ dimension, item }) => `${dimension.id}:${item.id}`).join(',');
