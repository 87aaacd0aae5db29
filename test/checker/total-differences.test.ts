import { sumDifferences } from '../../e2e/checker/total-differences';

const BOOKS = [['a|Jan', '1250.50'], ['a|Jan', '-0.50'], ['b|Jan', '0.1'], ['c|Jan', '98765432109876.54']] as const;

it('sums of both sides are the same, however many amounts make them and however they are written', () => {
	expect(sumDifferences(BOOKS, [['c|Jan', '98765432109876.540'], ['a|Jan', '1250'], ['b|Jan', '1E-1']])).toEqual({ compared: 3, differences: [] });
});

it.each([
	['a cent too much', [['a|Jan', '1250.01'], ['b|Jan', '0.1'], ['c|Jan', '98765432109876.54']], { key: 'a|Jan', expected: '1250', found: '1250.01' }],
	['one that is missing', [['a|Jan', '1250'], ['c|Jan', '98765432109876.54']], { key: 'b|Jan', expected: '0.1', found: 'absent' }],
	['one too many, of zero', [['a|Jan', '1250'], ['b|Jan', '0.1'], ['c|Jan', '98765432109876.54'], ['d|Jan', '']], { key: 'd|Jan', expected: 'absent', found: '0' }],
	['one that came twice', [['a|Jan', '1250'], ['b|Jan', '0.1'], ['b|Jan', '0.1'], ['c|Jan', '98765432109876.54']], { key: 'b|Jan', expected: '0.1', found: '0.2' }],
] as const)('sees %s', (_what, model, difference) => {
	expect(sumDifferences(BOOKS, model).differences).toEqual([{ where: 'Total', ...difference }]);
});
