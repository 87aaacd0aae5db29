import fc from 'fast-check';
import { FatalError } from '../../../src/core/errors';
import { planJournals } from '../../../src/sync/journal';
import { markOf, referenceOf } from '../../../src/sync/journal/reference';
import { journalsOf, onlyJournal } from './play';
import { MARCH, pair, row, RULES, TWO_MONTHS, WISHES } from './samples';

const SHAPE = RULES.reference;
const HEAD = { ledger: 'PLAN', date: '2026-03-31' };

test('a reference and a mark stay what they were in every released version', () => {
	const { reference, mark } = onlyJournal();
	expect([reference, mark]).toEqual(['ANP-2DW0BTE1NWY', '80ee19d8700707a41c91']);
});

test.each([[12, 'ANP-'], [10, ''], [15, ''], [15, 'ANP-'], [40, 'X']])('it fits a field of %i characters with the prefix "%s"', (longest, prefix) => {
	const reference = referenceOf('Budget', HEAD, 1, { ...SHAPE, longest, prefix, alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij' });
	expect(reference.length).toBeLessThanOrEqual(longest);
	expect(reference.startsWith(prefix)).toBe(true);
	expect(reference).toMatch(/^[0-9A-Za-j-]+$/);
});

test.each([[6, ''], [8, 'BUDGET'], [15, 'LONGER-THAN-FIFTEEN'], [3, '']])('too little room is an error and not a collision (%i, "%s")', (longest, prefix) => {
	expect(() => referenceOf('Budget', HEAD, 1, { ...SHAPE, longest, prefix })).toThrow(FatalError);
	expect(() => referenceOf('Budget', HEAD, 1, { alphabet: 'A', longest: 60 })).toThrow(FatalError);
	expect(() => referenceOf('Budget', HEAD, 1, { alphabet: '', longest: 60 })).toThrow(FatalError);
});

test('it depends on the name, the group and the part', () => {
	const all = [
		referenceOf('Budget', HEAD, 1, SHAPE),
		referenceOf('Budget 2', HEAD, 1, SHAPE),
		referenceOf('Budget', { ...HEAD, ledger: 'OTHER' }, 1, SHAPE),
		referenceOf('Budget', { ...HEAD, branch: 'PLAN' }, 1, SHAPE),
		referenceOf('Budget', { ledger: '2026-03-31', date: 'PLAN' }, 1, SHAPE),
		referenceOf('Budget', HEAD, 2, SHAPE),
	];
	expect(new Set(all).size).toBe(all.length);
});

test('and on nothing else: not on the content, nor on an empty value or the order of the fields', () => {
	expect(onlyJournal(pair('march', '11.00')).reference).toBe(onlyJournal(MARCH).reference);
	expect(onlyJournal(pair('march', '11.00')).mark).not.toBe(onlyJournal(MARCH).mark);
	expect(referenceOf(' Budget ', { date: HEAD.date, branch: '', ledger: HEAD.ledger }, 1, SHAPE)).toBe(referenceOf('Budget', HEAD, 1, SHAPE));
});

test('same input in any order, same reference and same mark', () => {
	const rows = [...TWO_MONTHS, ...pair('bonus', '3.10'), ...pair('bonus 2', '3.10', { branch: 'B' })];
	const prints = (input: typeof rows): string[] => journalsOf(input).map(({ reference, mark }) => `${reference} ${mark}`).sort();
	fc.assert(fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
		expect(prints(shuffled)).toEqual(prints(rows));
	}));
});

test('the mark is over what moves money: not descriptions, keys or trailing zeros', () => {
	const lines = (over: object) => [row({ key: 'a', amount: '1.50', ...over }), row({ key: 'b', account: '9000', amount: '-1.50' })];
	const { mark } = onlyJournal(lines({}));
	expect(onlyJournal(lines({ description: 'run of today', key: 'z' })).mark).toBe(mark);
	const threePlaces = planJournals(lines({}), { ...RULES, places: 3 }, WISHES).planned[0]?.journal;
	expect(threePlaces?.lines[0]?.amount).toBe('1.500');
	expect(threePlaces?.mark).toBe(mark);
	for (const over of [{ account: '6001' }, { fields: { project: 'P' } }, { fields: { branch: 'P' } }]) expect(onlyJournal(lines(over)).mark).not.toBe(mark);
});

test('the mark of a part covers the whole group: vanished rows of the last part change the first', () => {
	const rows = [...pair('a', '1.00'), ...pair('b', '2.00')];
	const [first] = planJournals(rows, { ...RULES, mostLines: 2 }, WISHES).planned;
	const [alone] = planJournals(rows.slice(0, 2), { ...RULES, mostLines: 2 }, WISHES).planned;
	expect(first?.journal.lines.map(({ amount }) => amount)).toEqual(alone?.journal.lines.map(({ amount }) => amount));
	expect(first?.journal.mark).not.toBe(alone?.journal.mark);
});

test('a line and the head cannot take each other\'s place', () => {
	const line = { row: 0, key: '', account: 'a', amount: { units: 1n, places: 0 }, description: '', fields: {} };
	const marks = [
		markOf({}, [line], 1, [line], RULES.mark),
		markOf({ a: '1' }, [], 1, [], RULES.mark),
		markOf({}, [line, line], 1, [], RULES.mark),
		markOf({}, [line], 1, [], RULES.mark),
	];
	expect(new Set(marks).size).toBe(marks.length);
});
