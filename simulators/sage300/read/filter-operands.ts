import { scaled } from '../../harness/decimal';
import { isNumber, type Property } from '../contract/types';
import type { Row } from '../data/row';
import type { SwitchValues } from '../switches';
import { badFilter, type Token } from './filter-words';
import { valueOf } from './shown';

export type Predicate = (row: Row) => boolean;

/** One side of a comparison. */
export type Operand =
	| { readonly kind: 'property'; readonly property: Property }
	| { readonly kind: 'length'; readonly property: Property }
	| { readonly kind: 'literal'; readonly type: 'text' | 'number' | 'date' | 'flag' | 'null'; readonly value: string };

export const literalOf = (token: Token, switches: SwitchValues): Operand | undefined => {
	if (token.kind === 'text' || token.kind === 'number') return { kind: 'literal', type: token.kind, value: token.value };
	if (token.kind === 'date') {
		// A bare day is another type than the property in this generation of the protocol.
		if (!/T/.test(token.value)) throw badFilter(`a date needs a time and Z: ${token.value}`);
		return { kind: 'literal', type: 'date', value: token.value };
	}
	if (token.kind === 'old') {
		if (switches.oldLiterals === 'refuse') throw badFilter(`unrecognized literal ${token.value}`);
		return { kind: 'literal', type: token.as, value: token.value };
	}
	if (token.kind === 'word' && (token.value === 'true' || token.value === 'false')) return { kind: 'literal', type: 'flag', value: token.value };
	return token.kind === 'word' && token.value === 'null' ? { kind: 'literal', type: 'null', value: '' } : undefined;
};

type Compared = -1 | 0 | 1;
const order = <T>(a: T, b: T): Compared => (a < b ? -1 : a > b ? 1 : 0);

export const OPERATORS: Readonly<Record<string, (result: Compared) => boolean>> = {
	eq: (result) => result === 0, ne: (result) => result !== 0, gt: (result) => result > 0, lt: (result) => result < 0, le: (result) => result <= 0,
	ge: (result) => result >= 0,
};

const DECIMALS = 8;

/** What a kind is compared by, and which literals it takes. */
interface Comparing {
	readonly literal: 'text' | 'number' | 'date' | 'flag';
	readonly of: (text: string) => bigint | number | string;
}

const BY_TEXT: Comparing = { literal: 'text', of: (text) => text };
/** Pages of a big ledger compare the same few thousand numbers over and over. */
const remembered = (of: (text: string) => bigint): ((text: string) => bigint) => {
	const known = new Map<string, bigint>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before;
		if (known.size >= 10_000) known.clear();
		const found = of(text);
		known.set(text, found);
		return found;
	};
};

const BY_NUMBER: Comparing = { literal: 'number', of: remembered((text) => scaled(text, DECIMALS)) };
const zoned = (text: string): string => (/[Zz]$|[+-]\d{2}:\d{2}$/.test(text) ? text : `${text}Z`);
const BY_INSTANT: Comparing = { literal: 'date', of: (text) => Date.parse(/T/.test(text) ? zoned(text) : `${text}T00:00:00Z`) };
const BY_FLAG: Comparing = { literal: 'flag', of: (text) => text };

const comparing = (property: Property): Comparing => {
	if (property.kind === 'rows') throw badFilter(`${property.name} is a collection`);
	if (isNumber(property)) return BY_NUMBER;
	return property.kind === 'date' ? BY_INSTANT : property.kind === 'flag' ? BY_FLAG : BY_TEXT;
};

/** An enum's literal is one of its words as they are served (reference sage-300 5.3). */
const checked = (property: Property, value: string): void => {
	if (property.kind === 'enum' && !property.words.includes(value)) throw badFilter(`${value} is no value of ${property.name}`);
};

const served = (row: Row, property: Property): string => {
	const value = valueOf(row, property);
	return property.shown.get(value) ?? value;
};

/** `left operator right`; the property may stand on either side. Throws Refusal. */
export const comparison = (left: Operand, operator: string, right: Operand): Predicate => {
	const holds = OPERATORS[operator];
	if (holds === undefined) throw badFilter(`unknown operator ${operator}`);
	const mirrored = (result: Compared): boolean => holds(-result as Compared);
	const [side, other, decide] = left.kind === 'literal' ? [right, left, mirrored] : [left, right, holds];
	if (side.kind === 'literal' || other.kind !== 'literal') throw badFilter('a comparison needs one property and one value');
	if (side.kind === 'length') {
		const wanted = Number(other.value);
		return (row) => decide(order([...valueOf(row, side.property)].length, wanted));
	}
	const { property } = side;
	const { literal, of } = comparing(property);
	if (other.type === 'null') return (row) => decide(served(row, property) === '' ? 0 : 1);
	if (other.type !== literal) throw badFilter(`${property.name} cannot be compared with a ${other.type} value`);
	checked(property, other.value);
	const wanted = of(other.value);
	return (row) => {
		const value = served(row, property);
		if (value === '' && literal === 'date') return operator === 'ne';
		return decide(order(of(value), wanted));
	};
};
