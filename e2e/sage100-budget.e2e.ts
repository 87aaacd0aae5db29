import { BUDGET } from '../simulators/anaplan/seeds/budget';
import { accessOf, FAULTS } from '../simulators/sage100';
import { checkEntries, checkLedger, entriesOf, numberOf, referenceOf, type Entry } from './checker/sage100-entries';
import type { PostedVerdict } from './checker/posted-batches';
import { createsAnswered, entriesWritten, requestsAnswered, sessionsOpened } from './checker/sage100-rules';
import type { Control, HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { findIn, leftBehind } from './scenario/left-behind';
import { PLANNER, Planner } from './scenario/planner';
import { CREATE, postingOf, sage100Copy, THREE, type Sage100Copy } from './scenario/sage100-postings';
import { sage100Agent } from './scenario/simulated-credentials';
import { eventually, Site } from './scenario/site';
import { toldBy } from './scenario/told';

/** Six seconds: more than anything here takes to show in Sage 100. */
const SHORT = { settleMinutes: 0.1 };
/** Settings of the agent: a write that takes longer is given up, and until then "nothing found" proves nothing. None does here, however busy the machine. */
const WRITE_SECONDS = 30;
const QUIET_SECONDS = 3;
/** What the agent tells to wait for a lock; six tries, for each of two entries. */
const LOCK_SECONDS = 2;
const LOCKED_MS = 120_000;
/** How long Sage 100 takes over what is interrupted. */
const HELD_MS = 2_000;

const UNPROVEN = { id: 'erpSage100Unprov', name: 'Sage 100, not proven' };
const IN_THREE = { id: 'erpSage100Three1', name: 'Sage 100, TRI' };

const two = (prefix: string, more: Partial<Sage100Copy> = {}): Sage100Copy => ({ prefix, months: 2, ...more, options: { ...SHORT, ...more.options } });

const COPIES = {
	all: { prefix: 'ALL-' },
	dry: two('DRY-', { parameters: { dryRun: true } }),
	unproven: two('CERT-', { credential: UNPROVEN }),
	lost: two('LOST-'),
	died: two('DIED-'),
	cleared: two('LCKC-'),
	stays: two('LCKS-'),
	restarted: two('RSTT-'),
	crashed: two('CRSH-'),
	killed: two('KILL-'),
	once: two('ONCE-'),
	posted: two('PSTD-'),
	deleted: two('DELE-'),
	refused: two('REFS-'),
	closed: two('CLSD-'),
	changed: two('CHNG-'),
	three: { prefix: 'TRI-', inThree: true, credential: IN_THREE },
} satisfies Readonly<Record<string, Sage100Copy>>;

type CopyId = keyof typeof COPIES;

/** What n8n says about one entry. */
interface Journal {
	readonly reference: string;
	readonly number: string;
	readonly status: string;
	readonly outcome: string;
	readonly evidence: string;
}

interface RejectedRow {
	readonly reasons: readonly string[];
	readonly row: Readonly<Record<string, string>>;
}

const MONTHS_2026 = 12;
const STORED = 'GL_TransactionJournal_bus\\.nWrite';

/** Sage 100 holds fourteen digits before the point: of amounts that large a month can have one, or the line that balances it would not fit. */
const LARGEST = '98765432109876.54';
const tooMany = BUDGET.filter(({ amount, month }, at) => amount === LARGEST && BUDGET.findIndex((other) => other.amount === LARGEST && other.month === month) !== at);

const journalsOf = (execution: Execution): readonly Journal[] => execution.items(CREATE).map(({ json }) => json as unknown as Journal);
const rejectedBy = (execution: Execution): readonly RejectedRow[] => execution.items(CREATE, 1).map(({ json }) => json as unknown as RejectedRow);
const shortly = (journals: readonly Journal[]): readonly string[] => journals.map(({ outcome, evidence }) => `${outcome}, ${evidence}`);

describe('Anaplan budget to Sage 100: the delivered example in a real n8n, the real agent, judged by the books', () => {
	let site: Site<'sage100'>;
	let sage100: Control;

	beforeAll(async () => {
		const copies = Object.entries<Sage100Copy>(COPIES).map(([id, copy]) => sage100Copy(id, copy));
		site = await Site.open('sage100-budget', copies, {
			activate: true, seeds: ['budget'], erp: 'sage100',
			erpOptions: { companies: ['ABC', THREE], settings: { quietSeconds: QUIET_SECONDS }, sage: { seconds: { write: WRITE_SECONDS, lock: LOCK_SECONDS } } },
		});
		sage100 = site.erpControl;
		const url = site.urls.sage100;
		site.secrets.learn('the API key of the agent', accessOf(url).apiKey);
		await site.n8n.importCredentials([
			{ ...UNPROVEN, type: 'sage100Api', data: { ...sage100Agent(url, 'ABC'), serverCertificate: 'public' } },
			{ ...IN_THREE, type: 'sage100Api', data: { ...sage100Agent(url, 'TRI') } },
		]);
		const cell = { account: '41000', department: 'D10', version: 'Budget' } as const;
		await new Planner(site).write([
			...tooMany.map(({ account, department, month }) => ({ account: account[0], department: department[0], month, version: 'Budget' as const, lineItem: 'Amount' as const, value: '76543.21' })),
			{ ...cell, month: 'Jan 26', lineItem: 'Approved', value: 'false' },
			{ ...cell, month: 'Feb 26', lineItem: 'Amount', value: '0' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Amount', value: '77' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Approved', value: 'true' },
		]);
	});

	beforeEach(async () => await mark());

	afterEach(async () => {
		await sage100.delete('faults');
		await sage100.post('release', {});
		await site.erp.unlock();
	});

	afterAll(async () => await site?.close());

	const mark = async (): Promise<void> => await site.watch.sage100.mark();
	const happened = async (): Promise<readonly HistoryEntry[]> => (await site.watch.sage100.happenings()).entries;
	const run = async (id: CopyId): Promise<Execution> => await site.run(id);
	const entries = async (id: CopyId): Promise<readonly Entry[]> => await entriesOf(sage100, postingOf(COPIES[id]));
	const expectGood = ({ status, error }: Execution): void => expect([status, error?.message]).toEqual(['success', undefined]);

	const told = (execution: Execution): readonly string[] => journalsOf(execution).map(({ reference, number }) => `${reference} is ${number}`).sort();
	const stored = (all: readonly Entry[]): readonly string[] => all.map((entry) => `${referenceOf(entry.JournalComment)} is ${numberOf(entry)}`).sort();

	/** Everything of the budget, nothing else, nothing twice; and n8n has told the references and numbers of these entries. */
	const expectEntered = async (id: CopyId, execution?: Execution): Promise<PostedVerdict> => {
		const found = await checkEntries(site.anaplan, sage100, postingOf(COPIES[id]));
		expect(found.differences).toEqual([]);
		if (execution !== undefined) expect(told(execution)).toEqual(stored(await entries(id)));
		return found;
	};

	const expectWritten = async (count: number): Promise<void> => expect(entriesWritten(await happened())).toHaveLength(count);

	it('enters the approved budget: one entry per month, every sum to the last digit, and says that a person must post it', async () => {
		const execution = await site.runInOwnProcess('all');
		expectGood(execution);
		const entered = await expectEntered('all', execution);
		expect(entered.batches).toBe(MONTHS_2026);
		await expectWritten(MONTHS_2026);
		expect(shortly(journalsOf(execution))).toEqual(Array(MONTHS_2026).fill('posted, answered'));
		expect(journalsOf(execution).every(({ status }) => /^entered, not posted: .*register/s.test(status))).toBe(true);
		const all = await happened();
		figure('budget to Sage 100', { entries: entered.batches, lines: entered.lines, 'debited in all': entered.debit, differences: 0, requests: requestsAnswered(all), sessions: sessionsOpened(all) });
	});

	it('the second run enters nothing and reports what is there', async () => {
		const execution = await run('all');
		expectGood(execution);
		await expectEntered('all', execution);
		await expectWritten(0);
		expect(shortly(journalsOf(execution))).toEqual(Array(MONTHS_2026).fill('posted, found'));
	});

	it('a dry run enters nothing and tells the entries', async () => {
		const execution = await run('dry');
		expectGood(execution);
		expect(await entries('dry')).toEqual([]);
		expect(journalsOf(execution).map(({ outcome }) => outcome)).toEqual(['planned', 'planned']);
	});

	it('the company with three segments and batches: the same example with its accounts', async () => {
		const execution = await run('three');
		expectGood(execution);
		const entered = await expectEntered('three', execution);
		expect(entered.batches).toBe(MONTHS_2026);
		expect((await entries('three')).every(({ BatchNo }) => /^\d{5}$/.test(BatchNo) && BatchNo !== '00000')).toBe(true);
		expect((await entriesOf(sage100, { company: 'ABC', prefix: 'TRI-' }))).toEqual([]);
		figure('budget to Sage 100, three segments and batches', { entries: entered.batches, lines: entered.lines, differences: 0 });
	});

	describe('the agent\'s own certificate', () => {
		let refused: Execution;

		it('is refused where only known authorities are believed, and nothing is sent', async () => {
			refused = await run('unproven');
			expect([refused.status, toldBy(refused)]).toEqual(['error', expect.stringMatching(/certificate of the server is not believed.*Nothing was sent/s)]);
			expect(requestsAnswered(await happened())).toBe(0);
		});

		it('another fingerprint is refused with the one that was found, and the key is not sent', async () => {
			const wrong = { ...sage100Agent(site.urls.sage100, 'ABC'), fingerprint: 'AB'.repeat(32) };
			await site.n8n.importCredentials([{ ...UNPROVEN, type: 'sage100Api', data: wrong }]);
			const execution = await run('unproven');
			expect(toldBy(execution)).toContain(accessOf(site.urls.sage100).fingerprint);
			expect((await happened()).filter(({ kind, path }) => kind === 'request' && path !== '/')).toEqual([]);
		});

		it('is believed by its fingerprint: the failed execution, retried from the history, enters everything', async () => {
			await site.n8n.importCredentials([{ ...UNPROVEN, type: 'sage100Api', data: sage100Agent(site.urls.sage100, 'ABC') }]);
			const retried = await site.n8n.retry(refused.id, { loadWorkflow: false });
			expectGood(retried);
			await expectEntered('unproven', retried);
		});
	});

	it('the answer is lost after the entry was stored: it is found, and there is one', async () => {
		await sage100.post('faults', { ...FAULTS.answerLost, match: STORED, skip: 1 });
		const execution = await run('lost');
		expectGood(execution);
		await expectEntered('lost', execution);
		await expectWritten(2);
		expect(shortly(journalsOf(execution))).toEqual(['posted, answered', 'posted, answer lost']);
		figure('Sage 100, answer lost after the entry was stored', { entries: 2, doubled: 0 });
	});

	it('Sage 100 dies after the entry was stored: it is found, and there is one', async () => {
		await sage100.post('faults', { ...FAULTS.diedAfterStore, match: STORED });
		const execution = await run('died');
		expectGood(execution);
		await expectEntered('died', execution);
		await expectWritten(2);
	});

	it('a lock that clears is waited for', async () => {
		await site.erp.lock(2);
		const execution = await run('cleared');
		expectGood(execution);
		await expectEntered('cleared', execution);
		expect((await happened()).filter(({ status }) => status === 423)).toHaveLength(2);
	});

	it('a lock that stays ends the run with what to do; once it is gone, the retry from the history enters everything', async () => {
		await site.erp.lock();
		const failed = await site.n8n.finished(await site.start('stays'), LOCKED_MS);
		expect([failed.status, toldBy(failed)]).toEqual(['error', expect.stringMatching(/in use by another user/)]);
		expect(await entries('stays')).toEqual([]);
		await site.erp.unlock();
		const retried = await site.n8n.retry(failed.id, { loadWorkflow: true });
		expectGood(retried);
		await expectEntered('stays', retried);
	}, LOCKED_MS + 60_000);

	it('the agent is restarted between two entries: the run goes on', async () => {
		await sage100.post('later', { match: '^POST .*/gl/journal-entries', requests: 3, route: 'agent/restart', body: {} });
		const execution = await run('restarted');
		expectGood(execution);
		await expectEntered('restarted', execution);
		await expectWritten(2);
	});

	it('the agent dies in the middle of a create and comes back: nothing is doubled, and a retry ends well', async () => {
		await sage100.post('faults', { kind: 'slow', match: STORED, skip: 1, delayMs: HELD_MS });
		const id = await site.start('crashed');
		await eventually('the write on its way', async () => (await happened()).find(({ note }) => note.what === 'fault'));
		await sage100.post('agent/crash', {});
		const execution = await site.n8n.finished(id);
		const [first] = await entries('crashed');
		expect(first).toBeDefined();
		if (execution.status !== 'success') expectGood(await site.n8n.retry(execution.id, { loadWorkflow: true }));
		await expectEntered('crashed');
		await mark();
		expectGood(await run('crashed'));
		await expectWritten(0);
		figure('Sage 100, agent killed in the middle of a create', { 'run ended with': execution.status, entries: 2, doubled: 0 });
	});

	it('n8n is killed in the middle of a create: the next run finds the entry, the dead run is retried, and there is one', async () => {
		await sage100.post('faults', { kind: 'slow', match: STORED, skip: 1, delayMs: HELD_MS });
		const id = await site.start('killed');
		await eventually('the write on its way', async () => (await happened()).find(({ note }) => note.what === 'fault'));
		await site.n8n.kill9();
		await site.n8n.executeOnce('killed');
		await expectEntered('killed');
		await expectWritten(2);
		await mark();
		await site.n8n.restart();
		expect((await site.n8n.finished(id)).status).toBe('crashed');
		const retried = await site.n8n.retry(id, { loadWorkflow: true });
		expectGood(retried);
		await expectEntered('killed', retried);
		await expectWritten(0);
	});

	it('two executions at once: one entry each', async () => {
		await sage100.post('faults', { kind: 'slow', match: STORED, delayMs: HELD_MS });
		const first = await site.start('once');
		await eventually('the write on its way', async () => (await happened()).find(({ note }) => note.what === 'fault'));
		const second = await site.start('once');
		const executions = [await site.n8n.finished(first), await site.n8n.finished(second)];
		executions.forEach(expectGood);
		for (const execution of executions) await expectEntered('once', execution);
		await expectWritten(2);
		expect((await happened()).filter(({ status }) => status === 429)).toEqual([]);
		figure('Sage 100, two executions at once', { entries: 2, doubled: 0 });
	});

	it('an accountant posts the entries: the next run finds them in the ledger and enters nothing', async () => {
		expectGood(await run('posted'));
		await expectEntered('posted');
		await site.erp.register('^PSTD-');
		await mark();
		const again = await run('posted');
		expectGood(again);
		expect(journalsOf(again).map(({ status, evidence }) => [status, evidence])).toEqual([['posted', 'found'], ['posted', 'found']]);
		expect(await checkLedger(site.anaplan, sage100, postingOf(COPIES.posted))).toEqual([]);
		await expectWritten(0);
	});

	it('a person deletes an entry: the next run says so, and does not enter it again by itself', async () => {
		expectGood(await run('deleted'));
		const [first] = await entries('deleted');
		await site.erp.deleteEntries(`^${referenceOf(first?.JournalComment ?? '')}`);
		await mark();
		const again = await run('deleted');
		expect([again.status, toldBy(again)]).toEqual(['error', expect.stringMatching(/deleted/)]);
		await expectWritten(0);
	});

	describe('what Sage 100 would refuse', () => {
		it('leaves as rejected rows before anything is entered: an inactive account; repaired, it is entered once', async () => {
			const account = (await site.erp.records('GL_Account')).find(({ Account }) => Account === '62000-D10');
			await site.erp.save('GL_Account', { AccountKey: account?.AccountKey ?? '', Status: 'I' });
			const execution = await run('refused');
			expectGood(execution);
			expect(await entries('refused')).toEqual([]);
			const rejected = rejectedBy(execution);
			expect(rejected.length).toBeGreaterThan(200);
			expect(rejected.some(({ row, reasons }) => row.Account === '62000-D10' && reasons.some((reason) => /62000-D10|inactive|status/i.test(reason)))).toBe(true);
			expect(execution.items('Rejected rows')).toHaveLength(rejected.length);
			await site.erp.save('GL_Account', { AccountKey: account?.AccountKey ?? '', Status: 'A' });
			const repaired = await run('refused');
			expectGood(repaired);
			await expectEntered('refused', repaired);
		});

		it('... a closed period, and the other month is entered', async () => {
			await site.erp.period('2026', '02', 'closed');
			const execution = await run('closed');
			await site.erp.period('2026', '02', 'open');
			expectGood(execution);
			expect(new Set(rejectedBy(execution).map(({ row }) => row.Date))).toEqual(new Set(['2026-02-28']));
			expect((await entries('closed')).map(({ PostingDate }) => PostingDate)).toEqual(['20260131']);
			expect(createsAnswered(await happened()).some(({ status }) => status === 201)).toBe(true);
		});
	});

	it('the budget is changed after it was entered: under the same name nothing is entered, and the run says so', async () => {
		expectGood(await run('changed'));
		const before = (await expectEntered('changed')).batches;
		await new Planner(site).write([{ account: '41010', department: 'D20', version: 'Budget', month: 'Feb 26', lineItem: 'Amount', value: '4711.01' }]);
		await mark();
		const refused = await run('changed');
		expect([refused.status, toldBy(refused)]).toEqual(['error', expect.stringMatching(/another content/)]);
		expect((await entries('changed')).length).toBe(before);
		await expectWritten(0);
	});

	it('leaves no secret in clear behind', async () => {
		const secrets = site.secrets.all().filter(({ value }) => value !== PLANNER.password);
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining(['an Anaplan token', 'the API key of the agent', 'the password of the Sage 100 user']));
		expect(findIn(leftovers, secrets)).toEqual([]);
		figure('Sage 100, searched for secrets after entries', { secrets: secrets.length, places: leftovers.length });
	});
});
