import { AmbiguousError, FatalError } from '../../../src/core/errors';
import type { Journal } from '../../../src/contracts';
import type { JournalOutcome, PostingReport } from '../../../src/sync/journal';
import type { LedgerTraits } from './model-ledger';
import { journalsOf, onlyJournal, Play, type RunSetup } from './play';
import { pair, row, RULES, TWO_MONTHS } from './samples';

const JOURNAL = onlyJournal();
const outcomes = ({ journals }: PostingReport): JournalOutcome[] => journals.map(({ outcome }) => outcome);

interface Ran {
	readonly play: Play;
	readonly report: PostingReport;
	readonly outcome: JournalOutcome | undefined;
}

/** One run against a ledger that holds something already. */
async function run(traits: LedgerTraits, setup: RunSetup = {}, before: (play: Play) => void = () => undefined): Promise<Ran> {
	const play = new Play(undefined, traits);
	before(play);
	const report = await play.one(setup);
	play.checkClaims();
	return { play, report, outcome: outcomes(report)[0] };
}

const holds = (journal: Journal = JOURNAL, parts: object = {}) => (play: Play): void => {
	Object.assign(play.ledger.store(journal, 'before'), parts);
};

describe('a run', () => {
	test('looks, checks everything, waits for earlier runs, then looks again, creates and looks at what it has created', async () => {
		const { play, report } = await run({}, { rows: TWO_MONTHS });
		expect(play.ledger.requests).toEqual(['find', 'check', 'find', 'create', 'find', 'find', 'create', 'find']);
		expect(play.schedule.nowMs).toBe(RULES.settleMs);
		expect(outcomes(report)).toMatchObject([
			{ kind: 'posted', number: 'N1', evidence: 'answered', verified: true, release: { kind: 'not asked' } },
			{ kind: 'posted', number: 'N2', evidence: 'answered', verified: true },
		]);
	});

	test('an old execution that is run again posts nothing, checks nothing and waits for nothing', async () => {
		const closed: LedgerTraits = { problems: ({ reference }) => [{ reference, reason: 'the period is closed' }] };
		const { play, outcome } = await run(closed, {}, holds());
		expect(outcome).toMatchObject({ kind: 'posted', number: 'N1', evidence: 'found', verified: true });
		expect(play.ledger.requests).toEqual(['find']);
		expect(play.schedule.nowMs).toBe(0);
		expect(play.ledger.history).toHaveLength(1);
	});

	test('a dry run shows the journals and writes nothing', async () => {
		const april = journalsOf(TWO_MONTHS)[1];
		const { play, report } = await run({ releases: true }, { rows: TWO_MONTHS, options: { dryRun: true, release: true } }, holds(april));
		expect(outcomes(report)).toMatchObject([{ kind: 'planned' }, { kind: 'posted', release: { kind: 'not asked' } }]);
		expect(play.ledger.requests).toEqual(['find', 'check']);
	});

	test.each([[true, 'planned'], [false, 'ambiguous']])('a dry run over a partial journal (can complete: %s) says %s', async (completes, kind) => {
		const { outcome } = await run({ completes }, { options: { dryRun: true } }, holds(JOURNAL, { whole: false }));
		expect(outcome?.kind).toBe(kind);
	});

	test('nothing is written before everything was checked; a journal with a problem is rejected whole, each row once', async () => {
		const problems: LedgerTraits['problems'] = ({ reference, head }) =>
			head.date === '2026-03-31' ? [{ reference, line: 1, reason: 'account 9000 is inactive' }, { reference, line: 1, reason: 'and odd' }] : [];
		const { play, report } = await run({ problems }, { rows: [...TWO_MONTHS, row({ key: 'zero', amount: '0' })] });
		expect(report.rejected).toEqual([
			{ row: 0, key: 'march-d', reasons: [expect.stringContaining('held back: of the same journal, row 2 was refused')], reference: JOURNAL.reference },
			{ row: 1, key: 'march-c', reasons: ['account 9000 is inactive', 'and odd'], reference: JOURNAL.reference },
			{ row: 4, key: 'zero', reasons: [expect.stringContaining('row 2 was refused')], reference: JOURNAL.reference },
		]);
		expect(report.journals.map(({ outcome }) => outcome.kind)).toEqual(['posted']);
		expect(play.ledger.requests.indexOf('check')).toBeLessThan(play.ledger.requests.indexOf('create'));
	});

	test('a refused line rejects its whole journal with the words of the target, and the next journal is posted', async () => {
		const { report } = await run({ creates: ['refused'] }, { rows: TWO_MONTHS });
		expect(report.rejected.map(({ row: at, reasons }) => [at, reasons[0]])).toEqual([[0, expect.stringContaining('row 2 was refused')], [1, 'no such account']]);
		expect(outcomes(report)).toMatchObject([{ kind: 'posted' }]);
		expect(report.stoppedBy).toBeUndefined();
	});

	test('what no journal can get through ends the run, and says so for the rest', async () => {
		const { report } = await run({ creates: ['forbidden'] }, { rows: TWO_MONTHS });
		expect(outcomes(report)).toMatchObject([{ kind: 'unsent', because: 'you may not create journals' }, { kind: 'unsent', because: 'not tried: you may not create journals' }]);
		expect(report.stoppedBy).toBeInstanceOf(FatalError);
	});

	test('a first look that fails sends nothing', async () => {
		const { play, report } = await run({ failingFinds: [true] });
		expect(outcomes(report)).toMatchObject([{ kind: 'unsent' }]);
		expect(play.ledger.requests).toEqual(['find']);
	});

	test('a look right before the create that fails sends nothing', async () => {
		const { play, report } = await run({ failingFinds: [false, true] });
		expect(outcomes(report)).toMatchObject([{ kind: 'unsent', because: 'connection reset' }]);
		expect(play.ledger.history).toEqual([]);
	});

	test('stopped while it waits for earlier runs, it has sent nothing', async () => {
		const play = new Play();
		const started = play.start();
		await play.schedule.step();
		started.stop();
		await play.toTheEnd();
		expect(started.report?.journals.map(({ outcome }) => outcome)).toMatchObject([{ kind: 'unsent', because: 'not tried: the execution was stopped' }]);
		expect(play.ledger.requests).toEqual(['find', 'check']);
	});

	test('zeros alone are not sent, unless something was posted under the reference: then the content has changed', async () => {
		const zeros = [row({ key: 'z', amount: '0' })];
		const { play, outcome } = await run({}, { rows: zeros });
		expect([outcome?.kind, play.ledger.requests]).toEqual(['empty', ['find']]);
		expect((await run({}, { rows: zeros }, holds())).outcome).toMatchObject({ kind: 'ambiguous', doubt: 'different content' });
	});

	test('no rows, no request', async () => {
		expect((await run({}, { rows: [] })).play.ledger.requests).toEqual([]);
	});
});

describe('declined', () => {
	test('a lock that clears: it looks again before each try', async () => {
		const { play, outcome } = await run({ creates: ['declined', 'declined'] });
		expect(outcome).toMatchObject({ kind: 'posted', evidence: 'answered' });
		expect(play.ledger.requests).toEqual(['find', 'check', 'find', 'create', 'find', 'create', 'find', 'create', 'find']);
	});

	test('a lock that stays: it ends after six tries, and the next journal is tried', async () => {
		const { play, report } = await run({ creates: Array.from({ length: 6 }, () => 'declined' as const) }, { rows: TWO_MONTHS });
		expect(outcomes(report)).toMatchObject([{ kind: 'unsent', because: 'locked by another user' }, { kind: 'posted' }]);
		expect(play.ledger.requests.filter((request) => request === 'create')).toHaveLength(7);
	});
});

describe('ambiguous', () => {
	const doubtOf = (outcome: JournalOutcome | undefined): string => {
		if (outcome?.kind !== 'ambiguous') throw new Error(`not ambiguous: ${outcome?.kind}`);
		expect(outcome.error).toBeInstanceOf(AmbiguousError);
		expect(outcome.error.howToFindOut).toContain(JOURNAL.reference);
		return outcome.doubt;
	};

	test('several: both numbers, and nothing is created', async () => {
		const { play, outcome } = await run({}, {}, (before) => [1, 2].forEach(() => holds()(before)));
		expect(doubtOf(outcome)).toBe('several');
		expect(outcome).toMatchObject({ numbers: ['N1', 'N2'], mayBeStoredByThisRun: false });
		expect(play.ledger.history).toHaveLength(2);
	});

	test('a person who deletes one of two has settled it', async () => {
		const { outcome } = await run({}, {}, (before) => {
			holds(JOURNAL, { stage: 'withdrawn' })(before);
			holds()(before);
		});
		expect(outcome).toMatchObject({ kind: 'posted', number: 'N2' });
	});

	test('different content under the same reference', async () => {
		const { play, outcome } = await run({}, { rows: pair('march', '11.00') }, holds());
		expect(doubtOf(outcome)).toBe('different content');
		expect(play.ledger.history).toHaveLength(1);
	});

	test('edited by a person after it was posted, where the target tells the lines', async () => {
		const lines = JOURNAL.lines.map((line) => ({ ...line, account: '6001' }));
		expect(doubtOf((await run({ tellsLines: true }, {}, holds(JOURNAL, { lines }))).outcome)).toBe('different content');
	});

	test('withdrawn: only a person decides whether it is posted once more', async () => {
		expect(doubtOf((await run({}, {}, holds(JOURNAL, { stage: 'withdrawn' }))).outcome)).toBe('withdrawn');
	});

	test('answered, and the search never shows it: nobody must run it again', async () => {
		const { outcome } = await run({ blind: true });
		expect(doubtOf(outcome)).toBe('not visible');
		expect(outcome).toMatchObject({ numbers: ['N1'], mayBeStoredByThisRun: true });
	});

	test('ours is not shown, but another one is: two', async () => {
		const play = new Play(undefined, { slow: true });
		const started = play.start({ options: { waitForEarlierRuns: false } });
		await play.schedule.step();
		await play.schedule.step();
		await play.schedule.step();
		play.ledger.store(JOURNAL, 'somebody', false, true);
		await play.schedule.step();
		await play.toTheEnd();
		expect(started.report?.journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'several', numbers: ['N1', 'N2'] });
	});

	test('answer lost and not there after it has settled: never created again by this run', async () => {
		const { play, report } = await run({ creates: ['lost, never stored'] }, { rows: TWO_MONTHS });
		expect(doubtOf(outcomes(report)[0])).toBe('answer lost');
		expect(outcomes(report)[0]).toMatchObject({ mayBeStoredByThisRun: true, numbers: [] });
		expect(outcomes(report)[1]).toMatchObject({ kind: 'posted' });
		expect(play.ledger.requests.filter((request) => request === 'create')).toHaveLength(2);
	});

	test('answer lost and no look possible either', async () => {
		const { outcome } = await run({ creates: ['stored, then lost'], failingFinds: [false, false, true, true, true, true] });
		expect(doubtOf(outcome)).toBe('answer lost');
	});
});

describe('posted', () => {
	test('answer lost, found after it has settled', async () => {
		const { play, outcome } = await run({ creates: ['stored, then lost'] });
		expect(outcome).toMatchObject({ kind: 'posted', evidence: 'answer lost', number: 'N1', verified: true });
		expect(play.schedule.nowMs).toBe(2 * RULES.settleMs);
	});

	test('answered, but the search fails: not verified, and not released', async () => {
		const { outcome } = await run({ releases: true, failingFinds: [false, false, true, true, true, true] }, { options: { release: true } });
		expect(outcome).toMatchObject({ kind: 'posted', verified: false, number: 'N1', release: { kind: 'not tried' } });
	});

	test('refused because another run was faster: it is there', async () => {
		const play = new Play(undefined, { unique: true });
		const started = play.start({ options: { waitForEarlierRuns: false } });
		await play.schedule.step();
		await play.schedule.step();
		play.ledger.store(JOURNAL, 'somebody');
		await play.toTheEnd();
		expect(started.report?.journals[0]?.outcome).toMatchObject({ kind: 'posted', evidence: 'found', number: 'N1' });
	});

	test('gone between the first look and its turn: it was not checked, so it is not created', async () => {
		const play = new Play(undefined, { releases: true });
		holds()(play);
		const started = play.start({ options: { release: true } });
		await play.schedule.step();
		play.ledger.history.length = 0;
		await play.toTheEnd();
		expect(started.report?.journals[0]?.outcome).toMatchObject({ kind: 'unsent' });
		expect(play.ledger.history).toEqual([]);
	});
});

describe('release', () => {
	const release: RunSetup = { options: { release: true } };

	test('of what this run has created, and of what an earlier one has left', async () => {
		expect((await run({ releases: true }, release)).outcome).toMatchObject({ kind: 'posted', stage: 'released', release: { kind: 'done' } });
		const { play, outcome } = await run({ releases: true }, release, holds());
		expect(outcome).toMatchObject({ evidence: 'found', stage: 'released', release: { kind: 'done' } });
		expect(play.ledger.requests).toEqual(['find', 'find', 'release (none)', 'find']);
	});

	test('what is released is left alone; what is held needs a person', async () => {
		expect((await run({ releases: true }, release, holds(JOURNAL, { stage: 'released' }))).play.ledger.requests).toEqual(['find']);
		expect((await run({ releases: true }, release, holds(JOURNAL, { stage: 'held' }))).outcome).toMatchObject({
			kind: 'posted', release: { kind: 'failed', said: expect.stringContaining('"held"') },
		});
	});

	test('that fails leaves it posted, with the words of the target', async () => {
		const { outcome } = await run({ releases: true, releasesDo: ['refused'] }, release);
		expect(outcome).toMatchObject({ kind: 'posted', stage: 'entered', release: { kind: 'failed', said: 'the period is closed' } });
	});

	test('whose answer is lost is settled by a look, or undecided', async () => {
		expect((await run({ releases: true, releasesDo: ['stored, then lost'] }, release)).outcome).toMatchObject({ release: { kind: 'done' } });
		expect((await run({ releases: true, releasesDo: ['lost, never stored'] }, release)).outcome).toMatchObject({ kind: 'posted', release: { kind: 'undecided' } });
	});

	test('of a target that cannot is an error before anything is asked', async () => {
		await expect(new Play(undefined, {}).tryOne(release)).rejects.toThrow(FatalError);
	});
});
