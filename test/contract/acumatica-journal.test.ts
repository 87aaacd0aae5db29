/** Posting journals to a site: the engine, the target and the simulator, which were written from the reference by different hands. */
import type { Http } from '../../src/contracts';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { kinds, SETTLE_MS, stopped } from './posting';
import { APRIL, expectOneEach, line, month, PostingSite, QUARTER } from './acumatica-posting';
import { FAULTS } from '../../simulators/acumatica';

describe('posting journals to an Acumatica site', () => {
	let posting: PostingSite;
	beforeEach(async () => {
		posting = await PostingSite.start();
	});
	afterEach(() => posting.close());

	describe('one batch for each group of rows', () => {
		it('with the reference, the mark and the words in front of people', async () => {
			const report = await posting.post({ rows: QUARTER, wishes: { title: 'Budget 2026\n approved' } });
			expect(kinds(report)).toEqual(['posted', 'posted', 'posted']);
			await expectOneEach(posting, report);
			const [{ journal, outcome } = {}] = report.journals;
			expect((await posting.batches())[0]?.Description).toBe(`${journal?.reference} ${journal?.mark} Budget 2026 approved`);
			expect(outcome).toMatchObject({ evidence: 'answered', stage: 'entered', status: 'Balanced', warnings: [], release: { kind: 'not asked' } });
			expect(outcome).toMatchObject({ link: expect.stringMatching(/\/HarborMills\/Main\?CompanyID=HarborMills&ScreenId=GL301000&Module=GL&BatchNbr=GL\d{7}$/) as string });
			expect(posting.clock.slept).toEqual([]);
		});

		it.each([
			{ putAnswer: 'sent' }, { emptyFields: 'null', serverOffset: '-04:00' }, { detailIds: 'session', links: false }, { crossViewFilter: 'empty' },
			{ delegates: 'JournalTransaction/Details' }, { lineWithoutSubaccount: 'refuse' }, { absoluteLinks: true },
		])('on a site where %j', async (switches) => {
			await posting.site.switches(switches);
			const report = await posting.post({ rows: QUARTER });
			await expectOneEach(posting, report);
			expect(kinds(await posting.post({ rows: QUARTER }))).toEqual(['posted', 'posted', 'posted']);
			expect(await posting.writes()).toBe(3);
		});

		it.each(['24.200.001', '25.200.001'])('with endpoint version %s', async (version) => {
			await expectOneEach(posting, await posting.post({ client: { version } }));
		});

		it('of 1200 lines in three parts that each balance', async () => {
			const rows = Array.from({ length: 600 }, (_, n) => [line('52000', `${n + 1}.01`, {}, `d${n}`), line('99000', `-${n + 1}.01`, {}, `c${n}`)]).flat();
			const report = await posting.post({ rows });
			expect(report.journals.map(({ journal }) => journal.lines.length)).toEqual([500, 500, 200]);
			await expectOneEach(posting, report);
		});

		it('in both spellings of a period, which are one reference', async () => {
			const [one, two] = [await posting.post(), await posting.post({ rows: month('04', '2000.10', { period: '04-2026' }) })];
			expect(two.journals[0]?.journal.reference).toBe(one.journals[0]?.journal.reference);
			expect([kinds(two), await posting.writes()]).toEqual([['posted'], 1]);
		});

		it('for lines of several branches, projects, units and quantities', async () => {
			const more = { lineBranch: 'MILL2', project: 'X', reference: 'K12-0226', quantity: '3.5', unit: 'EA' };
			const rows = [line('52000', '10.00', more), line('99000', '-10.00', more)];
			await expectOneEach(posting, await posting.post({ rows }));
			expect(await posting.site.control('totals?by=Branch&match=PLAN-')).toEqual([expect.objectContaining({ Branch: 'MILL2', lines: 2 })]);
		});

		it('on hold when asked for, and unbalanced where that is allowed', async () => {
			const report = await posting.post({ rows: [line('61000', '17.00')], wishes: { imbalance: 'allow' }, settings: { hold: true } });
			expect(report.journals[0]?.outcome).toMatchObject({ kind: 'posted', stage: 'held', status: 'On Hold', warnings: [] });
			const statistical = await posting.post({ rows: [line('61000', '17.00')], wishes: { imbalance: 'allow', name: 'Headcount' } });
			expect(statistical.journals[0]?.outcome).toMatchObject({ kind: 'posted', status: 'Balanced' });
		});

		it('says when the site holds it for an approval', async () => {
			await posting.site.switches({ approval: true });
			const report = await posting.post({ options: { release: true } });
			expect(report.journals[0]?.outcome).toMatchObject({
				kind: 'posted', stage: 'held', warnings: [expect.stringContaining('Pending Approval')], release: { kind: 'failed', said: expect.stringContaining('Pending Approval') },
			});
		});

		it('with its control total where the site validates it', async () => {
			await posting.site.switches({ controlTotals: true });
			expect((await posting.post()).rejected[0]?.reasons[0]).toContain('control total');
			await expectOneEach(posting, await posting.post({ settings: { controlTotal: true } }));
		});
	});

	describe('an answer that is lost', () => {
		it.each([FAULTS.answerLost, FAULTS.errorAfterStore, FAULTS.cutBody, FAULTS.truncated])('after the batch was stored ($name): it is found, and there is one', async (fault) => {
			await posting.fault(fault);
			const report = await posting.post({ rows: QUARTER });
			expect(report.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['answer lost', 'answered', 'answered']);
			expect(posting.clock.slept).toContain(SETTLE_MS);
			await expectOneEach(posting, report);
			expect(await posting.writes()).toBe(3);
		});

		it.each([FAULTS.droppedBefore, FAULTS.gatewayTimeout])('before the site saw it ($name): ambiguous, and the next run posts it, once it has settled', async (fault) => {
			await posting.fault(fault);
			const report = await posting.post();
			expect(report.journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'answer lost', mayBeStoredByThisRun: true });
			expect(await posting.batches()).toEqual([]);
			posting.clock.slept.length = 0;
			await expectOneEach(posting, await posting.post());
			expect(posting.clock.slept).toEqual([SETTLE_MS]);
		});

		it('with half of the lines: never taken for whole, and nothing is written beside it', async () => {
			await posting.site.control('disturb', { kind: 'keep-lines', lines: 1 });
			expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'partial' });
			expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'partial' });
			expect(await posting.batches()).toHaveLength(1);
		});

		it('is no reason to send it again when the site is crowded: declined ones are not stored, and there is one', async () => {
			await posting.fault({ ...FAULTS.tooMany, times: 3 });
			await expectOneEach(posting, await posting.post());
		});

		it('stopped while the batch is being stored, the run sees it through and says so', async () => {
			const stop = new AbortController();
			const { signal } = stop;
			const { http } = posting.site.signIn();
			const stopping: Http = {
				send: (request) => {
					const answer = http.send(request);
					if (request.method === 'PUT') stop.abort(stopped());
					return answer;
				},
			};
			const report = await posting.post({ signal, client: { signal, http: stopping }, rows: QUARTER });
			expect(kinds(report)).toEqual(['posted', 'unsent', 'unsent']);
			expect(await posting.batches()).toHaveLength(1);
		});
	});

	describe('a run again, or two at once', () => {
		it('posts nothing and writes nothing, though the period is closed by now', async () => {
			await posting.post({ rows: QUARTER });
			await posting.site.control('period', { period: '042026', status: 'Closed' });
			const again = await posting.post({ rows: [...QUARTER].reverse() });
			expect(again.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['found', 'found', 'found']);
			expect([await posting.writes(), posting.clock.slept]).toEqual([3, []]);
			await expectOneEach(posting, again);
		});

		it('in one process: one of them creates', async () => {
			const [one, two] = await Promise.all([posting.post({ rows: QUARTER }), posting.post({ rows: QUARTER })]);
			await expectOneEach(posting, one);
			await expectOneEach(posting, two);
			expect(await posting.writes()).toBe(3);
		});

		it('in two processes: there are two at most, and both numbers are told', async () => {
			const lock = new FifoLock(posting.clock);
			const options = { waitForEarlierRuns: false };
			const reports = await Promise.all([posting.post({ options }), posting.post({ options, lock })]);
			const batches = await posting.batches();
			expect(batches.length).toBeLessThanOrEqual(2);
			const told = reports.flatMap(({ journals }) => journals).flatMap(({ outcome }) => (outcome.kind === 'ambiguous' ? [[...outcome.numbers].sort()] : []));
			if (batches.length === 2) expect(told).toContainEqual(batches.map(({ BatchNbr }) => BatchNbr).sort());
		});

		it('with other figures: different content, and nothing is posted', async () => {
			await posting.post();
			const report = await posting.post({ rows: month('04', '2000.11') });
			expect(report.journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'different content', numbers: [(await posting.only()).BatchNbr] });
		});
	});

	describe('what somebody did to the batch', () => {
		const outcome = async (): Promise<unknown> => (await posting.post()).journals[0]?.outcome;

		it('archived: it is found', async () => {
			await posting.post();
			await posting.edit(await posting.only(), { archived: 'true' });
			expect(await outcome()).toMatchObject({ kind: 'posted', evidence: 'found' });
			expect(await posting.writes()).toBe(1);
		});

		it.each<[string, Record<string, unknown>]>([
			['edited a line', { Details: [{ Account: '51000', Subaccount: '100EAST', BranchID: 'MILL1', DebitAmount: '2000.1000', CreditAmount: '0.0000' },
				{ Account: '99000', Subaccount: '100EAST', BranchID: 'MILL1', DebitAmount: '0.0000', CreditAmount: '2000.1000' }] }],
			['moved a line to another subaccount', { Details: [{ Account: '52000', Subaccount: '200WEST', BranchID: 'MILL1', DebitAmount: '2000.1000', CreditAmount: '0.0000' },
				{ Account: '99000', Subaccount: '100EAST', BranchID: 'MILL1', DebitAmount: '0.0000', CreditAmount: '2000.1000' }] }],
			['moved it to another ledger', { LedgerID: 'ACTUAL' }],
			['moved it to another period', { PostPeriod: '052026' }],
		])('%s: different content', async (_name, record) => {
			await posting.post();
			await posting.edit(await posting.only(), record);
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'different content' });
		});

		it('rewrote the words: that is still it; rewrote the mark: nobody can say', async () => {
			await posting.post();
			const batch = await posting.only();
			await posting.edit(batch, { Description: `${batch.Description.split(' ').slice(0, 2).join(' ')} checked by Kim` });
			expect(await outcome()).toMatchObject({ kind: 'posted' });
			await posting.edit(batch, { Description: batch.Description.split(' ')[0]?.toLowerCase() });
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'unreadable' });
			expect(await posting.writes()).toBe(1);
		});

		it('rewrote the whole description: the user-defined field still finds it', async () => {
			const settings = { searchField: 'BatchModule.AttributePLANREF' };
			const report = await posting.post({ settings });
			const batch = await posting.only();
			expect(batch.reference).toBe(report.journals[0]?.journal.reference);
			expect(kinds(await posting.post({ settings }))).toEqual(['posted']);
			await posting.edit(batch, { Description: 'Budget' });
			expect((await posting.post({ settings })).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'unreadable', numbers: [batch.BatchNbr] });
			expect(await posting.writes()).toBe(1);
		});

		it('copied it: several', async () => {
			const [report] = [await posting.post()];
			const batch = await posting.only();
			await posting.site.save('JournalTransaction', { Module: 'GL', BatchNbr: 'GL0000900', LedgerID: 'STATPLAN', BranchID: 'MILL1', PostPeriod: '042026', TransactionDate: '2026-04-28', Status: 'Balanced', Description: batch.Description });
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'several', numbers: [batch.BatchNbr, 'GL0000900'] });
			expect(report.journals).toHaveLength(1);
		});

		it('reversed it: withdrawn, with both numbers', async () => {
			await posting.post({ options: { release: true } });
			const batch = await posting.only();
			await posting.site.save('JournalTransaction', {
				Module: 'GL', BatchNbr: 'GL0000901', LedgerID: 'STATPLAN', BranchID: 'MILL1', PostPeriod: '042026', TransactionDate: '2026-04-28', Status: 'Balanced',
				Description: batch.Description, custom: { 'BatchModule.OrigBatchNbr': batch.BatchNbr },
			});
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'withdrawn', numbers: [batch.BatchNbr, 'GL0000901'] });
		});

		it.each(['Void', 'Voided'])('made it %s: withdrawn', async (Status) => {
			await posting.post();
			await posting.edit(await posting.only(), { Status });
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'withdrawn' });
		});

		it('deleted it: it is posted again, after it has settled', async () => {
			await posting.post();
			await posting.site.control('delete', { entity: 'JournalTransaction', key: `GL/${(await posting.only()).BatchNbr}` });
			await expectOneEach(posting, await posting.post());
			expect(posting.clock.slept).toEqual([SETTLE_MS]);
		});
	});

	it('a dry run writes nothing and says the same', async () => {
		const report = await posting.post({ rows: [...APRIL, ...month('05', '1.00', { ledger: 'BUD26' })], options: { dryRun: true } });
		expect([kinds(report), report.rejected.map(({ row }) => row)]).toEqual([['planned'], [2, 3]]);
		expect([await posting.writes(), await posting.batches()]).toEqual([0, []]);
	});
});
