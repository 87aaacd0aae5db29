import type { IExecuteFunctions } from 'n8n-workflow';
import { parameterError } from '../context/node-errors';

/** Texts of an expression that may differ from item to item, and those that look like it and do not: they need not be worked out for each. */
const OF_ITEMS = /\$(?:json|binary|input|item|node|\()/;
const SAME_FOR_ALL = /\$(?:input|\([^()]*\))\s*\.\s*(?:first|last|all)\(/g;

const isOfItems = (text: string): boolean => text.startsWith('=') && OF_ITEMS.test(text.replace(SAME_FOR_ALL, ''));

/** Texts of an expression that is another one in the next run, or at another hour. */
const OF_RUN = /\$(?:now|today|execution|runIndex)\b|\bDateTime\s*\.\s*(?:now|local|utc)\b|\bnew\s+Date\s*\(\s*\)|\bDate\s*\.\s*now\b|\bMath\s*\.\s*random\b/;

const isOfRun = (text: string): boolean => text.startsWith('=') && OF_RUN.test(text);

interface Setting {
	readonly path: string;
	readonly expression: string;
}

/** Such expressions among the parameters as they are saved. */
const expressionsIn = (value: unknown, path: string, isSuch: (text: string) => boolean): Setting[] => {
	if (typeof value === 'string') return isSuch(value) ? [{ path, expression: value.slice(1) }] : [];
	if (Array.isArray(value)) return value.flatMap((each, index) => expressionsIn(each, `${path}[${index}]`, isSuch));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, each]) => expressionsIn(each, path === '' ? name : `${path}.${name}`, isSuch));
};

/**
 * All rows of a run are one posting, so a setting counts as it stands for the first item. One that would be another for
 * another item is refused: that row would be posted under a name, a ledger or a date that is not its own.
 */
export const refuseOnePerItem = (context: IExecuteFunctions): void => {
	const count = context.getInputData().length;
	for (const { path, expression } of expressionsIn(context.getNode().parameters, '', isOfItems)) {
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

/**
 * What the reference or the content is made of has to be the same when a failed run is repeated: a retry on the next day would
 * post everything once more under references of its own. A value that a node before this one has worked out stays the same.
 */
export const refuseOfRun = (context: IExecuteFunctions): void => {
	const { postingName, fields, options } = context.getNode().parameters;
	const { referencePrefix, groupBy } = (options ?? {}) as { readonly referencePrefix?: unknown; readonly groupBy?: unknown };
	const [found] = expressionsIn({ postingName, fields, referencePrefix, groupBy }, '', isOfRun);
	if (found === undefined) return;
	throw parameterError(context, `${found.expression} would be another one when this run is repeated, and everything would be posted once more`,
		'Work it out in a node before this one, such as Edit Fields, and take it from there: a repeated run then has the value of the first one. Nothing was sent.');
};
