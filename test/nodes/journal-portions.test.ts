import type { IRun } from 'n8n-workflow';
import { newProcess } from './engine/fresh-process';
import { forgetPauses } from './engine/quick-clock';
import { errorOf, errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { Desk, pair, POST } from './journal-desk';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));
jest.mock('../../src/core/limits/process-lock', () => jest.requireActual<object>('./engine/fresh-process'));

/** Equal accounts and amounts; the cost centre is in words alone, or in a column that no ledger gets. */
const EAST = pair('2026-01', '100.00', { Description: 'Travel East' });
const WEST = pair('2026-01', '100.00', { Description: 'Travel West' });
const csv = (centre: string): string => `Account,Amount,Period,Centre\n6100,5,2026-01,${centre}\n9000,-5,2026-01,${centre}\n`;
const OWN_OUTPUT = { options: { notPosted: 'output' } };

describe('rows of one posting that come in portions', () => {
	let desk: Desk;
	beforeEach(() => {
		forgetHighest();
		forgetPauses();
		newProcess();
		desk = new Desk();
	});

	const evidence = (run: IRun): unknown[] => outputOf(run, POST).map(({ json }) => json.evidence);
	const expectTurnedAway = (run: IRun): void => {
		expect(outputOf(run, POST)).toEqual([]);
		expect(outputOf(run, POST, 2).map(({ json }) => json)).toEqual([expect.objectContaining({ doubt: 'other rows', state: 'ambiguous', number: 'N1', mayBeStoredByThisRun: false })]);
		expect(desk.ledger.batches).toHaveLength(1);
	};

	it('equal portions are not taken for one another: the second ends as ambiguous, and its words say what to do', async () => {
		const run = await desk.runTwice([EAST, WEST]);
		const error = errorOf(run, POST);
		expect(error?.message).toContain('other rows have taken the reference before, in this execution or the one that it repeats (N1)');
		expect(error?.description).toContain('collect them first, with Aggregate or Merge, or post them after the loop');
		expect(error?.description).not.toContain('is safe');
		expect(desk.ledger.batches).toHaveLength(1);
	});

	it('a column that no ledger gets tells portions apart, in files too', async () => {
		expectTurnedAway(await desk.runTwice([[{ file: csv('East') }], [{ file: csv('West') }]], OWN_OUTPUT));
	});

	it('what an earlier execution has posted is found by the portion that comes first, and by no other', async () => {
		await desk.run(EAST);
		expectTurnedAway(await desk.runTwice([EAST, WEST], { ...OWN_OUTPUT, release: true }));
		expect(desk.ledger.requests).toContain('release');
	});

	it('unequal portions end like that as well, in a dry run too', async () => {
		expectTurnedAway(await desk.runTwice([EAST, pair('2026-01', '7.00')], OWN_OUTPUT));
		const dry = await desk.runTwice([pair('2026-02', '1.00'), pair('2026-02', '2.00')], { ...OWN_OUTPUT, dryRun: true });
		expect(outputOf(dry, POST, 2)[0]?.json).toMatchObject({ doubt: 'other rows', numbers: [] });
	});

	it('portions of different journals do not touch one another', async () => {
		expect(errorsOf(await desk.runTwice([EAST, pair('2026-02', '100.00')]))).toEqual({});
		expect(desk.ledger.batches).toHaveLength(2);
	});

	it('the same rows once more in one execution are found', async () => {
		const run = await desk.runTwice([EAST, [...EAST].reverse()]);
		expect([errorsOf(run), evidence(run)]).toEqual([{}, ['found']]);
	});

	it('"Retry On Fail" comes with the same rows, and finds what it has posted', async () => {
		desk.ledger.faults.push('lost before it was stored');
		const run = await desk.run([...EAST, ...pair('2026-02', '1.00')], {}, { more: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } });
		expect([errorsOf(run), evidence(run)]).toEqual([{}, ['answered', 'found']]);
		expect(desk.ledger.batches).toHaveLength(2);
	});

	it('another execution is not compared: other words in the next export are found', async () => {
		await desk.run(EAST);
		expect(evidence(await desk.run(WEST))).toEqual(['found']);
		expect(evidence(await desk.retry(WEST))).toEqual(['found']);
	});

	it('a retry from the history does not call posted what was turned away; once a person has deleted the other, it is posted', async () => {
		await desk.runTwice([EAST, WEST]);
		expectTurnedAway(await desk.retry(WEST, OWN_OUTPUT));
		expect(evidence(await desk.retry(EAST))).toEqual(['found']);
		desk.ledger.batches.length = 0;
		expect(evidence(await desk.retry(WEST))).toEqual(['answered']);
		expect(evidence(await desk.retry(WEST))).toEqual(['found']);
	});

	it('rows that were rejected before may come mended in the same execution', async () => {
		desk.ledger.faults.push('second line refused');
		const run = await desk.runTwice([EAST, WEST]);
		expect([errorsOf(run), evidence(run)]).toEqual([{}, ['answered']]);
	});
});

describe('rows that repeat one another in all columns', () => {
	const TWICE = [...EAST, ...EAST, ...WEST];
	const repeated = async (parameters: object): Promise<string[]> => hintsOf(await new Desk().run(TWICE, parameters as never), POST).filter((said) => said.includes('repeat'));
	beforeEach(forgetHighest);

	it('are counted in a hint that says what to do, and posted', async () => {
		expect(await repeated({})).toEqual([expect.stringMatching(/^2 rows repeat another one in all columns.*"Key Columns"/)]);
	});

	it('are what key columns are for, and may be meant', async () => {
		expect(await repeated({ keyColumns: 'Account,Description' })).toEqual([]);
		expect(await repeated({ options: { repeatedKeys: 'keep' } })).toEqual([]);
	});
});
