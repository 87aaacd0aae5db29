/** Journals through the real agent: whatever goes wrong in Sage 100, in the agent or in between, there is one entry for each journal. */
import { FAULTS } from '../../simulators/sage100';
import { FifoLock } from '../../src/core/limits/fifo-lock';
import { expectOneBatchEach, kinds } from './posting';
import { EntryPosting, monthOf } from './sage100-site';

let posting: EntryPosting;
beforeAll(async () => {
	posting = await EntryPosting.start();
});
beforeEach(() => posting.reset());
afterAll(() => posting.close());

const expectOneEach = async (report: Awaited<ReturnType<EntryPosting['post']>>): Promise<void> =>
	expectOneBatchEach(await posting.batches(), report, (entry, { outcome }) => {
		if (outcome.kind === 'posted') expect(outcome).toMatchObject({ number: entry?.number, verified: true });
	});


it('one entry for each month, and the same again is found', async () => {
	const report = await posting.post({ rows: posting.quarter });
	expect(kinds(report)).toEqual(['posted', 'posted', 'posted']);
	await expectOneEach(report);
	const again = await posting.post({ rows: posting.quarter });
	expect(again.journals.map(({ outcome }) => outcome)).toEqual(report.journals.map(({ outcome }) => ({ ...outcome, evidence: 'found' })));
	expect(await posting.batches()).toHaveLength(3);
});

describe.each([
	['the answer is lost after it was stored', FAULTS.answerLost], ['Sage 100 dies after it was stored', FAULTS.diedAfterStore], ['a dialogue opens before it is stored', FAULTS.dialogue],
	['Sage 100 dies before it is stored', { kind: 'exception' }], ['the session is lost', { kind: 'session-lost' }], ['Sage 100 refuses', { kind: 'refuse', text: 'Something is missing.' }],
	['Sage 100 remarks something', FAULTS.warning],
])('%s', (_what, fault) => {
	it('in the middle of three: never two, and runs after it end with one for each', async () => {
		await posting.fault({ ...fault, skip: 1 });
		await posting.post({ rows: posting.quarter }).catch(() => undefined);
		await posting.site.control('release', {});
		await posting.site.control('faults', undefined, 'DELETE');
		// What stood still is over by then.
		posting.clock.sleep(10_000).catch(() => undefined);
		let last = await posting.post({ rows: posting.quarter });
		for (let run = 0; run < 3 && kinds(last).some((kind) => kind !== 'posted'); run += 1) {
			await posting.site.pass(60_000);
			last = await posting.post({ rows: posting.quarter });
		}
		expect(kinds(last)).toEqual(['posted', 'posted', 'posted']);
		await expectOneEach(last);
	});
});

it('a lock that clears is waited for, one that stays is told and leaves nothing', async () => {
	await posting.site.control('lock', { resource: 'number', tries: 2 });
	expect(kinds(await posting.post())).toEqual(['posted']);
	await posting.site.control('lock', { resource: 'number' });
	const stopped = await posting.post({ rows: monthOf('07', '1.00') });
	expect(kinds(stopped)).not.toContain('posted');
	expect(JSON.stringify(stopped.journals[0]?.outcome)).toMatch(/in use by another user/);
	expect(await posting.batches()).toHaveLength(1);
	await posting.site.control('unlock', {});
	expect(kinds(await posting.post({ rows: monthOf('07', '1.00') }))).toEqual(['posted']);
});

it('two processes that share no lock enter it once', async () => {
	await posting.fault({ kind: 'slow', delayMs: 200, times: -1 });
	const reports = await Promise.all([posting.post({ rows: posting.quarter }), posting.post({ rows: posting.quarter, lock: new FifoLock(posting.clock) })]);
	let last = reports[0];
	for (let run = 0; run < 3 && kinds(last).some((kind) => kind !== 'posted'); run += 1) last = await posting.post({ rows: posting.quarter });
	await expectOneEach(last);
	expect(await posting.written()).toBe(3);
});

it('the agent dies in the middle of a create: one entry in the end', async () => {
	await posting.fault({ kind: 'slow', delayMs: 1_000 });
	const running = posting.post().catch(() => undefined);
	while ((await posting.site.effects('fault')).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
	await posting.site.control('agent/crash', {});
	await running;
	let last = await posting.post();
	for (let run = 0; run < 4 && kinds(last).some((kind) => kind !== 'posted'); run += 1) {
		await posting.site.pass(60_000);
		last = await posting.post();
	}
	expect(kinds(last)).toEqual(['posted']);
	await expectOneEach(last);
});

it('what the company would refuse is told by line, before anything is entered', async () => {
	const rows = monthOf('04', '20.10').map((row, at) => (at === 0 ? { ...row, account: '59000-000' } : row));
	const report = await posting.post({ rows });
	expect(kinds(report)).toEqual([]);
	expect(JSON.stringify(report.rejected)).toContain('59000-000');
	expect(await posting.written()).toBe(0);
});

it('posted by an accountant it is found in the ledger; deleted it is told and not entered again', async () => {
	await posting.post({ rows: posting.quarter });
	await posting.site.control('register', { match: '^ANP-' });
	const after = await posting.post({ rows: posting.quarter });
	expect(after.journals.map(({ outcome }) => (outcome.kind === 'posted' ? outcome.status : outcome.kind))).toEqual(['posted', 'posted', 'posted']);
	await posting.post({ rows: monthOf('07', '1.00') });
	await posting.site.control('delete-entries', { match: '^ANP-' });
	const deleted = await posting.post({ rows: monthOf('07', '1.00') });
	expect(kinds(deleted)).not.toContain('posted');
	expect(await posting.batches()).toEqual([]);
});
