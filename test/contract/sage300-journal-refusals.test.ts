/** What a site refuses: told before anything is written where it can be known, and in the site's own words where it cannot. */
import type { JournalRow, PostingReport } from '../../src/sync/journal';
import { LEDGER } from './sage300-site';
import { kinds } from './posting';
import { adjustment, expectOneEach, GENERAL, line, PAYABLES, PostingSite } from './sage300-posting';

const reasons = ({ rejected }: PostingReport): Array<readonly [number, string]> => rejected.map(({ row, reasons: [first = ''] }) => [row, first]);

/** The reasons that are no mere holding back. */
const own = (report: PostingReport): string[] => reasons(report).map(([, reason]) => reason).filter((reason) => !reason.startsWith('held back'));

describe.each([['journal batches', GENERAL], ['adjustment batches', PAYABLES]] as const)('%s that a site refuses', (_label, ledger) => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(ledger);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	const { month } = ledger;
	const one = ledger.kind === 'GL' ? line : adjustment;
	const application = ledger.kind === 'GL' ? 'GL' : 'AP';
	const creates = (): Promise<readonly unknown[]> => posting.site.requests(`POST .*/${ledger.resource}$`);

	describe('the checks tell it before', () => {
		it.each<[string, JournalRow[], string]>([
			['a locked period', month('11', '5.00', { date: '2024-11-30' }), `fiscal period 2024-11 is locked for ${application}`],
			['a day that is in no year', month('01', '5.00', { date: '2031-06-30' }), 'no fiscal period of Sage 300 holds 2031-06-30'],
		])('%s: all rows of the journal', async (_name, rows, reason) => {
			const report = await posting.post({ rows });
			expect(reasons(report)).toEqual([[0, expect.stringContaining(reason)], [1, expect.stringContaining(reason)]]);
			expect([await creates(), await posting.batches()]).toEqual([[], []]);
		});

		it.each([
			['an inactive account', '59000', 'account 59000 is inactive'], ['one that takes no lines', '69900', 'posting to account 69900 is prohibited'],
			['an unknown account', '59999', 'account "59999" does not exist'], ['an account with its delimiters', '62000-D10', 'account "62000-D10" is written "62000D10"'],
		])('%s, with its row; the others are held back, and the other journal is posted', async (_name, account, reason) => {
			const report = await posting.post({ rows: [one('99000', '-5.00'), one(account, '5.00'), ...month('05', '1.00')] });
			expect(reasons(report)).toEqual([[0, expect.stringContaining('row 2 was refused')], [1, expect.stringContaining(reason)]]);
			expect(kinds(report)).toEqual(['posted']);
		});

		it('a period that is locked for another application only is none', async () => {
			await posting.site.control('period', { year: '2026', period: '04', status: 'Locked', application: application === 'GL' ? 'AP' : 'GL' });
			expect(kinds(await posting.post())).toEqual(['posted']);
		});

		it('in the same words on every site', async () => {
			for (const switches of [{ metadata: 'odata3', envelope: 'odata3', oldLiterals: 'accept' }, { dateForm: 'slashes' }, { pageSize: 2 }]) {
				await posting.reset();
				await posting.site.switches(switches);
				expect(own(await posting.post({ rows: month('11', '5.00', { date: '2024-11-30' }) }))[0]).toContain(`fiscal period 2024-11 is locked for ${application}`);
			}
		});

		it('asks little, each thing once', async () => {
			await posting.post({ rows: [...posting.quarter], options: { dryRun: true } });
			const asked = (await posting.site.requests('GET')).map(({ path = '' }) => path.split('/').slice(-1)[0]).filter((name) => name !== '$metadata');
			expect(asked).toEqual(ledger.kind === 'GL' ? ['GLJournalBatches', 'GLPostedTransactions', 'GLAccounts', 'CSFiscalCalendars', 'GLSourceCodes']
				: ['APPaymentAndAdjustmentBatches', 'GLAccounts', 'APVendors', 'APPostedDocuments', 'CSFiscalCalendars']);
		});
	});

	describe('the site tells it at the batch', () => {
		it.each(['General', 'FieldInvalid', 'RecordInvalid', 'RecordDuplicate'])('409 %s: the rows have its words, nothing is stored, it is sent once, and the next journal is posted', async (errorCode) => {
			await posting.site.control('disturb', { kind: 'refuse', code: errorCode, message: 'Rate for 2026-04-28 is not defined.', match: '^ANP-' });
			const report = await posting.post({ rows: [...posting.april, ...month('05', '1.00')] });
			expect(reasons(report).map(([row, reason]) => [row, reason.includes('Rate for 2026-04-28 is not defined.')])).toEqual([[0, true], [1, true]]);
			expect([kinds(report), (await posting.batches()).length, (await creates()).length]).toEqual([['posted'], 1, 2]);
		});

		it.each(['application/json', 'text/plain'])('a period that is locked after the checks (%s)', async (errorType) => {
			await posting.site.switches({ errorType });
			await posting.site.later(1, 'period', { year: '2026', period: '04', status: 'Locked', application }, 'CSFiscalCalendars');
			expect(own(await posting.post())).toEqual(Array(2).fill(expect.stringContaining('Fiscal period 04 for fiscal year 2026 is locked')));
			expect([(await creates()).length, await posting.batches()]).toEqual([1, []]);
			await posting.site.control('period', { year: '2026', period: '04', status: 'Open', application });
			await expectOneEach(posting, await posting.post());
		});

		it('a period whose lock the calendar does not show, and one that the site takes all the same', async () => {
			await posting.site.switches({ calendarStatus: 'absent' });
			const rows = month('11', '5.00', { date: '2024-11-30' });
			expect(own(await posting.post({ rows }))[0]).toContain('Fiscal period 11 for fiscal year 2024 is locked');
			await posting.site.switches({ lockedPeriods: 'accept' });
			expect(kinds(await posting.post({ rows }))).toEqual(['posted']);
		});

		it('an account that becomes inactive after the checks', async () => {
			await posting.site.later(1, 'records', { resource: 'GLAccounts', record: { UnformattedAccount: '62000D10', Status: 'Inactive' } }, 'GET .*/GLAccounts');
			expect(own(await posting.post())[0]).toContain('Account "62000D10" is inactive');
			expect(await posting.batches()).toEqual([]);
		});

		it('a right that the user has not ends the run before anything is sent', async () => {
			const name = ledger.kind === 'GL' ? 'GLJournalBatches' : 'APPaymentAndAdjustmentBatches';
			await posting.fault({ kind: 'answer', status: 403, times: -1, headers: {}, body: '{"error":{"code":"Forbidden","message":{"lang":"en-US","value":"You are not authorized."}}}' }, `GET .*/${name}`);
			const report = await posting.post({ rows: posting.quarter });
			expect(kinds(report)).toEqual(['unsent', 'unsent', 'unsent']);
			expect(report.stoppedBy?.facts).toMatchObject({ status: 403, said: 'You are not authorized.' });
			expect(await creates()).toEqual([]);
			await posting.site.control('faults', undefined, 'DELETE');
		});
	});
});

describe('journal batches', () => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(GENERAL);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	const april = (fields: Record<string, string>): JournalRow[] => GENERAL.month('04', '5.00', fields);

	it.each<[string, Record<string, string>, string]>([
		['a source code that there is not', { sourceCode: 'GL-ZZ' }, 'source code "GL-ZZ" does not exist'],
		['a year that there is not', { period: '2031-04' }, 'fiscal year 2031 is not defined'],
		['a period that there is not', { period: '2026-13' }, 'fiscal period 2026-13 is not defined'],
		['a period of another day', { period: '2026-05' }, '2026-04-28 does not lie in fiscal period 2026-05'],
	])('%s', async (_name, fields, reason) => {
		expect(own(await posting.post({ rows: april(fields) }))).toEqual([expect.stringContaining(reason), expect.stringContaining(reason)]);
		expect(await posting.batches()).toEqual([]);
	});

	it('that do not balance: refused here, or by the site where that is allowed', async () => {
		const rows = [line('62000D10', '5.00')];
		expect(own(await posting.post({ rows }))).toEqual([expect.stringContaining('5.00')]);
		expect(await posting.site.requests('POST')).toEqual([]);
		expect(own(await posting.post({ rows, wishes: { imbalance: 'allow' } }))).toEqual([expect.stringContaining('is out of balance by 5.000')]);
		await posting.site.switches({ unbalanced: 'accept' });
		await expectOneEach(posting, await posting.post({ rows, wishes: { imbalance: 'allow' } }));
	});

	it('of a user with rights to the ledger alone', async () => {
		await expectOneEach(posting, await posting.post({ client: { identity: LEDGER } }));
	});

	it('many accounts are one list', async () => {
		const accounts = (await posting.site.records('GLAccounts')).filter(({ Status, PostToAccount, Multicurrency }) => Status !== 'Inactive' && PostToAccount !== 'Prohibited' && Multicurrency !== 'Yes');
		const codes = accounts.map(({ UnformattedAccount }) => String(UnformattedAccount));
		const rows = codes.flatMap((code) => [line(code, '1.00'), line(`${code}X`, '-1.00')]);
		const report = await posting.post({ rows, options: { dryRun: true } });
		expect(own(report).filter((reason) => reason.includes('does not exist'))).toHaveLength(codes.length);
		expect((await posting.site.requests('GET .*/GLAccounts$')).length).toBeLessThan(5);
	});
});

describe('adjustment batches', () => {
	let posting: PostingSite;
	beforeAll(async () => {
		posting = await PostingSite.start(PAYABLES);
	});
	beforeEach(() => posting.reset());
	afterAll(() => posting.close());

	it.each<[string, Record<string, string>, string]>([
		['an unknown vendor', { vendor: 'V9999' }, 'vendor "V9999" does not exist'],
		['a document that is not posted', { document: 'INV-0' }, 'vendor V1040 has no posted document "INV-0"'],
		['a document of another vendor', { document: 'INV-88311' }, 'vendor V1040 has no posted document "INV-88311"'],
	])('%s, with its row', async (_name, fields, reason) => {
		const report = await posting.post({ rows: [adjustment('62000D10', '1.00'), adjustment('62000D10', '5.00', fields)] });
		expect(reasons(report)).toEqual([[0, expect.stringContaining('row 2 was refused')], [1, expect.stringContaining(reason)]]);
		expect(await posting.batches()).toEqual([]);
	});

	it('an inactive vendor', async () => {
		await posting.site.save('APVendors', { VendorNumber: 'V1040', Status: 'Inactive' });
		expect(own(await posting.post())[0]).toContain('vendor V1040 is inactive');
	});

	it('a distribution code that there is not is refused by the site', async () => {
		expect(own(await posting.post({ rows: [adjustment('62000D10', '1.00', { distributionCode: 'NOPE' })] }))[0]).toContain('Distribution code NOPE is not defined');
		expect(kinds(await posting.post({ rows: [adjustment('62000D10', '1.00', { distributionCode: 'RENT' })] }))).toEqual(['posted']);
	});

	it('a user who may not open accounts payable', async () => {
		const report = await posting.post({ client: { identity: LEDGER } });
		expect([kinds(report), report.stoppedBy?.facts.status]).toEqual([['unsent'], 403]);
	});
});
