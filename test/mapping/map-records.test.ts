import fc from 'fast-check';
import { mapRecords } from '../../src/mapping/map-records';
import { parseMappingSpec } from '../../src/mapping/parse-spec';
import { mapped, opened, recordsOf } from './records';

const POLICIES = ['keep', 'fail', 'sum', 'last'] as const;
const spec = (policy: (typeof POLICIES)[number]) =>
	parseMappingSpec({
		columns: [
			{ column: 'Key', from: { kind: 'field', field: 'k' }, whenEmpty: 'reject' },
			{ column: 'Other', from: { kind: 'field', field: 'o' } },
			{ column: 'Amount', from: { kind: 'field', field: 'a' }, steps: [{ kind: 'amount' }] },
		],
		duplicates: { policy, key: ['Key'], sum: ['Amount'] },
		requiredMembers: [{ column: 'Key', listName: 'Keys' }],
	});

const members = new Map([['Keys', new Set(['A', 'B', 'C'])]]);
const amount = fc.oneof(
	fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(4)).map(([units, places]) => (units / 10 ** places).toFixed(places)),
	fc.constantFrom('', 'x', '1E5', '-3.166845241E7'),
);
const fields = fc.record({ k: fc.constantFrom('A', 'B', 'C', 'D', ''), o: fc.constantFrom('x', 'x', 'x', 'y'), a: amount });
const rows = fc.array(fields, { maxLength: 30 });

/** A sum in ten-thousandths, by whole numbers: another way to add than the one that is tested. */
const units = (texts: readonly string[]): bigint =>
	texts.reduce((sum, text) => {
		const [, minus = '', whole = '0', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text) ?? [];
		return sum + BigInt(`${minus}${whole}${fraction.padEnd(4, '0')}`);
	}, 0n);

describe('the laws of a mapping', () => {
	test.each(POLICIES)('%s: read = mapped + rejected + merged, and every record is in exactly one place', async (policy) => {
		await fc.assert(
			fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (given, pageSize) => {
				const records = recordsOf(given);
				const { counts, sources, rejected } = await mapped(spec(policy), opened(records, pageSize), { members });
				expect(counts.read).toBe(records.length);
				expect(counts.read).toBe(counts.mapped + counts.rejected + counts.merged);
				const placed = [...sources.flat(), ...rejected.map(([key]) => key)];
				expect(new Set(placed).size).toBe(placed.length);
				if (policy !== 'last') expect(placed).toHaveLength(records.length);
			}),
		);
	});

	test.each(POLICIES)('%s: the order of the source is kept, whatever the pages', async (policy) => {
		await fc.assert(
			fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (given, pageSize) => {
				const records = recordsOf(given);
				const result = await mapped(spec(policy), opened(records, pageSize), { members });
				const last = result.sources.map((keys) => Number(keys.at(-1)?.slice(1)));
				expect(last).toEqual([...last].sort((a, b) => a - b));
				expect(await mapped(spec(policy), opened(records, 1000), { members })).toEqual(result);
			}),
		);
	});

	test.each(['fail', 'sum', 'last'] as const)('%s: no key twice, and mapping the result again changes nothing', async (policy) => {
		await fc.assert(
			fc.asyncProperty(rows, async (given) => {
				const once = await mapped(spec(policy), opened(recordsOf(given)), { members });
				const keys = once.rows.map(([key]) => key);
				expect(new Set(keys).size).toBe(keys.length);
				const again = recordsOf(once.rows.map(([k = '', o = '', a = '']) => ({ k, o, a })));
				expect((await mapped(spec(policy), opened(again), { members })).rows).toEqual(once.rows);
			}),
		);
	});

	test('sum: the total of the rows is exactly the total of the records that are not rejected', async () => {
		await fc.assert(
			fc.asyncProperty(rows, async (given) => {
				const records = recordsOf(given);
				const { rows: out, rejected } = await mapped(spec('sum'), opened(records), { members });
				const refused = new Set(rejected.map(([key]) => key));
				const plain = await mapped(spec('keep'), opened(records.filter(({ key }) => !refused.has(key))), { members });
				expect(units(out.map(([, , a = '']) => a))).toBe(units(plain.rows.map(([, , a = '']) => a)));
			}),
		);
	});
});

test('rejected records carry their fields and every reason', async () => {
	const run = mapRecords(spec('keep'), opened(recordsOf([{ k: '', o: 'x', a: 'y' }])), { members });
	for await (const { rejected } of run.pages) {
		expect(rejected).toEqual([
			{
				record: { key: 'r1', stamp: null, fields: { k: '', o: 'x', a: 'y' } },
				reasons: ['column "Key": it is empty', expect.stringContaining('column "Amount"')],
			},
		]);
	}
});

test('keep hands out page by page and reads no further than it is asked', async () => {
	let pulled = 0;
	const endless = async function* () {
		for (;;) {
			pulled += 1;
			yield recordsOf([{ k: 'A', o: 'x', a: '1' }]);
		}
	};
	const run = mapRecords(spec('keep'), endless, { members });
	let pages = 0;
	for await (const page of run.pages) {
		expect(page.rows).toHaveLength(1);
		if (++pages === 1000) break;
	}
	expect(pulled).toBe(1000);
});

test('what the source throws reaches the reader', async () => {
	const broken = async function* () {
		yield recordsOf([{ k: 'A', o: 'x', a: '1' }]);
		throw new Error('the connection broke');
	};
	for (const policy of POLICIES) await expect(mapped(spec(policy), broken, { members })).rejects.toThrow('the connection broke');
});
