import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { chunksRead, largeReads, overlappingTasks, signInsOf, unfinishedTasks } from './checker/anaplan-rules';
import { approvedBudget, exportedBudget } from './checker/budget';
import { tableDifferences, type Row } from './checker/table-differences';
import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { findIn, leftBehind } from './scenario/left-behind';
import { PLANNER, Planner } from './scenario/planner';
import { eventually, Site } from './scenario/site';
import { storedFile } from './scenario/stored-files';
import { toldBy } from './scenario/told';
import { exampleByWebhook } from './scenario/workflow-copies';

const EXPORT = '116000000005';
const USER = 'integration@example.com';
const WORKFLOW = 'budget';

/** Cuts inside records, and so often that it also cuts inside letters of several bytes. */
const CHUNK_BYTES = 777;

interface Held {
	readonly file: string;
	readonly user: string;
	readonly bytes: number;
	readonly chunks: number;
	readonly sha256: string;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Places where a cut of this size falls into a character: its second or later byte begins a chunk. */
const cutCharacters = (bytes: Buffer): number => {
	let cut = 0;
	for (let at = CHUNK_BYTES; at < bytes.length; at += CHUNK_BYTES) if (((bytes[at] ?? 0) & 0xc0) === 0x80) cut += 1;
	return cut;
};

describe('Anaplan budget export: the delivered example in a real n8n, runs in fresh processes', () => {
	let site: Site;

	beforeAll(async () => {
		site = await Site.open('budget', [exampleByWebhook(WORKFLOW, 'anaplan-export-budget.json')], { activate: true, seeds: ['budget'], switches: { exportChunkBytes: CHUNK_BYTES } });
		const cell = { account: '41000', department: 'D10', version: 'Budget' } as const;
		await new Planner(site).write([
			{ ...cell, month: 'Jan 26', lineItem: 'Approved', value: 'false' },
			{ ...cell, month: 'Feb 26', lineItem: 'Amount', value: '0' },
			{ ...cell, month: 'Mar 26', lineItem: 'Comment', value: 'Überprüft, "endgültig" 🚀\r\nzweite Zeile' },
			{ ...cell, month: 'Apr 26', lineItem: 'Amount', value: '-1234567.89' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Amount', value: '77' },
			{ ...cell, month: 'Jan 26', version: 'Forecast', lineItem: 'Approved', value: 'true' },
		]);
	});

	beforeEach(async () => await site.watch.anaplan.mark());

	afterEach(async () => await site.anaplan.post('switches', { cellsPerRead: 1_000_000, zeroChunkReads: 0, failActions: {}, hangTasks: false, readRequestHeader: 'first', readRequestPageRows: 100_000 }));

	afterAll(async () => await site?.close());

	const run = async (): Promise<Execution> => await site.runInOwnProcess(WORKFLOW);

	const happened = async () => (await site.watch.anaplan.happenings()).entries;

	const held = async (): Promise<Held | undefined> => (await site.anaplan.get<Held[]>('uploads')).find(({ file, user }) => file === EXPORT && user === USER);

	const expectRows = async (execution: Execution): Promise<number> => {
		const rows = execution.items('Approved budget rows').map(({ json }) => json as Row);
		expect(tableDifferences(await approvedBudget(site.anaplan), rows)).toEqual([]);
		return rows.length;
	};

	const expectFile = async (execution: Execution): Promise<Buffer> => {
		const [item] = execution.items('Budget as a file');
		const bytes = storedFile(site, item, 'data');
		const model = await held();
		expect([bytes.length, sha256(bytes)]).toEqual([model?.bytes, model?.sha256]);
		return bytes;
	};

	it('gives every approved row of the model, text for text, and the file of the export byte for byte', async () => {
		const execution = await run();
		expect([execution.status, execution.error]).toEqual(['success', undefined]);
		const rows = await expectRows(execution);
		expect(rows).toBeGreaterThan(2000);
		const names = new Set(execution.items('Approved budget rows').map(({ json }) => String(json['GL Accounts'])));
		expect([...names]).toEqual(expect.arrayContaining(['Rebates "volume bonus"', 'Zölle und Einfuhrabgaben', 'Scrap 🗑 & rework', 'Freight, inbound']));
		const amounts = new Set(execution.items('Approved budget rows').map(({ json }) => json.Amount));
		expect([...amounts]).toEqual(expect.arrayContaining(['1200.5', '0.1', '-3.00', '98765432109876.54', '-1234567.89', '0']));

		const bytes = await expectFile(execution);
		expect(cutCharacters(bytes)).toBeGreaterThan(0);
		expect(chunksRead(await happened(), EXPORT)).toBe(Math.ceil(bytes.length / CHUNK_BYTES));
		expect(tableDifferences(await exportedBudget(site.anaplan), parse(bytes, { columns: true }) as Row[])).toEqual([]);
		expect(largeReads(await happened())).toEqual({ created: 0, deleted: 0, pages: 0 });
		figure('budget out of Anaplan', { 'approved rows': rows, 'bytes of the file': bytes.length, chunks: Math.ceil(bytes.length / CHUNK_BYTES), 'characters cut': cutCharacters(bytes) });
	});

	it('gives the same rows when the view is too large to be read directly, and deletes the large read', async () => {
		await site.anaplan.post('switches', { cellsPerRead: 5_000, readRequestPageRows: 90, readRequestHeader: 'every' });
		const execution = await run();
		expect([execution.status, execution.error]).toEqual(['success', undefined]);
		const rows = await expectRows(execution);
		const reads = largeReads(await happened());
		expect(reads).toEqual({ created: 1, deleted: 1, pages: expect.any(Number) });
		expect(reads.pages).toBeGreaterThan(20);
		figure('budget as a large read', { 'approved rows': rows, pages: reads.pages, 'read requests left behind': reads.created - reads.deleted });
	});

	it('waits for a file that shows no chunk yet', async () => {
		await site.anaplan.post('switches', { zeroChunkReads: 2 });
		const execution = await run();
		expect([execution.status, execution.error]).toEqual(['success', undefined]);
		await expectFile(execution);
	});

	it('goes on when the token dies between two chunks and between two pages', async () => {
		await site.anaplan.post('switches', { cellsPerRead: 5_000, readRequestPageRows: 90 });
		await site.anaplan.post('sessions/expire', { user: USER, afterRequests: 5, match: '^GET .*/pages/' });
		await site.anaplan.post('sessions/expire', { user: USER, afterRequests: 40, match: `^GET .*/files/${EXPORT}/chunks/` });
		const execution = await run();
		expect([execution.status, execution.error]).toEqual(['success', undefined]);
		await expectRows(execution);
		await expectFile(execution);
		const entries = await happened();
		expect(signInsOf(entries, USER)).toBe(2);
		expect(largeReads(entries)).toMatchObject({ created: 1, deleted: 1 });
		expect(overlappingTasks(entries)).toEqual([]);
	});

	it('an export that failed is retried from the history: what was read is not read again, and the file is the new one', async () => {
		await site.anaplan.post('switches', { failActions: { [EXPORT]: 'internalError' } });
		const failed = await run();
		expect([failed.status, failed.runs['Run budget export']?.at(-1)?.status, failed.runs['Budget as a file']]).toEqual(['error', 'error', undefined]);
		expect(toldBy(failed)).toMatch(/Budget - Approved\.csv failed \(internalError\)/);
		await site.anaplan.post('switches', { failActions: {} });
		await new Planner(site).write([{ account: '41000', department: 'D10', month: 'Feb 26', version: 'Budget', lineItem: 'Amount', value: '4711.01' }]);

		await site.watch.anaplan.mark();
		const retried = await site.n8n.retry(failed.id, { loadWorkflow: false });
		expect([retried.status, retried.error]).toEqual(['success', undefined]);
		const bytes = await expectFile(retried);
		expect(tableDifferences(await exportedBudget(site.anaplan), parse(bytes, { columns: true }) as Row[])).toEqual([]);
		expect((await happened()).filter(({ path }) => /\/views\//.test(String(path)))).toEqual([]);
	});

	it('stopped while Anaplan exports: the task is cancelled and nothing is left running', async () => {
		await site.anaplan.post('switches', { hangTasks: true, cellsPerRead: 5_000 });
		const id = await site.start(WORKFLOW);
		const task = await eventually('a running export', async () => (await site.watch.anaplan.happenings()).effects('task-started')[0]?.note.task);
		await eventually('a look at the task', async () => (await site.watch.anaplan.happenings()).requests(new RegExp(`^GET .*/tasks/${String(task)}$`))[0]);
		await site.n8n.stopExecution(id);
		await eventually('the end of the task', async () => (await site.watch.anaplan.happenings()).effects('task-cancelled').find(({ note }) => note.task === task));
		expect((await site.n8n.finished(id)).status).toBe('canceled');
		const entries = await happened();
		expect(unfinishedTasks(entries)).toEqual([]);
		expect(largeReads(entries)).toMatchObject({ created: 1, deleted: 1 });
		expect(chunksRead(entries, EXPORT)).toBe(0);
	});

	it('leaves no secret in clear behind', async () => {
		const secrets = site.secrets.all().filter(({ value }) => value !== PLANNER.password);
		expect(findIn(await leftBehind(site), secrets)).toEqual([]);
	});
});
