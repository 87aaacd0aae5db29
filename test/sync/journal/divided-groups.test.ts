import type { JournalRules } from '../../../src/contracts';
import type { PostingReport } from '../../../src/sync/journal';
import type { LedgerTraits } from './model-ledger';
import { Play } from './play';
import { pair, RULES } from './samples';

/** Two pairs are two parts of one group. */
const SMALL: JournalRules = { ...RULES, mostLines: 2 };
const JUNE = [...pair('a', '10.00'), ...pair('b', '20.00')];
const APRIL = pair('april', '7.50', { date: '2026-04-30' });

const kinds = ({ journals }: PostingReport): string[] => journals.map(({ journal: { part }, outcome }) => `${part} ${outcome.kind}`);

const play = (traits: LedgerTraits = {}): Play => new Play(undefined, { rules: SMALL, ...traits });

describe('a group that does not fit into one journal', () => {
	test('is posted part by part, and found again', async () => {
		const runs = play();
		expect(kinds(await runs.one({ rows: JUNE }))).toEqual(['1 posted', '2 posted']);
		expect(kinds(await runs.one({ rows: [...JUNE].reverse() }))).toEqual(['1 posted', '2 posted']);
		expect(runs.ledger.history).toHaveLength(2);
	});

	test('that has grown since gets no further part: its lines would be in the ledger twice', async () => {
		const runs = play({ releases: true });
		await runs.one({ rows: JUNE });
		const grown = [...pair('c', '5.00'), ...JUNE, ...APRIL];
		const report = await runs.one({ rows: grown, options: { release: true } });
		expect(kinds(report)).toEqual(['1 ambiguous', '2 ambiguous', '3 unsent', '1 posted']);
		expect(report.journals[2]?.outcome).toMatchObject({ because: expect.stringContaining('of the same group') });
		expect(runs.ledger.history).toHaveLength(3);
		runs.checkClaims();
	});

	test('a dry run says so too', async () => {
		const runs = play();
		await runs.one({ rows: JUNE });
		expect(kinds(await runs.one({ rows: [...pair('c', '5.00'), ...JUNE], options: { dryRun: true } }))).toEqual(['1 ambiguous', '2 ambiguous', '3 unsent']);
	});

	test('one part that the checks refuse rejects the others: mended, the group would have another content than what was posted', async () => {
		const runs = play({ problems: ({ reference, part, head }) => (part === 2 && head.date === '2026-03-31' ? [{ reference, line: 0, reason: 'account 6000 is inactive' }] : []) });
		const report = await runs.one({ rows: [...JUNE, ...APRIL] });
		expect(kinds(report)).toEqual(['1 posted']);
		expect(report.rejected.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
		expect(report.rejected.flatMap(({ reasons }) => reasons)).toEqual(expect.arrayContaining([expect.stringContaining('held back: part 2 of the same group'), 'account 6000 is inactive']));
		expect(runs.ledger.history).toHaveLength(1);
		runs.checkClaims();
	});

	test('one part that the target refuses rejects those behind it', async () => {
		const runs = play({ creates: ['refused'] });
		const report = await runs.one({ rows: [...JUNE, ...APRIL] });
		expect(kinds(report)).toEqual(['1 posted']);
		expect(report.rejected.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
		expect(runs.ledger.requests.filter((request) => request === 'create')).toHaveLength(2);
		runs.checkClaims();
	});

	test('a later part that the target refuses says that the earlier one stays, and what mending does', async () => {
		const runs = play({ creates: ['none', 'refused'] });
		const report = await runs.one({ rows: JUNE });
		expect(kinds(report)).toEqual(['1 posted']);
		expect(report.rejected.map(({ row }) => row)).toEqual([2, 3]);
		for (const { reasons } of report.rejected) {
			expect(reasons.at(-1)).toMatch(/^of the same group is stored, and stays: part 1 \(ANP-\w+, N1\)\..*If rows are changed, what is stored is "different content"/);
		}
		const mended = [...pair('a', '10.00'), ...pair('b', '21.00')];
		expect(kinds(await runs.one({ rows: mended }))).toEqual(['1 ambiguous', '2 unsent']);
		expect(kinds(await runs.one({ rows: JUNE }))).toEqual(['1 posted', '2 posted']);
		runs.checkClaims();
	});

	test('what was left after a lost answer is posted by the next run, and nothing twice', async () => {
		const runs = play({ creates: ['lost, never stored'] });
		expect(kinds(await runs.one({ rows: JUNE }))).toEqual(['1 ambiguous', '2 unsent']);
		expect(kinds(await runs.one({ rows: JUNE }))).toEqual(['1 posted', '2 posted']);
		expect(runs.ledger.history).toHaveLength(2);
	});
});
