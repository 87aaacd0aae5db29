import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SageFault } from '../../../agent/src/index';
import { JournalFile } from '../../../agent/src/journal/journal-file';
import { RequestJournal } from '../../../agent/src/journal/request-journal';
import { endAll, entryBody, errorOf, find, gateway, post, TestSite, until } from './fakes/running';

afterEach(endAll);

const body = entryBody();
const KEY = body.naturalKey;
const created = (site: TestSite): number => site.sage.entries.get(KEY)?.length ?? 0;
const creations = (site: TestSite): number => site.sage.calls.filter((call) => call.startsWith('createEntry')).length;
const itemsOf = async (site: TestSite): Promise<ReadonlyArray<Record<string, unknown>>> => (await find(site, KEY)).body.items as ReadonlyArray<Record<string, unknown>>;
const journalFile = (site: TestSite): string => path.join(site.folder, 'journal', 'requests.jsonl');
const failWith = (fault: unknown) => () => {
	throw fault;
};

describe('creating', () => {
	it('creates once: 201, entered, and says that register and update are needed (checklist 26)', async () => {
		const site = await new TestSite().start();
		const reply = await post(site, body);
		expect(reply.status).toBe(201);
		expect(reply.headers['idempotent-replayed']).toBeUndefined();
		expect(reply.body).toMatchObject({ state: 'entered', entryNo: '000321', recorded: { state: 'entered', at: '2025-04-02T15:15:01Z' }, posting: { needed: true } });
		expect((reply.body.posting as { how: string }).how).toContain('journal GJ, batch 00042');
	});

	it('gives the first result again for the same content, whatever the order of its names (checklist 27)', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		const { lines, ...rest } = body;
		const again = await post(site, { lines, autoReverse: false, ...rest } as typeof body);
		expect([again.status, again.headers['idempotent-replayed'], again.body.entryNo]).toEqual([200, 'true', '000321']);
		expect(created(site)).toBe(1);
	});

	it('refuses the key with other content (checklist 28)', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		const other = await post(site, entryBody(KEY, '1250.01'));
		expect([other.status, errorOf(other).code, errorOf(other).retryable]).toEqual([409, 'DUPLICATE_KEY_MISMATCH', false]);
		expect(created(site)).toBe(1);
	});

	it('wants the header to equal the key of the body, and one side per line', async () => {
		const site = await new TestSite().start();
		expect((await post(site, body, '', { headers: { 'Idempotency-Key': 'OTHER-1' } })).status).toBe(400);
		expect((await post(site, body, '', { headers: {} })).status).toBe(400);
		const [first, second] = body.lines;
		const both = await post(site, { ...body, lines: [{ ...first, credit: '1.00' }, second] } as typeof body);
		expect([both.status, errorOf(both).details?.[0]?.field]).toEqual([422, 'lines[0]']);
		expect(created(site)).toBe(0);
	});

	it('names the place in a body that does not fit', async () => {
		const site = await new TestSite().start();
		const [first] = body.lines;
		const reply = await post(site, { ...body, lines: [first, { account: '9000-200', debit: 0, credit: '1250.00' }] } as unknown as typeof body);
		expect([reply.status, errorOf(reply).details?.[0]?.field]).toEqual([400, 'lines[1].debit']);
	});

	it('only checks with validateOnly, and writes nothing', async () => {
		const site = await new TestSite().start();
		const reply = await post(site, body, '?validateOnly=true');
		expect([reply.status, reply.body.state, reply.body.recorded]).toEqual([200, 'validated', null]);
		expect([created(site), (await post(site, body)).status]).toEqual([0, 201]);
		expect((await post(site, body, '?validateOnly=true')).body.state).toBe('entered');
	});

	it.each(['UNBALANCED', 'ACCOUNT_INVALID', 'PERIOD_CLOSED', 'VALIDATION'] as const)('frees the key after a refusal %s (checklist 29, 30)', async (code) => {
		const site = await new TestSite().start();
		site.sage.next('createEntry', failWith(new SageFault(code, 'No.', { stored: 'no', details: [{ field: 'lines[1].account', message: 'Unknown account.' }] })));
		const refused = await post(site, body);
		expect([refused.status, errorOf(refused).code, errorOf(refused).details?.[0]?.field]).toEqual([422, code, 'lines[1].account']);
		expect((await post(site, entryBody(KEY, '7.00'))).status).toBe(201);
	});

	it('tells of a lock with Retry-After; a later try succeeds (checklist 31)', async () => {
		const site = await new TestSite().start();
		const lock = new SageFault('RECORD_LOCKED', 'The journal batch is in use.', { stored: 'no', retryAfterSeconds: 15 });
		site.sage.next('createEntry', failWith(lock));
		site.sage.next('createEntry', failWith(lock));
		for (const _try of [1, 2]) {
			const reply = await post(site, body);
			expect([reply.status, reply.headers['retry-after'], errorOf(reply).retryable]).toEqual([423, '15', true]);
		}
		expect((await post(site, body)).status).toBe(201);
		expect(created(site)).toBe(1);
	});

	it('passes warnings on, and keeps them (checklist 37)', async () => {
		const site = await new TestSite().start();
		const store = site.sage.store.bind(site.sage);
		site.sage.createEntry = (_company, entry) => Promise.resolve({ ...store(entry), warnings: ['The date is in a future period.'] });
		expect((await post(site, body)).body.warnings).toEqual(['The date is in a future period.']);
		site.sage.entries.delete(KEY);
		expect((await itemsOf(site))[0]?.warnings).toEqual(['The date is in a future period.']);
	});

	it('knows of an entry that carries the key although the agent has no record of it', async () => {
		const site = await new TestSite().start();
		site.sage.store({ ...body, autoReverse: false });
		const same = await post(site, body);
		expect([same.status, same.headers['idempotent-replayed'], same.body.recorded]).toEqual([200, 'true', null]);
		expect(errorOf(await post(site, entryBody(KEY, '3.00'))).code).toBe('DUPLICATE_KEY_MISMATCH');
		expect([created(site), creations(site)]).toEqual([1, 0]);
	});

	it('sends nothing to Sage when the request journal cannot be written', async () => {
		const site = await new TestSite().start();
		const full = jest.spyOn(RequestJournal.prototype, 'begin').mockImplementation(() => {
			throw new Error('ENOSPC');
		});
		const reply = await post(site, body);
		full.mockRestore();
		expect([reply.status, errorOf(reply).code]).toEqual([500, 'AGENT_ERROR']);
		expect(creations(site)).toBe(0);
		expect((await post(site, body)).status).toBe(201);
	});
});

describe('when the end is unknown', () => {
	const lost = new SageFault('SAGE_TIMEOUT', 'No answer within 60 seconds.', { stored: 'unknown' });

	it('answers 504, finds the stored entry by its key, and does not write it again (checklist 32)', async () => {
		const site = await new TestSite().start();
		site.sage.next('createEntry', () => {
			site.sage.store({ ...body, autoReverse: false });
			throw lost;
		});
		const reply = await post(site, body);
		expect([reply.status, errorOf(reply).retryable]).toEqual([504, false]);
		expect(errorOf(await post(site, body))).toMatchObject({ code: 'IN_DOUBT', retryable: false });
		expect(await itemsOf(site)).toMatchObject([{ state: 'entered', recorded: { state: 'in_doubt' } }]);
		expect((await post(site, body)).status).toBe(200);
		expect(created(site)).toBe(1);
	});

	it('is settled by two look-ups that find nothing: then the key is free (checklist 33)', async () => {
		const site = await new TestSite().start();
		site.sage.next('createEntry', failWith(lost));
		expect((await post(site, body)).status).toBe(504);
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		expect(await itemsOf(site)).toEqual([]);
		expect((await post(site, body)).status).toBe(201);
		expect(created(site)).toBe(1);
	});

	it('settles nothing by finding nothing within the quiet time, since Sage can still be writing', async () => {
		const site = await new TestSite().start({ quietSeconds: 20 });
		site.sage.next('createEntry', failWith(lost));
		await post(site, body);
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		site.sage.store({ ...body, autoReverse: false });
		expect(await itemsOf(site)).toMatchObject([{ state: 'entered' }]);
		expect(created(site)).toBe(1);
	});

	it('counts the quiet time to the beginning of a look-up, however long that takes', async () => {
		const site = await new TestSite().start({ quietSeconds: 20 });
		site.sage.next('createEntry', failWith(lost));
		await post(site, body);
		site.sage.next('findEntries', () => site.clock.advance(60_000));
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
	});

	it('frees the key after the quiet time, and not before a second look another quiet time after the first', async () => {
		const site = await new TestSite().start({ quietSeconds: 20 });
		site.sage.next('createEntry', failWith(lost));
		await post(site, body);
		site.clock.advance(20_000);
		site.sage.next('findEntries', () => site.clock.advance(5_000));
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		site.clock.advance(19_999);
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		site.clock.advance(1);
		expect(await itemsOf(site)).toEqual([]);
		expect((await post(site, body)).status).toBe(201);
	});

	it('is not doubled when the first look falls into a register update, in which the entry is in neither place', async () => {
		const site = await new TestSite().start({ quietSeconds: 20 });
		site.sage.next('createEntry', () => {
			site.sage.store({ ...body, autoReverse: false });
			throw lost;
		});
		await post(site, body);
		site.clock.advance(20_000);
		const stored = site.sage.entries.get(KEY) ?? [];
		site.sage.entries.delete(KEY);
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		site.sage.entries.set(KEY, stored.map((row) => ({ ...row, state: 'posted' })));
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		site.clock.advance(20_000);
		expect(await itemsOf(site)).toMatchObject([{ state: 'posted' }]);
		expect((await post(site, body)).status).toBe(200);
		expect(created(site)).toBe(1);
	});

	it('needs two looks again after a restart, and after the clock was set back between them', async () => {
		const site = await new TestSite().start({ quietSeconds: 20 });
		site.sage.next('createEntry', failWith(lost));
		await post(site, body);
		site.clock.advance(20_000);
		await itemsOf(site);
		await site.restart();
		site.clock.advance(20_000);
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		site.clock.advance(-1_000);
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		site.clock.advance(20_000);
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_doubt' }]);
		site.clock.advance(20_000);
		expect(await itemsOf(site)).toEqual([]);
	});

	it('stays in doubt when the look-up itself fails', async () => {
		const site = await new TestSite().start();
		site.sage.next('createEntry', failWith(lost));
		await post(site, body);
		site.sage.next('findEntries', failWith(new SageFault('SAGE_ERROR', 'gone')));
		expect((await find(site, KEY)).status).toBe(502);
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
	});

	it('takes any failure that does not say "not stored" for a doubt, a defect too, and never calls it retryable', async () => {
		for (const fault of [new SageFault('SAGE_ERROR', 'x'), new SageFault('VALIDATION', 'x', { stored: 'unknown' }), new SageFault('SAGE_UNAVAILABLE', 'x', { stored: 'unknown' }), new TypeError('x')]) {
			const site = await new TestSite().start();
			site.sage.next('createEntry', failWith(fault));
			const reply = await post(site, body);
			expect([500, 502]).toContain(reply.status);
			expect(errorOf(reply).retryable).toBe(false);
			expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		}
	});

	it('calls a failure retryable when Sage surely stored nothing', async () => {
		const site = await new TestSite().start();
		site.sage.next('createEntry', failWith(new SageFault('SAGE_ERROR', 'logon lost', { stored: 'no' })));
		site.sage.next('findEntries', failWith(new SageFault('SAGE_TIMEOUT', 'slow')));
		expect(errorOf(await post(site, body))).toMatchObject({ code: 'SAGE_TIMEOUT', retryable: true });
		expect(errorOf(await post(site, body))).toMatchObject({ code: 'SAGE_ERROR', retryable: true });
		expect((await post(site, body)).status).toBe(201);
	});

	it('is in doubt after a crash between the request journal and Sage (checklist 33)', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		// What a crash leaves: the begin without its end, whether or not Sage has the entry.
		const [begin] = readFileSync(journalFile(site), 'utf8').split('\n');
		await site.agent.stop();
		writeFileSync(journalFile(site), `${begin}\n`);
		await site.start();
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		expect(await itemsOf(site)).toMatchObject([{ state: 'entered', recorded: { state: 'in_doubt' } }]);
		expect((await post(site, body)).status).toBe(200);
		expect(created(site)).toBe(1);
	});

	it('says so when Sage stored the entry and the end could not be written; a look-up then finds it', async () => {
		const site = await new TestSite().start();
		site.sage.next('createEntry', () => {
			jest.spyOn(JournalFile.prototype, 'append').mockImplementationOnce(() => {
				throw new Error('ENOSPC');
			});
		});
		const reply = await post(site, body);
		expect([reply.status, errorOf(reply).code]).toEqual([500, 'AGENT_ERROR']);
		expect(errorOf(reply).message).toContain('000321');
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
		expect(await itemsOf(site)).toMatchObject([{ state: 'entered' }]);
		expect(created(site)).toBe(1);
	});
});

describe('two at the same time (checklist 36, 42)', () => {
	it('creates once: the second gets IN_PROGRESS while the first runs, and the look-up says in_progress without asking Sage', async () => {
		const site = await new TestSite().start();
		const { wait, open } = gateway();
		site.sage.next('createEntry', () => wait);
		const first = post(site, body);
		await until(() => creations(site) === 1);
		const calls = site.sage.calls.length;
		const second = await post(site, body);
		expect([second.status, errorOf(second).code, errorOf(second).retryable, second.headers['retry-after']]).toEqual([409, 'IN_PROGRESS', true, '5']);
		expect(await itemsOf(site)).toMatchObject([{ state: 'in_progress', totalDebit: '1250.00' }]);
		expect(site.sage.calls.length).toBe(calls);
		open();
		expect((await first).status).toBe(201);
		expect(created(site)).toBe(1);
	});

	it('creates once of twenty that come together, and never has two calls of a company with Sage', async () => {
		const site = await new TestSite().start({ waitersPerCompany: 30 });
		const replies = await Promise.all(Array.from({ length: 20 }, () => post(site, body)));
		expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
		expect(replies.every(({ status }) => status === 200 || status === 201 || status === 409)).toBe(true);
		expect([created(site), site.sage.mostAtOnce]).toEqual([1, 1]);
	});
});

describe('looking up', () => {
	it('shows the present state beside the recorded one: posted, then deleted (checklist 34, 35)', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		const [row] = site.sage.entries.get(KEY) ?? [];
		site.sage.entries.set(KEY, [{ ...row, state: 'posted', entryNo: null, journalRegisterNo: '000118' }]);
		expect(await itemsOf(site)).toMatchObject([{ state: 'posted', entryNo: '000321', recorded: { state: 'entered' }, posting: { needed: false } }]);
		expect((await post(site, body)).body).toMatchObject({ state: 'posted', entryNo: '000321', journalRegisterNo: '000118' });

		site.sage.entries.delete(KEY);
		expect(await itemsOf(site)).toMatchObject([{ state: 'deleted', entryNo: '000321', totalDebit: '1250.00' }]);
		const again = await post(site, body);
		expect([again.status, again.body.state]).toEqual([200, 'deleted']);
		expect((await post(site, entryBody('ANP-other'))).status).toBe(201);
	});

	it('gives an empty list for an unknown key, and every copy that a person made', async () => {
		const site = await new TestSite().start();
		expect(await itemsOf(site)).toEqual([]);
		await post(site, body);
		site.sage.store({ ...body, autoReverse: false });
		expect(await itemsOf(site)).toHaveLength(2);
	});

	describe('of an entry that Sage reverses', () => {
		const reversed = { ...body, autoReverse: true };
		const opposite = (postingDate: string) => ({ ...reversed, postingDate, lines: body.lines.map(({ debit, credit, ...line }) => ({ ...line, debit: credit, credit: debit })) });

		it('gives the entry alone, also after a restart, and a copy all the same', async () => {
			const site = await new TestSite().start();
			await post(site, reversed);
			site.sage.store(opposite('2025-04-01'));
			expect(await itemsOf(site)).toMatchObject([{ entryNo: '000321', postingDate: '2025-03-31' }]);
			await site.restart();
			expect(await itemsOf(site)).toMatchObject([{ entryNo: '000321', postingDate: '2025-03-31' }]);
			expect((await post(site, reversed)).body).toMatchObject({ entryNo: '000321' });
			site.sage.store(reversed);
			expect(await itemsOf(site)).toHaveLength(3);
		});

		it.each([
			['the same day', opposite('2025-03-31')], ['no opposite', { ...reversed, postingDate: '2025-04-01' }], ['an earlier opposite', opposite('2025-03-30')],
		])('counts what is no reversing entry: %s', async (_what, other) => {
			const site = await new TestSite().start();
			await post(site, reversed);
			site.sage.store(other);
			expect((await itemsOf(site)).map(({ postingDate }) => postingDate)).toEqual(['2025-03-31', other.postingDate]);
		});

		it('was not asked for: then an opposite entry is a second one', async () => {
			const site = await new TestSite().start();
			await post(site, body);
			site.sage.store(opposite('2025-04-01'));
			expect(await itemsOf(site)).toHaveLength(2);
		});
	});

	it('tells Sage the posting date where it is known, so that an entry of an old year is found', async () => {
		const site = await new TestSite().start();
		const asked: Array<string | undefined> = [];
		const look = site.sage.findEntries;
		site.sage.findEntries = (company: string, key: string, postingDate?: string) => {
			asked.push(postingDate);
			return look(company, key);
		};
		await itemsOf(site);
		await post(site, body);
		await itemsOf(site);
		await post(site, body);
		expect(asked).toEqual([undefined, '2025-03-31', '2025-03-31', '2025-03-31']);
	});

	it('keeps companies apart', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		site.sage.entries.clear();
		expect((await post(site, entryBody(KEY, '9.00'), '', { company: 'XYZ' })).status).toBe(201);
	});
});

describe('the file of the request journal', () => {
	it('is read again at the next start: the same key is the same entry', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		await site.restart();
		expect((await post(site, body)).status).toBe(200);
		expect(errorOf(await post(site, entryBody(KEY, '2.00'))).code).toBe('DUPLICATE_KEY_MISMATCH');
		expect(created(site)).toBe(1);
	});

	it('loses nothing but the unfinished last line of a crash', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		await site.agent.stop();
		const whole = readFileSync(journalFile(site));
		appendFileSync(journalFile(site), '{"step":"begin","at":"2025-0');
		await site.start();
		expect(readFileSync(journalFile(site))).toEqual(whole);
		expect((await post(site, body)).status).toBe(200);
	});

	it('makes a doubt of a creation whose end was being written', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		await site.agent.stop();
		truncateSync(journalFile(site), readFileSync(journalFile(site)).length - 5);
		await site.start();
		expect(errorOf(await post(site, body)).code).toBe('IN_DOUBT');
	});

	it('refuses to start on a damaged line in the middle', async () => {
		const site = await new TestSite().start();
		await post(site, body);
		await site.agent.stop();
		const text = readFileSync(journalFile(site), 'utf8');
		writeFileSync(journalFile(site), `xx${text}`);
		await expect(site.start()).rejects.toThrow(/Line 1 of .* is damaged/);
	});

	it('belongs to one agent at a time', async () => {
		const site = await new TestSite().start();
		await expect(site.start()).rejects.toThrow('Another agent');
	});

	it('has the begin on the disk before Sage is asked, and holds no comment of a line', async () => {
		const site = await new TestSite().start();
		let before = '';
		site.sage.next('createEntry', () => {
			before = readFileSync(journalFile(site), 'utf8');
		});
		await post(site, body);
		expect(before.trim().split('\n').map((line) => (JSON.parse(line) as { step: string; key: string }))).toMatchObject([{ step: 'begin', key: KEY }]);
		expect(readFileSync(journalFile(site), 'utf8')).not.toContain('Travel');
	});
});

describe('registers', () => {
	const run = (site: TestSite) => site.call('/gl/journal-registers', { method: 'POST', body: { sourceJournal: 'GJ', batchNo: '00042' } });

	it('are refused with a sentence while the administrator has not switched them on', async () => {
		const site = await new TestSite().start();
		const reply = await run(site);
		expect([reply.status, errorOf(reply).message]).toEqual([403, expect.stringContaining('switched off')]);
		expect((await site.call('/companies')).body.items).toMatchObject([{ canRunRegister: false }, { canRunRegister: false }]);
	});

	it('are refused when the Sage behind the agent cannot run them, or the key may not', async () => {
		const site = await new TestSite().start({ journalRegisters: true });
		expect((await run(site)).status).toBe(403);
		site.sage.runRegister = () => Promise.resolve({});
		site.key = await site.newKey(null, ['journals:write']);
		expect(errorOf(await run(site)).message).toContain('registers:run');
	});

	it('run when they may, and the entry says that the agent can', async () => {
		const site = await new TestSite().start({ journalRegisters: true });
		site.sage.runRegister = (_company, { sourceJournal, batchNo }) => Promise.resolve({ sourceJournal, batchNo, journalRegisterNo: '000118', postedEntries: 1, warnings: [] });
		expect((await site.call('/companies')).body.items).toMatchObject([{ canRunRegister: true }, { canRunRegister: true }]);
		expect(((await post(site, body)).body.posting as { how: string }).how).toContain('This agent can run it');
		expect((await run(site)).body).toMatchObject({ postedEntries: 1 });
		site.sage.runRegister = failWith(new SageFault('SAGE_TIMEOUT', 'slow')) as never;
		expect(errorOf(await run(site))).toMatchObject({ code: 'SAGE_TIMEOUT', retryable: false });
	});
});
