import { BALANCED, type Caller, entries, journal, Site, values, type Rec } from './driver';

describe('ready to post and posting', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		caller = site.caller();
	});
	afterAll(() => site.close());

	const read = async (batch: string): Promise<Rec> => (await caller.get(`GL/GLJournalBatches('${batch}')`)).json();
	const lines = (sequence: number): Promise<readonly Rec[]> => caller.rows(`GL/GLPostedTransactions?$filter=PostingSequenceNumber eq ${sequence}`);
	const net = async (account: string, period: string): Promise<unknown> => (await caller.rows(
		`GL/GLAccountFiscalSets?$filter=AccountNumber eq '${account}' and Fiscalsetyear eq '2026' and FiscalsetDesignator eq 'Actuals'`,
	))[0]?.[`Period${period}netamount`] ?? 0;

	it('40. $template gives defaults, $process posts and has no body, $foo is InvalidAction', async () => {
		expect((await caller.post('GL/GLPostJournal(\'$template\')', '')).json()).toEqual({ PostAllBatches: 'Donotpostallbatches',
			PostBatchFrom: '', PostBatchTo: '', ActionSelector: '' });
		expect((await caller.post('GL/GLJournalBatches(\'$template\')', '')).json()).toMatchObject({ Status: 'Open', JournalHeaders: [] });
		const answer = await caller.post('GL/GLPostJournal(\'$process\')', { PostAllBatches: 'Postallbatches' });
		expect([answer.status, answer.text, (await read('000008')).Status]).toEqual([204, '', 'Posted']);
		for (const path of ['GL/GLPostJournal(\'$foo\')', 'GL/GLAccounts(\'$process\')']) {
			const wrong = await caller.post(path, {});
			expect([path, wrong.status, wrong.code]).toEqual([path, 400, 'InvalidAction']);
		}
		expect((await caller.get('GL/GLPostJournal(\'$template\')')).status).toBe(405);
		expect((await caller.post('GL/GLPostJournal(\'$process\')', { PostEverything: 'Yes' })).code).toBe('InvalidPayload');
	});

	it('41. after posting: Posted, the sequence increased by one per run, lines visible, fiscal sets changed', async () => {
		const before = await net('62000D10', '04');
		const [first, second, third] = [await caller.newBatch(journal()), await caller.newBatch(journal()), await caller.newBatch(journal())];
		await caller.patch(`GL/GLJournalBatches('${second}')`, { Status: 'ReadyToPost' });
		expect((await caller.ready(first)).status).toBe(204);
		expect(await read(first)).toMatchObject({ Status: 'Posted', PostingSequence: 8, ReadyToPost: 'No' });
		expect(await read(second)).toMatchObject({ Status: 'ReadyToPost', PostingSequence: 0 });
		expect((await lines(8)).map((line) => [line.AccountNumber, line.JournalTransactionAmount, line.BatchNumber, line.JournalEntryNumber,
			line.JournalTransactionNumber, line.JournalDetailReference]))
			.toEqual([['62000D10', 1250.5, first, '00001', 20, 'P-1'], ['99000', -1250.5, first, '00001', 40, 'P-1']]);
		expect(Number(await net('62000D10', '04')) - Number(before)).toBe(1250.5);
		await caller.ready(third);
		expect(await read(third)).toMatchObject({ PostingSequence: 9 });
		expect(await site.control('totals?by=Account&match=Plan')).toEqual([
			{ Account: '62000D10', debit: '2501.000', credit: '0.000', net: '2501.000', lines: 2 },
				{ Account: '99000', debit: '0.000', credit: '2501.000', net: '-2501.000', lines: 2 },
		]);
	});

	it('history that is cleared: posted and deleted batches are gone, open ones and what was posted stay', async () => {
		const [posted, open, deleted] = [await caller.newBatch(journal()), await caller.newBatch(journal()), await caller.newBatch(journal())];
		await caller.ready(posted);
		await site.control('delete', { resource: 'GLJournalBatches', key: deleted });
		await site.control('clear-history', {});
		expect([(await caller.get(`GL/GLJournalBatches('${posted}')`)).status, (await caller.get(`GL/GLJournalBatches('${deleted}')`)).status]).toEqual([404, 404]);
		expect([(await read(open)).Status, (await lines(8)).map(({ BatchNumber }) => BatchNumber)]).toEqual(['Open', [posted, posted]]);
	});

	it('41. a run leaves alone what is not ready; success means that it ran', async () => {
		const batch = await caller.newBatch(journal());
		const answer = await caller.post('GL/GLPostJournal(\'$process\')', { PostBatchFrom: Number(batch), PostBatchTo: Number(batch) });
		expect([answer.status, (await read(batch)).Status, (await lines(8)).length]).toEqual([204, 'Open', 0]);
		await site.switches({ postOnlyReady: false });
		await caller.post('GL/GLPostJournal(\'$process\')', { PostBatchFrom: batch, PostBatchTo: batch });
		expect((await read(batch)).Status).toBe('Posted');
	});

	it('41. entries that cannot be posted go to a new open batch', async () => {
		const body = JSON.parse(journal()) as { JournalHeaders: Rec[] };
		body.JournalHeaders.push({ ...body.JournalHeaders[0], DocumentDate: '2026-06-30' });
		const batch = await caller.newBatch(body);
		await caller.patch(`GL/GLJournalBatches('${batch}')`, { Status: 'ReadyToPost' });
		await site.control('period', { year: '2026', period: '06', status: 'Locked' });
		await site.control('post', { batch: Number(batch) });
		const posted = await read(batch);
		expect([posted.Status, posted.NumberOfErrors, values(entries(posted), 'ErrorBatch'),
			values(entries(posted), 'ErrorEntry')]).toEqual(['Posted', 1, ['', '000012'], ['', '00001']]);
		expect(await read('000012')).toMatchObject({ Status: 'Open', NumberOfEntries: 1, Debits: 1250.5 });
		expect((await caller.rows('GL/GLProvisionalPostingErrors'))[0]).toMatchObject({ BatchNumber: '000012',
			ErrorMessage: expect.stringContaining('locked') as string });
		expect(await lines(8)).toHaveLength(2);
	});

	it('42. a back-dated entry gets the newest posting sequence and an old JournalDate', async () => {
		await caller.ready(await caller.newBatch(journal(BALANCED, { DocumentDate: '2026-01-05' })));
		expect((await lines(8)).map((line) => [line.PostingSequenceNumber, line.JournalDate, line.FiscalPeriod])).toEqual([
			[8, '2026-01-05T00:00:00Z', '01'], [8, '2026-01-05T00:00:00Z', '01'],
		]);
		expect((await caller.rows('GL/GLPostedTransactions?$filter=JournalDate gt 2026-04-30T00:00:00Z'))).toEqual([]);
	});

	it('42. a posting in progress shows its sequence before all of its lines', async () => {
		await site.control('disturb', { kind: 'slow-posting', lines: 1, match: 'ANP' });
		await caller.ready(await caller.newBatch(journal()));
		expect(await lines(8)).toHaveLength(1);
		expect(await site.control('finish-posting', {})).toEqual({ released: 1 });
		expect(await lines(8)).toHaveLength(2);
	});

	it('41. ledger lines come in the order of their key, which begins with the account', async () => {
		const all = await caller.rows('GL/GLPostedTransactions?$select=AccountNumber,PostingSequenceNumber&$top=100');
		const accounts = values(all, 'AccountNumber') as string[];
		expect([...accounts].sort()).toEqual(accounts);
		const sequences = values(all, 'PostingSequenceNumber') as number[];
		expect([...sequences].sort((a, b) => a - b)).not.toEqual(sequences);
	});
});
