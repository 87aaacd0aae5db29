/** Batches of the general ledger and of payables, judged by what the company holds and not by what n8n says. */
import type { IDataObject, IRun } from 'n8n-workflow';
import { FAULTS } from '../../simulators/sage300';
import { newProcess } from './engine/fresh-process';
import { forgetPauses, pauses } from './engine/quick-clock';
import { errorOf, errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { askSage300 } from './sage300-asking';
import { Site } from './site';
import { sage300, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));
jest.mock('../../src/core/limits/process-lock', () => jest.requireActual<object>('./engine/fresh-process'));

const POST = 'Create batches';
const CREATE = '^POST .*/GLJournalBatches';

const line = (account: string, amount: string, month: string, more: IDataObject = {}): IDataObject => ({
	Key: `${account}/${month}`, Account: account, Date: `2026-${month}-28`, Period: `2026-${month}`, Amount: amount, Description: `Plan ${account}`, ...more,
});
const month = (number: string, amount: string): IDataObject[] => [line('51020D20', amount, number), line('99000', `-${amount}`, number)];
const QUARTER = [...month('04', '2000.10'), ...month('05', '1.00'), ...month('06', '99999999.99')];
const SETTINGS = { postingName: 'Budget 2026 v1', keyColumns: 'Key' };

let site: Site;
beforeEach(async () => {
	forgetHighest();
	forgetPauses();
	newProcess();
	site = await Site.open({ sage300: {} });
});
afterEach(async () => await site.close());

const post = async (resource: string, rows: readonly IDataObject[], parameters: IDataObject = {}): Promise<IRun> => {
	site.supply('Rows', rows.map((json) => ({ json })));
	return await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, sage300(POST, resource, 'create', { ...SETTINGS, ...parameters })]));
};
const said = (one: IRun): string => `${errorOf(one, POST)?.message ?? ''}\n${errorOf(one, POST)?.description ?? ''}`;
const items = (one: IRun, output = 0): IDataObject[] => outputOf(one, POST, output).map(({ json }) => json);

describe('journal entries of the Sage 300 node', () => {
	const run = async (rows: readonly IDataObject[], parameters: IDataObject = {}): Promise<IRun> => await post('journalEntry', rows, parameters);
	const batches = async (): Promise<Array<Record<string, string>>> => await site.sage300.get('batches?match=PLAN-');
	const totals = async (): Promise<IDataObject[]> => await site.sage300.get('totals?of=batches&match=PLAN-&by=Period');
	const expectOnce = async (sums: Readonly<Record<string, string>>): Promise<void> => {
		expect(Object.fromEntries((await totals()).map(({ Period, debit }) => [Period, String(debit).replace(/0$/, '')]))).toEqual(sums);
		expect(await batches()).toHaveLength(Object.keys(sums).length);
	};
	const ALL = { '04': '2000.10', '05': '1.00', '06': '99999999.99' };

	it('a batch for each month, and the items say which rows went into which number', async () => {
		const one = await run(QUARTER);
		expect(errorsOf(one)).toEqual({});
		await expectOnce(ALL);
		expect(outputOf(one, POST)[0]).toEqual({
			json: {
				reference: expect.stringMatching(/^PLAN-\w{12}$/), number: '000011', status: 'Open', outcome: 'posted', evidence: 'answered', verified: true, release: 'not asked', warnings: [],
				link: '', date: '2026-04-28', period: '2026-04', sourceCode: '', part: 1, book: expect.stringMatching(/nordix\/general ledger$/), lineCount: 2, debitTotal: '2000.10',
				rows: [{ row: 1, key: '51020D20/04' }, { row: 2, key: '99000/04' }],
			},
			pairedItem: [{ item: 0 }, { item: 1 }],
		});
		expect(hintsOf(one, POST)).toEqual(['Budget 2026 v1: 3 journals left open.']);
		expect(pauses).toEqual([]);
	});

	it('the answer is lost after the batch was stored: it is found', async () => {
		await site.sage300.post('faults', { ...FAULTS.answerLost, match: CREATE });
		const one = await run(QUARTER);
		expect(errorsOf(one)).toEqual({});
		await expectOnce(ALL);
		expect(items(one).map(({ evidence }) => evidence)).toEqual(['answer lost', 'answered', 'answered']);
	});

	it('a gateway gives up after the batch was stored: it is found', async () => {
		await site.sage300.post('faults', { ...FAULTS.gatewayTimeoutAfterStore, match: CREATE });
		expect(errorsOf(await run(QUARTER))).toEqual({});
		await expectOnce(ALL);
	});

	it('the connection breaks before it was stored: a person is asked, and the next run posts it', async () => {
		await site.sage300.post('faults', { ...FAULTS.droppedBefore, match: CREATE });
		expect(said(await run(QUARTER))).toContain('the answer was lost, and the journal could not be found afterwards');
		await expectOnce({ '05': '1.00', '06': '99999999.99' });
		expect(errorsOf(await run(QUARTER))).toEqual({});
		await expectOnce(ALL);
	});

	it('a batch that was stored in part is told, and never doubled', async () => {
		await site.sage300.post('switches', { storedAtReset: 'part' });
		await site.sage300.post('disturb', { kind: 'interrupt', lines: 1 });
		for (let again = 0; again < 2; again += 1) {
			const one = await run(month('04', '2000.10'), { options: { notPosted: 'output' } });
			expect(items(one, 2)).toEqual([expect.objectContaining({ outcome: 'ambiguous', state: 'ambiguous', numbers: ['000011'] })]);
		}
		expect(await batches()).toHaveLength(1);
	});

	it('the same rows again are found, in whatever order, ready to post once', async () => {
		await run(QUARTER, { release: true });
		const again = await run([...QUARTER].reverse(), { release: true });
		expect(errorsOf(again)).toEqual({});
		expect(items(again).map(({ evidence, status, release }) => [evidence, status, release])).toEqual(Array(3).fill(['found', 'ReadyToPost', 'done']));
		await expectOnce(ALL);
	});

	it('posts where that is what Release means', async () => {
		const one = await run(month('04', '5.00'), { release: true, options: { releaseAs: 'post' } });
		expect(errorsOf(one)).toEqual({});
		expect(items(one)).toMatchObject([{ status: 'Posted', release: 'done' }]);
		expect(await batches()).toMatchObject([{ Status: 'Posted' }]);
	});

	it('one that was posted and cleared is found in the ledger; without Search Ledger nobody looks there', async () => {
		const settings = { release: true, options: { releaseAs: 'post' } };
		await run(month('04', '5.00'), settings);
		await site.sage300.post('clear-history', {});
		expect(items(await run(month('04', '5.00'), settings))).toMatchObject([{ outcome: 'posted', evidence: 'found', release: 'done', status: expect.stringContaining('found in the ledger') }]);
		expect(await batches()).toEqual([]);
		expect(items(await run(month('04', '5.00'), { options: { searchLedger: false } }))).toMatchObject([{ outcome: 'posted', evidence: 'answered' }]);
	});

	it('two at once post once', async () => {
		await site.sage300.post('switches', { processingMs: 5 });
		const both = await Promise.all([run(QUARTER), run(QUARTER)]);
		expect(both.map(errorsOf)).toEqual([{}, {}]);
		await expectOnce(ALL);
	});

	it('rows that the company would refuse are rejected before anything is sent, the others are posted', async () => {
		await site.sage300.post('period', { year: '2026', period: '05', status: 'Locked' });
		const one = await run([...QUARTER, ...month('07', '5.00').map((row) => ({ ...row, Account: row.Account === '51020D20' ? '59000' : row.Account }))]);
		expect(errorsOf(one)).toEqual({});
		await expectOnce({ '04': '2000.10', '06': '99999999.99' });
		const reasons = items(one, 1).map(({ reasons: each }) => String(each));
		expect(reasons).toHaveLength(4);
		expect(reasons.filter((text) => /locked/i.test(text))).toHaveLength(2);
		expect(reasons.filter((text) => /59000.*inactive/i.test(text))).toHaveLength(1);
	});

	it('a refusal of the server rejects the rows with its words', async () => {
		await site.sage300.post('faults', { ...FAULTS.businessRefusal, match: CREATE });
		const one = await run(month('04', '1.00'));
		expect(errorsOf(one)).toEqual({});
		expect(await batches()).toEqual([]);
		expect(items(one, 1)).toMatchObject([{ reasons: [expect.stringContaining('Fiscal period 12 is locked.')] }, {}]);
	});

	it('a dry run writes nothing', async () => {
		const one = await run(QUARTER, { dryRun: true, release: true });
		expect(items(one).map(({ outcome }) => outcome)).toEqual(['planned', 'planned', 'planned']);
		expect(await batches()).toEqual([]);
	});

	it('changed figures under the same name are not posted beside the old ones', async () => {
		await run(QUARTER);
		expect(said(await run([...month('04', '2000.11'), ...QUARTER.slice(2)]))).toContain('another content');
		await expectOnce(ALL);
	});

	it('the options reach the company: prefix, title, source code, offset, places, dates', async () => {
		const options = { referencePrefix: 'BUD-', title: 'Approved plan', sourceCode: 'gl-pl', imbalance: 'offset', offsetAccount: '99000', places: 0, dates: 'plain' };
		expect(errorsOf(await run([line('51020D20', '7', '04')], { options }))).toEqual({});
		const [batch] = await site.sage300.get<Array<Record<string, unknown>>>('batches?match=BUD-&lines=1');
		expect(JSON.stringify(batch)).toMatch(/BUD-\w{12} \w{12} Approved plan/);
		expect(JSON.stringify(batch)).toContain('99000');
	});

	describe('Find', () => {
		const find = async (parameters: IDataObject) => await askSage300(site, 'journalEntry', 'find', parameters);

		it('by reference and by posting name: number, status, totals', async () => {
			const [april, , june] = items(await run(QUARTER));
			const { json, hints } = await find({ findBy: 'reference', references: `${String(april?.reference)}, ${String(june?.reference)},PLAN-NOTHERE00000` });
			expect(json.map(({ number, debitTotal, status, stage, lineCount, period }) => [number, debitTotal, status, stage, lineCount, period])).toEqual([
				[april?.number, '2000.10', 'Open', 'entered', 2, '2026-04'], [june?.number, '99999999.99', 'Open', 'entered', 2, '2026-06'],
			]);
			expect(hints).toEqual(['No batch carries PLAN-NOTHERE00000.']);
			expect((await find({ findBy: 'postingName', postingName: 'budget 2026' })).json).toHaveLength(3);
			expect((await find({ findBy: 'postingName', postingName: 'Forecast' })).hints).toEqual(['No batch has these words in its description behind a reference.']);
		});
	});
});

describe('AP adjustments of the Sage 300 node', () => {
	const row = (document: string, vendor: string, amount: string): IDataObject => ({ Key: document, Account: '51020D20', Amount: amount, Date: '2026-04-28', Vendor: vendor, Document: document, Description: 'True-up' });
	const ROWS = [row('INV-88310', 'V1040', '40.00'), row('INV-88311', 'V1041', '-12.50')];
	const run = async (rows: readonly IDataObject[] = ROWS, parameters: IDataObject = {}): Promise<IRun> => await post('apAdjustment', rows, parameters);
	const batches = async (): Promise<unknown[]> => await site.sage300.get('batches?resource=APPaymentAndAdjustmentBatches&match=PLAN-&lines=1');

	it('one batch with an entry for each vendor; lines need no other side; the same rows again are found', async () => {
		const one = await run();
		expect(errorsOf(one)).toEqual({});
		expect(items(one)).toMatchObject([{ status: 'Open', outcome: 'posted', evidence: 'answered', verified: true, lineCount: 2, date: '2026-04-28' }]);
		expect(await batches()).toHaveLength(1);
		expect(items(await run())).toMatchObject([{ evidence: 'found' }]);
		expect(await batches()).toHaveLength(1);
	});

	it('the answer is lost after the batch was stored: it is found', async () => {
		await site.sage300.post('faults', { ...FAULTS.answerLost, match: '^POST .*/APPaymentAndAdjustmentBatches' });
		expect(items(await run())).toMatchObject([{ evidence: 'answer lost' }]);
		expect(await batches()).toHaveLength(1);
	});

	it('a document that the vendor does not have is rejected before anything is sent', async () => {
		const one = await run([...ROWS, row('NOTHERE', 'V1040', '1.00')]);
		expect(items(one, 1).map(({ reasons }) => String(reasons)).join()).toContain('no posted document "NOTHERE"');
	});

	it('set ready to post, and found by its reference', async () => {
		const one = await run(ROWS, { release: true });
		const [posted] = items(one);
		expect(hintsOf(one, POST)).toEqual([expect.stringContaining(': 1 journal set ready to post.')]);
		expect(posted).toMatchObject({ status: 'ReadyToPost', release: 'done' });
		const { json } = await askSage300(site, 'apAdjustment', 'find', { references: String(posted?.reference) });
		expect(json).toMatchObject([{ number: posted?.number, status: 'ReadyToPost', date: '2026-04-28', lineCount: 2 }]);
		expect((await askSage300(site, 'apAdjustment', 'find', { findBy: 'postingName', postingName: 'Budget' })).json).toHaveLength(1);
	});

	it('settings under which a side would be lost are refused', async () => {
		expect(said(await run(ROWS, { options: { amounts: 'absolute' } }))).toContain('two kinds of transactions');
	});
});
