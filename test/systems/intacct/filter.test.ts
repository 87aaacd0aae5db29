import { FatalError } from '../../../src/core/errors';
import { readFilter } from '../../../src/systems/intacct';
import { allOf, anyOf, equalTo, filterMarkup, isNull, type Filter } from '../../../src/systems/intacct/wire/filter';

const markup = (filter: Filter | undefined): string => (filter ? filterMarkup(filter).markup : '');

describe('building filters', () => {
	it('none is none, one stands for itself, like inside like is one', () => {
		expect(allOf(undefined, undefined)).toBeUndefined();
		expect(anyOf(undefined, isNull('A'))).toEqual(isNull('A'));
		expect(allOf(allOf(equalTo('A', '1'), equalTo('B', '2')), undefined, isNull('C'))).toEqual({ operator: 'and', filters: [equalTo('A', '1'), equalTo('B', '2'), isNull('C')] });
		expect(allOf(anyOf(equalTo('A', '1'), equalTo('B', '2')), isNull('C'))).toMatchObject({ operator: 'and', filters: [{ operator: 'or' }, { operator: 'isnull' }] });
	});

	it('a list longer than 1000 values becomes several that mean the same', () => {
		const values = Array.from({ length: 2001 }, (_, index) => String(index));
		const inside = markup({ operator: 'in', field: 'A', values });
		expect(inside.startsWith('<or><in>')).toBe(true);
		expect(inside.split('<in>').slice(1).map((part) => part.split('<value>').length - 1)).toEqual([1000, 1000, 1]);
		expect(markup({ operator: 'notin', field: 'A', values }).startsWith('<and><notin>')).toBe(true);
		expect(markup({ operator: 'in', field: 'A', values: values.slice(0, 1000) }).startsWith('<in>')).toBe(true);
	});
});

describe('reading a filter that came as JSON', () => {
	it('takes every operator', () => {
		const filter = {
			operator: 'and', filters: [
				{ operator: 'equalto', field: 'STATE', value: 'Posted' }, { operator: 'between', field: 'WHENDUE', from: '01/01/2026', to: '01/31/2026' },
				{ operator: 'in', field: 'VENDOR.NAME', values: ['a', 'b'] }, { operator: 'or', filters: [{ operator: 'isnull', field: 'A' }, { operator: 'isnotnull', field: 'B' }] },
			],
		};
		expect(readFilter(filter)).toEqual(filter);
	});

	it.each([
		[null, 'has to be an object'], ['x', 'has to be an object'], [{ operator: 'equals', field: 'A', value: '1' }, '"equals" is not an operator'],
		[{ operator: 'equalto', field: 'A', value: 1 }, '"value" of "equalto" has to be text'], [{ operator: 'equalto', value: '1' }, '"field"'],
		[{ operator: 'equalto', field: 'A</field>', value: '1' }, 'is not the name of a field'], [{ operator: 'in', field: 'A', values: [] }, 'a list of 1 or more'],
		[{ operator: 'in', field: 'A', values: [1] }, 'has to be text'], [{ operator: 'and', filters: [{ operator: 'isnull', field: 'A' }] }, 'a list of 2 or more'],
		[{ operator: 'constructor', field: 'A' }, 'is not an operator'],
	])('refuses %j', (value, said) => {
		expect(() => readFilter(value)).toThrow(FatalError);
		expect(() => readFilter(value)).toThrow(said);
	});
});
