import { tableDifferences } from '../../e2e/checker/table-differences';

describe('differences between two tables', () => {
	const row = (Account: string, Amount: string) => ({ Account, Amount });

	it('are none when the same rows come in another order, with columns in another order', () => {
		expect(tableDifferences([row('1', '1.10'), row('2', '')], [{ Amount: '', Account: '2' }, row('1', '1.10')])).toEqual([]);
	});

	it('are seen text for text, where a row is missing, and where one comes twice', () => {
		expect(tableDifferences([row('1', '1.10')], [row('1', '1.1')])).toEqual(['missing: [["Account","1"],["Amount","1.10"]]', 'too much: [["Account","1"],["Amount","1.1"]]']);
		expect(tableDifferences([row('1', '0'), row('2', '0')], [row('1', '0')])).toHaveLength(1);
		expect(tableDifferences([row('1', '0')], [row('1', '0'), row('1', '0')])).toEqual(['too much: [["Account","1"],["Amount","0"]]']);
		expect(tableDifferences([row('1', '0')], [{ Account: '1' }])).toHaveLength(2);
	});
});
