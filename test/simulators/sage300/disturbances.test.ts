import { FAULTS } from '../../../simulators/sage300';
import { type Caller, details, entries, journal, Site, values, type Line, type Rec } from './driver';

const GL = '^POST .*/GLJournalBatches';

describe('disturbances', () => {
	let site: Site;
	let caller: Caller;

	beforeAll(async () => {
		site = await Site.start();
	});
	beforeEach(async () => {
		await site.control('reset', {});
		await site.control('faults', undefined, 'DELETE');
		caller = site.caller();
	});
	afterAll(() => site.close());

	const stored = (): Promise<Rec[]> => site.control('batches?match=ANP');
	const many: readonly Line[] = Array.from({ length: 10 }, (_, at) => ['62000D10', at % 2 === 0 ? 5 : -5] as const);

	it('45. a batch locked by another user: PATCH is 409 with that message, then succeeds when released', async () => {
		await site.control('lock', { resource: 'GLJournalBatches', key: '000009', user: 'ANNA' });
		const patch = async (): Promise<[number, string]> => {
			const answer = await caller.patch('GL/GLJournalBatches(\'000009\')', { Description: 'Telephony May' });
			return [answer.status, answer.said];
		};
		expect(await patch()).toEqual([409, 'Batch 9 cannot be edited because it is locked by another user.']);
		expect((await caller.get('GL/GLJournalBatches(\'000009\')')).status).toBe(200);
		await site.control('unlock', { resource: 'GLJournalBatches', key: '000009' });
		expect((await patch())[0]).toBe(204);
		await site.control('lock', { resource: 'GLJournalBatches', key: '000009', refusals: 2 });
		expect([(await patch())[0], (await patch())[0], (await patch())[0]]).toEqual([409, 409, 204]);
		await site.control('disturb', { kind: 'modified-by-other', match: 'Telephony' });
		expect(await patch()).toEqual([409, 'The record could not be updated because another user has modified it.']);
	});

	it('46. the first call after the idle time is delayed, with all that come meanwhile', async () => {
		await site.switches({ coldStartMs: 40 });
		await site.control('clock', { advanceMs: 21 * 60_000 });
		await site.control('history', undefined, 'DELETE');
		caller.keepsCookie = false;
		await Promise.all([caller.get('GL/GLAccounts?$top=1'), caller.get('GL/GLAccounts?$top=1')]);
		await caller.get('GL/GLAccounts?$top=1');
		const delays = (await site.control<{ kind: string; note: Rec }[]>('history')).filter(({ kind }) => kind === 'request').map(({ note }) => note.coldMs ?? 0);
		expect(delays).toEqual([40, 0, 0]);
		expect(await site.effects('pool-started')).toHaveLength(1);
	});

	it('47. more than so many parallel calls of one user are 429 TooManyRequests', async () => {
		await site.switches({ processingMs: 60, retryAfterSeconds: 3 });
		const other = site.caller('LEDGER', 'LEDGER-SECRET');
		const all = await Promise.all([caller.get('GL/GLAccounts?$top=1'), caller.get('GL/GLAccounts?$top=1'),
			caller.get('GL/GLAccounts?$top=1'), other.get('GL/GLAccounts?$top=1')]);
		expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
		const refused = all.find(({ status }) => status === 429);
		expect([refused?.code, refused?.headers.get('retry-after')]).toEqual(['TooManyRequests', '3']);
		await site.switches({ parallelPerUser: 0, processingMs: 0 });
		expect((await caller.get('GL/GLAccounts?$top=1')).status).toBe(200);
	});

	it('48. every n-th page is 502 with an HTML body, and so are pages larger than the proxy likes', async () => {
		await site.switches({ badGatewayEvery: 3 });
		const pages = [];
		for (let at = 0; at < 6; at += 1) pages.push(await caller.get('GL/GLAccounts?$top=1'));
		expect(pages.map(({ status }) => status)).toEqual([200, 200, 502, 200, 200, 502]);
		expect([pages[2]?.headers.get('content-type'), pages[2]?.text]).toEqual(['text/html; charset=utf-8', expect.stringContaining('502 Bad Gateway')]);
		await site.switches({ badGatewayEvery: 0, largestPage: 50 });
		expect([(await caller.get('GL/GLAccounts')).status, (await caller.get('GL/GLAccounts?$top=50')).status]).toEqual([502, 200]);
	});

	it('49. a POST that was accepted, but the connection cut before the answer: the batch exists', async () => {
		await site.control('faults', { ...FAULTS.answerLost, match: GL });
		await expect(caller.postJournal(journal())).rejects.toThrow();
		expect(await stored()).toEqual([expect.objectContaining({ BatchNumber: '000011', status: 'Open', debit: '1250.500', lines: 2 })]);
		await site.control('faults', { ...FAULTS.gatewayTimeoutAfterStore, match: GL });
		expect((await caller.postJournal(journal())).status).toBe(504);
		await site.control('faults', { ...FAULTS.droppedBefore, match: GL });
		await expect(caller.postJournal(journal())).rejects.toThrow();
		expect(await stored()).toHaveLength(2);
		expect(await site.effects('record-created')).toHaveLength(2);
	});

	it('49. a POST that was interrupted leaves all, nothing, or an open batch without all details, which PATCH completes', async () => {
		await site.control('disturb', { kind: 'interrupt', lines: 3, match: 'ANP', times: 3 });
		await expect(caller.postJournal(journal(many))).rejects.toThrow();
		expect((await stored()).map(({ lines }) => lines)).toEqual([10]);
		await site.switches({ storedAtReset: 'nothing' });
		await expect(caller.postJournal(journal(many))).rejects.toThrow();
		expect(await stored()).toHaveLength(1);
		await site.switches({ storedAtReset: 'part' });
		await expect(caller.postJournal(journal(many))).rejects.toThrow();
		expect((await stored())[1]).toMatchObject({ BatchNumber: '000012', status: 'Open', lines: 3, net: '5.000' });
		const part = (await caller.get('GL/GLJournalBatches(\'000012\')')).json();
		expect([entries(part)[0]?.NumberOfDetails, values(details(part), 'TransactionNumber')]).toEqual([3, ['0000000020', '0000000040', '0000000060']]);
		const rest = many.slice(3).map(([AccountNumber, Amount]) => ({ UpdateOperation: 'Insert', AccountNumber, Amount }));
		expect((await caller.patch('GL/GLJournalBatches(\'000012\')',
			{ JournalHeaders: [{ EntryNumber: '00001', JournalDetails: rest }] })).status).toBe(204);
		expect((await stored())[1]).toMatchObject({ lines: 10, net: '0.000' });
		expect((await caller.postJournal(journal(many))).status).toBe(201);
	});

	it('49. of payables a part is kept too', async () => {
		await site.switches({ storedAtReset: 'part' });
		await site.control('disturb', { kind: 'interrupt', lines: 1, match: 'ANP' });
		const line = (at: number): Rec => ({ VendorNumber: 'V1040', DocumentNumber: `ANP-${at}`,
			InvoiceDetails: [{ GLAccount: '51020D20', DistributedAmount: 5 }] });
		await expect(caller.post('AP/APInvoiceBatches', { BatchDate: '2026-04-30', Description: 'ANP two',
			Invoices: [line(1), line(2)] })).rejects.toThrow();
		expect(await site.control('batches?resource=APInvoiceBatches&match=ANP')).toEqual([expect.objectContaining({ lines: 1,
			NumberOfEntries: '1', BatchTotal: '5.000' })]);
	});

	it('business refusals with any message, once', async () => {
		await site.control('disturb', { kind: 'refuse', message: 'Period 04 is closed by finance.', match: 'ANP 7f3a91c2' });
		const refused = await caller.postJournal(journal());
		expect([refused.status, refused.code, refused.said]).toEqual([409, 'General', 'Period 04 is closed by finance.']);
		expect((await caller.postJournal(journal())).status).toBe(201);
	});

	it('presets: licence full, an error in a 200, a body cut short', async () => {
		const get = (): Promise<string> => caller.get('GL/GLAccounts?$top=1').then(({ status, code }) => `${status} ${code}`);
		for (const [fault, seen] of [[FAULTS.licenceFull, '500 SessionError'], [FAULTS.errorInSuccess, '200 General'],
			[FAULTS.tooMany, '429 TooManyRequests'],
			[FAULTS.badGateway, '502 '], [FAULTS.businessRefusal, '409 General']] as const) {
			await site.control('faults', { ...fault, match: 'GLAccounts' });
			expect(await get()).toBe(seen);
		}
		await site.control('faults', { ...FAULTS.cutBody, match: 'GLAccounts' });
		const cut = await caller.get('GL/GLAccounts?$top=1');
		expect(() => cut.json()).toThrow();
	});

	it('a control call that makes no sense is refused, and says why', async () => {
		for (const [route, body] of [
			['disturb', { kind: 'nothing' }], ['switches', { nothing: 1 }], ['switches', { pageSize: 'two' }], ['later', { route: 'nothing' }],
				['post', { kind: 'AR' }],
			['records', { resource: 'APVendors', record: { Nothing: 'x' } }], ['period', { year: '1999', period: '01', status: 'Open' }],
				['scale', { lines: 'many' }],
		] as const) expect(await site.control(route, body)).toEqual({ refused: expect.any(String) });
		expect(await site.control('records?resource=Nothing')).toEqual({ refused: expect.any(String) });
		expect(await site.control('nothing')).toEqual({ unknown: 'nothing' });
	});

	it('somebody else\'s changes come when they shall: a batch is posted, a period locked between two requests', async () => {
		await site.control('later', { match: 'GLPostedTransactions', route: 'post', body: { batch: 8 } });
		const lines = (): Promise<readonly Rec[]> => caller.rows('GL/GLPostedTransactions?$filter=PostingSequenceNumber gt 7');
		expect([(await lines()).length, (await lines()).length]).toEqual([0, 2]);
		await site.control('later', { match: '^GET .*GLAccounts', requests: 2, route: 'period', body: { year: '2026', period: '04', status: 'Locked' } });
		await caller.get('GL/GLAccounts?$top=1');
		expect((await caller.postJournal(journal())).status).toBe(201);
		await caller.get('GL/GLAccounts?$top=1');
		expect((await caller.postJournal(journal())).status).toBe(409);
	});
});
