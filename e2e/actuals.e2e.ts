import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { collected, rejectedBy } from './scenario/rejected-rows';
import { Site } from './scenario/site';
import { actualsExample } from './scenario/workflow-copies';

const example = actualsExample();
const LIST_IMPORTS = ['112000000001', '112000000002', '112000000003', '112000000004'];

describe('Sage Intacct actuals to Anaplan: the delivered example in a real n8n, every run in a fresh process', () => {
	let site: Site;

	beforeAll(async () => {
		site = await Site.open('actuals', [example], { activate: false });
	});

	afterAll(async () => await site?.close());

	const run = async (): Promise<Execution> => {
		for (const watch of Object.values(site.watch)) await watch.mark();
		return await site.runInOwnProcess(example.id);
	};

	const numbers = async (): Promise<Record<string, number>> => {
		const [intacct, anaplan] = [await site.watch.intacct.happenings(), await site.watch.anaplan.happenings()];
		return {
			'Intacct requests': intacct.requests().length, 'Anaplan requests': anaplan.requests().length,
			'uploads': anaplan.effects('file-complete').length, 'tasks': anaplan.effects('task-created').length,
			'rows read by tasks': Object.values(anaplan.rowsByImport()).reduce((sum, rows) => sum + rows, 0),
		};
	};

	it('moves every record: the model equals the ERP', async () => {
		const execution = await run();
		expect(execution.status).toBe('success');
		const { checked, differences } = await site.verdict();
		expect(differences).toEqual([]);
		figure('first run', { 'records checked': Object.values(checked).reduce((sum, count) => sum + count, 0), ...(await numbers()) });
	});

	it('ended every list import before the first transaction task began', async () => {
		const anaplan = await site.watch.anaplan.happenings();
		const listsEnded = anaplan.effects('task-finished').filter(({ note }) => LIST_IMPORTS.includes(String(note.id))).map(({ seq }) => seq);
		const transactionsBegan = anaplan.effects('task-created').filter(({ note }) => !LIST_IMPORTS.includes(String(note.id))).map(({ seq }) => seq);
		expect([listsEnded.length, transactionsBegan.length]).toEqual([4, 6]);
		expect(Math.max(...listsEnded)).toBeLessThan(Math.min(...transactionsBegan));
	});

	it('ran one task at a time, and uploaded to no file that a task was reading', async () => {
		let running: unknown;
		for (const { note } of (await site.watch.anaplan.happenings()).effects('task-created', 'task-finished', 'upload-begun', 'upload-chunk', 'file-complete')) {
			if (note.what === 'task-finished') running = undefined;
			else expect({ while: running, what: note.what }).toEqual({ while: undefined, what: note.what });
			if (note.what === 'task-created') running = note.task;
		}
	});

	it('second run without changes: nothing is uploaded, no task is started, and Intacct is asked little', async () => {
		const execution = await run();
		expect(execution.status).toBe('success');
		const anaplan = await site.watch.anaplan.happenings();
		expect(anaplan.effects('upload-begun', 'upload-chunk', 'file-complete', 'task-created')).toEqual([]);
		expect(anaplan.requests(/tasks|files/)).toEqual([]);
		const figures = await numbers();
		// Seven streams: the clock, the tail of the last read, what is fresh, what has no stamp, and one more page at most.
		expect(figures['Intacct requests']).toBeLessThanOrEqual(7 * 5);
		figure('second run, nothing changed', figures);
	});

	it('third run: loads exactly what changed, the late visible and the unstamped record among it', async () => {
		// Stamped before the first run read, visible only now.
		await site.erp.payment('7001', {}, { stamp: await site.erp.ago(45) });
		await site.erp.save('VENDOR', { VENDORID: 'V-30', NAME: 'Nordic "Fjord" Transport, ASA', STATUS: 'active' });
		await site.erp.save('APBILL', { RECORDNO: '905', TOTALPAID: '300.25', TOTALDUE: '1000.24', STATE: 'Partially Paid' });
		await site.erp.ledgerLine('95001-1', { DESCRIPTION: 'Two\nlines, "quoted"' });
		await site.erp.save('DEPARTMENT', { DEPARTMENTID: '007', TITLE: 'Leading zeros' }, { stamp: null });
		await site.erp.pass();

		const execution = await run();
		expect(execution.status).toBe('success');
		expect((await site.watch.anaplan.happenings()).rowsByImport()).toEqual({
			'112000000002': 1, '112000000004': 1, '112000000005': 1, '112000000006': 1, '112000000007': 1, '112000000008': 1, '112000000009': 1, '112000000010': 1,
		});
		expect((await site.verdict()).differences).toEqual([]);
		figure('third run, five records changed', await numbers());
	});

	it('has logged in once per identity over all runs so far', async () => {
		const logins = (await site.watch.intacct.all()).filter(({ note }) => note.what === 'login');
		const tokens = (await site.watch.anaplan.all()).filter(({ note }) => note.what === 'session');
		expect([logins.length, tokens.length]).toEqual([1, 1]);
		figure('logins over three runs in three processes', { 'at Intacct': logins.length, 'at Anaplan': tokens.length });
	});

	describe('rows that do not fit', () => {
		const LONG_ACCOUNT = '6'.repeat(70);
		let before: Record<string, string>;
		let execution: Execution;
		let longAccountRecord: string;

		beforeAll(async () => {
			before = confirmedUpTo(await site.n8n.staticData(example.id));
			longAccountRecord = await site.erp.save('GLACCOUNT', { ACCOUNTNO: LONG_ACCOUNT, TITLE: 'Too long', ACCOUNTTYPE: 'incomestatement', NORMALBALANCE: 'debit' });
			await site.erp.bill('8001', { VENDORID: 'V-99' });
			await site.erp.bill('8002');
			await site.erp.payment('7002', { WHENCREATED: '01/15/2035' });
			await site.erp.ledgerLine('95002-1', { ACCOUNTNO: '9999' });
			await site.erp.ledgerLine('95003-1', { DEPARTMENTID: 'NOWHERE' });
			await site.erp.ledgerLine('95004-1', { ACCOUNTNO: LONG_ACCOUNT });
			await site.erp.pass();
			execution = await run();
		});

		it('leave by an output of their own, with reason, source key and ERP record', () => {
			const expected = (stage: string, reason: RegExp, key: string, record: Record<string, string>): unknown =>
				({ stage, reasons: expect.stringMatching(reason), key: expect.stringContaining(key), record: expect.objectContaining(record) });
			expect(rejectedBy(execution, 'Map accounts')).toEqual([expected('mapping', /Code.*60/s, longAccountRecord, { ACCOUNTNO: LONG_ACCOUNT })]);
			expect(rejectedBy(execution, 'Map bills')).toEqual([expected('mapping', /V-99.*Vendors/s, '8001', { RECORDNO: '8001', VENDORID: 'V-99' })]);
			expect(rejectedBy(execution, 'Map ledger lines')).toEqual(expect.arrayContaining([
				expected('mapping', /9999.*GL Accounts/s, '95002-1', { RECORDNO: '95002-1', ACCOUNTNO: '9999' }),
				expected('mapping', /Account.*60/s, '95004-1', { RECORDNO: '95004-1', ACCOUNTNO: LONG_ACCOUNT }),
			]));
			expect(rejectedBy(execution, 'Load payments')).toEqual([expected('import', /Jan 35/, '7002', { RECORDNO: '7002', WHENCREATED: '01/15/2035' })]);
			expect(rejectedBy(execution, 'Load ledger lines')).toEqual([expected('import', /Departments/, '95003-1', { RECORDNO: '95003-1', DEPARTMENTID: 'NOWHERE' })]);
			expect(rejectedBy(execution, 'Map ledger lines')).toHaveLength(2);
			expect(collected(execution)).toEqual([6, 6]);
		});

		it('are not in the model, while every good row of the same batches is', async () => {
			const rejected = [`GLACCOUNT/${LONG_ACCOUNT}`, 'APBILL/8001', 'APPYMT/7002', 'GLDETAIL/95002-1', 'GLDETAIL/95003-1', 'GLDETAIL/95004-1'];
			expect((await site.verdict({ rejected })).differences).toEqual([]);
			figure('run with rejected rows', { 'rows rejected': rejected.length, ...(await numbers()) });
		});

		it('hold the cursors of their streams', async () => {
			expect(Object.keys(before)).toHaveLength(7);
			expect(confirmedUpTo(await site.n8n.staticData(example.id))).toEqual(before);
		});

		it('get in with the next run once the ERP records are mended, and the cursors move on', async () => {
			await site.erp.save('GLACCOUNT', { RECORDNO: longAccountRecord, ACCOUNTNO: '6666', TITLE: 'Short enough' });
			await site.erp.bill('8001', { VENDORID: 'V-30' });
			await site.erp.payment('7002', { WHENCREATED: '01/15/2026' });
			await site.erp.ledgerLine('95002-1', { ACCOUNTNO: '6200' });
			await site.erp.ledgerLine('95003-1', { DEPARTMENTID: '007' });
			await site.erp.ledgerLine('95004-1', { ACCOUNTNO: '6666' });
			await site.erp.pass();
			const mended = await run();
			expect(mended.status).toBe('success');
			expect(collected(mended)).toEqual([0, 0]);
			expect((await site.verdict()).differences).toEqual([]);
			const after = confirmedUpTo(await site.n8n.staticData(example.id));
			const moved = Object.keys(after).filter((source) => String(after[source]) > String(before[source]));
			expect(moved.sort()).toEqual(['Get changed accounts', 'Get changed bills', 'Get changed ledger lines', 'Get changed payments']);
		});
	});

	it('leaves no password, token or session id in clear behind', async () => {
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining([...Object.keys(site.passwords), 'an Anaplan token', 'an Anaplan sign-in header', 'an Intacct session id']));
		expect(findIn(leftovers, site.secrets.all())).toEqual([]);
		// The search does find what is there.
		const found = findIn(leftovers, [{ what: 'a vendor', value: 'Nordic "Fjord" Transport, ASA' }]);
		expect(found).toEqual(expect.arrayContaining(['a vendor in .n8n/database.sqlite', expect.stringMatching(/^a vendor in execution /)]));
		figure('searched for secrets', { secrets: site.secrets.all().length, places: leftovers.length });
	});
});
