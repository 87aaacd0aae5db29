/** Posting to a site: the engine, the two targets and the simulator, which were written from the reference by different hands. */
import type { Http } from '../../src/contracts';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { FAULTS } from '../../simulators/sage300';
import { kinds, SETTLE_MS, stopped } from './posting';
import { adjustment, expectOneEach, GENERAL, line, PAYABLES, PostingSite } from './sage300-posting';

describe.each([['journal batches', GENERAL], ['adjustment batches', PAYABLES]] as const)('posting %s', (_label, ledger) => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(ledger);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	describe('one batch for each group of rows', () => {
		it('with the reference, the mark and the words in front of people', async () => {
			const report = await posting.post({ rows: posting.quarter, wishes: { title: 'Budget 2026\n approved' } });
			expect(kinds(report)).toEqual(['posted', 'posted', 'posted']);
			await expectOneEach(posting, report);
			const [{ journal, outcome } = {}] = report.journals;
			expect((await posting.batches()).map(({ Description }) => Description)).toContain(`${journal?.reference} ${journal?.mark} Budget 2026 approved`);
			expect(outcome).toMatchObject({ evidence: 'answered', stage: 'entered', status: 'Open', warnings: [], release: { kind: 'not asked' } });
			expect(posting.clock.slept).toEqual([]);
		});

		it.each<Record<string, unknown>>([
			{ createStatus: 200, patchStatus: 200 }, { amountDecimals: 3 }, { dateForm: 'none' }, { dateForm: '+02:00' }, { dateForm: 'day' }, { dateForm: 'slashes' },
			{ metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept' }, { calendarStatus: 'absent' }, { documentDateSetsPeriod: false }, { longText: 'cut' },
			{ extraDecimals: 'refuse' }, { unbalanced: 'accept' }, { pageSize: 1 }, { pageSize: 2 }, { nextLinkHost: 'http://sage-internal.example' }, { adjustmentSign: 'increases' },
			{ errorType: 'text/plain' }, { documentTotals: 'refuse' }, { formattedAccounts: 'accept' },
		])('on a site where %j', async (switches) => {
			await posting.site.switches(switches);
			await expectOneEach(posting, await posting.post({ rows: posting.quarter }));
			const again = await posting.post({ rows: posting.quarter });
			expect(again.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['found', 'found', 'found']);
			expect(await posting.writes()).toBe(3);
		});

		it.each(['with time', 'plain'] as const)('with dates %s', async (dates) => {
			await expectOneEach(posting, await posting.post({ settings: { dates } }));
			expect(JSON.stringify(await posting.stored(await posting.only()))).toContain('2026-04-28');
		});

		it('of 1200 lines in three parts', async () => {
			const rows = Array.from({ length: 600 }, (_, n) => ledger.month('04', `${n + 1}.01`).map((one, at) => ({ ...one, key: `${n}-${at}` }))).flat();
			const report = await posting.post({ rows });
			expect(report.journals.map(({ journal }) => journal.lines.length)).toEqual([500, 500, 200]);
			await expectOneEach(posting, report);
		});

		it('whose warnings are told', async () => {
			await posting.site.switches({ warnings: true });
			expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'posted', warnings: ['Check the entry.'] });
		});

		it('a dry run writes nothing and says the same', async () => {
			const report = await posting.post({ rows: [...posting.april, ...ledger.month('05', '1.00', { date: '2024-05-28' })], options: { dryRun: true } });
			expect([kinds(report), report.rejected.map(({ row }) => row)]).toEqual([['planned'], [2, 3]]);
			expect([await posting.writes(), await posting.batches()]).toEqual([0, []]);
		});
	});

	describe('an answer that is lost', () => {
		it.each([FAULTS.answerLost, FAULTS.gatewayTimeoutAfterStore, FAULTS.cutBody, FAULTS.truncated])('after the batch was stored ($name): it is found, and there is one', async (fault) => {
			await posting.fault(fault);
			const report = await posting.post({ rows: posting.quarter });
			expect(report.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['answer lost', 'answered', 'answered']);
			expect(posting.clock.slept).toContain(SETTLE_MS);
			await expectOneEach(posting, report);
			expect(await posting.writes()).toBe(3);
		});

		it('when the server was cut off and has stored all of it', async () => {
			await posting.site.switches({ storedAtReset: 'all' });
			await posting.site.control('disturb', { kind: 'interrupt', lines: 1, match: '^ANP-' });
			const report = await posting.post();
			expect(report.journals[0]?.outcome).toMatchObject({ kind: 'posted', evidence: 'answer lost' });
			await expectOneEach(posting, report);
		});

		it('when it has stored a part: never taken for whole, and nothing is written beside it, now or later', async () => {
			await posting.site.switches({ storedAtReset: 'part' });
			await posting.site.control('disturb', { kind: 'interrupt', lines: 1, match: '^ANP-' });
			for (const _run of [1, 2, 3]) expect((await posting.post({ options: { release: true } })).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'partial', numbers: [(await posting.only()).BatchNumber] });
			expect([await posting.only(), await posting.writes()]).toEqual([expect.objectContaining({ lines: 1, status: 'Open' }), 1]);
		});

		it('when it has stored a part without any line', async () => {
			await posting.site.switches({ storedAtReset: 'part' });
			await posting.site.control('disturb', { kind: 'interrupt', lines: 0, match: '^ANP-' });
			for (const _run of [1, 2]) expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'partial' });
			expect(await posting.writes()).toBe(1);
		});

		it('when a person has deleted the part: it never was the journal, so the next run posts it, and says so', async () => {
			await posting.site.switches({ storedAtReset: 'part' });
			await posting.site.control('disturb', { kind: 'interrupt', lines: 1, match: '^ANP-' });
			await posting.post({ rows: posting.quarter });
			const [part] = (await posting.batches()).filter(({ lines }) => lines === 1);
			await posting.remove(part);
			const dry = await posting.post({ rows: posting.quarter, options: { dryRun: true } });
			expect(dry.journals.map(({ outcome: { kind } }) => kind)).toEqual(['planned', 'posted', 'posted']);
			const again = await posting.post({ rows: posting.quarter });
			expect(again.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['answered', 'found', 'found']);
			expect(again.journals.map(({ remarks }) => remarks)).toEqual([[expect.stringContaining(`${part?.BatchNumber} carries the reference, is deleted and has 1 of 2 lines`)], [], []]);
			const third = await posting.post({ rows: posting.quarter });
			expect(third.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['found', 'found', 'found']);
			expect([await posting.writes(), (await posting.batches()).filter(({ status }) => status !== 'Deleted').length]).toEqual([4, 3]);
		});

		it('when a person has deleted a part without any line: it could have been all of them, so it stays withdrawn until it is named', async () => {
			await posting.site.switches({ storedAtReset: 'part' });
			await posting.site.control('disturb', { kind: 'interrupt', lines: 0, match: '^ANP-' });
			await posting.post();
			const part = await posting.only();
			await posting.remove(part);
			expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'withdrawn' });
			expect(kinds(await posting.post({ wishes: { deletedAgain: [part.BatchNumber] } }))).toEqual(['posted']);
		});

		it.each<[string, () => Promise<unknown>]>([
			['the server was cut off and has stored nothing', async () => {
				await posting.site.switches({ storedAtReset: 'nothing' });
				await posting.site.control('disturb', { kind: 'interrupt', lines: 1, match: '^ANP-' });
			}],
			['the server never saw it', () => posting.fault(FAULTS.droppedBefore)],
			['the proxy gave up', () => posting.fault(FAULTS.badGateway)],
			['an error without a reason', () => posting.fault({ kind: 'answer', status: 500, headers: {}, body: '{"error":{"code":"InternalServerError","message":{"lang":"en-US","value":"Oops."}}}' })],
		])('when %s: ambiguous, and the next run posts it, once it has settled', async (_name, arm) => {
			await arm();
			const report = await posting.post();
			expect(report.journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'answer lost', mayBeStoredByThisRun: true });
			expect(await posting.batches()).toEqual([]);
			posting.clock.slept.length = 0;
			await expectOneEach(posting, await posting.post());
			expect(posting.clock.slept).toEqual([SETTLE_MS]);
		});

		it.each([FAULTS.tooMany, FAULTS.licenceFull])('is none when the server takes no more ($name): declined ones are not stored, and there is one', async (fault) => {
			await posting.fault({ ...fault, times: 3 });
			await expectOneEach(posting, await posting.post());
			expect(await posting.writes()).toBe(1);
		});

		it('is none when there is no licence at all: unsent, and the next run posts it', async () => {
			await posting.site.switches({ seats: 2 });
			await posting.site.control('seats', { taken: 2 });
			const report = await posting.post();
			expect(kinds(report)).toEqual(['unsent']);
			expect(report.stoppedBy?.facts.said).toContain('You do not have a license');
			await posting.site.control('seats', { taken: 1 });
			await expectOneEach(posting, await posting.post());
		});

		it('is none when the session has died: it is not sent in the dark', async () => {
			await posting.site.later(1, 'sessions/expire', {}, `GET .*/${ledger.resource}`);
			const report = await posting.post();
			await posting.post();
			expect(await posting.batches()).toHaveLength(1);
			expect(['posted', 'ambiguous']).toContain(report.journals[0]?.outcome.kind);
		});

		it('stopped while the batch is being stored, the run sees it through and says so', async () => {
			const stop = new AbortController();
			const { signal } = stop;
			const stopping: Http = {
				send: (request) => {
					const answer = posting.site.http.send(request);
					if (request.method === 'POST') stop.abort(stopped());
					return answer;
				},
			};
			const report = await posting.post({ signal, client: { signal, http: stopping }, rows: posting.quarter });
			expect(kinds(report)).toEqual(['posted', 'unsent', 'unsent']);
			expect(await posting.batches()).toHaveLength(1);
		});
	});

	describe('a run again, or two at once', () => {
		it('posts nothing and writes nothing, though the period is locked by now', async () => {
			await posting.post({ rows: posting.quarter });
			await posting.site.control('period', { year: '2026', period: '04', status: 'Locked', application: ledger.kind === 'AD' ? 'AP' : 'GL' });
			const again = await posting.post({ rows: [...posting.quarter].reverse() });
			expect(again.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['found', 'found', 'found']);
			expect([await posting.writes(), posting.clock.slept]).toEqual([3, []]);
			await expectOneEach(posting, again);
		});

		it('in one process: one of them creates', async () => {
			await posting.site.switches({ parallelPerUser: 0 });
			const [one, two] = await Promise.all([posting.post({ rows: posting.quarter }), posting.post({ rows: posting.quarter })]);
			await expectOneEach(posting, one);
			await expectOneEach(posting, two);
			expect(await posting.writes()).toBe(3);
		});

		it('in two processes: there are two at most, and both numbers are told', async () => {
			await posting.site.switches({ parallelPerUser: 0 });
			const lock = new FifoLock(posting.clock);
			const options = { waitForEarlierRuns: false };
			const reports = await Promise.all([posting.post({ options }), posting.post({ options, lock })]);
			const batches = await posting.batches();
			expect(batches.length).toBeLessThanOrEqual(2);
			const told = reports.flatMap(({ journals }) => journals).flatMap(({ outcome }) => (outcome.kind === 'ambiguous' ? [[...outcome.numbers].sort()] : []));
			if (batches.length === 2) expect(told).toContainEqual(batches.map(({ BatchNumber }) => BatchNumber).sort());
		});

		it('with other figures: different content, and nothing is posted', async () => {
			await posting.post();
			const report = await posting.post({ rows: ledger.month('04', '20.11') });
			expect(report.journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'different content', numbers: [(await posting.only()).BatchNumber] });
		});
	});

	describe('what somebody did to the batch', () => {
		const outcome = async (): Promise<unknown> => (await posting.post()).journals[0]?.outcome;

		it.each<[string, (json: string) => string]>([
			['moved a line to another account', (json) => json.replace('62000D10', '62000D20')],
			['changed an amount', (json) => json.replaceAll(/"20\.100?"/g, '"20.11"')],
			['moved it to another day', (json) => json.replaceAll('2026-04-28', '2026-04-29')],
		])('%s: different content', async (_name, change) => {
			await posting.post();
			await posting.edit(await posting.only(), change);
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'different content' });
			expect(await posting.writes()).toBe(1);
		});

		it('rewrote the words: that is still it; rewrote the mark: nobody can say', async () => {
			const [{ journal } = {}] = (await posting.post()).journals;
			const batch = await posting.only();
			await posting.edit(batch, (json) => json.replace(batch.Description, `${journal?.reference} ${journal?.mark} checked by Kim`));
			expect(await outcome()).toMatchObject({ kind: 'posted' });
			await posting.edit(batch, (json) => json.replace(/ \w{12} checked by Kim/, ' checked by Kim'));
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'unreadable' });
			expect(await posting.writes()).toBe(1);
		});

		it.each([100, 1])('copied it: several, with both numbers (pages of %i)', async (pageSize) => {
			await posting.site.switches({ pageSize });
			await posting.post();
			const batch = await posting.only();
			const other = ledger.kind === 'GL' ? '000900' : '900';
			const copy = JSON.stringify(await posting.stored(batch)).replaceAll(`"BatchNumber":"${batch.BatchNumber}"`, `"BatchNumber":"${other}"`);
			await posting.site.save(ledger.resource, JSON.parse(copy) as Record<string, unknown>);
			expect(await outcome()).toMatchObject({ kind: 'ambiguous', doubt: 'several', numbers: [batch.BatchNumber, other] });
			// Deleting one of the two settles it.
			await posting.site.delete(ledger.resource, ledger.kind === 'GL' ? other : `AD/${other}`);
			expect(await outcome()).toMatchObject({ kind: 'posted', number: batch.BatchNumber });
		});

		it('deleted it: withdrawn, and posted again alone where its number is named', async () => {
			await posting.post({ rows: posting.quarter });
			const [batch, ...others] = await posting.batches();
			await posting.remove(batch);
			const number = batch?.BatchNumber ?? '';
			const { journals } = await posting.post({ rows: posting.quarter });
			const [withdrawn] = journals.filter(({ outcome }) => outcome.kind === 'ambiguous');
			expect(withdrawn?.outcome).toMatchObject({ doubt: 'withdrawn', numbers: [number] });
			expect(withdrawn?.outcome).toMatchObject({ error: { facts: { remedy: expect.stringMatching(`name ${number} in the option "Post Again What Was Deleted"`) } } });
			const deletedAgain = [number.replace(/^0+/, '')];
			for (const _run of [1, 2]) expect(kinds(await posting.post({ rows: posting.quarter, wishes: { deletedAgain } }))).toEqual(['posted', 'posted', 'posted']);
			expect(await posting.writes()).toBe(4);
			const [second] = (await posting.batches()).filter((one) => one.status !== 'Deleted' && !others.some(({ BatchNumber }) => BatchNumber === one.BatchNumber));
			await posting.remove(second);
			expect((await posting.post({ rows: posting.quarter, wishes: { deletedAgain } })).journals.map(({ outcome }) => outcome.kind).sort()).toEqual(['ambiguous', 'posted', 'posted']);
		});

		it('posted it: it is found in the ledger', async () => {
			await posting.post();
			const batch = await posting.only();
			await posting.edit(batch, (json) => json.replace(/"(Status|BatchStatus)":"Open"/, '"$1":"ReadyToPost"'));
			await posting.site.control('post', { kind: ledger.kind, batch: Number(batch.BatchNumber) });
			expect(await outcome()).toMatchObject({ kind: 'posted', evidence: 'found', stage: 'released', status: 'Posted' });
		});
	});
});

describe('journal batches', () => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(GENERAL);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	it('in another currency, with its rate', async () => {
		const rows = [line('62000D10', '990.00'), line('10200', '-990.00', { sourceCurrency: 'EUR', sourceAmount: '-900.00', rate: '1.1' })];
		await expectOneEach(posting, await posting.post({ rows }));
		expect(JSON.stringify(await posting.stored(await posting.only()))).toContain('"SourceCurrencyAmount":"-900.000"');
	});

	it('on an account of another currency, in the company\'s own where the row says so', async () => {
		const rows = (fields: Record<string, string>) => [line('62000D10', '990.00'), line('10200', '-990.00', fields)];
		const refused = await posting.post({ rows: rows({}) });
		expect(refused.rejected[0]?.reasons[0]).toContain('out of balance');
		expect(await posting.batches()).toEqual([]);
		await expectOneEach(posting, await posting.post({ rows: rows({ sourceCurrency: 'USD' }) }));
	});

	it('in a period that is not that of the date, and of another source', async () => {
		const rows = posting.april.map((one) => ({ ...one, fields: { ...one.fields, period: '202604', sourceCode: 'gl-pl', reference: 'R-1' } }));
		await expectOneEach(posting, await posting.post({ rows }));
		expect((await posting.stored(await posting.only())).JournalHeaders).toMatchObject([{ FiscalYear: '2026', FiscalPeriod: '04', SourceType: 'PL' }]);
		const adjusting = posting.april.map((one) => ({ ...one, fields: { ...one.fields, date: '2026-12-31', period: '2026-14' } }));
		expect(kinds(await posting.post({ rows: adjusting, wishes: { name: 'Adjusting' } }))).toEqual(['posted']);
		expect(await posting.site.control('totals?of=batches&by=Period&match=%5EANP-')).toEqual(expect.arrayContaining([expect.objectContaining({ Period: '14', lines: 2 })]));
	});

	it('with accounts of one to four segments, and the longest texts that there is room for', async () => {
		const [long, reference] = ['Ä'.repeat(60), 'Ä'.repeat(43)];
		const rows = [line('62000D10EU', '1.00', { reference }), line('65020D30EUP7', '2.00', { reference }), line('99000', '-3.00', { reference })].map((one) => ({ ...one, description: long }));
		await expectOneEach(posting, await posting.post({ rows, wishes: { title: 'Y'.repeat(200) } }));
		expect(kinds(await posting.post({ rows, wishes: { title: 'Y'.repeat(200) } }))).toEqual(['posted']);
	});

	it('of which one took the reference away: no search can find it any more', async () => {
		await posting.post();
		await posting.edit(await posting.only(), (json) => json.replace(/"Description":"ANP-[^"]*"/, '"Description":"Budget"'));
		expect(await posting.batches()).toEqual([]);
		await expectOneEach(posting, await posting.post());
	});
});

describe('adjustment batches', () => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(PAYABLES);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	it('of several vendors and documents: an entry for each vendor, an application for each document', async () => {
		const rows = [
			adjustment('62000D10', '1.00'), adjustment('51020D20', '2.50'), adjustment('62000D10', '3.00', { document: 'INV-88312' }),
			adjustment('62000D10', '4.00', { vendor: 'v1041', document: 'inv-88311' }),
		];
		const report = await posting.post({ rows });
		await expectOneEach(posting, report);
		expect(await posting.site.control(`totals?of=batches&resource=${PAYABLES.resource}&by=Document&match=%5EANP-`)).toEqual(expect.arrayContaining([
			expect.objectContaining({ Document: 'V1040/INV-88310', lines: 2, net: '3.500' }), expect.objectContaining({ Document: 'V1041/INV-88311', lines: 1, net: '4.000' }),
		]));
		expect(kinds(await posting.post({ rows: [...rows].reverse() }))).toEqual(['posted']);
		expect(await posting.writes()).toBe(1);
	});

	it('whose kind carries the side, where the site has one for each', async () => {
		await posting.site.switches({ adjustmentTypes: '81,82' });
		const settings = { amounts: 'absolute', debitType: 81, creditType: 82 } as const;
		const report = await posting.post({ settings });
		expect(kinds(report)).toEqual(['posted']);
		expect(await posting.only()).toMatchObject({ lines: 2, debit: '40.200', credit: '0.000' });
		expect(kinds(await posting.post({ settings }))).toEqual(['posted']);
		expect(await posting.writes()).toBe(1);
	});

	it('with a kind that the site does not know are refused with its words', async () => {
		const { rejected } = await posting.post({ settings: { debitType: 99 } });
		expect(rejected.map(({ reasons: [first = ''] }) => first).join()).toContain('Transaction type "99" is not valid');
		expect(await posting.batches()).toEqual([]);
	});

	it('are told apart from payments with the same words and number', async () => {
		await posting.post();
		const batch = await posting.only();
		for (const BatchNumber of [batch.BatchNumber, '77']) {
			await posting.site.save(PAYABLES.resource, { BatchSelector: 'PY', BatchNumber, Description: batch.Description, BatchDate: '2026-04-28', BatchStatus: 'Open' });
		}
		expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'posted', evidence: 'found', number: batch.BatchNumber });
	});
});
