import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Fingerprint } from '../../src/core/fingerprint';

type Row = ReadonlyArray<string | null>;

const of = (...records: readonly Row[]): string => {
	const fingerprint = new Fingerprint();
	for (const record of records) fingerprint.add(record);
	return fingerprint.digest();
};

describe('Fingerprint', () => {
	it('is 32 hex characters', () => {
		expect(of(['a', null])).toMatch(/^[0-9a-f]{32}$/);
		expect(of()).toMatch(/^[0-9a-f]{32}$/);
	});

	it('is stable across processes and versions: stored ones must stay comparable', () => {
		expect(of()).toBe(createHash('sha256').digest('hex').slice(0, 32));
		expect(of(['1000', 'Kasse', null], ['', '1.10'])).toBe('cae4273b158baaa8c38e096677a764f7');
	});

	it.each<[string, readonly Row[], readonly Row[]]>([
		['parts are not joined', [['a', 'b']], [['ab']]],
		['records are not joined', [['a'], ['b']], [['a', 'b']]],
		['null is not the empty text', [[null]], [['']]],
		['null is not the text n', [[null]], [['n']]],
		['an empty record is not nothing', [[]], []],
		['two empty records are not one', [[], []], [[]]],
		['order counts', [['a'], ['b']], [['b'], ['a']]],
		['a text cannot imitate the framing', [['a', 'b']], [['as1:b']]],
		['numbers are texts', [['1.10']], [['1.1']]],
		['blanks count', [['a ']], [['a']]],
		['two different broken surrogates differ', [['\ud800']], [['\ud801']]],
		['Unicode forms differ', [['\u00e9']], [['e\u0301']]],
	])('different records, different fingerprint: %s', (_what, one, other) => {
		expect(of(...one)).not.toBe(of(...other));
	});

	it('can be read in between and goes on', () => {
		const fingerprint = new Fingerprint();
		fingerprint.add(['a']);
		expect(fingerprint.digest()).toBe(of(['a']));
		fingerprint.add(['b']);
		expect(fingerprint.digest()).toBe(of(['a'], ['b']));
	});

	it('is equal exactly when the records are', () => {
		const part = fc.oneof(fc.constant(null), fc.string({ unit: fc.constantFrom('a', 's', 'n', '1', ':', ';', '\ud800'), maxLength: 4 }));
		const records = fc.array(fc.array(part, { maxLength: 3 }), { maxLength: 4 });
		fc.assert(
			fc.property(records, records, (one, other) => {
				expect(of(...one) === of(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
			}),
			{ numRuns: 1_000 },
		);
	});
});
