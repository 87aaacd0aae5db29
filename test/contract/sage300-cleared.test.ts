/** Batches that were posted and cleared from the list: only the ledger remembers them. */
import { FAULTS } from '../../simulators/sage300';
import { kinds } from './posting';
import { GENERAL, line, PAYABLES, PostingSite } from './sage300-posting';

describe('a posted G/L batch that was cleared from the list', () => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(GENERAL);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	const release = { settings: { releaseAs: 'post' }, options: { release: true } } as const;
	const cleared = async (rows = posting.quarter): Promise<void> => {
		expect(new Set(kinds(await posting.post({ rows, ...release })))).toEqual(new Set(['posted']));
		await posting.site.control('clear-history', { resource: 'GLJournalBatches' });
		expect(await posting.batches()).toEqual([]);
	};

	it.each<Record<string, unknown>>([
		{}, { postedAccounts: 'formatted' }, { metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept' }, { pageSize: 1 }, { pageSize: 3 }, { amountDecimals: 3 }, { dateForm: 'none' }, { dateForm: 'slashes' },
	])('is found in the ledger and never posted again, on a site where %j', async (switches) => {
		await posting.site.switches(switches);
		await cleared();
		for (const options of [{}, { release: true }, { dryRun: true }]) {
			const again = await posting.post({ ...release, rows: posting.quarter, options });
			expect(again.journals.map(({ outcome }) => outcome)).toEqual([1, 2, 3].map(() => expect.objectContaining({
				kind: 'posted', evidence: 'found', verified: true, stage: 'released', number: expect.stringMatching(/^\d{6}$/), status: 'Posted; found in the ledger, not in the list of batches',
			})));
		}
		expect([await posting.writes(), await posting.postings()]).toEqual([3, 3]);
	});

	it('leaves the others of its posting to be posted', async () => {
		await cleared(posting.april);
		const all = await posting.post({ rows: posting.quarter, ...release });
		expect(all.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.evidence)).toEqual(['found', 'answered', 'answered']);
		expect(await posting.writes()).toBe(3);
	});

	it('is found with references of the user behind its own', async () => {
		const rows = [line('62000D10', '5.00', { reference: 'ACC-17' }), line('99000', '-5.00', { reference: 'x'.repeat(43) })];
		await cleared(rows);
		expect((await posting.post({ rows })).journals[0]?.outcome).toMatchObject({ kind: 'posted', evidence: 'found' });
		const told = await posting.site.records('GLPostedTransactions');
		expect(JSON.stringify(told)).toMatch(/"JournalDetailReference":"ANP-[0-9A-Z]{12} ACC-17"/);
	});

	it('with other lines than those of now is for a person', async () => {
		await cleared(posting.april);
		const before = await posting.writes();
		const [debit, credit] = GENERAL.month('04', '21.00');
		if (!debit || !credit) throw new Error('no rows');
		expect((await posting.post({ rows: [debit, credit] })).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'different content', numbers: [expect.stringMatching(/^\d{6}$/)] });
		posting.clock.slept.length = 0;
		const more = [...posting.april, line('62000D10', '1.00', { date: '2026-04-28' }), line('99000', '-1.00', { date: '2026-04-28' })];
		expect((await posting.post({ rows: more })).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'different content' });
		expect(posting.clock.slept).toEqual([]);
		expect(await posting.writes()).toBe(before);
	});

	it('or whose description somebody has rewritten is found, once it is posted', async () => {
		await posting.post();
		const batch = await posting.only();
		await posting.edit(batch, (json) => json.replace(/"Description":"ANP-[^"]*"/, '"Description":"Budget"').replace('"Status":"Open"', '"Status":"ReadyToPost"'));
		await posting.site.control('post', { batch: Number(batch.BatchNumber) });
		expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'posted', evidence: 'found', number: batch.BatchNumber });
		expect(await posting.writes()).toBe(1);
	});

	it('beside a deleted part of it is found all the same', async () => {
		await posting.site.switches({ storedAtReset: 'part' });
		await posting.site.control('disturb', { kind: 'interrupt', lines: 1, match: '^ANP-' });
		await posting.post();
		await posting.remove(await posting.only());
		expect(kinds(await posting.post(release))).toEqual(['posted']);
		const [part] = (await posting.batches()).filter(({ status }) => status === 'Deleted');
		if (!part) throw new Error('no deleted batch');
		const kept = await posting.stored(part);
		await posting.site.control('clear-history', {});
		await posting.site.save('GLJournalBatches', kept);
		expect((await posting.post()).journals[0]?.outcome).toMatchObject({ kind: 'posted', evidence: 'found' });
		expect(await posting.writes()).toBe(2);
	});

	it('is asked for by what the vendor documents, within the years that it can stand in, and only where the list shows none', async () => {
		posting.site.sent.length = 0;
		const asked = (): string[] => posting.site.sent.filter(({ url }) => url.includes('/GLPostedTransactions?')).map(({ url }) => new URL(url).searchParams.get('$filter') ?? '');
		await posting.post();
		const [filter = '', again] = asked();
		expect(filter).toMatch(/^\(FiscalYear eq '2025' or FiscalYear eq '2026' or FiscalYear eq '2027'\) and startswith\(JournalDetailReference,'ANP-[0-9A-Z]{12}'\)$/);
		// Before everything, and once more under the lock, right before the create.
		expect([again, asked()]).toEqual([filter, [filter, filter]]);
		await posting.post();
		expect(asked()).toHaveLength(2);
	});

	it('when the ledger does not answer, nothing is posted', async () => {
		await posting.site.control('faults', { match: 'GET .*/GLPostedTransactions', ...FAULTS.badGateway, times: 50 });
		const report = await posting.post();
		expect([report.stoppedBy !== undefined, await posting.writes()]).toEqual([true, 0]);
	});

	it('is not looked for where that is switched off', async () => {
		await posting.post({ settings: { searchLedger: false } });
		expect(await posting.site.requests('GLPostedTransactions')).toEqual([]);
	});
});

it('adjustments: nothing but the batch tells of them, and no ledger is asked', async () => {
	const posting = await PostingSite.start(PAYABLES);
	try {
		expect(kinds(await posting.post())).toEqual(['posted']);
		expect(await posting.site.requests('GLPostedTransactions')).toEqual([]);
	} finally {
		await posting.close();
	}
});
