import { randomInt } from 'node:crypto';
import { accessor, column, type Column } from './field-access';
import { processingError } from './failures';
import type { Table } from './table';
import type { World } from './world';

export interface OrderKey {
	readonly field: string;
	readonly descending: boolean;
}

/** FNV-1a over key and salt: a fixed order that has nothing to do with the keys. */
const hash = (text: string, salt: number): number => {
	let value = 2_166_136_261 ^ salt;
	for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619);
	value ^= value >>> 15;
	value = Math.imul(value, 2_246_822_519);
	return (value ^ (value >>> 13)) >>> 0;
};

const shuffled = (table: Table, salt: number): Uint32Array => {
	const hashes = Uint32Array.from(table.list(), (row) => hash(row.key, salt));
	return Uint32Array.from(hashes.keys()).sort((a, b) => hashes[a]! - hashes[b]! || a - b);
};

/** Positions in no meaningful order: what an answer without orderby shows, and how ties fall (reference 8). */
const unordered = (world: World, table: Table): Uint32Array => {
	const mode = world.switches.text('unordered');
	if (mode === 'changing') return shuffled(table, randomInt(1 << 30));
	return table.cached(`order:${mode}`, () => (mode === 'natural' ? Uint32Array.from(table.list().keys()) : shuffled(table, 7)));
};

type Compare = (a: number, b: number) => number;

const comparing = (found: Column, descending: boolean, nullsLast: boolean): Compare => {
	const sign = descending ? -1 : 1;
	const nulls = nullsLast ? sign : -sign;
	if (found.kind === 'number') {
		const { values } = found;
		return (a, b) => {
			const [x, y] = [values[a]!, values[b]!];
			if (x < y) return -sign;
			if (x > y) return sign;
			if (x === y) return 0;
			// At least one is NaN, that is null.
			return x === x ? -nulls : y === y ? nulls : 0;
		};
	}
	const { values } = found;
	return (a, b) => {
		const [x, y] = [values[a]!, values[b]!];
		if (x === y) return 0;
		if (x === '') return nulls;
		if (y === '') return -nulls;
		return x < y ? -sign : sign;
	};
};

const sorted = (base: Uint32Array, comparisons: readonly Compare[]): Uint32Array => {
	const rank = new Uint32Array(base.length);
	base.forEach((position, at) => {
		rank[position] = at;
	});
	return base.slice().sort((a, b) => {
		for (const compare of comparisons) {
			const result = compare(a, b);
			if (result !== 0) return result;
		}
		return rank[a]! - rank[b]!;
	});
};

/** Positions of all rows of a table in the order asked for, kept until the table changes. */
export const ordered = (world: World, table: Table, keys: readonly OrderKey[]): Uint32Array => {
	const base = unordered(world, table);
	if (keys.length === 0) return base;
	const nullsLast = world.switches.text('nullsOrder') === 'last';
	const parts = keys.map((key) => {
		const access = accessor(world, table.object, key.field);
		if (!access) throw processingError(`Field ${key.field} of object ${table.object} does not exist.`);
		return {
			name: `${key.field}${key.descending ? '-' : '+'}${access.token}`,
			compare: comparing(column(table, access), key.descending, nullsLast),
		};
	});
	const make = (): Uint32Array =>
		sorted(
			base,
			parts.map((part) => part.compare),
		);
	if (world.switches.text('unordered') === 'changing') return make();
	return table.cached(`order:${world.switches.text('unordered')}:${nullsLast}:${parts.map((part) => part.name).join(',')}`, make);
};
