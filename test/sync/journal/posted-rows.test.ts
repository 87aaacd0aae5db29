import { planJournals, PostedRows, type JournalOutcome } from '../../../src/sync/journal';
import { MARCH, RULES, WISHES } from './samples';

const planned = (date: string) => {
	const [one] = planJournals(MARCH.map((row) => ({ ...row, fields: { ...row.fields, date } })), RULES, WISHES).planned;
	if (one === undefined) throw new Error('no journal');
	return one;
};
const ONE = planned('2026-03-31');
const PLANNED: JournalOutcome = { kind: 'planned' };

describe('what a process remembers of rows', () => {
	const of = (store: PostedRows, execution: string, rows: string) =>
		store.of({ execution, isRetry: false, system: 'Model ledger', book: 'model', fingerprintOf: (row) => `${rows} ${row}` });
	const doubtOf = (outcome: JournalOutcome | undefined): string | undefined => (outcome?.kind === 'ambiguous' ? outcome.doubt : outcome?.kind);

	test('other rows in one execution are told, the same ones and those of another execution are not', () => {
		const store = new PostedRows();
		of(store, '1', 'a').note(ONE, PLANNED);
		expect([of(store, '1', 'b'), of(store, '1', 'a'), of(store, '2', 'b')].map((rows) => doubtOf(rows.outcomeOf(ONE, [])))).toEqual(['other rows', undefined, undefined]);
	});

	test.each<JournalOutcome>([{ kind: 'unsent', because: '-' }, { kind: 'empty' }, { kind: 'refused', said: '-', refusals: [] }])('$kind takes nothing', (outcome) => {
		const store = new PostedRows();
		of(store, '1', 'a').note(ONE, outcome);
		expect(store.size).toBe(0);
	});

	test('does not grow: the oldest executions are forgotten', () => {
		const store = new PostedRows(3);
		for (let execution = 1; execution <= 10; execution += 1) of(store, String(execution), 'a').note(ONE, PLANNED);
		expect(store.size).toBe(3);
		expect(doubtOf(of(store, '1', 'b').outcomeOf(ONE, []))).toBeUndefined();
		expect(doubtOf(of(store, '10', 'b').outcomeOf(ONE, []))).toBe('other rows');
	});

	test('what is used again is not the oldest', () => {
		const store = new PostedRows(2);
		for (const execution of ['1', '2', '1', '3']) of(store, execution, 'a').note(ONE, PLANNED);
		expect(doubtOf(of(store, '1', 'b').outcomeOf(ONE, []))).toBe('other rows');
	});
});
