import { FatalError } from '../../src/core/errors';
import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { mapped, opened, recordsOf } from './records';

const bySpec = (policy: string, key: string[] = ['Account'], sum: string[] = []) =>
	parseMappingSpec({
		columns: ['Account', 'Name', 'Amount'].map((column) => ({
			column,
			from: { kind: 'field', field: column },
			whenEmpty: column === 'Account' ? 'reject' : 'keep',
		})),
		duplicates: { policy, key, sum },
	});

const row = (Account: string, Name: string, Amount: string) => ({ Account, Name, Amount });

const RECORDS = recordsOf([row('1', 'x', '1.10'), row('2', 'y', '5'), row('1', 'x', '2.205'), row('', 'z', '9'), row('1', 'x', '-0.005')]);

describe('duplicate keys', () => {
	test('keep looks at nothing', async () => {
		const result = await mapped(bySpec('keep'), opened(RECORDS));
		expect(result.sources).toEqual([['r1'], ['r2'], ['r3'], ['r5']]);
		expect(result.counts).toEqual({ read: 5, mapped: 4, rejected: 1, merged: 0 });
	});

	test('fail rejects every row of a duplicate key, each naming another record', async () => {
		const result = await mapped(bySpec('fail'), opened(RECORDS));
		expect(result.rows).toEqual([['2', 'y', '5']]);
		expect(result.rejected).toEqual([
			['r1', 'Account "1" is also the key of record "r3" (3 records have it)'],
			['r3', 'Account "1" is also the key of record "r1" (3 records have it)'],
			['r4', 'column "Account": it is empty'],
			['r5', 'Account "1" is also the key of record "r1" (3 records have it)'],
		]);
		expect(result.counts).toEqual({ read: 5, mapped: 1, rejected: 4, merged: 0 });
	});

	test('sum adds up exactly, in the place of the last record, with all source keys', async () => {
		const result = await mapped(bySpec('sum', ['Account'], ['Amount']), opened(RECORDS));
		expect(result.rows).toEqual([
			['2', 'y', '5'],
			['1', 'x', '3.300'],
		]);
		expect(result.sources).toEqual([['r2'], ['r1', 'r3', 'r5']]);
		expect(result.counts).toEqual({ read: 5, mapped: 2, rejected: 1, merged: 2 });
	});

	test('sum rejects all rows of a key whose other columns differ, the first one too', async () => {
		const records = recordsOf([row('1', 'x', '1'), row('2', 'y', '5'), row('1', 'other', '2'), row('1', 'x', '3')]);
		const result = await mapped(bySpec('sum', ['Account'], ['Amount']), opened(records));
		expect(result.rows).toEqual([['2', 'y', '5']]);
		const reason = 'Account "1" cannot be added up: records "r1" and "r3" differ in column "Name"';
		expect(result.rejected).toEqual([
			['r1', reason],
			['r3', reason],
			['r4', reason],
		]);
	});

	test('sum rejects what is no number, and an empty amount counts as nothing', async () => {
		const some = [row('1', 'x', ''), row('1', 'x', '2'), row('2', 'y', 'many')];
		const records = recordsOf([...some, row('3', 'z', ''), row('3', 'z', ''), row('4', 'w', '1.0')]);
		const result = await mapped(bySpec('sum', ['Account'], ['Amount']), opened(records));
		expect(result.rows).toEqual([
			['1', 'x', '2'],
			['3', 'z', ''],
			['4', 'w', '1.0'],
		]);
		expect(result.rejected).toEqual([['r3', 'column "Amount": "many" is not a number and cannot be added up']]);
	});

	test('last takes the last row of a key, in its place', async () => {
		const result = await mapped(bySpec('last'), opened(RECORDS));
		expect(result.rows).toEqual([
			['2', 'y', '5'],
			['1', 'x', '-0.005'],
		]);
		expect(result.counts).toEqual({ read: 5, mapped: 2, rejected: 1, merged: 2 });
	});

	test('a key of several columns: pairs are told apart', async () => {
		const records = recordsOf([row('a', 'bc', '1'), row('ab', 'c', '1'), row('a"', ',b', '1'), row('a', '",b', '1'), row('a', 'bc', '2')]);
		const result = await mapped(bySpec('fail', ['Account', 'Name']), opened(records));
		expect(result.sources).toEqual([['r2'], ['r3'], ['r4']]);
		expect(result.rejected[0]?.[1]).toBe('Account "a", Name "bc" is also the key of record "r5" (2 records have it)');
	});

	test.each(['fail', 'last'])('%s: a source that differs at the second reading is an error, never a wrong result', async (policy) => {
		for (const second of [RECORDS.slice(0, 4), [...RECORDS, ...recordsOf([row('1', 'x', '9')])], recordsOf([row('7', 'x', '9')])]) {
			let readings = 0;
			const open = () => opened(readings++ === 0 ? RECORDS : second)();
			const result = mapped(bySpec(policy), open);
			await expect(result).rejects.toThrow(FatalError);
			await expect(result).rejects.toThrow('second reading');
		}
	});

	test('keep opens the source once, the others twice', async () => {
		for (const [policy, times] of [['keep', 1], ['fail', 2], ['last', 2]] as const) {
			let opens = 0;
			await mapped(bySpec(policy), () => {
				opens += 1;
				return opened(RECORDS)();
			});
			expect(opens).toBe(times);
		}
	});
});
