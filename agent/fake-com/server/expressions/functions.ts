import { ExpressionFault } from './words';

export type Value = string | number;

export interface Known {
	/** `$` for text. */
	readonly gives: 'text' | 'number';
	readonly takes: readonly ('text' | 'number')[];
	/** Arguments that must be there. */
	readonly least: number;
	readonly of: (values: readonly Value[]) => Value;
}

const text = (values: readonly Value[], at: number): string => String(values[at] ?? '');
const number = (values: readonly Value[], at: number, fallback: number): number => Number(values[at] ?? fallback);

const toNumber = (from: string): number => {
	if (!/^\s*[-+]?(\d+\.?\d*|\.\d+)?\s*$/.test(from)) throw new ExpressionFault(`Error #26: "${from}" is no number`);
	return Number(from.trim() === '' ? 0 : from);
};

/** The functions of the ProvideX language that filters and column expressions commonly use. */
export const FUNCTIONS: Readonly<Record<string, Known>> = {
	LEN: { gives: 'number', takes: ['text'], least: 1, of: (values) => text(values, 0).length },
	NUM: { gives: 'number', takes: ['text'], least: 1, of: (values) => toNumber(text(values, 0)) },
	ABS: { gives: 'number', takes: ['number'], least: 1, of: (values) => Math.abs(number(values, 0, 0)) },
	INT: { gives: 'number', takes: ['number'], least: 1, of: (values) => Math.trunc(number(values, 0, 0)) },
	UCS$: { gives: 'text', takes: ['text'], least: 1, of: (values) => text(values, 0).toUpperCase() },
	LCS$: { gives: 'text', takes: ['text'], least: 1, of: (values) => text(values, 0).toLowerCase() },
	STP$: { gives: 'text', takes: ['text', 'text'], least: 1, of: (values) => text(values, 0).trimEnd() },
	PAD$: {
		gives: 'text', takes: ['text', 'number', 'number', 'text'], least: 2,
		of: (values) => {
			const [from, width] = [text(values, 0), number(values, 1, 0)];
			const fill = values[3] === undefined ? ' ' : text(values, 3);
			return number(values, 2, 1) === 0 ? from.slice(-width).padStart(width, fill) : from.slice(0, width).padEnd(width, fill);
		},
	},
	MID$: {
		gives: 'text', takes: ['text', 'number', 'number'], least: 2,
		of: (values) => text(values, 0).slice(number(values, 1, 1) - 1, values[2] === undefined ? undefined : number(values, 1, 1) - 1 + number(values, 2, 0)),
	},
};

/** Functions are written with or without `$`: STR(x) and STR$(x) are the same. */
export const functionNamed = (name: string): Known | undefined => {
	const upper = name.toUpperCase();
	return FUNCTIONS[upper] ?? FUNCTIONS[`${upper}$`];
};

/** POS(needle = haystack, step): where text is found in steps of so many letters, 0 for nowhere. */
export const position = (needle: string, sign: string, haystack: string, step: number): number => {
	if (needle === '' || step === 0) return 0;
	const width = needle.length;
	for (let at = 0; at + (sign === '=' ? width : 1) <= haystack.length; at += Math.abs(step)) {
		if (holds(compared(haystack.slice(at, at + width), needle), sign)) return at + 1;
	}
	return 0;
};

export const compared = (left: Value, right: Value): number => (left < right ? -1 : Number(left > right));

const SIGNS: Readonly<Record<string, (order: number) => boolean>> = {
	'=': (order) => order === 0, '<>': (order) => order !== 0, '<': (order) => order < 0, '>': (order) => order > 0,
	'<=': (order) => order <= 0, '>=': (order) => order >= 0,
};

export const isComparison = (sign: string): boolean => Object.hasOwn(SIGNS, sign);
export const holds = (order: number, sign: string): boolean => SIGNS[sign]?.(order) ?? false;
