/** Journal entries of Sage 100, judged by what the company holds and not by what n8n says. */
import type { IDataObject, IRun } from 'n8n-workflow';
import { FAULTS } from '../../simulators/sage100';
import { newProcess } from './engine/fresh-process';
import { forgetPauses, pauses } from './engine/quick-clock';
import { errorOf, errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { askSage100 } from './sage100-asking';
import { Site } from './site';
import { sage100, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));
jest.mock('../../src/core/limits/process-lock', () => jest.requireActual<object>('./engine/fresh-process'));

const POST = 'Create entries';

const line = (account: string, amount: string, month: string, more: IDataObject = {}): IDataObject =>
	({ Key: `${account}/${month}`, Account: account, Date: `2026-${month}-28`, Amount: amount, Description: `Plan ${account}`, ...more });
const month = (number: string, amount: string): IDataObject[] => [line('51020-D20', amount, number), line('99000-000', `-${amount}`, number)];
const QUARTER = [...month('04', '2000.10'), ...month('05', '1.00'), ...month('06', '99999999.99')];
const SETTINGS = { postingName: 'Budget 2026 v1', keyColumns: 'Key' };

interface Entry {
	readonly EntryNo: string;
	readonly PostingDate: string;
	readonly JournalComment: string;
	readonly debits: string;
	readonly credits: string;
	readonly lines: ReadonlyArray<Readonly<Record<string, string>>>;
}

describe('journal entries of the Sage 100 node', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		forgetPauses();
		newProcess();
		// Nothing is waited for here, so nothing that is on its way can be missed.
		site = await Site.open({ sage100: { companies: ['ABC'], settings: { quietSeconds: 0 }, sage: { seconds: { write: 2 } } } });
	});
	afterEach(async () => await site.close());

	const run = async (rows: readonly IDataObject[], parameters: IDataObject = {}): Promise<IRun> => {
		site.supply('Rows', rows.map((json) => ({ json })));
		return await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, sage100(POST, 'journalEntry', 'create', { ...SETTINGS, ...parameters })]));
	};
	const said = (one: IRun): string => `${errorOf(one, POST)?.message ?? ''}\n${errorOf(one, POST)?.description ?? ''}`;
	const items = (one: IRun, output = 0): IDataObject[] => outputOf(one, POST, output).map(({ json }) => json);
	const entries = async (match = '^ANP-'): Promise<Entry[]> => await site.sage100.get(`entries?match=${encodeURIComponent(match)}`);
	const expectOnce = async (sums: Readonly<Record<string, string>>): Promise<void> => {
		const found = await entries();
		expect(Object.fromEntries(found.map(({ PostingDate, debits, credits }) => [PostingDate.slice(4, 6), debits === credits ? debits : `${debits}/${credits}`]))).toEqual(sums);
		expect(found).toHaveLength(Object.keys(sums).length);
	};
	const ALL = { '04': '2000.10', '05': '1.00', '06': '99999999.99' };

	it('an entry for each month; the items say which rows went into which number, and that a person must post it', async () => {
		const one = await run(QUARTER);
		expect([errorsOf(one), items(one, 1)]).toEqual([{}, []]);
		await expectOnce(ALL);
		expect(outputOf(one, POST)[0]).toEqual({
			json: {
				reference: expect.stringMatching(/^ANP-\w{10}$/), number: expect.stringMatching(/^GJ-\d{6}$/), outcome: 'posted', evidence: 'answered', verified: true, release: 'not asked', warnings: [],
				status: 'entered, not posted: In Sage 100 somebody must print the register of journal GJ and run its update.', link: '', date: '2026-04-28', sourceJournal: '', autoReverse: '', part: 1, book: expect.stringMatching(/\/abc$/),
				lineCount: 2, debitTotal: '2000.10', rows: [{ row: 1, key: '51020-D20/04' }, { row: 2, key: '99000-000/04' }],
			},
			pairedItem: [{ item: 0 }, { item: 1 }],
		});
		expect(hintsOf(one, POST)).toEqual(['Budget 2026 v1: 3 journals entered and not posted yet.']);
		expect(pauses).toEqual([]);
	});

	it('the answer is lost after the entry was stored: it is found', async () => {
		await site.sage100.post('faults', FAULTS.answerLost);
		const one = await run(QUARTER);
		expect(errorsOf(one)).toEqual({});
		await expectOnce(ALL);
		expect(items(one).map(({ evidence }) => evidence)).toEqual(['answer lost', 'answered', 'answered']);
	});

	it('Sage 100 dies after the entry was stored: it is found', async () => {
		await site.sage100.post('faults', FAULTS.diedAfterStore);
		expect(errorsOf(await run(QUARTER))).toEqual({});
		await expectOnce(ALL);
	});

	it('Sage 100 dies before it was stored: nothing is doubled, and the next run enters what is missing', async () => {
		await site.sage100.post('faults', { ...FAULTS.serverGone, match: 'GL_TransactionJournal_bus\\.nWrite' });
		const first = await run(QUARTER, { options: { notPosted: 'output' } });
		expect(errorsOf(first)).toEqual({});
		expect((await entries()).length).toBeGreaterThanOrEqual(2);
		expect(errorsOf(await run(QUARTER))).toEqual({});
		await expectOnce(ALL);
	});

	it('a lock that clears is waited for', async () => {
		await site.sage100.post('lock', { resource: 'number', tries: 2 });
		const one = await run(month('04', '2000.10'));
		expect(errorsOf(one)).toEqual({});
		await expectOnce({ '04': '2000.10' });
		expect(pauses.length).toBeGreaterThanOrEqual(2);
	});

	it('a lock that stays ends the tries, with what to do; the next run enters it', async () => {
		await site.sage100.post('lock', { resource: 'number' });
		const stopped = await run(month('04', '2000.10'));
		expect(said(stopped)).toMatch(/in use by another user/);
		expect(said(stopped)).toMatch(/master console/i);
		expect(pauses.length).toBeLessThan(10);
		expect(await entries()).toEqual([]);
		await site.sage100.post('unlock', {});
		expect(errorsOf(await run(month('04', '2000.10')))).toEqual({});
		await expectOnce({ '04': '2000.10' });
	});

	it('the same rows again are found, in whatever order', async () => {
		await run(QUARTER);
		const again = await run([...QUARTER].reverse());
		expect(errorsOf(again)).toEqual({});
		expect(items(again).map(({ evidence }) => evidence)).toEqual(Array(3).fill('found'));
		await expectOnce(ALL);
	});

	it('what an accountant has posted meanwhile is found in the ledger', async () => {
		await run(QUARTER);
		await site.sage100.post('register', {});
		const again = await run(QUARTER);
		expect(errorsOf(again)).toEqual({});
		expect(items(again).map(({ evidence, status }) => [evidence, status])).toEqual(Array(3).fill(['found', 'posted']));
		expect(await entries()).toEqual([]);
		expect(await site.sage100.get('ledger?match=ANP-')).toMatchObject({ count: 6, debits: '100002001.09', credits: '100002001.09' });
	});

	it('what a person has deleted is told and not entered again', async () => {
		await run(month('04', '2000.10'));
		await site.sage100.post('delete-entries', { match: 'ANP-' });
		expect(said(await run(month('04', '2000.10')))).toMatch(/deleted/);
		expect(await entries()).toEqual([]);
	});

	it('two at once enter it once', async () => {
		await site.sage100.post('faults', { ...FAULTS.slow, match: 'GL_TransactionJournal_bus\\.nWrite', times: -1 });
		const both = await Promise.all([run(QUARTER), run(QUARTER)]);
		expect(both.map(errorsOf)).toEqual([{}, {}]);
		await expectOnce(ALL);
	});

	it('rows that the company would refuse are rejected before anything is sent, the others are entered', async () => {
		await site.sage100.post('period', { year: '2026', period: '05', status: 'closed' });
		const one = await run([...QUARTER, ...month('07', '5.00').map((row) => ({ ...row, Account: row.Account === '51020-D20' ? '59000-000' : row.Account }))]);
		expect(errorsOf(one)).toEqual({});
		await expectOnce({ '04': '2000.10', '06': '99999999.99' });
		const reasons = items(one, 1).map(({ reasons: each }) => String(each));
		expect(reasons).toHaveLength(4);
		expect(reasons.filter((text) => /closed/i.test(text))).toHaveLength(2);
		expect(reasons.filter((text) => /59000-000/i.test(text)).length).toBeGreaterThanOrEqual(1);
	});

	it('a dry run writes nothing', async () => {
		const one = await run(QUARTER, { dryRun: true });
		expect(items(one).map(({ outcome }) => outcome)).toEqual(['planned', 'planned', 'planned']);
		expect(await entries()).toEqual([]);
	});

	it('changed figures under the same name are not entered beside the old ones', async () => {
		await run(QUARTER);
		expect(said(await run([...month('04', '2000.11'), ...QUARTER.slice(2)]))).toContain('another content');
		await expectOnce(ALL);
	});

	it('a release that the agent does not offer is told before anything is entered', async () => {
		expect(said(await run(month('04', '5.00'), { release: true }))).toMatch(/cannot be released from here/);
		expect(await entries()).toEqual([]);
	});

	it('where the agent may run registers the item says so, and a release puts the entry into the ledger', async () => {
		await site.close();
		site = await Site.open({ sage100: { companies: ['ABC'], settings: { quietSeconds: 0, journalRegisters: true }, sage: { seconds: { write: 2 } } } });
		const entered = await run(month('04', '5.00'));
		expect(items(entered)).toMatchObject([{ status: expect.stringMatching(/^entered, not posted: .*register of journal GJ.*This agent can run it/s) as string, release: 'not asked' }]);
		const released = await run(month('04', '5.00'), { release: true, options: { postOthers: true } });
		expect([errorsOf(released), items(released)]).toMatchObject([{}, [{ number: items(entered)[0]?.number, status: 'posted', release: 'done' }]]);
		expect(await site.sage100.get('ledger?match=ANP-')).toMatchObject({ count: 2, debits: '5.00', credits: '5.00' });
	});

	it('amounts that no field of Sage 100 takes are reasons of their rows, and the other months are entered', async () => {
		const one = await run([...month('04', '2000.10'), ...month('05', '123456789012345.00')]);
		expect(errorsOf(one)).toEqual({});
		await expectOnce({ '04': '2000.10' });
		expect(items(one, 1).map(({ reasons }) => String(reasons))).toEqual([
			expect.stringContaining('123456789012345.00 is too large: Sage 100 takes 14 digits'), expect.stringContaining('-123456789012345.00 is too large'),
		]);
	});

	it('a reversal that this release does not know rejects the rows, with the words of the agent', async () => {
		const fields = { field: [{ name: 'date', from: 'column', column: 'Date' }, { name: 'autoReverse', from: 'value', value: 'yes' }] };
		const one = await run(month('04', '5.00'), { fields });
		expect([errorsOf(one), await entries()]).toEqual([{}, []]);
		expect(items(one, 1)).toMatchObject([{ reasons: [expect.stringContaining('no column for automatic reversal')] }, {}]);
	});

	it('the options reach the company: prefix, title, source journal, offset', async () => {
		const options = { referencePrefix: 'BUD-', title: 'Approved plan', sourceJournal: 'je', imbalance: 'offset', offsetAccount: '99000-000' };
		expect(errorsOf(await run([line('51020-D20', '7', '04')], { options }))).toEqual({});
		const [entry] = await entries('^BUD-');
		expect(entry).toMatchObject({ SourceJournal: 'JE', JournalComment: expect.stringMatching(/^BUD-\w{10} \w{12} Approved plan$/) as string, debits: '7.00', credits: '7.00' });
		expect(entry?.lines.map(({ account }) => account)).toEqual(['51020-D20', '99000-000']);
	});

	describe('Find', () => {
		it('by reference: number, state, totals', async () => {
			const [april, , june] = items(await run(QUARTER));
			const { json, hints } = await askSage100(site, 'journalEntry', 'find', { references: `${String(april?.reference)}, ${String(june?.reference)},ANP-N0THERE000` });
			expect(json.map(({ number, debitTotal, stage, lineCount, date }) => [number, debitTotal, stage, lineCount, date])).toEqual([
				[april?.number, '2000.10', 'entered', 2, '2026-04-28'], [june?.number, '99999999.99', 'entered', 2, '2026-06-28'],
			]);
			expect(hints).toEqual(['No journal entry carries ANP-N0THERE000.']);
		});
	});
});
