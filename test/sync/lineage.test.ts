import fc from 'fast-check';
import { joinKeys, LINEAGE_COLUMNS, lineageRow, parseLineageRow, splitKeys } from '../../src/sync/lineage';
import { at } from './model-source';

describe('lineage', () => {
	test('the first row is line 2, because the header is line 1', () => {
		expect(LINEAGE_COLUMNS).toEqual(['line', 'key', 'stamp', 'batch', 'stream']);
		expect(lineageRow(0, [{ key: 'GL-1', stamp: at(5) }], 'b', 's')).toEqual(['2', 'GL-1', at(5), 'b', 's']);
	});

	test('several records behind one row are joined, with the latest stamp', () => {
		const sources = [
			{ key: 'a|1', stamp: at(5) },
			{ key: 'b\\', stamp: at(9) },
			{ key: '', stamp: null },
		];
		const row = lineageRow(6, sources, 'b', 's');
		expect(row).toEqual(['8', 'a\\|1|b\\\\|', at(9), 'b', 's']);
		expect(parseLineageRow(row)).toEqual({ line: 8, keys: ['a|1', 'b\\', ''], stamp: at(9), batch: 'b', stream: 's' });
	});

	test('a row without a stamp', () => {
		expect(parseLineageRow(lineageRow(0, [{ key: 'u', stamp: null }], 'b', 's'))?.stamp).toBeNull();
	});

	test.each([[[]], [['2', 'a', '']], [['2', 'a', '', 'b']], [['2', 'a', '', 'b', 's', 'c']], [['x', 'a', '', 'b', 's']], [['0', 'a', '', 'b', 's']]])('%j is no lineage row', (row) => {
		expect(parseLineageRow(row)).toBeUndefined();
	});

	test('keys come back as they were', () => {
		const key = fc.oneof(fc.string({ unit: fc.constantFrom('|', '\\', 'a', '\n') }), fc.string({ unit: 'binary' }));
		fc.assert(
			fc.property(fc.array(key, { minLength: 1 }), (keys) => {
				expect(splitKeys(joinKeys(keys))).toEqual(keys);
			}),
		);
	});
});
