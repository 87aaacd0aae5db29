import { entry, errorOf, HASTY, Site, type Rec } from './driver';

describe('journal entries (reference sage-100 15)', () => {
	let site: Site;
	beforeAll(async () => {
		site = await Site.start({ ...HASTY, companies: ['ABC', '5IV'] });
	});
	afterEach(() => site.control('unlock', {}));
	afterAll(() => site.stop());

	it('26. a balanced entry is entered: 201, a number, and nothing in ledger or balances', async () => {
		const before = await site.control('balances');
		const made = await site.post(entry('J-26'));
		expect([made.status, made.body.state, made.body.totalDebit, made.body.comment]).toEqual([201, 'entered', '1250.10', 'J-26 Plan September']);
		expect(made.body.entryNo).toMatch(/^\d{6}$/);
		expect(made.body.posting).toMatchObject({ needed: true });
		const [stored] = await site.stored('J-26');
		expect([stored!.EntryNo, stored!.debits, stored!.credits]).toEqual([made.body.entryNo, '1250.10', '1250.10']);
		expect(stored!.lines.map(({ account, PostingComment }) => [account, PostingComment])).toEqual([['62000-D10', 'J-26 Rent'], ['99000-000', 'J-26 Offset']]);
		expect(await site.control('ledger?match=J-26')).toMatchObject({ count: 0 });
		expect(await site.control('balances')).toEqual(before);
	});

	it('26. where batches are used a new one is opened, or the named one is taken', async () => {
		const lines = [{ account: '6200/A10/10/P1/007', debit: '5.00', credit: '0.00' }, { account: '1010/A00/00/XX/000', debit: '0.00', credit: '5.00' }];
		const own = await site.post(entry('J-26B', { lines }), '5IV');
		expect([own.status, own.body.batchNo]).toEqual([201, expect.stringMatching(/^\d{5}$/)]);
		const named = await site.post(entry('J-26C', { lines, batchNo: '00007' }), '5IV');
		expect([named.status, named.body.batchNo]).toEqual([201, '00007']);
		const unknown = await site.post(entry('J-26D', { lines, batchNo: '99999' }), '5IV');
		expect([unknown.status, await site.stored('J-26D', '5IV')]).toEqual([422, []]);
	});

	it('27. the same again is 200 with the first entry', async () => {
		const made = await site.post(entry('J-27'));
		const again = await site.post(entry('J-27'));
		expect([again.status, again.headers['idempotent-replayed'], again.body.entryNo]).toEqual([200, 'true', made.body.entryNo]);
		expect(await site.stored('J-27')).toHaveLength(1);
	});

	it('28. the same key with other content is 409, in amount, account, date, comment or order', async () => {
		await site.post(entry('J-28'));
		const [first, second] = entry('J-28').lines;
		const others: ReadonlyArray<Partial<ReturnType<typeof entry>>> = [
			{ comment: 'Another' }, { postingDate: '2026-09-16' }, { lines: [{ ...first!, account: '62000-D20' }, second!] },
			{ lines: [{ ...first!, debit: '1250.11' }, { ...second!, credit: '1250.11' }] }, { lines: [{ ...first!, comment: 'X' }, second!] },
		];
		for (const other of others) {
			const refused = await site.post(entry('J-28', other));
			expect([refused.status, errorOf(refused).code, errorOf(refused).retryable]).toEqual([409, 'DUPLICATE_KEY_MISMATCH', false]);
		}
		expect(await site.stored('J-28')).toHaveLength(1);
	});

	it('29. out of balance by a cent is UNBALANCED; unknown, inactive, ended accounts are named', async () => {
		const [first, second] = entry('J-29').lines;
		const cent = await site.post(entry('J-29', { lines: [{ ...first!, debit: '1250.11' }, second!] }));
		expect([cent.status, errorOf(cent).code]).toEqual([422, 'UNBALANCED']);
		for (const account of ['77777-D10', '59000-000', '59100-000', '69900-000', '69910-000']) {
			const refused = await site.post(entry('J-29', { lines: [{ ...first!, account }, second!] }));
			expect([refused.status, errorOf(refused).code, errorOf(refused).details?.[0]?.field]).toEqual([422, 'ACCOUNT_INVALID', 'lines[0].account']);
			expect(errorOf(refused).message).toContain('Line 1');
		}
		// Nothing was stored, so the key is free.
		expect((await site.post(entry('J-29'))).status).toBe(201);
	});

	it('30. a closed period is PERIOD_CLOSED, a day of no year as well', async () => {
		for (const postingDate of ['2025-02-15', '2031-01-01']) {
			const refused = await site.post(entry('J-30', { postingDate }));
			expect([refused.status, errorOf(refused).code]).toEqual([422, 'PERIOD_CLOSED']);
		}
		await site.control('period', { year: '2026', period: '07', status: 'closed' });
		expect((await site.post(entry('J-30', { postingDate: '2026-07-31' }))).status).toBe(422);
		expect(await site.stored('J-30')).toEqual([]);
	});

	it('31. a lock on the number file is 423 with Retry-After; the third try succeeds', async () => {
		await site.control('lock', { resource: 'number', tries: 2 });
		const statuses: number[] = [];
		for (let turn = 0; turn < 3; turn += 1) {
			const reply = await site.post(entry('J-31'));
			statuses.push(reply.status);
			if (reply.status === 423) expect([errorOf(reply).code, Number(reply.headers['retry-after']) > 0]).toEqual(['RECORD_LOCKED', true]);
		}
		expect(statuses).toEqual([423, 423, 201]);
		expect(await site.stored('J-31')).toHaveLength(1);
	});

	it('31. a lock on the batch is 423, one that stays stays', async () => {
		const lines = [{ account: '6200/A10/10/P1/007', debit: '5.00', credit: '0.00' }, { account: '1010/A00/00/XX/000', debit: '0.00', credit: '5.00' }];
		await site.control('lock', { company: '5IV', resource: 'batch' });
		for (let turn = 0; turn < 4; turn += 1) expect((await site.post(entry('J-31B', { lines }), '5IV')).status).toBe(423);
		await site.control('unlock', { company: '5IV' });
		expect((await site.post(entry('J-31B', { lines }), '5IV')).status).toBe(201);
		expect(await site.stored('J-31B', '5IV')).toHaveLength(1);
	});

	it('34. the register update moves it to ledger and balances; it is found as posted, with its register', async () => {
		await site.post(entry('J-34'));
		await site.control('register', { match: '^J-34( |$)' });
		const [found, ...more] = await site.find('J-34');
		expect(more).toEqual([]);
		expect(found).toMatchObject({ state: 'posted', journalRegisterNo: expect.stringMatching(/\d/), totalDebit: '1250.10', totalCredit: '1250.10', posting: { needed: false } });
		expect(found!.recorded).toMatchObject({ state: 'entered' });
		expect(await site.control('ledger?match=J-34')).toMatchObject({ count: 2, debits: '1250.10', credits: '1250.10' });
		const again = await site.post(entry('J-34'));
		expect([again.status, again.body.state]).toEqual([200, 'posted']);
		expect(await site.stored('J-34')).toEqual([]);
	});

	it('35. an entry that a person deleted is deleted for ever under its key', async () => {
		await site.post(entry('J-35'));
		await site.control('delete-entries', { match: '^J-35( |$)' });
		expect((await site.find('J-35'))[0]).toMatchObject({ state: 'deleted' });
		const again = await site.post(entry('J-35'));
		expect([again.status, again.body.state]).toEqual([200, 'deleted']);
		expect(await site.stored('J-35')).toEqual([]);
		expect((await site.post(entry('J-35b'))).status).toBe(201);
	});

	it('36. parallel requests with one key make one entry', async () => {
		const replies = await Promise.all(Array.from({ length: 5 }, () => site.post(entry('J-36'))));
		expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
		for (const { status } of replies) expect([200, 201, 409]).toContain(status);
		expect(await site.stored('J-36')).toHaveLength(1);
		expect(await site.effects('overlap')).toEqual([]);
	});

	it('36. parallel requests with one key and other content: one wins, the others are told', async () => {
		const replies = await Promise.all(['A', 'B', 'C'].map((comment) => site.post(entry('J-36C', { comment }))));
		expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
		expect(await site.stored('J-36C')).toHaveLength(1);
	});

	it('37. a warning of Sage is told and the entry is stored', async () => {
		await site.control('faults', { kind: 'warn', match: 'GL_TransactionJournal_bus\\.nWrite', text: 'The posting date is not within the current period.' });
		const made = await site.post(entry('J-37'));
		expect([made.status, made.body.warnings]).toEqual([201, ['The posting date is not within the current period.']]);
		expect((await site.post(entry('J-37'))).body.warnings).toBeDefined();
		expect(await site.stored('J-37')).toHaveLength(1);
	});

	it('40. amounts that a double cannot hold arrive to the cent', async () => {
		const [first, second] = entry('J-40').lines;
		const lines = [{ ...first!, debit: '98765432109876.54' }, { ...first!, debit: '0.10' }, { ...first!, debit: '0.20' }, { ...second!, credit: '98765432109876.84' }];
		const made = await site.post(entry('J-40', { lines }));
		expect([made.status, made.body.totalDebit]).toEqual([201, '98765432109876.84']);
		expect((await site.stored('J-40'))[0]).toMatchObject({ debits: '98765432109876.84', credits: '98765432109876.84' });
		expect((await site.find('J-40'))[0]).toMatchObject({ totalDebit: '98765432109876.84' });
	});

	it('refuses what does not fit, before anything is stored, and leaves the key free', async () => {
		const [first, second] = entry('J-50').lines;
		const refused = await site.post(entry('J-50', { lines: [{ ...first!, comment: 'x'.repeat(80) }, second!] }));
		expect(refused.status).toBe(422);
		expect(await site.stored('J-50')).toEqual([]);
		expect((await site.post(entry('J-50'))).status).toBe(201);
	});

	it('checks without writing', async () => {
		const checked = await site.post(entry('J-51'), 'ABC', '?validateOnly=true');
		expect([checked.status, checked.body.state, checked.body.entryNo]).toEqual([200, 'validated', null]);
		expect(await site.stored('J-51')).toEqual([]);
		expect((await site.post(entry('J-51'))).status).toBe(201);
	});

	it('a key that begins another key is another key, and quotes and blanks in comments are kept', async () => {
		await site.post(entry('J-6', { comment: 'Two "quoted"  blanks  Š' }));
		await site.post(entry('J-60'));
		const [found, ...more] = await site.find('J-6');
		expect(more).toEqual([]);
		expect((found as Rec).comment).toBe('J-6 Two "quoted"  blanks  Š');
		expect((await site.find('J-60'))).toHaveLength(1);
	});
});
