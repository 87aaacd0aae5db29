/** Making batches ready to post, and posting them: the batch has the last word. */
import type { PostedOutcome } from '../../src/sync/journal';
import { FAULTS } from '../../simulators/sage300';
import { GENERAL, PAYABLES, PostingSite, type PostSetup } from './sage300-posting';

describe.each([['journal batches', GENERAL], ['adjustment batches', PAYABLES]] as const)('releasing %s', (_label, ledger) => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(ledger);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	const READY: PostSetup = { options: { release: true } };
	const POST: PostSetup = { options: { release: true }, settings: { releaseAs: 'post' } };
	const application = ledger.kind === 'GL' ? 'GL' : 'AP';

	const posted = async (setup: PostSetup): Promise<PostedOutcome> => {
		const [{ outcome } = {}] = (await posting.post(setup)).journals;
		if (outcome?.kind !== 'posted') throw new Error(`it is ${outcome?.kind}`);
		expect(outcome.number).toBe((await posting.only()).BatchNumber);
		return outcome;
	};
	const keyOf = (number: string): string => (ledger.kind === 'GL' ? number : `AD/${number}`);
	const patches = async (): Promise<number> => (await posting.site.requests('PATCH')).length;
	const processes = async (): Promise<number> => (await posting.site.requests(`POST .*${ledger.process}.*process`)).length;
	/** What the ledger has of ours, or what is less due of the documents. */
	const inTheBooks = async (): Promise<string> => {
		if (ledger.kind === 'GL') return (await posting.site.control<Array<{ debit: string }>>('totals?by=Source&match=%5EPlan')).map(({ debit }) => debit).join();
		return (await posting.site.records('APPostedDocuments')).filter(({ DocumentNumber }) => ['INV-88310', 'INV-88312'].includes(String(DocumentNumber)))
			.map(({ VendorCurrencyAmountDue }) => String(VendorCurrencyAmountDue)).join();
	};

	it.each<Record<string, unknown>>([
		{}, { patchStatus: 200 }, ...(ledger.kind === 'GL' ? [{ glReadyField: 'ReadyToPost' }, { glReadyField: 'both' }] : []), { dateForm: 'slashes' }, { envelope: 'odata3' },
		{ metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept' }, { errorType: 'text/plain' },
	])('ready to post, on a site where %j; a second run changes nothing', async (switches) => {
		await posting.site.switches(switches);
		expect(await posted(READY)).toMatchObject({ stage: 'released', release: { kind: 'done' } });
		const [{ BatchNumber } = { BatchNumber: '' }] = await posting.batches();
		expect(JSON.stringify(await posting.stored({ BatchNumber }))).toMatch(/"(?:Status|BatchStatus)":"ReadyToPost"|"ReadyToPost":"Yes"/);
		const before = await patches();
		expect(await posted(READY)).toMatchObject({ evidence: 'found', stage: 'released', release: { kind: 'done' } });
		expect([await patches() - before, await posting.postings()]).toEqual([0, 0]);
	});

	it.each<Record<string, unknown>>([
		{}, ...(ledger.kind === 'GL' ? [{ glReadyField: 'ReadyToPost' }] : [{ createGlBatch: 'automatic' }]), { postOnlyReady: false }, { metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept' },
	])('posted, on a site where %j: this batch and no other, and once', async (switches) => {
		await posting.site.switches(switches);
		// 000008 of the general ledger is ready, 51 of the payables could be.
		const others = await posting.site.records('GLJournalBatches');
		expect(await posted(POST)).toMatchObject({ stage: 'released', status: 'Posted', release: { kind: 'done' } });
		expect(await inTheBooks()).toBe(ledger.kind === 'GL' ? '20.100' : '800.400,860.600');
		expect(await posted(POST)).toMatchObject({ evidence: 'found', status: 'Posted', release: { kind: 'done' } });
		expect([await posting.postings(), await processes()]).toEqual([1, 1]);
		for (const other of others) expect(await posting.site.records('GLJournalBatches')).toContainEqual(other);
	});

	it('of what an earlier run has left open or ready', async () => {
		await posted({});
		expect(await posted(READY)).toMatchObject({ evidence: 'found', release: { kind: 'done' } });
		expect(await posted(POST)).toMatchObject({ evidence: 'found', status: 'Posted', release: { kind: 'done' } });
		expect(await posting.postings()).toBe(1);
	});

	it('one after the other, each alone', async () => {
		const report = await posting.post({ ...POST, rows: posting.quarter });
		expect(report.journals.map(({ outcome }) => outcome.kind === 'posted' && outcome.release.kind)).toEqual(['done', 'done', 'done']);
		expect(await posting.postings()).toBe(3);
	});

	it('that somebody has open: waited for', async () => {
		const { number } = await posted({});
		await posting.site.control('lock', { resource: ledger.resource, key: keyOf(number), refusals: 2 });
		expect(await posted(READY)).toMatchObject({ release: { kind: 'done' } });
	});

	it('that somebody keeps open: it is stored, not released, and nothing else is tried at it', async () => {
		const { number } = await posted({});
		await posting.site.control('lock', { resource: ledger.resource, key: keyOf(number) });
		const { release, stage } = await posted(POST);
		expect([stage, ['failed', 'undecided'].includes(release.kind), await posting.postings()]).toEqual(['entered', true, 0]);
		if (release.kind === 'failed') expect(release.said).toContain('locked by another user');
		await posting.site.control('unlock', { resource: ledger.resource, key: keyOf(number) });
		expect(await posted(READY)).toMatchObject({ release: { kind: 'done' } });
	});

	it('that somebody has just saved: once more', async () => {
		await posting.site.control('disturb', { kind: 'modified-by-other', match: '^ANP-' });
		expect(await posted(READY)).toMatchObject({ release: { kind: 'done' } });
	});

	it('that the site does not take as ready: still open, and said so', async () => {
		await posting.fault({ ...FAULTS.businessRefusal, times: -1 }, 'PATCH');
		expect(await posted(READY)).toMatchObject({ stage: 'entered', status: 'Open', release: { kind: 'failed', said: expect.stringContaining('Fiscal period 12 is locked') } });
		await posting.site.control('faults', undefined, 'DELETE');
	});

	it('whose period is locked between ready and posted: refused in the end, whatever the answer to the posting was', async () => {
		await posting.site.later(1, 'period', { year: '2026', period: '04', status: 'Locked', application }, 'PATCH');
		const before = await inTheBooks();
		const { release } = await posted(POST);
		expect(release).toMatchObject({ kind: 'failed', said: expect.stringMatching(ledger.kind === 'GL' ? /error batch \d{6}/ : /still "ReadyToPost"/) as string });
		expect(await inTheBooks()).toBe(before);
		// A later run finds it so, and sends nothing beside it.
		const again = await posted(POST);
		expect(again.release.kind).not.toBe('done');
		expect(await posting.writes()).toBe(1);
		expect(await inTheBooks()).toBe(before);
	});

	it('whose answer is lost after it was posted: the batch tells', async () => {
		await posting.fault({ kind: 'reset-after' }, `POST .*${ledger.process}.*process`);
		expect(await posted(POST)).toMatchObject({ status: 'Posted', release: { kind: 'done' } });
		expect(await posting.postings()).toBe(1);
	});

	it('whose answer is lost before it was posted is undecided, and a later run posts it', async () => {
		await posting.fault({ kind: 'reset-before' }, `POST .*${ledger.process}.*process`);
		expect(await posted(POST)).toMatchObject({ stage: 'entered', release: { kind: 'undecided' } });
		expect(await posted(POST)).toMatchObject({ status: 'Posted', release: { kind: 'done' } });
		expect(await posting.postings()).toBe(1);
	});

	it('whose posting takes its time is followed to its end', async () => {
		const { number } = await posted({});
		await posting.edit({ BatchNumber: number }, (json) => json.replace(/"(Status|BatchStatus)":"Open"/, '"$1":"PostInProgress"'));
		await posting.site.later(3, 'records', { resource: ledger.resource, key: keyOf(number), record: { [ledger.statusField]: 'Posted' } }, `GET .*${ledger.resource}`);
		expect(await posted(POST)).toMatchObject({ release: { kind: 'done' } });
		expect(await processes()).toBe(0);
	});

	it('that somebody posted meanwhile changes nothing and is no failure', async () => {
		const { number } = await posted({});
		const target = posting.target({ releaseAs: 'post' });
		await posting.edit({ BatchNumber: number }, (json) => json.replace(/"(Status|BatchStatus)":"Open"/, '"$1":"ReadyToPost"'));
		await posting.site.control('post', { kind: ledger.kind, batch: Number(number) });
		await target.release?.({ reference: 'x', number, stage: 'entered', status: 'Open' });
		expect([await posting.postings(), await patches(), await processes()]).toEqual([1, 0, 0]);
	});

	it('that was stored in part is not released', async () => {
		await posting.site.switches({ storedAtReset: 'part' });
		await posting.site.control('disturb', { kind: 'interrupt', lines: 1, match: '^ANP-' });
		expect((await posting.post(POST)).journals[0]?.outcome).toMatchObject({ kind: 'ambiguous', doubt: 'partial' });
		expect([await patches(), await posting.postings()]).toEqual([0, 0]);
	});
});
