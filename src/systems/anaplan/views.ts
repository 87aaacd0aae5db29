import { FatalError, IntegrationError } from '../../core/errors';
import { listOf, textOf, type Json } from './json';
import type { ModelRef, Named, View } from './metadata';
import { pick } from './pick';
import { SYSTEM } from './refusals';
import { path, type AnaplanWire, type Call } from './wire';

/** The dimension that the line items of a module form; its id is the same in every model (reference anaplan 4). */
export const LINE_ITEMS_ID = '101999999999';

/** Whether a dimension is that of the line items. The name is the user interface's and could be borne by a list as well. */
export const isLineItems = ({ id }: Named): boolean => id === LINE_ITEMS_ID;

/** Which dimension of a view stands where. An axis without a dimension is empty. */
export interface ViewAxes extends Named {
	readonly rows: readonly Named[];
	readonly columns: readonly Named[];
	readonly pages: readonly Named[];
}

export interface DimensionItem extends Named {
	/** Empty where the item has none. */
	readonly code: string;
}

export interface ViewRef extends ModelRef {
	readonly viewId: string;
}

/** Every dimension of a view: rows, columns, pages. */
export const dimensionsOf = ({ rows, columns, pages }: ViewAxes): readonly Named[] => [...rows, ...columns, ...pages];

const named = (item: Json): Named => ({ id: textOf(item, 'id'), name: textOf(item, 'name') });

const unquoted = (name: string): string => name.replaceAll("'", '');

const look = (wire: AnaplanWire, place: string, purpose: string): Call =>
	({ method: 'GET', path: place, purpose, repeatable: true, timeoutMs: wire.timeouts.modelMs });

/** By id, or by name with or without the single quotes around special characters (reference anaplan 10). @throws FatalError that says which ones exist */
export const pickView = (views: readonly View[], wanted: string): View => {
	const known = views.some(({ id, name }) => id === wanted || name === wanted);
	const alike = known ? [] : views.filter(({ name }) => unquoted(name) === unquoted(wanted));
	const [only] = alike;
	return only && alike.length === 1 ? only : pick(views, wanted, 'view');
};

const TOO_MANY = 'Anaplan reads at most 1,000,000 items of a dimension this way. Read the list itself, or use a smaller view.';

/** How a view is built. Reading only; the cells are read by `withViewTable`. */
export class Views {
	constructor(private readonly wire: AnaplanWire) {}

	/** An axis without a dimension is left out of the answer (reference anaplan 10). */
	async get({ modelId, viewId }: ViewRef): Promise<ViewAxes> {
		const answer = await this.wire.json(look(this.wire, path`/models/${modelId}/views/${viewId}`, `read the dimensions of view ${viewId}`));
		const axis = (key: string): readonly Named[] => listOf(answer, key).map(named);
		return { id: textOf(answer, 'viewId') || viewId, name: textOf(answer, 'viewName') || viewId, rows: axis('rows'), columns: axis('columns'), pages: axis('pages') };
	}

	/**
	 * The items of a dimension as the view has them: also those of Time, which the model itself refuses to list, and of a
	 * list without what the view leaves out. Not paged; above 1,000,000 Anaplan answers 400 (reference anaplan 10).
	 */
	async dimensionItems({ modelId, viewId }: ViewRef, dimension: Named): Promise<readonly DimensionItem[]> {
		const place = path`/models/${modelId}/views/${viewId}/dimensions/${dimension.id}/items`;
		const purpose = `read the items of dimension ${JSON.stringify(dimension.name)} in view ${viewId}`;
		const items = await this.wire.collection(look(this.wire, place, purpose), 'items').catch((caught: unknown) => {
			if (!(caught instanceof IntegrationError) || caught.facts.status !== 400) throw caught;
			throw new FatalError({ ...caught.facts, remedy: TOO_MANY, cause: caught });
		});
		return items.map((item) => ({ ...named(item), code: textOf(item, 'code') }));
	}
}

/** A dimension of the view by id or name, on whatever axis. @throws FatalError that says which ones the view has */
export const pickDimension = (view: ViewAxes, wanted: string): Named => pick(dimensionsOf(view), wanted, `dimension in view ${JSON.stringify(view.name)}`);

/** A refusal in the words in which Anaplan refuses a selector, with what there is to choose from. */
export const pageRefusal = (view: ViewAxes, said: string, choices: string): FatalError => new FatalError({
	system: SYSTEM, operation: `choose the pages of view ${JSON.stringify(view.name)}`, said, remedy: choices,
});
