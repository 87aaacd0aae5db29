import { batchesOf, checkAdjustments, checkJournals, doubledReferences, type Batch } from './checker/sage300-batches';
import { referenceOf, type PostedVerdict } from './checker/posted-batches';
import { batchesCreated, changesSent, createsSent, postingsSent, searches, sessionsOpened } from './checker/sage300-rules';
import type { Control, HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { findIn, leftBehind } from './scenario/left-behind';
import { PLANNER, Planner, type Adjustment } from './scenario/planner';
import { ADJUST, CREATE, postingOf, sage300Copy, type Sage300Copy } from './scenario/sage300-postings';
import { SAMPLE_COMPANY } from './scenario/simulated-credentials';
import { eventually, Site } from './scenario/site';
import { toldBy } from './scenario/told';

/** Three seconds: nothing here takes longer to show in Sage 300, where a test does not say otherwise. */
const SHORT = { settleMinutes: 0.05 };
/** Long enough for another execution to come in between. */
const HELD_MS = 6_000;
/** How long the site may take over a request that nobody waits for any more, and how long the next run waits for it to show. */
const LATE_MS = 20_000;
const WAIT_MS = 30_000;

const two = (prefix: string, more: Sage300Copy = {}): Sage300Copy => ({ way: 'journals', prefix, months: 2, ...more, options: { ...SHORT, ...more.options } });

const COPIES = {
	both: { prefix: 'BOTH-' },
	dry: { prefix: 'DRYR-', parameters: { dryRun: true } },
	lost: two('LOST-'),
	gone: two('GONE-'),
	part: two('PART-'),
	killed: two('KILL-', { options: { settleMinutes: WAIT_MS / 60_000 } }),
	deleted: two('DELE-'),
	once: two('ONCE-'),
	refused: two('REFS-'),
	closed: two('CLSD-'),
	inactive: two('INAC-'),
	dashed: two('DASH-', { accountsJoinedWith: '-' }),
	ready: two('REDY-', { parameters: { release: true } }),
	posted: two('PSTD-', { parameters: { release: true }, options: { releaseAs: 'post' } }),
	full: two('FULL-'),
	changed: two('CHNG-'),
	lostAp: { way: 'adjustments', prefix: 'LOAP-', options: SHORT },
	unknown: { way: 'adjustments', prefix: 'UNKN-', options: SHORT },
	sample: { way: 'adjustments', prefix: 'SAMP-', options: SHORT, credential: SAMPLE_COMPANY },
} satisfies Readonly<Record<string, Sage300Copy>>;

type CopyId = keyof typeof COPIES;

/** What n8n says about one batch. */
interface Journal {
	readonly reference: string;
	readonly number: string;
	readonly status: string;
	readonly outcome: string;
	readonly evidence: string;
	readonly release: string;
}

interface RejectedRow {
	readonly reasons: readonly string[];
	readonly row: Readonly<Record<string, string>>;
}

const POST = '^POST .*/GLJournalBatches$';
const MONTHS_2026 = 12;

const adjustment = (code: string, more: Partial<Adjustment>): Adjustment => ({
	code, vendor: 'V1040', document: 'INV-88310', account: '51020D20', date: '2026-06-30', amount: '40.00', reason: 'True-up of freight', approved: true, ...more,
});

const ADJUSTMENTS: readonly Adjustment[] = [
	adjustment('ADJ-1', {}),
	adjustment('ADJ-2', { document: 'INV-88312', account: '62000D10', amount: '-12.35' }),
	adjustment('ADJ-3', { vendor: 'V1041', document: 'INV-88311', amount: '0.10' }),
	adjustment('ADJ-4', { vendor: 'V1041', document: 'INV-88311', account: '21500', amount: '7.77' }),
	adjustment('ADJ-5', { date: '2026-07-31', amount: '1250.55' }),
	adjustment('ADJ-6', { approved: false, amount: '99999.99' }),
];

const journalsOf = (execution: Execution, node = CREATE): readonly Journal[] => execution.items(node).map(({ json }) => json as unknown as Journal);
const rejectedBy = (execution: Execution, node = CREATE): readonly RejectedRow[] => execution.items(node, 1).map(({ json }) => json as unknown as RejectedRow);
const shortly = (journals: readonly Journal[]): readonly string[] => journals.map(({ outcome, evidence }) => `${outcome}, ${evidence}`);

describe('Anaplan adjustments to Sage 300: the delivered example in a real n8n, judged by the books', () => {
	let site: Site<'sage300'>;
	let sage300: Control;
	let planner: Planner;

	beforeAll(async () => {
		const copies = Object.entries<Sage300Copy>(COPIES).map(([id, copy]) => sage300Copy(id, copy));
		site = await Site.open('sage300-adjustments', copies, { activate: true, seeds: ['budget'], erp: 'sage300' });
		sage300 = site.erpControl;
		planner = new Planner(site);
		const cell = { account: '41000', department: 'D10', version: 'Budget' } as const;
		await planner.write([
			{ ...cell, month: 'Jan 26', lineItem: 'Approved', value: 'false' },
			{ ...cell, month: 'Feb 26', lineItem: 'Amount', value: '0' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Amount', value: '77' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Approved', value: 'true' },
		]);
		await planner.adjust(ADJUSTMENTS);
	});

	beforeEach(async () => await mark());

	afterEach(async () => {
		await sage300.delete('faults');
		await sage300.delete('disturb');
	});

	afterAll(async () => await site?.close());

	const mark = async (): Promise<void> => await site.watch.sage300.mark();
	const happened = async (): Promise<readonly HistoryEntry[]> => (await site.watch.sage300.happenings()).entries;
	const run = async (id: CopyId): Promise<Execution> => await site.run(id);
	const batches = async (id: CopyId): Promise<readonly Batch[]> => await batchesOf(sage300, postingOf(COPIES[id]));
	const adjustmentBatches = async (id: CopyId, company?: string): Promise<readonly Batch[]> =>
		await batchesOf(sage300, postingOf(COPIES[id]), 'APPaymentAndAdjustmentBatches', company);

	const expectGood = ({ status, error }: Execution): void => expect([status, error?.message]).toEqual(['success', undefined]);

	const told = (all: ReadonlyArray<Pick<Journal, 'reference' | 'number'>>): readonly string[] => all.map(({ reference, number }) => `${reference} is ${number}`).sort();
	const stored = (all: readonly Batch[]): readonly string[] =>
		told(all.filter(({ status }) => status !== 'Deleted').map((batch) => ({ reference: referenceOf(batch), number: batch.BatchNumber })));

	/** Everything of the budget, nothing else, nothing twice; and n8n has told the references and numbers of these batches. */
	const expectPosted = async (id: CopyId, execution?: Execution, status?: string): Promise<PostedVerdict> => {
		const found = await checkJournals(site.anaplan, sage300, postingOf(COPIES[id]), status);
		expect(found.differences).toEqual([]);
		if (execution !== undefined) expect(told(journalsOf(execution))).toEqual(stored(await batches(id)));
		return found;
	};

	/** The same of adjustments. */
	const expectAdjusted = async (id: CopyId, execution: Execution, status?: string): Promise<PostedVerdict> => {
		const found = await checkAdjustments(site.anaplan, sage300, postingOf(COPIES[id]), status);
		expect(found.differences).toEqual([]);
		expect(told(journalsOf(execution, ADJUST))).toEqual(stored(await adjustmentBatches(id)));
		return found;
	};

	const expectSent = async (sent: { readonly creates: number; readonly changes?: number; readonly postings?: number }): Promise<void> => {
		const entries = await happened();
		expect({ creates: createsSent(entries), changes: changesSent(entries), postings: postingsSent(entries) }).toEqual({ changes: 0, postings: 0, ...sent });
	};

	it('stores the approved budget and the approved adjustments: one open batch per month or day, every sum to the last digit', async () => {
		const execution = await site.runInOwnProcess('both');
		expectGood(execution);
		const posted = await expectPosted('both', execution);
		const adjusted = await expectAdjusted('both', execution);
		expect([posted.batches, adjusted.batches, adjusted.lines]).toEqual([MONTHS_2026, 2, 5]);
		await expectSent({ creates: MONTHS_2026 + 2 });
		expect(shortly(journalsOf(execution))).toEqual(Array(MONTHS_2026).fill('posted, answered'));
		expect(shortly(journalsOf(execution, ADJUST))).toEqual(Array(2).fill('posted, answered'));
		expect([CREATE, ADJUST].flatMap((node) => execution.items(node, 1))).toEqual([]);
		const entries = await happened();
		figure('adjustments to Sage 300', {
			batches: posted.batches, lines: posted.lines, 'debited in all': posted.debit, 'adjustment batches': adjusted.batches, differences: 0,
			requests: entries.filter(({ kind }) => kind === 'request').length, sessions: sessionsOpened(entries, 'PLANNER'),
		});
		expect(sessionsOpened(entries, 'PLANNER')).toBe(1);
	});

	it('the second run stores nothing and reports what is there', async () => {
		const execution = await run('both');
		expectGood(execution);
		await expectPosted('both', execution);
		await expectAdjusted('both', execution);
		await expectSent({ creates: 0 });
		expect(shortly(journalsOf(execution))).toEqual(Array(MONTHS_2026).fill('posted, found'));
		expect(shortly(journalsOf(execution, ADJUST))).toEqual(Array(2).fill('posted, found'));
	});

	it('a dry run stores nothing and tells the batches', async () => {
		const execution = await run('dry');
		expectGood(execution);
		expect([await batches('dry'), await adjustmentBatches('dry')]).toEqual([[], []]);
		await expectSent({ creates: 0 });
		expect(journalsOf(execution).map(({ outcome }) => outcome)).toEqual(Array(MONTHS_2026).fill('planned'));
	});

	it('the connection is reset after the batch was stored: it is found, and there is one', async () => {
		await sage300.post('faults', { kind: 'reset-after', match: POST, skip: 1 });
		const execution = await run('lost');
		expectGood(execution);
		await expectPosted('lost', execution);
		await expectSent({ creates: 2 });
		expect(shortly(journalsOf(execution))).toEqual(['posted, answered', 'posted, answer lost']);
		figure('Sage 300, reset after the batch was stored', { 'creates sent': 2, batches: 2, doubled: 0 });
	});

	it('the same of an adjustment batch, and the business layer refuses the other: its rows leave, and a later run stores it', async () => {
		await sage300.post('faults', { kind: 'reset-after', match: '^POST .*/APPaymentAndAdjustmentBatches$' });
		await sage300.post('disturb', { kind: 'refuse', code: 'General', message: 'Distribution code is required.', match: '^LOAP-', skip: 1 });
		const execution = await run('lostAp');
		expectGood(execution);
		expect(shortly(journalsOf(execution, ADJUST))).toEqual(['posted, answer lost']);
		expect(rejectedBy(execution, ADJUST).map(({ row }) => row.Date)).toEqual(['2026-07-31']);
		await expectSent({ creates: 2 });
		await mark();
		const repaired = await run('lostAp');
		expectGood(repaired);
		expect((await expectAdjusted('lostAp', repaired)).batches).toBe(2);
		await expectSent({ creates: 1 });
	});

	describe('the request is lost before the batch was stored', () => {
		let failed: Execution;

		it('nobody can know, so the run ends with an error that says so, and sends nothing again', async () => {
			await sage300.post('faults', { kind: 'reset-before', match: POST, skip: 1 });
			failed = await run('gone');
			expect(failed.status).toBe('error');
			expect(toldBy(failed)).toMatch(/answer was lost/);
			const [first, ...others] = await batches('gone');
			expect([first?.status, others]).toEqual(['Open', []]);
			expect(toldBy(failed)).toContain(first?.BatchNumber);
			await expectSent({ creates: 2 });
		});

		it('retried from the history with the original workflow it stores what is missing', async () => {
			const retried = await site.n8n.retry(failed.id, { loadWorkflow: false });
			expectGood(retried);
			await expectPosted('gone', retried);
			await expectSent({ creates: 1 });
		});

		it('retried once more, with the current workflow, it stores nothing', async () => {
			const retried = await site.n8n.retry(failed.id, { loadWorkflow: true });
			expectGood(retried);
			await expectPosted('gone', retried);
			await expectSent({ creates: 0 });
			figure('Sage 300, one failed execution retried twice', { batches: (await batches('gone')).length, doubled: 0 });
		});
	});

	describe('the connection breaks while the batch is being stored, and a part of it is there', () => {
		let failed: Execution;

		it('the part is found and told with its number, and nothing is sent again', async () => {
			await sage300.post('switches', { storedAtReset: 'part' });
			await sage300.post('disturb', { kind: 'interrupt', lines: 3, match: '^PART-', skip: 1 });
			failed = await run('part');
			expect(failed.status).toBe('error');
			const part = (await batches('part')).find(({ lines }) => lines.length === 3);
			expect(part?.status).toBe('Open');
			expect(toldBy(failed)).toContain(part?.BatchNumber);
			await expectSent({ creates: 2 });
			await mark();
			const retried = await site.n8n.retry(failed.id, { loadWorkflow: true });
			expect(retried.status).toBe('error');
			expect(toldBy(retried)).toContain(part?.BatchNumber);
			await expectSent({ creates: 0 });
			expect(doubledReferences(await batches('part'))).toEqual([]);
		});

		it('once somebody has completed it by hand, the retry takes it for stored', async () => {
			const part = (await batches('part')).find(({ lines }) => lines.length === 3);
			// The same month of another copy has the lines that are missing.
			const whole = (await batches('lost')).find(({ lines }) => lines[0]?.period === part?.lines[0]?.period);
			const [entered] = (await site.erp.records('GLJournalBatches')).filter(({ BatchNumber }) => BatchNumber === whole?.BatchNumber);
			await site.erp.save('GLJournalBatches', { JournalHeaders: entered?.JournalHeaders ?? '' }, part?.BatchNumber);
			const retried = await site.n8n.retry(failed.id, { loadWorkflow: true });
			expectGood(retried);
			await expectPosted('part', retried);
			await expectSent({ creates: 0 });
			figure('Sage 300, part of a batch stored at the reset', { 'parts told': 1, 'batches in the end': 2, doubled: 0 });
		});
	});

	it('a part that a person has deleted never was the batch: the next run stores the month, and leaves the good one alone', async () => {
		await sage300.post('switches', { storedAtReset: 'part' });
		await sage300.post('disturb', { kind: 'interrupt', lines: 3, match: '^DELE-', skip: 1 });
		const failed = await run('deleted');
		await sage300.post('switches', { storedAtReset: 'all' });
		expect(failed.status).toBe('error');
		const part = (await batches('deleted')).find(({ lines }) => lines.length === 3);
		expect(toldBy(failed)).toContain(part?.BatchNumber);
		await site.erp.remove('GLJournalBatches', String(part?.BatchNumber));
		await mark();
		const retried = await site.n8n.retry(failed.id, { loadWorkflow: true });
		expectGood(retried);
		await expectPosted('deleted', retried);
		await expectSent({ creates: 1 });
		expect(JSON.stringify(journalsOf(retried))).toContain(`${part?.BatchNumber} carries the reference, is deleted and has 3 of`);
		figure('Sage 300, a part deleted by a person', { 'batches that stand': 2, deleted: 1, doubled: 0 });
	});

	it('n8n is killed in the middle of a create: the next run waits until it must show, the dead run is retried, and there is one batch', async () => {
		await sage300.post('faults', { kind: 'delay', match: POST, delayMs: LATE_MS });
		const id = await site.start('killed');
		const sent = await eventually('the create on its way', async () => (await happened()).find(({ note }) => note.fault !== undefined));
		await site.n8n.kill9();
		expect(await batches('killed')).toEqual([]);

		await site.n8n.executeOnce('killed');
		const entries = (await happened()).filter(({ seq }) => seq > sent.seq);
		const late = entries.find(({ note }) => note.what === 'record-created');
		const first = searches(entries)[0];
		const next = entries.find(({ method, path = '' }) => method === 'POST' && path.endsWith('/GLJournalBatches'));
		// It looked before the dead run's batch was there, and waited from then on before it sent anything.
		expect((first?.seq ?? Infinity) < (late?.seq ?? 0)).toBe(true);
		const waitedMs = (next?.at ?? 0) - (first?.at ?? Infinity);
		expect(waitedMs).toBeGreaterThanOrEqual(WAIT_MS);
		await expectPosted('killed');
		expect(batchesCreated(entries)).toHaveLength(2);

		await mark();
		await site.n8n.restart();
		expect((await site.n8n.finished(id)).status).toBe('crashed');
		const retried = await site.n8n.retry(id, { loadWorkflow: true });
		expectGood(retried);
		await expectPosted('killed', retried);
		await expectSent({ creates: 0 });
		figure('Sage 300, killed while a create was on its way', { 'seconds that the next run waited': Math.round(waitedMs / 1000), 'batches, with the late one': 2, doubled: 0 });
	});

	it('two executions at once: one batch each', async () => {
		await sage300.post('faults', { kind: 'delay', match: POST, delayMs: HELD_MS });
		const first = await site.start('once');
		const sent = await eventually('the create on its way', async () => (await happened()).find(({ note }) => note.fault !== undefined));
		const second = await site.start('once');
		const executions = [await site.n8n.finished(first), await site.n8n.finished(second)];
		executions.forEach(expectGood);
		for (const execution of executions) await expectPosted('once', execution);
		await expectSent({ creates: 2 });
		expect(executions.map((execution) => shortly(journalsOf(execution)).map((one) => one.split(', ')[1]))).toEqual([['answered', 'answered'], ['found', 'found']]);
		expect((await happened()).some(({ seq, status }) => seq > sent.seq && status === 429)).toBe(false);
		figure('Sage 300, two executions at once', { 'creates sent': 2, batches: 2, doubled: 0 });
	});

	describe('what the business layer refuses', () => {
		it('leaves as rejected rows with its words and status 409, the other batch is stored; repaired, it is stored once', async () => {
			await sage300.post('disturb', { kind: 'refuse', code: 'General', message: 'Optional field PLANNER is required.', match: '^REFS-', skip: 1 });
			const execution = await run('refused');
			expectGood(execution);
			expect((await batches('refused')).map(({ lines }) => lines[0]?.period)).toEqual(['01']);
			await expectSent({ creates: 2 });
			const rejected = rejectedBy(execution);
			expect(rejected.map(({ row }) => row.Period)).toEqual(Array(rejected.length).fill('2026-02'));
			expect(rejected.length).toBeGreaterThan(100);
			expect(rejected.every(({ reasons }) => reasons.some((reason) => reason.includes('Optional field PLANNER is required.')))).toBe(true);
			expect(execution.items('Rejected rows')).toHaveLength(rejected.length);

			await mark();
			const repaired = await run('refused');
			expectGood(repaired);
			await expectPosted('refused', repaired);
			await expectSent({ creates: 1 });
			figure('Sage 300, 409 by the business layer', { 'rows rejected': rejected.length, 'batches then': 1, 'batches after the repair': 2 });
		});

		/** The rows of these periods are rejected before anything is sent. */
		const expectRefused = async (id: CopyId, why: RegExp, periods: readonly string[], creates: number): Promise<void> => {
			const execution = await run(id);
			expectGood(execution);
			expect((await happened()).filter(({ method, status }) => method === 'POST' && status !== 201)).toEqual([]);
			const rejected = rejectedBy(execution);
			expect([...new Set(rejected.map(({ row }) => row.Period))].sort()).toEqual(periods);
			for (const period of periods) expect(rejected.some(({ row, reasons }) => row.Period === period && reasons.some((reason) => why.test(reason)))).toBe(true);
			await expectSent({ creates });
		};

		it('is refused before the first write where it can be known: a locked period', async () => {
			await sage300.post('period', { year: '2026', period: '02', status: 'Locked' });
			await expectRefused('closed', /2026-02 is locked for GL/, ['2026-02'], 1);
			await sage300.post('period', { year: '2026', period: '02', status: 'Open' });
		});

		it('... an inactive account', async () => {
			await site.erp.save('GLAccounts', { Status: 'Inactive' }, '62000D10');
			await expectRefused('inactive', /62000D10 is inactive/, ['2026-01', '2026-02'], 0);
			await site.erp.save('GLAccounts', { Status: 'Active' }, '62000D10');
		});

		it('... accounts with delimiters, which Sage 300 writes without', async () => {
			await expectRefused('dashed', /"41000-D20" is written "41000D20"/, ['2026-01', '2026-02'], 0);
		});

		it('... an adjustment of a document that is not posted', async () => {
			await planner.adjust([adjustment('ADJ-9', { document: 'INV-00000' })]);
			const execution = await run('unknown');
			expectGood(execution);
			const rejected = rejectedBy(execution, ADJUST);
			expect(rejected.filter(({ reasons }) => reasons.some((reason) => reason.includes('no posted document "INV-00000"'))).map(({ row }) => row.Document)).toEqual(['INV-00000']);
			// The batch of the other day is stored.
			expect((await adjustmentBatches('unknown')).map(({ lines }) => lines.map(({ date }) => date))).toEqual([['2026-07-31']]);
			await planner.adjust([adjustment('ADJ-9', { document: 'INV-00000', approved: false })], false);
		});
	});

	it('set ready to post although another user has the batch open at first: the accountant finds it ready', async () => {
		await sage300.post('later', { match: POST, requests: 1, route: 'lock', body: { resource: 'GLJournalBatches', key: await nextBatch(), refusals: 1 } });
		const execution = await run('ready');
		expectGood(execution);
		await expectPosted('ready', execution, 'ReadyToPost');
		expect((await happened()).filter(({ note }) => note.what === 'lock-refused')).toHaveLength(1);
		expect(postingsSent(await happened())).toBe(0);
		expect(journalsOf(execution).map(({ status }) => status)).toEqual(['ReadyToPost', 'ReadyToPost']);
	});

	/** The number that the next journal batch gets. */
	const nextBatch = async (): Promise<string> => {
		const numbers = (await site.erp.records('GLJournalBatches')).map(({ BatchNumber }) => Number(BatchNumber));
		return String(Math.max(...numbers) + 1).padStart(6, '0');
	};

	it('posted where that is wanted: in the ledger once, and a second run changes nothing', async () => {
		const execution = await run('posted');
		expectGood(execution);
		const found = await expectPosted('posted', execution, 'Posted');
		await expectSent({ creates: 2, changes: 2, postings: 2 });
		const lines = (await site.erp.records('GLPostedTransactions')).filter(({ SourceTypeCode }) => SourceTypeCode === 'PL');
		expect(lines).toHaveLength(found.lines);
		await mark();
		const again = await run('posted');
		expectGood(again);
		await expectPosted('posted', again, 'Posted');
		await expectSent({ creates: 0 });
		figure('Sage 300, posted', { batches: found.batches, 'ledger lines': lines.length, doubled: 0 });
	});

	it('all licences are taken: the run waits for one, and everything is stored once', async () => {
		await sage300.post('switches', { seats: 1 });
		await sage300.post('sessions/expire', {});
		await sage300.post('seats', { taken: 1 });
		await sage300.post('later', { match: '^GET ', requests: 2, route: 'seats', body: { taken: 0 } });
		const execution = await run('full');
		await sage300.post('switches', { seats: 0 });
		expectGood(execution);
		await expectPosted('full', execution);
		const refused = (await happened()).filter(({ kind, status }) => kind === 'request' && status === 500).length;
		expect(refused).toBeGreaterThanOrEqual(1);
		figure('Sage 300, licence full', { 'requests refused': refused, batches: 2, doubled: 0 });
	});

	it('the budget is changed after it was stored: under the same name nothing is stored, and the run says so', async () => {
		expectGood(await run('changed'));
		const before = (await expectPosted('changed')).batches;
		await planner.write([{ account: '41010', department: 'D20', version: 'Budget', month: 'Feb 26', lineItem: 'Amount', value: '4711.01' }]);
		await mark();
		const refused = await run('changed');
		expect(refused.status).toBe('error');
		expect(toldBy(refused)).toMatch(/another content/);
		await expectSent({ creates: 0 });
		expect((await batches('changed')).length).toBe(before);
	});

	it('in the company of the vendor\'s payloads: the adjustment of document 12345, as the vendor posts it', async () => {
		const vendors = { vendor: '1200', document: '12345', account: '1300', date: '2020-06-30', amount: '1' };
		await planner.adjust(ADJUSTMENTS.map((one) => ({ ...one, approved: false })), false);
		await planner.adjust([adjustment('ADJ-10', vendors)]);
		const execution = await run('sample');
		expectGood(execution);
		const found = await checkAdjustments(site.anaplan, sage300, postingOf(COPIES.sample), 'Open', 'SAMLTD');
		expect([found.batches, found.lines, found.differences]).toEqual([1, 1, []]);
		expect(batchesCreated(await happened())).toHaveLength(1);
		const again = await run('sample');
		expectGood(again);
		expect((await adjustmentBatches('sample', 'SAMLTD')).length).toBe(1);
	});

	it('leaves no secret in clear behind', async () => {
		const secrets = site.secrets.all().filter(({ value }) => value !== PLANNER.password);
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining(['an Anaplan token', 'an Sage 300 sign-in header', 'the cookie ASP.NET_SessionId of Sage 300']));
		expect(findIn(leftovers, secrets)).toEqual([]);
		figure('Sage 300, searched for secrets after postings', { secrets: secrets.length, places: leftovers.length });
	});
});
