import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { Site } from './scenario/site';
import { actualsByWebhook } from './scenario/workflow-copies';

const BILLS_LIST = '112000000005';
const BILLS_CELLS = '112000000006';
const BILLS_FILE = '113000000005';
const REDUCED = ['accounts', 'vendors', 'bills'];
const REDUCED_OBJECTS = ['GLACCOUNT', 'VENDOR', 'APBILL'];

const ORIGINAL = { loadWorkflow: false };
const CURRENT = { loadWorkflow: true };

/** Refused by Anaplan each time: nothing was started. */
const REFUSED_START = { name: 'locked', kind: 'answer', match: `^POST .*/imports/${BILLS_CELLS}/tasks$`, times: -1, status: 423, headers: { 'content-type': 'application/json' }, body: '{"status":{"code":423,"message":"Model is locked"}}' };
/** One live account always got this; every try of one load. */
const NO_COMPLETION = { name: 'no completion', kind: 'answer', match: `^POST .*/files/${BILLS_FILE}/complete$`, times: -1, status: 500, headers: {}, body: '' };

const messageOf = ({ error }: Execution): string => `${String(error?.message)} ${String(error?.description)}`;

/** Accounts, vendors and bills. Each replay meets the state that the one before left, as in life. */
describe('failed runs, replayed from the execution history of a real n8n', () => {
	const WORKFLOW = 'replayed';
	let site: Site;

	beforeAll(async () => {
		site = await Site.open('replay', [actualsByWebhook(WORKFLOW, REDUCED)], { activate: true });
	});

	afterEach(async () => await site.anaplan.delete('faults'));

	afterAll(async () => await site?.close());

	const differences = async (): Promise<readonly unknown[]> => (await site.verdict({ only: REDUCED_OBJECTS })).differences;

	const failWith = async (fault: Record<string, unknown>): Promise<Execution> => {
		await site.anaplan.post('faults', fault);
		const failed = await site.run(WORKFLOW);
		await site.anaplan.delete('faults');
		expect([failed.status, failed.runs['Load bills']?.at(-1)?.status]).toEqual(['error', 'error']);
		return failed;
	};

	const amountOf = async (bill: string): Promise<string | undefined> =>
		(await site.anaplan.get<Array<Record<string, string>>>('cells?module=102000000001')).find((row) => row['AP Bills'] === bill)?.Amount;

	const billCursor = async (): Promise<string> => {
		const moment = confirmedUpTo(await site.n8n.staticData(WORKFLOW))['Get changed bills'];
		expect(moment).toMatch(/^\d{4}-/);
		return String(moment);
	};

	it('the very first run, retried with the original workflow: loads, and does not wipe out what other streams have confirmed', async () => {
		const failed = await failWith(REFUSED_START);
		const state = await site.n8n.staticData(WORKFLOW);
		expect(Object.keys(confirmedUpTo(state)).sort()).toEqual(['Get changed accounts', 'Get changed vendors']);

		expect((await site.n8n.retry(failed.id, ORIGINAL)).status).toBe('success');
		expect(await differences()).toEqual([]);
		expect(await site.n8n.staticData(WORKFLOW)).toEqual(state);

		// Not confirmed by the retry, so read again from the beginning; accounts and vendors are not.
		const bills = (await site.erp.records('APBILL')).length;
		await site.watch.anaplan.mark();
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect((await site.watch.anaplan.happenings()).rowsByImport()).toEqual({ [BILLS_LIST]: bills, [BILLS_CELLS]: bills });
		expect(await differences()).toEqual([]);
	});

	it('retried with the original workflow: loads what the failed run had read, doubles nothing, skips nothing', async () => {
		const cursor = await billCursor();

		await site.erp.bill('8101', { TOTALENTERED: '100.00', TOTALDUE: '100.00' });
		await site.erp.save('APBILL', { RECORDNO: '901', DOCNUMBER: 'first edit', TOTALENTERED: '10001', TOTALDUE: '8401' });
		await site.erp.pass();
		const failed = await failWith(REFUSED_START);
		expect(messageOf(failed)).toMatch(/locked/i);
		expect(await billCursor()).toBe(cursor);
		const stateBefore = await site.n8n.staticData(WORKFLOW);

		// What happens between the failed run and its retry is in no batch yet.
		await site.erp.bill('8102');
		await site.erp.pass();
		for (const watch of Object.values(site.watch)) await watch.mark();
		const retried = await site.n8n.retry(failed.id, ORIGINAL);
		expect(retried.status).toBe('success');
		expect((await site.watch.anaplan.happenings()).rowsByImport()).toEqual({ [BILLS_LIST]: 2, [BILLS_CELLS]: 2 });
		expect((await site.watch.intacct.happenings()).requests()).toEqual([]);
		expect([await amountOf('8101'), await amountOf('901'), await amountOf('8102')]).toEqual(['100', '10001', undefined]);
		figure('retry with the original workflow', { 'rows read by tasks': 4, 'Intacct requests': 0 });

		// It began without the kept state, so it must not have replaced it; the next run reads on from what is confirmed.
		expect(await site.n8n.staticData(WORKFLOW)).toEqual(stateBefore);
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect(await differences()).toEqual([]);
		expect((await billCursor()) > cursor).toBe(true);
	});

	it('is quiet after that: the next run without changes uploads nothing', async () => {
		await site.watch.anaplan.mark();
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect((await site.watch.anaplan.happenings()).effects('upload-begun', 'task-created')).toEqual([]);
	});

	it('retried with the current workflow: loads, confirms, and the change made in between comes with the next run', async () => {
		await site.erp.bill('8201');
		await site.erp.pass();
		await site.watch.anaplan.mark();
		const failed = await failWith(NO_COMPLETION);
		expect((await site.watch.anaplan.happenings()).effects('task-created').filter(({ note }) => String(note.id) >= BILLS_LIST)).toEqual([]);
		const cursor = await billCursor();

		await site.erp.bill('8202');
		await site.erp.pass();
		await site.watch.anaplan.mark();
		const retried = await site.n8n.retry(failed.id, CURRENT);
		expect(retried.status).toBe('success');
		expect((await site.watch.anaplan.happenings()).rowsByImport()).toEqual({ [BILLS_LIST]: 1, [BILLS_CELLS]: 1 });
		expect([await amountOf('8201'), await amountOf('8202')]).toEqual(['812.4', undefined]);
		expect((await billCursor()) > cursor).toBe(true);

		await site.watch.anaplan.mark();
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect((await site.watch.anaplan.happenings()).rowsByImport()).toMatchObject({ [BILLS_LIST]: expect.any(Number) });
		expect(await differences()).toEqual([]);
	});

	it('a stale replay, with the original and with the current workflow, is refused and the newer value stays', async () => {
		await site.erp.bill('8301', { TOTALENTERED: '1.00', TOTALDUE: '1.00' });
		await site.erp.pass();
		const older = await failWith(REFUSED_START);

		await site.erp.bill('8301', { TOTALENTERED: '2.00', TOTALDUE: '2.00' });
		await site.erp.pass();
		expect((await site.run(WORKFLOW)).status).toBe('success');
		expect(await amountOf('8301')).toBe('2');

		await site.watch.anaplan.mark();
		for (const which of [ORIGINAL, CURRENT]) {
			const retried = await site.n8n.retry(older.id, which);
			expect([retried.status, messageOf(retried)]).toEqual(['error', expect.stringMatching(/Stale-replay guard/)]);
		}
		expect((await site.watch.anaplan.happenings()).effects('upload-begun', 'upload-chunk', 'task-created')).toEqual([]);
		expect(await amountOf('8301')).toBe('2');
		expect(await differences()).toEqual([]);
		figure('two stale replays', { 'uploads': 0, 'tasks': 0 });
	});

	it('leaves no secret in clear behind', async () => {
		expect(findIn(await leftBehind(site), site.secrets.all())).toEqual([]);
	});
});
