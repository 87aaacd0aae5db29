import { textOf } from './json';
import type { ModelRef, Named } from './metadata';
import { path, type AnaplanWire } from './wire';

/** One item of a list. Imports find it by code or by name. */
export interface ListItem extends Named {
	/** Empty where the item has none. */
	readonly code: string;
}

/** Lists and what is in them. Reading only; at most 1,000,000 items (reference anaplan 9). */
export class Lists {
	constructor(private readonly wire: AnaplanWire) {}

	async all({ workspaceId, modelId }: ModelRef): Promise<readonly Named[]> {
		const call = {
			method: 'GET', path: path`/workspaces/${workspaceId}/models/${modelId}/lists`, purpose: 'list the lists',
			repeatable: true, timeoutMs: this.wire.timeouts.modelMs,
		} as const;
		return (await this.wire.collection(call, 'lists')).map((item) => ({ id: textOf(item, 'id'), name: textOf(item, 'name') }));
	}

	async items({ workspaceId, modelId }: ModelRef, listId: string): Promise<readonly ListItem[]> {
		const call = {
			method: 'GET', path: path`/workspaces/${workspaceId}/models/${modelId}/lists/${listId}/items`, purpose: `read the items of list ${listId}`,
			repeatable: true, timeoutMs: this.wire.timeouts.modelMs,
		} as const;
		const items = await this.wire.collection(call, 'listItems');
		return items.map((item) => ({ id: textOf(item, 'id'), name: textOf(item, 'name'), code: textOf(item, 'code') }));
	}
}
