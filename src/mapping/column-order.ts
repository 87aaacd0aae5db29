import type { AmountStep, ColumnSpec } from './spec';

const signColumn = (sign: AmountStep['sign']): string[] => (typeof sign === 'object' && 'column' in sign ? [sign.column] : []);

/** Columns whose result a column needs before its own. */
export const columnsNeededBy = ({ from, steps }: ColumnSpec): string[] => [
	...(from.kind === 'columns' ? from.columns : []), ...steps.flatMap((step) => (step.kind === 'amount' ? signColumn(step.sign) : [])),
];

/**
 * Positions of the columns in an order in which each comes after those it needs; otherwise as they stand.
 * @returns the names of columns that need one another, in a circle, when there is no such order
 */
export const columnOrder = (columns: readonly ColumnSpec[]): { readonly order: readonly number[] } | { readonly circle: readonly string[] } => {
	const places = new Map(columns.map(({ column }, at) => [column, at]));
	const order: number[] = [];
	const done = new Set<number>();
	const path: string[] = [];

	const visit = (at: number): readonly string[] | undefined => {
		const column = columns[at];
		if (column === undefined || done.has(at)) return undefined;
		const before = path.indexOf(column.column);
		if (before >= 0) return [...path.slice(before), column.column];
		path.push(column.column);
		for (const needed of columnsNeededBy(column)) {
			const circle = visit(places.get(needed) ?? -1);
			if (circle) return circle;
		}
		path.pop();
		done.add(at);
		order.push(at);
		return undefined;
	};

	for (const at of columns.keys()) {
		const circle = visit(at);
		if (circle) return { circle };
	}
	return { order };
};
