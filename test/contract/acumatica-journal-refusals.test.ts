/** What a site refuses: told before anything is written where it can be known, and with the row that is meant where it cannot. */
import type { JournalRow, PostingReport } from '../../src/sync/journal';
import { kinds } from './posting';
import { APRIL, line, month, PostingSite, type PostSetup } from './acumatica-posting';

const reasons = ({ rejected }: PostingReport): Array<readonly [number, string]> => rejected.map(({ row, reasons: [first = ''] }) => [row, first]);

describe('what a site refuses', () => {
	let posting: PostingSite;
	beforeEach(async () => {
		posting = await PostingSite.start();
	});
	afterEach(() => posting.close());

	const expectNothingSent = async (): Promise<void> => {
		expect(await posting.site.requests('PUT .*/JournalTransaction$')).toEqual([]);
		expect(await posting.batches()).toEqual([]);
	};

	const pair = (fields: Record<string, string>, account = '52000'): JournalRow[] => [line(account, '5.00', fields), line('99000', '-5.00', fields)];

	describe('the checks tell it before', () => {
		it.each<[string, JournalRow[], string]>([
			['a budget ledger', pair({ ledger: 'BUD26' }), 'BUD26 is a ledger of type Budget, which takes no journal entries'],
			['an unknown ledger', pair({ ledger: 'NOPE' }), 'ledger "NOPE" does not exist'],
			['a ledger that cannot stand in an address', pair({ ledger: 'A/B' }), 'ledger "A/B" does not exist'],
			['an unknown branch', pair({ branch: 'NOPE' }), 'among those of ledger STATPLAN, branch "NOPE" does not exist'],
			['a branch in another spelling', pair({ branch: 'mill1' }), 'branch "mill1" is written "MILL1"'],
			['an inactive branch', pair({ branch: 'MILL0' }), 'branch MILL0 is inactive'],
			['a branch of another company', pair({ branch: 'TIDE' }), 'branch "TIDE" does not exist'],
			['a closed period', pair({ date: '2025-12-31', period: '122025' }), 'the financial period 12-2025 is closed for company HARBOR'],
			['a locked period', pair({ date: '2024-12-31', period: '122024' }), 'the financial period 12-2024 is locked'],
			['an inactive period', pair({ date: '2027-01-31', period: '012027' }), 'the financial period 01-2027 is inactive'],
			['a period that there is not', pair({ period: '132026' }), 'the financial period 13-2026 does not exist'],
			['a year that there is not', pair({ period: '042031' }), 'the financial period 04-2031 does not exist'],
			['the closed period of a date', pair({ date: '2025-06-30', period: '' }), 'the financial period 06-2025 is closed'],
			['a date beyond the calendar', pair({ date: '2031-06-30', period: '' }), 'no financial period of Acumatica (GL201000) holds 2031-06-30'],
		])('%s', async (_name, rows, reason) => {
			const report = await posting.post({ rows });
			expect(reasons(report)).toEqual([[0, expect.stringContaining(reason)], [1, expect.stringContaining(reason)]]);
			await expectNothingSent();
		});

		it.each<[string, JournalRow, string]>([
			['an inactive account', line('59000', '5.00'), 'account 59000 is inactive'],
			['an unknown account', line('59999', '5.00'), 'account "59999" does not exist'],
			['an account in another spelling', line('52-000', '5.00'), 'account "52-000" is written "52000"'],
			['an inactive subaccount', line('52000', '5.00', { subaccount: '900OLD0' }), 'subaccount 900OLD0 is inactive'],
			['a subaccount with separators', line('52000', '5.00', { subaccount: '100-EAST' }), 'subaccount "100-EAST" is written "100EAST"'],
			['an unknown subaccount', line('52000', '5.00', { subaccount: '999' }), 'subaccount "999" does not exist'],
			['an unknown branch of a line', line('52000', '5.00', { lineBranch: 'NOPE' }), 'branch "NOPE" does not exist'],
		])('%s, with its row; the others of its journal are held back, and the other journal is posted', async (_name, wrong, reason) => {
			const report = await posting.post({ rows: [line('99000', '-5.00'), wrong, ...month('05', '1.00')] });
			expect(reasons(report)).toEqual([[0, expect.stringContaining('row 2 was refused')], [1, expect.stringContaining(reason)]]);
			expect(kinds(report)).toEqual(['posted']);
		});

		it('a sum that is not zero, in a ledger that is not statistical', async () => {
			const setup = (ledger: string): PostSetup => ({ rows: [line('52000', '5.00', { ledger })], wishes: { imbalance: 'allow' } });
			expect(reasons(await posting.post(setup('ACTUAL')))).toEqual([[0, expect.stringContaining('debits less credits are 5.00, and only statistical ledgers take that')]]);
			expect(kinds(await posting.post(setup('STATPLAN')))).toEqual(['posted']);
		});

		it('a ledger of a type that is not allowed here', async () => {
			const report = await posting.post({ rows: pair({ ledger: 'ACTUAL' }), settings: { ledgerKinds: ['Statistical', 'Reporting'] } });
			expect(reasons(report)[0]).toEqual([0, 'ACTUAL is a ledger of type Actual; allowed here: Statistical, Reporting']);
			await expectNothingSent();
		});

		it('closed periods are left to the site where the user may post to them', async () => {
			await posting.site.switches({ closedPeriods: 'accept' });
			const rows = pair({ date: '2025-12-31', period: '122025' });
			expect(kinds(await posting.post({ rows, settings: { closedPeriods: 'leave to the site' } }))).toEqual(['posted']);
			await posting.site.switches({ closedPeriods: 'refuse' });
			const refused = await posting.post({ rows, wishes: { name: 'Other' }, settings: { closedPeriods: 'leave to the site' } });
			expect(reasons(refused)[0]).toEqual([0, expect.stringContaining('PostPeriod: The 12-2025 financial period is closed')]);
		});

		it.each(['Subaccount', 'Account', 'Ledger', 'FinancialPeriod', 'CompanyFinancialPeriod', 'Subaccount,Account,Ledger,FinancialPeriod,CompanyFinancialPeriod'])(
			'what the user may not see (%s) is left to the site, which refuses the batch as a whole', async (denied) => {
				await posting.site.switches({ denied });
				expect(kinds(await posting.post())).toEqual(['posted']);
				const report = await posting.post({ rows: [line('52000', '5.00'), line('59999', '-5.00', { subaccount: '999' })] , wishes: { name: 'Wrong' } });
				expect(reasons(report)).toEqual([[0, expect.stringContaining('row 2 was refused')], [1, expect.stringMatching(/Account|account/) as string]]);
				expect(await posting.batches()).toHaveLength(1);
			},
		);

		it.each([['Ledger', 1], ['Account,FinancialPeriod', 0]])('a spelling that nobody could check is a remark on the journal (%s), because other letters are another posting', async (denied, count) => {
			await posting.site.switches({ denied });
			for (const options of [{ dryRun: true }, {}]) {
				const { journals: [journal] } = await posting.post({ options });
				expect(journal?.remarks).toEqual(Array(count).fill(expect.stringContaining('the spelling of ledger "STATPLAN" and branch "MILL1" was not checked')));
			}
			expect((await posting.post()).journals[0]).toMatchObject({ outcome: { evidence: 'found' }, remarks: [] });
		});

		it('a period that is open in the master calendar and closed for the company of the branch', async () => {
			const year = (await posting.site.records('CompanyFinancialPeriod')).find(({ Company, FinancialYear }) => Company === 'HARBOR' && FinancialYear === '2026');
			const details = (year?.Details ?? []) as ReadonlyArray<Record<string, string>>;
			await posting.site.save('CompanyFinancialPeriod', {
				Company: 'HARBOR', FinancialYear: '2026',
				Details: details.map(({ id: _id, ...row }) => (row.FinancialPeriodID === '042026' ? { ...row, Status: 'Closed' } : row)),
			});
			expect(reasons(await posting.post())[0]).toEqual([0, 'the financial period 04-2026 is closed for company HARBOR']);
			await expectNothingSent();
		});

		it('asks little: a ledger, the accounts and subaccounts that are used, two calendars', async () => {
			await posting.post({ rows: [...APRIL, ...month('05', '2.00'), ...month('06', '3.00')], options: { dryRun: true } });
			const asked = (await posting.site.requests('GET .*/entity/Default')).map(({ path = '' }) => path.split('/').slice(5).join('/'));
			expect(asked).toEqual(['JournalTransaction', 'Ledger/STATPLAN', 'Account', 'Subaccount', 'FinancialPeriod/2026', 'CompanyFinancialPeriod']);
		});

		it('many accounts are one list', async () => {
			const records = await posting.site.records('Account');
			const codes = records.filter(({ Active }) => Active === 'true').map(({ AccountCD }) => String(AccountCD));
			const rows = [...codes, ...codes.map((code) => `${code}X`)].flatMap((code) => [line(code, '1.00'), line(code, '-1.00')]);
			const report = await posting.post({ rows, options: { dryRun: true } });
			expect(reasons(report).filter(([, reason]) => reason.includes('does not exist'))).toHaveLength(2 * codes.length);
			expect(await posting.site.requests('GET .*/Account$')).toHaveLength(1);
		});
	});

	describe('the site tells it at the batch', () => {
		const many = Array.from({ length: 150 }, (_, n) => [line('52000', `${n + 1}.00`, {}, `d${n}`), line('99000', `-${n + 1}.00`, {}, `c${n}`)]).flat();

		it('line 250 of 300: that row has the site\'s words, the others are held back, nothing is stored', async () => {
			await posting.site.control('disturb', { kind: 'refuse-line', line: 250, field: 'Subaccount', message: '\'Subaccount\' cannot be found in the system.' });
			const { rejected, journals } = await posting.post({ rows: many });
			expect([rejected.length, journals.length]).toEqual([300, 0]);
			const own = rejected.filter(({ reasons: [first = ''] }) => !first.startsWith('held back'));
			expect(own).toHaveLength(1);
			expect(own[0]?.reasons).toEqual(['Subaccount: \'Subaccount\' cannot be found in the system.']);
			expect(await posting.batches()).toEqual([]);
			// The engine sorts lines by content; the row that is blamed is the one whose line was the 250th.
			expect(own[0]?.row).not.toBe(249);
			const planned = (await posting.post({ rows: many, options: { dryRun: true } })).journals[0];
			expect(own[0]?.row).toBe(planned?.rowOfLine[249]);
		});

		it.each([{ validationStatus: 500 }, { outcomeException: true }])('in every form of the answer (%j)', async (switches) => {
			await posting.site.switches(switches);
			await posting.site.control('disturb', { kind: 'refuse-line', line: 2, message: 'Account is secured.' });
			const report = await posting.post();
			expect(report.rejected).toHaveLength(2);
			expect(report.rejected.flatMap((one) => one.reasons).join()).toContain('Account is secured.');
			expect([report.journals, await posting.batches(), report.stoppedBy]).toEqual([[], [], undefined]);
		});

		it('and the next journal is posted', async () => {
			await posting.site.control('disturb', { kind: 'refuse-line', line: 1 });
			const report = await posting.post({ rows: [...APRIL, ...month('05', '1.00')] });
			expect([report.rejected.length, kinds(report)]).toEqual([2, ['posted']]);
		});

		it('a period that closes after the checks: all rows have the words', async () => {
			await posting.site.later(1, 'period', { period: '042026', status: 'Closed' }, 'GET .*CompanyFinancialPeriod');
			expect(reasons(await posting.post())).toEqual([0, 1].map((row) => [row, expect.stringContaining('PostPeriod: The 04-2026 financial period is closed')]));
		});

		it('no right to the form of journals ends the run before anything is sent', async () => {
			await posting.site.switches({ denied: 'JournalTransaction' });
			const report = await posting.post({ rows: [...APRIL, ...month('05', '1.00')] });
			expect(kinds(report)).toEqual(['unsent', 'unsent']);
			expect(report.stoppedBy?.facts).toMatchObject({ said: expect.stringContaining('insufficient rights'), status: 403 });
			await expectNothingSent();
		});
	});
});
