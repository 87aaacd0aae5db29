import { BALANCED, journal, problem, rows, Site, value, valuesOf, wrap, type Answer, type Caller, type Entity, type Line } from './driver';

describe('writing', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
		caller = await site.caller();
	});
	afterAll(() => site.close());
	afterEach(() => site.control('reset', { keepSessions: true }));

	const post = (lines: readonly Line[] = BALANCED, header: Record<string, unknown> = {}, headers?: Record<string, string>): Promise<Answer> =>
		caller.put('JournalTransaction?$expand=Details', journal(lines, header), headers);
	const created = async (...args: Parameters<typeof post>): Promise<Entity> => {
		const answer = await post(...args);
		if (answer.status !== 200) throw new Error(answer.text);
		return answer.json();
	};
	const count = async (): Promise<number> => (await site.control<unknown[]>('batches')).length;
	const refused = async (...args: Parameters<typeof post>): Promise<Entity> => {
		const before = await count();
		const answer = await post(...args);
		expect([answer.status, await count()]).toEqual([422, before]);
		return answer.json();
	};

	it('25. PUT creates/updates with 200; unknown fields ignored; auto-number overrides the key sent', async () => {
		const made = await created(BALANCED, { BatchNbr: 'MY-KEY-1', Nonsense: 'x' });
		expect([value(made, 'BatchNbr'), value(made, 'Status'), made.Nonsense]).toEqual(['GL0000012', 'Balanced', undefined]);
		expect(valuesOf(rows(made, 'Details'), 'LineNbr')).toEqual([1, 2]);
		const again = await caller.put('JournalTransaction', wrap({ Module: 'GL', BatchNbr: 'GL0000012', Description: 'changed' }));
		expect([again.status, value(again.json(), 'Description'), value(again.json(), 'Status')]).toEqual([200, 'changed', 'Balanced']);
		const byId = await caller.put('JournalTransaction', { id: made.id, ...wrap({ Description: 'by id' }) });
		expect(value(byId.json(), 'BatchNbr')).toBe('GL0000012');
		const byFilter = await caller.put(
			`JournalTransaction?$filter=${encodeURIComponent('Description eq \'by id\'')}`, wrap({ Description: 'by filter' }),
		);
		expect(byFilter.json().id).toBe(made.id);
		expect((await caller.put(
			`JournalTransaction?$filter=${encodeURIComponent('Description eq \'Telephony\'')}`, wrap({ Description: 'x' }),
		)).status).toBe(500);
		expect(value((await caller.put('Customer', wrap({ CustomerID: '123', CustomerName: 'New' }))).json(), 'CustomerID')).toBe('C00102');
		expect((await caller.put('StockItem', {})).status).toBe(200);
	});

	it('25. the same batch sent twice is there twice: no reference is refused', async () => {
		await created();
		await created();
		expect((await site.control<unknown[]>('batches?match=PLAN-7F3A12')).length).toBe(2);
	});

	it('26. If-None-Match/If-Match → 412 when violated', async () => {
		const account = wrap({ AccountCD: '10100', Description: 'Bank' });
		expect((await caller.put('Account', account, { 'if-none-match': '*' })).status).toBe(412);
		expect((await caller.put('Account', account, { 'if-match': '*' })).status).toBe(200);
		const unknown = wrap({ AccountCD: '10200', Description: 'Second bank', Type: 'Asset' });
		expect((await caller.put('Account', unknown, { 'if-match': '*' })).status).toBe(412);
		expect((await caller.put('Account', unknown, { 'if-none-match': '*' })).status).toBe(200);
		expect((await caller.send('PATCH', `${site.base}/Account`, account, { 'if-none-match': '*' })).status).toBe(412);
		// On an entity that numbers itself the header protects nothing.
		await created(BALANCED, { BatchNbr: 'ONCE' }, { 'if-none-match': '*' });
		await created(BALANCED, { BatchNbr: 'ONCE' }, { 'if-none-match': '*' });
	});

	it('27. detail rows without id append; delete:true removes; row by id updates', async () => {
		const made = await created(BALANCED, { Hold: true });
		const change = async (details: unknown[]): Promise<Entity[]> =>
			rows((await caller.put('JournalTransaction?$expand=Details', { id: made.id, Details: details })).json(), 'Details');
		const [first, second] = rows(made, 'Details');
		expect(await change([wrap({ Account: '62000', DebitAmount: 5 })])).toHaveLength(3);
		const updated = await change([{ id: first?.id, ...wrap({ DebitAmount: '7.5' }) }]);
		expect([value(updated[0], 'DebitAmount'), value(updated[0], 'Account'), updated.length]).toEqual([7.5, '52000', 3]);
		const left = await change([{ id: second?.id, delete: true }]);
		expect(valuesOf(left, 'LineNbr')).toEqual([1, 3]);
		const doubled = await change(journal(BALANCED).Details as unknown[]);
		expect(valuesOf(doubled, 'LineNbr')).toEqual([1, 3, 4, 5]);
	});

	it('28. empty body → 400 with modelState; so is what is no JSON, or a value of another type', async () => {
		const answer = await caller.send('PUT', `${site.base}/JournalTransaction`, '', { 'content-type': 'application/json' });
		expect([answer.status, answer.json()]).toEqual([
			400, { message: 'The request is invalid.', modelState: { '': ['The request body should not be empty.'] } },
		]);
		for (const body of [
			'{', '[]', '{"Module":"GL"}', '{"Hold":{"value":"maybe"}}', '{"Details":[{"DebitAmount":{"value":"12,5"}}]}',
			'{"TransactionDate":{"value":"31.12.2026"}}',
		]) {
			const wrong = await caller.send('PUT', `${site.base}/JournalTransaction`, body, { 'content-type': 'application/json' });
			expect([body, wrong.status, Object.keys(wrong.json<{ modelState: object }>().modelState).length]).toEqual([body, 400, 1]);
		}
	});

	it('29. unbalanced with Hold:false → 422 entity body with errors and <NEW>; with Hold:true → 200 On Hold', async () => {
		const lines: readonly Line[] = [['52000', '100EAST', '2000.00', '0'], ['99000', '0000000', '0', '1999.99']];
		const wrong = await refused(lines);
		expect(wrong.error).toMatch(/^Inserting {2}'GL Batch' record raised at least one error\. Please review the errors\..*out of balance/);
		expect([value(wrong, 'BatchNbr'), value(wrong, 'Module'), rows(wrong, 'Details').length]).toEqual(['<NEW>', 'GL', 2]);
		const held = await created(lines, { Hold: true });
		expect(value(held, 'Status')).toBe('On Hold');
		expect((await caller.put('JournalTransaction', { id: held.id, ...wrap({ Hold: false }) })).status).toBe(422);
	});

	it('29. older builds answered 500, newer ones name the exception too', async () => {
		await site.switches({ validationStatus: 500 });
		const old = await post([['59999', '0000000', '1', '0'], ['99000', '0000000', '0', '1']]);
		expect([old.status, old.json().exceptionType, old.json().exceptionMessage]).toEqual([
			500, 'PX.Data.PXOuterException', expect.stringContaining('cannot be found'),
		]);
		await site.switches({ validationStatus: 422, outcomeException: true });
		expect((await post([['59999', '0000000', '1', '0']])).json().exceptionType).toBe('PX.Api.ContractBased.OutcomeEntityHasErrorsException');
	});

	it('30. unknown account/subaccount → 422 with error inside Details[n]', async () => {
		const wrong = await refused([
			['59999', '0000000', '2000.00', '0'], ['99000', 'NOSUCH0', '0', '1000.00'], ['59000', '900OLD0', '0', '1000.00'],
			['62000', '0000000', '0', '0'],
		]);
		const lines = rows(wrong, 'Details');
		expect(lines.map((line) => [problem(line, 'Account'), problem(line, 'Subaccount')])).toEqual([
			['\'Account\' cannot be found in the system.', undefined], [undefined, '\'Subaccount\' cannot be found in the system.'],
			['Account is inactive.', 'Subaccount is inactive.'], [undefined, undefined],
		]);
		expect(value(lines[0], 'Account')).toBe('59999');
		// Without $expand the errors still come, else nobody could read them.
		expect(rows((await caller.put('JournalTransaction', journal([['59999', '0000000', '1', '0']]))).json(), 'Details')).toHaveLength(1);
	});

	it.each([
		['012028', /does not exist/], ['012027', /inactive/], ['122025', /closed/], ['122024', /locked/], ['132026', /does not exist/],
		['2026-04', /does not exist/],
	])('31. period %s unknown, inactive or closed → 422 on PostPeriod', async (period, text) => {
		expect(problem(await refused(BALANCED, { PostPeriod: period }), 'PostPeriod')).toMatch(text);
	});

	it('31. a closed period takes batches from a role that may; a period closed meanwhile takes none', async () => {
		await site.control('period', { period: '042026', status: 'Closed' });
		await refused();
		await site.switches({ closedPeriods: 'accept' });
		expect(value(await created(), 'Status')).toBe('Balanced');
	});

	it('32. ledger of type Budget → refused; so are unknown ledgers and those of another company', async () => {
		for (const ledger of ['BUD26', 'NOLEDGER', 'TIDEACT']) expect([
			ledger, problem(await refused(BALANCED, { LedgerID: ledger }), 'LedgerID'),
		]).toEqual([ledger, expect.any(String)]);
		expect(problem(await refused(BALANCED, { BranchID: 'MILL0' }), 'BranchID')).toBe('Branch is inactive.');
		expect(problem(await refused(BALANCED, { CurrencyID: 'XXX' }), 'CurrencyID')).toContain('Currency');
		expect(problem(await refused(BALANCED, { Module: 'AP' }), 'Module')).toContain('GL');
		expect(value(await created([['61000', 'D200000', '17', '0']], { LedgerID: 'STATPLAN' }), 'Status')).toBe('Balanced');
		expect(value(await created(BALANCED, { LedgerID: 'REPORT' }), 'Status')).toBe('Balanced');
	});

	it('33. PostPeriod "04-2026" accepted, returned "042026"; default from TransactionDate', async () => {
		expect(value(await created(BALANCED, { PostPeriod: '06-2026' }), 'PostPeriod')).toBe('062026');
		const made = (await caller.put('JournalTransaction?$expand=Details', {
			...wrap({ TransactionDate: '2026-07-14', Hold: false }), Details: journal(BALANCED).Details,
		})).json();
		expect(['PostPeriod', 'Module', 'LedgerID', 'BranchID', 'CurrencyID', 'TransactionDate'].map((name) => value(made, name)))
			.toEqual(['072026', 'GL', 'ACTUAL', 'MILL1', 'USD', '2026-07-14T00:00:00+00:00']);
		const today = await caller.put('JournalTransaction', { Details: journal(BALANCED).Details }, { 'PX-CbApiBusinessDate': '2026/03/31' });
		expect([value(today.json(), 'PostPeriod'), value(today.json(), 'Status')]).toEqual(['032026', 'Balanced']);
	});

	it('43. PX-CbApiBranch by name changes the default branch of that request only', async () => {
		const body = { ...wrap({ TransactionDate: '2026-04-14' }), Details: journal(BALANCED).Details };
		const branch = async (headers?: Record<string, string>): Promise<unknown[]> => {
			const made = (await caller.put('JournalTransaction?$expand=Details', body, headers)).json();
			return [value(made, 'BranchID'), ...valuesOf(rows(made, 'Details'), 'BranchID')];
		};
		expect(await branch({ 'PX-CbApiBranch': 'Mill Two' })).toEqual(['MILL2', 'MILL2', 'MILL2']);
		expect(await branch()).toEqual(['MILL1', 'MILL1', 'MILL1']);
		expect((await caller.put('JournalTransaction', body, { 'PX-CbApiBranch': 'MILL2' })).status).toBe(500);
	});

	it('answers with the fields sent and selected only, by switch: even the number is missing', async () => {
		await site.switches({ putAnswer: 'sent' });
		const bare = (await caller.put('JournalTransaction', journal(BALANCED))).json();
		expect([bare.BatchNbr, bare.Status, value(bare, 'Description'), bare.id]).toEqual([undefined, undefined, 'PLAN-7F3A12 v4', expect.any(String)]);
		const asked = (await caller.put('JournalTransaction?$select=BatchNbr,Status', journal(BALANCED))).json();
		expect([value(asked, 'BatchNbr'), value(asked, 'Description')]).toEqual(['GL0000013', 'PLAN-7F3A12 v4']);
	});

	it('writes custom fields, drops what the form computes, and finds by them', async () => {
		const custom = { BatchModule: {
			AttributePLANREF: { type: 'CustomStringField', value: 'REF-1' }, CuryDebitTotal: { type: 'CustomDecimalField', value: 1 },
		} };
		await caller.put('JournalTransaction', { ...journal(BALANCED), custom });
		const filter = encodeURIComponent('cf.String(f=\'BatchModule.AttributePLANREF\') eq \'REF-1\'');
		const [found] = (await caller.list(`JournalTransaction?$filter=${filter}&$custom=BatchModule.CuryDebitTotal,BatchModule.AttributePLANREF`)).json<Entity[]>();
		expect(found?.custom).toEqual({ BatchModule: {
			CuryDebitTotal: { type: 'CustomDecimalField', value: 2000 }, AttributePLANREF: { type: 'CustomStringField', value: 'REF-1' },
		} });
		const cleared = await caller.put('Account', { AccountCD: { value: '52000' }, AccountGroup: { value: null } });
		expect(cleared.json().AccountGroup).toEqual({});
	});

	it('keeps the note of a record and of a line', async () => {
		const body = journal(BALANCED);
		const [first, ...others] = body.Details as Record<string, unknown>[];
		const noted = { ...body, note: { value: 'Round 4' }, Details: [{ ...first, note: { value: 'Line' } }, ...others] };
		const made = (await caller.put('JournalTransaction?$expand=Details', noted)).json();
		expect([made.note, ...rows(made, 'Details').map(({ note }) => note)]).toEqual([{ value: 'Round 4' }, { value: 'Line' }, null]);
	});

	it('refuses labels that no list has, and keeps a ledger\'s companies as they are', async () => {
		expect(problem((await caller.put('Account', wrap({ AccountCD: '10100', Type: 'A' }))).json(), 'Type')).toContain('not allowed');
		const ledger = (await caller.put('Ledger?$expand=Companies', { LedgerID: { value: 'ACTUAL' }, Companies: [wrap({ Company: 'TIDE' })] })).json();
		expect(valuesOf(rows(ledger, 'Companies'), 'Company')).toEqual(['HARBOR']);
	});

	it('control totals, both sides, negative amounts, lines without subaccount, hyphens: by switch', async () => {
		await site.switches({ controlTotals: true });
		await refused();
		const control = (total: string): unknown => ({
			...journal(BALANCED), custom: { BatchModule: { CuryControlTotal: { type: 'CustomDecimalField', value: total } } },
		});
		expect((await caller.put('JournalTransaction', control('1999'))).status).toBe(422);
		expect((await caller.put('JournalTransaction', control('2000'))).status).toBe(200);
		await site.control('reset', { keepSessions: true });
		const both: readonly Line[] = [['52000', '100-EAST', '5', '5']];
		await refused(both);
		await site.switches({ bothSides: 'accept', segmentSeparators: 'refuse' });
		expect(problem(rows(await refused(both), 'Details')[0], 'Subaccount')).toContain('Subaccount');
		const negative: readonly Line[] = [['52000', '', '-5', '0'], ['99000', '', '0', '-5']];
		await site.switches({ negativeAmounts: 'refuse' });
		await refused(negative);
		await site.switches({ negativeAmounts: 'accept', lineWithoutSubaccount: 'refuse' });
		await refused(negative);
		await site.switches({ lineWithoutSubaccount: 'default' });
		expect(valuesOf(rows(await created(negative), 'Details'), 'Subaccount')).toEqual(['0000000', '0000000']);
	});

	it('keeps every digit of an amount', async () => {
		const big = '98765432109876.54';
		const body = JSON.stringify(journal([['52000', '0000000', '0', '0'], ['99000', '0000000', '0', big]])).replace('"value":"0"', `"value":${big}`);
		const answer = await caller.send('PUT', `${site.base}/JournalTransaction?$expand=Details`, body, { 'content-type': 'application/json' });
		expect(answer.text).toContain('"DebitAmount":{"value":98765432109876.5400}');
		expect((await site.control<{ debit: string }[]>('batches?match=PLAN-'))[0]?.debit).toBe('98765432109876.5400');
	});

	it('stamps come from the clock of the simulator; a save without a change moves none', async () => {
		const made = await created();
		expect(value(made, 'LastModifiedDateTime')).toMatch(/^2026-05-20T12:0/);
		await site.control('clock', { advanceMs: 300_000 });
		const same = await caller.put('JournalTransaction', { id: made.id, ...wrap({ Description: 'PLAN-7F3A12 v4' }) });
		expect(value(same.json(), 'LastModifiedDateTime')).toBe(value(made, 'LastModifiedDateTime'));
		const other = await caller.put('JournalTransaction', { id: made.id, ...wrap({ Description: 'other' }) });
		expect(value(other.json(), 'LastModifiedDateTime')).toMatch(/^2026-05-20T12:0[5-9]/);
		expect(value(other.json(), 'CreatedDateTime')).toBe(value(made, 'CreatedDateTime'));
	});

	it('deletes what is not released', async () => {
		const made = await created();
		expect((await caller.send('DELETE', `${site.base}/JournalTransaction/GL/${String(value(made, 'BatchNbr'))}`)).status).toBe(204);
		expect((await caller.send('DELETE', `${site.base}/JournalTransaction/GL/GL0000001`)).status).toBe(500);
		expect((await caller.put('JournalTransaction', { ...wrap({ Module: 'GL', BatchNbr: 'GL0000001', Description: 'x' }) })).status).toBe(422);
		// A number is never given twice.
		expect(value(await created(), 'BatchNbr')).toBe('GL0000013');
	});

	it('budgets: one article per account and subaccount, known by them', async () => {
		const article = { ...wrap({ Account: '52000', Subaccount: '100EAST', Amount: 24000, Period01: 2000, Period02: 2000 }) };
		const body = { ...wrap({ Branch: 'MILL1', Ledger: 'BUD26', FinancialYear: '2026' }), Details: [article] };
		const answer = await caller.put('Budget?$expand=Details', body);
		expect([
			answer.status, rows(answer.json(), 'Details').length, value(rows(answer.json(), 'Details')[0], 'DistributedAmount'),
		]).toEqual([200, 2, 4000]);
		expect(problem((await caller.put('Budget', { ...body, Ledger: { value: 'ACTUAL' } })).json(), 'Ledger')).toContain('Budget');
	});
});
