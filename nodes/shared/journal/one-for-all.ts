import type { IExecuteFunctions } from 'n8n-workflow';
import { parameterError } from '../context/node-errors';

/** Texts of an expression that may differ from item to item, and those that look like it and do not: they need not be worked out for each. */
const OF_ITEMS = /\$(?:json|binary|input|item|node|\()/;
const SAME_FOR_ALL = /\$(?:input|\([^()]*\))\s*\.\s*(?:first|last|all)\(/g;

const isOfItems = (text: string): boolean => text.startsWith('=') && OF_ITEMS.test(text.replace(SAME_FOR_ALL, ''));

interface Setting {
	readonly path: string;
	readonly expression: string;
}

/** Expressions over items among the parameters as they are saved. */
const expressionsIn = (value: unknown, path: string): Setting[] => {
	if (typeof value === 'string') return isOfItems(value) ? [{ path, expression: value.slice(1) }] : [];
	if (Array.isArray(value)) return value.flatMap((each, index) => expressionsIn(each, `${path}[${index}]`));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, each]) => expressionsIn(each, path === '' ? name : `${path}.${name}`));
};

/**
 * All rows of a run are one posting, so a setting counts as it stands for the first item. One that would be another for
 * another item is refused: that row would be posted under a name, a ledger or a date that is not its own.
 */
export const refuseOnePerItem = (context: IExecuteFunctions): void => {
	const count = context.getInputData().length;
	for (const { path, expression } of expressionsIn(context.getNode().parameters, '')) {
		const at = (item: number): string => String(context.getNodeParameter(path, item, '') ?? '');
		const first = at(0);
		for (let item = 1; item < count; item += 1) {
			const other = at(item);
			if (other === first) continue;
			throw parameterError(context, `${expression} is "${first}" for the first item and "${other}" for item ${item + 1}, but a setting counts for all rows`,
				'Values that differ from row to row are taken from a column: name the column in "Fields". Rows of two postings have to be separated before this node. Nothing was sent.', item);
		}
	}
};
