import { BALANCED, journal, SECOND, Site, value, type Caller } from './driver';

describe('releasing', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
		caller = await site.caller();
	});
	afterAll(() => site.close());
	afterEach(() => site.control('reset', { keepSessions: true }));

	const made = async (description = 'PLAN-1'): Promise<string> => String(value(
		(await caller.put('JournalTransaction', journal(BALANCED, { Description: description }))).json(), 'BatchNbr',
	));
	const batch = async (number: string): Promise<Record<string, string>> =>
		(await site.control<Record<string, string>[]>('batches')).find(({ BatchNbr, Module }) => BatchNbr === number && Module === 'GL') ?? {};

	it('34. release of Balanced → 202 + relative Location; N× 202; 204; status becomes Posted or Unposted by a switch', async () => {
		await site.switches({ releasePolls: 2 });
		const number = await made();
		const started = await caller.release(number);
		const location = started.headers.get('location') ?? '';
		expect([started.status, location]).toEqual([
			202,
			expect.stringMatching(/^\/HarborMills\/entity\/Default\/25\.200\.001\/JournalTransaction\/ReleaseJournalTransaction\/status\/[0-9a-f-]{36}$/),
		]);
		const path = location.slice('/HarborMills'.length);
		const statuses = [];
		for (let at = 0; at < 4; at += 1) statuses.push((await caller.get(path)).status);
		expect(statuses).toEqual([202, 202, 204, 204]);
		expect(await batch(number)).toMatchObject({ Status: 'Posted', Hold: 'false' });
		await site.switches({ autoPost: false, releasePolls: 0, absoluteLinks: true });
		const second = await made();
		const absolute = await caller.release(second);
		expect(absolute.headers.get('location')).toContain(`${site.simulator.url}/HarborMills/`);
		expect((await caller.wait(absolute)).status).toBe(204);
		expect((await batch(second)).Status).toBe('Unposted');
	});

	it('34. the operation takes its time and ends although nobody asks; by id as well as by keys', async () => {
		await site.switches({ releaseMs: 60_000 });
		const number = await made();
		const { id } = await batch(number);
		const started = await caller.send('POST', `${site.base}/JournalTransaction/ReleaseJournalTransaction`, { entity: { id }, parameters: {} });
		expect(started.status).toBe(202);
		expect((await batch(number)).Status).toBe('Balanced');
		await site.control('clock', { advanceMs: 60_000 });
		expect((await batch(number)).Status).toBe('Posted');
	});

	it.each([
		['GL0000007', 'On Hold'], ['GL0000008', 'Pending Approval'], ['GL0000003', 'Posted'],
	])('35. release of %s, %s → error, batch unchanged', async (number, status) => {
		for (const form of [422, 500, 400]) {
			await site.switches({ releaseRefused: form });
			expect((await caller.release(number)).status).toBe(form);
		}
		expect((await batch(number)).Status).toBe(status);
		expect((await caller.release('GL7777777')).status).toBe(500);
	});

	it('35. with an approval workflow a batch waits for it', async () => {
		await site.switches({ approval: true });
		const number = await made();
		expect((await batch(number)).Status).toBe('Pending Approval');
		expect((await caller.release(number)).status).toBe(422);
	});

	it.each([404, 401])('36. status polled with another session → %s', async (status) => {
		await site.switches({ foreignStatus: status });
		const started = await caller.release(await made());
		const path = (started.headers.get('location') ?? '').slice('/HarborMills'.length);
		const other = await site.caller(SECOND);
		expect((await other.get(path)).status).toBe(status);
		expect((await caller.get(path)).status).toBe(204);
		await other.logout();
	});

	it('37. while running, other calls to that form in the session → 409; other forms and sessions go on', async () => {
		await site.switches({ releaseMs: 60_000 });
		const number = await made();
		await caller.release(number);
		const busy = await caller.list(`JournalTransaction/GL/${number}`);
		expect([busy.status, busy.json().message]).toEqual([409, expect.stringContaining('long operation is running')]);
		expect((await caller.put('JournalTransaction', journal(BALANCED))).status).toBe(409);
		expect((await caller.list('Account?$top=1')).status).toBe(200);
		const other = await site.caller(SECOND);
		expect((await other.list(`JournalTransaction/GL/${number}`)).status).toBe(200);
		await other.logout();
		await site.switches({ busyForm: 'serve' });
		expect((await caller.list(`JournalTransaction/GL/${number}`)).status).toBe(200);
		await site.control('clock', { advanceMs: 60_000 });
		expect((await batch(number)).Status).toBe('Posted');
	});

	it('38. immediate 204 with a decoy Location, by switch', async () => {
		await site.switches({ immediateRelease: true });
		const number = await made();
		const done = await caller.release(number);
		expect([done.status, (await batch(number)).Status]).toEqual([204, 'Posted']);
		const decoy = done.headers.get('location') ?? '';
		expect(decoy).not.toBe('');
		expect((await caller.get(decoy.slice('/HarborMills'.length))).status).toBe(404);
	});

	it.each([500, 422, 400])('a release that fails tells it with %s on its status and leaves the batch Balanced', async (status) => {
		await site.switches({ releaseFailure: status });
		const number = await made('PLAN-9');
		await site.control('disturb', { kind: 'release-fails', match: 'PLAN-9', message: 'The inter-branch account is missing.' });
		const started = await caller.release(number);
		expect(started.status).toBe(202);
		const ended = await caller.wait(started);
		expect([ended.status, ended.json().exceptionMessage]).toEqual([status, expect.stringContaining('inter-branch account is missing')]);
		expect((await batch(number)).Status).toBe('Balanced');
		expect(await site.effects('release-failed')).toContainEqual(expect.objectContaining({ batch: number }));
		expect((await caller.wait(await caller.release(number))).status).toBe(204);
	});

	it('a release fails when the period was closed meanwhile, or when branches may not owe each other', async () => {
		const first = await made();
		await site.control('period', { period: '042026', status: 'Closed' });
		expect((await caller.wait(await caller.release(first))).status).toBe(500);
		await site.control('period', { period: '042026', status: 'Open' });
		await site.switches({ interBranchAccounts: false });
		const body = journal(BALANCED);
		(body.Details as Record<string, unknown>[])[1]!.BranchID = { value: 'MILL2' };
		const second = String(value((await caller.put('JournalTransaction', body)).json(), 'BatchNbr'));
		expect((await caller.wait(await caller.release(second))).json().exceptionMessage).toContain('inter-branch');
		expect((await caller.wait(await caller.release(first))).status).toBe(204);
	});

	it('a batch released by two sessions at once is posted once', async () => {
		await site.switches({ releaseMs: 1000 });
		const number = await made();
		const { id } = await batch(number);
		const other = await site.caller(SECOND);
		const [one, two] = [await caller.release(number), await other.release(number)];
		expect([(await caller.wait(one)).status, (await other.wait(two)).status]).toEqual([204, 500]);
		expect((await site.effects('batch-released')).filter((effect) => effect.id === id)).toHaveLength(1);
		await other.logout();
	});

	it('an unknown action is 404, an action without an entity 400; documents of other kinds are released too', async () => {
		expect((await caller.send('POST', `${site.base}/JournalTransaction/Nothing`, { entity: {} })).status).toBe(404);
		expect((await caller.send('POST', `${site.base}/JournalTransaction/ReleaseJournalTransaction`, {})).status).toBe(400);
		const bill = await caller.send('POST', `${site.base}/Bill/ReleaseBill`, { entity: { Type: { value: 'Bill' }, ReferenceNbr: { value: '001241' } } });
		expect((await caller.wait(bill)).status).toBe(204);
	});
});
