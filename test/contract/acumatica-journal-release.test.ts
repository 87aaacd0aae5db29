/** Releasing what was posted, followed to its end in the session that has started it. */
import type { PostedOutcome } from '../../src/sync/journal';
import { APRIL, month, PostingSite, type PostSetup } from './acumatica-posting';

describe('releasing batches of an Acumatica site', () => {
	let posting: PostingSite;
	beforeEach(async () => {
		posting = await PostingSite.start({ switches: { releaseMs: 12_000 } });
	});
	afterEach(() => posting.close());

	const release = { options: { release: true } };
	const posted = async (setup: PostSetup = release): Promise<PostedOutcome> => {
		const [{ outcome } = {}] = (await posting.post(setup)).journals;
		if (outcome?.kind !== 'posted') throw new Error(`it is ${outcome?.kind}`);
		expect(outcome.status).toBe((await posting.only()).Status);
		return outcome;
	};

	it.each([
		[{}, 'Posted'], [{ autoPost: false }, 'Unposted'], [{ immediateRelease: true }, 'Posted'], [{ absoluteLinks: true }, 'Posted'], [{ releaseTouchesStamp: false }, 'Posted'],
	])('on a site where %j', async (switches, status) => {
		await posting.site.switches(switches);
		expect(await posted()).toMatchObject({ stage: 'released', status, release: { kind: 'done' } });
		expect(await posting.releases()).toBe(1);
	});

	it('asks how it goes every five seconds, and waits for nothing else', async () => {
		await posted();
		expect(posting.clock.slept).toEqual([5_000, 5_000, 5_000]);
		expect((await posting.site.requests('GET .*/status/')).map(({ status }) => status)).toEqual([202, 202, 204]);
	});

	it('of what an earlier run has left, and of what is released nothing', async () => {
		await posted({});
		expect(await posted()).toMatchObject({ evidence: 'found', release: { kind: 'done' } });
		expect(await posted()).toMatchObject({ evidence: 'found', release: { kind: 'done' } });
		expect(await posting.releases()).toBe(1);
	});

	it('one after the other: no batch meets a form that is busy', async () => {
		const report = await posting.post({ ...release, rows: [...APRIL, ...month('05', '1.00'), ...month('06', '2.00')] });
		expect(report.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.release.kind)).toEqual(['done', 'done', 'done']);
		expect((await posting.site.requests()).filter(({ status }) => status === 409)).toEqual([]);
	});

	it.each([{ releaseFailure: 500 }, { releaseFailure: 422 }, { releaseFailure: 400 }, { immediateRelease: true }])('that fails (%j) leaves it Balanced, with the words of the site', async (switches) => {
		await posting.site.switches(switches);
		await posting.site.control('disturb', { kind: 'release-fails', message: 'Account mapping for inter-branch transactions is missing.' });
		expect(await posted()).toMatchObject({ stage: 'entered', status: 'Balanced', release: { kind: 'failed', said: expect.stringContaining('Account mapping') } });
		expect(await posted()).toMatchObject({ release: { kind: 'done' } });
	});

	it.each([422, 500, 400])('that is refused with %i because somebody put it on hold', async (releaseRefused) => {
		await posting.site.switches({ releaseRefused });
		const target = posting.target();
		const found = await posted({});
		await posting.edit({ BatchNbr: found.number }, { Status: 'On Hold', Hold: 'true' });
		await expect(target.release?.({ reference: 'x', number: found.number, stage: 'entered', status: 'Balanced' })).rejects.toThrow(/Batch Status invalid/);
		expect(await posted()).toMatchObject({ stage: 'held', release: { kind: 'failed', said: expect.stringContaining('On Hold') } });
	});

	it('of a batch that was released meanwhile changes nothing and is no failure', async () => {
		const found = await posted();
		await posting.target().release?.({ reference: 'x', number: found.number, stage: 'entered', status: 'Balanced' });
		expect(await posting.releases()).toBe(1);
	});

	it('a form that is busy in this session is waited for', async () => {
		await posting.fault({ kind: 'answer', status: 409, times: 2, headers: { 'content-type': 'application/json' }, body: '{"message":"A long operation is running for this screen in the current session. Please try again later."}' }, 'POST .*ReleaseJournalTransaction');
		expect(await posted()).toMatchObject({ release: { kind: 'done' } });
	});

	it('a form that stays busy: not released, and said so', async () => {
		await posting.fault({ kind: 'answer', status: 409, times: -1, headers: { 'content-type': 'application/json' }, body: '{"message":"A long operation is running."}' }, 'POST .*ReleaseJournalTransaction');
		expect(await posted()).toMatchObject({ stage: 'entered', release: { kind: 'failed', said: expect.stringContaining('A long operation is running') } });
		expect(await posting.releases()).toBe(0);
	});

	it.each(['reset-after', 'answer-after'])('whose answer is lost (%s) is found by a later look', async (kind) => {
		await posting.fault({ kind, status: 504, headers: { 'content-type': 'text/html' }, body: '<html></html>' }, 'POST .*ReleaseJournalTransaction');
		expect(await posted()).toMatchObject({ stage: 'released', release: { kind: 'done' } });
		expect(await posting.releases()).toBe(1);
	});

	it('whose answer is lost before it began is undecided, and a later run releases it', async () => {
		await posting.fault({ kind: 'reset-before' }, 'POST .*ReleaseJournalTransaction');
		expect(await posted()).toMatchObject({ stage: 'entered', release: { kind: 'undecided' } });
		expect(await posted()).toMatchObject({ release: { kind: 'done' } });
	});

	it.each([404, 401])('whose session dies while it runs: another session is told nothing (%i), and the batch tells', async (foreignStatus) => {
		await posting.site.switches({ foreignStatus });
		await posting.site.later(1, 'sessions/expire', {}, 'POST .*ReleaseJournalTransaction');
		expect(await posted()).toMatchObject({ stage: 'released', release: { kind: 'done' } });
		expect(await posting.releases()).toBe(1);
	});

	it('that outlasts the time it is given is undecided or found released, and never called failed', async () => {
		await posting.site.switches({ releaseMs: 24 * 3_600_000 });
		expect(await posted({ ...release, settings: { longestReleaseMs: 60_000 } })).toMatchObject({ stage: 'entered', release: { kind: 'undecided' } });
	});
});
