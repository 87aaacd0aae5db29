import { flagOf, listOf, memberOf, numberOf, textOf, type Json } from './json';
import type { ListItem } from './lists';
import type { ModelRef, Named } from './metadata';
import { path, type AnaplanWire, type Call } from './wire';

/** A line item with all that Anaplan tells about it (`includeAll`). */
export interface LineItem extends Named {
	readonly moduleId: string;
	readonly moduleName: string;
	readonly format: string;
	/** `NUMBER`, `TEXT`, `BOOLEAN`, `DATE`, `ENTITY`, `TIME_ENTITY`, `NONE`, … an open set. */
	readonly dataType: string;
	/** Empty where people or imports fill the cells. */
	readonly formula: string;
	readonly appliesTo: readonly Named[];
	readonly version: Named;
	readonly timeScale: string;
	readonly timeRange: string;
	readonly summary: string;
	readonly parent: string;
	readonly isSummary: boolean;
	readonly code: string;
	readonly notes: string;
	readonly cellCount: number | undefined;
	readonly readAccessDriver: string;
	readonly writeAccessDriver: string;
}

/** Time has no items of the whole model: 400 (reference anaplan 10). */
export const TIME_ID = '20000000003';
export const VERSIONS_ID = '20000000020';

const named = (item: Json): Named => ({ id: textOf(item, 'id'), name: textOf(item, 'name') });

/** In the places of one name some tenants see a text and others an object with a name. */
const wordOf = (item: Json, key: string): string => textOf(item, key) || textOf(memberOf(item, key), 'name');

const lineItem = (item: Json): LineItem => ({
	...named(item), moduleId: textOf(item, 'moduleId'), moduleName: textOf(item, 'moduleName'),
	format: textOf(item, 'format'),
	dataType: textOf(memberOf(item, 'formatMetadata'), 'dataType') || textOf(item, 'format'),
	formula: textOf(item, 'formula'), appliesTo: listOf(item, 'appliesTo').map(named),
	version: { id: textOf(memberOf(item, 'version'), 'id'), name: wordOf(item, 'version') },
	timeScale: wordOf(item, 'timeScale'), timeRange: wordOf(item, 'timeRange'), summary: wordOf(item, 'summary'),
	parent: wordOf(item, 'parent'), isSummary: flagOf(item, 'isSummary'), code: textOf(item, 'code'), notes: textOf(item, 'notes'),
	cellCount: numberOf(item, 'cellCount'), readAccessDriver: wordOf(item, 'readAccessDriver'), writeAccessDriver: wordOf(item, 'writeAccessDriver'),
});

const dimensionItem = (item: Json): ListItem => ({ ...named(item), code: textOf(item, 'code') });

/** What a module is made of. Reading only. */
export class Modules {
	constructor(private readonly wire: AnaplanWire) {}

	async lineItems({ modelId }: ModelRef, moduleId: string): Promise<readonly LineItem[]> {
		const call = this.look(path`/models/${modelId}/modules/${moduleId}/lineItems?includeAll=true`, `list the line items of module ${moduleId}`);
		return (await this.wire.collection(call, 'items')).map(lineItem);
	}

	/** Dimensions that a cell of the line item stands on; Time and Versions among them. */
	async dimensions({ modelId }: ModelRef, lineItemId: string): Promise<readonly Named[]> {
		const call = this.look(path`/models/${modelId}/lineItems/${lineItemId}/dimensions`, `list the dimensions of line item ${lineItemId}`);
		return (await this.wire.collection(call, 'dimensions')).map(named);
	}

	/** All items of a dimension as far as the line item has cells for them; at most 1,000,000. */
	async dimensionItems({ modelId }: ModelRef, lineItemId: string, dimensionId: string): Promise<readonly ListItem[]> {
		const call = this.look(path`/models/${modelId}/lineItems/${lineItemId}/dimensions/${dimensionId}/items`, `list the items of dimension ${dimensionId}`);
		return (await this.wire.collection(call, 'items')).map(dimensionItem);
	}

	/** Those of the names and codes that exist; at least one must be given. Not for Time. */
	async findItems({ modelId }: ModelRef, dimensionId: string, wanted: { readonly names: readonly string[]; readonly codes: readonly string[] }): Promise<readonly ListItem[]> {
		const answer = await this.wire.json({
			method: 'POST', path: path`/models/${modelId}/dimensions/${dimensionId}/items`, purpose: `look up items of dimension ${dimensionId}`,
			// It only reads.
			repeatable: true, timeoutMs: this.wire.timeouts.modelMs, json: { names: wanted.names, codes: wanted.codes },
		});
		return listOf(answer, 'items').map(dimensionItem);
	}

	private look(place: string, purpose: string): Call {
		return { method: 'GET', path: place, purpose, repeatable: true, timeoutMs: this.wire.timeouts.modelMs };
	}
}
