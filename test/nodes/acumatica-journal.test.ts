/** The five cases of a posting that must not go wrong, and a few more, judged by what the site holds and not by what n8n says. */
import type { IDataObject, IRun } from 'n8n-workflow';
import { FAULTS, HARBOR_MILLS } from '../../simulators/acumatica';
import { askAcumatica, seatsTaken } from './acumatica-asking';
import { newProcess } from './engine/fresh-process';
import { forgetPauses, pauses } from './engine/quick-clock';
import { errorOf, errorsOf, forgetHighest, hintsOf, outputOf } from './engine/run-workflow';
import { Site } from './site';
import { everything, spellings } from './spellings';
import { acumatica, workflowOf } from './workflows';

jest.mock('../../nodes/shared/context/node-clock', () => jest.requireActual<object>('./engine/quick-clock'));
jest.mock('../../src/core/limits/process-lock', () => jest.requireActual<object>('./engine/fresh-process'));

/** As the control route of the simulator tells it. */
interface Batch extends Record<'BatchNbr' | 'Description' | 'Status' | 'LedgerID' | 'BranchID' | 'PostPeriod' | 'debit' | 'credit', string> {
	readonly lines: number;
}

const POST = 'Create journal entries';
const PASSWORD = 'Canary<Acumatica>&"1"+/=é';
const CREATE = 'PUT .*/JournalTransaction';

const line = (account: string, amount: string, month: string, more: IDataObject = {}): IDataObject => ({
	Key: `${account}/${month}`, Account: account, Subaccount: '100EAST', Branch: 'MILL1', Date: `2026-${month}-28`, Period: `${month}2026`, Amount: amount, Description: `Plan ${account}`, ...more,
});
const month = (number: string, amount: string): IDataObject[] => [line('52000', amount, number), line('99000', `-${amount}`, number)];
const QUARTER = [...month('04', '2000.10'), ...month('05', '1.00'), ...month('06', '99999999.99')];

const field = (name: string, column: string): IDataObject => ({ name, from: 'column', column });
const FIELDS = {
	field: [
		{ name: 'ledger', from: 'value', value: 'STATPLAN' }, field('branch', 'Branch'), field('date', 'Date'), field('period', 'Period'), field('subaccount', 'Subaccount'),
	],
};
const SETTINGS = { postingName: 'Budget 2026 v1', keyColumns: 'Key', fields: FIELDS };

describe('journal entries of the Acumatica node', () => {
	let site: Site;
	beforeEach(async () => {
		forgetHighest();
		forgetPauses();
		newProcess();
		site = await Site.open({ acumatica: {} });
	});
	afterEach(async () => {
		expect(await seatsTaken(site)).toBe(0);
		await site.close();
	});

	const run = async (rows: readonly IDataObject[], parameters: IDataObject = {}): Promise<IRun> => {
		site.supply('Rows', rows.map((json) => ({ json })));
		return await site.run(workflowOf([{ name: 'Rows', type: 'supply' }, acumatica(POST, 'journalEntry', 'create', { ...SETTINGS, ...parameters })]));
	};
	const batches = async (match = 'PLAN-'): Promise<Batch[]> => await site.acumatica.get<Batch[]>(`batches?match=${encodeURIComponent(`^${match}`)}`);
	const referenceOf = ({ Description }: Batch): string => Description.split(' ')[0] ?? '';
	const made = async (what: string): Promise<number> => (await site.effects('acumatica')).filter((one) => one === what).length;
	/** One batch for each period, with its totals, and nothing else was ever made. */
	const expectOnce = async (sums: Readonly<Record<string, string>>): Promise<Batch[]> => {
		const found = await batches();
		expect(Object.fromEntries(found.map(({ PostPeriod, debit }) => [PostPeriod, debit.replace(/00$/, '')]))).toEqual(sums);
		expect(found).toHaveLength(Object.keys(sums).length);
		expect(new Set(found.map(referenceOf)).size).toBe(found.length);
		expect(found.every(({ debit, credit }) => debit === credit)).toBe(true);
		expect(await made('batch-created')).toBe(found.length);
		return found;
	};
	const ALL = { '042026': '2000.10', '052026': '1.00', '062026': '99999999.99' };
	const said = (one: IRun): string => `${errorOf(one, POST)?.message ?? ''}\n${errorOf(one, POST)?.description ?? ''}`;

	it('a batch for each month, and the items say which rows went into which number', async () => {
		const one = await run(QUARTER);
		expect(errorsOf(one)).toEqual({});
		const [april, ...others] = await expectOnce(ALL);
		expect(others).toHaveLength(2);
		expect(outputOf(one, POST)[0]).toEqual({
			json: {
				reference: referenceOf(april as Batch), number: april?.BatchNbr, status: 'Balanced', outcome: 'posted', evidence: 'answered', verified: true, release: 'not asked', warnings: [],
				link: expect.stringContaining(`ScreenId=GL301000&Module=GL&BatchNbr=${april?.BatchNbr}`), ledger: 'STATPLAN', branch: 'MILL1', currency: '', date: '2026-04-28', period: '042026',
				part: 1, book: expect.stringMatching(/harbormills$/), lineCount: 2, debitTotal: '2000.10', rows: [{ row: 1, key: '52000/04' }, { row: 2, key: '99000/04' }],
			},
			pairedItem: [{ item: 0 }, { item: 1 }],
		});
		expect(hintsOf(one, POST)).toEqual(['Budget 2026 v1: 3 journals stored and not released.']);
		expect(pauses).toEqual([]);
	});

	it('1: the answer is lost after the batch was stored', async () => {
		await site.acumatica.post('faults', { ...FAULTS.answerLost, match: CREATE });
		const one = await run(QUARTER);
		expect(errorsOf(one)).toEqual({});
		await expectOnce(ALL);
		expect(outputOf(one, POST).map(({ json }) => json.evidence)).toEqual(['answer lost', 'answered', 'answered']);
	});

	it('1, before it was stored: a person is asked, and the next run posts it', async () => {
		await site.acumatica.post('faults', { ...FAULTS.droppedBefore, match: CREATE });
		const one = await run(QUARTER);
		expect(said(one)).toContain('the answer was lost, and the journal could not be found afterwards');
		await expectOnce({ '052026': '1.00', '062026': '99999999.99' });
		expect(errorsOf(await run(QUARTER))).toEqual({});
		await expectOnce(ALL);
	});

	it('1, as an error of the site after it was stored', async () => {
		await site.acumatica.post('faults', { ...FAULTS.errorAfterStore, match: CREATE });
		const one = await run(QUARTER);
		expect(errorsOf(one)).toEqual({});
		await expectOnce(ALL);
	});

	it('2: the same execution twice more', async () => {
		await run(QUARTER, { release: true });
		for (const rows of [QUARTER, [...QUARTER].reverse()]) {
			const again = await run(rows, { release: true });
			expect(errorsOf(again)).toEqual({});
			expect(outputOf(again, POST).map(({ json }) => [json.evidence, json.status, json.release])).toEqual(Array(3).fill(['found', 'Posted', 'done']));
		}
		await expectOnce(ALL);
		expect(await made('batch-released')).toBe(3);
	});

	it('3: two at once', async () => {
		await site.acumatica.post('switches', { processingMs: 5 });
		const both = await Promise.all([run(QUARTER), run(QUARTER)]);
		expect(both.map(errorsOf)).toEqual([{}, {}]);
		const found = await expectOnce(ALL);
		for (const one of both) expect(outputOf(one, POST).map(({ json }) => json.number)).toEqual(found.map(({ BatchNbr }) => BatchNbr));
	});

	it('4: the 250th line is refused: nothing of its batch is stored, its row says why, the others are held back with it', async () => {
		const many = Array.from({ length: 150 }, (_, index) => [line('52000', '10.00', '04', { Key: `d${index}` }), line('99000', '-10.00', '04', { Key: `c${index}` })]).flat();
		await site.acumatica.post('disturb', { kind: 'refuse-line', line: 250, match: 'PLAN-', field: 'Account', message: "'Account' cannot be found in the system." });
		const one = await run([...many, ...month('05', '1.00')]);
		expect(errorsOf(one)).toEqual({});
		await expectOnce({ '052026': '1.00' });
		const rejected = outputOf(one, POST, 1);
		expect(rejected).toHaveLength(300);
		const refused = rejected.filter(({ json }) => !String(json.reasons).includes('held back'));
		expect(refused).toEqual([{
			json: { _rejected: 1, stage: 'posting', reasons: [expect.stringContaining("'Account' cannot be found in the system.")], row: expect.objectContaining({ Date: '2026-04-28' }), position: expect.any(Number), key: expect.any(String), reference: expect.stringMatching(/^PLAN-/) },
			pairedItem: { item: expect.any(Number) },
		}]);
		const [{ json: { row, position } = {}, pairedItem } = {}] = refused;
		expect(many[Number(position) - 1]).toEqual(row);
		expect(pairedItem).toEqual({ item: Number(position) - 1 });
		expect(hintsOf(one, POST)[0]).toBe('Budget 2026 v1: 1 journal stored and not released, 300 rows rejected.');

		expect(errorsOf(await run([...many, ...month('05', '1.00')]))).toEqual({});
		await expectOnce({ '042026': '1500.00', '052026': '1.00' });
	});

	it('5: a release that fails is an error, the batch stays Balanced, and a retry releases it', async () => {
		await site.acumatica.post('disturb', { kind: 'release-fails', match: 'PLAN-', message: 'The 04-2026 financial period is closed in the GL module.' });
		const one = await run(QUARTER, { release: true });
		expect(said(one)).toContain('The 04-2026 financial period is closed in the GL module.');
		expect(said(one)).toContain('it is stored and was not released');
		expect((await expectOnce(ALL)).map(({ Status }) => Status)).toEqual(['Balanced', 'Posted', 'Posted']);
		expect(errorsOf(await run(QUARTER, { release: true }))).toEqual({});
		expect((await expectOnce(ALL)).map(({ Status }) => Status)).toEqual(['Posted', 'Posted', 'Posted']);
	});

	it('5, with an output of its own', async () => {
		await site.acumatica.post('disturb', { kind: 'release-fails', match: 'PLAN-', message: 'The period is closed.' });
		const one = await run(QUARTER, { release: true, options: { notPosted: 'output' } });
		expect(errorsOf(one)).toEqual({});
		const [april] = await batches();
		expect(outputOf(one, POST, 2).map(({ json }) => json)).toEqual([expect.objectContaining({
			reference: referenceOf(april as Batch), number: april?.BatchNbr, numbers: [april?.BatchNbr], status: 'Balanced', outcome: 'posted', state: 'not released', said: expect.stringContaining('The period is closed.'),
		})]);
		expect(outputOf(one, POST)).toHaveLength(2);
	});

	it('a dry run writes nothing and tells what would be refused', async () => {
		const one = await run([...QUARTER, ...month('07', '5.00').map((row) => ({ ...row, Account: row.Account === '52000' ? '59000' : row.Account }))], { dryRun: true, release: true });
		expect(errorsOf(one)).toEqual({});
		expect(await batches()).toEqual([]);
		expect(outputOf(one, POST).map(({ json }) => json.outcome)).toEqual(['planned', 'planned', 'planned']);
		expect(outputOf(one, POST, 1).map(({ json }) => json.reasons)).toEqual([[expect.stringContaining('account 59000 is inactive')], [expect.stringContaining('held back')]]);
	});

	it('changed figures under the same name are not posted beside the old ones', async () => {
		await run(QUARTER);
		const one = await run([...month('04', '2000.11'), ...QUARTER.slice(2)]);
		expect(said(one)).toContain('another content');
		await expectOnce(ALL);
	});

	it('the options reach the site: prefix, title, hold, offset with its subaccount, places', async () => {
		const options = { referencePrefix: 'BUD-', title: 'Approved plan', hold: true, imbalance: 'offset', offsetAccount: '99000', offsetDescription: 'Offset', offsetSubaccount: '0000000', places: 0 };
		const one = await run([line('52000', '7', '04')], { options });
		expect(errorsOf(one)).toEqual({});
		const [batch] = await batches('BUD-');
		expect(batch).toMatchObject({ Status: 'On Hold', lines: 2, Description: expect.stringMatching(/^BUD-\w{12} \w{12} Approved plan$/) });
		const totals = await site.acumatica.get<IDataObject[]>('totals?by=Account,Subaccount&match=BUD-');
		expect(totals.map(({ Account, Subaccount }) => [Account, Subaccount])).toEqual([['52000', '100EAST'], ['99000', expect.stringMatching(/^0+$/)]]);
	});

	describe('Find', () => {
		const find = async (parameters: IDataObject) => await askAcumatica(site, 'journalEntry', 'find', parameters);

		it('by reference: number, status, totals, link', async () => {
			const posted = outputOf(await run(QUARTER, { release: true }), POST).map(({ json }) => json);
			const { json, hints } = await find({ findBy: 'reference', references: `${String(posted[0]?.reference)}, ${String(posted[2]?.reference)},PLAN-NOTHERE00000` });
			expect(json.map(({ number, debitTotal, status, stage, lineCount, period }) => [number, debitTotal, status, stage, lineCount, period])).toEqual([
				[posted[0]?.number, '2000.10', 'Posted', 'released', 2, '042026'], [posted[2]?.number, '99999999.99', 'Posted', 'released', 2, '062026'],
			]);
			expect(json[0]).toMatchObject({ reference: posted[0]?.reference, link: posted[0]?.link, ledger: 'STATPLAN', branch: 'MILL1' });
			expect(hints).toEqual(['No batch carries PLAN-NOTHERE00000.']);
		});

		it('by posting name, whatever letters it has', async () => {
			await run(QUARTER, { postingName: "Plan d'Or v1" });
			await run(month('07', '3.00'), { postingName: 'Budget 2026 v2' });
			expect((await find({ findBy: 'postingName', postingName: "d'Or" })).json.map(({ period }) => period)).toEqual(['042026', '052026', '062026']);
			const none = await find({ findBy: 'postingName', postingName: 'Forecast' });
			expect([none.json, none.hints]).toEqual([[], ['No batch has these words in its description behind a reference.']]);
		});

		it('without anything to look for it says so', async () => {
			expect((await find({ findBy: 'reference', references: ' ' })).told).toContain('"References" is empty');
		});
	});

	it('no secret leaves the credential, whatever goes wrong', async () => {
		await site.close();
		site = await Site.open({ acumatica: { model: { ...HARBOR_MILLS, users: [{ name: 'planner-api', password: PASSWORD }] } } });
		const credential = site.credentials.acumaticaApi;
		if (credential) credential.password = PASSWORD;
		const runs = [await run(QUARTER)];
		await site.acumatica.post('faults', { ...FAULTS.droppedBefore, match: CREATE });
		runs.push(await run(month('07', '1.00')), await run(month('08', '1.00').map((row) => ({ ...row, Account: '1' }))));
		if (credential) credential.password = `${PASSWORD}wrong`;
		runs.push(await run(QUARTER));
		expect(runs.map((one) => Object.keys(errorsOf(one)).length)).toEqual([0, 1, 0, 1]);
		const places = [...runs.map((one) => everything(one.data.resultData)), JSON.stringify(site.staticData), JSON.stringify(await site.history('acumatica'))];
		for (const secret of spellings(PASSWORD)) for (const place of places) expect(place.includes(secret)).toBe(false);
	});
});
