import { ControlProblem } from '../../harness/control-call';
import { generatedHundredths } from '../engine/generated';
import type { ModelWorld } from '../world';

const MOST_ROWS = 9_999_999;
const MOST_LINE_ITEMS = 50;

/** First free id of a kind, from the far end of its range, so that the ids of the model's own objects stay what they would be. */
const freeId = (taken: ReadonlyArray<{ readonly id: string }>, prefix: string): string => {
	let number = 900_001;
	while (taken.some(({ id }) => id === `${prefix}${String(number).padStart(9, '0')}`)) number += 1;
	return `${prefix}${String(number).padStart(9, '0')}`;
};

const whole = (value: unknown, name: string, fallback: number, most: number): number => {
	const number = value === undefined ? fallback : value;
	if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > most) {
		throw new ControlProblem(`${name} must be a whole number from 1 to ${most}`);
	}
	return number;
};

const sumOf = (rows: number, column: number): string => {
	let hundredths = 0;
	for (let row = 0; row < rows; row += 1) hundredths += generatedHundredths(row, column);
	const digits = String(Math.abs(hundredths)).padStart(3, '0');
	return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/**
 * POST scale { rows, lineItems?, name? }: a module on a generated list, its default view and an export of it, none of whose cells is stored.
 * Answers their ids, the number of cells, and for every line item its exact sum with two decimals, which a reader can check.
 */
export const addScale = (model: ModelWorld, body: Record<string, unknown>): unknown => {
	const rows = whole(body.rows, 'rows', 1_000_000, MOST_ROWS);
	const count = whole(body.lineItems, 'lineItems', 4, MOST_LINE_ITEMS);
	const { lists, modules, exports } = model.definition;
	const name = typeof body.name === 'string' ? body.name : `Scale ${modules.filter((module) => module.generated === true).length + 1}`;
	if (modules.some((module) => module.name === name)) throw new ControlProblem(`there is a module ${name} already`);
	const list = { id: freeId(lists, '101'), name: `${name} Rows`, generated: rows };
	const module = {
		id: freeId(modules, '102'), name, dimensions: [list.name], generated: true,
		lineItems: Array.from({ length: count }, (_, at) => ({ name: `Value ${at + 1}`, format: 'NUMBER' as const })),
	};
	const output = { id: freeId(exports, '116'), name: `${name}.csv`, exportType: 'TABULAR_MULTI_COLUMN' as const, view: module.id };
	model.extend({ lists: [list], modules: [module], exports: [output] });
	return {
		list: list.id, module: module.id, view: module.id, export: output.id, name, rows, cells: rows * count,
		sums: Object.fromEntries(module.lineItems.map((item, column) => [item.name, sumOf(rows, column)])),
	};
};
