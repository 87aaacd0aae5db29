import { flagOf, listOf, memberOf, numberOf, textOf, type Json } from './json';
import type { ModelRef, Named } from './metadata';
import { path, type AnaplanWire, type Call } from './wire';

/** One item of a list. Imports find it by code or by name. */
export interface ListItem extends Named {
	/** Empty where the item has none. */
	readonly code: string;
}

/** An item with everything that its list keeps of it. Values of properties are texts, as Anaplan shows them. */
export interface ListItemInFull extends ListItem {
	/** Name of the parent; empty at the top. */
	readonly parent: string;
	readonly parentId: string;
	readonly properties: Readonly<Record<string, string>>;
	/** Name of each subset → whether the item is in it. */
	readonly subsets: Readonly<Record<string, boolean>>;
}

export interface ListProperty {
	readonly name: string;
	/** `TEXT`, `NUMBER`, `BOOLEAN`, `DATE`, … an open set. */
	readonly format: string;
	readonly notes: string;
}

export interface ListMetadata extends Named {
	/** Anaplan makes up the names itself and refuses given ones (reference anaplan 9). */
	readonly numbered: boolean;
	readonly itemCount: number;
	readonly permittedItems: number | undefined;
	readonly nextItemIndex: number | undefined;
	readonly topLevelItem: string;
	/** The list that the parents of the items are in; empty where there is none. */
	readonly parent: Named;
	readonly managedBy: string;
	readonly hasSelectiveAccess: boolean;
	readonly productionData: boolean;
	readonly workflowEnabled: boolean;
	readonly properties: readonly ListProperty[];
	readonly subsets: readonly Named[];
}

const named = (item: Json): Named => ({ id: textOf(item, 'id'), name: textOf(item, 'name') });

const mapped = <T>(members: Json, read: (name: string) => T): Record<string, T> => {
	// A property may be called anything, `__proto__` too.
	const entries = Object.keys(members).map((name) => [name, read(name)] as const);
	return Object.fromEntries(entries);
};

export const itemInFull = (item: Json): ListItemInFull => {
	const properties = memberOf(item, 'properties');
	const subsets = memberOf(item, 'subsets');
	return {
		...named(item), code: textOf(item, 'code'), parent: textOf(item, 'parent'), parentId: textOf(item, 'parentId'),
		properties: mapped(properties, (name) => textOf(properties, name)),
		subsets: mapped(subsets, (name) => flagOf(subsets, name)),
	};
};

const metadataOf = (metadata: Json): ListMetadata => ({
	...named(metadata),
	numbered: flagOf(metadata, 'numberedList'),
	itemCount: numberOf(metadata, 'itemCount') ?? 0,
	permittedItems: numberOf(metadata, 'permittedItems'),
	// One schema writes the member with a small i (reference anaplan 9).
	nextItemIndex: numberOf(metadata, 'nextItemIndex') ?? numberOf(metadata, 'nextitemIndex'),
	topLevelItem: textOf(metadata, 'topLevelItem'),
	parent: named(memberOf(metadata, 'parent')),
	managedBy: textOf(metadata, 'managedBy'),
	hasSelectiveAccess: flagOf(metadata, 'hasSelectiveAccess'),
	productionData: flagOf(metadata, 'productionData'),
	workflowEnabled: flagOf(metadata, 'workflowEnabled'),
	properties: listOf(metadata, 'properties').map((one) => ({ name: textOf(one, 'name'), format: textOf(one, 'format'), notes: textOf(one, 'notes') })),
	subsets: listOf(metadata, 'subsets').map(named),
});

/** Where a list lives. */
export const listPath = ({ workspaceId, modelId }: ModelRef, listId: string): string =>
	path`/workspaces/${workspaceId}/models/${modelId}/lists/${listId}`;

/** Lists and what is in them. Reading only; at most 1,000,000 items, more by a large read (reference anaplan 9). */
export class Lists {
	constructor(private readonly wire: AnaplanWire) {}

	async all({ workspaceId, modelId }: ModelRef): Promise<readonly Named[]> {
		const place = path`/workspaces/${workspaceId}/models/${modelId}/lists`;
		return (await this.wire.collection(this.look(place, 'list the lists'), 'lists')).map(named);
	}

	async metadata(ref: ModelRef, listId: string): Promise<ListMetadata> {
		const answer = await this.wire.json(this.look(listPath(ref, listId), `read the definition of list ${listId}`));
		return metadataOf(memberOf(answer, 'metadata'));
	}

	async items(ref: ModelRef, listId: string): Promise<readonly ListItem[]> {
		const items = await this.wire.collection(this.look(`${listPath(ref, listId)}/items`, `read the items of list ${listId}`), 'listItems');
		return items.map((item) => ({ ...named(item), code: textOf(item, 'code') }));
	}

	/** Items as views show them: by the display text where a numbered list has one. At most 1,000,000 (reference anaplan 10). */
	async shownItems({ modelId }: Pick<ModelRef, 'modelId'>, listId: string): Promise<readonly ListItem[]> {
		const call = this.look(path`/models/${modelId}/dimensions/${listId}/items`, `read how views show the items of list ${listId}`);
		return (await this.wire.collection(call, 'items')).map((item) => ({ ...named(item), code: textOf(item, 'code') }));
	}

	/** All items with parents, properties and subsets. */
	async itemsInFull(ref: ModelRef, listId: string): Promise<readonly ListItemInFull[]> {
		const call = this.look(`${listPath(ref, listId)}/items?includeAll=true`, `read the items of list ${listId}`);
		return (await this.wire.collection(call, 'listItems')).map(itemInFull);
	}

	/** Anaplan's own CSV of all items: id, name, code, parent, then subsets, then properties (reference anaplan 9). */
	async itemsCsv(ref: ModelRef, listId: string): Promise<Buffer> {
		const call = this.look(`${listPath(ref, listId)}/items?includeAll=true`, `read the items of list ${listId}`);
		return (await this.wire.send({ ...call, accept: 'text/csv' })).body;
	}

	private look(place: string, purpose: string): Call {
		return { method: 'GET', path: place, purpose, repeatable: true, timeoutMs: this.wire.timeouts.modelMs };
	}
}
