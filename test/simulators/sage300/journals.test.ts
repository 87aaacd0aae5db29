import { BALANCED, type Caller, details, entries, journal, Site, values, type Rec } from './driver';

describe('GL journal batches', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		caller = site.caller();
	});
	afterAll(() => site.close());

	const read = async (batch: string): Promise<Rec> => (await caller.get(`GL/GLJournalBatches('${batch}')`)).json();
	const refusal = async (body: unknown): Promise<[number, string, string]> => {
		const answer = await caller.postJournal(body);
		return [answer.status, answer.code, answer.said];
	};
	const count = async (): Promise<number> => (await site.control<Rec[]>('batches')).length;

	it('28. PUT and DELETE are 405', async () => {
		for (const method of ['PUT', 'DELETE']) {
			const answer = await caller.send(method, 'GL/GLJournalBatches(\'000009\')', method === 'PUT' ? { Description: 'x' } : undefined);
			expect([method, answer.status, answer.code]).toEqual([method, 405, 'MethodNotAllowed']);
		}
		expect((await caller.send('DELETE', 'GL/GLJournalBatches')).status).toBe(405);
	});

	it('29. POST is 201 with the full body and a system batch number in 6 digits, whatever was sent', async () => {
		const answer = await caller.postJournal(journal(BALANCED, { EntryNumber: '00007' }, { BatchNumber: '000490' }));
		const made = answer.json();
		expect([answer.status, made.BatchNumber, made.Status, made.JournalBatchType, made.NumberOfEntries]).toEqual([201, '000011', 'Open',
			'Entered', 1]);
		expect(answer.text).toContain('"Debits":1250.50,"Credits":1250.50');
		expect(entries(made)[0]).toMatchObject({ BatchNumber: '000011', EntryNumber: '00001', FiscalYear: '2026', FiscalPeriod: '04',
			PostingDate: '2026-04-30T00:00:00Z', NumberOfDetails: 2 });
		expect(values(details(made), 'TransactionNumber')).toEqual(['0000000020', '0000000040']);
		expect(details(made)[1]).toMatchObject({ BatchNumber: '000011', EntryNumber: '00001', AccountNumber: '99000', Amount: -1250.5,
			SourceCurrency: 'USD' });
		expect(await read('000011')).toMatchObject(made);
	});

	it('29. amounts of any size keep every digit', async () => {
		const batch = await caller.newBatch(journal([['62000D10', '98765432109876.54'], ['99000', '-98765432109876.54']]));
		expect((await caller.get(`GL/GLJournalBatches('${batch}')`)).text).toContain('"Amount":98765432109876.54,');
		expect((await site.control<Rec[]>('batches?match=ANP'))[0]).toMatchObject({ debit: '98765432109876.540', credit: '98765432109876.540',
			net: '0.000' });
	});

	it('30. the same POST twice makes two batches', async () => {
		expect([await caller.newBatch(journal()), await caller.newBatch(journal())]).toEqual(['000011', '000012']);
		expect(values(await caller.rows('GL/GLJournalBatches?$filter=startswith(Description,\'ANP 7f3a91c2\')&$select=BatchNumber,Description,Status'), 'BatchNumber'))
			.toEqual(['000011', '000012']);
	});

	it('31. an unbalanced entry is 409 General, or an open one with OutOfBalanceBy', async () => {
		const before = await count();
		expect(await refusal(journal([['62000D10', 10], ['99000', -7.5]]))).toEqual([409, 'General', 'Entry 00001 is out of balance by 2.500.']);
		expect(await count()).toBe(before);
		await site.switches({ unbalanced: 'accept' });
		const batch = await caller.newBatch(journal([['62000D10', 10], ['99000', -7.5]]));
		expect(batch).toBe('000011');
		expect(entries(await read(batch))[0]).toMatchObject({ OutOfBalanceBy: 2.5 });
		expect((await caller.patch(`GL/GLJournalBatches('${batch}')`, { Status: 'ReadyToPost' })).status).toBe(409);
	});

	it('32. an unknown, inactive or prohibited account is 409', async () => {
		const codes = [];
		for (const account of ['77777', '62000-D10', '59000', '69900']) codes.push((await refusal(journal([[account, 5], ['99000', -5]]))).slice(0, 2));
		expect(codes).toEqual([[409, 'FieldInvalid'], [409, 'FieldInvalid'], [409, 'General'], [409, 'General']]);
		expect((await refusal(journal([['77777', 5], ['99000', -5]])))[2]).toBe('Account "77777" is not defined in General Ledger.');
		await site.switches({ formattedAccounts: 'accept' });
		expect(details(await read(await caller.newBatch(journal([['62000-D10', 5], ['99000', -5]]))))[0]).toMatchObject({ AccountNumber: '62000D10' });
	});

	it('33. a date in a locked or undefined period is 409', async () => {
		expect(await refusal(journal(BALANCED, { DocumentDate: '2025-03-31' }))).toEqual([
			409, 'General', 'Fiscal period 03 for fiscal year 2025 is locked for General Ledger in Common Services Fiscal Calendar.',
		]);
		expect((await refusal(journal(BALANCED,
			{ DocumentDate: '2031-03-31' })))[2]).toBe('Fiscal Period 03 for Fiscal Year 2031 is not defined in the Common Services Fiscal Calendar.');
		expect((await refusal(journal(BALANCED, { FiscalPeriod: '13' })))[0]).toBe(409);
		await site.control('period', { year: '2026', period: '04', status: 'Locked' });
		expect((await refusal(journal()))[0]).toBe(409);
		await site.control('period', { year: '2026', period: '04', status: 'Open' });
		expect((await refusal(journal()))[0]).toBe(201);
		await site.switches({ documentDateSetsPeriod: false });
		expect(entries(await read(await caller.newBatch(journal(BALANCED,
			{ DocumentDate: '2025-03-31' }))))[0]).toMatchObject({ FiscalYear: '2026', FiscalPeriod: '05' });
	});

	it('34. an unknown property, a wrong value or no JSON is 400 InvalidPayload', async () => {
		for (const body of [
			{ Description: 'x', Nothing: 1 }, journal(BALANCED, { TransactionAmount: 3 }), journal().replace('"Amount":1250.5', '"Amount":"a"'),
				{ Status: 'Asleep' }, '{"Description":',
			{ JournalHeaders: {} }, journal(BALANCED, { DocumentDate: '31.03.2026' }), '[]',
		]) expect((await refusal(body)).slice(0, 2)).toEqual([400, 'InvalidPayload']);
	});

	it('35. property order: amounts before the account, and period before the date, are stored otherwise', async () => {
		const body = (detail: readonly string[],
			header: readonly string[]): string => `{"Description":"ANP order","JournalHeaders":[{${header.join(',')},"JournalDetails":[`
			+ `${[['62000D10', '7'], ['99000', '-7']].map(([account, amount]) => `{${detail.join(',').replace('A?', `"${account}"`).replace('N?', amount ?? '')}}`).join(',')}]}]}`;
		const [account, amount, date, period] = ['"AccountNumber":A?', '"Amount":N?', '"DocumentDate":"2026-04-30"', '"FiscalPeriod":"02"'];
		const right = await read(await caller.newBatch(body([account, amount], [date, period])));
		const wrong = await read(await caller.newBatch(body([amount, account], [period, date])));
		expect([values(details(right), 'Amount'), entries(right)[0]?.FiscalPeriod]).toEqual([[7, -7], '02']);
		expect([values(details(wrong), 'Amount'), entries(wrong)[0]?.FiscalPeriod]).toEqual([[0, 0], '04']);
	});

	it('35. a foreign amount makes the home amount with the rate that stands before it', async () => {
		const detail = (more: string): string => `{"Description":"ANP EUR","JournalHeaders":[{"DocumentDate":"2026-04-30","JournalDetails":[${more}]}]}`;
		const made = await read(await caller.newBatch(detail(
			'{"AccountNumber":"10200","CurrencyRate":1.2,"SourceCurrencyAmount":-10.01},{"AccountNumber":"62000D10","Amount":12.01}',
		)));
		expect(details(made).map((line) => [line.SourceCurrency, line.SourceCurrencyAmount, line.Amount])).toEqual([['EUR', -10.01, -12.01],
			['USD', 12.01, 12.01]]);
		expect((await refusal(detail('{"AccountNumber":"62000D10","SourceCurrency":"EUR","SourceCurrencyAmount":0}')))[2]).toContain('not a multicurrency account');
	});

	it('36. PATCH changes only what is sent and answers without body', async () => {
		const batch = await caller.newBatch(journal());
		const answer = await caller.patch(`GL/GLJournalBatches('${batch}')`, { BatchNumber: batch, Description: 'ANP renamed' });
		expect([answer.status, answer.text]).toEqual([204, '']);
		const after = await read(batch);
		expect([after.Description, details(after).length, after.Debits]).toEqual(['ANP renamed', 2, 1250.5]);
	});

	it('36. details follow their UpdateOperation', async () => {
		const batch = await caller.newBatch(journal([['62000D10', 10], ['62020D20', 20], ['99000', -30]]));
		const send = (...lines: Rec[]) => caller.patch(`GL/GLJournalBatches('${batch}')`,
			{ JournalHeaders: [{ EntryNumber: '00001', JournalDetails: lines }] });
		const lines = async (): Promise<unknown[]> => details(await read(batch)).map((line) => [line.TransactionNumber, line.AccountNumber, line.Amount]);
		expect((await send({ TransactionNumber: '0000000020', Amount: 15 },
			{ UpdateOperation: 'Update', TransactionNumber: '0000000040', Amount: 15 })).status).toBe(204);
		expect((await send({ UpdateOperation: 'Insert', AccountNumber: '62030D20', Amount: 5 },
			{ UpdateOperation: 'Update', TransactionNumber: '0000000060', Amount: -35 })).status).toBe(204);
		expect(await lines()).toEqual([
			['0000000020', '62000D10', 15], ['0000000040', '62020D20', 15], ['0000000060', '99000', -35], ['0000000080', '62030D20', 5],
		]);
		expect((await send({ UpdateOperation: 'Delete', TransactionNumber: '0000000040' },
			{ TransactionNumber: '0000000060', Amount: -20 })).status).toBe(204);
		expect((await lines())).toHaveLength(3);
		expect((await send({ UpdateOperation: 'Update', TransactionNumber: '0000000990', Amount: 1 })).code).toBe('RecordNotFound');
		expect((await send({ UpdateOperation: 'Insert', TransactionNumber: '0000000020', Amount: 1 })).code).toBe('RecordDuplicate');
		expect((await send({ TransactionNumber: '0000000020', Amount: 99 })).code).toBe('General');
		expect((await caller.patch('GL/GLJournalBatches(\'000777\')', { Description: 'x' })).code).toBe('RecordNotFound');
		expect((await lines()).map((line) => (line as unknown[])[2])).toEqual([15, -20, 5]);
	});

	it('38. PATCH of a ready, posted or deleted batch is 409; a ready one can be opened again', async () => {
		const batch = await caller.newBatch(journal());
		const patch = async (body: Rec, of = batch): Promise<[number, string]> => {
			const answer = await caller.patch(`GL/GLJournalBatches('${of}')`, body);
			return [answer.status, answer.said];
		};
		expect((await patch({ Status: 'ReadyToPost' }))[0]).toBe(204);
		expect(await read(batch)).toMatchObject({ Status: 'ReadyToPost', ReadyToPost: 'Yes' });
		expect(await patch({ Description: 'x' })).toEqual([409, 'Batch 11 is set to Ready To Post.  You may view but cannot modify its contents.']);
		expect([(await patch({ Status: 'Open' }))[0], (await patch({ Description: 'ANP x' }))[0]]).toEqual([204, 204]);
		expect((await patch({ Description: 'x' }, '000001'))[1]).toContain('posted');
		expect(await patch({ Description: 'x' }, '000010')).toEqual([409, 'The batch has been deleted and cannot be edited.']);
		expect((await patch({ Status: 'Deleted' }))[0]).toBe(409);
		const before = await count();
		expect((await refusal(journal(BALANCED, {}, { Status: 'Posted' }))).slice(0, 2)).toEqual([409, 'FieldInvalid']);
		expect(await count()).toBe(before);
		await site.switches({ patchDeletes: 'accept' });
		expect((await patch({ Status: 'Deleted' }))[0]).toBe(204);
		expect((await read(batch)).Status).toBe('Deleted');
	});

	it('38. which property makes a batch ready is a switch: the other one is taken and does nothing', async () => {
		await site.switches({ glReadyField: 'ReadyToPost' });
		const batch = await caller.newBatch(journal(BALANCED, {}, { Status: 'ReadyToPost' }));
		expect(await read(batch)).toMatchObject({ Status: 'Open', ReadyToPost: 'No' });
		await caller.patch(`GL/GLJournalBatches('${batch}')`, { ReadyToPost: 'Yes' });
		expect(await read(batch)).toMatchObject({ Status: 'Open', ReadyToPost: 'Yes' });
	});

	it('text that is too long is 409 or cut, decimals too many are rounded or refused', async () => {
		const long = 'ü'.repeat(61);
		expect((await refusal(journal(BALANCED, {}, { Description: long }))).slice(0, 2)).toEqual([409, 'FieldInvalid']);
		await site.switches({ longText: 'cut' });
		expect((await read(await caller.newBatch(journal(BALANCED, {}, { Description: long })))).Description).toBe('ü'.repeat(60));
		expect(values(details(await read(await caller.newBatch(journal([['62000D10', '1.005'], ['99000', '-1.005']])))),
			'Amount')).toEqual([1.01, -1.01]);
		await site.switches({ extraDecimals: 'refuse' });
		expect((await refusal(journal([['62000D10', '1.005'], ['99000', '-1.005']])))[1]).toBe('FieldInvalid');
		expect((await refusal(journal([['62000D10', '1.500'], ['99000', '-1.500']])))[0]).toBe(201);
		expect((await refusal(journal(BALANCED, { SourceType: 'XX' })))[2]).toBe('Cannot find Source Code "GL-XX".');
	});
});
