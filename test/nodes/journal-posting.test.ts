import { RetryableError } from '../../src/core/errors';
import { newProcess } from './engine/fresh-process';
import { forgetPauses, nodeClock, pauses } from './engine/quick-clock';
import { breakRegister, errorOf, errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { Desk, pair, POST, TWO_MONTHS } from './journal-desk';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));
jest.mock('../../src/core/limits/process-lock', () => jest.requireActual<object>('./engine/fresh-process'));

const SETTLE_MS = 12 * 60_000;

describe('create journal entries', () => {
	let desk: Desk;
	beforeEach(() => {
		forgetHighest();
		forgetPauses();
		newProcess();
		desk = new Desk();
	});

	const references = (): string[] => desk.ledger.batches.map(({ reference }) => reference);
	const onceEach = (count: number): void => {
		expect(desk.ledger.batches).toHaveLength(count);
		expect(new Set(references()).size).toBe(count);
	};

	it('posts a journal per month, and the item says all about it', async () => {
		const run = await desk.run(TWO_MONTHS, { keyColumns: 'Account,Period' });
		expect(errorsOf(run)).toEqual({});
		onceEach(2);
		expect(outputOf(run, POST).map(({ json }) => json)).toEqual([
			{
				reference: references()[0], number: 'N1', status: 'entered', outcome: 'posted', evidence: 'answered', verified: true, release: 'not asked', warnings: ['rounded nothing'],
				link: 'https://ledger.test/N1', ledger: 'PLAN', period: '2026-01', part: 1, book: 'books of the test', lineCount: 2, debitTotal: '100.10',
				rows: [{ row: 1, key: '6100|2026-01' }, { row: 2, key: '9000|2026-01' }],
			},
			expect.objectContaining({ number: 'N2', period: '2026-02', debitTotal: '50.00', rows: [{ row: 3, key: '6100|2026-02' }, { row: 4, key: '9000|2026-02' }] }),
		]);
		expect(outputOf(run, POST).map(({ pairedItem }) => pairedItem)).toEqual([[{ item: 0 }, { item: 1 }], [{ item: 2 }, { item: 3 }]]);
		expect(hintsOf(run, POST)).toEqual(['Budget 2026 v3: 2 journals posted.']);
		expect(references()[0]).toMatch(/^T-/);
		expect(pauses).toEqual([]);
	});

	it('the same execution again finds what it has posted, in any order of the rows, and posts nothing', async () => {
		await desk.run(TWO_MONTHS);
		const again = await desk.run([...TWO_MONTHS].reverse());
		onceEach(2);
		expect(outputOf(again, POST).map(({ json: { number, outcome, evidence } }) => [number, outcome, evidence])).toEqual([['N1', 'posted', 'found'], ['N2', 'posted', 'found']]);
		expect(hintsOf(again, POST)).toEqual(['Budget 2026 v3: 2 found.']);
	});

	it('another name is another posting', async () => {
		await desk.run(TWO_MONTHS);
		await desk.run(TWO_MONTHS, { postingName: 'Budget 2026 v4' });
		onceEach(4);
	});

	it('an answer that was lost after the batch was stored ends as posted', async () => {
		desk.ledger.faults.push('lost after it was stored');
		const run = await desk.run(TWO_MONTHS);
		expect(errorsOf(run)).toEqual({});
		onceEach(2);
		expect(outputOf(run, POST).map(({ json }) => json.evidence)).toEqual(['answer lost', 'answered']);
		expect(outputOf(run, POST)[0]?.json.link).toBe('https://ledger.test/N1');
		expect(pauses).toEqual([SETTLE_MS]);
		expect(hintsOf(run, POST).at(-1)).toMatch(/^Waited 12 min until nothing could be on its way to Test Ledger/);
	});

	it('an answer that was lost and left nothing is an error that names the journal, what to do, and what was posted', async () => {
		desk.ledger.faults.push('lost before it was stored');
		const run = await desk.run(TWO_MONTHS);
		const error = errorOf(run, POST);
		expect(error?.message).toMatch(/Test Ledger: post "Budget 2026 v3": T-\w+: the answer was lost, and the journal could not be found afterwards \(this run has sent it\) \(1 of 2 journals not as it should be\)/);
		expect(error?.description).toContain(`${references()[0]}: N1 (entered)`);
		expect(error?.description).toContain('See whether it is there.');
		expect(error?.description).toContain('How to find out:');
		expect(error?.description).toContain('Running it again, from the history too, is safe');
		onceEach(1);
	});

	it('run again after that, it looks once nothing can be on its way any more, and posts it then', async () => {
		desk.ledger.faults.push('lost before it was stored');
		await desk.run(TWO_MONTHS);
		forgetPauses();
		const again = await desk.run(TWO_MONTHS);
		expect(errorsOf(again)).toEqual({});
		expect(pauses).toEqual([SETTLE_MS]);
		expect(outputOf(again, POST).map(({ json }) => json.evidence)).toEqual(['answered', 'found']);
		onceEach(2);
	});

	it('with an output of their own the workflow goes on, and what is not posted is told there in full', async () => {
		desk.ledger.faults.push('lost before it was stored');
		const run = await desk.run(TWO_MONTHS, { options: { notPosted: 'output' } });
		expect(errorsOf(run)).toEqual({});
		expect(outputOf(run, POST)).toHaveLength(1);
		expect(outputOf(run, POST, 2)).toEqual([{
			json: {
				reference: expect.stringMatching(/^T-/), number: '', numbers: [], status: '', outcome: 'ambiguous', state: 'ambiguous', doubt: 'answer lost', mayBeStoredByThisRun: true,
				said: expect.stringContaining('the answer was lost'), remedy: expect.stringContaining('See whether it is there'), howToFindOut: expect.stringContaining('Search the journals for the reference'),
				link: '', ledger: 'PLAN', period: '2026-01', part: 1, book: 'books of the test', lineCount: 2, debitTotal: '100.10', rows: [{ row: 1, key: '' }, { row: 2, key: '' }],
			},
			pairedItem: [{ item: 0 }, { item: 1 }],
		}]);
		expect(hintsOf(run, POST)[0]).toBe('Budget 2026 v3: 1 journal posted, 1 ambiguous.');
	});

	it('a journal that is stored and that the search does not show is not called safe to run again', async () => {
		desk.ledger.isBlind = true;
		// The process remembers it, so the name is not that of the other tests; "Retry On Fail" is n8n's own.
		const run = await desk.run(TWO_MONTHS, { postingName: 'Unseen' }, { more: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } });
		const error = errorOf(run, POST);
		expect(error?.message).toContain('it was stored as N1, but the search by reference does not show it');
		expect(error?.description).toContain('Do not run it again before the search shows it');
		expect(error?.description).not.toContain('is safe');
		expect(desk.ledger.batches).toHaveLength(1);
	});

	it('changed rows under the same name are ambiguous and not posted a second time', async () => {
		await desk.run(TWO_MONTHS);
		const run = await desk.run([...pair('2026-01', '100.11'), ...pair('2026-02', '50.00')], { options: { notPosted: 'output' } });
		onceEach(2);
		expect(outputOf(run, POST, 2)[0]?.json).toMatchObject({ number: 'N1', numbers: ['N1'], doubt: 'different content', mayBeStoredByThisRun: false });
		expect(outputOf(run, POST)).toHaveLength(1);
	});

	it('two executions at the same moment post each journal once', async () => {
		const runs = await Promise.all([desk.run(TWO_MONTHS), desk.run(TWO_MONTHS)]);
		onceEach(2);
		expect(runs.map(errorsOf)).toEqual([{}, {}]);
		const evidence = runs.flatMap((run) => outputOf(run, POST).map(({ json }) => `${String(json.number)} ${String(json.evidence)}`));
		expect(evidence.sort()).toEqual(['N1 answered', 'N1 found', 'N2 answered', 'N2 found']);
	});

	it('an execution that died in the middle of a create is not doubled by the next one, which waits until its create has settled', async () => {
		let begun = (): void => undefined;
		const creating = new Promise<void>((resolve) => (begun = resolve));
		desk.ledger.before = async (request) => {
			if (request === 'create') begun();
		};
		desk.ledger.faults.push('dies, stored after five minutes');
		void desk.run(TWO_MONTHS);
		await creating;
		newProcess();
		const run = await desk.run(TWO_MONTHS);
		expect(errorsOf(run)).toEqual({});
		expect(pauses).toEqual([SETTLE_MS]);
		onceEach(2);
		expect(outputOf(run, POST).map(({ json }) => json.evidence)).toEqual(['found', 'answered']);
	});

	it('two executions in two processes: at most one is posted, or both numbers are told and nothing goes on', async () => {
		let arrived = 0;
		desk.ledger.before = async (request) => {
			if (request !== 'check') return;
			arrived += 1;
			newProcess();
			while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 1));
		};
		const runs = await Promise.all([desk.run(pair('2026-01', '100.10')), desk.run(pair('2026-01', '100.10'))]);
		const numbers = desk.ledger.batches.map(({ number }) => number);
		const said = runs.map((run) => errorOf(run, POST)?.description ?? '');
		expect(numbers.length === 1 || said.some((text) => numbers.every((number) => text.includes(number)))).toBe(true);
	});

	it('a register of announcements that fails costs a wait, and is told', async () => {
		breakRegister(new Error('incompatible setting'));
		const run = await desk.run(TWO_MONTHS);
		expect(errorsOf(run)).toEqual({});
		onceEach(2);
		expect(pauses).toEqual([SETTLE_MS]);
		expect(hintsOf(run, POST)[0]).toContain('de-duplication register could not be used (incompatible setting)');
	});

	it('stopped before anything is created, nothing is created; the next run posts', async () => {
		let stop = (): void => undefined;
		desk.ledger.before = async (request) => {
			if (request === 'check') stop();
		};
		const run = await desk.run(TWO_MONTHS, {}, { onStarted: (cancel) => (stop = cancel) });
		await nodeClock.sleep(30);
		expect(errorOf(run, POST)?.message).toContain('the execution was stopped (2 of 2 journals not as it should be)');
		expect(desk.ledger.requests).not.toContain('create');
		desk.ledger.before = async () => undefined;
		expect(errorsOf(await desk.run(TWO_MONTHS))).toEqual({});
		onceEach(2);
	});

	it('a dry run shows the journals and writes nothing, also where some are posted already', async () => {
		await desk.run(pair('2026-01', '100.10'));
		desk.ledger.requests.length = 0;
		const run = await desk.run(TWO_MONTHS, { dryRun: true, release: true });
		expect(desk.ledger.requests).toEqual(['find', 'check']);
		expect(outputOf(run, POST).map(({ json }) => [json.outcome, json.number, json.status, json.evidence, json.verified])).toEqual([['posted', 'N1', 'entered', 'found', true], ['planned', '', '', '', false]]);
		expect(hintsOf(run, POST)).toEqual(['Dry run of Budget 2026 v3: 1 found, 1 journal planned. Nothing was written.']);
		onceEach(1);
	});

	it('released if that is asked for; a release that fails is an error, and a retry releases without posting again', async () => {
		desk.ledger.releaseFailures.push('The period is closed');
		const run = await desk.run(TWO_MONTHS, { release: true });
		expect(errorOf(run, POST)?.message).toContain('it is stored and was not released: The period is closed');
		expect(errorOf(run, POST)?.description).toContain('Open the period.');
		expect(errorOf(run, POST)?.description).toMatch(/T-\w+: N2 \(released\), released/);
		const again = await desk.run(TWO_MONTHS, { release: true });
		expect(errorsOf(again)).toEqual({});
		expect(outputOf(again, POST).map(({ json }) => [json.evidence, json.release, json.status])).toEqual([['found', 'done', 'released'], ['found', 'done', 'released']]);
		onceEach(2);
	});

	it('a system that cannot be reached leaves everything unsent, in its own words first', async () => {
		desk.ledger.findFails = new RetryableError({ system: 'Test Ledger', operation: 'find', said: 'API Login Limit', remedy: 'Sign somebody out.' });
		const error = errorOf(await desk.run(TWO_MONTHS), POST);
		expect(error?.message).toBe('Test Ledger: post "Budget 2026 v3": API Login Limit (2 of 2 journals not as it should be)');
		expect(error?.description).toContain('Sign somebody out.');
		const kept = await desk.run(TWO_MONTHS, {}, { more: { onError: 'continueRegularOutput' } });
		expect(Object.keys(outputOf(kept, POST)[0]?.json ?? {})).toEqual(['error', 'details']);
	});

	it('where the workflow goes on with an error item, that names every journal with its number', async () => {
		const months = Array.from({ length: 50 }, (_, at) => `${2026 + Math.floor(at / 12)}-${String(1 + (at % 12)).padStart(2, '0')}`);
		desk.ledger.releaseFailures.push(...months.slice(0, 25).map(() => 'The period is closed'));
		const run = await desk.run(months.flatMap((month) => pair(month, '1.00')), { release: true }, { more: { onError: 'continueRegularOutput' } });
		const details = String(outputOf(run, POST)[0]?.json.details);
		onceEach(50);
		for (const { reference, number } of desk.ledger.batches) expect(details).toMatch(new RegExp(`- ${reference}.*\\b${number}\\b`));
		const stopped = errorOf(await desk.run(months.flatMap((month) => pair(month, '2.00')), { release: true }), POST);
		expect(stopped?.description).toContain('- and 30 more');
	});

	it('the options reach the target', async () => {
		const run = await desk.run(TWO_MONTHS, { options: { hold: true, referencePrefix: 'BUD-', settleMinutes: 0.5, title: 'Approved', groupBy: 'project, Subaccount' } });
		expect(errorsOf(run)).toEqual({});
		expect(desk.ledger.settings[0]).toEqual({ hold: true, referencePrefix: 'BUD-', settleMs: 30_000 });
		expect(references()[0]).toMatch(/^BUD-/);
		expect(outputOf(run, POST)[0]?.json.status).toBe('held');
	});
});
