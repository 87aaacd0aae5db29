import fc from 'fast-check';
import { FatalError } from '../../src/core/errors';
import { bindLists, listNeeds, MemberBook, type Member } from '../../src/mapping';
import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { transformRecord } from '../../src/mapping/transform';
import { lineOf, madeBy } from './made';

const member = (id: string, name: string, code: string, more: Partial<Member> = {}): Member => ({ id, name, code, properties: {}, ...more });

const ACCOUNTS = new MemberBook('GL Accounts', [
	member('1', 'Travel, hotel "A"', '6100', { properties: { 'Account type': 'Expense' } }),
	member('2', 'Product sales', '007', { properties: { 'Account type': 'Revenue', 'ERP account': '1E5' } }),
	member('3', 'Total', ''),
	member('4', '#1', 'J1', { display: 'Rent' }), member('5', '#2', 'J2', { display: 'Rent' }), member('6', '#3', 'J3', { display: 'Lease' }),
	member('7', '6100', '9000', { properties: { 'Account type': 'Asset' } }), member('8', 'constructor', 'C'),
]);
const BOOKS = new Map([['GL Accounts', ACCOUNTS]]);
const look = (more: object = {}) => madeBy([{ kind: 'member', list: 'GL Accounts', ...more }], BOOKS);

describe('a member of a list', () => {
	test.each<[string, object, string]>([
		['Travel, hotel "A"', {}, '6100'],
		['Product sales', {}, '007'],
		['Lease', {}, 'J3'],
		['#3', {}, 'J3'],
		['constructor', {}, 'C'],
		['Product sales', { gives: { property: 'ERP account' } }, '1E5'],
		['007', { by: 'code', gives: 'name' }, 'Product sales'],
		['6100', {}, '9000'],
		['6100', { by: 'code', gives: 'name' }, 'Travel, hotel "A"'],
		['Nobody', { otherwise: 'keep' }, 'Nobody'],
		['Nobody', { otherwise: 'empty' }, ''],
		['Total', { otherwise: { use: '0000' } }, '0000'],
	])('%s with %j gives %s', (value, more, expected) => {
		expect(look(more)(value)).toBe(expected);
	});

	test.each<[string, object, string]>([
		['Nobody', {}, '"Nobody" is not a member of list "GL Accounts"'],
		['product sales', {}, '"product sales" is not a member of list "GL Accounts"'],
		['Product sales ', {}, '"Product sales " is not a member of list "GL Accounts"'],
		['7', { by: 'code' }, '"7" is not a member of list "GL Accounts"'],
		['Product sales', { by: 'code' }, '"Product sales" is not a member of list "GL Accounts"'],
		['toString', {}, '"toString" is not a member of list "GL Accounts"'],
		['Total', {}, '"Total" of list "GL Accounts" has no code'],
		['Lease', { gives: { property: 'ERP account' } }, '"Lease" of list "GL Accounts" has no "ERP account"'],
	])('%s with %j is rejected by name: %s', (value, more, reason) => {
		expect(look(more)(value)).toBe(`rejected: column "C": ${reason}`);
	});

	test.each(['reject', 'keep', 'empty', { use: 'x' }])('two members of one name are never guessed at, with otherwise %j', (otherwise) => {
		expect(look({ otherwise })('Rent')).toBe('rejected: column "C": "Rent" stands for 2 members of list "GL Accounts": one with code "J1", one with code "J2"');
	});

	test('a mapping says which lists it needs, each once, and does not work without them', () => {
		const steps = [{ kind: 'member', list: 'GL Accounts', gives: { property: 'P' } }];
		const sign = { field: 'f', list: 'GL Accounts', property: 'Q', flipWhen: ['x'] };
		const column = (name: string, more: object[]) => ({ column: name, from: { kind: 'field', field: 'f' }, steps: more });
		const spec = parseMappingSpec({ columns: [column('A', steps), column('B', [{ kind: 'amount', sign }]), column('D', [{ kind: 'member', list: 'Departments' }])] });
		expect(listNeeds(spec)).toEqual([{ list: 'GL Accounts', properties: ['P', 'Q'] }, { list: 'Departments', properties: [] }]);
		expect(() => bindLists(spec, BOOKS)).toThrow('list "Departments" was not read');
		expect(() => transformRecord(spec, { key: 'k', stamp: null, fields: { f: 'x' } })).toThrow(FatalError);
	});

	test('finds what one member alone is called, and nothing else', () => {
		const text = fc.constantFrom('a', 'b', 'c', 'd');
		const members = fc.array(fc.record({ name: text, code: fc.oneof(text, fc.constant('')), display: fc.option(text, { nil: undefined }) }), { maxLength: 6 });
		fc.assert(
			fc.property(members, text, (given, wanted) => {
				const book = new MemberBook('L', given.map((one, index) => ({ id: String(index), name: one.name, code: one.code, properties: {}, ...(one.display === undefined ? {} : { display: one.display }) })));
				const bearers = given.flatMap((one, index) => (one.name === wanted || one.display === wanted ? [String(index)] : []));
				const found = book.find(wanted, 'name');
				if (bearers.length === 1) expect(found).toMatchObject({ member: { id: bearers[0] } });
				else expect(Object.keys(found)).toEqual([bearers.length === 0 ? 'unknown' : 'ambiguous']);
			}),
		);
	});
});

describe('the sign of an amount', () => {
	const amount = (sign: object | string) => ({ column: 'Amount', from: { kind: 'field', field: 'a' }, steps: [{ kind: 'amount', sign }] });
	const account = (steps: object[] = []) => ({ column: 'Account', from: { kind: 'field', field: 'acct' }, steps });

	test.each([['4000', '-1.50'], ['2000', '-1.50'], ['2999', '-1.50'], ['3900', '-1.50'], ['3000', '1.50'], ['39001', '1.50'], ['20000', '1.50'], ['0400', '1.50'], ['A4', '1.50']])(
		'by codes of a column: %s makes of 1.50 %s', (code, expected) => {
			const columns = [amount({ column: 'Account', codes: ['4*', '2000..2999', '3900'] }), account()];
			expect(lineOf(columns, { a: '1.50', acct: code })).toEqual({ Amount: expected, Account: code });
		});

	test('goes by what comes out of the column, wherever that stands', () => {
		const lookup = account([{ kind: 'member', list: 'GL Accounts' }]);
		const flips = amount({ column: 'Account', codes: ['00*'] });
		for (const columns of [[lookup, flips], [flips, lookup]]) expect(lineOf(columns, { a: '1', acct: 'Product sales' }, BOOKS)).toMatchObject({ Amount: '-1', Account: '007' });
	});

	test('a column that was rejected is the only reason; one that is empty is a reason of its own', () => {
		const columns = [amount({ column: 'Account', codes: ['4*'] }), account([{ kind: 'member', list: 'GL Accounts' }])];
		expect(lineOf(columns, { a: '1', acct: 'Nobody' }, BOOKS)).toEqual(['column "Account": "Nobody" is not a member of list "GL Accounts"']);
		expect(lineOf(columns, { a: '1', acct: '' }, BOOKS)).toEqual(['column "Amount": column "Account", which decides the sign, is empty']);
	});

	const byType = amount({ field: 'acct', list: 'GL Accounts', property: 'Account type', flipWhen: ['Revenue', 'Liability'] });

	test.each([['Product sales', '-10.00'], ['007', '-10.00'], ['Travel, hotel "A"', '10.00']])('by a property of the member: %s makes of 10.00 %s', (acct, expected) => {
		expect(lineOf([byType], { a: '10.00', acct }, BOOKS)).toEqual({ Amount: expected });
	});

	test.each([
		['Nobody', '"Nobody" is not a member of list "GL Accounts"; its "Account type" decides the sign'],
		['6100', '"6100" stands for 2 members of list "GL Accounts": one with code "9000", one with code "6100"; its "Account type" decides the sign'],
		['Lease', '"#3" of list "GL Accounts" has no "Account type", which decides the sign'],
		['', '"" is not a member of list "GL Accounts"; its "Account type" decides the sign'],
	])('by a property: %j rejects the row instead of a guess', (acct, reason) => {
		expect(lineOf([byType], { a: '10.00', acct }, BOOKS)).toEqual([`column "Amount": ${reason}`]);
	});

	test('zero stays zero and stays a row', () => {
		expect(lineOf([byType], { a: '0.00', acct: 'Product sales' }, BOOKS)).toEqual({ Amount: '0.00' });
	});
});

describe('codes in groups', () => {
	test.each([['4*5', 'a star may only stand behind'], ['*', 'a star may only stand behind'], ['1..2..3', 'have not the same number'], ['2..1', 'ends before it begins'], ['1*..2*', 'a range with a star']])(
		'%s is not understood: %s', (text, said) => {
			expect(() => lineOf([{ column: 'A', from: { kind: 'field', field: 'f' } }, { column: 'B', from: { kind: 'field', field: 'f' }, steps: [{ kind: 'amount', sign: { column: 'A', codes: [text] } }] }], { f: '1' })).toThrow(said);
		});

	test('a hyphen is part of a code', () => {
		const sign = { column: 'A', codes: ['100-400'] };
		const flipped = (code: string) => lineOf([{ column: 'A', from: { kind: 'field', field: 'c' } }, { column: 'B', from: { kind: 'constant', value: '1' }, steps: [{ kind: 'amount', sign }] }], { c: code });
		expect([flipped('100-400'), flipped('200')]).toEqual([{ A: '100-400', B: '-1' }, { A: '200', B: '1' }]);
	});
});

describe('columns made of other columns', () => {
	const code = (column: string, name: string) => ({ column, from: { kind: 'field', field: name }, steps: [{ kind: 'text', padLeft: 3 }] });
	const subaccount = { column: 'Subaccount', from: { kind: 'columns', columns: ['Dept', 'Location'], with: '-' } };

	test('take what came out of them, in whatever order they stand', () => {
		const expected = { Subaccount: '010-007', Dept: '010', Location: '007' };
		expect(lineOf([subaccount, code('Dept', 'd'), code('Location', 'l')], { d: '10', l: '7' })).toEqual(expected);
		expect(lineOf([code('Dept', 'd'), subaccount, code('Location', 'l')], { d: '10', l: '7' })).toEqual(expected);
	});

	test('are empty as soon as one of them is, and say nothing of one that was rejected', () => {
		expect(lineOf([subaccount, code('Dept', 'd'), code('Location', 'l')], { d: '', l: '7' })).toMatchObject({ Subaccount: '' });
		expect(lineOf([{ ...subaccount, whenEmpty: 'reject' }, code('Dept', 'd'), code('Location', 'x')], { d: '1', l: '7' })).toEqual(['column "Location": the record has no field "x"']);
	});

	test('keep the place of every part where they make a key', () => {
		const key = { column: 'Key', from: { kind: 'join', fields: ['a', 'b', 'c'], with: '|', emptyParts: 'keep' }, whenEmpty: 'reject' };
		expect(lineOf([key], { a: 'x', b: '', c: 'y' })).toEqual({ Key: 'x||y' });
		expect(lineOf([key], { a: '', b: '', c: '' })).toEqual(['column "Key": it is empty']);
	});

	test('in a circle are refused with the circle', () => {
		const column = (name: string, needs: string) => ({ column: name, from: { kind: 'columns', columns: [needs] } });
		expect(() => lineOf([column('A', 'B'), column('B', 'C'), column('C', 'B')], {})).toThrow('these columns need one another: B → C → B');
	});
});
