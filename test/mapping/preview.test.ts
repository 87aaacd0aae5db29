import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { preview } from '../../src/mapping/preview';
import { opened, recordsOf } from './records';

const spec = (policy: string) =>
	parseMappingSpec({
		columns: [
			{ column: 'Account', from: { kind: 'field', field: 'a' }, whenEmpty: 'reject' },
			{ column: 'Amount', from: { kind: 'field', field: 'n' }, steps: [{ kind: 'amount', decimals: 2 }] },
		],
		duplicates: { policy, key: ['Account'], sum: ['Amount'] },
	});

const RECORDS = recordsOf([
	{ a: '1', n: '1' },
	{ a: '', n: '2' },
	{ a: '2', n: '3' },
	{ a: '1', n: '4' },
	{ a: '', n: '5' },
]);

describe('preview', () => {
	test('the first records side by side, and the counts of all', async () => {
		const result = await preview(spec('keep'), opened(RECORDS), { rows: 2 });
		expect(result).toEqual({
			columns: ['Account', 'Amount'],
			rows: [
				{ key: 'r1', source: { a: '1', n: '1' }, target: { Account: '1', Amount: '1.00' }, becomes: 'mapped', reasons: [] },
				{ key: 'r2', source: { a: '', n: '2' }, target: undefined, becomes: 'rejected', reasons: ['column "Account": it is empty'] },
			],
			counts: { read: 5, mapped: 3, rejected: 2, merged: 0 },
			missing: { members: [], rowsBeyond: 0 },
			complete: true,
		});
	});

	test('records that share a row show it, records that lost theirs say so', async () => {
		const summed = await preview(spec('sum'), opened(RECORDS), { rows: 5 });
		expect(summed.rows.map(({ key, becomes, target }) => [key, becomes, target?.Amount])).toEqual([
			['r1', 'mapped', '5.00'],
			['r2', 'rejected', undefined],
			['r3', 'mapped', '3.00'],
			['r4', 'mapped', '5.00'],
			['r5', 'rejected', undefined],
		]);
		const last = await preview(spec('last'), opened(RECORDS), { rows: 5 });
		expect(last.rows.map(({ becomes }) => becomes)).toEqual(['merged', 'rejected', 'mapped', 'mapped', 'rejected']);
		const failed = await preview(spec('fail'), opened(RECORDS), { rows: 1 });
		expect(failed.rows[0]).toMatchObject({ becomes: 'rejected', reasons: [expect.stringContaining('"r4"')] });
	});

	test.each([1, 2, 3, 4, 5, 6])('looks at %i records at most and says whether that was all', async (readAtMost) => {
		for (const policy of ['keep', 'fail']) {
			const result = await preview(spec(policy), opened(RECORDS), { rows: 10, readAtMost });
			expect(result.counts.read).toBe(Math.min(readAtMost, 5));
			expect(result.rows).toHaveLength(Math.min(readAtMost, 5));
			expect(result.complete).toBe(readAtMost >= 5);
		}
	});
});
