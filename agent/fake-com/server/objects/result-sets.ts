import type { Row } from '../data/table';
import { readExpression, type Expression } from '../expressions/expression';
import { ExpressionFault } from '../expressions/words';
import type { Arguments } from './calls';
import type { RecordObject } from './records';

const textOf = (expression: Expression<Row>, row: Row, number: (text: string) => string): string => {
	if (expression.kind === 'text') return String(expression.of(row));
	return expression.exact === undefined ? number(String(expression.of(row))) : expression.exact(row);
};

/**
 * `nGetResultSets(columnExpr, keyExpr, byRef set1, byRef set2, filterExpr, beginKey, endKey)` (reference sage-100 3.2). Rows come in order
 * of the key, from the first key to the last one given, both included. A value that holds the separator makes one piece too many.
 */
export const resultSets = (object: RecordObject, args: Arguments): number => {
	const { longestSet, longestExpression, separator } = object.session.world.switches.values;
	const [columnText, keyText, filterText, begin, end] = [args.text(0), args.text(1), args.text(4), args.text(5), args.text(6)];
	const long = [columnText, keyText, filterText].find((text) => longestExpression > 0 && text.length > longestExpression);
	if (long !== undefined) return object.refuse(`Error #46: Length of string invalid (${long.length})`, '46');
	try {
		const names = object.names();
		const [column, key] = [readExpression(columnText, names), readExpression(keyText, names)];
		const filter = filterText.trim() === '' ? undefined : readExpression(filterText, names);
		if (filter?.kind === 'text') throw new ExpressionFault('Error #26: Variable type invalid');
		const [values, keys]: [string[], string[]] = [[], []];
		const number = (text: string): string => object.number(text);
		const source = object.source();
		const sorted = source.keys();
		const first = begin.trimEnd() > object.within() ? begin.trimEnd() : object.within().trimEnd();
		for (let at = source.from(first); at < sorted.length; at += 1) {
			const here = sorted[at]!;
			if (!object.sees(here) || (end !== '' && here > end)) break;
			const row = source.find(here)!;
			if (filter !== undefined && filter.of(row) === 0) continue;
			values.push(textOf(column, row, number) + separator);
			keys.push(textOf(key, row, number) + separator);
		}
		const sets = [values.join(''), keys.join('')] as const;
		if (longestSet > 0 && sets.some((set) => set.length > longestSet)) return object.refuse('Error #46: Length of string invalid', '46');
		args.put(2, sets[0]);
		args.put(3, sets[1]);
		return 1;
	} catch (error) {
		if (error instanceof ExpressionFault) return object.refuse(error.message, /#(\d+)/.exec(error.message)?.[1] ?? '');
		throw error;
	}
};
