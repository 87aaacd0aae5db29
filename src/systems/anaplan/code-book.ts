import { FatalError } from '../../core/errors';
import type { Named } from './metadata';
import { SYSTEM } from './refusals';
import type { DimensionItem } from './views';

/**
 * The codes of the items of one dimension by name, which is all that cells tell of an item.
 *
 * **Never the code of another item.** Names are unique in a list, but not the display names of a numbered one. A name that
 * stands for several codes has none that could be told, so asking for it is an error.
 */
export class CodeBook {
	private readonly codes = new Map<string, Set<string>>();

	constructor(private readonly dimension: Named, items: readonly DimensionItem[]) {
		for (const { name, code } of items) this.codes.set(name, (this.codes.get(name) ?? new Set()).add(code));
	}

	/** Empty where the item has none. @throws FatalError when several items of different codes bear the name */
	get(name: string): string {
		const codes = [...(this.codes.get(name) ?? [])];
		if (codes.length <= 1) return codes[0] ?? '';
		throw new FatalError({
			system: SYSTEM, operation: `find the codes of ${JSON.stringify(this.dimension.name)}`,
			said: `${JSON.stringify(name)} is the name of several items, with the codes ${codes.map((code) => code || '(none)').join(', ')}`,
			remedy: 'Switch the option "Item Codes" off, or give the items different display names in the model, or put the code into a line item of the view.',
		});
	}
}
