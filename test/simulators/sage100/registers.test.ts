import { entry, errorOf, itemsOf, Site, type Entry, type Reply } from './driver';
import { clearFaults, codeOf } from './settling';

const how = ({ body }: Reply): string => (body.posting as { readonly how: string }).how;
const offered = async (site: Site): Promise<readonly unknown[]> => itemsOf(await site.call('/companies', { company: null })).map(({ canRunRegister }) => canRunRegister);
const run = (site: Site, body: Readonly<Record<string, string>> = { sourceJournal: 'GJ' }, company = 'ABC'): Promise<Reply> =>
	site.call('/gl/journal-registers', { method: 'POST', company, body });

describe('registers that nobody has allowed, or told the agent how to run', () => {
	it.each<[string, object, string]>([
		['not switched on', { sage: { journal: { updateMethods: ['nUpdate'] } } }, '"journalRegisters"'],
		['no method named', { settings: { journalRegisters: true }, sage: { journal: { updateMethods: [] } } }, 'sage.journal.updateMethods'],
	])('%s: the company says so, the entry names a person only, and running one is 403', async (_name, options, setting) => {
		const site = await Site.start({ companies: ['ABC'], ...options });
		try {
			expect(await offered(site)).toEqual([false]);
			const made = await site.post(entry('R-off'));
			expect(how(made)).toBe('In Sage 100 somebody must print the register of journal GJ and run its update.');
			const refused = await run(site);
			expect([codeOf(refused), errorOf(refused).message]).toEqual(['403 FORBIDDEN', expect.stringContaining(setting)]);
			expect(await site.find('R-off')).toMatchObject([{ state: 'entered' }]);
		} finally {
			await site.stop();
		}
	});
});

describe('registers that the agent may run (the method of the update is UNCONFIRMED, reference sage-100 9.3)', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({
			companies: ['ABC', '5IV'], settings: { journalRegisters: true }, keys: [{ name: 'writer', companies: null, rights: ['read', 'journals:write'] }],
		});
	});
	afterEach(async () => {
		await clearFaults(site);
		await site.control('unlock', {});
		await site.control('exclusive', { company: 'ABC' });
	});
	afterAll(() => site.stop());

	it('the entry says that the agent can run it; it reaches the ledger, and a second run finds nothing to post', async () => {
		expect(await offered(site)).toEqual([true, true]);
		const made = await site.post(entry('R-1'));
		expect(how(made)).toMatch(/somebody must print the register of journal GJ.*This agent can run it/);
		const done = await run(site);
		expect([done.status, done.body]).toEqual([200, { sourceJournal: 'GJ', batchNo: null, journalRegisterNo: expect.stringMatching(/^\d{6}$/), postedEntries: 1, warnings: [] }]);
		expect(await site.find('R-1')).toMatchObject([{ state: 'posted', journalRegisterNo: done.body.journalRegisterNo, totalDebit: '1250.10', posting: { needed: false } }]);
		expect((await run(site)).body).toEqual({ sourceJournal: 'GJ', batchNo: null, journalRegisterNo: null, postedEntries: 0, warnings: [] });
	});

	it('to a key without the right the entry names a person only, and running one is 403', async () => {
		const key = site.access.keys.writer!;
		const made = await site.call('/gl/journal-entries', { method: 'POST', key, headers: { 'Idempotency-Key': 'R-2' }, body: entry('R-2') });
		expect([made.status, how(made)]).toEqual([201, expect.not.stringContaining('This agent')]);
		const refused = await site.call('/gl/journal-registers', { method: 'POST', key, body: { sourceJournal: 'GJ' } });
		expect([codeOf(refused), errorOf(refused).message]).toEqual(['403 FORBIDDEN', expect.stringContaining('run journal registers')]);
	});

	it('where batches are used one batch is posted and no other, and it has to be named', async () => {
		const account = (await site.all('/gl/accounts?status=A', '5IV')).slice(0, 2).map((row) => String(row.account));
		const inFive = (key: string): Entry => entry(key, {
			lines: [{ account: account[0]!, debit: '5.00', credit: '0.00' }, { account: account[1]!, debit: '0.00', credit: '5.00' }],
		});
		const [one, two] = [await site.post(inFive('R-3'), '5IV'), await site.post(inFive('R-4'), '5IV')];
		expect([one.status, two.status]).toEqual([201, 201]);
		expect(codeOf(await run(site, { sourceJournal: 'GJ' }, '5IV'))).toBe('422 VALIDATION');
		const done = await run(site, { sourceJournal: 'GJ', batchNo: String(one.body.batchNo) }, '5IV');
		expect([done.status, done.body]).toEqual([200, expect.objectContaining({ batchNo: one.body.batchNo, postedEntries: 1 })]);
		expect([(await site.find('R-3', '5IV'))[0]?.state, (await site.find('R-4', '5IV'))[0]?.state]).toEqual(['posted', 'entered']);
		expect(codeOf(await run(site, { sourceJournal: 'GJ', batchNo: '00007' }))).toBe('422 VALIDATION');
	});

	it('is 423 while somebody stands in the journal, 503 during an exclusive task, and nothing is posted', async () => {
		await site.post(entry('R-5'));
		await site.control('lock', { resource: 'GL_TransactionJournalHeader' });
		expect(codeOf(await run(site))).toBe('423 RECORD_LOCKED');
		await site.control('unlock', {});
		await site.control('exclusive', { company: 'ABC', task: 'Backup' });
		expect(codeOf(await run(site))).toBe('503 EXCLUSIVE_TASK');
		await site.control('exclusive', { company: 'ABC' });
		expect(await site.find('R-5')).toMatchObject([{ state: 'entered' }]);
	});

	it('a session that is lost before or behind the update is 502; the look-up tells which', async () => {
		for (const [kind, state] of [['exception', 'entered'], ['exception-after', 'posted']] as const) {
			await site.post(entry('R-6'));
			await site.control('faults', { kind, match: 'GL_TransactionJournal_upd\\.nUpdate' });
			expect(codeOf(await run(site))).toBe('502 SAGE_ERROR');
			expect(await site.find('R-6')).toMatchObject([{ state }]);
		}
	});
});
