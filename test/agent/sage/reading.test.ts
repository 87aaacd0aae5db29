import fc from 'fast-check';
import { readAccountFormat } from '../../../agent/src/sage/account-format';
import { amount, amountText, cents, fitsNumber, quantity } from '../../../agent/src/sage/amounts';
import { readDay, readTicks, serverTime, stampOf, stampText, readStampText, localText, compareStamps } from '../../../agent/src/sage/stamps';
import { ColumnSet, readColumnList } from '../../../agent/src/sage/read/columns';
import { amongKeys, expressionOf, passes, quoted, startsWithWord, type Condition } from '../../../agent/src/sage/read/conditions';
import { GLUE, readSets, UnclearSet } from '../../../agent/src/sage/read/result-sets';
import { boundsAround } from '../../../agent/src/sage/read/table';
import { expression } from './providex';

const SEP = '\u0160';
const columns = ColumnSet.resolve('T', { columns: { a: 'A$', b: 'B$', n: 'N' } }, readColumnList('A$ B$ N'));

describe('expressions', () => {
	const anyText = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => ![...text].some((letter) => letter < ' ' || letter === '\u007F'));
	test('nothing can leave the literal', () => {
		fc.assert(fc.property(anyText, anyText, (value, other) => {
			const condition: Condition = { role: 'a', is: '=', value };
			const passed = expression(expressionOf(condition, columns))({ A$: other });
			expect(passed).toBe(value === other);
			expect(expression(quoted(value))({})).toBe(value);
		}));
	});
	test.each(['a\nb', '\r', '\0', '\u007F'])('control characters are refused: %j', (value) => expect(() => quoted(value)).toThrow(RangeError));
	test('numbers are written without quotes, and only numbers are', () => {
		expect(expressionOf({ role: 'n', is: '<>', value: '0' }, columns)).toBe('N<>0');
		expect(() => expressionOf({ role: 'n', is: '=', value: '0 OR 1=1' }, columns)).toThrow(RangeError);
	});
	test('the expression and the test made here agree', () => {
		const letters = fc.string({ unit: fc.constantFrom('a', 'b', '"', ' ', '!', 'Š'), maxLength: 3 });
		const leaf = fc.record({ role: fc.constantFrom('a', 'b'), is: fc.constantFrom('=' as const, '<>' as const, '>=' as const, '<=' as const, '<' as const, '>' as const), value: letters });
		const condition = fc.letrec<{ tree: Condition }>((tie) => ({
			tree: fc.oneof({ maxDepth: 3 }, leaf, fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }), fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) })),
		})).tree;
		fc.assert(fc.property(condition, letters, letters, (tree, a, b) => {
			const text = expressionOf(tree, columns);
			// An alternative without any condition always passes, and so says nothing in an expression.
			const inSage = text === '' || expression(text)({ A$: a, B$: b, N: 0 }) === true;
			expect(inSage).toBe(passes(tree, columns, (role) => (role === 'a' ? a : b)));
		}));
	});
	test('keys of several parts share what they have in common', () => {
		expect(expressionOf(amongKeys(['a', 'b'], [['00', 'X'], ['00', 'Y'], ['01', 'X']]), columns)).toBe('((A$="00" AND (B$="X" OR B$="Y")) OR (A$="01" AND B$="X"))');
	});
	test('a word at the beginning, and nothing that only begins like it', () => {
		const starts = expression(expressionOf(startsWithWord('a', 'ANP-1'), columns));
		expect(['ANP-1', 'ANP-1 text', 'ANP-1 ', 'ANP-12', 'ANP-1x', 'xANP-1', 'ANP-1!', ''].map((A$) => starts({ A$ }))).toEqual([true, true, true, false, false, false, false, false]);
	});
	test('bounds leave no continuation outside', () => {
		const word = fc.string({ unit: fc.constantFrom('0', '1', 'A', 'Z', 'a', '-', ' '), minLength: 1, maxLength: 4 });
		fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.string({ unit: fc.constantFrom('0', 'Z', '~', 'Š', 'ÿ', ' ', '\0'), maxLength: 3 }), (words, rest) => {
			const { begin, end } = boundsAround(words);
			for (const beginning of words) {
				expect(beginning + rest >= begin).toBe(true);
				expect(beginning + rest <= end).toBe(true);
			}
		}));
		expect(boundsAround(['ŠKODA'])).toEqual({ begin: '', end: '' });
	});
});

describe('sets', () => {
	const sets = (records: readonly string[][], keyWidth: number): [string, string] => [
		records.map((parts) => parts.join(GLUE) + SEP).join(''), records.map((parts) => parts.slice(0, keyWidth).join('') + SEP).join(''),
	];
	test('the example of the reference', () => {
		expect(readSets('000000417|20250331|15.5Š000000731|20250330|9.49238Š', '000000417Š000000731Š', 3, 1)).toEqual([['000000417', '20250331', '15.5'], ['000000731', '20250330', '9.49238']]);
		expect(readSets('', '', 3, 1)).toEqual([]);
	});
	test('glue behind the last column keeps a separator in it, also where all columns are the key', () => {
		expect(readSets('00|INVŠ1|Š01|X|Š', '00INVŠ1Š01XŠ', 3, 2)).toEqual([['00', 'INVŠ1', ''], ['01', 'X', '']]);
		expect(readSets('AŠB|ŠC|Š', 'AŠBŠCŠ', 2, 1)).toEqual([['AŠB', ''], ['C', '']]);
	});
	test('a set is read as it was written or refused, whatever the values contain', () => {
		const cell = fc.string({ unit: fc.constantFrom('a', 'b', '', SEP, GLUE), maxLength: 3 });
		const plain = fc.string({ unit: fc.constantFrom('x', 'y', 'z'), minLength: 1, maxLength: 3 });
		const shape = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 6 }));
		fc.assert(fc.property(shape.chain(([width, count]) => fc.array(fc.tuple(plain, fc.array(cell, { minLength: width - 1, maxLength: width - 1 })), { minLength: count, maxLength: count })), (rows) => {
			const records = rows.map(([key, rest], index) => [`${key}${index}`, ...rest]);
			const width = records[0]?.length ?? 2;
			try {
				expect(readSets(...sets(records, 1), width, 1)).toEqual(records);
			} catch (error) {
				if (!(error instanceof UnclearSet)) throw error;
				expect(records.flat().some((value) => value.includes(SEP) || value.includes(GLUE))).toBe(true);
			}
		}), { numRuns: 2_000 });
	});
	test('a set that ends in the middle is refused', () => {
		expect(() => readSets('a|b', 'aŠ', 2, 1)).toThrow(UnclearSet);
		expect(() => readSets('a|bŠ', 'aŠcŠ', 2, 1)).toThrow(UnclearSet);
		expect(() => readSets('a|bŠc|dŠ', 'aŠ', 2, 1)).toThrow(UnclearSet);
		expect(() => readSets('a|bŠc|dŠ', 'aŠcdŠ', 2, 1)).toThrow(UnclearSet);
		expect(() => readSets('a|bŠc|d', 'aŠcŠ', 2, 1)).toThrow(UnclearSet);
		expect(() => readSets('a|bŠ', 'a', 2, 1)).toThrow(UnclearSet);
	});
});

describe('stamps', () => {
	test.each([['15.5', '15:30:00'], ['9.49238', '09:29:32'], ['8.49238', '08:29:32'], ['', '00:00:00'], ['14,12361', '14:07:24'], ['.5', '00:30:00'], ['7', '07:00:00'], ['bad', '23:59:59'], ['24', '23:59:59']])(
		'%s is %s', (text, local) => expect(localText({ day: '20250331', ticks: readTicks(text) })).toBe(`2025-03-31T${local}`),
	);
	test('times compare as numbers, exactly', () => {
		const tick = fc.integer({ min: 0, max: 2_399_999 });
		fc.assert(fc.property(tick, tick, (left, right) => {
			const [one, other] = [left, right].map((ticks) => readStampText(stampText({ day: '20250331', ticks })));
			expect(one?.ticks).toBe(left);
			expect(Math.sign(compareStamps(one ?? { day: '', ticks: 0 }, other ?? { day: '', ticks: 0 }))).toBe(Math.sign(left - right));
		}));
		expect(readTicks('9.5')).toBeLessThan(readTicks('15.5'));
	});
	test('the larger of updated and created, blank ones left out', () => {
		expect(stampOf({ dateUpdated: '20250331', timeUpdated: '9', dateCreated: '20250331', timeCreated: '10' })).toMatchObject({ basis: 'created', ticks: 1_000_000 });
		expect(stampOf({ dateUpdated: '17530101', timeUpdated: '', dateCreated: '20250331', timeCreated: '10' })).toMatchObject({ basis: 'created' });
		expect(stampOf({ dateUpdated: '20250331', timeUpdated: '9', dateCreated: '20250331', timeCreated: '9' })).toMatchObject({ basis: 'updated' });
		expect(stampOf({ dateUpdated: '', dateCreated: '1753-01-01' })).toBeNull();
	});
	test.each([['', null], ['17530101', null], ['1753-01-01', null], ['20250331', '20250331'], ['2025-03-31 00:00:00', '20250331'], ['  ', null]])('the day %j is %j', (text, day) => expect(readDay(text)).toBe(day));
	test('the server time is cut to a tick and knows daylight saving', () => {
		expect(serverTime(Date.UTC(2025, 2, 31, 20, 30, 0, 35), 'America/Chicago')).toEqual({
			stamp: '20250331T15.50000', local: '2025-03-31T15:30:00', utc: '2025-03-31T20:30:00.035Z', utcOffset: '-05:00', timeZone: 'America/Chicago',
		});
		expect(serverTime(Date.UTC(2025, 2, 31, 20, 30, 0, 36), 'America/Chicago').stamp).toBe('20250331T15.50001');
		expect(serverTime(Date.UTC(2025, 0, 1, 0, 0, 0), 'Asia/Kolkata')).toMatchObject({ stamp: '20250101T5.50000', utcOffset: '+05:30' });
		// The hour that exists twice: one hour later, the same stamp.
		const [first, second] = [Date.UTC(2025, 10, 2, 6, 30), Date.UTC(2025, 10, 2, 7, 30)].map((at) => serverTime(at, 'America/Chicago'));
		expect([first?.stamp, second?.stamp, first?.utcOffset, second?.utcOffset]).toEqual(['20251102T1.50000', '20251102T1.50000', '-05:00', '-06:00']);
	});
});

describe('amounts', () => {
	test.each([['1200', '1200.00'], ['.5', '0.50'], ['-.5', '-0.50'], ['0.30000000000000004', '0.30'], ['1e3', '1000.00'], ['', '0.00'], ['99999999999999.99', '99999999999999.99'], ['-0.001', '0.00'], ['2.005', '2.01']])(
		'%s is %s', (text, expected) => expect(amount(text)).toBe(expected),
	);
	test('sums are exact', () => {
		fc.assert(fc.property(fc.array(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })), (values) => {
			expect(amountText(values.map((value) => cents(amountText(value))).reduce((sum, value) => sum + value, 0n))).toBe(amountText(values.reduce((sum, value) => sum + value, 0n)));
		}));
		expect(() => cents('1,000')).toThrow(RangeError);
	});
	test.each([['400', '400'], ['1.200000', '1.2'], ['.125', '0.125'], ['0', '0'], ['-0.0000001', '0'], ['100', '100']])('the quantity %s is %s', (text, expected) => expect(quantity(text)).toBe(expected));
	test('what a number carries without loss', () => {
		expect(fitsNumber('9999999999999.99')).toBe(true);
		expect(fitsNumber('99999999999999.99')).toBe(false);
	});
});

describe('account format', () => {
	test('delimiter, kinds and lengths', () => {
		expect(readAccountFormat('-N04A03A02')).toMatchObject({ delimiter: '-', segments: [{ segmentNo: '01', kind: 'numeric', length: 4, isMainAccount: true }, { kind: 'alphanumeric', length: 3 }, { segmentNo: '03', length: 2 }] });
		expect(readAccountFormat('.A06').delimiter).toBe('.');
		expect(readAccountFormat('-N04A03A00A00   ').segments).toHaveLength(2);
		expect(readAccountFormat('N04A03')).toMatchObject({ delimiter: ' ' });
	});
	test.each(['', '-', '-X04', '-N4', `-${'A01'.repeat(11)}`])('%j is refused', (text) => expect(() => readAccountFormat(text)).toThrow(/account format/));
});

describe('columns', () => {
	test.each(['A$ŠB$ŠNŠ', 'A$,B$,N', 'A$\nB$\nN', 'MAIN.A$;MAIN.B$;N'])('names are found in %j', (text) => expect(readColumnList(text).map(({ name }) => name).filter((name) => name !== 'MAIN')).toEqual(['A$', 'B$', 'N']));
	test('a number behind a name is its width', () => expect(readColumnList('Comment$(40)ŠName$:30ŠOther$')).toMatchObject([{ width: 40 }, { width: 30 }, { width: null }]));
	test('the first known name plays the role, whatever its case', () => {
		const set = ColumnSet.resolve('T', { columns: { end: 'PeriodEnd$|EndDate$', gone: '?Gone$', seq: 'Seq$|Seq' } }, readColumnList('enddate$ Seq'));
		expect([set.column('end').name, set.has('gone'), set.column('seq')]).toEqual(['enddate$', false, { name: 'Seq', kind: 'number', width: null }]);
	});
	test('an object that lists no columns is believed to have the required ones', () => {
		const set = ColumnSet.resolve('T', { columns: { a: 'A$|B$', gone: '?Gone$' } }, []);
		expect([set.column('a').name, set.has('gone')]).toEqual(['A$', false]);
	});
});
