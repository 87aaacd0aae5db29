import fc from 'fast-check';
import { Coverages, CoverageTally, parseCoverages } from '../../src/sync';

const tallyOf = (keys: readonly string[]): CoverageTally => {
	const tally = new CoverageTally();
	for (const key of keys) tally.add(key);
	return tally;
};

const batchOf = (keys: readonly string[]): { count: number; sum: string } => ({ count: keys.length, sum: tallyOf(keys).sum });

describe('coverage', () => {
	it('covers a batch whatever the order and the portions', () => {
		fc.assert(fc.property(fc.uniqueArray(fc.string()), fc.nat(), (keys, cut) => {
			const at = keys.length === 0 ? 0 : cut % keys.length;
			const whole = new CoverageTally();
			whole.plus(tallyOf([...keys.slice(at)].reverse()));
			whole.plus(tallyOf(keys.slice(0, at)));
			expect(whole.covers(batchOf(keys))).toBe(true);
		}));
	});

	it('does not cover a batch with a record missing, strange or there twice in place of another', () => {
		const keys = ['1', '2', '3', '4'];
		expect(tallyOf(['1', '2', '3']).covers(batchOf(keys))).toBe(false);
		expect(tallyOf(['1', '2', '3', '5']).covers(batchOf(keys))).toBe(false);
		expect(tallyOf(['1', '2', '1', '2']).covers(batchOf(keys))).toBe(false);
		expect(tallyOf([...keys, '5']).covers(batchOf(keys))).toBe(false);
	});

	it('takes a part out again', () => {
		const tally = tallyOf(['a', 'b', 'c']);
		tally.minus(tallyOf(['b']));
		expect(tally.covers(batchOf(['a', 'c']))).toBe(true);
	});

	it('keeps batches apart and lists those that have records', () => {
		const coverages = new Coverages();
		coverages.of('one').add('1');
		coverages.of('two');
		expect(coverages.list().map(({ batch, records }) => [batch, records])).toEqual([['one', 1]]);
		expect(new Coverages().plus(coverages.list()).plus(coverages.list()).of('one').records).toBe(2);
	});

	it.each([undefined, null, 'x', {}, [null], [{ batch: 'b', records: -1, sum: '0'.repeat(16) }], [{ batch: 'b', records: 1, sum: 'xyz' }], [{ records: 1, sum: '0'.repeat(16) }]])(
		'reads nothing out of %j', (value) => expect(parseCoverages(value)).toEqual([]),
	);

	it('reads what it wrote, after a journey through JSON', () => {
		const coverages = new Coverages();
		coverages.of('b').add('ü\n');
		expect(parseCoverages(JSON.parse(JSON.stringify(coverages.list())))).toEqual(coverages.list());
	});
});
