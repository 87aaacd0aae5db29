import { DEFAULT_SERVER, type ServerDefinition } from '../simulators/sagex3';
import { checkSageX3, totalDifferences } from './checker/sagex3-close';
import type { HistoryEntry } from './checker/simulator-control';
import type { Execution } from './host/executions';
import { figure } from './scenario/figures';
import { confirmedUpTo } from './scenario/kept-cursors';
import { findIn, leftBehind } from './scenario/left-behind';
import { Planner, PLANNER } from './scenario/planner';
import { collected, rejectedBy } from './scenario/rejected-rows';
import { SAGEX3_BASIC, sageX3Credential } from './scenario/simulated-credentials';
import { eventually, Site } from './scenario/site';
import { toldBy } from './scenario/told';
import { exampleByWebhook, type ExampleFile } from './scenario/workflow-copies';

const FILE = 'sagex3-close-to-anaplan.json';
const OPTIONS = { exceptEntryTypes: 'SIM' };
/** In small pages, so that what happens between two of them does. */
const IN_SMALL_PAGES = { 'Get changed entry lines': { options: { ...OPTIONS, pageSize: 200 } } };

interface Signed {
	readonly credential: 'sageX3Api' | 'sageX3BasicApi';
	readonly named: { readonly id: string; readonly name: string };
	readonly parameters?: Readonly<Record<string, unknown>>;
}

/** The same workflow for another server: only who signs in, and how, is another. */
const signedBy = (flow: ExampleFile, { credential, named, parameters = {} }: Signed): ExampleFile => ({
	...flow, nodes: flow.nodes.map((node) => (node.credentials?.sageX3Api === undefined ? node : { ...node, parameters: { ...node.parameters, ...parameters }, credentials: { [credential]: named } })),
});

const CLOSE = exampleByWebhook('sagex3close', FILE, IN_SMALL_PAGES);
/** A second ledger beside the first, which another workflow loads into the same model. */
const IAS = exampleByWebhook('sagex3ias', FILE, { 'Get changed entry lines': { ledgerType: 'ias', options: OPTIONS } });
/** A server is of one generation: each is somebody else's, with a credential of its own. */
const OLDER_NAMES = { id: 'erpSageX3Older001', name: 'Sage X3, older names' };
const OLDER = signedBy(exampleByWebhook('sagex3older', FILE, IN_SMALL_PAGES), { credential: 'sageX3Api', named: OLDER_NAMES });
const CLASSIC = signedBy(exampleByWebhook('sagex3classic', FILE), { credential: 'sageX3BasicApi', named: SAGEX3_BASIC, parameters: { authentication: 'basic' } });

/** The usual folder with a third of its ordinary entries: everything awkward is in it. */
const SERVER: ServerDefinition = {
	...DEFAULT_SERVER, folders: DEFAULT_SERVER.folders.map((folder) => ({ ...folder, entries: folder.entries.filter(({ type, number }) => type !== 'PUR' || Number(number.slice(-4)) <= 300) })),
};

const CENTRES = '112000000002';
const ACCOUNTS = '112000000001';
const LINES = ['112000000038', '112000000039'] as const;
const MEMBERS: readonly string[] = [CENTRES, ACCOUNTS];

/** An entry whose analysis is written anew: nobody knows the parts that it had. */
const REWRITTEN = (number: string, splits: readonly object[]): object => ({
	type: 'MIS', number, site: 'LM1', date: '2026-06-30', journal: 'OD', status: 'temporary', ledgers: ['1'],
	lines: [{ account: '62000', sign: 1, amount: '90.01', ...(splits.length > 0 && { splits }) }, { account: '10100', sign: -1, amount: '90.01' }],
});
const PARTS = [{ amount: '60.00', slots: [['CCT', 'D10']] }, { amount: '30.01', slots: [['BUS', 'FOOD'], ['CCT', 'D20']] }];

const linesOf = (rows: number): Record<string, number> => Object.fromEntries(LINES.map((id) => [id, rows]));

describe('Sage X3 close to Anaplan: the delivered example in a real n8n, GraphQL of both generations of names and classic REST', () => {
	let site: Site<'sagex3'>;

	beforeAll(async () => {
		site = await Site.open('sagex3-close', [CLOSE, IAS, OLDER, CLASSIC], { activate: true, erp: 'sagex3', erpOptions: { model: SERVER } });
		await site.n8n.importCredentials([{ ...sageX3Credential(site.urls.sagex3), ...OLDER_NAMES }]);
	});

	afterEach(async () => {
		await site.erpControl.delete('faults');
		await site.anaplan.delete('faults');
		await site.anaplan.post('switches', { hangTasks: false });
	});
	afterAll(async () => await site?.close());

	const mark = async (): Promise<void> => {
		for (const watch of Object.values(site.watch)) await watch.mark();
	};
	const run = async ({ id }: ExampleFile): Promise<Execution> => {
		await mark();
		return await site.run(id);
	};
	const happened = async (): Promise<readonly HistoryEntry[]> => (await site.watch.sagex3.happenings()).entries;
	const loaded = async (): Promise<Record<string, number>> => (await site.watch.anaplan.happenings()).rowsByImport();
	const expectGood = (execution: Execution): void =>
		expect([execution.status, execution.error?.message, collected(execution)]).toEqual(['success', undefined, [0, 0]]);
	/** Between two pages of entry lines every token dies. */
	const tokensDieLater = async (pages: number): Promise<void> => await site.erpControl.post('later', { match: 'nodes=journalEntryLine', requests: pages, route: 'tokens/expire', body: {} });
	const tokensRefused = async (): Promise<number> => (await happened()).filter(({ status }) => status === 401).length;

	/** Nothing lost, nothing too much, nothing different, line by line and in the sums of both sides. */
	const expectTheBooks = async (choice: Parameters<typeof checkSageX3>[3] = {}): Promise<Record<string, number>> => {
		const { checked, differences } = await checkSageX3(site.urls.sagex3, site.urls.anaplan, { rejected: new Set() }, choice);
		const totals = await totalDifferences(site.urls.sagex3, site.urls.anaplan, choice);
		const items = await site.anaplan.get<unknown[]>('list?id=101000000024');
		expect([differences, totals.differences, items.length]).toEqual([[], [], checked.EntryLine]);
		return {
			'cost centres': checked.CostCentre ?? 0, accounts: checked.Account ?? 0, 'entry lines': checked.EntryLine ?? 0, 'totals of account and cost centre': totals.compared,
			lost: differences.filter(({ found }) => found === 'missing').length, 'doubled or too much': items.length - (checked.EntryLine ?? 0),
			different: differences.length + totals.differences.length,
		};
	};

	const numbers = async (): Promise<Record<string, number>> => {
		const [sagex3, anaplan] = [await site.watch.sagex3.happenings(), await site.watch.anaplan.happenings()];
		return {
			'Sage X3 requests': sagex3.requests().length, 'Anaplan requests': anaplan.requests().length, uploads: anaplan.effects('file-complete').length,
			tasks: anaplan.effects('task-created').length, 'rows read by tasks': Object.values(anaplan.rowsByImport()).reduce((sum, rows) => sum + rows, 0),
		};
	};

	const expectNothingToDo = async (flow: ExampleFile): Promise<Record<string, number>> => {
		expectGood(await run(flow));
		expect((await site.watch.anaplan.happenings()).effects('upload-begun', 'upload-chunk', 'file-complete', 'task-created')).toEqual([]);
		return await numbers();
	};

	/** Another model: empty again. */
	const anotherServer = async (switches: Readonly<Record<string, unknown>>): Promise<void> => {
		await site.anaplan.post('reset', {});
		await site.erpControl.post('reset', {});
		await site.erpControl.post('switches', switches);
	};

	describe('GraphQL of newer names', () => {
		it('every entry line is in the model though the tokens die between two pages: the totals of every account and cost centre are those of the books', async () => {
			await tokensDieLater(4);
			const execution = await run(CLOSE);
			expectGood(execution);
			expect(await tokensRefused()).toBe(1);
			const compared = await expectTheBooks();
			// No page twice: tasks have read each line once as an item and once as cells.
			expect(await loaded()).toEqual({ [CENTRES]: compared['cost centres'], [ACCOUNTS]: compared.accounts, ...linesOf(compared['entry lines'] ?? 0) });
			figure('Sage X3 GraphQL, first run, tokens died between two pages', { ...compared, ...(await numbers()) });
		});

		it('entries of 27 and of 640 lines are whole, and a cost centre is found in whichever slot its type stands', async () => {
			const rows = await site.anaplan.get<ReadonlyArray<Readonly<Record<string, string>>>>('cells?module=102000000015');
			const lines = (entry: string): number => new Set(rows.filter((row) => row.Entry === entry).map((row) => row['Line Number'])).size;
			expect([lines('MIS|LM1-2603-0027'), lines('MIS|LM1-2603-0640')]).toEqual([27, 640]);
			const slots = (await site.erp.records('SLOTS')).filter(({ DIE, LEDTYP }) => DIE === 'CCT' && LEDTYP === '1');
			expect(new Set(slots.map(({ SLOT }) => SLOT)).size).toBe(4);
			const filled = rows.filter((row) => row['Cost Centre'] !== '').length;
			figure('Sage X3 GraphQL, dimensions', { 'rows with a cost centre': filled, 'slots in which its type stood': new Set(slots.map(({ SLOT }) => SLOT)).size });
		});

		it('ended the imports of cost centres and accounts before the first line was loaded', async () => {
			const anaplan = await site.watch.anaplan.happenings();
			const isMembers = ({ note }: HistoryEntry): boolean => MEMBERS.includes(String(note.id));
			const ended = anaplan.effects('task-finished').filter(isMembers).map(({ seq }) => seq);
			const began = anaplan.effects('task-created').filter((entry) => !isMembers(entry)).map(({ seq }) => seq);
			expect([ended.length, began.length]).toEqual([2, 2]);
			expect(Math.max(...ended)).toBeLessThan(Math.min(...began));
		});

		it('second run without changes: nothing is uploaded, no task is started', async () => {
			const figures = await expectNothingToDo(CLOSE);
			expect(figures['Sage X3 requests']).toBeLessThanOrEqual(20);
			figure('Sage X3 GraphQL, second run, nothing changed', figures);
		});

		it('a second ledger goes beside the first and changes none of its lines', async () => {
			expectGood(await run(IAS));
			figure('Sage X3 GraphQL, legal and IAS in one model', await expectTheBooks({ ledgers: ['1', '3'] }));
		});

		it('changes: exactly those, with members that their lines name for the first time, and the summary tells it', async () => {
			await site.erp.save('CACCE', { DIE: 'CCT', CCE: 'D60', DES: 'New "centre", 60', DESSHO: 'New', IPT: '2', ENAFLG: '2' });
			await site.erp.save('GACCOUNT', { COA: 'LFR', ACC: '625100', DES: 'Déplacements, hôtels', DESSHO: 'Trips', ENAFLG: '2' });
			await site.erp.enter({
				type: 'PUR', number: 'LF1-2606-9001', site: 'LF1', date: '2026-06-30', journal: 'HA', status: 'final', ledgers: ['1', '2'], lines: [
					{ account: '625100', sign: 1, amount: '100.01', description: 'New account', splits: [{ amount: '60.00', slots: [['', ''], ['CCT', 'D60']] }, { amount: '40.01', slots: [['CCT', 'D90'], ['BUS', 'D10']] }] },
					{ account: '606100', sign: 1, amount: '0.99', description: 'Two\nlines, "quoted"', splits: [{ amount: '0.99', slots: [['REG', 'EU'], ['CCT', 'D10']] }] },
					{ account: '401000', sign: -1, amount: '101.00', description: 'Counterpart', partner: 'S0001' },
				],
			});
			await site.erp.save('GACCENTRYD', { DES: 'Found, and written anew' }, 'MIS|LM1-2603-0027|2|1');
			await site.erp.pass();
			const execution = await run(CLOSE);
			expectGood(execution);
			const rows = await loaded();
			const parts = (await site.erp.records('GACCENTRYA', '^MIS\\|LM1-2603-0027\\|1\\|2\\|')).length + 1;
			expect(rows).toEqual({ [CENTRES]: 1, [ACCOUNTS]: 1, ...linesOf(6 + parts) });
			const told = ({ json }: { readonly json: Readonly<Record<string, unknown>> }): readonly unknown[] => [json.Loaded, json.Status, json.Rows, json.Rejected];
			expect(execution.items('Summary').map(told)).toEqual([
				['Departments from Departments.csv', 'success', 1, 0], ['GL Accounts from GL_Accounts.csv', 'success', 1, 0],
				['Entry Lines list from Entry_Lines.csv, GL31 Entry Lines from Entry_Lines.csv', 'success', 6 + parts, 0],
			]);
			figure('Sage X3 GraphQL, changes', { ...(await expectTheBooks({ ledgers: ['1', '3'] })), ...(await numbers()) });
		});

		it('a whole line that is split later leaves its whole amount nowhere', async () => {
			await site.erp.enter(REWRITTEN('LM1-2606-9004', []));
			await site.erp.pass();
			expectGood(await run(CLOSE));
			await expectTheBooks({ ledgers: ['1', '3'] });
			await site.erp.enter(REWRITTEN('LM1-2606-9004', PARTS));
			await site.erp.pass();
			expectGood(await run(CLOSE));
			const rows = (await loaded())[LINES[0]] ?? 0;
			// At least those of the entry: what the overlap holds comes again when one of it has moved out of it.
			expect(rows).toBeGreaterThanOrEqual(4);
			figure('Sage X3 GraphQL, a whole line is split', await expectTheBooks({ ledgers: ['1', '3'] }));
		});

		it('a line that does not fit leaves with the id of its entry, its stamp and its account, and its stream waits', async () => {
			const before = confirmedUpTo(await site.n8n.staticData(CLOSE.id));
			await site.erp.enter({
				type: 'MIS', number: 'LM1-3501-0001', site: 'LM1', date: '2035-01-31', journal: 'OD', status: 'temporary', ledgers: ['1'],
				lines: [{ account: '62000', sign: 1, amount: '10.00' }, { account: '10100', sign: -1, amount: '10.00' }],
			});
			await site.erp.pass();
			const execution = await run(CLOSE);
			expect([execution.status, collected(execution)]).toEqual(['success', [2, 2]]);
			const rejected = rejectedBy(execution, 'Load entry lines');
			const written = (await site.erp.records('GACCENTRYD', '^MIS\\|LM1-3501-0001\\|')).map(({ UPDDATTIM }) => UPDDATTIM);
			expect(rejected.map(({ key, reasons, record }) => [key, reasons, record.entryId, record.account, record.updateStamp])).toEqual([
				['MIS|LM1-3501-0001|1|1', expect.stringMatching(/Jan 35/), 'MIS|LM1-3501-0001', '62000', written[0]],
				['MIS|LM1-3501-0001|2|1', expect.stringMatching(/Jan 35/), 'MIS|LM1-3501-0001', '10100', written[1]],
			]);
			expect(confirmedUpTo(await site.n8n.staticData(CLOSE.id))['Get changed entry lines']).toBe(before['Get changed entry lines']);
			await site.erp.save('GACCENTRY', { ACCDAT: '2026-06-30' }, 'MIS|LM1-3501-0001');
			for (const line of ['1', '2']) await site.erp.save('GACCENTRYD', { ACCDAT: '2026-06-30' }, `MIS|LM1-3501-0001|${line}|1`);
			await site.erp.pass();
			expectGood(await run(CLOSE));
			await expectTheBooks({ ledgers: ['1', '3'] });
		});

		it('an import that somebody cancels fails with everything that is known of it, and its replay loses and doubles nothing', async () => {
			await site.erp.save('GACCENTRYD', { DES: 'Cancelled, then replayed' }, 'MIS|LM1-2603-0640|100|1');
			await site.erp.enter({
				type: 'PUR', number: 'LM1-2606-9002', site: 'LM1', date: '2026-06-30', journal: 'HA', status: 'final', ledgers: ['1'],
				lines: [{ account: '62000', sign: 1, amount: '5.55', splits: [{ amount: '5.55', slots: [['BUS', 'FOOD'], ['CCT', 'D20']] }] }, { account: '20000', sign: -1, amount: '5.55', partner: 'S0002' }],
			});
			await site.erp.pass();
			const before = confirmedUpTo(await site.n8n.staticData(CLOSE.id));
			await mark();
			await site.anaplan.post('switches', { hangTasks: true });
			const id = await site.start(CLOSE.id);
			const { note } = await eventually('a running task', async () => (await site.watch.anaplan.happenings()).effects('task-started')[0]);
			await new Planner(site).cancelImport(String(note.id), String(note.task));
			const failed = await site.n8n.finished(id);
			await site.anaplan.post('switches', { hangTasks: false });

			expect([failed.status, note.id]).toEqual(['error', LINES[0]]);
			expect(Object.entries(failed.runs).filter(([, all]) => all.at(-1)?.status === 'error').map(([name]) => name)).toEqual(['Load entry lines']);
			for (const told of ['Entry Lines list from Entry_Lines.csv', `cancelled by ${PLANNER.email} and rolled back`, `Task ${String(note.task)}`, 'the cursor was not moved']) expect(toldBy(failed)).toContain(told);
			const [read] = failed.items('Get changed entry lines');
			expect(read?.json).toMatchObject({ object: 'journalLines', records: 4, batchId: expect.any(String) as string });
			expect((await site.watch.anaplan.happenings()).effects('items-applied', 'cells-applied')).toEqual([]);
			expect(confirmedUpTo(await site.n8n.staticData(CLOSE.id))).toEqual(before);

			for (const loadWorkflow of [false, true]) expect((await site.n8n.retry(failed.id, { loadWorkflow })).status).toBe('success');
			const compared = await expectTheBooks({ ledgers: ['1', '3'] });
			const cancelled = (await site.watch.anaplan.happenings()).effects('task-cancelled').length;
			figure('Sage X3 GraphQL, cancelled import, replayed', { 'tasks cancelled': cancelled, replays: 2, ...compared });
		});

		it('a split line that becomes whole: what its parts leave behind is told apart by its stamp, and the rest is the line', async () => {
			await site.erp.enter(REWRITTEN('LM1-2606-9004', []));
			await site.erp.pass();
			expectGood(await run(CLOSE));
			const rows = (await site.anaplan.get<ReadonlyArray<Readonly<Record<string, string>>>>('cells?module=102000000015'))
				.filter((row) => row.Entry === 'MIS|LM1-2606-9004' && row['Line Number'] === '1');
			const own = rows.find(({ Part }) => Part === '0');
			const isThere = ({ Stamp }: Readonly<Record<string, string>>): boolean => Stamp === own?.Stamp;
			expect(rows.filter(isThere).map(({ Part, Amount }) => [Part, Number(Amount)])).toEqual([['0', 90.01]]);
			expect(rows.filter((row) => !isThere(row)).map(({ Part, Amount }) => [Part, Number(Amount)])).toEqual([['1', 60], ['2', 30.01]]);
			const { differences } = await checkSageX3(site.urls.sagex3, site.urls.anaplan, { rejected: new Set() }, { ledgers: ['1', '3'] });
			expect(new Set(differences.map(({ key }) => key.split(' ')[0]))).toEqual(new Set(['legal|MIS|LM1-2606-9004|1|1', 'legal|MIS|LM1-2606-9004|1|2']));
		});
	});

	describe('GraphQL of older names', () => {
		beforeAll(async () => await anotherServer({ generation: 'xtremX3' }));

		it('every entry line is in the model though the tokens die between two pages', async () => {
			await tokensDieLater(2);
			expectGood(await run(OLDER));
			expect(await tokensRefused()).toBe(1);
			figure('Sage X3 GraphQL, older names, first run', { ...(await expectTheBooks()), ...(await numbers()) });
		});

		it('second run without changes, then exactly what changed', async () => {
			figure('Sage X3 GraphQL, older names, second run, nothing changed', await expectNothingToDo(OLDER));
			await site.erp.save('GACCENTRYD', { DES: 'Older, and changed' }, 'PUR|LM2-2602-0002|4|1');
			await site.erp.pass();
			expectGood(await run(OLDER));
			expect(await loaded()).toEqual(linesOf(1));
			await expectTheBooks();
		});
	});

	describe('classic REST', () => {
		beforeAll(async () => await anotherServer({ surfaces: 'classic' }));

		it('is found out by itself; every entry line is in the model though a gateway breaks in between two pages', async () => {
			await site.erpControl.post('faults', { kind: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<html>busy</html>', match: '/GACCENTRY\\?', skip: 3 });
			expectGood(await run(CLASSIC));
			expect((await happened()).filter(({ status }) => status === 503)).toHaveLength(1);
			figure('Sage X3 classic REST, first run', { ...(await expectTheBooks({ api: 'classic' })), ...(await numbers()) });
		});

		it('second run without changes: nothing is uploaded, no task is started', async () => {
			figure('Sage X3 classic REST, second run, nothing changed', await expectNothingToDo(CLASSIC));
		});

		it('changes: exactly those', async () => {
			await site.erp.save('CACCE', { DIE: 'CCT', CCE: 'D20', DES: 'Production "Line 3"' });
			await site.erp.enter({
				type: 'PUR', number: 'LF1-2606-9003', site: 'LF1', date: '2026-06-30', journal: 'HA', status: 'final', ledgers: ['1', '2', '3'],
				lines: [{ account: '606100', sign: 1, amount: '33.33', splits: [{ amount: '11.11', slots: [['CCT', 'D90']] }, { amount: '22.22', slots: [['BUS', ''], ['CCT', 'D30']] }] }, { account: '401000', sign: -1, amount: '33.33' }],
			});
			await site.erp.pass();
			expectGood(await run(CLASSIC));
			// Classes of short lists need not show a stamp: such a list is compared, and sent whole when one of it differs.
			const centres = (await site.erp.records('CACCE', '^CCT\\|')).length;
			expect(await loaded()).toEqual({ [CENTRES]: centres, ...linesOf(4) });
			figure('Sage X3 classic REST, changes', { ...(await expectTheBooks({ api: 'classic' })), ...(await numbers()) });
		});
	});

	it('leaves no password, secret or token in clear behind', async () => {
		const leftovers = await leftBehind(site);
		expect(site.secrets.kinds()).toEqual(expect.arrayContaining([...Object.keys(site.passwords), 'an Anaplan token', 'an Sage X3 access token', 'an Sage X3 sign-in header']));
		expect(findIn(leftovers, site.secrets.all())).toEqual([]);
		expect(findIn(leftovers, [{ what: 'an account', value: 'Büromöbel' }])).toEqual(expect.arrayContaining(['an account in .n8n/database.sqlite']));
		figure('Sage X3, searched for secrets', { secrets: site.secrets.all().length, places: leftovers.length });
	});
});
