import fc from 'fast-check';
import { batchId, confirm, cursorId, mergeConfirmations, parseBatch, parseCursor, type Batch, type Cursor } from '../../src/sync/cursor';
import { at } from './model-source';

const cursor = (to: number, changes: Partial<Cursor> = {}): Cursor => ({
	v: 1,
	generation: 'initial',
	to: at(to),
	overlapSeconds: 60,
	tail: 'tail',
	unstamped: 'unstamped',
	...changes,
});

const batch = (from: number | null, to: number, changes: Partial<Batch> = {}): Batch => {
	const read = {
		...cursor(to),
		stream: 'model',
		from: from === null ? null : at(from),
		count: 3,
		sum: '0123456789abcdef',
		hash: 'hash',
		tail: `tail of ${to}`,
		unstamped: `unstamped of ${to}`,
		reliesOn: null,
		...changes,
	};
	return { ...read, id: batchId(read) };
};

describe('confirming a batch', () => {
	test('a batch that starts its generation needs no current cursor', () => {
		expect(confirm(undefined, batch(null, 10))).toEqual({
			cursor: cursor(10, { tail: 'tail of 10', unstamped: 'unstamped of 10' }),
			moved: true,
			because: `confirmed up to ${at(10)}`,
		});
	});

	test('a contiguous batch moves the cursor, also when it overlaps what is confirmed', () => {
		expect(confirm(cursor(10), batch(10, 20)).cursor?.to).toBe(at(20));
		expect(confirm(cursor(10), batch(5, 20)).cursor?.to).toBe(at(20));
		expect(confirm(cursor(10), batch(null, 20)).cursor?.to).toBe(at(20));
	});

	test('a gap never advances', () => {
		for (const current of [undefined, cursor(9)]) {
			const result = confirm(current, batch(10, 20));
			expect(result).toMatchObject({ cursor: current, moved: false });
			expect(result.because).toMatch(/^gap: /);
		}
	});

	test('a batch that left something out moves the cursor it relies on, and no other', () => {
		const leftOut = batch(10, 20, { reliesOn: cursorId(cursor(10)) });
		expect(confirm(cursor(10), leftOut).moved).toBe(true);
		for (const other of [cursor(11), cursor(10, { tail: 'other' }), cursor(10, { unstamped: 'other' }), cursor(10, { overlapSeconds: 1 })]) {
			expect(confirm(other, leftOut)).toMatchObject({ cursor: other, moved: false, because: expect.stringContaining('left out') });
		}
	});

	test('an older or equal end never moves back, and keeps the fingerprints', () => {
		for (const to of [15, 20]) {
			expect(confirm(cursor(20), batch(10, to))).toEqual({ cursor: cursor(20), moved: false, because: `already confirmed up to ${at(20)}` });
		}
	});

	test('the same batch twice is idempotent', () => {
		const once = confirm(cursor(10), batch(10, 20)).cursor;
		expect(confirm(once, batch(10, 20))).toMatchObject({ cursor: once, moved: false });
	});

	test('a batch of another generation neither moves nor replaces a cursor', () => {
		for (const from of [null, 10]) {
			const result = confirm(cursor(10), batch(from, 20, { generation: 'beginning' }));
			expect(result).toMatchObject({ cursor: cursor(10), moved: false });
			expect(result.because).toContain('generation "beginning"');
		}
	});

	test('the order of confirmations does not matter where there is no gap, and it is monotonic everywhere', () => {
		const anyBatch = fc.tuple(fc.option(fc.nat(30)), fc.integer({ min: 1, max: 20 })).map(([from, length]) => batch(from, (from ?? 0) + length));
		fc.assert(
			fc.property(fc.option(fc.nat(30)), fc.array(anyBatch, { maxLength: 8 }), (start, batches) => {
				let current = start === null ? undefined : cursor(start);
				for (const next of batches) {
					const { cursor: after, moved } = confirm(current, next);
					expect((after?.to ?? '') >= (current?.to ?? '')).toBe(true);
					expect(moved).toBe((after?.to ?? '') > (current?.to ?? ''));
					expect(confirm(after, next).moved).toBe(false);
					current = after;
				}
			}),
		);
	});
});

describe('merging the confirmations of all loads', () => {
	test('every: the smallest end; a missing one means from the start', () => {
		expect(mergeConfirmations({ a: cursor(10), b: cursor(20) }, ['a', 'b'], 'every')?.to).toBe(at(10));
		expect(mergeConfirmations({ a: cursor(10) }, ['a', 'b'], 'every')).toBeUndefined();
		expect(mergeConfirmations({ a: cursor(10), b: undefined }, ['a', 'b'], 'every')).toBeUndefined();
		expect(mergeConfirmations({}, ['constructor'], 'every')).toBeUndefined();
		expect(mergeConfirmations({ a: cursor(10) }, [], 'every')).toBeUndefined();
	});

	test('every: a load that is not required does not count', () => {
		expect(mergeConfirmations({ a: cursor(10), gone: cursor(1) }, ['a'], 'every')).toEqual(cursor(10));
	});

	test('every: fingerprints stay known only where all confirmations are identical', () => {
		expect(mergeConfirmations({ a: cursor(10), b: cursor(10) }, ['a', 'b'], 'every')).toEqual(cursor(10));
		for (const other of [
			cursor(20),
			cursor(10, { tail: 'another' }),
			cursor(10, { unstamped: 'another' }),
			cursor(10, { overlapSeconds: 90 }),
		]) {
			expect(mergeConfirmations({ a: cursor(10), b: other }, ['a', 'b'], 'every')).toEqual(
				cursor(10, { tail: '', unstamped: '', overlapSeconds: other.overlapSeconds }),
			);
		}
	});

	test('any: the largest end of those that are there', () => {
		expect(mergeConfirmations({ a: cursor(10), b: cursor(20) }, ['a', 'b', 'c'], 'any')).toEqual(cursor(20));
		expect(mergeConfirmations({}, ['a'], 'any')).toBeUndefined();
	});

	test('confirmations of different generations do not belong together', () => {
		expect(mergeConfirmations({ a: cursor(10), b: cursor(10, { generation: 'beginning' }) }, ['a', 'b'], 'any')).toBeUndefined();
	});
});

describe('reading kept state', () => {
	test('what was written is read back', () => {
		expect(parseCursor(JSON.parse(JSON.stringify(cursor(10))))).toEqual(cursor(10));
		expect(parseBatch(JSON.parse(JSON.stringify(batch(null, 10))))).toEqual(batch(null, 10));
		expect(parseBatch(JSON.parse(JSON.stringify(batch(3, 10))))).toEqual(batch(3, 10));
	});

	test.each([
		['another version', { ...cursor(10), v: 2 }],
		['no generation', { ...cursor(10), generation: '' }],
		['a moment with fractions', { ...cursor(10), to: '2026-03-01T00:00:10.5Z' }],
		['a moment with an offset', { ...cursor(10), to: '2026-03-01T00:00:10+01:00' }],
		['a day that does not exist', { ...cursor(10), to: '2026-02-30T00:00:10Z' }],
		['a negative overlap', { ...cursor(10), overlapSeconds: -1 }],
		['an overlap as text', { ...cursor(10), overlapSeconds: '60' }],
		['no tail', { ...cursor(10), tail: undefined }],
		['an array', [cursor(10)]],
		['null', null],
	])('%s is no cursor', (_name, value) => {
		expect(parseCursor(value)).toBeUndefined();
	});

	test.each([
		['an edited end', { ...batch(3, 10), to: at(99) }],
		['an edited start', { ...batch(3, 10), from: null }],
		['an edited stream', { ...batch(3, 10), stream: 'other' }],
		['an edited reliance', { ...batch(3, 10, { reliesOn: 'x' }), reliesOn: null }],
		['an edited hash', { ...batch(3, 10), hash: 'other' }],
		['an end before its start', batch(11, 10)],
		['a missing start', { ...batch(3, 10), from: undefined }],
		['a broken count', { ...batch(3, 10), count: 1.5 }],
		['a cursor', cursor(10)],
	])('%s is no batch', (_name, value) => {
		expect(parseBatch(value)).toBeUndefined();
	});

	test('nothing at all throws', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				expect(parseCursor(value)).toBeUndefined();
				expect(parseBatch(value)).toBeUndefined();
			}),
		);
	});
});
