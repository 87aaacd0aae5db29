import { setTimeout as sleep } from 'node:timers/promises';
import { batchesOf, checkPosting, doubledReferences, storedLine, type Batch } from './checker/acumatica-journals';
import { referenceOf, type PostedVerdict } from './checker/posted-batches';
import { batchesCreated, createsSent, releasesSent, searches, seatsOf } from './checker/acumatica-rules';
import type { Control, HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { CREATE, FIT, GROUPED, POSTED, postingCopy, postingOf, type PostingCopy } from './scenario/budget-postings';
import { figure } from './scenario/figures';
import { findIn, leftBehind } from './scenario/left-behind';
import { PLANNER, Planner } from './scenario/planner';
import { eventually, Site } from './scenario/site';
import { toldBy } from './scenario/told';

/** Three seconds: nothing here takes longer to show in Acumatica, where a test does not say otherwise. */
const SHORT = { settleMinutes: 0.05 };
/** Long enough for another execution, or another process, to come in between. */
const HELD_MS = 10_000;
/** Longer than a process of n8n takes to start. */
const LATE_MS = 20_000;
const WAIT_MS = 24_000;

/** A release is followed with pauses of five seconds; where it is not what a test is about, Acumatica is done at once. */
const AT_ONCE = { immediateRelease: true };
const IN_THE_BACKGROUND = { immediateRelease: false };

const COPIES = {
	plan: {},
	dry: { prefix: 'DRYR-', parameters: { dryRun: true } },
	lost: { prefix: 'LOST-', months: 2, options: SHORT },
	gone: { prefix: 'GONE-', months: 2, options: SHORT },
	once: { prefix: 'ONCE-', months: 2, options: SHORT },
	apart: { prefix: 'APRT-', months: 2, options: { settleMinutes: 0.25 } },
	long: { prefix: 'LONG-', months: 4, monthsPerBatch: 2, options: SHORT },
	release: { prefix: 'RELS-', months: 2, options: SHORT },
	killed: { prefix: 'KILL-', months: 2, options: { settleMinutes: WAIT_MS / 60_000 } },
	changed: { prefix: 'CHNG-', months: 2, options: SHORT },
	anew: { prefix: 'CHNG-', name: 'Budget 2026 v2', months: 2, options: SHORT },
	closed: { prefix: 'CLSD-', months: 2, options: SHORT },
	inactive: { prefix: 'INAC-', months: 2, options: SHORT },
	unfit: { prefix: 'UNFT-', months: 2, departments: ['D10', 'D20', 'D30', 'D40'] },
	ledger: { prefix: 'BUDG-', months: 2, ledger: 'BUD26', options: SHORT },
} satisfies Readonly<Record<string, PostingCopy>>;

type CopyId = keyof typeof COPIES;

/** What n8n says about one batch. */
interface Journal {
	readonly reference: string;
	readonly number: string;
	readonly outcome: string;
	readonly evidence: string;
	readonly period: string;
}

const PUT = '^PUT .*/JournalTransaction';

const journalsOf = (execution: Execution): readonly Journal[] => execution.items(CREATE).map(({ json }) => json as unknown as Journal);
const rejectedBy = (execution: Execution): ReadonlyArray<{ readonly reasons: readonly string[]; readonly row: Record<string, string> }> =>
	execution.items(CREATE, 1).map(({ json }) => json as unknown as { reasons: string[]; row: Record<string, string> });
const numbersOf = (all: ReadonlyArray<{ readonly number: string }>): readonly string[] => all.map(({ number }) => number).sort();

describe('Anaplan budget to Acumatica: the delivered example in a real n8n, judged by the ledger', () => {
	let site: Site<'acumatica'>;
	let acumatica: Control;

	beforeAll(async () => {
		const copies = Object.entries<PostingCopy>(COPIES).map(([id, copy]) => postingCopy(id, copy));
		site = await Site.open('acumatica-budget', copies, { activate: true, seeds: ['budget'], erp: 'acumatica', erpOptions: { switches: AT_ONCE } });
		acumatica = site.erpControl;
		const cell = { account: '41000', department: 'D10', version: 'Budget' } as const;
		await new Planner(site).write([
			{ ...cell, month: 'Jan 26', lineItem: 'Approved', value: 'false' },
			{ ...cell, month: 'Feb 26', lineItem: 'Amount', value: '0' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Amount', value: '77' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Approved', value: 'true' },
		]);
	});

	beforeEach(async () => await mark());

	afterEach(async () => {
		await acumatica.delete('faults');
		await acumatica.delete('disturb');
		await acumatica.post('switches', AT_ONCE);
	});

	afterAll(async () => await site?.close());

	const mark = async (): Promise<void> => await site.watch.acumatica.mark();
	const happened = async (): Promise<readonly HistoryEntry[]> => (await site.watch.acumatica.happenings()).entries;
	const run = async (id: CopyId): Promise<Execution> => await site.run(id);
	const runAlone = async (id: CopyId): Promise<Execution> => await site.runInOwnProcess(id);
	const batches = async (id: CopyId): Promise<readonly Batch[]> => await batchesOf(acumatica, postingOf(COPIES[id]));
	const verdict = async (id: CopyId, status?: string): Promise<PostedVerdict> => await checkPosting(site.anaplan, acumatica, postingOf(COPIES[id]), status);

	/** The create that is held back. */
	const hanging = async (): Promise<HistoryEntry> => await eventually('the create on its way', async () => (await happened()).find(({ note }) => note.fault !== undefined));

	const expectGood = ({ status, error }: Execution): void => expect([status, error?.message]).toEqual(['success', undefined]);

	/** Everything of the budget, nothing else, nothing twice; and n8n has told the references and numbers of these batches. */
	const expectPosted = async (id: CopyId, execution?: Execution): Promise<PostedVerdict> => {
		const found = await verdict(id);
		expect(found.differences).toEqual([]);
		const told = (all: ReadonlyArray<{ readonly reference: string; readonly number: string }>): readonly string[] => all.map(({ reference, number }) => `${reference} is ${number}`).sort();
		const stored = (await batches(id)).map((batch) => ({ reference: referenceOf(batch), number: batch.BatchNbr }));
		if (execution !== undefined) expect(told(journalsOf(execution))).toEqual(told(stored));
		return found;
	};

	/** What was sent since the mark, and that no seat is left open. One execution takes one seat at most. */
	const expectSent = async (sent: { readonly creates: number; readonly releases: number }, most = 1): Promise<void> => {
		const entries = await happened();
		expect({ creates: createsSent(entries), releases: releasesSent(entries) }).toEqual(sent);
		const seats = seatsOf(entries);
		expect(seats.leftOpen).toBe(0);
		expect(seats.most).toBeLessThanOrEqual(most);
	};

	it('posts the approved budget: one batch per month, every sum to the last digit, all released, one seat', async () => {
		const execution = await runAlone('plan');
		expectGood(execution);
		const posted = await expectPosted('plan', execution);
		expect(posted.batches).toBe(12);
		await expectSent({ creates: 12, releases: 12 });
		const [summary] = execution.items(POSTED);
		expect(numbersOf(summary?.json.journals as Journal[])).toEqual(numbersOf(journalsOf(execution)));
		expect(journalsOf(execution).map(({ outcome, evidence }) => `${outcome}, ${evidence}`)).toEqual(Array(12).fill('posted, answered'));
		expect([execution.items(CREATE, 1), execution.items('Rows that do not fit')]).toEqual([[], []]);
		const entries = await happened();
		figure('budget to Acumatica', {
			batches: posted.batches, lines: posted.lines, 'debited in all': posted.debit, differences: 0, 'seats at once': seatsOf(entries).most,
			requests: entries.filter(({ kind }) => kind === 'request').length,
		});
	});

	it('the second run posts nothing and reports what is there', async () => {
		const execution = await runAlone('plan');
		expectGood(execution);
		await expectPosted('plan', execution);
		await expectSent({ creates: 0, releases: 0 });
		expect(journalsOf(execution).map(({ outcome, evidence }) => `${outcome}, ${evidence}`)).toEqual(Array(12).fill('posted, found'));
	});

	it('a dry run posts nothing and tells the batches', async () => {
		const execution = await runAlone('dry');
		expectGood(execution);
		expect(await batches('dry')).toEqual([]);
		await expectSent({ creates: 0, releases: 0 });
		expect(journalsOf(execution).map(({ outcome }) => outcome)).toEqual(Array(12).fill('planned'));
	});

	it('the answer is lost after the batch was stored: it is found, and there is one', async () => {
		await acumatica.post('switches', IN_THE_BACKGROUND);
		await acumatica.post('faults', { kind: 'reset-after', match: PUT, skip: 1 });
		const execution = await runAlone('lost');
		expectGood(execution);
		await expectPosted('lost', execution);
		await expectSent({ creates: 2, releases: 2 });
		expect(journalsOf(execution).map(({ outcome, evidence }) => `${outcome}, ${evidence}`)).toEqual(['posted, answered', 'posted, answer lost']);
		figure('answer lost after the batch was stored', { 'creates sent': 2, batches: 2, doubled: 0 });
	});

	describe('the request is lost before the batch was stored', () => {
		let failed: Execution;

		it('nobody can know, so the run ends with an error that says so, and sends nothing again', async () => {
			await acumatica.post('faults', { kind: 'reset-before', match: PUT, skip: 1 });
			failed = await run('gone');
			expect(failed.status).toBe('error');
			expect(toldBy(failed)).toMatch(/answer was lost/);
			const [first, ...others] = await batches('gone');
			expect([first?.Status, others]).toEqual(['Posted', []]);
			expect(toldBy(failed)).toContain(first?.BatchNbr);
			await expectSent({ creates: 2, releases: 1 });
		});

		it('retried with the original workflow it posts what is missing', async () => {
			const retried = await site.n8n.retry(failed.id, { loadWorkflow: false });
			expectGood(retried);
			await expectPosted('gone', retried);
			await expectSent({ creates: 1, releases: 1 });
		});

		it('retried once more, with the current workflow, it posts nothing', async () => {
			const retried = await site.n8n.retry(failed.id, { loadWorkflow: true });
			expectGood(retried);
			await expectPosted('gone', retried);
			await expectSent({ creates: 0, releases: 0 });
			figure('one failed execution retried twice', { batches: (await batches('gone')).length, doubled: 0 });
		});
	});

	it('two executions of one process at once: one batch each', async () => {
		await acumatica.post('faults', { kind: 'delay', match: PUT, delayMs: HELD_MS });
		const first = await site.start('once');
		const sent = await hanging();
		const second = await site.start('once');
		const executions = [await site.n8n.finished(first), await site.n8n.finished(second)];
		executions.forEach(expectGood);
		for (const execution of executions) await expectPosted('once', execution);
		// Two executions of one process share one session. While the create of the first was held back, the second looked.
		await expectSent({ creates: 2, releases: 2 });
		const entries = await happened();
		const stored = entries.find(({ note }) => note.what === 'batch-created');
		expect(searches(entries).some(({ seq }) => seq > sent.seq && seq < (stored?.seq ?? 0))).toBe(true);
		expect(executions.map((execution) => journalsOf(execution).map(({ evidence }) => evidence))).toEqual([['answered', 'answered'], ['found', 'found']]);
		figure('two executions of one process at once', { 'creates sent': 2, batches: 2, doubled: 0, 'seats at once': seatsOf(entries).most });
	});

	it('two processes of n8n at once: one batch each', async () => {
		await acumatica.post('faults', { kind: 'delay', match: PUT, delayMs: HELD_MS });
		const first = site.n8n.executeOnce('apart');
		// Not in the same millisecond: then n8n's register could tell neither of the other, and the ledger would show two, told as ambiguous.
		await sleep(1_500);
		await Promise.all([first, site.n8n.executeOnce('apart')]);
		const ended = (await site.n8n.executions({ workflowId: 'apart' })).slice(0, 2);
		const executions = await Promise.all(ended.map(async ({ id }) => await site.n8n.execution(id)));
		executions.forEach(expectGood);
		for (const execution of executions) await expectPosted('apart', execution);
		await expectSent({ creates: 2, releases: 2 }, 2);
		const evidence = executions.map((execution) => journalsOf(execution).map((one) => one.evidence).join()).sort();
		expect(evidence).toEqual(['answered,answered', 'found,found']);
		expect(seatsOf(await happened()).most).toBe(2);
		figure('two processes of n8n at once', { 'creates sent': 2, batches: 2, doubled: 0 });
	});

	it('the 250th line of a batch is refused: nothing of that batch is stored, the other is posted; repaired, it is posted once', async () => {
		await acumatica.post('disturb', { kind: 'refuse-line', line: 250, match: '^LONG-', message: "'Account' cannot be found in the system." });
		const execution = await run('long');
		expectGood(execution);
		expect((await batches('long')).map(({ PostPeriod, Status }) => `${PostPeriod} ${Status}`)).toEqual(['042026 Posted']);
		await expectSent({ creates: 2, releases: 1 });
		const rejected = rejectedBy(execution);
		expect(rejected.map(({ row }) => row['Row Key']).sort()).toEqual(execution.items(GROUPED).filter(({ json }) => json.Period === '022026').map(({ json }) => json['Row Key']).sort());
		expect(execution.items('Rejected rows')).toHaveLength(rejected.length);
		const [refused, ...others] = rejected.filter(({ reasons }) => reasons.some((reason) => reason.includes("'Account' cannot be found in the system.")));
		expect(others).toEqual([]);

		await acumatica.delete('disturb');
		await mark();
		const repaired = await run('long');
		expectGood(repaired);
		await expectPosted('long', repaired);
		await expectSent({ creates: 1, releases: 1 });
		const [number = ''] = batchesCreated(await happened());
		const line = await storedLine(acumatica, number, 250);
		expect([refused?.row.Account, refused?.row.Subaccount, refused?.row.Description]).toEqual([line?.Account, line?.Subaccount, line?.TransactionDescription]);
		figure('line 250 refused', { 'rows rejected': rejected.length, 'batches then': 1, 'batches after the repair': 2 });
	});

	it('the release fails: the batch stays Balanced, the run says so, and the retry releases the same batch', async () => {
		await acumatica.post('switches', IN_THE_BACKGROUND);
		await acumatica.post('disturb', { kind: 'release-fails', match: '^RELS-', message: 'The financial period is not open.' });
		const failed = await run('release');
		expect(failed.status).toBe('error');
		const stored = await batches('release');
		expect(stored.map(({ Status }) => Status).sort()).toEqual(['Balanced', 'Posted']);
		expect(toldBy(failed)).toContain(stored.find(({ Status }) => Status === 'Balanced')?.BatchNbr);
		expect(toldBy(failed)).toMatch(/The financial period is not open/);
		await expectSent({ creates: 2, releases: 2 });

		await mark();
		const retried = await site.n8n.retry(failed.id, { loadWorkflow: true });
		expectGood(retried);
		await expectPosted('release', retried);
		await expectSent({ creates: 0, releases: 1 });
		expect((await batches('release')).map(({ BatchNbr }) => BatchNbr)).toEqual(stored.map(({ BatchNbr }) => BatchNbr));
	});

	it('the budget is changed after it was posted: under the same name nothing is posted, under a new one all of it', async () => {
		expectGood(await run('changed'));
		const before = await expectPosted('changed');
		await new Planner(site).write([{ account: '41010', department: 'D20', version: 'Budget', month: 'Feb 26', lineItem: 'Amount', value: '4711.01' }]);
		await mark();
		const refused = await run('changed');
		expect(refused.status).toBe('error');
		expect(toldBy(refused)).toMatch(/another content/);
		await expectSent({ creates: 0, releases: 0 });
		expect((await batches('changed')).length).toBe(before.batches);

		await mark();
		const anew = await run('anew');
		expectGood(anew);
		await expectSent({ creates: 2, releases: 2 });
		const all = await batches('anew');
		expect([all.length, doubledReferences(all)]).toEqual([4, []]);
		expect(await checkPosting(site.anaplan, acumatica, { ...postingOf(COPIES.anew), prefix: `CHNG-.* ${COPIES.anew.name}$` })).toMatchObject({ batches: 2, differences: [] });
		expect(numbersOf(journalsOf(anew))).toEqual([...batchesCreated(await happened())].sort());
	});

	describe('what Acumatica would refuse is rejected before the first write', () => {
		/** Every row of these periods is rejected and no other; and Acumatica was sent nothing to refuse. */
		const expectRefused = async (id: CopyId, why: RegExp, periods: readonly string[]): Promise<void> => {
			const execution = await run(id);
			expectGood(execution);
			expect((await happened()).filter(({ method, status }) => method === 'PUT' && status !== 200)).toEqual([]);
			const rejected = rejectedBy(execution);
			const keysIn = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>): readonly string[] => rows.map((row) => String(row['Row Key'])).sort();
			const sent = execution.items(FIT).map(({ json }) => json).filter(({ Period }) => periods.includes(String(Period)));
			expect(keysIn(rejected.map(({ row }) => row))).toEqual(keysIn(sent));
			expect(sent.length).toBeGreaterThan(0);
			for (const period of periods) expect(rejected.some(({ row, reasons }) => row.Period === period && reasons.some((reason) => why.test(reason)))).toBe(true);
			expect(execution.items('Rejected rows')).toHaveLength(rejected.length);
		};

		it('a closed period: its batch only', async () => {
			await acumatica.post('period', { period: '022026', status: 'Closed' });
			await expectRefused('closed', /period.*closed/i, ['022026']);
			expect((await batches('closed')).map(({ PostPeriod, Status }) => `${PostPeriod} ${Status}`)).toEqual(['012026 Posted']);
			await expectSent({ creates: 1, releases: 1 });
			await acumatica.post('period', { period: '022026', status: 'Open' });
		});

		it('an inactive account: every batch that has it', async () => {
			await acumatica.post('records', { entity: 'Account', key: '62000', record: { AccountCD: '62000', Active: 'false' } });
			await expectRefused('inactive', /62000.*inactive/i, ['012026', '022026']);
			expect(await batches('inactive')).toEqual([]);
			await expectSent({ creates: 0, releases: 0 });
			await acumatica.post('records', { entity: 'Account', key: '62000', record: { AccountCD: '62000', Active: 'true' } });
		});

		it('a budget ledger: all', async () => {
			await expectRefused('ledger', /of type Budget/i, ['012026', '022026']);
			expect(await batches('ledger')).toEqual([]);
			await expectSent({ creates: 0, releases: 0 });
		});
	});

	it('a row that cannot be mapped stops the run before anything is posted', async () => {
		const execution = await run('unfit');
		expect(execution.status).toBe('error');
		expect(toldBy(execution)).toMatch(/80 rows of the budget could not be mapped, so nothing was posted/);
		const rows = execution.items('Rows that do not fit').map(({ json }) => json as { readonly reasons: readonly string[]; readonly record: Record<string, string> });
		expect(rows.map(({ record }) => record['Departments code'])).toEqual(Array(80).fill('D50'));
		expect(rows.every(({ reasons }) => reasons.some((reason) => reason.includes('D50')))).toBe(true);
		expect((await happened()).filter(({ kind }) => kind === 'request')).toEqual([]);
	});

	it('n8n is killed while a create is on its way: the next run waits until it must show, the dead run is retried, and there is one batch', async () => {
		await acumatica.post('faults', { kind: 'delay', match: PUT, delayMs: LATE_MS });
		const id = await site.start('killed');
		const sent = await hanging();
		await site.n8n.kill9();
		expect(await batches('killed')).toEqual([]);

		await site.n8n.executeOnce('killed');
		const entries = (await happened()).filter(({ seq }) => seq > sent.seq);
		const late = entries.find(({ note }) => note.what === 'batch-created');
		const first = searches(entries)[0];
		const next = entries.find(({ method }) => method === 'PUT');
		// It looked before the dead run's batch was there, and waited from then on before it sent anything.
		expect((first?.seq ?? Infinity) < (late?.seq ?? 0)).toBe(true);
		const waitedMs = (next?.at ?? 0) - (first?.at ?? Infinity);
		expect(waitedMs).toBeGreaterThanOrEqual(WAIT_MS);
		await expectPosted('killed');
		expect(batchesCreated(entries)).toHaveLength(2);

		// The seat of the dead run: nobody signs it out, it ends by itself.
		await acumatica.post('clock', { advanceMs: 11 * 60_000 });
		await mark();
		await site.n8n.restart();
		expect((await site.n8n.finished(id)).status).toBe('crashed');
		const retried = await site.n8n.retry(id, { loadWorkflow: true });
		expectGood(retried);
		await expectPosted('killed', retried);
		expect(createsSent(await happened())).toBe(0);
		expect(await acumatica.get('sessions')).toMatchObject({ open: [] });
		figure('killed while a create was on its way', { 'seconds that the next run waited': Math.round(waitedMs / 1000), 'batches, with the late one': 2, doubled: 0 });
	});

	it('leaves no secret in clear behind', async () => {
		const secrets = site.secrets.all().filter(({ value }) => value !== PLANNER.password);
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining(['an Anaplan token', 'the cookie .ASPXAUTH of Acumatica']));
		expect(findIn(leftovers, secrets)).toEqual([]);
		figure('searched for secrets after postings', { secrets: secrets.length, places: leftovers.length });
	});
});
