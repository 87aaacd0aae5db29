import { readExpression, type Expression, type Names } from '../../../agent/fake-com/server/expressions/expression';
import { ExpressionFault } from '../../../agent/fake-com/server/expressions/words';

const NAMES: Names<Record<string, string>> = {
	printed: String,
	column: (name): Expression<Record<string, string>> | undefined => {
		const known = name.replace('$', '');
		if (!['Code', 'Name', 'Amount', 'Time'].includes(known) || (known === 'Amount') === name.endsWith('$')) return undefined;
		return known === 'Amount' ? { kind: 'number', exact: (row) => row[known] ?? '', of: (row) => Number(row[known]) }
			: { kind: 'text', of: (row) => row[known] ?? '' };
	},
};

const value = (text: string, row: Record<string, string> = {}): string | number => readExpression(text, NAMES).of(row);

describe('ProvideX expressions (reference sage-100 3.2)', () => {
	it.each<[string, string | number]>([
		['"a"+"b"', 'ab'], ['Code$+","+Name$', '7,Anna'], ['"say ""yes"""', 'say "yes"'], ['1+2*3', 7], ['(1+2)*3', 9], ['-2+5', 3], ['10/4', 2.5],
		['Code$="7"', 1], ['Code$<>"7"', 0], ['Name$>="Anna"', 1], ['Name$>"Anna"', 0], ['Code$="7" AND Name$="Bert"', 0], ['Code$="8" or Name$="Anna"', 1],
		['NOT(Code$="8")', 1], ['Amount>1.5', 1], ['Amount<=1.5', 0], ['STR(Amount)', '98765432109876.54'], ['STR(1.50)', '1.50'],
		['NUM(Time$)>=15.5', 0], ['NUM("15.5")>NUM("9.5")', 1], ['"15.5">"9.5"', 0], ['LEN(Name$)', 4], ['MID(Name$,2,2)', 'nn'], ['UCS(Name$)', 'ANNA'],
		['PAD(Code$,3)+"|"', '7  |'], ['PAD(Code$,3,0,"0")', '007'], ['POS("nn"=Name$)', 2], ['POS(Code$="567")', 3], ['POS("9"=Name$)', 0], ['""', ''],
		['POS(Code$="17",2)', 0], ['Code$="7" AND (Name$="x" OR Name$="Anna")', 1], ['Code$="7" OR Code$="8" AND Name$="x"', 1],
		['Code$="" OR 1=1', 1], ['code$', '7'],
	])('%s', (text, expected) => {
		const row = { Code: '7', Name: 'Anna', Amount: '98765432109876.54', Time: '9.49238' };
		expect(value(text.replace('code$', 'Code$'), row)).toBe(expected);
	});

	it('POS in steps finds keys of one width only where a key begins', () => {
		const keys = '000000417000000731';
		expect(value(`POS(Code$="${keys}",9)`, { Code: '000000731' })).toBe(10);
		expect(value(`POS(Code$="${keys}",9)`, { Code: '000000007' })).toBe(0);
		expect(value(`POS(Code$="${keys}")`, { Code: '0000007' })).not.toBe(0);
		expect(value('POS(Code$="abc")', { Code: '' })).toBe(0);
	});

	it.each(['Code$+1', 'Amount$', 'Code', 'Nothing$', 'Code$="7', '1+', 'Code$=', '(1', 'Code$ Name$', 'FOO(1)', 'NOT "a"', 'Code$ AND 1', 'NUM(1)', 'LEN()', '#', 'POS("a")'])(
		'%s is refused', (text) => {
			expect(() => value(text, { Code: '7' })).toThrow(ExpressionFault);
		});

	it('text that is no number is refused when the row is read', () => {
		expect(() => value('NUM(Code$)', { Code: 'x' })).toThrow(ExpressionFault);
		expect(value('NUM(Code$)', { Code: '' })).toBe(0);
	});
});
