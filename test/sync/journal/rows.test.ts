import { journalRow, planJournals, type JournalColumns, type UnreadPart } from '../../../src/sync/journal';
import { judgeRows } from '../../../src/sync/journal/validate-rows';
import { row, RULES, TWO_MONTHS, WISHES, type RowParts } from './samples';

const reasonsOf = (parts: RowParts, wishes: object = {}): readonly string[] => judgeRows([row(parts)], RULES, { ...WISHES, ...wishes })[0]?.reasons ?? [];
const amountOf = (amount: RowParts['amount']): bigint | undefined => judgeRows([row({ amount })], RULES, WISHES)[0]?.line.amount.units;

test.each([
	['1.5', 150n], ['-1.50', -150n], ['1E2', 10_000n], ['1.500', 150n],
	[{ debit: '2', credit: '' }, 200n], [{ debit: '', credit: '2' }, -200n], [{ debit: '0.00', credit: '-2' }, 200n], [{ debit: '-3', credit: '0' }, -300n],
])('an amount of %j is %i units of the ledger', (amount, units) => {
	expect(reasonsOf({ amount })).toEqual([]);
	expect(amountOf(amount)).toBe(units);
});

test.each([
	['1,5', 'the amount "1,5" is not a number'],
	['', 'the amount "" is not a number'],
	['1.005', 'the amount has more than 2 decimals'],
	[{ debit: '', credit: '' }, 'neither debit nor credit is filled'],
	[{ debit: '1', credit: '2' }, 'debit 1 and credit 2 are both filled'],
	[{ debit: 'x', credit: '' }, 'the amount "x" is not a number'],
])('an amount of %j is rejected', (amount, reason) => {
	expect(reasonsOf({ amount })).toEqual([reason]);
});

test.each<[RowParts, string]>([
	[{ account: ' ' }, 'the account is empty'],
	[{ account: '12345678901' }, 'the account "12345678901" is longer than the 10 characters of Model ledger'],
	[{ description: 'x'.repeat(31) }, 'the description has 31 characters, Model ledger takes 30'],
	[{ fields: { ledger: '' } }, '"ledger" is empty'],
	[{ fields: { ledger: 'ELEVEN CHAR' } }, '"ledger" is longer than 10 characters: "ELEVEN CHAR"'],
	[{ fields: { date: '31.03.2026' } }, '"date" is "31.03.2026" and not written like 2026-03-31'],
	[{ fields: { colour: 'red' } }, 'Model ledger has no field "colour"; it takes ledger, date, currency, branch, project'],
])('nothing is cut, mended or dropped: %j', (parts, reason) => {
	expect(reasonsOf(parts)).toEqual([reason]);
});

test('all reasons at once', () => {
	expect(reasonsOf({ account: '', amount: 'x', fields: { date: '' } })).toHaveLength(3);
});

test('zero is fit unless zero lines are to be rejected', () => {
	expect(reasonsOf({ amount: '0.00' })).toEqual([]);
	expect(reasonsOf({ amount: '-0' }, { zeroLines: 'reject' })).toEqual(['the amount is zero']);
});

test('a key that occurs twice may be an export twice; rows without a key are not compared', () => {
	const rows = [row({ key: 'a' }), row({ key: 'b' }), row({ key: 'a' }), row(), row()];
	const reasons = (repeatedKeys: 'reject' | 'keep') => judgeRows(rows, RULES, { ...WISHES, repeatedKeys }).map((judged) => judged.reasons.length);
	expect(reasons('reject')).toEqual([1, 0, 1, 0, 0]);
	expect(reasons('keep')).toEqual([0, 0, 0, 0, 0]);
});

test('what its reader could not take as text is a reason of its own, and not judged as if it were empty', () => {
	const unread = [
		{ of: 'account', reason: 'Account: null' }, { of: 'amount', reason: 'Amount: an object' }, { of: 'field', field: 'date', reason: 'Date: a list' },
		{ of: 'field', field: 'colour', reason: 'Colour: an object' },
	] as const;
	const [judged] = judgeRows([{ ...row({ account: '', amount: '', fields: { date: '' } }), unread }], RULES, WISHES);
	expect(judged?.reasons).toEqual(['Account: null', 'Amount: an object', 'Date: a list', 'Colour: an object']);
	expect([...(judged?.unclear ?? [])]).toEqual(['date', 'colour']);
});

test('a row with an unread part holds its journal back, and with an unread head field every journal that it may belong to', () => {
	const of = (part: UnreadPart): unknown[] => {
		const rows = [...TWO_MONTHS, { ...row({ amount: '0' }), unread: [part] }];
		const { planned, rejected } = planJournals(rows, RULES, WISHES);
		return [planned.length, rejected.length];
	};
	expect(of({ of: 'description', reason: 'Text: an object' })).toEqual([1, 3]);
	expect(of({ of: 'field', field: 'date', reason: 'Date: null' })).toEqual([0, 5]);
});

test('a pattern with a memory of its own does not depend on how often it was asked', () => {
	const rules = { ...RULES, fields: RULES.fields.map((field) => (field.name === 'date' ? { ...field, pattern: /^\d{4}-\d\d-\d\d$/g } : field)) };
	expect(judgeRows([row(), row({ key: '2' }), row({ key: '3' })], rules, WISHES).flatMap(({ reasons }) => reasons)).toEqual([]);
});

describe('a mapped row by its columns', () => {
	const columns = (amount: JournalColumns['amount']): JournalColumns => ({ account: 'Acc', amount, description: 'Text', fields: { ledger: 'Book' } });
	const values = { Acc: ' 6000 ', Val: '-5', D: '1', C: '', Text: 'Travel', Book: 'PLAN' };

	test('signed either way, or with two columns', () => {
		expect(journalRow(values, 'k', columns({ signed: 'Val', positive: 'debit' }))).toEqual({
			key: 'k', account: '6000', amount: '-5', description: 'Travel', fields: { ledger: 'PLAN' },
		});
		expect(amountOf(journalRow(values, 'k', columns({ signed: 'Val', positive: 'credit' })).amount)).toBe(500n);
		expect(amountOf(journalRow(values, 'k', columns({ debit: 'D', credit: 'C' })).amount)).toBe(100n);
	});

	test('a column that is not there is empty, even if every object has something of that name', () => {
		expect(journalRow({}, 'k', { ...columns({ signed: 'toString', positive: 'debit' }), account: 'constructor' })).toMatchObject({ account: '', amount: '' });
	});
});

test('two spellings of one value are one journal, where the target knows both', () => {
	const respell = (value: string): string => value.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1');
	const rules = { ...RULES, fields: RULES.fields.map((field) => (field.name === 'date' ? { ...field, respell } : field)) };
	const [german, iso, wrong] = judgeRows([row({ fields: { date: ' 31.03.2026 ' } }), row(), row({ fields: { date: '3/31/2026' } })], rules, WISHES);
	expect([german?.reasons, german?.line.fields]).toEqual([[], iso?.line.fields]);
	expect(wrong?.reasons).toEqual(['"date" is "3/31/2026" and not written like 2026-03-31']);
});
