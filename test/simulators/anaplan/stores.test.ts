import * as fc from 'fast-check';
import { DecimalSum, parseDecimal, parseJsonNumber } from '../../../simulators/anaplan/engine/decimal';
import { ListStore } from '../../../simulators/anaplan/engine/list-store';
import { ModuleStore } from '../../../simulators/anaplan/engine/module-store';

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 25 });
const decimal = fc.tuple(fc.constantFrom('', '-'), digits, digits).map(([sign, whole, fraction]) => `${sign}${whole}.${fraction}`);

const scaled = (text: string): bigint => {
	const [whole = '', fraction = ''] = text.replace('-', '').split('.');
	return BigInt(whole + fraction.padEnd(30, '0')) * (text.startsWith('-') ? -1n : 1n);
};

describe('decimals', () => {
	it('keep their value and have one text each', () => {
		fc.assert(fc.property(decimal, (text) => {
			const canonical = parseDecimal(text) ?? '';
			expect(scaled(canonical.includes('.') ? canonical : `${canonical}.`)).toBe(scaled(text));
			expect(parseDecimal(canonical)).toBe(canonical);
			expect(parseDecimal(`${text}000`)).toBe(canonical);
		}));
	});

	it('add up exactly, in any order', () => {
		fc.assert(fc.property(fc.array(decimal, { maxLength: 12 }), (texts) => {
			const total = (list: string[]): string => {
				const sum = new DecimalSum();
				for (const text of list) sum.add(parseDecimal(text) ?? '');
				return sum.text();
			};
			expect(total([...texts].reverse())).toBe(total(texts));
			const text = total(texts);
			expect(scaled(text.includes('.') ? text : `${text}.`)).toBe(texts.reduce((sum, one) => sum + scaled(one), 0n));
		}));
	});

	it('are refused when they are no plain decimals', () => {
		for (const text of ['', ' ', '.', '-', '1,000', '1e5', '1.2.3', '(5)', '5-', 'abc', '1 000']) expect([text, parseDecimal(text)]).toEqual([text, undefined]);
		expect(parseDecimal('1,5', ',')).toBe('1.5');
		expect(parseDecimal('1.5', ',')).toBeUndefined();
	});

	it('come from JSON with an exponent too', () => {
		expect(['1E2', '1.5e-3', '-12.30e1', '0', '0.00', '5e0'].map(parseJsonNumber)).toEqual(['100', '0.0015', '-123', '0', '0', '5']);
	});
});

interface Step {
	readonly act: 'add' | 'change' | 'remove' | 'clear';
	readonly at: number;
	readonly name: string;
}

const steps = fc.array(fc.record({
	act: fc.constantFrom<Step['act']>('add', 'add', 'change', 'remove'), at: fc.nat(12), name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
}), { maxLength: 20 });

const play = (list: ListStore, all: readonly Step[]): void => {
	for (const { act, at, name } of all) {
		const free = list.findByName(name) === undefined;
		if (act === 'add' && free) list.add({ name, code: `c-${name}`, parent: -1, properties: [] });
		if (act === 'change' && free) list.change(at, { name, code: `c-${name}` });
		if (act === 'remove') list.remove(at);
	}
};

const shape = (list: ListStore): unknown => [
	[...list.indexes()].map((index) => ({ index, ...list.item(index), byName: list.findByName(list.nameOf(index)), byCode: list.findByCode(list.codeOf(index)) })),
	list.size, ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => list.find(`c-${name}`)),
];

describe('rollback', () => {
	it('of a list leaves no trace of any sequence of changes', () => {
		fc.assert(fc.property(steps, steps, fc.boolean(), (before, after, cleared) => {
			const list = new ListStore({ id: '1', name: 'L' }, 1);
			play(list, before);
			const expected = shape(list);
			const undoClear = cleared ? list.clear() : undefined;
			const undo = list.record();
			play(list, after);
			undo();
			undoClear?.();
			expect(shape(list)).toEqual(expected);
		}));
	});

	it('of a module leaves no trace of any sequence of writes', () => {
		const write = fc.record({ at: fc.nat(6), column: fc.nat(1), value: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }) });
		fc.assert(fc.property(fc.array(write), fc.array(write), (before, after) => {
			const list = new ListStore({ id: '1', name: 'L', items: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name })) }, 1);
			const item = (column: number) => ({ id: `${column}`, definition: { name: `${column}`, format: 'TEXT' as const }, target: undefined, column });
			const module = new ModuleStore({ id: '2', name: 'M', dimensions: ['L'], lineItems: [] }, [list], [item(0), item(1)]);
			const cells = (): unknown => [...module.rows()].map(({ coordinates, row }) => [coordinates, module.at(row, 0), module.at(row, 1)]);
			for (const { at, column, value } of before) module.set([at], column, value);
			const expected = cells();
			const undo = module.record();
			for (const { at, column, value } of after) module.set([at], column, value);
			undo();
			expect(cells()).toEqual(expected);
			module.set([0], 0, 'x');
			expect(module.get([0], 0)).toBe('x');
		}));
	});
});
