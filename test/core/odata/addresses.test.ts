import fc from 'fast-check';
import { partsBelow, pathOf } from '../../../src/core/odata/path-below';
import { countText, queryWith } from '../../../src/core/odata/query-text';

const BASE = 'https://erp.example.com/api/';

describe('a path of the user\'s own', () => {
	it.each(['', '.', '..', '/Account', 'Account/', 'Account//1', '../Account', 'Account/../..', 'Account/.', 'Account\\..\\x', '\\\\host\\x', 'Account/\ud83d'])('%j would not stay below', (path) => {
		expect(partsBelow(path)).toBeUndefined();
	});

	it('stays below the address it is put behind, with nothing behind a question mark', () => {
		const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constantFrom('%2e%2e', '?', '#', '@', ':', ';', '..', '.', '(1,2)', 'A=1'));
		fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', ',='), (parts, readable) => {
			const path = parts.join('/');
			const below = partsBelow(path);
			if (below === undefined) return;
			const url = new URL(`${BASE}${pathOf(below, readable)}`);
			expect(url.href.startsWith(BASE)).toBe(true);
			expect([url.search, url.hash, url.username]).toEqual(['', '', '']);
			expect(url.pathname.split('/').slice(2).map(decodeURIComponent).join('/')).toBe(path);
		}));
	});

	it('keeps the signs readable that it is told to, and the dollar sign', () => {
		expect(pathOf(['Bill', '$adHocSchema'])).toBe('Bill/$adHocSchema');
		expect(pathOf(['Sets(A=1,B=\'2\')'], ',=')).toBe('Sets(A=1,B=\'2\')');
		expect(pathOf(['Sets(A=1,B)%24%2C'])).toBe('Sets(A%3D1%2CB)%2524%252C');
	});
});

describe('a query', () => {
	it('has its parts in order, without those that say nothing', () => {
		expect(queryWith([['$top', '2'], ['$filter', 'a b'], ['$select', undefined], ['$custom', '']], encodeURIComponent)).toBe('?$top=2&$filter=a%20b');
		expect(queryWith([['$top', undefined]], encodeURIComponent)).toBe('');
	});

	it('sends no count of nothing', () => {
		expect([countText(undefined), countText(0), countText(7)]).toEqual([undefined, undefined, '7']);
	});
});
