import { seatsOf } from './checker/acumatica-rules';
import { totalDifferences } from './checker/acumatica-actuals';
import type { HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import type { AcumaticaRecord } from './scenario/acumatica-office';
import { figure } from './scenario/figures';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { collected, rejectedBy } from './scenario/rejected-rows';
import { eventually, Site } from './scenario/site';
import { actualsByWebhook, deliveredExample, type ExampleFile } from './scenario/workflow-copies';

const example = deliveredExample('acumatica-actuals-to-anaplan.json');
/** Two branches, started as in production: for what cannot be done to a process of its own. */
const INTERRUPTED = actualsByWebhook('interrupted', ['vendors', 'bills'], example);

/** The same with another way to sign in. */
const byToken = (flow: ExampleFile): ExampleFile => ({
	...flow,
	nodes: flow.nodes.map((node) => (node.credentials?.acumaticaApi === undefined ? node : {
		...node, parameters: { ...node.parameters, authentication: 'password' },
		credentials: { acumaticaPasswordApi: { id: 'erpAcumaticaPwd1', name: 'Acumatica by OAuth2 password' } },
	})),
});
const BY_TOKEN = byToken(actualsByWebhook('bytoken', ['vendors', 'bills'], example));

const LIST_IMPORTS = { ledgers: '112000000013', branches: '112000000014', accounts: '112000000001', subaccounts: '112000000015', vendors: '112000000004' };
const BILLS = ['112000000005', '112000000006'];
const LINES = ['112000000018', '112000000019'];
const BALANCES = '112000000020';

/** More batches than one page has. */
const GENERATED = { lines: 920, linesPerBatch: 4 };
const GENERATED_BATCHES = GENERATED.lines / GENERATED.linesPerBatch;

/** Balances of an account that nobody knows, from its first movement on. */
const UNKNOWN_BALANCES = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((month) => `Balance/ACTUAL|88888|${month} 26`);

const rowsOf = (imports: readonly string[], rows: number): Record<string, number> => Object.fromEntries(imports.map((id) => [id, rows]));

/** A batch that is posted weeks after its last edit, on a site where posting does not move the stamp. */
const LONG_UNPOSTED = ['GL0090010', [['64010', 'D100000', '7.7700', '0.0000', 'Waits for a signature'], ['20000', '0000000', '0.0000', '7.7700']]] as const;

/** A read of batches with their lines; looks for what became visible late ask for less. */
const READ_OF_LINES = 'GET .*/JournalTransaction\\?.*Details/DebitAmount';

describe('Acumatica actuals to Anaplan: the delivered example in a real n8n, every run in a fresh process', () => {
	let site: Site<'acumatica'>;
	/** A batch that vanishes for a while. */
	let gone: AcumaticaRecord;
	let lastEdited: string;

	beforeAll(async () => {
		site = await Site.open('acumatica-actuals', [example, INTERRUPTED, BY_TOKEN], { activate: false, erp: 'acumatica', erpOptions: { seeds: { ledger: GENERATED } } });
		for (const { id } of [INTERRUPTED, BY_TOKEN]) await site.n8n.activate(id);
		await site.erp.batch(...LONG_UNPOSTED, { Status: 'Unposted' }, (lastEdited = await site.erp.ago(20 * 24 * 60)));
	});

	afterAll(async () => await site?.close());

	const mark = async (): Promise<void> => {
		for (const watch of Object.values(site.watch)) await watch.mark();
	};

	const run = async (): Promise<Execution> => {
		await mark();
		return await site.runInOwnProcess(example.id);
	};

	const loaded = async (): Promise<Record<string, number>> => (await site.watch.anaplan.happenings()).rowsByImport();

	const differences = async (rejected: readonly string[] = []): Promise<readonly unknown[]> => (await site.verdict({ rejected })).differences;

	/** One seat at most since the mark, and none that is still taken. */
	const expectGoodGuest = async (): Promise<void> => {
		const { most, leftOpen } = seatsOf((await site.watch.acumatica.happenings()).entries);
		expect({ most, leftOpen, open: (await site.erp.seats()).open.length }).toEqual({ most: 1, leftOpen: 0, open: 0 });
	};

	const numbers = async (): Promise<Record<string, number>> => {
		const [acumatica, anaplan] = [await site.watch.acumatica.happenings(), await site.watch.anaplan.happenings()];
		return {
			'Acumatica requests': acumatica.requests().length, 'sign-ins': seatsOf(acumatica.entries).opened, 'Anaplan requests': anaplan.requests().length,
			'uploads': anaplan.effects('file-complete').length, 'tasks': anaplan.effects('task-created').length,
			'rows read by tasks': Object.values(anaplan.rowsByImport()).reduce((sum, rows) => sum + rows, 0),
		};
	};

	const happened = async (what: string, fits: (entry: HistoryEntry) => boolean): Promise<HistoryEntry> =>
		await eventually(what, async () => (await site.watch.acumatica.happenings()).entries.find(fits));

	it('moves every record: the model equals the ERP', async () => {
		const execution = await run();
		expect([execution.status, execution.error?.message, collected(execution)]).toEqual(['success', undefined, [0, 0]]);
		const { checked, differences: found } = await site.verdict();
		expect(found).toEqual([]);
		await expectGoodGuest();
		figure('Acumatica, first run', { 'records checked': Object.values(checked).reduce((sum, count) => sum + count, 0), ...(await numbers()) });
	});

	it('has the exact totals of every ledger, account and period', async () => {
		const { compared, differences: found } = await totalDifferences(site.urls.acumatica, site.urls.anaplan);
		expect(found).toEqual([]);
		expect(compared).toBeGreaterThan(200);
		figure('Acumatica, totals of ledger, account and period', { compared, different: found.length });
	});

	it('ended every list import before the first transaction task began', async () => {
		const anaplan = await site.watch.anaplan.happenings();
		const isList = ({ note }: HistoryEntry): boolean => Object.values(LIST_IMPORTS).includes(String(note.id));
		const listsEnded = anaplan.effects('task-finished').filter(isList).map(({ seq }) => seq);
		const transactionsBegan = anaplan.effects('task-created').filter((entry) => !isList(entry)).map(({ seq }) => seq);
		expect([listsEnded.length, transactionsBegan.length]).toEqual([5, 7]);
		expect(Math.max(...listsEnded)).toBeLessThan(Math.min(...transactionsBegan));
	});

	it('second run without changes: nothing is uploaded, no task is started, and Acumatica is asked little', async () => {
		const execution = await run();
		expect(execution.status).toBe('success');
		const anaplan = await site.watch.anaplan.happenings();
		expect(anaplan.effects('upload-begun', 'upload-chunk', 'file-complete', 'task-created')).toEqual([]);
		expect(anaplan.requests(/tasks|files/)).toEqual([]);
		await expectGoodGuest();
		const figures = await numbers();
		// Nine streams of sign-in, clock, tail, fresh and sign-out; balances are asked by period.
		expect(figures['Acumatica requests']).toBeLessThanOrEqual(9 * 6 + 12);
		figure('Acumatica, second run, nothing changed', figures);
	});

	it('third run: loads exactly what changed, the late visible, the late posted and the unstamped record among it, though the session dies in mid-read', async () => {
		await site.erp.save('Vendor', { VendorID: 'V00300', VendorName: 'Nordic "Fjord" Transport, ASA', Status: 'Active', VendorClass: 'FREIGHT', CurrencyID: 'USD' });
		await site.erp.save('Subaccount', { SubaccountCD: '100EAST', Description: 'Plant 100 East, enlarged' });
		// Partly paid, and one that lowers what is owed.
		await site.erp.save('Bill', { Type: 'Bill', ReferenceNbr: '001241', Balance: '300.2500' });
		await site.erp.bill('009001', { Type: 'Debit Adj.', Amount: '99.9500', Balance: '99.9500' });
		// Stamped before the first run read, visible only now.
		await site.erp.batch('GL0090001', [['64010', 'D100000', '41.1000', '0.0000', 'Two\nlines, "quoted"'], ['20000', '0000000', '0.0000', '41.1000']], {}, await site.erp.ago(45));
		// Released yesterday, posted today.
		await site.erp.save('JournalTransaction', { Module: 'GL', BatchNbr: 'GL0000005', Status: 'Posted' });
		await site.erp.batch(...LONG_UNPOSTED, { Status: 'Posted' }, lastEdited);
		await site.erp.pass();
		await site.erpControl.post('later', { match: 'PUT .*/AccountSummaryInquiry', requests: 5, route: 'sessions/expire', body: {} });

		const execution = await run();
		expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
		// Subaccounts have no stamp: when one differs all are sent, and so are balances.
		const subaccounts = (await site.erp.records('Subaccount')).length;
		expect(await loaded()).toMatchObject({ [LIST_IMPORTS.vendors]: 1, [LIST_IMPORTS.subaccounts]: subaccounts, ...rowsOf(BILLS, 2), ...rowsOf(LINES, 6) });
		expect(Object.keys(await loaded()).sort()).toEqual([LIST_IMPORTS.vendors, LIST_IMPORTS.subaccounts, ...BILLS, ...LINES, BALANCES].sort());
		expect(await differences()).toEqual([]);
		expect((await site.watch.acumatica.happenings()).effects('session-closed').map(({ note }) => note.why)).toContain('expired');
		await expectGoodGuest();
		figure('Acumatica, third run, seven records changed, session died once', await numbers());
	});

	describe('batches that are edited between two pages', () => {
		const GONE = 'GL/GL0000020';
		let edited: number;

		beforeAll(async () => {
			const generated = (await site.erp.records('JournalTransaction')).filter(({ Description }) => /^Generated/.test(String(Description)));
			edited = generated.length;
			for (const batch of generated) {
				const { id: _id, custom: _custom, LastModifiedDateTime: _stamp, ...header } = batch;
				const lines = batch.Details as ReadonlyArray<Record<string, string>>;
				const again = { ...header, Details: lines.map(({ id: _lineId, ...line }) => ({ ...line, TransactionDescription: `${line.TransactionDescription}, second look` })) };
				if (GONE === `${String(batch.Module)}/${String(batch.BatchNbr)}`) gone = again;
				await site.erp.save('JournalTransaction', again);
			}
			await site.erp.pass();
			// When the first page has been sent: one batch of it vanishes, so that all later ones move up, and one is saved once more.
			await site.erpControl.post('later', { match: READ_OF_LINES, requests: 1, route: 'delete', body: { entity: 'JournalTransaction', key: GONE } });
			await site.erpControl.post('later', { match: READ_OF_LINES, requests: 1, route: 'touch', body: { entity: 'JournalTransaction', key: 'GL/GL0000030' } });
			// Nobody can sign in at first: others hold every seat.
			await site.erp.othersTake(2);
			await site.erpControl.post('later', { match: 'POST .*/auth/login', requests: 1, route: 'seats', body: { taken: 0 } });
		});

		it('are all loaded: what moved up over the page is not missed', async () => {
			const execution = await run();
			expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
			const acumatica = await site.watch.acumatica.happenings();
			expect(acumatica.effects('later').length).toBe(3);
			const pages = acumatica.requests(/\/JournalTransaction$/).filter(({ query }) => /Details\/DebitAmount/.test(decodeURIComponent(String(query))));
			expect(pages.length).toBeGreaterThanOrEqual(2);
			expect(edited).toBe(GENERATED_BATCHES);
			expect(await loaded()).toMatchObject(rowsOf(LINES, GENERATED.lines));
			const found = (await site.verdict()).differences;
			// Nothing but what vanished: it was read before, and nobody tells of deletions.
			expect(new Set(found.map(({ where, key, expected, found: is }) => `${where} ${key.replace(/\/\d+$/, '')} ${expected} ${is}`))).toEqual(new Set([`JournalLine ${GONE} absent present`]));
			expect(found).toHaveLength(GENERATED.linesPerBatch);
			figure('Acumatica, batches edited while they were read', { ...(await numbers()), 'lines missed': 0 });
		});

		it('a full licence was waited for, and no seat is left', async () => {
			const refused = (await site.watch.acumatica.happenings()).effects('seat-refused').length;
			expect(refused).toBe(1);
			await expectGoodGuest();
			figure('Acumatica, seat overflow', { 'sign-ins refused': refused });
		});

	});

	describe('rows that do not fit', () => {
		let before: Record<string, string>;
		let execution: Execution;

		beforeAll(async () => {
			before = confirmedUpTo(await site.n8n.staticData(example.id));
			// What vanished above is back.
			await site.erp.save('JournalTransaction', gone);
			await site.erp.bill('009101', { Vendor: 'V99999' });
			await site.erp.bill('009102');
			await site.erp.bill('009103', { PostPeriod: '012035' });
			await site.erp.batch('GL0091001', [['88888', '100EAST', '12.3400', '0.0000', 'Account that nobody knows'], ['20000', '0000000', '0.0000', '12.3400']]);
			await site.erp.batch('GL0091002', [['64010', 'NOWHERE', '5.6700', '0.0000'], ['20000', '0000000', '0.0000', '5.6700']]);
			await site.erp.pass();
			execution = await run();
		});

		it('leave by an output of their own, with reason, source key and ERP record', () => {
			const expected = (stage: string, reason: RegExp, key: string, record: Record<string, string>): unknown =>
				({ stage, reasons: expect.stringMatching(reason), key, record: expect.objectContaining(record) });
			expect(rejectedBy(execution, 'Map bills')).toEqual([expected('mapping', /V99999.*Vendors/s, 'Bill/009101', { ReferenceNbr: '009101', Vendor: 'V99999' })]);
			expect(rejectedBy(execution, 'Load bills')).toEqual([expected('import', /Jan 35/, 'Bill/009103', { ReferenceNbr: '009103', PostPeriod: '012035' })]);
			expect(rejectedBy(execution, 'Map journal lines')).toEqual([expected('mapping', /88888.*GL Accounts/s, 'GL/GL0091001/1', { BatchNbr: 'GL0091001', 'Details/Account': '88888' })]);
			expect(rejectedBy(execution, 'Load journal lines')).toEqual([expected('import', /Subaccounts/, 'GL/GL0091002/1', { BatchNbr: 'GL0091002', 'Details/Subaccount': 'NOWHERE' })]);
			expect(new Set(rejectedBy(execution, 'Map balances').map(({ record }) => record.Account))).toEqual(new Set(['88888']));
			expect(collected(execution)).toEqual([4 + UNKNOWN_BALANCES.length, 4 + UNKNOWN_BALANCES.length]);
		});

		it('are not in the model, while every good row of the same batches is', async () => {
			expect(await differences(['Bill/Bill/009101', 'Bill/Bill/009103', 'JournalLine/GL/GL0091001/1', 'JournalLine/GL/GL0091002/1', ...UNKNOWN_BALANCES])).toEqual([]);
			await expectGoodGuest();
			figure('Acumatica, run with rejected rows', { 'rows rejected': collected(execution)[0] ?? 0, ...(await numbers()) });
		});

		it('hold the cursors of their streams, and no others', async () => {
			const after = confirmedUpTo(await site.n8n.staticData(example.id));
			const held = ['bills', 'journal lines', 'balances'].map((what) => `Get changed ${what}`);
			expect(held.map((source) => after[source])).toEqual(held.map((source) => before[source]));
		});

		it('get in with the next run once Acumatica is mended, and the cursors move on', async () => {
			await site.erp.save('Vendor', { VendorID: 'V99999', VendorName: 'Late Ltd', Status: 'Active', CurrencyID: 'USD' });
			await site.erp.save('Account', { AccountCD: '88888', Description: 'Late account', Type: 'Expense', Active: 'true' });
			await site.erp.save('Subaccount', { SubaccountCD: 'NOWHERE', Description: 'Somewhere after all', Active: 'true' });
			await site.erp.bill('009103', { PostPeriod: '042026' });
			await site.erp.pass();
			const mended = await run();
			expect([mended.status, collected(mended)]).toEqual(['success', [0, 0]]);
			expect(await differences()).toEqual([]);
			expect((await totalDifferences(site.urls.acumatica, site.urls.anaplan)).differences).toEqual([]);
			const after = confirmedUpTo(await site.n8n.staticData(example.id));
			for (const what of ['bills', 'journal lines', 'balances']) expect(String(after[`Get changed ${what}`]) > String(before[`Get changed ${what}`])).toBe(true);
			await expectGoodGuest();
		});
	});

	describe('a run that is killed while it reads', () => {
		it('costs a seat until its session has been idle for long, and is retried from the history: none lost, none doubled', async () => {
			await site.erp.bill('009201');
			await site.erp.pass();
			await mark();
			await site.erpControl.post('faults', { name: 'hanging read', kind: 'delay', match: '^GET .*/Bill\\?', delayMs: 3000 });
			const id = await site.start(INTERRUPTED.id);
			await happened('the hanging read', ({ note }) => note.fault === 'hanging read');
			await site.n8n.kill9();
			await site.erpControl.delete('faults');
			expect((await site.erp.seats()).open).toHaveLength(1);
			await site.n8n.restart();
			expect((await site.n8n.finished(id)).status).toBe('crashed');

			// Nobody can end a session but its owner (reference acumatica 11); an idle one ends after ten minutes.
			await site.erpControl.post('clock', { advanceMs: 11 * 60_000 });
			expect((await site.erp.seats()).open).toEqual([]);
			await site.erp.bill('009202');
			await site.erp.pass();
			await mark();
			const retried = await site.n8n.retry(id, { loadWorkflow: true });
			expect([retried.status, retried.items('Load bills')[0]?.json]).toEqual(['success', expect.objectContaining({ status: 'success' })]);
			expect((await site.run(INTERRUPTED.id)).status).toBe('success');
			expect((await site.verdict({ only: ['Vendor', 'Bill'] })).differences).toEqual([]);
			expect((await site.anaplan.get<unknown[]>('list?id=101000000005')).length).toBe((await site.erp.records('Bill')).length);
			await expectGoodGuest();
		});
	});

	it('signed in by OAuth2 with user and password: two runs, one grant, one seat', async () => {
		await mark();
		await site.erp.bill('009301');
		await site.erp.pass();
		for (const _ of [1, 2]) {
			const execution = await site.run(BY_TOKEN.id);
			expect([execution.status, execution.error?.message]).toEqual(['success', undefined]);
		}
		expect((await site.verdict({ only: ['Vendor', 'Bill'] })).differences).toEqual([]);
		const acumatica = await site.watch.acumatica.happenings();
		expect(acumatica.requests(/connect\/token$/).length).toBe(1);
		expect(acumatica.requests(/auth\/login$/)).toEqual([]);
		expect(seatsOf(acumatica.entries)).toEqual({ opened: 1, most: 1, leftOpen: 1 });
		figure('Acumatica by OAuth2 password, two runs', { grants: 1, seats: 1, 'Acumatica requests': acumatica.requests().length });
	});

	it('leaves no password, token or cookie in clear behind', async () => {
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining([
			...Object.keys(site.passwords), 'an Anaplan token', 'an Acumatica access token', 'the cookie ASP.NET_SessionId of Acumatica', 'the cookie .ASPXAUTH of Acumatica',
		]));
		expect(findIn(leftovers, site.secrets.all())).toEqual([]);
		// The search does find what is there.
		const found = findIn(leftovers, [{ what: 'a vendor', value: 'Nordic "Fjord" Transport, ASA' }]);
		expect(found).toEqual(expect.arrayContaining(['a vendor in .n8n/database.sqlite', expect.stringMatching(/^a vendor in execution /)]));
		figure('Acumatica, searched for secrets', { secrets: site.secrets.all().length, places: leftovers.length });
	});
});
