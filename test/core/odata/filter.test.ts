import fc from 'fast-check';
import { allOf, anyOf, filterWriter, ownText, startsWith, type ODataFilter } from '../../../src/core/odata/filter';

interface Is { readonly operator: 'is' | 'not'; readonly name: string; readonly inner?: ODataFilter<Is> }

const is = (name: string): Is => ({ operator: 'is', name });
const write = filterWriter<Is>({
	part: ({ operator, name, inner }, whole) => (inner === undefined ? `${operator} ${name}` : `${operator} (${whole(inner)})`),
	field: (name) => {
		if (/^\w+$/.test(name)) return name;
		throw new TypeError(`no field ${name}`);
	},
	refuse: (said) => new RangeError(said),
});

describe('filters of OData', () => {
	it.each<[ODataFilter<Is>, string]>([
		[allOf(is('a'), anyOf(is('b'), is('c')), undefined)!, 'is a and (is b or is c)'],
		[anyOf(undefined, is('a'))!, 'is a'],
		[startsWith('Name', 'O\'Hare'), 'startswith(Name,\'O\'\'Hare\')'],
		[{ operator: 'endswith', field: 'Name', text: '' }, 'endswith(Name,\'\')'],
		[{ operator: 'substringof', field: 'Name', text: 'x' }, 'substringof(\'x\',Name)'],
		[allOf<ODataFilter<Is>>(ownText(' A eq \')\' or B eq 1 ')!, is('c'))!, '(A eq \')\' or B eq 1) and is c'],
		[{ operator: 'not', name: '', inner: allOf(is('a'), is('b')) }, 'not (is a and is b)'],
	])('%j', (filter, text) => {
		expect(write(filter)).toBe(text);
	});

	it('nothing joined is no filter, and neither is an empty own text', () => {
		expect([allOf(), anyOf(undefined), ownText(undefined), ownText('  ')]).toEqual([undefined, undefined, undefined, undefined]);
	});

	it.each(['A eq 1) or (B eq 2', '(A eq 1', 'A eq \'x', ')('])('an own text must close what it opens: %s', (text) => {
		expect(() => write({ operator: 'own', text })).toThrow(RangeError);
	});

	it('a field that is none is refused as the language says', () => {
		expect(() => write(startsWith('A,B', 'x'))).toThrow(TypeError);
	});

	it('a value is never more than a value', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => {
			const inside = /^startswith\(A,'((?:[^']|'')*)'\)$/.exec(write(startsWith('A', value)))?.[1];
			expect(inside?.replace(/''/g, '\'')).toBe(value);
		}));
	});
});
