import { entry, errorOf, HASTY, Site, until, type Rec } from './driver';
import { clearFaults, codeOf, pause, settle, spoil, STAGES, writesOf, type Stage } from './settling';

const STAGE_NAMES = Object.keys(STAGES) as Stage[];

/** Before the first of these nothing can be in Sage, so the agent says so. */
const STORED_NOTHING: ReadonlySet<Stage> = new Set<Stage>(['object', 'number', 'key', 'header']);

describe.each([{ orphanLines: false }, { orphanLines: true }])('a creation that is broken off, lines without header kept: $orphanLines', ({ orphanLines }) => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({ ...HASTY, companies: ['ABC'], switches: { orphanLines } });
	});
	afterEach(() => clearFaults(site));
	afterAll(() => site.stop());

	describe.each(['killed', 'killed-after', 'exception', 'exception-after'])('by %s', (kind) => {
		it.each(STAGE_NAMES)('at the stage "%s": never two entries, and in the end one', async (stage) => {
			const body = entry(`K-${kind}-${stage}`);
			await spoil(site, kind, stage);
			const reply = await site.post(body);
			expect([201, 502, 504]).toContain(reply.status);
			if (reply.status !== 201 && STORED_NOTHING.has(stage)) expect(errorOf(reply).retryable).toBe(true);
			if (reply.status !== 201 && errorOf(reply).retryable) expect(await writesOf(site, body.naturalKey)).toBe(0);
			if (reply.status === 201) expect(await writesOf(site, body.naturalKey)).toBe(1);
			await clearFaults(site);
			expect((await settle(site, body)).state).toBe('entered');
			expect(await site.stored(body.naturalKey)).toHaveLength(1);
			expect(await writesOf(site, body.naturalKey)).toBe(1);
		});
	});

	it.each(['refuse', 'session-lost'])('by %s at each stage', async (kind) => {
		for (const stage of STAGE_NAMES) {
			const body = entry(`R-${kind}-${stage}`);
			await spoil(site, kind, stage, { text: 'Not now.' });
			const reply = await site.post(body);
			if (reply.status === 422) expect(await writesOf(site, body.naturalKey)).toBe(0);
			await clearFaults(site);
			expect([stage, (await settle(site, body)).state]).toEqual([stage, 'entered']);
			expect(await writesOf(site, body.naturalKey)).toBe(1);
		}
	});

	it('32. a timeout behind the storing is 504; the look-up finds it, and the same again makes no second one', async () => {
		await spoil(site, 'hang-after', 'write');
		const reply = await site.post(entry('T-32'));
		expect([codeOf(reply), errorOf(reply).retryable]).toEqual(['504 SAGE_TIMEOUT', false]);
		const early = await site.post(entry('T-32'));
		expect(codeOf(early)).toBe('409 IN_DOUBT');
		expect((await site.find('T-32'))[0]).toMatchObject({ state: 'entered', recorded: { state: 'in_doubt' } });
		const again = await site.post(entry('T-32'));
		expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true']);
		expect(await writesOf(site, 'T-32')).toBe(1);
	});

	it('32. a dialogue in front of the storing is 504, too; the look-up finds nothing, and then it may be sent again', async () => {
		await spoil(site, 'hang', 'write');
		expect(codeOf(await site.post(entry('T-32B')))).toBe('504 SAGE_TIMEOUT');
		// Until Sage has seen the end of the process whose call hung: let go before, it would go on and store.
		await until(async () => (await site.control<{ seats: readonly unknown[] }>('state')).seats.length === 0);
		await clearFaults(site);
		await pause(60);
		expect(await settle(site, entry('T-32B'))).toEqual({ state: 'entered', posts: 1 });
		expect(await writesOf(site, 'T-32B')).toBe(1);
	});

	it('other content under a key in doubt is refused as other content', async () => {
		await spoil(site, 'killed-after', 'write');
		await site.post(entry('T-33'));
		expect(codeOf(await site.post(entry('T-33', { comment: 'Another' })))).toBe('409 DUPLICATE_KEY_MISMATCH');
		expect((await settle(site, entry('T-33'))).state).toBe('entered');
		expect(codeOf(await site.post(entry('T-33', { comment: 'Another' })))).toBe('409 DUPLICATE_KEY_MISMATCH');
		expect(await writesOf(site, 'T-33')).toBe(1);
	});

	it('a session process that is killed between two pages costs one 502, and the walk goes on where it was', async () => {
		const first = await site.call('/ap/vendors?pageSize=3');
		const { nextCursor } = first.body.page as { nextCursor: string };
		await site.control('faults', { kind: 'killed', match: 'AP_Vendor_\\w+\\.nGetResultSets' });
		expect(codeOf(await site.call(`/ap/vendors?pageSize=1000&cursor=${nextCursor}`))).toBe('502 SAGE_ERROR');
		const rest = await site.call(`/ap/vendors?pageSize=1000&cursor=${nextCursor}`);
		expect([...(first.body.items as Rec[]), ...(rest.body.items as Rec[])]).toEqual(await site.all('/ap/vendors'));
	});
});

describe('an agent that ends in the middle of a creation (reference sage-100 9.4, 15)', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({ ...HASTY, companies: ['ABC'], sage: { seconds: { open: 20, read: 5, scan: 5, write: 10 } } });
	});
	afterEach(() => clearFaults(site));
	afterAll(() => site.stop());

	const hanging = async (): Promise<boolean> => (await site.control<{ hanging: readonly string[] }>('state')).hanging.length > 0;

	it.each(STAGE_NAMES)('33. killed at the stage "%s": IN_DOUBT, a look-up settles it, and there is one entry', async (stage) => {
		const body = entry(`A-${stage}`);
		await spoil(site, stage === 'write' ? 'hang-after' : 'hang', stage);
		const sent = site.post(body).then(codeOf, () => 'broken off');
		await until(hanging);
		expect(codeOf(await site.post(body))).toBe('409 IN_PROGRESS');
		expect(await site.find(body.naturalKey)).toMatchObject([{ state: 'in_progress' }]);
		await site.control('agent/kill', {});
		expect(await sent).toBe('broken off');
		await clearFaults(site);
		await site.control('agent/start', {});
		expect(codeOf(await site.post(body))).toBe('409 IN_DOUBT');
		expect((await settle(site, body)).state).toBe('entered');
		expect(await writesOf(site, body.naturalKey)).toBe(1);
	});

	it('33. between its journal and the first call to Sage: IN_DOUBT, the look-up says nothing, and then it is accepted', async () => {
		await site.control('faults', { kind: 'hang', match: 'GL_DetailPosting_\\w+\\.nGetResultSets' });
		const body = entry('A-before');
		const sent = site.post(body).then(codeOf, () => 'broken off');
		await until(hanging);
		await site.control('agent/kill', {});
		await sent;
		await clearFaults(site);
		await site.control('agent/start', {});
		expect(codeOf(await site.post(body))).toBe('409 IN_DOUBT');
		await until(async () => (await site.find('A-before')).length === 0);
		expect((await site.post(body)).status).toBe(201);
	});

	it('what the killed agent had begun does not come late: its session looks whether it is still wanted', async () => {
		const body = entry('A-late');
		await spoil(site, 'slow', 'lineWrite', { delayMs: 1_500 });
		const sent = site.post(body).catch(() => undefined);
		await until(async () => (await site.control<Record<string, number>>('calls'))['GL_TransactionJournal_bus.oLines.nAddLine']! > 0 && codeOf(await site.post(body)) === '409 IN_PROGRESS');
		await pause(100);
		await site.control('agent/crash', {});
		await sent;
		expect((await settle(site, body)).state).toBe('entered');
		// The slow call of the first agent's process has come back by now.
		await pause(1_600);
		expect(await writesOf(site, 'A-late')).toBe(1);
	});

	it('a clock that is set back does not hold a key in doubt for as long as it was set back', async () => {
		const body = entry('A-clock');
		await spoil(site, 'killed', 'write');
		expect(codeOf(await site.post(body))).toBe('502 SAGE_ERROR');
		await clearFaults(site);
		await site.control('clock', { advanceMs: -7_200_000 });
		expect((await settle(site, body)).state).toBe('entered');
		expect(await writesOf(site, 'A-clock')).toBe(1);
	});
});

describe('the quiet time', () => {
	it('covers a call that stores after the agent has been killed and started again', async () => {
		const site = await Site.start({ companies: ['ABC'], settings: { quietSeconds: 1.5 } });
		try {
			const body = entry('Q-1');
			await spoil(site, 'slow', 'write', { delayMs: 700 });
			const sent = site.post(body).catch(() => undefined);
			await until(async () => ((await site.control<Record<string, number>>('calls'))['GL_TransactionJournal_bus.nWrite'] ?? 0) > 0);
			await site.control('agent/crash', {});
			await sent;
			expect(await settle(site, body)).toEqual({ state: 'entered', posts: 0 });
			expect(await writesOf(site, 'Q-1')).toBe(1);
		} finally {
			await site.stop();
		}
	});
});
