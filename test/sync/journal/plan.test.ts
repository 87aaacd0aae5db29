import fc from 'fast-check';
import { add, isZero, parseDecimal } from '../../../src/core/decimal';
import { FatalError } from '../../../src/core/errors';
import { planJournals, type JournalPlan, type JournalRow, type PostingWishes } from '../../../src/sync/journal';
import { MARCH, pair, row, RULES, TWO_MONTHS, WISHES } from './samples';

const plan = (rows: readonly JournalRow[], wishes: Partial<PostingWishes> = {}, rules: Partial<typeof RULES> = {}): JournalPlan =>
	planJournals(rows, { ...RULES, ...rules }, { ...WISHES, ...wishes });
const amounts = ({ planned }: JournalPlan): string[][] => planned.map(({ journal }) => journal.lines.map(({ amount }) => amount));
const reasons = ({ rejected }: JournalPlan): Array<readonly [number, readonly string[]]> => rejected.map((one) => [one.row, one.reasons]);
const OFFSET = { account: '9999', description: 'balance', fields: { branch: 'HQ' } };

describe('grouped', () => {
	test('by the head fields always, and by what the user names beside them', () => {
		const rows = [...TWO_MONTHS, ...pair('b', '1.00', { branch: 'B' })];
		expect(plan(rows).planned).toHaveLength(2);
		expect(plan(rows, { groupBy: ['branch'] }).planned.map(({ journal }) => journal.head)).toEqual([
			{ ledger: 'PLAN', date: '2026-03-31', currency: 'EUR' },
			{ ledger: 'PLAN', date: '2026-04-30', currency: 'EUR' },
			{ ledger: 'PLAN', date: '2026-03-31', currency: 'EUR', branch: 'B' },
		]);
	});

	test('lines carry their own fields, a sign and two columns', () => {
		expect(plan(pair('b', '1.5', { branch: 'B' })).planned[0]?.journal.lines).toEqual([
			{ key: 'b-d', account: '6000', amount: '1.50', debit: '1.50', credit: '0.00', description: '', fields: { branch: 'B' } },
			{ key: 'b-c', account: '9000', amount: '-1.50', debit: '0.00', credit: '1.50', description: '', fields: { branch: 'B' } },
		]);
	});

	test('the title is the name of the posting unless there is another', () => {
		expect(plan(MARCH).planned[0]?.journal.title).toBe('Budget 2026 v1');
		expect(plan(MARCH, { title: ' Plan ' }).planned[0]?.journal.title).toBe('Plan');
	});

	test.each<Partial<PostingWishes>>([
		{ name: ' ' }, { groupBy: ['colour'] }, { keepTogether: ['colour'] }, { imbalance: { ...OFFSET, fields: { colour: '1' } } }, { imbalance: { ...OFFSET, account: '' } },
	])('wishes that do not fit are an error at once: %j', (wishes) => {
		expect(() => plan(MARCH, wishes)).toThrow(FatalError);
	});
});

describe('a journal is posted whole or not at all', () => {
	test('a rejected row holds its journal back, and no other', () => {
		const result = plan([...TWO_MONTHS, row({ key: 'x', amount: 'x' })]);
		expect(result.planned.map(({ journal }) => journal.head.date)).toEqual(['2026-04-30']);
		expect(reasons(result)).toEqual([
			[0, [expect.stringContaining('held back: row 5 of the same journal')]],
			[1, [expect.stringContaining('held back: row 5')]],
			[4, ['the amount "x" is not a number']],
		]);
	});

	test('a row whose group cannot be told holds back every group that agrees with it in the values it has', () => {
		const rows = [...TWO_MONTHS, ...pair('other', '1.00', { ledger: 'OTHER' }), row({ key: 'x', fields: { date: 'soon' } })];
		expect(plan(rows).planned.map(({ journal }) => journal.head.ledger)).toEqual(['OTHER']);
	});

	test('an imbalance rejects all its rows with the difference', () => {
		const result = plan([row({ key: 'a', amount: '1.00' }), row({ key: 'b', amount: '-0.99' })]);
		expect(reasons(result)).toEqual([0, 1].map((at) => [at, ['the journal does not balance: debits minus credits are 0.01']]));
		expect(result.rejected[0]?.reference).toMatch(/^ANP-/);
	});

	test('sums are kept apart by the fields the target balances by', () => {
		const rows = [row({ key: 'a', amount: '1', fields: { branch: 'A' } }), row({ key: 'b', amount: '-1', fields: { branch: 'B' } })];
		expect(plan(rows).planned).toHaveLength(1);
		expect(reasons(plan(rows, {}, { balancedBy: ['branch'] }))[0]?.[1]).toEqual([
			'the journal does not balance: debits minus credits are 1.00 for branch "A"',
			'the journal does not balance: debits minus credits are -1.00 for branch "B"',
		]);
	});
});

describe('zero lines', () => {
	const rows = [...MARCH, row({ key: 'z', amount: '0' })];

	test('belong to their journal, written or not', () => {
		expect(plan(rows).planned).toMatchObject([{ rowOfLine: [0, 1], omitted: [{ row: 2, key: 'z' }] }]);
		expect(plan(rows, { zeroLines: 'write' }).planned).toMatchObject([{ rowOfLine: [2, 0, 1], omitted: [] }]);
		expect(plan(rows, { zeroLines: 'write' }).planned[0]?.journal.lines[0]).toMatchObject({ amount: '0.00', debit: '0.00', credit: '0.00' });
		expect(plan(rows, { zeroLines: 'reject' }).rejected).toHaveLength(3);
	});

	test('alone they make a journal without lines, under its own reference', () => {
		const [empty] = plan([row({ key: 'z', amount: '0' })]).planned;
		expect(empty).toMatchObject({ journal: { lines: [] }, omitted: [{ row: 0, key: 'z' }] });
		expect(empty?.journal.reference).toBe(plan(MARCH).planned[0]?.journal.reference);
	});
});

describe('an added line', () => {
	test('brings the sum to zero, one for each sum that is open', () => {
		const rows = [row({ key: 'a', amount: '1', fields: { branch: 'A' } }), row({ key: 'b', amount: '-3', fields: { branch: 'B' } })];
		const [added] = plan(rows, { imbalance: OFFSET }).planned[0]?.journal.lines.slice(2) ?? [];
		expect(added).toMatchObject({ key: null, account: '9999', amount: '2.00', fields: { branch: 'HQ' } });
		const apart = plan(rows, { imbalance: OFFSET }, { balancedBy: ['branch'] }).planned[0];
		expect(apart?.journal.lines.slice(2)).toMatchObject([{ amount: '-1.00', fields: { branch: 'A' } }, { amount: '3.00', fields: { branch: 'B' } }]);
		expect(apart?.rowOfLine).toEqual([1, 0, null, null]);
		expect(plan(MARCH, { imbalance: OFFSET }).planned[0]?.rowOfLine).toEqual([0, 1]);
	});

	test('is not added where an imbalance is allowed', () => {
		expect(amounts(plan([row({ amount: '5' })], { imbalance: 'allow' }))).toEqual([['5.00']]);
	});
});

describe('split', () => {
	test('each part balances: pairs and stretches that sum to zero stay whole', () => {
		const stretch = [['c', '5', '7'], ['d', '5', '7'], ['e', '-10', '8']].map(([key, amount, account]) => row({ key, amount, account }));
		const rows = [...pair('a', '1'), ...pair('b', '2'), ...stretch];
		expect(amounts(plan(rows, {}, { mostLines: 4 }))).toEqual([['1.00', '-1.00', '2.00', '-2.00'], ['5.00', '5.00', '-10.00']]);
		expect(plan(rows, {}, { mostLines: 4 }).planned.map(({ journal }) => journal.part)).toEqual([1, 2]);
	});

	test('what balances only together is rejected with a hint', () => {
		const rows = [row({ key: 'a', amount: '1' }), row({ key: 'b', amount: '2' }), row({ key: 'c', amount: '-3' })];
		expect(reasons(plan(rows, {}, { mostLines: 2 }))[0]?.[1][0]).toContain('3 lines balance only together, and a journal takes 2');
	});

	test('lines to keep together stay in one part', () => {
		const project = (name: string, amount: string): JournalRow[] => [
			row({ key: `${name}1`, amount, fields: { project: name } }),
			row({ key: `${name}2`, amount, fields: { project: name } }),
			row({ key: `${name}3`, amount: `-${amount}`, fields: { project: name } }),
			row({ key: `${name}4`, amount: `-${amount}`, fields: { project: name } }),
		];
		const result = plan([...project('A', '1'), ...project('B', '1')], { keepTogether: ['project'] }, { mostLines: 6 });
		expect(result.planned.map(({ rowOfLine }) => [...rowOfLine].sort())).toEqual([[0, 1, 2, 3], [4, 5, 6, 7]]);
	});

	test('with an added line any cut will do, and the added lines sum up to the imbalance of the group', () => {
		const rows = [1, 2, 3, 4, -10].map((amount) => row({ key: String(amount), amount: String(amount) }));
		const result = plan(rows, { imbalance: OFFSET }, { mostLines: 3 });
		expect(result.planned.map(({ journal }) => journal.lines.length)).toEqual([3, 3, 2]);
		const added = result.planned.flatMap(({ journal }) => journal.lines).filter(({ key }) => key === null);
		expect(added.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(0);
		expect(plan(rows, { imbalance: OFFSET }, { mostLines: 1 }).planned).toEqual([]);
	});
});

describe('nothing lost', () => {
	const anyRow = fc.record({
		key: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', 'f'),
		account: fc.constantFrom('6000', '9000', ''),
		amount: fc.constantFrom('1.00', '-1.00', '2.5', '-2.5', '0', 'x', '0.001'),
		description: fc.constant(''),
		fields: fc.record({
			ledger: fc.constantFrom('PLAN', 'PLAN', 'OTHER', ''), date: fc.constantFrom('2026-03-31', '2026-04-30', 'x'), branch: fc.constantFrom('', 'A'),
		}),
	});
	const anyWishes = fc.record({
		groupBy: fc.constantFrom<string[]>([], ['branch']),
		zeroLines: fc.constantFrom<PostingWishes['zeroLines']>('omit', 'write', 'reject'),
		repeatedKeys: fc.constantFrom<PostingWishes['repeatedKeys']>('reject', 'keep'),
		imbalance: fc.constantFrom<PostingWishes['imbalance']>('reject', 'allow', OFFSET),
		keepTogether: fc.constantFrom<string[]>([], ['branch']),
	});
	const size = fc.integer({ min: 1, max: 6 });

	test('every input row ends in exactly one journal or one rejection; parts fit, and balance where they must', () => {
		fc.assert(fc.property(fc.array(anyRow, { maxLength: 30 }), anyWishes, size, (rows, wishes, mostLines) => {
			const { planned, rejected } = plan(rows, wishes, { mostLines });
			const seen = [...rejected.map((one) => one.row), ...planned.flatMap(({ rowOfLine, omitted }) => [...rowOfLine, ...omitted.map((one) => one.row)])];
			expect(seen.filter((one) => one !== null).sort((a, b) => a - b)).toEqual(rows.map((_row, index) => index));
			for (const { journal } of planned) {
				expect(journal.lines.length).toBeLessThanOrEqual(mostLines);
				const sum = journal.lines.reduce((total, { amount }) => add(total, parseDecimal(amount) ?? { units: 1n, places: 0 }), { units: 0n, places: 0 });
				if (wishes.imbalance !== 'allow') expect(isZero(sum)).toBe(true);
			}
			expect(new Set(planned.map(({ journal }) => journal.reference)).size).toBe(planned.length);
		}), { numRuns: 500 });
	});

	test('same input in any order, same journals', () => {
		const sample = fc.array(anyRow, { maxLength: 20 }).chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
		fc.assert(fc.property(sample, anyWishes, size, ([rows, shuffled], wishes, mostLines) => {
			const content = (input: readonly JournalRow[]) => plan(input, wishes, { mostLines }).planned.map(({ journal }) => journal);
			expect(content(shuffled).map(({ reference, mark }) => [reference, mark])).toEqual(content(rows).map(({ reference, mark }) => [reference, mark]));
		}), { numRuns: 300 });
	});
});
